"""From rows to triples, as the metadata of each table declare it.

The URI templates of CSVW say what a row is about (`aboutUrl`), which property a column states (`propertyUrl`) and
which thing a cell names (`valueUrl`); without `valueUrl` a cell is a literal with the column's datatype or language.
Two things go beyond the letter of the specification, because spreadsheets need them: a column with a separator and a
`valueUrl` names one thing per entry, and the prefixes of Kompas may be used beside those of CSVW itself.
Specification: https://www.w3.org/TR/csv2rdf/
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any, Final

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kompas.knowledge.findings import Finding
from kompas.knowledge.tables import Row, Table, place
from kompas.namespaces import PREFIXES, RDF, XSD

_FIRST: Final = NamedNode(f"{RDF}first")
_REST: Final = NamedNode(f"{RDF}rest")
_NIL: Final = NamedNode(f"{RDF}nil")
_DATATYPES: Final = {
    "any": f"{XSD}anyAtomicType",
    "anyAtomicType": f"{XSD}anyAtomicType",
    "binary": f"{XSD}base64Binary",
    "datetime": f"{XSD}dateTime",
    "html": f"{RDF}HTML",
    "json": "http://www.w3.org/ns/csvw#JSON",
    "number": f"{XSD}double",
    "xml": f"{RDF}XMLLiteral",
}
Node = NamedNode | BlankNode


@dataclass(frozen=True, slots=True, order=True)
class Origin:
    """The cell a triple comes from."""

    table: str
    row: int
    column: str

    def __str__(self) -> str:
        return place(self.table, self.row, self.column)


@dataclass(frozen=True, slots=True)
class Mapped:
    """What the tables say: each triple with the cells it comes from, and what could not be mapped."""

    origins: Mapping[Triple, tuple[Origin, ...]] = field(repr=False)
    findings: tuple[Finding, ...]

    @property
    def triples(self) -> list[Triple]:
        """Every triple of the tables."""
        return list(self.origins)

    def rows_of(self, node: Node) -> list[str]:
        """The rows that say something about a thing: `problems.csv, row 5`."""
        found = {(o.table, o.row) for triple, own in self.origins.items() if triple.subject == node for o in own}
        return [f"{table}, row {row}" for table, row in sorted(found)]


def map_tables(tables: Iterable[Table]) -> Mapped:
    """The triples that the rows of some tables state."""
    origins: dict[Triple, list[Origin]] = defaultdict(list)
    findings: list[Finding] = []
    for table in tables:
        unnamed = list(_declarations(table))
        findings += unnamed
        if unnamed:
            continue
        for row in table.rows:
            variables = _variables(table, row)
            for column in table.description.tableSchema.columns:
                try:
                    for triple in _cell(row, column, variables):
                        origins[triple].append(Origin(table.name, row.number, str(column)))
                except ValueError as error:
                    findings.append(Finding("error", place(table.name, row.number, str(column)), f"{error}."))
    return Mapped({triple: tuple(own) for triple, own in origins.items()}, tuple(findings))


def _declarations(table: Table) -> Iterator[Finding]:
    """Columns of which the metadata do not say what they state."""
    for column in table.description.tableSchema.columns:
        if not column.suppressOutput:
            where = f"{table.name}, column “{column}”"
            for name in ("aboutUrl", "propertyUrl"):
                if not column.inherit(name):
                    mend = f"Declare its {name}, or suppressOutput."
                    yield Finding("error", where, f"The metadata give no {name}, so it states nothing.", mend)


def _cell(row: Row, column: Any, of_row: Mapping[str, Any]) -> Iterator[Triple]:
    value = column.default or None if column.virtual else row.values[column.name]
    template = column.inherit("valueUrl")
    if column.suppressOutput or (value is None and not (column.virtual and template)):
        return
    variables = {**of_row, "_column": getattr(column, "_number", 0), "_name": str(column)}
    subject = _named(column.inherit("aboutUrl"), variables)
    predicate = _named(column.inherit("propertyUrl"), variables)
    if column.virtual and template:
        if all(variables.get(str(name)) not in (None, "") for name in template.variable_names):
            yield Triple(subject, predicate, _named(template, variables))
        return
    entries = value if isinstance(value, list) else [value]
    objects: list[NamedNode | Literal] = [
        _named(template, variables | {column.name: _lexical(entry, column)}) if template else _literal(entry, column)
        for entry in entries
        if entry is not None
    ]
    if isinstance(value, list) and column.inherit("ordered"):
        yield from _ordered(subject, predicate, objects)
    else:
        yield from (Triple(subject, predicate, one) for one in objects)


def _variables(table: Table, row: Row) -> dict[str, Any]:
    """What a template may name: every column of the row, `_row` and `_sourceRow`."""
    columns = {column.name: column for column in table.description.tableSchema.columns if not column.virtual}
    texts: dict[str, Any] = {"_row": row.number - 1, "_sourceRow": row.number}
    for name, value in row.values.items():
        if isinstance(value, list):
            texts[name] = [_lexical(entry, columns[name]) for entry in value]
        elif value is not None:
            texts[name] = _lexical(value, columns[name])
    return texts


def _named(template: Any, variables: Mapping[str, Any]) -> NamedNode:
    """The thing a template names.

    Raises:
        ValueError: the template leads to something that is not an address.
    """
    used = tuple(
        (name, tuple(value) if isinstance(value := variables.get(name), list) else value)
        for name in template.variable_names
    )
    return _address(template.uri, used)


@lru_cache(maxsize=65536)
def _address(template: str, used: tuple[tuple[str, Any], ...]) -> NamedNode:
    """A template with its variables filled in: a row names its own thing once for every column."""
    from csvw.metadata import URITemplate

    variables: dict[str, Any] = {
        name: list(value) if isinstance(value, tuple) else value for name, value in used if value is not None
    }
    expanded = str(URITemplate(template).expand(**variables))
    prefix, colon, rest = expanded.partition(":")
    if colon and not rest.startswith("//"):
        expanded = _prefixes().get(prefix, f"{prefix}:") + rest
    if not colon:
        raise ValueError(f"“{expanded}” is not an address; write it with its scheme, or with a known prefix")
    return NamedNode(expanded)


@cache
def _prefixes() -> dict[str, str]:
    """The prefixes of CSVW's own context, and those of Kompas."""
    from csvw.metadata_utils import NAMESPACES

    return {**NAMESPACES, **PREFIXES}


