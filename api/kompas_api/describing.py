"""What the knowledge graph says about one thing: its own statements, who points to it, and what all that is called."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from kompas.knowledge import Knowledge
from kompas.namespaces import DCTERMS, RDF, RDFS, SH, SKOS, kompas, shortened
from kompas.vocabulary import slug_of
from kompas_api.linked.statements import settled

_PREFERRED: Final = NamedNode(f"{SKOS}prefLabel")
_NAMING: Final = (
    _PREFERRED,
    NamedNode(f"{RDFS}label"),
    NamedNode(f"{DCTERMS}title"),
    NamedNode(f"{DCTERMS}bibliographicCitation"),
)
_TYPE: Final = NamedNode(f"{RDF}type")
_WITH_IT: Final = (NamedNode(f"{SH}rule"), kompas("caseOfRule"))
"""Who points to a rule by these is described with it: the shape it hangs on, and its cases."""

Node = NamedNode | BlankNode


@dataclass(frozen=True, slots=True)
class Value:
    """A value as people read it: its text, the language of the text, and the address when it is a thing."""

    text: str
    language: str = ""
    iri: str | None = None
    parts: tuple[Property, ...] = ()
    """What is said of a value that has no address of its own."""


@dataclass(frozen=True, slots=True)
class Property:
    """A property with its values; `iri` is its address and `name` the short form of it."""

    iri: str
    name: str
    label: str
    values: tuple[Value, ...]


def exists(knowledge: Knowledge, node: NamedNode) -> bool:
    """Whether the graph says anything about this thing."""
    return next(knowledge.store.quads_for_pattern(node, None, None), None) is not None


def triples_about(knowledge: Knowledge, node: NamedNode) -> list[Triple]:
    """The statements about a thing, those that point to it, and the names of everything these mention, settled.

    Of a rule also those about the shape it hangs on, and about its cases: whoever has them can run it, and try it.
    """
    own = list(_statements(knowledge, node))
    pointing = _pointing(knowledge, node)
    own += [
        said
        for quad in pointing
        if quad.predicate in _WITH_IT and isinstance(quad.subject, NamedNode)
        for said in _statements(knowledge, quad.subject)
    ]
    mentioned = {term for quad in own + pointing for term in (quad.subject, quad.object) if isinstance(term, NamedNode)}
    names = [
        quad
        for term in mentioned
        for naming in _NAMING
        for quad in knowledge.store.quads_for_pattern(term, naming, None)
    ]
    return settled(quad.triple for quad in own + pointing + names)


def properties(knowledge: Knowledge, node: Node, language: str) -> tuple[Property, ...]:
    """The statements about a thing as people read them; texts in the language asked for when there are any."""
    found: dict[str, list[NamedNode | BlankNode | Literal]] = {}
    for quad in knowledge.store.quads_for_pattern(node, None, None):
        if isinstance(quad.object, NamedNode | BlankNode | Literal):
            found.setdefault(quad.predicate.value, []).append(quad.object)
    return tuple(
        Property(iri, shortened(iri), _property_label(knowledge, iri, language), _values(knowledge, values, language))
        for iri, values in sorted(found.items())
    )


def mentions(knowledge: Knowledge, node: NamedNode, language: str) -> tuple[Property, ...]:
    """Who points to a thing, by the property that does."""
    found: dict[str, list[NamedNode | BlankNode | Literal]] = {}
    for quad in _pointing(knowledge, node):
        if isinstance(quad.subject, NamedNode):
            found.setdefault(quad.predicate.value, []).append(quad.subject)
    return tuple(
        Property(iri, shortened(iri), _property_label(knowledge, iri, language), _values(knowledge, values, language))
        for iri, values in sorted(found.items())
    )


def name_of(knowledge: Knowledge, iri: str, language: str) -> str:
    """What a thing is called in this language: its label, title or citation, else the last part of its address."""
    for naming in _NAMING:
        texts = [term for term in knowledge.objects(NamedNode(iri), naming) if isinstance(term, Literal)]
        if texts:
            return min(texts, key=lambda text: (text.language != language, text.language or "", text.value)).value
    return slug_of(iri)


def _statements(knowledge: Knowledge, node: Node) -> Iterator[Quad]:
    """The statements about a thing, and about the parts of it that have no address."""
    for quad in list(knowledge.store.quads_for_pattern(node, None, None)):
        yield quad
        if isinstance(quad.object, BlankNode):
            yield from _statements(knowledge, quad.object)


def _pointing(knowledge: Knowledge, node: NamedNode) -> list[Quad]:
    return [quad for quad in knowledge.store.quads_for_pattern(None, None, node) if quad.predicate != _TYPE]


def _property_label(knowledge: Knowledge, iri: str, language: str) -> str:
    return name_of(knowledge, iri, language)


def _values(knowledge: Knowledge, terms: Iterable[NamedNode | BlankNode | Literal], language: str) -> tuple[Value, ...]:
    listed = list(terms)
    spoken = {term.language for term in listed if isinstance(term, Literal) and term.language}
    wanted = language if language in spoken else None
    values = []
    for term in listed:
        if isinstance(term, Literal):
            if wanted is None or term.language in (None, wanted):
                values.append(Value(term.value, term.language or ""))
        elif isinstance(term, NamedNode):
            values.append(Value(name_of(knowledge, term.value, language), iri=term.value))
        else:
            values.append(Value("", parts=properties(knowledge, term, language)))
    return tuple(sorted(values, key=lambda value: (value.text.casefold(), value.iri or "")))
