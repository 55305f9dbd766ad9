"""The questions of the gallery, read from `data/queries`: SHACL executables, so that others can use them as data too.

`sh:parameter` says what can be filled in; the variable with the name of the parameter stands for it in the query.
Vocabulary: https://www.w3.org/TR/shacl-af/#SPARQLExecutable
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Store, Triple

from kompas import resources
from kompas.errors import ResourceMissing
from kompas.knowledge.documents import read_turtle
from kompas.namespaces import KOMPAS, PREFIXES, RDFS, SH, XSD
from kompas_api.sparql.reading import terminals

ADDRESS: Final = "https://w3id.org/kompas/queries/"
FORMS: Final = ("select", "construct", "ask")
_LABEL: Final = f"{RDFS}label"
_COMMENT: Final = f"{RDFS}comment"

Term = NamedNode | Literal


@dataclass(frozen=True, slots=True)
class Parameter:
    """What can be filled in: a thing of a class, or a value of a datatype."""

    name: str
    class_name: str
    """The class of things that it takes; empty when it takes a value."""
    datatype: str
    default: Term
    labels: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Example:
    """A question with its query."""

    name: str
    form: str
    """`select`, `construct` or `ask`."""
    query: str
    labels: Mapping[str, str]
    comments: Mapping[str, str]
    parameters: tuple[Parameter, ...]
    triples: tuple[Triple, ...]

    @property
    def address(self) -> str:
        """Its address, wherever Kompas is hosted."""
        return f"{ADDRESS}{self.name}"

    def filled(self, values: Mapping[str, Term] | None = None) -> str:
        """The query as it can be sent anywhere: with its prefixes, and values where the parameters stand."""
        given = {parameter.name: parameter.default for parameter in self.parameters} | dict(values or {})
        pieces, used, end = [], set(), 0
        for kind, text, start in terminals(self.query):
            stands = given.get(text[1:]) if kind == "variable" else None
            written = text if stands is None else _written(stands)
            if written[:1] not in "<\"'":
                used.add(written.partition(":")[0])
            pieces += [self.query[end:start], written]
            end = start + len(text)
        body = "".join([*pieces, self.query[end:]]).strip()
        prefixes = (f"PREFIX {name}: <{base}>" for name, base in PREFIXES.items() if name in used)
        return "\n".join([*prefixes, "", body, ""])


@cache
def gallery() -> Mapping[str, Example]:
    """Every question, by name.

    Raises:
        ResourceMissing: they came neither with the package nor with a checkout.
        MalformedInput: a file is not Turtle.
    """
    folder = resources.data() / "queries"
    if not folder.is_dir():
        raise ResourceMissing("queries", [folder], "Install Kompas again, or run it from a whole checkout")
    return {path.stem: _read(path) for path in sorted(folder.glob("*.ttl"))}


def _read(path: Path) -> Example:
    triples = read_turtle([path])
    store = Store()
    store.extend(Quad(triple.subject, triple.predicate, triple.object) for triple in triples)
    node = NamedNode(f"{ADDRESS}{path.stem}")
    form, query = next(
        (form, found.value)
        for form in FORMS
        for found in _values(store, node, f"{SH}{form}")
        if isinstance(found, Literal)
    )
    nodes = [part for part in _values(store, node, f"{SH}parameter") if isinstance(part, BlankNode)]
    parameters = sorted((_parameter(store, part) for part in nodes), key=lambda one: (one.name == "language", one.name))
    return Example(
        path.stem, form, query, _texts(store, node, _LABEL), _texts(store, node, _COMMENT), tuple(parameters),
        tuple(triples),
    )  # fmt: skip


def _parameter(store: Store, node: BlankNode) -> Parameter:
    def one(name: str) -> Term | None:
        found = _values(store, node, f"{SH}{name}")
        return found[0] if found and not isinstance(found[0], BlankNode) else None

    path, default = one("path"), one("defaultValue")
    assert path is not None
    assert default is not None
    of_class, datatype = one("class"), one("datatype")
    return Parameter(
        path.value.rpartition("/")[2],
        of_class.value.removeprefix(KOMPAS) if of_class else "",
        datatype.value if datatype else "",
        default,
        _texts(store, node, f"{SH}name"),
    )


def _texts(store: Store, node: NamedNode | BlankNode, address: str) -> dict[str, str]:
    found = _values(store, node, address)
    return {text.language: text.value for text in found if isinstance(text, Literal) and text.language}


def _values(store: Store, node: NamedNode | BlankNode, address: str) -> list[NamedNode | BlankNode | Literal]:
    found = (quad.object for quad in store.quads_for_pattern(node, NamedNode(address), None))
    return sorted((value for value in found if not isinstance(value, Triple)), key=str)


def _written(value: Term) -> str:
    if isinstance(value, NamedNode):
        prefix = next(
            (name for name, base in PREFIXES.items() if value.value.startswith(base) and "/id/" in base), None
        )
        local = value.value.removeprefix(PREFIXES[prefix]) if prefix else ""
        return f"{prefix}:{local}" if local.replace("-", "").isalnum() else str(value)
    if value.datatype.value in (f"{XSD}integer", f"{XSD}decimal"):
        return value.value
    return str(value)
