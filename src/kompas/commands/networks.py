"""`kompas graph …` and `kompas path`: what hangs together with what."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kompas.commands.wording import head, routes, say
from kompas.files import write

if TYPE_CHECKING:
    from pyoxigraph import NamedNode

    from kompas.editions import Edition
    from kompas.networks import Step

Of = Annotated[str, typer.Option("--of", help="The edition that is asked, as `kompas diff` names them.")]
Output = Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file instead of standard output.")]
ProblemName = Annotated[str, typer.Argument(metavar="PROBLEM", help="A problem: its label, slug or address.")]
Classes = (
    *("Problem", "Intervention", "KernelElement", "AgePhase", "ProtectiveFactor", "RiskFactor", "ParentingTask"),
    *("ParentingAdvice", "CommonFactor", "SafetySignal", "LifeDomain", "Service", "Milieu", "Guideline"),
    *("GuidelineAdvice", "Treatment", "Route", "Source", "EvidenceStatement", "Rating", "ProtectiveActivity"),
    *("Caution", "Disagreement", "OutcomeIndicator", "MonitoringMoment", "Question", "SafetyConsideration"),
    *("DeliveryFeature", "Cutoff"),
)


class Language(StrEnum):
    """The language of the answer."""

    NL = "nl"
    EN = "en"


class OverlapFormat(StrEnum):
    """How an overlap is written."""

    TABLE = "table"
    SVG = "svg"
    PNG = "png"
    GRAPHML = "graphml"


Spoken = Annotated[Language, typer.Option("--language", help="Language of the answer.")]


def register(app: typer.Typer) -> None:
    """Put these commands in place."""
    group = typer.Typer(
        no_args_is_help=True,
        rich_markup_mode=None,
        help="Graph questions: overlap of programmes, smallest sets of elements, gaps, central sources.",
        epilog="Example: kompas graph overlap gedragsproblemen --language en",
    )
    group.command("overlap", epilog="Example: kompas graph overlap gedragsproblemen --format svg -o overlap.svg")(
        overlap
    )
    group.command("cover", epilog="Example: kompas graph cover gedragsproblemen --language en")(cover)
    group.command("gaps", epilog="Example: kompas graph gaps --groups --language en")(gaps)
    group.command("sources", epilog="Example: kompas graph sources --most 10")(sources)
    app.add_typer(group, name="graph")
    app.command(epilog="Example: kompas path driftbuien time-out --language en")(path)


def overlap(
    problem: ProblemName,
    format: Annotated[OverlapFormat, typer.Option(help="A table, a picture, or a graph for other tools.")] = (
        OverlapFormat.TABLE
    ),
    language: Spoken = Language.NL,
    of: Of = "current",
    output: Output = None,
) -> None:
    """Show which recognised programmes for a problem share kernel elements."""
    from kompas.impact.report import table
    from kompas.networks import overlap as found_in
    from kompas.networks.drawing import as_graphml, as_png, matrix_svg

    edition = _edition(of)
    found = found_in(_problem(problem, edition), edition.knowledge)
    knowledge = edition.knowledge
    if format is OverlapFormat.GRAPHML:
        write(as_graphml(found, knowledge, language.value), output)
        return
    if format is not OverlapFormat.TABLE:
        picture = matrix_svg(found, knowledge, language.value)
        write(as_png(picture) if format is OverlapFormat.PNG else picture, output)
        return

    def label(node: NamedNode) -> str:
        return knowledge.label(node, language.value)

    rows = found.programmes
    nothing, unknown = say(language.value, "none"), ", ".join(map(label, found.unknown))
    names = [f"{place}. {label(programme)}" for place, programme in enumerate(rows, 1)]
    cells = [
        (name, *(str(len(found.shared(one, other)) or "·") for other in rows))
        for name, one in zip(names, rows, strict=True)
    ]
    parts = [
        f"# {say(language.value, 'shared', problem=label(found.problem))}",
        table((say(language.value, "programme"), *map(str, range(1, len(rows) + 1))), cells),
        f"## {say(language.value, 'communities')}",
        "\n".join(f"- {', '.join(label(p) for p in community)}" for community in found.communities) or f"{nothing}.",
        say(language.value, "unknown", number=len(found.unknown), names=unknown or nothing.lower()),
    ]
    write("\n\n".join(parts) + "\n", output)


def cover(problem: ProblemName, language: Spoken = Language.NL, of: Of = "current", output: Output = None) -> None:
    """Show the smallest set of elements of which every recognised programme for a problem has at least one."""
    from kompas.networks import smallest_cover
    from kompas.networks.programmes import elements_of

    edition = _edition(of)
    node = _problem(problem, edition)
    found = smallest_cover(node, edition.knowledge)
    contents = elements_of(node, edition.knowledge)
    problem = edition.knowledge.label(node, language.value)
    counted = {"problem": problem, "elements": len(found.elements), "programmes": found.programmes}
    lines = [
        f"# {say(language.value, 'cover', **counted)}",
        "",
    ]
    for element in found.elements:
        programmes = [edition.knowledge.label(p, language.value) for p, has in contents.items() if element in has]
        lines.append(
            f"- {edition.knowledge.label(element, language.value)} ({len(programmes)}): {', '.join(programmes)}"
        )
    lines += [
        "",
        say(language.value, "cover-rest", unknown=found.unknown, others=found.others),
    ]
    write("\n".join(lines) + "\n", output)


def gaps(
    groups: Annotated[bool, typer.Option("--groups", help="Only the groups of problems.")] = False,
    everything: Annotated[bool, typer.Option("--all", help="Also where there is something on every route.")] = False,
    language: Spoken = Language.NL,
    of: Of = "current",
    output: Output = None,
) -> None:
    """Show where there is nothing to offer: per phase, problem and route."""
    from kompas.impact.report import table
    from kompas.networks import gaps as found_in
    from kompas.networks.gaps import ROUTES

    knowledge = _edition(of).knowledge
    found = found_in(knowledge, groups)
    rows = [
        (
            knowledge.label(gap.phase, language.value),
            knowledge.label(gap.problem, language.value),
            *(str(offer) if offer else "**0**" for offer in gap.offers),
        )
        for gap in found
        if everything or gap.missing
    ]
    names = [routes(language.value)[route] for route in ROUTES]
    counts = (sum(route in gap.missing for gap in found) for route in ROUTES)
    counted = ", ".join(f"{name}: {count}" for name, count in zip(names, counts, strict=True))
    parts = [
        f"# {say(language.value, 'gaps')}",
        say(language.value, "nothing", number=len(found), counted=counted),
        table((*head(language.value, "gaps-head"), *names), rows),
    ]
    write("\n\n".join(parts) + "\n", output)


def sources(
    most: Annotated[int, typer.Option(min=1, help="How many sources.")] = 25,
    language: Spoken = Language.NL,
    of: Of = "current",
    output: Output = None,
) -> None:
    """Show on which sources most of the knowledge stands, and what stands on one alone."""
    from kompas.impact.report import table
    from kompas.networks import standings

    knowledge = _edition(of).knowledge
    rows = [
        (
            knowledge.label(standing.source, language.value),
            *map(str, (standing.things, standing.alone, standing.rules)),
            f"{standing.centrality:.3f}",
            ", ".join(standing.types[:3]),
        )
        for standing in standings(knowledge)[:most]
    ]
    write(table(head(language.value, "sources-head"), rows) + "\n", output)


def path(
    one: Annotated[str, typer.Argument(metavar="A", help="A concept: its label, slug or address.")],
    other: Annotated[str, typer.Argument(metavar="B", help="Another concept.")],
    language: Spoken = Language.NL,
    of: Of = "current",
) -> None:
    """Show how two concepts hang together: the shortest ways from one to the other."""
    from kompas.errors import DoesNotHold
    from kompas.networks import paths
    from kompas.vocabulary import Vocabulary

    edition = _edition(of)
    vocabulary = Vocabulary(edition.knowledge)
    first, last = (vocabulary.resolve(name, Classes) for name in (one, other))
    ways = paths(first, last, edition.knowledge) if first != last else ()
    if not ways and first != last:
        quoted = (f"“{edition.knowledge.label(node, language.value)}”" for node in (first, last))
        raise DoesNotHold(say(language.value, "apart", names=say(language.value, "and").join(quoted)))
    told = ["\n".join(_told(step, edition, language.value) for step in way) for way in ways]
    write("\n\n".join(told or [edition.knowledge.label(first, language.value)]) + "\n", None)


def _told(step: Step, edition: Edition, language: str) -> str:
    start, property, end = (edition.knowledge.label(n, language) for n in (step.start, step.property, step.end))
    return f"{start} —[{property}]→ {end}" if step.forward else f"{start} ←[{property}]— {end}"


def _edition(of: str) -> Edition:
    from kompas.editions import edition

    return edition(of)


def _problem(name: str, edition: Edition) -> NamedNode:
    from kompas.vocabulary import Vocabulary

    return Vocabulary(edition.knowledge).resolve(name, "Problem")
