"""Why the knowledge contradicts itself: a smallest set of axioms and cells that cannot all be so.

The reasoner only says that something is wrong. To find what, ever smaller parts of the knowledge are given to it. The
shortest beginning of the cells that contradicts ends in one that matters; with what stands near it that makes some tens
of cells. Of those the shortest beginning that contradicts again ends in one that matters; with that one kept the search
goes on among the rest, until those found contradict on their own. Then the same for the axioms. Leaving out any one of
what remains takes the contradiction away.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from pyoxigraph import BlankNode, NamedNode, Triple

from kompas.errors import InconsistentKnowledge
from kompas.knowledge.axioms import Axiom, axioms_of, describe
from kompas.knowledge.hermit import first_inconsistent
from kompas.knowledge.mapping import Mapped
from kompas.knowledge.values import decide
from kompas.namespaces import KOMPAS, RDF, shortened

_TYPE: Final = NamedNode(f"{RDF}type")
_SOMETHING: Final = NamedNode("urn:kompas:something")
_NEAR: Final = 12
"""How many of the nearest candidates are tried one by one."""
_PARTS: Final = 12
"""Into how many parts candidates are divided in one run of the reasoner."""
_FEW: Final = 4
"""The same, while there are thousands of them and reading takes longer than starting."""
_STRETCH: Final = 64
"""How many cells are few enough to look at one by one."""

Candidate = TypeVar("Candidate")


@dataclass(frozen=True, slots=True)
class _Question:
    """What is given to the reasoner: declarations that always hold, axioms and statements."""

    declarations: tuple[Triple, ...]
    axioms: tuple[Axiom, ...]
    statements: tuple[Triple, ...]

    @property
    def triples(self) -> list[Triple]:
        """Everything together, as the reasoner reads it."""
        axioms = [triple for axiom in self.axioms for triple in axiom.triples]
        return [triple for part in decide([*self.declarations, *axioms], self.statements) for triple in part]


def explain(
    schema: Iterable[Triple], statements: Iterable[Triple], mapped: Mapped, unsatisfiable: Sequence[NamedNode]
) -> InconsistentKnowledge:
    """The error that tells which axioms and which cells contradict each other.

    Args:
        schema: the triples of the ontology that have logical weight.
        statements: the triples about individuals that have logical weight.
        mapped: what tells the cell that a statement comes from.
        unsatisfiable: classes that can have no member; when there are any, the first of them is explained.
    """
    declarations, axioms = axioms_of(schema)
    if unsatisfiable:
        member = (Triple(_SOMETHING, _TYPE, unsatisfiable[0]),)
        needed = _needed_axioms(declarations, axioms, member)
        names = ", ".join(shortened(node.value) for node in unsatisfiable)
        return InconsistentKnowledge(f"These classes can have no member: {names}.", describe(needed, member))
    asking = _asking(declarations, axioms)
    cells = _smallest(_contradicting_part(list(statements), asking), asking, individuals)
    needed = _needed_axioms(declarations, axioms, cells)
    rows = sorted(f"{place}: {_told(triple)}" for triple in cells for place in _places(triple, mapped))
    return InconsistentKnowledge("Ontology and tables contradict each other.", describe(needed, cells), rows)


def _asking(declarations: Sequence[Triple], axioms: Sequence[Axiom]) -> Callable[[Sequence[Triple]], list[Triple]]:
    """What to give to the reasoner about some cells, under these axioms."""
    return lambda some: _Question(tuple(declarations), tuple(axioms), tuple(some)).triples


def _contradicting_part(cells: list[Triple], given: Callable[[Sequence[Triple]], list[Triple]]) -> list[Triple]:
    """Some tens of cells that contradict, of thousands: a stretch that matters, and what stands near it."""
    low, high = 0, len(cells)
    while high - low > _STRETCH:
        lengths = list(range(low + (high - low) // _FEW, high, (high - low) // _FEW))
        index = first_inconsistent([given(cells[:length]) for length in lengths])
        low, high = (lengths[-1], high) if index is None else ([low, *lengths][index], lengths[index])
    stretch = cells[low:high]
    near = nearest_first(cells[:low], individuals, frozenset[object]().union(*map(individuals, stretch)))
    lengths = [length for length in (0, *(_STRETCH * _FEW**power for power in range(16))) if length < low]
    index = first_inconsistent([given([*stretch, *near[:length]]) for length in lengths]) if lengths else None
    return [*stretch, *near] if index is None else [*stretch, *near[: lengths[index]]]


def _needed_axioms(
    declarations: Sequence[Triple], axioms: Sequence[Axiom], statements: Sequence[Triple]
) -> list[Axiom]:
    return _smallest(
        sorted(axioms, key=lambda axiom: not axiom.terms & _terms(statements)),
        lambda some: _Question(tuple(declarations), tuple(some), tuple(statements)).triples,
        lambda axiom: axiom.terms,
        _terms(statements),
    )


def _smallest(
    candidates: Sequence[Candidate],
    given: Callable[[Sequence[Candidate]], list[Triple]],
    terms: Callable[[Candidate], frozenset[object]],
    near: frozenset[object] = frozenset(),
) -> list[Candidate]:
    """The fewest candidates that contradict: without any one of them, the others do not."""
    found: list[Candidate] = []
    rest = nearest_first(candidates, terms, near) if near else list(candidates)
    while length := _shortest_contradiction(found, rest, given):
        found.append(rest[length - 1])
        rest = nearest_first(rest[: length - 1], terms, near.union(*map(terms, found)))
    return found


def _shortest_contradiction(
    found: Sequence[Candidate], rest: Sequence[Candidate], given: Callable[[Sequence[Candidate]], list[Triple]]
) -> int:
    """How many of the rest, from the front, it takes to contradict together with what was found; 0 for none."""
    low, high = -1, len(rest)
    lengths = [length for length in (*range(_NEAR), *(_NEAR * 2**power for power in range(32))) if length < high]
    while lengths:
        index = first_inconsistent([given([*found, *rest[:length]]) for length in lengths])
        if index is None:
            low = lengths[-1]
        else:
            high = lengths[index]
            low = lengths[index - 1] if index else low
        lengths = list(range(low + max(1, (high - low) // _PARTS), high, max(1, (high - low) // _PARTS)))
    return high


def nearest_first(
    candidates: Sequence[Candidate], terms: Callable[[Candidate], frozenset[object]], near: frozenset[object]
) -> list[Candidate]:
    """The candidates in order of how many links they are away from some terms.

    Args:
        candidates: statements or axioms.
        terms: the terms that a candidate speaks of.
        near: where to start.
    """
    by_term: dict[object, list[int]] = defaultdict(list)
    for index, candidate in enumerate(candidates):
        for term in terms(candidate):
            by_term[term].append(index)
    order: dict[int, None] = {}
    reached = set(near)
    frontier: Iterable[object] = sorted(near, key=str)
    while frontier:
        new = [index for term in frontier for index in by_term[term] if index not in order]
        order |= dict.fromkeys(new)
        frontier = sorted({term for index in new for term in terms(candidates[index])} - reached, key=str)
        reached |= set(frontier)
    order |= dict.fromkeys(range(len(candidates)))
    return [candidates[index] for index in order]


def individuals(cell: Triple) -> frozenset[object]:
    """The things that a cell is about or leads to; classes and values of code lists connect too much to be near."""
    ends = (cell.subject,) if cell.predicate == _TYPE else (cell.subject, cell.object)
    return frozenset(term for term in ends if isinstance(term, NamedNode) and not term.value.startswith(KOMPAS))


def _terms(triples: Iterable[Triple]) -> frozenset[object]:
    """What some statements are about: individuals, properties and classes."""
    return frozenset(
        term
        for triple in triples
        for term in (triple.subject, triple.predicate, triple.object)
        if isinstance(term, NamedNode | BlankNode) and term != _TYPE
    )


def _places(triple: Triple, mapped: Mapped) -> list[str]:
    return [str(origin) for origin in mapped.origins.get(triple, ())] or ["stated by the build"]


def _told(triple: Triple) -> str:
    terms = (triple.subject, triple.predicate, triple.object)
    return " ".join(shortened(term.value) if isinstance(term, NamedNode) else str(term) for term in terms)
