"""`kompas diff`, `sensitivity` and `population`: what a change does, and on which cases that is measured."""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kompas.commands.progress import progress
from kompas.files import write

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kompas.case import Case
    from kompas.editions import Edition
    from kompas.impact.confirming import Cause
    from kompas.impact.measuring import Impact
    from kompas.impact.showing import BeforeAfter

Output = Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file instead of standard output.")]
Cases = Annotated[int, typer.Option("--cases", min=0, max=1_000_000, help="How many generated cases to measure on.")]
Seed = Annotated[int, typer.Option(help="Another seed, another population; the same seed, the same one.")]
Processes = Annotated[int, typer.Option(min=1, max=64, help="How many processes work; default: one a core, at most 4.")]
CORES = min(4, os.cpu_count() or 1)


class Language(StrEnum):
    """The language of a report."""

    NL = "nl"
    EN = "en"


class ReportFormat(StrEnum):
    """How a report is written."""

    MARKDOWN = "markdown"
    SUMMARY = "summary"


Spoken = Annotated[Language, typer.Option("--language", help="Language of the report.")]


def register(app: typer.Typer) -> None:
    """Put these commands in place."""
    app.command(epilog="Example: kompas diff HEAD~1 current --cases 2000 -o impact.md")(diff)
    app.command(epilog="Example: kompas sensitivity --cutoff duur --cases 500")(sensitivity)
    app.command(epilog="Example: kompas population --cases 1000 --seed 7 -o cases.jsonl")(population)


def diff(
    old: Annotated[str, typer.Argument(help="A release, a folder, a kept version, a git revision, or `current`.")],
    new: Annotated[str, typer.Argument(help="As OLD.")] = "current",
    cases: Cases = 1000,
    seed: Seed = 1,
    processes: Processes = CORES,
    language: Spoken = Language.NL,
    format: Annotated[ReportFormat, typer.Option(help="The whole report, or the summary.")] = ReportFormat.MARKDOWN,
    output: Output = None,
) -> None:
    """Show what changed between two editions of Kompas, and which cases come out otherwise because of it."""
    from kompas.editions import edition
    from kompas.impact import measure
    from kompas.impact.report import directions_table, summary

    before, after = edition(old), edition(new)
    with progress("cases", cases) as advance:
        impact = measure(before, after, size=cases, seed=seed, processes=processes, advance=advance)
    if format is ReportFormat.SUMMARY:
        write(
            "\n".join([*summary(impact, language.value), "", directions_table(impact, language.value)]) + "\n", output
        )
        return
    write(report(impact, language), output)


def report(impact: Impact, language: Language) -> str:
    """The whole report of an impact: its causes tried and its examples worked out."""
    from kompas.impact.report import markdown

    return markdown(impact, *explained(impact, language), language.value)


def explained(impact: Impact, language: Language) -> tuple[Sequence[Cause], Sequence[BeforeAfter]]:
    """The causes of an impact and a few cases before and after."""
    from kompas.case import Case
    from kompas.impact.confirming import causes
    from kompas.impact.measuring import examples
    from kompas.impact.showing import shown
    from kompas.population import Population

    named = dict(examples(impact.old, impact.new)[0])
    generated = Population(impact.old.knowledge, impact.seed, also=impact.new.knowledge)

    def case_of(name: str) -> Case:
        return named[name] if name in named else Case.model_validate(generated.case(int(name)))

    differences = (*impact.examples, *impact.population)
    return (
        causes(impact.old, impact.new, impact.changes, differences, case_of),
        shown(impact.old, impact.new, differences, case_of, language.value),
    )


def sensitivity(
    of: Annotated[str, typer.Option("--of", help="The edition whose policy is tried.")] = "current",
    cutoff: Annotated[str | None, typer.Option(help="One cut-off, by its slug; default: all of them.")] = None,
    cases: Cases = 200,
    seed: Seed = 1,
    processes: Processes = CORES,
    language: Spoken = Language.NL,
    output: Output = None,
) -> None:
    """Try other values for the cut-offs of the policy, and count what would come out otherwise."""
    from kompas.editions import edition
    from kompas.errors import UnknownTerm
    from kompas.impact.sensitivity import sensitivity as tried
    from kompas.impact.sensitivity import sensitivity_report, values_to_try

    whole: Edition = edition(of)
    number = values_to_try(whole, cutoff)
    if cutoff is not None and not number:
        names = [node.value.rsplit("/", 1)[-1] for node in whole.knowledge.members("Cutoff")]
        raise UnknownTerm(cutoff, "cut-off", nearest=names)
    with progress("values", number) as advance:
        trials = tried(
            whole, size=cases, seed=seed, processes=processes, only=cutoff, language=language.value, advance=advance
        )
    write(sensitivity_report(trials, whole.title, seed, language.value), output)


def population(
    cases: Cases = 100,
    seed: Seed = 1,
    marginals: Annotated[
        Path | None, typer.Option(help="A table of marginals of your own; default: data/populations/marginals.csv.")
    ] = None,
    output: Output = None,
) -> None:
    """Make up plausible, anonymous cases with known marginals: JSON Lines, as `kompas batch` reads them."""
    import json

    from kompas.knowledge import released
    from kompas.population import Population, read_marginals

    made = Population(released(), seed, marginals=read_marginals(marginals))
    lines = (json.dumps(plain, ensure_ascii=False) for plain in made.cases(cases))
    write("".join(f"{line}\n" for line in lines), output)
