"""The documentation of the ontology, made from the ontology: each term with its meaning, its place and its source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Store, Triple

from kompas.namespaces import DCTERMS, KOMPAS, OWL, RDF, RDFS, SKOS, kompas, shortened
from kompas_api.negotiation import Language

_TYPE: Final = NamedNode(f"{RDF}type")
_KINDS: Final = (
    ("classes", ("Class",)),
    ("relations", ("ObjectProperty",)),
    ("values", ("DatatypeProperty",)),
    ("annotations", ("AnnotationProperty",)),
)
_CHARACTERISTICS: Final = ("Functional", "InverseFunctional", "Transitive", "Symmetric", "Asymmetric", "Irreflexive")
_LINKS: Final = (
    ("subClassOf", f"{RDFS}subClassOf"), ("equivalentClass", f"{OWL}equivalentClass"),
    ("disjointWith", f"{OWL}disjointWith"), ("subPropertyOf", f"{RDFS}subPropertyOf"), ("domain", f"{RDFS}domain"),
    ("range", f"{RDFS}range"), ("inverseOf", f"{OWL}inverseOf"), ("propertyChainAxiom", f"{OWL}propertyChainAxiom"),
    ("closeMatch", f"{SKOS}closeMatch"), ("exactMatch", f"{SKOS}exactMatch"), ("seeAlso", f"{RDFS}seeAlso"),
)  # fmt: skip
_BOOLEAN: Final = {f"{OWL}intersectionOf": " and ", f"{OWL}unionOf": " or "}
_RESTRICTIONS: Final = {
    f"{OWL}someValuesFrom": "some", f"{OWL}allValuesFrom": "only", f"{OWL}hasValue": "value",
    f"{OWL}minCardinality": "min", f"{OWL}maxCardinality": "max", f"{OWL}cardinality": "exactly",
    f"{OWL}minQualifiedCardinality": "min", f"{OWL}maxQualifiedCardinality": "max",
    f"{OWL}qualifiedCardinality": "exactly",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Term:
    """A term: its name, label and meaning, and what else is said of it, each as a list of texts."""

    name: str
    label: str
    meaning: str
    language: str
    links: tuple[tuple[str, tuple[str, ...]], ...]
    characteristics: tuple[str, ...]
    sources: tuple[tuple[str, str], ...]
    """The addresses of sources, each with the place in it."""
    members: tuple[Term, ...] = ()
    """The values of a code list."""


class Documentation:
    """The terms of an ontology, by kind, in a language."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._store = Store()
        self._store.bulk_extend(Quad(triple.subject, triple.predicate, triple.object) for triple in triples)

    def sections(self, spoken: Language) -> list[tuple[str, list[Term]]]:
        """The kinds of terms with their terms, in the order of their labels."""
        found = []
        for kind, classes in _KINDS:
            nodes = {
                quad.subject
                for name in classes
                for quad in self._store.quads_for_pattern(None, _TYPE, NamedNode(f"{OWL}{name}"))
                if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(KOMPAS)
            }
            terms = [self._term(node, spoken) for node in nodes]
            found.append((kind, sorted(terms, key=lambda term: term.label.casefold())))
        return found

    def literal(self, node: NamedNode, address: str, spoken: Language) -> Literal | None:
        """The text of a property, in this language when there is one."""
        texts = [value for value in self._values(node, address) if isinstance(value, Literal)]
        return min(texts, key=lambda text: (text.language != spoken, text.language or "", text.value), default=None)

    def _term(self, node: NamedNode, spoken: Language, *, members: bool = True) -> Term:
        label = self.literal(node, f"{RDFS}label", spoken) or self.literal(node, f"{SKOS}prefLabel", spoken)
        meaning = self.literal(node, f"{SKOS}definition", spoken)
        links = (
            (name, tuple(sorted({self._expression(value) for value in self._values(node, address)})))
            for name, address in _LINKS
        )
        types = {value.value for value in self._values(node, f"{RDF}type") if isinstance(value, NamedNode)}
        places = [value.value for value in self._values(node, kompas("locator").value) if isinstance(value, Literal)]
        cited = [value.value for value in self._values(node, f"{DCTERMS}source") if isinstance(value, NamedNode)]
        return Term(
            name=node.value.removeprefix(KOMPAS),
            label=label.value if label else node.value.removeprefix(KOMPAS),
            meaning=meaning.value if meaning else "",
            language=(meaning.language or "") if meaning else "",
            links=tuple((name, texts) for name, texts in links if texts),
            characteristics=tuple(name for name in _CHARACTERISTICS if f"{OWL}{name}Property" in types),
            sources=tuple((source, ", ".join(places)) for source in sorted(cited)),
            members=tuple(self._members(node, spoken)) if members else (),
        )

    def _members(self, node: NamedNode, spoken: Language) -> Iterator[Term]:
        found = {quad.subject for quad in self._store.quads_for_pattern(None, _TYPE, node)}
        for member in sorted(found, key=str):
            if isinstance(member, NamedNode) and member.value.startswith(KOMPAS):
                yield self._term(member, spoken, members=False)

    def _values(self, node: NamedNode | BlankNode, address: str) -> list[NamedNode | BlankNode | Literal]:
        found = (quad.object for quad in self._store.quads_for_pattern(node, NamedNode(address), None))
        return [value for value in found if not isinstance(value, Triple)]

    def _expression(self, value: NamedNode | BlankNode | Literal) -> str:
        """A class or a chain, as it is written in the Manchester syntax of OWL."""
        if isinstance(value, NamedNode):
            return shortened(value.value)
        if isinstance(value, Literal):
            return value.value
        for address, word in _BOOLEAN.items():
            if parts := self._values(value, address):
                return word.join(self._nested(part) for part in self._list(parts[0]))
        if parts := self._values(value, f"{OWL}complementOf"):
            return f"not {self._nested(parts[0])}"
        if parts := self._values(value, f"{OWL}oneOf"):
            return "{" + ", ".join(self._expression(part) for part in self._list(parts[0])) + "}"
        if properties := self._values(value, f"{OWL}onProperty"):
            return f"{self._expression(properties[0])} {self._restriction(value)}"
        if parts := self._values(value, f"{OWL}inverseOf"):
            return f"inverse {self._expression(parts[0])}"
        return " o ".join(self._expression(part) for part in self._list(value))

    def _restriction(self, node: BlankNode) -> str:
        for address, word in _RESTRICTIONS.items():
            if values := self._values(node, address):
                kinds = self._values(node, f"{OWL}onClass") + self._values(node, f"{OWL}onDataRange")
                return " ".join([word, self._nested(values[0]), *(self._nested(kind) for kind in kinds)])
        return "Self"

    def _nested(self, value: NamedNode | BlankNode | Literal) -> str:
        text = self._expression(value)
        return f"({text})" if isinstance(value, BlankNode) and " " in text and not text.startswith("{") else text

    def _list(self, node: NamedNode | BlankNode | Literal) -> Iterator[NamedNode | BlankNode | Literal]:
        while isinstance(node, BlankNode):
            yield from self._values(node, f"{RDF}first")
            rest = self._values(node, f"{RDF}rest")
            if not rest:
                return
            node = rest[0]
