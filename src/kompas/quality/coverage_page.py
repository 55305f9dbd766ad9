"""The coverage as a page people can read: gaps are public."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from pyoxigraph import NamedNode

from kompas.knowledge import Knowledge
from kompas.namespaces import RDF, kompas, shortened
from kompas.quality.coverage import Coverage, Help

_INTRODUCTION: Final = """# Coverage: where the knowledge has gaps

Gaps are public. What counts is what a consultation would find: help for a problem also serves the narrower problems
under it, and fits a phase when their ages overlap. That a cell is empty does not say that it should be filled: some
combinations of problem and age hardly occur. `kompas check --remarks` gives the same with the rows of the tables, for
whoever wants to fill one; [how to add a row](../how-to/add-a-row.md).
"""


def page(coverage: Coverage) -> str:
    """The coverage as Markdown, the same for the same knowledge."""
    parts = [_INTRODUCTION, _summary(coverage), _unadvised(coverage), _matrix(coverage), *_lists(coverage)]
    return "\n".join(parts)


def _summary(coverage: Coverage) -> str:
    cells = coverage.help.values()
    knowledge = coverage.knowledge
    rows = (
        ("problems (without groups)", len(coverage.problems)),
        ("milieus in which a normal problem has no parenting advice", len(coverage.unadvised)),
        ("problem × phase", len(cells)),
        ("… without a kernel element", sum(not cell.elements for cell in cells)),
        ("… without an intervention", sum(not cell.programmes for cell in cells)),
        ("… without a recognised intervention", sum(not cell.recognised for cell in cells)),
        ("… without guideline advice", sum(not cell.guidelines for cell in cells)),
        ("interventions", len(knowledge.members("Intervention"))),
        ("… of which no kernel element is known", len(coverage.without_elements)),
        ("statements", len(knowledge.members("Record"))),
        ("… resting on one source that nobody looked up", len(coverage.on_one_unverified_source)),
        ("concepts tied to nothing, and sources nobody cites", len(coverage.orphans)),
    )
    return "\n".join(["| | number |", "| --- | --: |", *(f"| {name} | {count} |" for name, count in rows), ""])


def _unadvised(coverage: Coverage) -> str:
    milieus: dict[tuple[NamedNode, NamedNode], list[NamedNode]] = defaultdict(list)
    for gap in coverage.unadvised:
        milieus[gap.phase, gap.problem].append(gap.milieu)
    lines = ["## Normal problems without parenting advice in a milieu", ""]
    if not milieus:
        return "\n".join([*lines, "None: every normal problem has advice in every milieu typical of its phase.", ""])
    lines += ["| phase | problem | milieus without advice |", "| --- | --- | --- |"]
    label = coverage.knowledge.label
    for (phase, problem), without in milieus.items():
        names = ", ".join(label(milieu, "en") for milieu in without)
        lines.append(f"| {label(phase, 'en')} | {_named(problem, coverage.knowledge)} | {names} |")
    return "\n".join([*lines, ""])


def _matrix(coverage: Coverage) -> str:
    knowledge = coverage.knowledge
    lines = [
        "## Help per problem and phase",
        "",
        "In each cell: kernel elements · interventions, of which (recognised) · guideline advices. – is none at all.",
        "Interventions that were judged and not recognised do not count.",
        "",
    ]
    for group in dict.fromkeys(coverage.group(problem) for problem in coverage.problems):
        own = [problem for problem in coverage.problems if coverage.group(problem) == group]
        header = " | ".join(knowledge.label(phase, "en") for phase in coverage.phases)
        title = knowledge.label(group, "en") if group else "No group"
        lines += [f"### {title}", "", f"| problem | {header} |", f"| --- {'| --: ' * len(coverage.phases)}|"]
        for problem in own:
            cells = " | ".join(_cell(coverage.help[problem, phase]) for phase in coverage.phases)
            lines.append(f"| {_named(problem, knowledge)} | {cells} |")
        lines.append("")
    return "\n".join(lines)


def _lists(coverage: Coverage) -> Iterator[str]:
    knowledge = coverage.knowledge
    without = (
        intervention
        for intervention in coverage.without_elements
        if intervention in set(knowledge.members("RecognisedIntervention"))
    )
    yield _list("Recognised interventions of which no kernel element is known", without, knowledge)
    yield _list("Problems without a recognised intervention at any age", knowledge.members("OrphanProblem"), knowledge)
    yield _list("Tied to nothing", coverage.orphans, knowledge)
    yield _by_class("Resting on one source that nobody looked up", coverage.on_one_unverified_source, knowledge)


def _list(title: str, things: Iterable[NamedNode], knowledge: Knowledge) -> str:
    lines = [f"- {_named(thing, knowledge)}" for thing in things]
    return "\n".join([f"## {title} ({len(lines)})", "", *(lines or ["None."]), ""])


def _by_class(title: str, things: list[NamedNode], knowledge: Knowledge) -> str:
    found: dict[str, list[str]] = defaultdict(list)
    for thing in things:
        found[thing.value.split("/")[-2]].append(thing.value.rsplit("/", 1)[-1])
    lines = [f"## {title} ({len(things)})", "", "| table | rows |", "| --- | --- |"]
    lines += [
        f"| {kind} ({len(slugs)}) | {', '.join(f'`{slug}`' for slug in slugs)} |" for kind, slugs in found.items()
    ]
    return "\n".join([*lines, ""])


def _named(thing: NamedNode, knowledge: Knowledge) -> str:
    source = kompas("Source") in knowledge.objects(thing, NamedNode(f"{RDF}type"))
    name = "" if source else knowledge.label(thing, "en")
    return f"{name} `{shortened(thing.value)}`".strip() if source else f"{name} (`{thing.value.rsplit('/', 1)[-1]}`)"


def _cell(help: Help) -> str:
    if not (help.elements or help.programmes or help.guidelines):
        return "–"
    return f"{help.elements} · {help.programmes} ({help.recognised}) · {help.guidelines}"
