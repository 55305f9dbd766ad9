"""What the tables leave unsaid, said: closure axioms for the classes that speak of what is *not* there.

OWL assumes an open world: that no recognised intervention is known for a problem does not make it a problem without
one, for there may be one nobody wrote down. For this release the tables are complete by decision, but only for the
properties that the ontology marks with `kompas:closedOn`. So where the reasoner finds no value of such a property in
the class a definition asks for, the individual gets an axiom that there is none, and the reasoner goes over everything
once more and concludes what is missing (`OrphanProblem`, `ElementWithoutEvidence`, …).
The axioms hold for one release only: they are given to the reasoner and never published.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final
from urllib.parse import quote

from pyoxigraph import BlankNode, NamedNode, Triple

from kompas.namespaces import OWL, RDF, RDFS, SKOS, kompas

_TYPE: Final = NamedNode(f"{RDF}type")
_BROADER: Final = NamedNode(f"{SKOS}broader")
_ON_PROPERTY: Final = NamedNode(f"{OWL}onProperty")
_SOME_FROM: Final = NamedNode(f"{OWL}someValuesFrom")
_ALL_FROM: Final = NamedNode(f"{OWL}allValuesFrom")
_COMPLEMENT: Final = NamedNode(f"{OWL}complementOf")
_SUBCLASS: Final = NamedNode(f"{RDFS}subClassOf")
_CLASS: Final = NamedNode(f"{OWL}Class")
_RESTRICTION: Final = NamedNode(f"{OWL}Restriction")
_MEMBERS: Final = NamedNode(f"{OWL}distinctMembers")
_FIRST: Final = NamedNode(f"{RDF}first")
_REST: Final = NamedNode(f"{RDF}rest")
_NIL: Final = NamedNode(f"{RDF}nil")
_CLOSED: Final = kompas("closedOn")
Node = NamedNode | BlankNode


def groups(triples: Iterable[Triple]) -> list[Triple]:
    """The problems at the top of the tree, each as a group of its own; the reasoner brings the rest under them."""
    known = list(triples)
    problems = {t.subject for t in known if t.predicate == _TYPE and t.object == kompas("Problem")}
    tops = sorted(problems - {t.subject for t in known if t.predicate == _BROADER}, key=str)
    return [
        triple
        for top in tops
        for triple in (Triple(top, kompas("inGroup"), top), Triple(top, _TYPE, kompas("ProblemGroup")))
    ]


def closure(ontology: Iterable[Triple], known: Iterable[Triple]) -> list[Triple]:
    """The closure axioms for what the ontology marks as complete, each with the class of its individual.

    Args:
        ontology: its axioms and marks.
        known: what is stated and what the reasoner has concluded, with every class of each individual.
    """
    schema = list(ontology)
    classes: dict[object, set[object]] = defaultdict(set)
    values: dict[object, dict[object, set[object]]] = defaultdict(lambda: defaultdict(set))
    for triple in known:
        if triple.predicate == _TYPE:
            classes[triple.object].add(triple.subject)
        else:
            values[triple.predicate][triple.subject].add(triple.object)
    asked = {t.subject: t.object for t in schema if t.predicate == _SOME_FROM and isinstance(t.object, NamedNode)}
    properties = {t.subject: t.object for t in schema if t.predicate == _ON_PROPERTY}
    made: list[Triple] = []
    closed: set[Triple] = set()
    for mark in sorted((t for t in schema if t.predicate == _CLOSED), key=str):
        property = mark.subject
        assert isinstance(property, NamedNode)
        for wanted in sorted({asked[node] for node in asked if properties[node] == property}, key=str):
            name = _name(property, wanted)
            made += _none_of(name, property, wanted)
            without = {one for one in classes[mark.object] if not values[property][one] & classes[wanted]}
            for individual in without:
                if isinstance(individual, NamedNode):
                    closed |= {Triple(individual, _TYPE, mark.object), Triple(individual, _TYPE, name)}
    return [*made, *sorted(closed, key=str)]


def absences(axioms: Iterable[Triple]) -> list[Triple]:
    """The axioms with a name for each lack they speak of: `not (property some class)` becomes the class that closes it.

    With the closure axioms the same follows: what is in that class has no such value, and all that the tables leave
    without one are in it. But then a reasoner finds the members of a definition by what is stated of them. HermiT, that
    has to find them by what cannot be, leaves out some: of two sibling complements it found the members of one.
    """
    given = list(axioms)
    properties: dict[object, object] = {t.subject: t.object for t in given if t.predicate == _ON_PROPERTY}
    asked: dict[object, object] = {t.subject: t.object for t in given if t.predicate == _SOME_FROM}
    names: dict[object, NamedNode] = {}
    gone: set[object] = set()
    for triple in given:
        property, wanted = properties.get(triple.object), asked.get(triple.object)
        if triple.predicate == _COMPLEMENT and isinstance(property, NamedNode) and isinstance(wanted, NamedNode):
            names[triple.subject] = _name(property, wanted)
            gone |= {triple.subject, triple.object}
    return [
        Triple(triple.subject, triple.predicate, names.get(triple.object, triple.object))
        for triple in given
        if triple.subject not in gone
    ]


def _name(property: NamedNode, wanted: NamedNode) -> NamedNode:
    """The class of what has no value of a property in a class, for one run of the reasoner."""
    return NamedNode(f"urn:kompas:none:{quote(property.value, safe='')}:{quote(wanted.value, safe='')}")


def _none_of(name: NamedNode, property: NamedNode, wanted: NamedNode) -> Iterator[Triple]:
    """The class of what has no value of a property in a class."""
    restriction, other = BlankNode(), BlankNode()
    yield Triple(name, _TYPE, _CLASS)
    yield Triple(name, _SUBCLASS, restriction)
    yield Triple(restriction, _TYPE, _RESTRICTION)
    yield Triple(restriction, _ON_PROPERTY, property)
    yield Triple(restriction, _ALL_FROM, other)
    yield Triple(other, _TYPE, _CLASS)
    yield Triple(other, _COMPLEMENT, wanted)


def distinct(triples: Iterable[Triple], classes: Iterable[NamedNode]) -> list[Triple]:
    """An axiom for each class that its individuals are different things, as different slugs are."""
    known = [t for t in triples if t.predicate == _TYPE and isinstance(t.subject, NamedNode)]
    made: list[Triple] = []
    for name in classes:
        individuals = sorted({t.subject for t in known if t.object == name}, key=str)
        if len(individuals) > 1:
            axiom = BlankNode()
            node: Node = BlankNode()
            made += [Triple(axiom, _TYPE, NamedNode(f"{OWL}AllDifferent")), Triple(axiom, _MEMBERS, node)]
            for index, individual in enumerate(individuals):
                rest = _NIL if index + 1 == len(individuals) else BlankNode()
                made += [Triple(node, _FIRST, individual), Triple(node, _REST, rest)]
                node = rest
    return made
