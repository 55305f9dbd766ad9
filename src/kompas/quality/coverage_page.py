"""The coverage as a page people can read: gaps are public."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, Literal

from pyoxigraph import NamedNode

from kompas.knowledge import Knowledge
from kompas.namespaces import RDF, kompas, shortened
from kompas.quality.coverage import Coverage, Help

Language = Literal["nl", "en"]
_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "nl": {
        "introduction": """# Dekking: waar de kennis gaten heeft

Gaten zijn openbaar. Wat telt is wat een gesprek zou vinden: hulp bij een probleem telt ook voor de smallere problemen
eronder, en past in een fase als de leeftijden elkaar raken. Dat een vakje leeg is zegt niet dat het gevuld moet worden:
sommige combinaties van probleem en leeftijd komen nauwelijks voor. `kompas check --remarks` noemt dezelfde gaten met de
rijen van de tabellen, voor wie er een wil vullen.
""",
        "number": "aantal",
        "problems": "problemen (zonder groepen)",
        "unadvised": "leefmilieus waarin een gewoon probleem geen opvoedadvies heeft",
        "cells": "probleem × fase",
        "no-element": "… zonder kernelement",
        "no-programme": "… zonder interventie",
        "no-recognised": "… zonder erkende interventie",
        "no-guideline": "… zonder richtlijnadvies",
        "interventions": "interventies",
        "unknown-elements": "… waarvan geen kernelement bekend is",
        "statements": "beweringen",
        "one-source": "… op één bron die niemand heeft nagekeken",
        "orphans": "begrippen die nergens aan vastzitten, en bronnen die niemand aanhaalt",
        "unadvised-title": "Gewone problemen zonder opvoedadvies in een leefmilieu",
        "unadvised-none": "Geen: elk gewoon probleem heeft advies in elk gebruikelijk leefmilieu van zijn fase.",
        "unadvised-head": "| fase | probleem | leefmilieus zonder advies |",
        "matrix": "Hulp per probleem en fase",
        "matrix-note": """
In elk vakje: kernelementen · interventies, waarvan (erkend) · richtlijnadviezen. – is helemaal niets.
Interventies die beoordeeld en niet erkend zijn, tellen niet mee.""",
        "no-group": "Geen groep",
        "problem": "probleem",
        "list-elements": "Erkende interventies waarvan geen kernelement bekend is",
        "list-problems": "Problemen waarop geen erkende interventie rechtstreeks gericht is, op welke leeftijd ook",
        "list-orphans": "Nergens aan vast",
        "list-one-source": "Op één bron die niemand heeft nagekeken",
        "none": "Geen.",
        "by-class-head": "| tabel | rijen |",
    },
    "en": {
        "introduction": """# Coverage: where the knowledge has gaps

Gaps are public. What counts is what a consultation would find: help for a problem also serves the narrower problems
under it, and fits a phase when their ages overlap. That a cell is empty does not say that it should be filled: some
combinations of problem and age hardly occur. `kompas check --remarks` gives the same with the rows of the tables, for
whoever wants to fill one; [how to add a row](../how-to/add-a-row.md).
""",
        "number": "number",
        "problems": "problems (without groups)",
        "unadvised": "milieus in which a normal problem has no parenting advice",
        "cells": "problem × phase",
        "no-element": "… without a kernel element",
        "no-programme": "… without an intervention",
        "no-recognised": "… without a recognised intervention",
        "no-guideline": "… without guideline advice",
        "interventions": "interventions",
        "unknown-elements": "… of which no kernel element is known",
        "statements": "statements",
        "one-source": "… resting on one source that nobody looked up",
        "orphans": "concepts tied to nothing, and sources nobody cites",
        "unadvised-title": "Normal problems without parenting advice in a milieu",
        "unadvised-none": "None: every normal problem has advice in every milieu typical of its phase.",
        "unadvised-head": "| phase | problem | milieus without advice |",
        "matrix": "Help per problem and phase",
        "matrix-note": """
