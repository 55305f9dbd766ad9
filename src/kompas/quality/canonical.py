"""The canonical form of a table: one way to write the same rows, so that versions differ only in what they say.

UTF-8 without a mark, lines that end in a line feed, quotes only where CSV asks for them, no spaces at the edges of a
cell or of an entry in it, no entry twice, no empty lines; letters with accents as one character (Unicode NFC). Rows
stand as the writer put them, unless the metadata give the columns to sort by (`kompas:sortedBy`).
"""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from kompas.errors import InputMissing, MalformedInput
from kompas.files import write_whole
from kompas.knowledge.tables import METADATA
from kompas.namespaces import KOMPAS

SORTED_BY: Final = f"{KOMPAS}sortedBy"
"""The property of a table's schema that names the columns its rows are sorted by."""
_MARK: Final = "\N{ZERO WIDTH NO-BREAK SPACE}"


def format_tables(folder: Path, *, write: bool = True) -> list[Path]:
    """The tables of a folder that were not in canonical form; they are now, unless only looked at.

    Raises:
        InputMissing: a table that the metadata describe is not there.
        MalformedInput: a table is not UTF-8, or its metadata are not JSON.
    """
    changed = []
    for described in sorted(folder.glob(f"*{METADATA}")):
        for schema, path in _tables(described):
            text = _read(path)
            wanted = canonical(text, schema)
            if text != wanted:
                changed.append(path)
                if write:
                    write_whole(path, wanted.encode())
    return changed


def canonical(text: str, schema: dict[str, Any]) -> str:
    """The rows of a CSV text in canonical form.

    Args:
        text: the table, with its header.
        schema: the `tableSchema` of its metadata; it says which cells hold several entries, and the order of rows.
    """
    separators = {column["name"]: column["separator"] for column in schema["columns"] if column.get("separator")}
    lines = [row for row in csv.reader(io.StringIO(text.removeprefix(_MARK), newline="")) if any(row)]
    if not lines:
        return ""
    header = [_cell(name, None) for name in lines[0]]
    marks = [separators.get(name) for name in header]
    rows = [[_cell(cell, mark) for cell, mark in _paired(row, marks)] for row in lines[1:]]
    columns = [header.index(name) for name in schema.get(SORTED_BY, ()) if name in header]
    if columns and all(len(row) == len(header) for row in rows):
        rows.sort(key=lambda row: [row[column] for column in columns])
    written = io.StringIO(newline="")
    csv.writer(written, lineterminator="\n").writerows([header, *rows])
    return written.getvalue()


def _paired(row: list[str], marks: list[str | None]) -> Iterator[tuple[str, str | None]]:
    """The cells of a row with the separators of their columns; a row of a wrong length keeps its cells."""
    return zip(row, [*marks, *[None] * max(0, len(row) - len(marks))], strict=False)


def _cell(cell: str, separator: str | None) -> str:
    plain = unicodedata.normalize("NFC", cell.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if separator is None:
        return plain
    entries = (entry.strip() for entry in plain.split(separator))
    return separator.join(dict.fromkeys(entry for entry in entries if entry))


def _tables(described: Path) -> Iterator[tuple[dict[str, Any], Path]]:
    try:
        metadata = json.loads(described.read_text("utf-8"))
        for table in metadata.get("tables", [metadata]):
            yield table.get("tableSchema", metadata.get("tableSchema")), described.parent / table["url"]
    except (ValueError, AttributeError, KeyError, TypeError) as error:
        raise MalformedInput("CSVW metadata", str(error), source=described.name) from error


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        raise InputMissing(str(path), error.strerror or "it cannot be read") from error
    except UnicodeDecodeError as error:
        raise MalformedInput("UTF-8", "save the table as UTF-8", source=path.name) from error
