"""Whether a change is what made the difference: undo it in the new edition, and see what is decided then.

A change that is undone takes along what changed with it in other things that it is connected to: a rating and the
statement of its programme that it has this rating. What a reasoner concluded from it further away stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode, Quad, Store, Triple

from kompas.case import Case
from kompas.changes import Change
from kompas.editions import Edition
from kompas.editions.edition import rules_of
from kompas.impact.differences import Difference, directions
from kompas.impact.outcomes import Decider, Outcome
from kompas.knowledge import Knowledge
from kompas.rules import RuleBase

MOST_CHANGES: Final = 12
"""How many changes are undone, the ones that most differences were traced to first."""
MOST_CASES: Final = 30
"""On how many cases each is tried."""


@dataclass(frozen=True, slots=True)
class Cause:
    """A change to which differences were traced."""

    change: Change
    traced: int
    """In how many cases it stands at the roots of the difference."""
    tried: int
    """On how many of those it was undone."""
    confirmed: tuple[str, ...]
    """The cases in which undoing it alone gives the old outcome, or one nearer to it."""


def causes(
    old: Edition,
    new: Edition,
    changes: Sequence[Change],
    differences: Sequence[Difference],
    case_of: Callable[[str], Case],
) -> tuple[Cause, ...]:
    """The changes that differences were traced to, tried by undoing each alone; most confirmed first."""
    by_iri = {change.iri: change for change in changes}
    found: dict[str, list[Difference]] = {}
    for difference in differences:
        for iri in difference.traced:
            found.setdefault(iri, []).append(difference)
    ranked = sorted(found, key=lambda iri: (-len(found[iri]), iri))
    tried = [_tried(old, new, by_iri[iri], found[iri], case_of) for iri in ranked[:MOST_CHANGES]]
    rest = [Cause(by_iri[iri], len(found[iri]), 0, ()) for iri in ranked[MOST_CHANGES:]]
    return tuple(sorted([*tried, *rest], key=lambda cause: (-len(cause.confirmed), -cause.traced, cause.change.iri)))


def _tried(
    old: Edition, new: Edition, change: Change, differences: Sequence[Difference], case_of: Callable[[str], Case]
) -> Cause:
    few = differences[:MOST_CASES]
    knowledge, rules = undone(old, new, change)
    outcomes = Decider(knowledge, rules).decide([case_of(difference.case) for difference in few])
    confirmed = tuple(d.case for d, outcome in zip(few, outcomes, strict=True) if _nearer(d, outcome))
    return Cause(change, len(differences), len(few), confirmed)


def _nearer(difference: Difference, outcome: Outcome) -> bool:
    """Whether an outcome differs from the old one in fewer ways than the new one does."""
    left = directions(difference.before, outcome)
    return len(left) < len(difference.directions) and set(left) <= set(difference.directions)


def undone(old: Edition, new: Edition, change: Change) -> tuple[Knowledge, RuleBase]:
    """Knowledge and rules of the new edition with one change undone."""
    if change.type == "rule":
        triples = [*_without_rule(new.rules.triples, change.iri), *_only_rule(old.rules.triples, change.iri)]
        return new.knowledge, rules_of(triples, "undone")
    before, after = (_about(edition.knowledge, change.iri) for edition in (old, new))
    store = Store()
    kept = (triple for triple in new.knowledge.triples() if triple not in after)
    store.bulk_extend(Quad(*triple) for triple in (*kept, *before))
    return Knowledge(store, new.knowledge.manifest), new.rules


def _about(knowledge: Knowledge, iri: str) -> set[Triple]:
    """What is said of a thing, and by other things of it."""
    node = NamedNode(iri)
    said = knowledge.store.quads_for_pattern(node, None, None)
    of_it = knowledge.store.quads_for_pattern(None, None, node)
    return {quad.triple for quad in (*said, *of_it)}


def _without_rule(triples: Iterable[Triple], iri: str) -> list[Triple]:
    own = _part_of(triples, iri)
    return [triple for triple in triples if triple not in own]


def _only_rule(triples: Iterable[Triple], iri: str) -> list[Triple]:
    return list(_part_of(triples, iri))


def _part_of(triples: Iterable[Triple], iri: str) -> set[Triple]:
    """A rule with its focus shape and everything that hangs from them by blank nodes."""
    rule = NamedNode(iri)
    shapes = {triple.subject for triple in triples if triple.object == rule}
    grouped: dict[object, list[Triple]] = {}
    for triple in triples:
        grouped.setdefault(triple.subject, []).append(triple)
    found: set[Triple] = set()
    waiting: list[object] = [rule, *shapes]
    while waiting:
        subject = waiting.pop()
        for triple in grouped.pop(subject, []):
            found.add(triple)
            if not isinstance(triple.object, NamedNode):
                waiting.append(triple.object)
    return found
