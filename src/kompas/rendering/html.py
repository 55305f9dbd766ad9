"""The report as an accessible web page that stands by itself, or as a fragment for a page of the web application."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from kompas.rendering.characters import shown, web_address
from kompas.rendering.document import Document
from kompas.rendering.wording import WORDINGS

if TYPE_CHECKING:
    from jinja2 import Environment


def page(document: Document) -> str:
    """A complete page: no script, nothing from elsewhere, light or dark as the reader prefers, fit to print."""
    return _environment().get_template("page.html.j2").render(_context(document, 1), stylesheet=stylesheet())


def fragment(document: Document, heading_level: int = 1) -> str:
    """The report as one `<article>`, its title a heading of this level (1 to 3); style it with `stylesheet()`."""
    return _environment().get_template("report.html.j2").render(_context(document, heading_level))


@cache
def stylesheet() -> str:
    """The style of the report; every rule is about `.kompas-report` and what stands in it."""
    source, _, _ = _environment().loader.get_source(_environment(), "report.css")  # type: ignore[union-attr]
    return source


def _context(document: Document, heading_level: int) -> dict[str, object]:
    words = WORDINGS["en" if document.language == "en" else "nl"]
    return {"document": document, "words": words, "top": heading_level}


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=PackageLoader("kompas.rendering"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: value if isinstance(value, Markup) or not isinstance(value, str) else shown(value),
    )
    environment.tests["block"] = lambda block, kind: type(block).__name__ == kind
    environment.filters["web_address"] = web_address
    return environment