def _literal(value: Any, column: Any) -> Literal:
    datatype = column.inherit("datatype")
    base = datatype.base if datatype else "string"
    own = datatype.at_props.get("id") if datatype else None
    if base == "string" and not own:
        return Literal(value, language=column.lang) if column.lang != "und" else Literal(value)
    return Literal(_lexical(value, column), datatype=NamedNode(own or _DATATYPES.get(base, f"{XSD}{base}")))


def _lexical(value: Any, column: Any) -> str:
    """The canonical text of a value, whatever format the table writes it in."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return format(value.normalize() if value else Decimal(0), "f")
    if isinstance(value, datetime) and column.inherit("datatype").base == "date":
        return value.date().isoformat()
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, int | float):
        return str(value)
    return str(column.inherit("datatype").formatted(value))


def _ordered(subject: Node, predicate: NamedNode, objects: list[NamedNode | Literal]) -> Iterator[Triple]:
    """An RDF list; its nodes are named after what they hold, so that the same rows give the same graph."""
    nodes = [
        BlankNode("l" + hashlib.sha256(f"{subject} {predicate} {index} {objects}".encode()).hexdigest()[:24])
        for index in range(len(objects))
    ]
    yield Triple(subject, predicate, nodes[0] if nodes else _NIL)
    for index, (node, one) in enumerate(zip(nodes, objects, strict=True)):
        yield Triple(node, _FIRST, one)
        yield Triple(node, _REST, nodes[index + 1] if index + 1 < len(nodes) else _NIL)
