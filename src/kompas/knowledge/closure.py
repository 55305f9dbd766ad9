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

from kompas.namespaces import OWL, RDF, SKOS, kompas

_TYPE: Final = NamedNode(f"{RDF}type")
_BROADER: Final = NamedNode(f"{SKOS}broader")
_ON_PROPERTY: Final = NamedNode(f"{OWL}onProperty")
_SOME_FROM: Final = NamedNode(f"{OWL}someValuesFrom")
_ALL_FROM: Final = NamedNode(f"{OWL}allValuesFrom")
_COMPLEMENT: Final = NamedNode(f"{OWL}complementOf")
_EQUIVALENT: Final = NamedNode(f"{OWL}equivalentClass")
_CLASS: Final = NamedNode(f"{OWL}Class")
_RESTRICTION: Final = NamedNode(f"{OWL}Restriction")
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
    """The closure axioms for what the ontology marks as complete.

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
    for mark in sorted((t for t in schema if t.predicate == _CLOSED), key=str):
        property = mark.subject
        for wanted in sorted({asked[node] for node in asked if properties[node] == property}, key=str):
            name = NamedNode(f"urn:kompas:none:{quote(property.value, safe='')}:{quote(wanted.value, safe='')}")
            made += _none_of(name, property, wanted)
            made += [
                Triple(individual, _TYPE, name)
                for individual in sorted(classes[mark.object], key=str)
                if isinstance(individual, NamedNode) and not values[property][individual] & classes[wanted]
            ]
    return made


def _none_of(name: NamedNode, property: Node | Triple, wanted: NamedNode) -> Iterator[Triple]:
    """The class of what has no value of a property in a class."""
    restriction, other = BlankNode(), BlankNode()
    yield Triple(name, _TYPE, _CLASS)
    yield Triple(name, _EQUIVALENT, restriction)
    yield Triple(restriction, _TYPE, _RESTRICTION)
    yield Triple(restriction, _ON_PROPERTY, property)
    yield Triple(restriction, _ALL_FROM, other)
    yield Triple(other, _TYPE, _CLASS)
    yield Triple(other, _COMPLEMENT, wanted)
