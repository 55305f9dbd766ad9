"""The impact of a change as Markdown, for a pull request, and in a few lines for a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from kompas.changes import Change, Kind
from kompas.impact.confirming import Cause
from kompas.impact.differences import Difference
from kompas.impact.measuring import Impact
from kompas.impact.showing import BeforeAfter, Side

LISTED: Final = 60
"""How many changes of one kind are listed."""
ROUTES: Final = ("ordinary-parenting", "kernel-elements", "full-intervention", "clarify-first")


def markdown(impact: Impact, causes: Sequence[Cause], shown: Sequence[BeforeAfter]) -> str:
    """The whole report: summary, what changed, what that changes, why, and examples before and after."""
    parts = [
        f"# What changes from {impact.old.title} to {impact.new.title}",
        "\n".join(summary(impact)),
        "## What changed",
        _changes(impact.changes),
    ]
    if not impact.is_none:
        parts += [
            "## What that changes for cases",
            directions_table(impact),
            "### Routes before and after",
            routes_table((*impact.examples, *impact.population)),
            "### Because of which change",
            _causes(causes),
        ]
    if impact.examples:
        parts += ["### The examples", _examples(impact)]
    if shown:
        parts += ["## Before and after", *map(_before_after, shown)]
    parts += ["## How this was measured", _method(impact)]
    return "\n\n".join(part for part in parts if part) + "\n"


def summary(impact: Impact) -> list[str]:
    """What a hurried reader needs, one line each."""
    routes = sum(difference.is_route for difference in impact.population)
    changed = len(impact.population)
    share = f" ({_share(changed, impact.size)}; {routes} get another route)" if changed else ""
    lines = [
        f"- {_number(len(impact.changes), 'change')}: {_kinds(impact.changes)}.",
        f"- {len(impact.examples)} of {_number(len(impact.example_names), 'example')} "
        f"and {len(impact.population)} of {_number(impact.size, 'generated case')} come out otherwise{share}.",
    ]
    if impact.unreadable:
        lines.append(f"- Not compared, because one of the two lacks a term: {', '.join(impact.unreadable)}.")
    return lines


def directions_table(impact: Impact) -> str:
    """How many cases go in which direction."""
    examples, population = (
        Counter(direction for difference in differences for direction in difference.directions)
        for differences in (impact.examples, impact.population)
    )
    rows = [
        (direction, str(examples[direction]), str(population[direction]), _share(population[direction], impact.size))
        for direction in sorted(examples.keys() | population.keys(), key=lambda d: (-population[d], d))
    ]
    return table(("direction", "examples", "generated cases", "share"), rows)


def routes_table(differences: Iterable[Difference]) -> str:
    """From which route to which, examples and generated cases together."""
    moves = Counter((d.before.route, d.after.route) for d in differences)
    rows = [
        (before, *(str(moves[before, after] or "·") for after in ROUTES))
        for before in ROUTES
        if any(moves[before, after] for after in ROUTES)
    ]
    return table(("before ↓ after →", *ROUTES), rows)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', '/') for cell in line)} |" for line in lines)


def _changes(changes: Sequence[Change]) -> str:
    parts = []
    for kind in Kind:
        found = [change for change in changes if change.kind is kind]
        if found:
            lines = [f"- {str(change).removeprefix(f'{kind.value}: ')}" for change in found[:LISTED]]
            more = [f"- … and {len(found) - LISTED} more"] if len(found) > LISTED else []
            parts.append("\n".join([f"### {kind.value.capitalize()} ({len(found)})", "", *lines, *more]))
    return "\n\n".join(parts) or "Nothing."


def _causes(causes: Sequence[Cause]) -> str:
    rows = [
        (
            f"{cause.change.kind.value}: {cause.change.label} (`{cause.change.name}`)",
            str(cause.traced),
            f"{len(cause.confirmed)} of {cause.tried}" if cause.tried else "not tried",
        )
        for cause in causes[:LISTED]
    ]
    return table(("change", "at the root of", "undone alone, it turns back"), rows)


def _examples(impact: Impact) -> str:
    rows = [
        (f"`{difference.case}`", difference.before.route, difference.after.route, ", ".join(difference.directions))
        for difference in impact.examples
    ]
    return table(("example", "route before", "route after", "what is otherwise"), rows)


def _before_after(entry: BeforeAfter) -> str:
    case = entry.difference.case
    title = f"generated case {case}" if case.isdecimal() else case
    head = f"### {title}: {', '.join(entry.difference.directions)}"
    return "\n\n".join([head, entry.case, _side("Before", entry.before), _side("After", entry.after)])


def _side(title: str, side: Side) -> str:
    lines = [f"**{title}: {side.route}**", ""]
    lines.append(f"- Flags: {', '.join(side.flags) or 'none'}")
    lines.append(f"- First: {', '.join(side.leading) or 'nothing'}")
    lines += [f"- Only here: {reason}" for reason in side.reasons]
    return "\n".join(lines)


def _method(impact: Impact) -> str:
    return (
        f"Both editions decided on the examples and on {impact.size} cases generated with seed {impact.seed}, with all "
        "rules that bear on route, flags, decisiveness and order. The generated cases are made up; the shares they are "
        "drawn by stand in `data/populations/marginals.csv`. A change stands at the root of a difference when a firing "
        "that only one edition has is by a rule that changed, is bound to a thing that changed, or names it. It was "
        "then undone alone in the new edition: “turns back” counts the cases that come nearer to the old outcome."
    )


def _kinds(changes: Sequence[Change]) -> str:
    counts = Counter(change.kind for change in changes)
    return ", ".join(f"{counts[kind]} {kind.value}" for kind in Kind if counts[kind]) or "nothing"


def _number(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}%" if whole else "–"
