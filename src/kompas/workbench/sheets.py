"""Sheets as spreadsheet programs save them: a workbook or a CSV file, read into rows of text."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from kompas.errors import InputMissing, MalformedInput


@dataclass(frozen=True, slots=True)
class Line:
    """A row as it was given: its number in the file, and the text of each cell by column."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Given:
    """Rows for a table, and where they come from."""

    source: str
    """The name of the file, as messages tell it."""
    header: Sequence[str]
    lines: Sequence[Line]


def read_sheet(source: Path) -> tuple[str, Given]:
    """The name of the sheet, and its rows; empty lines are left out, edges of cells are trimmed.

    Args:
        source: a .xlsx workbook, of which the first sheet is read; or a CSV file in UTF-8, whose cells are separated
            by commas, semicolons or tabs.

    Raises:
        InputMissing: the file is not there, cannot be read, or holds no rows.
        MalformedInput: it is not a workbook, or not UTF-8.
    """
    rows: list[tuple[int, list[str]]]
    if source.suffix.lower() == ".xlsx":
        name, rows = _workbook(source)
    else:
        name, rows = source.stem, _csv(source)
    rows = [(number, [cell.strip() for cell in row]) for number, row in rows if any(cell.strip() for cell in row)]
    if not rows:
        raise InputMissing(source.name, "it holds no rows")
    header = rows[0][1]
    while header and not header[-1]:
        header.pop()
    lines = [Line(number, dict(zip(header, row, strict=False))) for number, row in rows[1:]]
    return name, Given(source.name, header, lines)


def _csv(source: Path) -> list[tuple[int, list[str]]]:
    try:
        text = source.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise InputMissing(str(source), error.strerror or "it cannot be read") from error
    except UnicodeDecodeError as error:
        raise MalformedInput("UTF-8", "save it as CSV UTF-8", source=source.name) from error
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    return [(reader.line_num, row) for row in reader]


def _workbook(source: Path) -> tuple[str, list[tuple[int, list[str]]]]:
    from zipfile import BadZipFile

    from openpyxl import load_workbook

    try:
        sheet = load_workbook(io.BytesIO(source.read_bytes()), data_only=True).worksheets[0]
    except OSError as error:
        raise InputMissing(str(source), error.strerror or "it cannot be read") from error
    except (BadZipFile, KeyError, ValueError) as error:
        raise MalformedInput("an .xlsx workbook", str(error), source=source.name) from error
    rows = [
        (number, [as_text(cell) for cell in row]) for number, row in enumerate(sheet.iter_rows(values_only=True), 1)
    ]
    return sheet.title, rows


def as_text(value: object) -> str:
    """A value as the text a table has: whole numbers without a point, dates as dates."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def column_letter(number: int) -> str:
    """The letter of a column in a spreadsheet.

    >>> [column_letter(number) for number in (1, 26, 27)]
    ['A', 'Z', 'AA']
    """
    letters = ""
    while number:
        number, left = divmod(number - 1, 26)
        letters = chr(ord("A") + left) + letters
    return letters
