"""New rows from Python: drafted, checked together, and written together or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from kompas import resources
from kompas.errors import CheckFailed
from kompas.workbench.importing import Imported, Merge, merge
from kompas.workbench.schema import Schemas, TableSchema
from kompas.workbench.sheets import Given, Line, as_text

Cell = str | int | float | bool | date | Iterable[str] | None
"""What a cell may hold: text, a number, a truth, a date, several texts, or nothing."""


class Draft:
    """Rows for the tables of Kompas; a row may refer to one that is drafted with it, in whatever table.

    >>> draft = Draft()
    >>> draft.add("life-domains", slug="vrije-tijd", label_nl="Vrije tijd")
    >>> len(draft)
    1
    """

    def __init__(self, schemas: Schemas | None = None) -> None:
        self._schemas = schemas or Schemas(resources.data() / "tables", resources.ontology())
        self._rows: dict[str, list[dict[str, str]]] = {}
        self._tables: dict[str, TableSchema] = {}

    def __len__(self) -> int:
        return sum(len(rows) for rows in self._rows.values())

    def add(self, table: str, **cells: Cell) -> None:
        """Draft a row, each cell by the name of its column.

        Raises:
            UnknownTerm: there is no such table.
        """
        separators = {column.name: column.separator for column in self._table(table).columns}
        row = {name: _written(value, separators.get(name) or ";") for name, value in cells.items()}
        self._rows.setdefault(table, []).append(row)

    def check(self, *, replace: bool = False) -> list[str]:
        """Everything that is wrong with the drafted rows, each with table, row and column."""
        try:
            self._merged(replace=replace)
        except CheckFailed as error:
            return list(error.findings)
        return []

    def save(self, *, replace: bool = False) -> list[Imported]:
        """Merge the rows into their tables, and begin an empty draft.

        Args:
            replace: whether a row may take the place of one with the same slug.

        Raises:
            CheckFailed: cells are wrong; nothing is written.
        """
        merged = self._merged(replace=replace)
        for one in merged:
            one.write()
        self._rows.clear()
        self._tables.clear()
        return [one.imported for one in merged]

    def _table(self, name: str) -> TableSchema:
        if name not in self._tables:
            self._tables[name] = self._schemas.table(name)
        return self._tables[name]

    def _merged(self, *, replace: bool) -> list[Merge]:
        drafted = {name: {row.get("slug", "") for row in rows} for name, rows in self._rows.items()}
        merged: list[Merge] = []
        wrong: list[str] = []
        for name, rows in self._rows.items():
            schema = self._table(name)
            unknown = {column for row in rows for column in row} - {column.name for column in schema.columns}
            header = [*(column.name for column in schema.columns), *sorted(unknown)]
            lines = [Line(number, row) for number, row in enumerate(rows, start=2)]
            try:
                merged.append(merge(Given(f"draft of {name}", header, lines), schema, replace=replace, drafted=drafted))
            except CheckFailed as error:
                wrong += error.findings
        if wrong:
            raise CheckFailed("The draft", wrong, "Correct these cells and save again; nothing was changed.")
        return merged


def _written(value: Cell, separator: str) -> str:
    several = not isinstance(value, str | int | float | bool | date) and value is not None
    return separator.join(value) if several else as_text(value)  # type: ignore[arg-type]  # what is left is texts
