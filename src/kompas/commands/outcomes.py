"""`kompas monitor`: what help came to, to talk over together."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kompas.files import write


class Language(StrEnum):
    """The language of the page."""

    NL = "nl"
    EN = "en"


class FiguresFormat(StrEnum):
    """How the figures are written."""

    MARKDOWN = "markdown"
    JSON = "json"


def register(app: typer.Typer) -> None:
    """Put this command in place."""
    app.command(epilog="Example: kompas monitor data/outcomes/voorbeeldteam.csv --language en")(monitor)


def monitor(
    file: Annotated[Path, typer.Argument(help="A .csv or .xlsx file: one anonymous course of help a row.")],
    language: Annotated[Language, typer.Option(help="Language of the page.")] = Language.NL,
    format: Annotated[FiguresFormat, typer.Option(help="A page to talk over, or plain data.")] = FiguresFormat.MARKDOWN,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write to this file instead of standard output.")
    ] = None,
) -> None:
    """Show what help came to: the three outcome indicators, each with the four questions that give it meaning."""
    from kompas.knowledge import released
    from kompas.outcomes import figures, read_courses
    from kompas.outcomes.page import Page
    from kompas.vocabulary import Vocabulary

    knowledge = released()
    page = Page(figures(read_courses(file, Vocabulary(knowledge)), knowledge), knowledge, language.value)
    if format is FiguresFormat.JSON:
        write(json.dumps(page.data(), ensure_ascii=False, indent=2) + "\n", output)
    else:
        write(page.markdown(), output)
