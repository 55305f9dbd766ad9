"""The impact of a change as Markdown, for a pull request, and in a few lines for a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from kompas.changes import Change, Kind, changes
from kompas.impact.confirming import Cause
from kompas.impact.differences import Difference
from kompas.impact.measuring import Impact
from kompas.impact.showing import BeforeAfter, Side
from kompas.impact.wording import KINDS, ROUTES, WORDS, direction
from kompas.recommendation import Language

LISTED: Final = 60
"""How many changes of one kind are listed."""


def markdown(impact: Impact, causes: Sequence[Cause], shown: Sequence[BeforeAfter], language: Language) -> str:
    """The whole report: summary, what changed, what that changes, why, and examples before and after."""
    say = WORDS[language]
    told = {change.iri: change for change in changes(impact.old, impact.new, language)}
    parts = [
        f"# {say['title'].format(old=impact.old.title, new=impact.new.title)}",
        "\n".join(summary(impact, language)),
        f"## {say['what']}",
        _changes([told.get(change.iri, change) for change in impact.changes], language),
    ]
    if not impact.is_none:
        parts += [
            f"## {say['cases']}",
            directions_table(impact, language),
            f"### {say['routes']}",
            routes_table((*impact.examples, *impact.population), language),
            f"### {say['because']}",
            _causes(causes, {iri: change.label for iri, change in told.items()}, language),
        ]
    if impact.examples:
        parts += [f"### {say['examples']}", _examples(impact, language)]
    if shown:
        parts += [f"## {say['before-after']}", *(_before_after(entry, language) for entry in shown)]
    parts += [f"## {say['method']}", say["how"].format(size=impact.size, seed=impact.seed)]
    return "\n\n".join(part for part in parts if part) + "\n"


def summary(impact: Impact, language: Language) -> list[str]:
    """What a hurried reader needs, one line each."""
    say, changed = WORDS[language], len(impact.population)
    routes = sum(difference.is_route for difference in impact.population)
    share = say["share"].format(share=_share(changed, impact.size), routes=routes) if changed else ""
    number, kinds = len(impact.changes), _kinds(impact.changes, language)
    differ = {"examples": len(impact.examples), "named": len(impact.example_names), "changed": changed}
    lines = [
        f"- {say['change' if number == 1 else 'changes'].format(number=number, kinds=kinds)}",
        f"- {say['differ'].format(**differ, size=impact.size, share=share)}",
    ]
    if impact.unreadable:
        lines.append(f"- {say['unreadable'].format(names=', '.join(impact.unreadable))}")
    return lines


def directions_table(impact: Impact, language: Language) -> str:
    """How many cases go in which direction."""
    say = WORDS[language]
    examples, population = (
        Counter(way for difference in differences for way in difference.directions)
        for differences in (impact.examples, impact.population)
    )
    rows = [
        (direction(way, language), str(examples[way]), str(population[way]), _share(population[way], impact.size))
        for way in sorted(examples.keys() | population.keys(), key=lambda way: (-population[way], way))
    ]
    return table((say["direction"], say["example-column"], say["generated"], say["part"]), rows)


def routes_table(differences: Iterable[Difference], language: Language) -> str:
    """From which route to which, examples and generated cases together."""
    moves, names = Counter((d.before.route, d.after.route) for d in differences), ROUTES[language]
    rows = [
        (name, *(str(moves[before, after] or "·") for after in names))
        for before, name in names.items()
        if any(moves[before, after] for after in names)
    ]
    return table((WORDS[language]["from-to"], *names.values()), rows)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', '/') for cell in line)} |" for line in lines)


def _changes(found_changes: Sequence[Change], language: Language) -> str:
    say, parts = WORDS[language], []
    for kind in Kind:
        found = [change for change in found_changes if change.kind is kind]
        if found:
            lines = [f"- {_change(change, language)}" for change in found[:LISTED]]
            more = [f"- {say['more'].format(number=len(found) - LISTED)}"] if len(found) > LISTED else []
            title = KINDS[language][kind]
            parts.append("\n".join([f"### {title[:1].upper()}{title[1:]} ({len(found)})", "", *lines, *more]))
    return "\n\n".join(parts) or say["Nothing"]


def _change(change: Change, language: Language) -> str:
    say = WORDS[language]
    more = f", {say['more'].removeprefix('… ')}"
    told = "; ".join(detail.told(say["none"], more) for detail in change.details)
    return f"{change.label} ({change.name}){f': {told}' if told else ''}"


def _causes(causes: Sequence[Cause], labels: dict[str, str], language: Language) -> str:
    say = WORDS[language]
    rows = [
        (
            f"{KINDS[language][cause.change.kind]}: {labels.get(cause.change.iri, cause.change.label)} "
            f"(`{cause.change.name}`)",
            str(cause.traced),
            say["of"].format(part=len(cause.confirmed), whole=cause.tried) if cause.tried else say["not-tried"],
        )
        for cause in causes[:LISTED]
    ]
    return table((say["change-column"], say["root"], say["undone"]), rows)


def _examples(impact: Impact, language: Language) -> str:
    say, names = WORDS[language], ROUTES[language]
    rows = [
        (f"`{one.case}`", names[one.before.route], names[one.after.route], _ways(one, language))
        for one in impact.examples
    ]
    return table((say["example"], say["route-before"], say["route-after"], say["direction"]), rows)


def _before_after(entry: BeforeAfter, language: Language) -> str:
    say, case = WORDS[language], entry.difference.case
    title = say["generated-case"].format(case=case).capitalize() if case.isdecimal() else f"`{case}`"
    head = f"### {title}: {_ways(entry.difference, language)}"
    sides = (_side(say["before"], entry.before, language), _side(say["after"], entry.after, language))
    return "\n\n".join([head, entry.case, *sides])


def _side(title: str, side: Side, language: Language) -> str:
    say = WORDS[language]
    lines = [f"**{title}: {side.route}**", ""]
    lines.append(f"- {say['flags'].format(flags=', '.join(side.flags) or say['no-flags'])}")
    lines.append(f"- {say['first'].format(leading=', '.join(side.leading) or say['none'])}")
    lines += [f"- {say['only-here'].format(reason=reason)}" for reason in side.reasons]
    return "\n".join(lines)


def _ways(difference: Difference, language: Language) -> str:
    return ", ".join(direction(way, language) for way in difference.directions)


def _kinds(found: Sequence[Change], language: Language) -> str:
    counts = Counter(change.kind for change in found)
    return (
        ", ".join(f"{counts[kind]} {KINDS[language][kind]}" for kind in Kind if counts[kind]) or WORDS[language]["none"]
    )


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}%" if whole else "–"
