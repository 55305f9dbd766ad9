"""Rows from a spreadsheet, checked cell by cell and merged into a table: all of them, or none.

A row whose key is new is added; one that stands there already as it is, is left; one that differs is a mistake, unless
the writer asks to replace it. What a row refers to must be in the tables, or among the rows that come with it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from kompas.errors import CheckFailed
from kompas.files import write_whole
from kompas.knowledge.findings import Finding
from kompas.knowledge.tables import read_cell
from kompas.quality.canonical import canonical
from kompas.workbench.schema import Column, Schemas, TableSchema
from kompas.workbench.sheets import Given, column_letter, read_sheet

REMEDY: Final = "Correct these cells and import again; nothing was changed."


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did to a table."""

    table: str
    added: tuple[str, ...]
    """The keys of the rows that were added."""
    replaced: tuple[str, ...]
    unchanged: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Merge:
    """What merging some rows into a table would give."""

    imported: Imported
    path: Path
    text: str
    """The table with the rows in it, in canonical form."""

    def write(self) -> None:
        """Write the table, unless nothing changes."""
        if self.imported.added or self.imported.replaced:
            write_whole(self.path, self.text.encode())


def import_rows(
    source: Path, schemas: Schemas, *, table: str | None = None, replace: bool = False, write: bool = True
) -> Imported:
    """Check the rows of a spreadsheet and merge them into their table.

    Args:
        source: a .xlsx or .csv file, filled in from a template.
        schemas: the tables to merge into.
        table: the name of the table; by default the name of the sheet, or of the CSV file.
        replace: whether a row may take the place of one with the same key.
        write: whether to write the table; otherwise only say what would happen.

    Raises:
        CheckFailed: cells are wrong; each is told with its place in the file. Nothing is changed.
        InputMissing, MalformedInput: the file cannot be read.
        UnknownTerm: there is no such table.
    """
    sheet, given = read_sheet(source)
    merged = merge(given, schemas.table(table or sheet), replace=replace)
    if write:
        merged.write()
    return merged.imported


def merge(
    given: Given, schema: TableSchema, *, replace: bool = False, drafted: Mapping[str, Set[str]] = MappingProxyType({})
) -> Merge:
    """What a table becomes with some rows merged into it; nothing is written yet.

    Args:
        given: the rows.
        schema: the table.
        replace: whether a row may take the place of one with the same key.
        drafted: the slugs of rows that come along for other tables, by table.

    Raises:
        CheckFailed: cells are wrong; each is told with its place.
    """
    standing = _standing(schema)
    fresh = {key: line for line in given.lines if (key := _key(line.cells, schema))}
    own = dict(drafted) | {schema.name: {line.cells.get("slug", "") for line in given.lines}}
    found = list(_header(given, schema)) or list(_cells(given, schema, own))
    if found := found or list(_clashes(given, standing, schema, replace=replace)):
        raise CheckFailed(given.source, [str(finding) for finding in found], REMEDY)
    added = tuple(key for key in fresh if key not in standing)
    differing = tuple(key for key in fresh if key in standing and not _same(fresh[key].cells, standing[key], schema))
    rows = standing | {key: dict(fresh[key].cells) for key in (*added, *differing)}
    unchanged = tuple(key for key in fresh if key not in added and key not in differing)
    return Merge(Imported(schema.name, added, differing, unchanged), schema.path, _written(rows.values(), schema))


def _header(given: Given, schema: TableSchema) -> Iterator[Finding]:
    wanted = [column.name for column in schema.columns]
    for number, name in enumerate(given.header, start=1):
        where = f"{given.source}, cell {column_letter(number)}1"
        if name not in wanted:
            yield Finding("error", where, f"{schema.name} has no column “{name}”.", _nearest(name, wanted))
        elif name in given.header[: number - 1]:
            yield Finding("error", where, f"The column “{name}” stands here twice.")
    for column in schema.columns:
        if column.required and column.name not in given.header:
            what = f"The required column “{column.name}” is missing."
            yield Finding("error", f"{given.source}, row 1", what, f"Start from `kompas template {schema.name}`.")


def _cells(given: Given, schema: TableSchema, own: Mapping[str, Set[str]]) -> Iterator[Finding]:
    for line in given.lines:
        for number, column in enumerate(schema.columns, start=1):
            text = line.cells.get(column.name, "")
            coming = {slug for name in column.names for slug in own.get(name, ())}
            if wrong := _wrong(text, column, coming):
                at = list(given.header).index(column.name) + 1 if column.name in given.header else number
                where = f"{given.source}, cell {column_letter(at)}{line.number} (column “{column.name}”)"
                yield Finding("error", where, *wrong)


def _wrong(text: str, column: Column, own: set[str]) -> tuple[str, str] | None:
    """What is wrong with a cell and how to mend it, or None."""
    if not text:
        return ("This may not be empty.", column.explanation) if column.required else None
    known = set(column.values) | own
    if column.values:
        for entry in text.split(column.separator) if column.separator else [text]:
            if entry not in known:
                where = f"is not in {' or '.join(f'{name}.csv' for name in column.names)}" if column.names else ""
                return f"“{entry}” {where or 'is not one of its values'}.", _nearest(entry, sorted(known))
    try:
        read_cell(column.declared, text)
    except (ValueError, TypeError, AttributeError, ArithmeticError) as error:
        wanted = f"It is written as {column.form}." if column.form else column.explanation
        return f"“{text}” does not fit: {str(error).rstrip('.')}.", wanted
    return None


def _clashes(
    given: Given, standing: Mapping[str, Mapping[str, str]], schema: TableSchema, *, replace: bool
) -> Iterator[Finding]:
    seen: dict[str, int] = {}
    for line in given.lines:
        key = _key(line.cells, schema)
        where = f"{given.source}, row {line.number}"
        if key in seen:
            yield Finding("error", where, f"“{key}” stands in row {seen[key]} already.", "Each row has its own key.")
        seen.setdefault(key, line.number)
        if key in standing and not replace and not _same(line.cells, standing[key], schema):
            differing = [name for name in _names(schema) if line.cells.get(name, "") != standing[key].get(name, "")]
            what = f"“{key}” is in {schema.name}.csv already, with another {', '.join(differing)}."
            yield Finding("error", where, what, "Take another slug, or import with --replace.")


def _standing(schema: TableSchema) -> dict[str, dict[str, str]]:
    with schema.path.open(encoding="utf-8-sig", newline="") as file:
        return {_key(row, schema): dict(row) for row in csv.DictReader(file)}


def _written(rows: Any, schema: TableSchema) -> str:
    import json

    from kompas.knowledge.tables import METADATA

    text = io.StringIO(newline="")
    names = _names(schema)
    writer = csv.DictWriter(text, names, restval="", extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    metadata = json.loads(schema.path.with_name(schema.path.name + METADATA).read_text("utf-8"))
    return canonical(text.getvalue(), metadata["tableSchema"])


def _same(one: Mapping[str, str], other: Mapping[str, str], schema: TableSchema) -> bool:
    return all(one.get(name, "") == other.get(name, "") for name in _names(schema))


def _names(schema: TableSchema) -> list[str]:
    return [column.name for column in schema.columns]


def _key(cells: Mapping[str, str], schema: TableSchema) -> str:
    return " ".join(cells.get(name, "") for name in schema.key)


def _nearest(text: str, known: Sequence[str]) -> str:
    from rapidfuzz import fuzz, process

    found = [name for name, _, _ in process.extract(text, known, scorer=fuzz.WRatio, limit=3, score_cutoff=60)]
    return f"Nearest: {', '.join(f'“{name}”' for name in found)}." if found else ""
