"""The smallest set of kernel elements that has something of every recognised programme for a problem."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import NamedNode

from kompas.knowledge import Knowledge
from kompas.networks.programmes import elements_of, recognised_for


@dataclass(frozen=True, slots=True)
class Cover:
    """A smallest set: no smaller set of elements touches all these programmes."""

    problem: NamedNode
    elements: tuple[NamedNode, ...]
    """The one that most programmes have comes first."""
    programmes: int
    """How many programmes are covered: all of which elements are known."""
    unknown: int
    """Of how many recognised programmes no element is known."""
    others: int
    """How many other sets of the same size cover them as well, as far as was counted."""


COUNTED = 1000


def smallest_cover(problem: NamedNode, knowledge: Knowledge) -> Cover:
    """The smallest set of elements of which every recognised programme for a problem has at least one.

    The search is exact. Of several smallest sets the one is taken whose elements are in most programmes.
    """
    contents = elements_of(problem, knowledge)
    sets = [frozenset(elements) for elements in contents.values()]
    spread = {element: sum(element in found for found in sets) for found in sets for element in found}
    best = _smallest(sets, spread)
    chosen = max(best, key=lambda cover: (sum(spread[e] for e in cover), sorted(e.value for e in cover)), default=())
    return Cover(
        problem,
        tuple(sorted(chosen, key=lambda element: (-spread[element], element.value))),
        len(sets),
        len(recognised_for(problem, knowledge)) - len(sets),
        max(0, len(best) - 1),
    )


def _smallest(sets: list[frozenset[NamedNode]], spread: dict[NamedNode, int]) -> list[frozenset[NamedNode]]:
    """Every smallest set that meets all of these sets, as far as is counted."""
    for size in range(len(sets) + 1):
        found: dict[frozenset[NamedNode], None] = {}
        _meeting(sets, frozenset(), size, spread, found)
        if found:
            return list(found)
    return []


def _meeting(
    left: list[frozenset[NamedNode]],
    chosen: frozenset[NamedNode],
    room: int,
    spread: dict[NamedNode, int],
    found: dict[frozenset[NamedNode], None],
) -> None:
    """Choose, for the set with the fewest elements that is not met yet, one of its elements, and go on."""
    if not left:
        found[chosen] = None
        return
    most = max((sum(element in one for one in left) for element in frozenset().union(*left)), default=1)
    if room * most < len(left) or len(found) >= COUNTED:
        return
    narrowest = min(left, key=len)
    for element in sorted(narrowest, key=lambda node: (-spread[node], node.value)):
        _meeting([one for one in left if element not in one], chosen | {element}, room - 1, spread, found)
