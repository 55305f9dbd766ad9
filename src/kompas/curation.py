"""The commands for whoever tends the knowledge: check it, see its gaps, fill its tables and keep them in form."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kompas.files import write, write_whole

if TYPE_CHECKING:
    from kompas.knowledge.findings import Finding
    from kompas.workbench.schema import Schemas


class ReportFormat(StrEnum):
    """How the findings of a check are written."""

    TEXT = "text"
    MARKDOWN = "markdown"
    SARIF = "sarif"
    JUNIT = "junit"


class TemplateFormat(StrEnum):
    """How a table to fill in is written."""

    XLSX = "xlsx"
    CSV = "csv"
    MARKDOWN = "markdown"


class CoverageFormat(StrEnum):
    """How the coverage is written."""

    MARKDOWN = "markdown"
    JSON = "json"


class LanguageChoice(StrEnum):
    """The language of a page."""

    NL = "nl"
    EN = "en"


NAMED = 8
"""How many changed things are named."""
Output = Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file instead of standard output.")]


def whole(
    extension: Annotated[
        list[Path] | None,
        typer.Option(metavar="FOLDER", help="Lay this extension over the core; may be given more than once."),
    ] = None,
) -> None:
    """Proportionate help for children, young people and families: a recommendation with its reasons."""
    from kompas import resources

    if extension or Path(resources.SETTINGS).is_file():
        from kompas.workbench.activation import activate

        activate(extension or [])


def check(
    format: Annotated[ReportFormat, typer.Option(help="How to write what is found.")] = ReportFormat.TEXT,
    changed: Annotated[
        bool, typer.Option("--changed", help="Only what changed since the last build, and what stands near it.")
    ] = False,
    watch: Annotated[bool, typer.Option("--watch", help="Check at every save: what changed first, then all.")] = False,
    remarks: Annotated[bool, typer.Option("--remarks", help="List each remark, not only their number.")] = False,
    output: Output = None,
) -> None:
    """Run every check that a change to the knowledge or the rules must pass; list what is old or missing."""
    if watch:
        _watch(format, remarks)
        return
    findings = _changed() if changed else _whole()
    _told(findings, format, remarks, output)
    if any(finding.severity == "error" for finding in findings):
        raise typer.Exit(1)


def coverage(
    offer: Annotated[
        Path | None, typer.Option(help="What a region offers (YAML): where does it lack recognised help?")
    ] = None,
    language: Annotated[LanguageChoice, typer.Option(help="Language of the page.")] = LanguageChoice.NL,
    format: Annotated[
        CoverageFormat, typer.Option(help="A page to talk over; or, of an offer, plain data.")
    ] = CoverageFormat.MARKDOWN,
    output: Output = None,
) -> None:
    """Show where the knowledge has gaps; or, with an offer, where recognised help exists and is not offered."""
    from kompas.knowledge import released

    if offer is not None:
        write(_of_offer(offer, language, format), output)
        return
    if format is CoverageFormat.JSON:
        raise typer.BadParameter("it goes with --offer; for the gaps themselves there is `kompas query`.")
    from kompas.quality.coverage import Coverage
    from kompas.quality.coverage_page import page

    write(page(Coverage(released()), language.value), output)


def format_(
    only_look: Annotated[bool, typer.Option("--check", help="Change nothing; say what would change.")] = False,
) -> None:
    """Put the tables in canonical form: quotes, spaces, line ends, and the order of rows where a table has one."""
    from kompas import resources
    from kompas.quality.canonical import format_tables

    changed = format_tables(resources.data() / "tables", write=not only_look)
    for path in changed:
        write(f"{path.name}: {'not in canonical form' if only_look else 'now in canonical form'}")
    if not changed:
        write("Every table is in canonical form.")
    elif only_look:
        write("`make format` puts them in form.")
        raise typer.Exit(1)


def template(
    table: Annotated[str, typer.Argument(help="The name of a table, such as interventions.")],
    format: Annotated[TemplateFormat, typer.Option(help="A workbook, a CSV header, or the explanation.")] = (
        TemplateFormat.XLSX
    ),
    output: Output = None,
) -> None:
    """Give a table to fill in: a workbook with drop-downs and explanations, or the header of a CSV file."""
    from kompas.workbench.template import as_csv, as_markdown, as_workbook

    schema = _schemas().table(table)
    if format is TemplateFormat.XLSX:
        path = output or Path(f"{table}.xlsx")
        write_whole(path, as_workbook(schema))
        typer.echo(f"{path}: {len(schema.columns)} columns, explained on its second sheet.", err=True)
    else:
        write(as_csv(schema) if format is TemplateFormat.CSV else as_markdown(schema), output)


def import_(
    file: Annotated[Path, typer.Argument(help="A .xlsx or .csv file, filled in from a template.")],
    table: Annotated[str | None, typer.Option(help="The table; default: the name of the sheet or the file.")] = None,
    replace: Annotated[bool, typer.Option("--replace", help="Let a row take the place of one with its slug.")] = False,
    only_look: Annotated[bool, typer.Option("--check", help="Change nothing; say what would change.")] = False,
) -> None:
    """Check the rows of a spreadsheet cell by cell, and merge them into their table: all, or none."""
    from kompas.workbench.importing import import_rows

    done = import_rows(file, _schemas(), table=table, replace=replace, write=not only_look)
    for what, keys in (("added", done.added), ("replaced", done.replaced), ("unchanged", done.unchanged)):
        if keys:
            write(f"{done.table}.csv: {what}{' (would be)' if only_look else ''}: {', '.join(keys)}")


def compile_rules(
    table: Annotated[Path, typer.Argument(help="A CSV file with rows of rule templates.")],
    folder: Annotated[Path | None, typer.Option("--output", "-o", help="Write each rule to a file here.")] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Only say what each column means.")] = False,
) -> None:
    """Make SHACL rules of rule templates: when problem, phase, severity, factor → an argument for or against."""
    from kompas.workbench.rule_templates import COLUMNS, compiled

    if explain:
        write("".join(f"{column}: {meaning}\n" for column, meaning in COLUMNS.items()), None)
        return
    for slug, text in compiled(table).items():
        if folder is None:
            write(text)
        else:
            write_whole(folder / f"{slug}.ttl", text.encode())
            write(f"{folder / slug}.ttl")


def add_to(app: typer.Typer) -> None:
    """Give the command line these commands."""
    app.callback()(whole)
    app.command(epilog="Example: kompas check --format sarif -o check.sarif")(check)
    app.command(epilog="Example: kompas coverage --offer data/offers/voorbeeldregio.yaml -o gaps.md")(coverage)
    app.command("format", epilog="Example: kompas format --check")(format_)
    app.command(epilog="Example: kompas template interventions -o interventions.xlsx")(template)
    app.command(epilog="Example: kompas compile-rules my-rules.csv -o rules/5-arguments")(compile_rules)
    app.command("import", epilog="Example: kompas import interventions.xlsx --check")(import_)


def _schemas() -> Schemas:
    from kompas import resources
    from kompas.workbench.schema import Schemas

    return Schemas(resources.data() / "tables", resources.ontology())


def _of_offer(path: Path, language: LanguageChoice, format: CoverageFormat) -> str:
    """The comparison of an offer with what is known."""
    import json

    from kompas.knowledge import released
    from kompas.offer import Comparison, read_offer
    from kompas.offer.page import Page
    from kompas.vocabulary import Vocabulary

    knowledge = released()
    page = Page(Comparison(read_offer(path, Vocabulary(knowledge)), knowledge), language.value)
    if format is CoverageFormat.JSON:
        return json.dumps(page.data(), ensure_ascii=False, indent=2) + "\n"
    return page.markdown()


def _whole() -> list[Finding]:
    from datetime import UTC, datetime

    from kompas.quality.checking import check as whole

    return whole(today=datetime.now(UTC).date())


def _changed() -> list[Finding]:
    """What is found of what changed; how much that was is told on standard error."""
    from kompas.quality.changed import check_changed

    checked = check_changed()
    things = [thing.value.rsplit("/", 1)[-1] for thing in checked.things]
    names = [*things, *(path.name for path in checked.files)]
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    told = f"{', '.join(names[:NAMED])}{more}" if names else "nothing"
    typer.echo(f"Changed since the last build: {told}. `kompas check` checks everything.", err=True)
    return list(checked.findings)


def _told(findings: list[Finding], format: ReportFormat, remarks: bool, output: Path | None) -> None:
    from kompas.quality.reports import report

    write(report(findings, format.value, remarks=remarks), output)


def _watch(format: ReportFormat, remarks: bool) -> None:
    """Check at every save, until interrupted: what changed at once, the whole when that finds no errors."""
    from kompas import resources
    from kompas.quality.watching import changes

    watched = [resources.ontology(), resources.rules(), resources.rule_cases(), resources.data() / "tables"]
    for changed in changes(watched):
        for path in sorted(changed):
            write(f"Saved: {path.name}")
        findings = _changed()
        if not any(finding.severity == "error" for finding in findings):
            typer.echo("What changed passes; now the whole …", err=True)
            findings = _whole()
        _told(findings, format, remarks, None)
        sys.stdout.flush()