In each cell: kernel elements · interventions, of which (recognised) · guideline advices. – is none at all.
Interventions that were judged and not recognised do not count.""",
        "no-group": "No group",
        "problem": "problem",
        "list-elements": "Recognised interventions of which no kernel element is known",
        "list-problems": "Problems that no recognised intervention addresses directly, at any age",
        "list-orphans": "Tied to nothing",
        "list-one-source": "Resting on one source that nobody looked up",
        "none": "None.",
        "by-class-head": "| table | rows |",
    },
}


def page(coverage: Coverage, language: Language) -> str:
    """The coverage as Markdown, the same for the same knowledge."""
    written = (_summary(coverage, language), _unadvised(coverage, language), _matrix(coverage, language))
    return "\n".join([_WORDS[language]["introduction"], *written, *_lists(coverage, language)])


def _summary(coverage: Coverage, language: Language) -> str:
    say = _WORDS[language]
    cells = coverage.help.values()
    knowledge = coverage.knowledge
    rows = (
        (say["problems"], len(coverage.problems)),
        (say["unadvised"], len(coverage.unadvised)),
        (say["cells"], len(cells)),
        (say["no-element"], sum(not cell.elements for cell in cells)),
        (say["no-programme"], sum(not cell.programmes for cell in cells)),
        (say["no-recognised"], sum(not cell.recognised for cell in cells)),
        (say["no-guideline"], sum(not cell.guidelines for cell in cells)),
        (say["interventions"], len(knowledge.members("Intervention"))),
        (say["unknown-elements"], len(coverage.without_elements)),
        (say["statements"], len(knowledge.members("Record"))),
        (say["one-source"], len(coverage.on_one_unverified_source)),
        (say["orphans"], len(coverage.orphans)),
    )
    return "\n".join(
        [f"| | {say['number']} |", "| --- | --: |", *(f"| {name} | {count} |" for name, count in rows), ""]
    )


def _unadvised(coverage: Coverage, language: Language) -> str:
    say = _WORDS[language]
    milieus: dict[tuple[NamedNode, NamedNode], list[NamedNode]] = defaultdict(list)
    for gap in coverage.unadvised:
        milieus[gap.phase, gap.problem].append(gap.milieu)
    lines = [f"## {say['unadvised-title']}", ""]
    if not milieus:
        return "\n".join([*lines, say["unadvised-none"], ""])
    lines += [say["unadvised-head"], "| --- | --- | --- |"]
    label = coverage.knowledge.label
    for (phase, problem), without in milieus.items():
        names = ", ".join(label(milieu, language) for milieu in without)
        lines.append(f"| {label(phase, language)} | {_named(problem, coverage.knowledge, language)} | {names} |")
    return "\n".join([*lines, ""])


def _matrix(coverage: Coverage, language: Language) -> str:
    knowledge, say = coverage.knowledge, _WORDS[language]
    lines = [f"## {say['matrix']}", *say["matrix-note"].splitlines(), ""]
    for group in dict.fromkeys(coverage.group(problem) for problem in coverage.problems):
        own = [problem for problem in coverage.problems if coverage.group(problem) == group]
        header = " | ".join(knowledge.label(phase, language) for phase in coverage.phases)
        title = knowledge.label(group, language) if group else say["no-group"]
        lines += [f"### {title}", "", f"| {say['problem']} | {header} |", f"| --- {'| --: ' * len(coverage.phases)}|"]
        for problem in own:
            cells = " | ".join(_cell(coverage.help[problem, phase]) for phase in coverage.phases)
            lines.append(f"| {_named(problem, knowledge, language)} | {cells} |")
        lines.append("")
    return "\n".join(lines)


def _lists(coverage: Coverage, language: Language) -> Iterator[str]:
    knowledge, say = coverage.knowledge, _WORDS[language]
    without = (
        intervention
        for intervention in coverage.without_elements
        if intervention in set(knowledge.members("RecognisedIntervention"))
    )
    orphans = knowledge.members("OrphanProblem")
    yield _list(say["list-elements"], without, knowledge, language)
    yield _list(say["list-problems"], orphans, knowledge, language)
    yield _list(say["list-orphans"], coverage.orphans, knowledge, language)
    yield _by_class(say["list-one-source"], coverage.on_one_unverified_source, language)


def _list(title: str, things: Iterable[NamedNode], knowledge: Knowledge, language: Language) -> str:
    lines = [f"- {_named(thing, knowledge, language)}" for thing in things]
    return "\n".join([f"## {title} ({len(lines)})", "", *(lines or [_WORDS[language]["none"]]), ""])


def _by_class(title: str, things: list[NamedNode], language: Language) -> str:
    found: dict[str, list[str]] = defaultdict(list)
    for thing in things:
        found[thing.value.split("/")[-2]].append(thing.value.rsplit("/", 1)[-1])
    lines = [f"## {title} ({len(things)})", "", _WORDS[language]["by-class-head"], "| --- | --- |"]
    lines += [
        f"| {kind} ({len(slugs)}) | {', '.join(f'`{slug}`' for slug in slugs)} |" for kind, slugs in found.items()
    ]
    return "\n".join([*lines, ""])


def _named(thing: NamedNode, knowledge: Knowledge, language: Language) -> str:
    source = kompas("Source") in knowledge.objects(thing, NamedNode(f"{RDF}type"))
    name = "" if source else knowledge.label(thing, language)
    return f"{name} `{shortened(thing.value)}`".strip() if source else f"{name} (`{thing.value.rsplit('/', 1)[-1]}`)"


def _cell(help: Help) -> str:
    if not (help.elements or help.programmes or help.guidelines):
        return "–"
    return f"{help.elements} · {help.programmes} ({help.recognised}) · {help.guidelines}"
