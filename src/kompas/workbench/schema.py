"""What a table asks of whoever fills it in: its columns, what they mean, and which values they take.

Everything comes from the metadata beside the table; the values of a column that names concepts are the rows of the
tables those concepts stand in, those of a code list are the individuals of the ontology.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from pyoxigraph import NamedNode

from kompas.errors import UnknownTerm
from kompas.knowledge.documents import read_ontology
from kompas.knowledge.tables import METADATA, descriptions
from kompas.namespaces import ID, KOMPAS, OWL, RDF

_THING: Final = re.compile(re.escape(ID) + r"(?P<type>[a-z-]+)/\{\+?(?P<column>\w+)\}$")
_CODE: Final = re.compile(re.escape(KOMPAS) + r"\{\+?\w+\}$")
_FORMS: Final[Mapping[str, str]] = {
    "date": "jjjj-mm-dd",
    "boolean": "true / false",
    "decimal": "2.5",
    "integer": "3",
    "anyURI": "https://…",
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column as people fill it in."""

    name: str
    title: Mapping[str, str]
    """What it is called, by language."""
    explanation: str
    required: bool
    separator: str | None
    """What stands between several values in one cell, if it takes several."""
    values: tuple[str, ...]
    """Every value it takes, when that is a closed list; otherwise empty."""
    names: tuple[str, ...]
    """The tables that hold the concepts it names, if it names concepts."""
    form: str
    """How a value is written, when it is more than text."""
    declared: Any = field(repr=False, compare=False)
    """The declaration itself, a `csvw.Column`."""


@dataclass(frozen=True, slots=True)
class TableSchema:
    """A table to fill in."""

    name: str
    title: str
    explanation: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    path: Path


class Schemas:
    """The schemas of all tables in a folder; each is read when it is asked for."""

    def __init__(self, folder: Path, ontology: Path) -> None:
        self.folder = folder
        self._ontology = ontology

    @cached_property
    def names(self) -> list[str]:
        """The names of the tables, in alphabetical order."""
        return sorted(path.name.removesuffix(f".csv{METADATA}") for path in self.folder.glob(f"*.csv{METADATA}"))

    def table(self, name: str) -> TableSchema:
        """The schema of a table.

        Raises:
            UnknownTerm: there is no such table; the three nearest names are told.
        """
        if name not in self.names:
            from rapidfuzz import process

            nearest = tuple(found for found, _, _ in process.extract(name, self.names, limit=3))
            raise UnknownTerm(name, "table", nearest=nearest)
        path = self.folder / f"{name}.csv"
        (described,), _ = descriptions(path.with_name(path.name + METADATA))
        columns = tuple(self._column(column) for column in described.tableSchema.columns if not column.virtual)
        return TableSchema(
            name=name,
            title=_text(described.common_props.get("dc:title")),
            explanation=_text(described.common_props.get("dc:description")),
            columns=columns,
            key=tuple(described.tableSchema.primaryKey or ()),
            path=path,
        )

    def slugs(self, type: str) -> list[str]:
        """The slugs of all concepts of a type, whichever table they stand in."""
        return sorted(slug for name in self._tables_of.get(type, ()) for slug in self._rows(name))

    def _column(self, column: Any) -> Column:
        datatype = column.inherit("datatype")
        pattern = datatype.format if datatype else None
        template = str(column.inherit("valueUrl") or "")
        values: Sequence[str] = ()
        names: Sequence[str] = ()
        if (thing := _THING.match(template)) and thing["column"] == column.name:
            values, names = self.slugs(thing["type"]), self._tables_of.get(thing["type"], ())
        elif _CODE.match(template) and pattern:
            values = [code for code in self._codes if re.fullmatch(pattern, code)]
        elif datatype and datatype.base == "boolean":
            values = pattern.split("|") if pattern else ["true", "false"]
        elif pattern and re.fullmatch(r"\w+(\|\w+)+", pattern):
            values = pattern.split("|")
        return Column(
            name=column.name,
            title={language: texts[0] for language, texts in _titles(column).items()},
            explanation=_text(column.common_props.get("dc:description")),
            required=bool(column.required),
            separator=column.inherit("separator"),
            values=tuple(values),
            names=tuple(names),
            form=_FORMS.get(datatype.base, "") if datatype else "",
            declared=column,
        )

    @cached_property
    def _tables_of(self) -> Mapping[str, list[str]]:
        """The tables that hold things of each type."""
        found: dict[str, list[str]] = {}
        for name in self.names:
            text = (self.folder / f"{name}.csv{METADATA}").read_text("utf-8")
            if own := re.search(r'"aboutUrl":\s*"' + re.escape(ID) + r"([a-z-]+)/\{slug\}", text):
                found.setdefault(own[1], []).append(name)
        return found

    @cached_property
    def _codes(self) -> list[str]:
        """The individuals of the code lists."""
        individual = (NamedNode(f"{RDF}type"), NamedNode(f"{OWL}NamedIndividual"))
        return sorted(
            triple.subject.value.removeprefix(KOMPAS)
            for triple in read_ontology(self._ontology)
            if (triple.predicate, triple.object) == individual and isinstance(triple.subject, NamedNode)
        )

    def _rows(self, name: str) -> list[str]:
        with (self.folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            return [row["slug"] for row in csv.DictReader(file) if row.get("slug")]


def _titles(column: Any) -> Mapping[str, list[str]]:
    return dict(column.titles.items()) if column.titles else {}


def _text(value: Any) -> str:
    """The Dutch text of a common property, or its only text."""
    entries = value if isinstance(value, list) else [value]
    texts = {entry.get("@language", ""): entry.get("@value", "") for entry in entries if isinstance(entry, Mapping)}
    plain = next((entry for entry in entries if isinstance(entry, str)), "")
    return str(texts.get("nl") or next(iter(texts.values()), plain))
