"""The tables: CSV files with W3C CSVW metadata beside them, read and checked cell by cell.

What a column holds (datatype, pattern, language, separator, required, keys) is declared in `<table>-metadata.json`;
the `csvw` package reads that declaration and the cells. Every mistake is told with file, row and column; a row with a
mistake is left out, and the rest is read on. Specification: https://www.w3.org/TR/tabular-metadata/
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from kompas.knowledge.findings import Finding

METADATA: Final = "-metadata.json"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its line in the file, and the value of each column (a list where the column has a separator)."""

    number: int
    values: dict[str, Any]


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """A table with its declaration (a `csvw.Table`) and the rows that are in order."""

    name: str
    description: Any = field(repr=False)
    rows: tuple[Row, ...] = field(repr=False)


def read_tables(folder: Path) -> tuple[list[Table], list[Finding]]:
    """Every table that a folder describes, and everything that is wrong with them.

    Args:
        folder: the folder with `*.csv` and, beside each, its `*-metadata.json`; it may be missing.
    """
    tables: list[Table] = []
    findings: list[Finding] = []
    for path in sorted(folder.glob(f"*{METADATA}")):
        try:
            described = descriptions(path)
        except (ValueError, TypeError, KeyError, AttributeError, AssertionError) as error:
            what = f"This is not CSVW metadata: {str(error) or type(error).__name__}."
            findings.append(Finding("error", path.name, what, "See https://www.w3.org/TR/tabular-metadata/."))
            continue
        findings += described[1]
        for description in described[0]:
            table, found = _read_table(description, folder)
            findings += found
            if table:
                tables.append(table)
    known = {table.name for table in tables} | {where.where.partition(",")[0] for where in findings}
    findings += [
        Finding("error", path.name, "This table has no metadata.", f"Describe it in {path.name}{METADATA}.")
        for path in sorted(folder.glob("*.csv"))
        if path.name not in known and not (folder / f"{path.name}{METADATA}").exists()
    ]
    findings += _foreign_keys(tables)
    return tables, sorted(set(findings))


def descriptions(path: Path) -> tuple[list[Any], list[Finding]]:
    """The tables that a metadata file describes (each a `csvw.Table`), and what is not in order in it.

    Raises:
        ValueError, TypeError, KeyError, AttributeError, AssertionError: it is not CSVW metadata.
    """
    import csvw

    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        group = '"tables"' in path.read_text("utf-8")
        read = (csvw.TableGroup if group else csvw.Table).from_file(path)
    findings = [Finding("error", path.name, f"The metadata are not in order: {warning.message}.") for warning in told]
    return (list(read.tables) if group else [read]), findings


def _read_table(description: Any, folder: Path) -> tuple[Table | None, list[Finding]]:
    from csvw.dsv import UnicodeReaderWithLineNumber

    name = str(description.url)
    path = folder / name
    if not path.is_file():
        return None, [Finding("error", name, "The metadata describe this table, but it is not there.")]
    dialect = description.dialect or getattr(getattr(description, "_parent", None), "dialect", None)
    columns = [column for column in description.tableSchema.columns if not column.virtual]
    rows: list[Row] = []
    findings: list[Finding] = []
    try:
        with UnicodeReaderWithLineNumber(path, dialect=dialect) as reader:
            lines = iter(reader)
            header: list[str] = next(lines, (1, []))[1]
            findings += _header(name, header, columns)
            if findings:
                return None, findings
            for number, cells in lines:
                row, found = _read_row(name, number, cells, columns)
                findings += found
                if not found:
                    rows.append(row)
    except UnicodeDecodeError as error:
        return None, [Finding("error", name, f"The file is not UTF-8 (byte {error.start}).", "Save it as UTF-8.")]
    findings += _primary_key(name, description.tableSchema.primaryKey, rows)
    return Table(name, description, tuple(rows)), findings


