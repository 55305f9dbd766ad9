"""Rules that pull the same thing opposite ways, and rules that do what another does as well."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from kompas.insight.firing import Firings, Pull
from kompas.rules import RuleBase


@dataclass(frozen=True, slots=True)
class Conflict:
    """One rule argues for what another argues against."""

    supporting: str
    attacking: str
    cases: int
    """In how many cases."""
    about: tuple[str, ...]
    """What they pull at, at most a few, in words."""


@dataclass(frozen=True, slots=True)
class Redundancy:
    """Whatever one rule did, another did too."""

    rule: str
    covered_by: str
    cases: int
    both_ways: bool
    """Whether the other did nothing else either."""


SHOWN = 3


def conflicts(firings: Firings) -> tuple[Conflict, ...]:
    """The pairs of rules that pull the same thing opposite ways, those that do so most often first.

    A conflict is no mistake: weighing for and against is what arguments are for. One that nobody meant is.
    """
    by_target: dict[tuple[int, str], tuple[set[str], set[str]]] = {}
    for rule, pulls in firings.pulls.items():
        for pull in pulls:
            sides = by_target.setdefault((pull.case, pull.target), (set(), set()))
            sides[pull.side == "attacks"].add(rule)
    found: dict[tuple[str, str], tuple[set[int], set[str]]] = {}
    for (case, target), (supporting, attacking) in by_target.items():
        for one in supporting:
            for other in attacking:
                cases, about = found.setdefault((one, other), (set(), set()))
                cases.add(case)
                about.add(firings.called.get(target, _in_short(target)))
    made = [Conflict(a, b, len(cases), tuple(sorted(about)[:SHOWN])) for (a, b), (cases, about) in found.items()]
    return tuple(sorted(made, key=lambda conflict: (-conflict.cases, conflict.supporting, conflict.attacking)))


def redundancies(firings: Firings, rules: RuleBase) -> tuple[Redundancy, ...]:
    """The rules that did nothing that another rule of the same layer did not do as well.

    Only for the cases that were looked at: on others they may part. For rules that argue, doing the same is pulling at
    the same things to the same side with the same weight and theme; for others, concluding the same.
    """
    layer = {rule.slug: (rule.layer, rule.weight, rule.theme) for rule in rules.descriptions.values()}
    found = []
    for one, other in combinations(sorted(firings.fired), 2):
        if layer[one] != layer[other]:
            continue
        for rule, by in ((one, other), (other, one)):
            does, also = _does(firings, rule), _does(firings, by)
            if does and does <= also:
                same = does == also
                if not (same and rule > by):
                    found.append(Redundancy(rule, by, len(firings.fired[rule]), same))
    return tuple(sorted(found, key=lambda redundancy: (not redundancy.both_ways, redundancy.rule)))


def twins(rules: RuleBase) -> Iterator[tuple[str, str]]:
    """The pairs of rules with the same conditions and the same weight and theme, word for word."""
    written: dict[tuple[object, ...], list[str]] = {}
    for rule in sorted(rules.descriptions.values(), key=lambda rule: rule.slug):
        head, _, where = rule.construct.replace(f"/{rule.slug}/", "/").partition("WHERE")
        key = (
            " ".join(head.replace(rule.slug, "").split()),
            " ".join(where.split()),
            rule.weight,
            rule.theme,
            rule.focus,
        )
        written.setdefault(key, []).append(rule.slug)
    for slugs in written.values():
        yield from combinations(slugs, 2)


def _does(firings: Firings, rule: str) -> frozenset[Pull] | frozenset[object]:
    return firings.pulls[rule] or firings.concluded[rule]


def _in_short(target: str) -> str:
    return target.partition("#")[2].rpartition("/")[2] or target.rsplit("/", 1)[-1]
