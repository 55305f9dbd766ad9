"""Writing small graphs by hand: prefixed names in, triples out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, TypeAlias

from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, Literal, NamedNode, Quad, Triple

from kompas.namespaces import PREFIXES, RDF

MORE_PREFIXES: Final = {
    **PREFIXES,
    "adms": "http://www.w3.org/ns/adms#",
    "formats": "http://www.w3.org/ns/formats/",
    "schema": "https://schema.org/",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
}
"""The prefixes of Kompas, and those of the vocabularies that describe services and datasets."""

Node: TypeAlias = NamedNode | BlankNode
Value: TypeAlias = NamedNode | BlankNode | Literal | str | int
"""A term; a prefixed name (`sd:Service`); or a number."""


def term(name: str) -> NamedNode:
    """The term with this prefixed name, or with this address in angle brackets.

    >>> term("sd:Service").value
    'http://www.w3.org/ns/sparql-service-description#Service'
    """
    if name.startswith("<"):
        return NamedNode(name[1:-1])
    prefix, _, local = name.partition(":")
    return NamedNode(MORE_PREFIXES[prefix] + local)


def text(said: str, language: str = "") -> Literal:
    """A text, in a language when it has one."""
    return Literal(said, language=language) if language else Literal(said)


def settled(triples: Iterable[Triple]) -> list[Triple]:
    """The statements, each once, sorted, and with canonical names of blank nodes: the same text in every process."""
    said = Dataset(Quad(triple.subject, triple.predicate, triple.object) for triple in triples)
    said.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return sorted((quad.triple for quad in said), key=str)


class Statements:
    """Statements in the order in which they are made."""

    def __init__(self) -> None:
        self.triples: list[Triple] = []
        self._parts = 0

    def say(self, subject: Node | str, kind: str = "", /, **properties: object) -> Node:
        """State what something is and has: `say(node, "sd:Service", sd_endpoint=...)`; a list is several values.

        An underscore stands for the colon of a prefixed name. A value of None is not stated.
        """
        node = term(subject) if isinstance(subject, str) else subject
        if kind:
            self.triples.append(Triple(node, NamedNode(f"{RDF}type"), term(kind)))
        for name, given in properties.items():
            predicate = term(name.replace("_", ":", 1))
            for value in given if isinstance(given, list | tuple) else [given]:
                if value is not None:
                    self.triples.append(Triple(node, predicate, _value(value)))
        return node

    def part(self, kind: str = "", /, **properties: object) -> BlankNode:
        """State what something without an address is and has; it is returned, to be the value of another.

        Its name is the same each time, so that the same description is the same text.
        """
        node = BlankNode(f"part{self._parts}")
        self._parts += 1
        self.say(node, kind, **properties)
        return node


def _value(value: object) -> NamedNode | BlankNode | Literal:
    if isinstance(value, NamedNode | BlankNode | Literal):
        return value
    return term(value) if isinstance(value, str) else Literal(value)  # type: ignore[arg-type]