def _header(name: str, header: list[str], columns: list[Any]) -> list[Finding]:
    wanted = [column.name for column in columns]
    if header == wanted:
        return []
    findings = [
        Finding("error", f"{name}, row 1", f"The column “{column}” is missing.", "Add it where the metadata have it.")
        for column in wanted
        if column not in header
    ]
    findings += [
        Finding("error", f"{name}, row 1", f"The column “{column}” is not described.", "Describe it or take it out.")
        for column in header
        if column not in wanted
    ]
    order = Finding("error", f"{name}, row 1", f"The columns are to stand in this order: {', '.join(wanted)}.")
    return findings or [order]


def _read_row(name: str, number: int, cells: list[str], columns: list[Any]) -> tuple[Row, list[Finding]]:
    values: dict[str, Any] = {}
    if len(cells) != len(columns):
        what = f"There are {len(cells)} cells where {len(columns)} are described."
        mend = "Put text that holds a comma or a quote between double quotes."
        return Row(number, values), [Finding("error", f"{name}, row {number}", what, mend)]
    findings = []
    for column, cell in zip(columns, cells, strict=True):
        where = place(name, number, column.name)
        try:
            values[column.name] = read_cell(column, cell)
        except (ValueError, TypeError, AttributeError, ArithmeticError) as error:
            findings.append(Finding("error", where, f"“{cell}” does not fit: {_reason(error, column)}."))
    return Row(number, values), findings


def read_cell(column: Any, cell: str) -> Any:
    """The typed value of a cell under the declaration of its column.

    Raises:
        ValueError: the text is not a value of this column.
    """
    parts = cell.split(column.inherit("separator")) if cell and column.inherit("separator") else [cell]
    if any(part != part.strip() for part in parts):
        raise ValueError("there is a space at its beginning or end")
    if len(parts) > 1 and not all(parts):
        raise ValueError("there is an empty entry between two separators")
    if len(parts) != len(set(parts)):
        raise ValueError("an entry stands in it twice")
    return column.read(cell, strict=True)


def _reason(error: Exception, column: Any) -> str:
    datatype = column.inherit("datatype")
    if "required" in str(error):
        return "this column may not be empty"
    text = str(error).rstrip(".") or type(error).__name__
    if datatype is None or text.startswith(("there is", "an entry")):
        return text
    wanted = datatype.base + (f" of the form {datatype.format}" if datatype.format else "")
    return f"it is not a {wanted} ({text})"


def _primary_key(name: str, key: list[str] | None, rows: list[Row]) -> Iterator[Finding]:
    seen: dict[tuple[Any, ...], int] = {}
    for row in rows if key else ():
        value = tuple(str(row.values[column]) for column in key or ())
        if value in seen:
            what = f"“{' '.join(value)}” stands in row {seen[value]} already."
            yield Finding("error", place(name, row.number, " and ".join(key or ())), what, "Each row has its own key.")
        seen.setdefault(value, row.number)


def _foreign_keys(tables: list[Table]) -> Iterator[Finding]:
    """References between tables that the metadata declare and the rows do not keep."""
    by_name = {table.name: table for table in tables}
    for table in tables:
        for key in table.description.tableSchema.foreignKeys:
            target = by_name.get(str(key.reference.resource))
            if target is None:
                continue
            known = {tuple(str(row.values[c]) for c in key.reference.columnReference) for row in target.rows}
            for row in table.rows:
                cells = [row.values[column] for column in key.columnReference]
                several = [[one] for one in cells[0]] if len(cells) == 1 and isinstance(cells[0], list) else [cells]
                for value in several:
                    if all(one is not None for one in value) and tuple(map(str, value)) not in known:
                        where = place(table.name, row.number, " and ".join(key.columnReference))
                        yield Finding("error", where, f"“{' '.join(map(str, value))}” is not in {target.name}.")


def place(table: str, row: int, column: str) -> str:
    """Where a cell stands, as people look for it in a spreadsheet.

    >>> place("problems.csv", 5, "label_nl")
    'problems.csv, row 5, column “label_nl”'
    """
    return f"{table}, row {row}, column “{column}”"
