"""Whether an ontology stays within OWL 2 DL, so that every DL reasoner and Protégé reads it as it is meant.

Checked here are the restrictions that a hand-written ontology is likely to break; the tests ask the OWL API for all of
them. Specification: https://www.w3.org/TR/owl2-syntax/#Ontologies (typing constraints,
and the global restrictions of section 11).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from pyoxigraph import BlankNode, NamedNode, Triple

from kompas.knowledge.findings import Finding
from kompas.knowledge.values import members
from kompas.namespaces import OWL, RDF, RDFS, XSD, shortened

_TYPE: Final = NamedNode(f"{RDF}type")
_CHAIN: Final = NamedNode(f"{OWL}propertyChainAxiom")
_SUB: Final = NamedNode(f"{RDFS}subPropertyOf")
_INVERSE: Final = NamedNode(f"{OWL}inverseOf")
_ON_PROPERTY: Final = NamedNode(f"{OWL}onProperty")
_KINDS: Final = {f"{OWL}ObjectProperty", f"{OWL}DatatypeProperty", f"{OWL}AnnotationProperty"}
_SIMPLE_TYPES: Final = {
    f"{OWL}{name}Property" for name in ("Functional", "InverseFunctional", "Asymmetric", "Irreflexive")
}
_SIMPLE_RESTRICTIONS: Final = {
    f"{OWL}{name}"
    for name in ("hasSelf", "cardinality", "minCardinality", "maxCardinality", "qualifiedCardinality",
                 "minQualifiedCardinality", "maxQualifiedCardinality")
}  # fmt: skip
_BUILT_IN: Final = (RDF, RDFS, OWL, XSD)
Node = NamedNode | BlankNode


def breaches_of_dl(ontology: Iterable[Triple]) -> list[Finding]:
    """What in an ontology (with what it imports) breaks a restriction of OWL 2 DL."""
    triples = list(ontology)
    properties = _properties(triples)
    return sorted({
        *_typing(triples),
        *_tree_like(triples),
        *_simple(triples, properties),
        *_regular(properties),
    })  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Properties:
    """How the object properties of an ontology depend on each other."""

    under: dict[object, set[object]]
    """Each property with those directly below it: sub-properties, and their inverses."""
    chains: list[tuple[object, list[Node]]]
    composite: frozenset[object]
    """Properties that a chain or transitivity makes, and all above them: they are not simple."""


def _properties(triples: list[Triple]) -> _Properties:
    under: dict[object, set[object]] = defaultdict(set)
    inverse: dict[object, set[object]] = defaultdict(set)
    lists = members(triples, [triple.object for triple in triples if triple.predicate == _CHAIN])
    chains: list[tuple[object, list[Node]]] = [
        (triple.subject, lists[triple.object]) for triple in triples if triple.predicate == _CHAIN
    ]
    for triple in triples:
        if triple.predicate == _SUB:
            under[triple.object].add(triple.subject)
        elif triple.predicate == _INVERSE:
            inverse[triple.subject].add(triple.object)
            inverse[triple.object].add(triple.subject)
    composite: set[object] = {subject for subject, _ in chains} | {
        triple.subject for triple in triples if triple.predicate == _TYPE and _is(triple.object, "TransitiveProperty")
    }
    while True:
        above = {upper for upper, lower in under.items() if lower & composite}
        above |= {other for property in composite for other in inverse[property]}
        if above <= composite:
            return _Properties(under, chains, frozenset(composite))
        composite |= above


def _typing(triples: list[Triple]) -> Iterator[Finding]:
    """A property is of one kind, and every property and class that is used is declared."""
    kinds: dict[object, set[str]] = defaultdict(set)
    for triple in triples:
        if triple.predicate == _TYPE and isinstance(triple.object, NamedNode):
            kinds[triple.subject].add(triple.object.value)
    for term, own in kinds.items():
        if len(own & _KINDS) > 1:
            yield _finding(term, "It is a property of more than one kind.", "Keep one of the declarations.")
    used = {triple.predicate for triple in triples} | {t.object for t in triples if t.predicate == _ON_PROPERTY}
    for term in used:
        if isinstance(term, NamedNode) and not term.value.startswith(_BUILT_IN) and not kinds[term] & _KINDS:
            yield _finding(term, "It is used as a property and not declared.", "Declare what kind of property it is.")
    for triple in triples:
        if triple.predicate == _TYPE and isinstance(triple.object, NamedNode):
            name = triple.object
            if not name.value.startswith(_BUILT_IN) and f"{OWL}Class" not in kinds[name]:
                yield _finding(name, "It is used as a class and not declared.", "Declare it as owl:Class.")


def _tree_like(triples: list[Triple]) -> Iterator[Finding]:
    """A class expression or list stands in one axiom only."""
    counts = Counter(triple.object for triple in triples if isinstance(triple.object, BlankNode))
    for node, count in counts.items():
        if count > 1:
            subjects = sorted({shortened(str(t.subject.value)) for t in triples
                               if t.object == node and isinstance(t.subject, NamedNode)})  # fmt: skip
            where = ", ".join(subjects) or "a class expression"
            yield Finding("error", where, "A class expression is used twice.", "Write it out in each place.")


def _simple(triples: list[Triple], properties: _Properties) -> Iterator[Finding]:
    """Only simple properties are functional, asymmetric, disjoint, counted and so on."""
    on_property = {triple.subject: triple.object for triple in triples if triple.predicate == _ON_PROPERTY}
    for triple in triples:
        used: set[object] = set()
        if triple.predicate == _TYPE and isinstance(triple.object, NamedNode) and triple.object.value in _SIMPLE_TYPES:
            used = {triple.subject}
        elif triple.predicate == NamedNode(f"{OWL}propertyDisjointWith"):
            used = {triple.subject, triple.object}
        elif triple.predicate.value in _SIMPLE_RESTRICTIONS:
            used = {on_property.get(triple.subject)}
        for property in used & properties.composite:
            what = "It follows from a chain or is transitive, and a restriction asks for a simple property."
            yield _finding(property, what, "Drop the chain, or the restriction.")


def _regular(properties: _Properties) -> Iterator[Finding]:
    """The properties that chains are made of do not depend on what the chains make."""
    below: dict[object, set[object]] = defaultdict(set)
    for upper, lower in properties.under.items():
        below[upper] |= lower
    for made, chain in properties.chains:
        ends = chain[1:] if chain and chain[0] == made else chain[:-1] if chain and chain[-1] == made else chain
        below[made] |= set(ends) if chain != [made, made] else set()
    for property in sorted(below, key=str):
        if property in _reachable(property, below):
            yield _finding(property, "It depends on itself through chains.", "Break the circle of sub-properties.")


def _reachable(start: object, below: dict[object, set[object]]) -> set[object]:
    seen: set[object] = set()
    waiting = list(below[start])
    while waiting:
        node = waiting.pop()
        if node not in seen:
            seen.add(node)
            waiting += below.get(node, ())
    return seen


def _is(term: object, name: str) -> bool:
    return term == NamedNode(f"{OWL}{name}")


def _finding(term: object, what: str, mend: str) -> Finding:
    where = shortened(term.value) if isinstance(term, NamedNode) else "a class expression"
    return Finding("error", where, what, mend)
