"""What follows from ontology and tables: the reasoner's conclusions as triples, ready to be released.

The reasoner is given what has logical weight (types, links, axioms); labels, texts, dates and sources have none. It
goes over everything once in an open world, which finds contradictions and what positively follows, and once more with
the closure axioms of this release, which finds what is missing. Everything that follows about individuals is written
out: all classes of each, every inverse, chain and transitive step; so that rules and queries need no reasoner.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import BlankNode, NamedNode, Triple

from kompas.errors import InconsistentKnowledge
from kompas.knowledge.closure import absences, closure, distinct, groups
from kompas.knowledge.explanation import explain
from kompas.knowledge.hermit import reason
from kompas.knowledge.links import follow
from kompas.knowledge.mapping import Mapped
from kompas.knowledge.values import decide
from kompas.namespaces import OWL, RDF, RDFS, SKOS, kompas, shortened

_TYPE: Final = NamedNode(f"{RDF}type")
_EQUIVALENT: Final = NamedNode(f"{OWL}equivalentClass")
_COMPLEMENT: Final = NamedNode(f"{OWL}complementOf")
_SUBCLASS: Final = NamedNode(f"{RDFS}subClassOf")
_INNER: Final = "urn:kompas:"
_SELF_LINK: Final = kompas("isTask")
_UNTOLD: Final = {f"{OWL}Thing", f"{OWL}NamedIndividual", f"{OWL}topObjectProperty", f"{SKOS}semanticRelation"}
_COMMENTS: Final = {f"{RDFS}{name}" for name in ("label", "comment", "isDefinedBy", "seeAlso")} | {
    f"{OWL}{name}" for name in ("versionInfo", "versionIRI", "priorVersion", "deprecated")
}
DIFFERENT: Final = tuple(kompas(name) for name in ("AgePhase", "Guideline", "Intervention", "Milieu"))
"""Classes whose members are told apart, because a functional property leads to them."""


@dataclass(frozen=True, slots=True)
class Reasoned:
    """What a reasoned graph adds to ontology and tables."""

    stated: tuple[Triple, ...]
    """What the build states itself: the groups at the top of the tree of problems."""
    inferred: tuple[Triple, ...]
    """What the reasoner concludes and nobody stated."""


def infer(ontology: Iterable[Triple], mapped: Mapped) -> Reasoned:
    """Everything that follows from the ontology and the tables.

    Raises:
        InconsistentKnowledge: they contradict each other, or a class can have no member; with axioms and rows.
        ResourceMissing: the reasoner or its Java is not installed.
    """
    schema = list(ontology)
    stated = groups(mapped.triples)
    facts = [*mapped.triples, *stated]
    weighty = [*logical(schema, schema), *distinct(facts, DIFFERENT)]
    statements = logical(schema, facts)
    axioms, decided = decide(weighty, statements)
    found = reason([*open_world(axioms), *decided])
    if not found.consistent or found.unsatisfiable:
        raise explain(weighty, statements, mapped, found.unsatisfiable)
    links = follow(schema, facts)
    types = [*facts, *_all_types(schema, found.triples)]
    missing = _missing(axioms, closure(schema, [*types, *links]))
    conclusions = {*links, *_all_types(schema, (*found.triples, *missing))}
    known = {*schema, *facts}
    worth = (triple for triple in conclusions if _is_told(triple) and triple not in known)
    return Reasoned(tuple(stated), tuple(sorted(worth, key=str)))


def _missing(axioms: Sequence[Triple], closed: Sequence[Triple]) -> list[Triple]:
    """What follows from the closure axioms: the classes of what lacks something.

    Individuals of which the same is missing have the same classes, so one of each kind is enough to reason about.
    """
    kinds: dict[NamedNode, set[object]] = defaultdict(set)
    definitions = []
    for triple in closed:
        if triple.predicate == _TYPE and isinstance(triple.subject, NamedNode) and not _is_inner(triple.subject):
            kinds[triple.subject].add(triple.object)
        else:
            definitions.append(triple)
    alike: dict[frozenset[object], list[NamedNode]] = defaultdict(list)
    for individual in sorted(kinds, key=str):
        alike[frozenset(kinds[individual])].append(individual)
    of_one: dict[object, list[NamedNode]] = {those[0]: those for those in alike.values()}
    stated = [t for t in closed if t.subject in of_one]
    found = reason([*absences(axioms), *definitions, *stated])
    if not found.consistent:
        lacking = [shortened(those[0].value) for those in of_one.values()]
        raise InconsistentKnowledge("What is not there contradicts what is.", rows=lacking)
    return [
        Triple(other, _TYPE, triple.object)
        for triple in found.triples
        if triple.predicate == _TYPE
        for other in of_one.get(triple.subject, ())
    ]


def logical(schema: Iterable[Triple], triples: Iterable[Triple]) -> list[Triple]:
    """The triples with logical weight: all but annotations, under the declarations of the ontology."""
    weighty = {
        triple.subject.value
        for triple in schema
        if triple.predicate == _TYPE
        and isinstance(triple.subject, NamedNode)
        and triple.object in (NamedNode(f"{OWL}ObjectProperty"), NamedNode(f"{OWL}DatatypeProperty"))
    }
    structure = (RDF, RDFS, OWL)
    return [
        triple
        for triple in triples
        if triple.predicate.value in weighty
        or (triple.predicate.value.startswith(structure) and triple.predicate.value not in _COMMENTS)
    ]


def open_world(axioms: Sequence[Triple]) -> list[Triple]:
    """The axioms without the classes defined by what is not there: in an open world nothing is known to be in them."""
    parts: dict[object, list[object]] = defaultdict(list)
    for triple in axioms:
        parts[triple.subject].append(triple.object)
    negations = {triple.subject for triple in axioms if triple.predicate == _COMPLEMENT}

    def negative(node: object) -> bool:
        return node in negations or any(negative(part) for part in parts[node] if isinstance(part, BlankNode))

    return [triple for triple in axioms if triple.predicate != _EQUIVALENT or not negative(triple.object)]


def _all_types(schema: Iterable[Triple], found: Iterable[Triple]) -> Iterable[Triple]:
    """The conclusions, with every class above the ones an individual is known to be in."""
    conclusions = list(found)
    above: dict[object, set[object]] = defaultdict(set)
    for triple in (*schema, *conclusions):
        if triple.predicate == _SUBCLASS and isinstance(triple.object, NamedNode):
            above[triple.subject].add(triple.object)
    closed: dict[object, frozenset[object]] = {}
    for triple in conclusions:
        yield triple
        if triple.predicate == _TYPE:
            if triple.object not in closed:
                closed[triple.object] = _reachable(triple.object, above)
            for name in closed[triple.object]:
                if isinstance(name, NamedNode):
                    yield Triple(triple.subject, _TYPE, name)


def _reachable(start: object, above: dict[object, set[object]]) -> frozenset[object]:
    seen = {start}
    waiting = [start]
    while waiting:
        for higher in above[waiting.pop()] - seen:
            seen.add(higher)
            waiting.append(higher)
    return frozenset(seen)


def _is_told(triple: Triple) -> bool:
    """Whether a conclusion is worth publishing: not what holds of everything, nor the inner links of an axiom."""
    if triple.predicate == _SELF_LINK or triple.predicate.value in _UNTOLD:
        return False
    named = [term.value for term in (triple.subject, triple.object) if isinstance(term, NamedNode)]
    return not any(name in _UNTOLD or name.startswith(_INNER) for name in named)


def _is_inner(name: NamedNode) -> bool:
    """Whether a class was made for one run of the reasoner."""
    return name.value.startswith(_INNER)
