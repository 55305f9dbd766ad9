"""The axioms of an ontology one by one, each as the triples that state it and as a sentence people can read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kompas.namespaces import OWL, RDF, RDFS, shortened

_TYPE: Final = NamedNode(f"{RDF}type")
_FIRST: Final = NamedNode(f"{RDF}first")
_REST: Final = NamedNode(f"{RDF}rest")
_DECLARED: Final = {
    f"{OWL}{name}"
    for name in ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty", "NamedIndividual", "Ontology")
}
_WORDS: Final = {
    f"{RDFS}subClassOf": "is a kind of",
    f"{RDFS}subPropertyOf": "is a kind of",
    f"{RDFS}domain": "is said only of",
    f"{RDFS}range": "leads only to",
    f"{OWL}equivalentClass": "is the same as",
    f"{OWL}disjointWith": "has nothing in common with",
    f"{OWL}propertyDisjointWith": "never links the same things as",
    f"{OWL}inverseOf": "is the inverse of",
    f"{OWL}propertyChainAxiom": "follows from the chain",
    f"{RDF}type": "is a",
}
_RESTRICTIONS: Final = {"someValuesFrom": "some", "allValuesFrom": "only", "hasValue": "value", "hasSelf": "self"}
_BOOLEANS: Final = {"intersectionOf": " and ", "unionOf": " or ", "oneOf": ", "}
Node = NamedNode | BlankNode


@dataclass(frozen=True, slots=True)
class Axiom:
    """One axiom: the triple that states it, and those of the class expressions in it."""

    triples: tuple[Triple, ...]
    terms: frozenset[object] = field(repr=False)
    """The classes, properties and individuals it speaks of."""


def axioms_of(schema: Iterable[Triple]) -> tuple[list[Triple], list[Axiom]]:
    """The declarations of an ontology, and its axioms one by one."""
    by_subject: dict[object, list[Triple]] = defaultdict(list)
    inner: set[object] = set()
    for triple in schema:
        by_subject[triple.subject].append(triple)
        if isinstance(triple.object, BlankNode):
            inner.add(triple.object)
    declarations: list[Triple] = []
    axioms: list[Axiom] = []
    for subject, triples in by_subject.items():
        if isinstance(subject, NamedNode):
            for triple in triples:
                if _is_declaration(triple):
                    declarations.append(triple)
                else:
                    axioms.append(_axiom([triple, *_expression(triple.object, by_subject)]))
        elif subject not in inner:
            axioms.append(_axiom(_expression(subject, by_subject)))
    return declarations, axioms


def describe(axioms: Sequence[Axiom], statements: Iterable[Triple] = ()) -> list[str]:
    """The axioms as sentences; of long lists of classes or things only those that matter here are named."""
    mentioned: set[object] = {term for triple in statements for term in (triple.subject, triple.object)}
    for axiom in axioms:
        if isinstance(axiom.triples[0].subject, NamedNode):
            mentioned |= axiom.terms
    return sorted(_sentence(axiom, mentioned) for axiom in axioms)


def _is_declaration(triple: Triple) -> bool:
    return triple.predicate == _TYPE and isinstance(triple.object, NamedNode) and triple.object.value in _DECLARED


def _expression(node: object, by_subject: dict[object, list[Triple]]) -> list[Triple]:
    found: list[Triple] = []
    waiting = [node]
    while waiting:
        current = waiting.pop()
        if isinstance(current, BlankNode):
            found += by_subject[current]
            waiting += [triple.object for triple in by_subject[current]]
    return found


def _axiom(triples: list[Triple]) -> Axiom:
    structure = (RDF, RDFS, OWL)
    named = {
        term
        for triple in triples
        for term in (triple.subject, triple.predicate, triple.object)
        if isinstance(term, NamedNode) and not term.value.startswith(structure)
    }
    return Axiom(tuple(triples), frozenset(named))


def _sentence(axiom: Axiom, mentioned: set[object]) -> str:
    parts: dict[object, dict[str, object]] = defaultdict(dict)
    for triple in axiom.triples:
        parts[triple.subject][triple.predicate.value] = triple.object
    first = axiom.triples[0]
    if isinstance(first.subject, BlankNode):
        members = _members(parts[first.subject], parts)
        here = [member for member in members if member in mentioned]
        names = ", ".join(_text(member, parts) for member in (here if len(here) > 1 else members))
        different = f"{OWL}distinctMembers" in parts[first.subject]
        return f"{names} are {'different from each other' if different else 'disjoint'}"
    verb = _WORDS.get(first.predicate.value, shortened(first.predicate.value))
    return f"{_text(first.subject, parts)} {verb} {_text(first.object, parts)}"


def _members(node: dict[str, object], parts: dict[object, dict[str, object]]) -> list[object]:
    head = next((node[name] for name in (f"{OWL}members", f"{OWL}distinctMembers") if name in node), None)
    return _list(head, parts)


def _list(head: object, parts: dict[object, dict[str, object]]) -> list[object]:
    found = []
    while head in parts and _FIRST.value in parts[head]:
        found.append(parts[head][_FIRST.value])
        head = parts[head][_REST.value]
    return found


def _text(term: object, parts: dict[object, dict[str, object]]) -> str:
    if isinstance(term, NamedNode):
        return shortened(term.value)
    if not isinstance(term, BlankNode):
        return term.value if isinstance(term, Literal) else str(term)
    own = parts[term]
    for name, joint in _BOOLEANS.items():
        if (head := own.get(f"{OWL}{name}")) is not None:
            return f"({joint.join(_text(member, parts) for member in _list(head, parts))})"
    if (other := own.get(f"{OWL}complementOf")) is not None:
        return f"not {_text(other, parts)}"
    for name, word in _RESTRICTIONS.items():
        if (value := own.get(f"{OWL}{name}")) is not None:
            return f"({_text(own.get(f'{OWL}onProperty'), parts)} {word} {_text(value, parts)})"
    if _FIRST.value in own:
        return " then ".join(_text(member, parts) for member in _list(term, parts))
    return "something"
