"""Definitions that turn on one value or on a list of values, decided before the reasoner sees them.

`CurrentRating` is a rating with `current` true; a `RecognisedLevel` is one of four levels. Reasoning with hundreds of
such values and nominals takes HermiT minutes where the rest takes a second, and there is nothing to reason about: a
value is stated or it is not, and values of a closed list are known by name. So each restriction `property hasValue
value` and each enumeration becomes a class of its own. What has the value, or stands in the list, is stated to be in
it; what has another value of a functional property, or stands among the ones declared different, is stated not to be.
Conclusions about classes stay the same, and so does every contradiction.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kompas.namespaces import OWL, RDF, RDFS

_TYPE: Final = NamedNode(f"{RDF}type")
_FIRST: Final = NamedNode(f"{RDF}first")
_REST: Final = NamedNode(f"{RDF}rest")
_ON_PROPERTY: Final = NamedNode(f"{OWL}onProperty")
_HAS_VALUE: Final = NamedNode(f"{OWL}hasValue")
_ONE_OF: Final = NamedNode(f"{OWL}oneOf")
_DIFFERENT: Final = NamedNode(f"{OWL}distinctMembers")
_CLASS: Final = NamedNode(f"{OWL}Class")
_COMPLEMENT: Final = NamedNode(f"{OWL}complementOf")
_RESTRICTION: Final = NamedNode(f"{OWL}Restriction")
_SOME_FROM: Final = NamedNode(f"{OWL}someValuesFrom")
_SUBCLASS: Final = NamedNode(f"{RDFS}subClassOf")
Node = NamedNode | BlankNode
Value = NamedNode | BlankNode | Literal


@dataclass(frozen=True, slots=True)
class _Schema:
    """What of an ontology turns on values."""

    valued: dict[Node, tuple[NamedNode, Value]]
    """Restrictions, each with its property and value."""
    listed: dict[Node, list[Node]]
    """Enumerations, each with its members."""
    different: list[list[Node]]
    functional: frozenset[Node]
    data: frozenset[Node]


def decide(axioms: Iterable[Triple], statements: Iterable[Triple]) -> tuple[list[Triple], list[Triple]]:
    """Axioms and statements without data values and nominals, with the same conclusions about classes."""
    schema = list(axioms)
    values = _values(schema)
    names: dict[object, NamedNode] = {node: _valued_name(*value) for node, value in values.valued.items()}
    names |= {node: _listed_name(members) for node, members in values.listed.items()}
    decided = [
        Triple(triple.subject, triple.predicate, names.get(triple.object, triple.object))
        for triple in schema
        if triple.subject not in names and triple.subject not in values.data
    ]
    decided += [Triple(name, _TYPE, _CLASS) for name in sorted(set(names.values()), key=str)]
    decided += _enumerated(values)
    decided += _leading(values)
    return decided, list(_stated(statements, values))


def members(triples: Iterable[Triple], heads: Iterable[object]) -> dict[object, list[Node]]:
    """The members of some RDF lists, by the node each begins with."""
    first: dict[object, Value] = {}
    rest: dict[object, object] = {}
    for triple in triples:
        if triple.predicate == _FIRST and not isinstance(triple.object, Triple):
            first[triple.subject] = triple.object
        elif triple.predicate == _REST:
            rest[triple.subject] = triple.object
    found: dict[object, list[Node]] = {}
    for head in heads:
        own: list[Node] = []
        node = head
        while node in first:
            member = first[node]
            if not isinstance(member, Literal):
                own.append(member)
            node = rest[node]
        found[head] = own
    return found


def _values(schema: list[Triple]) -> _Schema:
    by_predicate: dict[NamedNode, dict[Node, Value]] = defaultdict(dict)
    types: dict[str, set[Node]] = defaultdict(set)
    for triple in schema:
        if isinstance(triple.subject, Triple) or isinstance(triple.object, Triple):
            continue
        if triple.predicate == _TYPE and isinstance(triple.object, NamedNode):
            types[triple.object.value].add(triple.subject)
        else:
            by_predicate[triple.predicate][triple.subject] = triple.object
    lists = members(schema, [*by_predicate[_ONE_OF].values(), *by_predicate[_DIFFERENT].values()])
    properties = by_predicate[_ON_PROPERTY]
    valued: dict[Node, tuple[NamedNode, Value]] = {}
    for node, value in by_predicate[_HAS_VALUE].items():
        property = properties[node]
        if isinstance(property, NamedNode):
            valued[node] = (property, value)
    return _Schema(
        valued=valued,
        listed={node: lists[head] for node, head in by_predicate[_ONE_OF].items()},
        different=[lists[head] for head in by_predicate[_DIFFERENT].values()],
        functional=frozenset(types[f"{OWL}FunctionalProperty"]),
        data=frozenset(types[f"{OWL}DatatypeProperty"]),
    )


def _enumerated(values: _Schema) -> Iterator[Triple]:
    """The members of each enumeration in its class, and those known to be different from all of them not."""
    for inside in values.listed.values():
        name = _listed_name(inside)
        for member in inside:
            yield Triple(member, _TYPE, name)
        for different in values.different:
            if set(inside) <= set(different):
                for other in different:
                    if other not in inside:
                        yield from _not_in(other, name)


def _leading(values: _Schema) -> Iterator[Triple]:
    """That what has a value leads to something in each list in which the value stands."""
    for property, value in sorted(set(values.valued.values()), key=str):
        for inside in values.listed.values():
            if value in inside:
                some = BlankNode()
                yield Triple(_valued_name(property, value), _SUBCLASS, some)
                yield Triple(some, _TYPE, _RESTRICTION)
                yield Triple(some, _ON_PROPERTY, property)
                yield Triple(some, _SOME_FROM, _listed_name(inside))


def _stated(statements: Iterable[Triple], values: _Schema) -> Iterator[Triple]:
    wanted: dict[NamedNode, set[Value]] = defaultdict(set)
    for property, value in values.valued.values():
        wanted[property].add(value)
    for triple in statements:
        if triple.predicate not in values.data:
            yield triple
        for value in sorted(wanted.get(triple.predicate, ()), key=str):
            if triple.object == value:
                yield Triple(triple.subject, _TYPE, _valued_name(triple.predicate, value))
            elif triple.predicate in values.functional:
                yield from _not_in(triple.subject, _valued_name(triple.predicate, value))


def _not_in(individual: Node | Triple, name: NamedNode) -> Iterator[Triple]:
    other = BlankNode()
    yield Triple(individual, _TYPE, other)
    yield Triple(other, _TYPE, _CLASS)
    yield Triple(other, _COMPLEMENT, name)


def _valued_name(property: NamedNode, value: Value) -> NamedNode:
    return _name("value", property.value, value.value)


def _listed_name(inside: list[Node]) -> NamedNode:
    return _name("list", *sorted(member.value for member in inside))


def _name(*parts: str) -> NamedNode:
    return NamedNode("urn:kompas:" + ":".join(quote(part, safe="") for part in parts))
