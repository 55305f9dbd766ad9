"""Every link that follows from the links there are: sub-properties, inverses, chains, symmetric and transitive steps.

These axioms of the ontology say only that one pattern of links makes another, so their conclusions are found by
repeating them until nothing new comes; no guessing is needed, and HermiT (which would find the same, slowly) is left
to reason about classes. Semantics: https://www.w3.org/TR/owl2-direct-semantics/#Object_Property_Expressions
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from pyoxigraph import BlankNode, NamedNode, Triple

from kompas.knowledge.values import members
from kompas.namespaces import OWL, RDF, RDFS

_TYPE: Final = NamedNode(f"{RDF}type")
_CHAIN: Final = NamedNode(f"{OWL}propertyChainAxiom")
_INVERSE: Final = NamedNode(f"{OWL}inverseOf")
_SUB: Final = NamedNode(f"{RDFS}subPropertyOf")
_OBJECT_PROPERTY: Final = NamedNode(f"{OWL}ObjectProperty")
_SYMMETRIC: Final = NamedNode(f"{OWL}SymmetricProperty")
_SELF: Final = NamedNode(f"{OWL}hasSelf")
_ON_PROPERTY: Final = NamedNode(f"{OWL}onProperty")
_SUBCLASS: Final = NamedNode(f"{RDFS}subClassOf")
_TRANSITIVE: Final = NamedNode(f"{OWL}TransitiveProperty")
Node = NamedNode | BlankNode
Pairs = dict[Node, set[Node]]


@dataclass(frozen=True, slots=True)
class _Step:
    """Chain of properties (each perhaps backwards) that makes a link of another property."""

    path: tuple[tuple[NamedNode, bool], ...]
    makes: NamedNode


def follow(ontology: Iterable[Triple], triples: Iterable[Triple]) -> set[Triple]:
    """Every link that the property axioms make of the given ones, these included."""
    schema = list(ontology)
    known = list(triples)
    steps = _steps(schema)
    properties = {t.subject for t in schema if t.predicate == _TYPE and t.object == _OBJECT_PROPERTY}
    forward: dict[NamedNode, Pairs] = defaultdict(lambda: defaultdict(set))
    backward: dict[NamedNode, Pairs] = defaultdict(lambda: defaultdict(set))
    waiting = _self_links(schema, known)
    waiting += [
        (triple.predicate, triple.subject, triple.object)
        for triple in known
        if triple.predicate in properties
        and isinstance(triple.subject, NamedNode | BlankNode)
        and isinstance(triple.object, NamedNode | BlankNode)
    ]
    while waiting:
        property, start, end = waiting.pop()
        if end in forward[property][start]:
            continue
        forward[property][start].add(end)
        backward[property][end].add(start)
        for step in steps[property]:
            for position, (own, inverse) in enumerate(step.path):
                if own == property:
                    left, right = (end, start) if inverse else (start, end)
                    befores = _walk({left}, step.path[:position][::-1], backward, forward)
                    afters = _walk({right}, step.path[position + 1 :], forward, backward)
                    waiting += [(step.makes, before, after) for before in befores for after in afters]
    return {
        Triple(start, property, end)
        for property, pairs in forward.items()
        for start, ends in pairs.items()
        for end in ends
    }


def _self_links(schema: list[Triple], known: list[Triple]) -> list[tuple[NamedNode, Node, Node]]:
    """The links to itself of each individual of a class that has them (`owl:hasSelf`)."""
    properties: dict[object, object] = {t.subject: t.object for t in schema if t.predicate == _ON_PROPERTY}
    selves = {triple.subject for triple in schema if triple.predicate == _SELF}
    classes: dict[object, object] = {
        t.subject: properties[t.object] for t in schema if t.predicate == _SUBCLASS and t.object in selves
    }
    found: list[tuple[NamedNode, Node, Node]] = []
    for triple in known:
        property = classes.get(triple.object) if triple.predicate == _TYPE else None
        if isinstance(property, NamedNode) and isinstance(triple.subject, NamedNode):
            found.append((property, triple.subject, triple.subject))
    return found


def _walk(
    nodes: set[Node],
    path: Iterable[tuple[NamedNode, bool]],
    along: dict[NamedNode, Pairs],
    against: dict[NamedNode, Pairs],
) -> set[Node]:
    for property, inverse in path:
        links = (against if inverse else along)[property]
        nodes = {end for node in nodes for end in links.get(node, ())}
    return nodes


def _steps(schema: list[Triple]) -> dict[NamedNode, list[_Step]]:
    """The steps that a link of each property can be part of."""
    made: list[_Step] = []
    chains = members(schema, [triple.object for triple in schema if triple.predicate == _CHAIN])
    for triple in schema:
        subject, object = triple.subject, triple.object
        if not isinstance(subject, NamedNode):
            continue
        if triple.predicate == _CHAIN:
            made.append(_Step(tuple((p, False) for p in chains[object] if isinstance(p, NamedNode)), subject))
        elif triple.predicate == _INVERSE and isinstance(object, NamedNode):
            made += [_Step(((object, True),), subject), _Step(((subject, True),), object)]
        elif triple.predicate == _SUB and isinstance(object, NamedNode):
            made.append(_Step(((subject, False),), object))
        elif triple.predicate == _TYPE and object == _SYMMETRIC:
            made.append(_Step(((subject, True),), subject))
        elif triple.predicate == _TYPE and object == _TRANSITIVE:
            made.append(_Step(((subject, False), (subject, False)), subject))
    by_property: dict[NamedNode, list[_Step]] = defaultdict(list)
    for step in made:
        for property in {own for own, _ in step.path}:
            by_property[property].append(step)
    return by_property
