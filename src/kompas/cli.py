"""The command line: `kompas …`. Every command reads its input, calls the library, and writes what it answers.

Exit status: 0 done; 1 the thing asked about does not hold; 2 bad input or usage. Errors are one clear message on
standard error.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from kompas import curation, publishing
from kompas.commands import register
from kompas.errors import InputMissing, InputTooLarge, KompasError, MalformedInput
from kompas.files import forget_output, write
from kompas.memory import search_seldom

if TYPE_CHECKING:
    from kompas.case import Case

LARGEST = 1_000_000
"""Bytes that are read of a case or a query."""

_SPARQL = re.compile(
    r"\s*(?:#[^\n]*\n\s*)*(?:SELECT|ASK|CONSTRUCT|DESCRIBE|PREFIX|BASE|INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|ADD|MOVE"
    r"|COPY|WITH)\b",
    re.IGNORECASE,
)
"""How a query begins, or what people try where only queries are answered."""

app = typer.Typer(
    name="kompas",
    help="Proportionate help for children, young people and families: a recommendation with its reasons.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


class RecommendationFormat(StrEnum):
    """How a recommendation is written."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"
    HTML = "html"
    PDF = "pdf"
    TURTLE = "turtle"
    JSON_LD = "json-ld"


class QueryFormat(StrEnum):
    """How the answer to a query is written."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    TURTLE = "turtle"


class EngineChoice(StrEnum):
    """Which engine derives."""

    FAST = "fast"
    PYSHACL = "pyshacl"


class LanguageChoice(StrEnum):
    """The language of the answer."""

    NL = "nl"
    EN = "en"


Output = Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file instead of standard output.")]
Language = Annotated[LanguageChoice | None, typer.Option(help="Language of the answer; default: that of the case.")]


@app.command(epilog="Example: kompas recommend data/cases/sandra.yaml --format markdown -o sandra.md")
def recommend(
    case: Annotated[str, typer.Argument(help="A case as YAML, JSON, Turtle or JSON-LD; - for standard input.")],
    format: Annotated[RecommendationFormat, typer.Option(help="How to write it.")] = RecommendationFormat.TEXT,
    language: Language = None,
    engine: Annotated[EngineChoice, typer.Option(help="Which SHACL engine derives it.")] = EngineChoice.FAST,
    output: Output = None,
) -> None:
    """Recommend proportionate help for one case, with the reasons for and against."""
    from kompas.consultation import consultant
    from kompas.rendering import render

    answer = consultant().answer(_case(case, language), engine.value)
    to_terminal = output is None and sys.stdout.isatty()
    written = render(
        answer.recommendation, format.value, graph=answer.graph, width=_columns(), colour=to_terminal and _colours()
    )
    write(written, output)


@app.command(epilog="Example: kompas batch cases.jsonl --processes 2 > answers.jsonl")
def batch(
    cases: Annotated[str, typer.Argument(help="Cases as JSON Lines; - for standard input.")],
    processes: Annotated[int, typer.Option(min=1, max=64, help="How many lines to work on at the same time.")] = 1,
    output: Output = None,
) -> None:
    """Recommend for many cases: one JSON case a line in, one JSON answer a line out, in the same order."""
    from kompas.batch import batch as answers
    from kompas.batch import lines, written

    with _opened(cases) as file, _progress(file) as advance:
        told = (advance(line) for line in written(answers(lines(file), processes)))
        if output is None:
            for line in told:
                write(line)
        else:
            write("".join(told), output)


@app.command(epilog="Example: kompas verify sandra.json")
def verify(
    recommendation: Annotated[
        str, typer.Argument(help="A saved recommendation as JSON, Turtle or JSON-LD; - for standard input.")
    ],
) -> None:
    """Derive a saved recommendation again with an independent SHACL engine: does every statement follow?"""
    from kompas.verify import LARGEST as LARGEST_SAVED
    from kompas.verify import verify as verified

    proof = verified(sys.stdin.buffer.read(LARGEST_SAVED + 1) if recommendation == "-" else Path(recommendation))
    write(
        f"It follows: {proof.statements} statements hold; {proof.derived} triples were derived anew by {proof.engine}."
    )


@app.command(epilog="Example: kompas show driftbuien --language en")
def show(
    term: Annotated[str, typer.Argument(help="A concept: its label, slug or address.")],
    language: Annotated[LanguageChoice, typer.Option(help="Language of the answer.")] = LanguageChoice.NL,
) -> None:
    """Show everything the knowledge says of a concept, with sources."""
    from kompas.consultation import consultant
    from kompas.portrait import portrait

    write(portrait(term, consultant().knowledge, consultant().vocabulary, language.value))


@app.command(epilog="Example: kompas query 'SELECT ?label WHERE { ?p a kompas:Problem ; skos:prefLabel ?label }'")
def query(
    query: Annotated[str, typer.Argument(help="SPARQL: a file, - for standard input, or the query itself.")],
    format: Annotated[QueryFormat, typer.Option(help="How to write the answer.")] = QueryFormat.TABLE,
    output: Output = None,
) -> None:
    """Ask the knowledge graph a SPARQL question. Kompas prefixes need no declaration."""
    from kompas.knowledge import released
    from kompas.querying import ask

    write(ask(_query(query), released(), format.value), output)


@app.command(epilog="Example: kompas build")
def build() -> None:
    """Make the knowledge graph: tables and ontology → reasoned over → validated → released."""
    from kompas.knowledge.build import build as built

    manifest = built()
    size = f"{manifest.counts['statements']} statements, digest {manifest.digest[:12]}"
    write(f"Knowledge {manifest.version} is ready: {size}.")


@app.command(epilog="Example: kompas serve --port 8000")
def serve(
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port to listen on.")] = 8000,
    workers: Annotated[int, typer.Option(min=1, max=64, help="How many processes answer.")] = 1,
) -> None:
    """Serve the web page, the API and linked data on one port."""
    from importlib import import_module

    import_module("kompas_api").serve(host=host, port=port, workers=workers)


curation.add_to(app)
publishing.add_to(app)


register(app)


def main() -> None:
    """Run the command line; errors of Kompas become one message and an exit status."""
    search_seldom()
    try:
        app()
    except KompasError as error:
        typer.echo(f"kompas: {error}", err=True)
        raise SystemExit(error.exit_code) from None
    except OSError as error:
        forget_output()
        typer.echo(f"kompas: {error.strerror or error}.", err=True)
        raise SystemExit(2) from None
    except KeyboardInterrupt:
        raise SystemExit(130) from None


def _case(name: str, language: LanguageChoice | None) -> Case:
    from kompas.case import read_case
    from kompas.consultation import consultant

    source = sys.stdin.buffer.read(LARGEST + 1) if name == "-" else Path(name)
    case = read_case(source, vocabulary=consultant().vocabulary)
    return case if language is None else case.model_copy(update={"language": language.value})


@contextmanager
def _opened(name: str) -> Iterator[BinaryIO]:
    """A file, or standard input, to read from."""
    if name == "-":
        yield sys.stdin.buffer
        return
    try:
        file = Path(name).open("rb")  # noqa: SIM115 - closed where it was read
    except (OSError, ValueError) as error:
        raise InputMissing(name, getattr(error, "strerror", None) or str(error)) from error
    with file:
        yield file


def _query(given: str) -> str:
    if not _names_file(given) and _SPARQL.match(given):
        return given
    with _opened(given) as file:
        content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise InputTooLarge("The query", len(content), LARGEST)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise MalformedInput("UTF-8 text", "save it with UTF-8 encoding, which all editors can", source=given) from None


def _names_file(given: str) -> bool:
    try:
        return given == "-" or Path(given).is_file()
    except (OSError, ValueError):
        return False


def _columns() -> int:
    from shutil import get_terminal_size

    return max(40, min(100, get_terminal_size((100, 24)).columns))


def _colours() -> bool:
    from os import environ

    return "NO_COLOR" not in environ


@contextmanager
def _progress(file: BinaryIO) -> Iterator[Callable[[str], str]]:
    """A progress bar on standard error when that is a terminal; otherwise nothing."""
    if not sys.stderr.isatty():
        yield lambda line: line
        return
    from rich.console import Console
    from rich.progress import Progress

    from kompas.batch import counted

    with Progress(console=Console(stderr=True)) as bar:
        task = bar.add_task("cases", total=counted(file))

        def advance(line: str) -> str:
            bar.advance(task)
            return line

        yield advance
