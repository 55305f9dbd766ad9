"""A recommendation as people and programs read it: text, Markdown, HTML, PDF, JSON, Turtle and JSON-LD.

    recommendation → report (sections, blocks) → text | markdown | html | pdf
    recommendation + derived triples → graph → turtle | json-ld
    recommendation → json

The same recommendation gives the same bytes: no clock, no chance, nothing from the surroundings.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Triple

from kompas.errors import InvalidValue
from kompas.recommendation import Recommendation
from kompas.rendering.linked_data import recommendation_graph

__all__ = ["FORMATS", "Format", "recommendation_graph", "render", "render_fragment", "stylesheet"]


@dataclass(frozen=True, slots=True)
class Format:
    """How a recommendation can be written: its media type, and the suffix of a file of it."""

    media_type: str
    suffix: str
    binary: bool = False


FORMATS: Final[Mapping[str, Format]] = {
    "text": Format("text/plain", ".txt"),
    "json": Format("application/json", ".json"),
    "markdown": Format("text/markdown", ".md"),
    "html": Format("text/html", ".html"),
    "pdf": Format("application/pdf", ".pdf", binary=True),
    "turtle": Format("text/turtle", ".ttl"),
    "json-ld": Format("application/ld+json", ".jsonld"),
}
"""Every format, by the name that the command line and the API use."""


def render(
    recommendation: Recommendation,
    format: str,
    language: str | None = None,
    *,
    graph: Iterable[Triple] | None = None,
    width: int = 80,
    colour: bool = False,
) -> str | bytes:
    """Write the recommendation in a format: text for all of them but `pdf`, which is bytes.

    `graph` are the triples of the case and those derived from it, for turtle and json-ld. `width` (columns, 40 to 100)
    and `colour` are for text on a terminal.

    Raises:
        InvalidValue: there is no such format, or the recommendation is in another language than asked for.
    """
    _check(recommendation, format, language)
    match format:
        case "json":
            return recommendation.to_json()
        case "turtle" | "json-ld":
            from kompas.rendering.serialisation import json_ld, turtle

            triples = recommendation_graph(recommendation, graph or ())
            return turtle(triples) if format == "turtle" else json_ld(triples)
    from kompas.rendering.frame import BRIEF, COMPLETE, FILED
    from kompas.rendering.report import report

    document = report(recommendation, {"text": BRIEF, "pdf": FILED}.get(format, COMPLETE))
    if format == "text":
        from kompas.rendering.text import text

        return text(document, width, colour)
    if format == "markdown":
        from kompas.rendering.markdown import markdown

        return markdown(document)
    if format == "html":
        from kompas.rendering.html import page

        return page(document)
    from kompas.rendering.pdf import pdf

    return pdf(document)


def render_fragment(recommendation: Recommendation, language: str | None = None, *, heading_level: int = 1) -> str:
    """The complete report as one `<article class="kompas-report">`, for a page that has its own head and landmarks.

    Its title is a heading of `heading_level` (1 to 3). Style it with `stylesheet()`.

    Raises:
        InvalidValue: the recommendation is in another language than asked for.
    """
    _check(recommendation, "html", language)
    from kompas.rendering.html import fragment
    from kompas.rendering.report import report

    return fragment(report(recommendation), heading_level)


def stylesheet() -> str:
    """The style of the HTML report, to serve beside `render_fragment`."""
    from kompas.rendering.html import stylesheet

    return stylesheet()


def _check(recommendation: Recommendation, format: str, language: str | None) -> None:
    if format not in FORMATS:
        raise InvalidValue(
            f"“{format}” is not a format of a recommendation; the formats are {', '.join(FORMATS)}.",
            pointer="/format",
            value=format,
        )
    if language not in (None, recommendation.language):
        raise InvalidValue(
            f"This recommendation is in “{recommendation.language}”, not in “{language}”: "
            "consult again with the other language, its texts are made then.",
            pointer="/language",
            value=language,
        )
