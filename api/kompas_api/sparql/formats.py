"""The forms an answer can be had in: by `Accept`, or by the short names that `format=` takes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from kompas_api.negotiation import preferred
from kompas_api.sparql.reading import BOOLEAN, GRAPH, SOLUTIONS

JSON: Final = "application/sparql-results+json"
XML: Final = "application/sparql-results+xml"
_TABLES: Final = (JSON, XML, "text/csv", "text/tab-separated-values")
_GRAPHS: Final = (
    "text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json", "application/trig",
    "application/n-quads",
)  # fmt: skip
MEDIA_TYPES: Final = {SOLUTIONS: _TABLES, BOOLEAN: (JSON, XML), GRAPH: _GRAPHS}
"""The media types of each kind of answer, the usual one first."""
_ALSO: Final = {
    SOLUTIONS: {"application/json": JSON, "application/xml": XML, "text/xml": XML},
    BOOLEAN: {"application/json": JSON, "application/xml": XML, "text/xml": XML},
    GRAPH: {"application/json": "application/ld+json", "application/xml": "application/rdf+xml",
            "text/n3": "text/turtle", "text/plain": "application/n-triples"},
}  # fmt: skip
SHORT_NAMES: Final[dict[str, tuple[str, str]]] = {
    "json": (JSON, "application/ld+json"),
    "xml": (XML, "application/rdf+xml"),
    "csv": ("text/csv", ""),
    "tsv": ("text/tab-separated-values", ""),
    "turtle": ("", "text/turtle"),
    "ttl": ("", "text/turtle"),
    "n3": ("", "text/turtle"),
    "nt": ("", "application/n-triples"),
    "ntriples": ("", "application/n-triples"),
    "n-triples": ("", "application/n-triples"),
    "rdf": ("", "application/rdf+xml"),
    "rdfxml": ("", "application/rdf+xml"),
    "rdf+xml": ("", "application/rdf+xml"),
    "jsonld": ("", "application/ld+json"),
    "json-ld": ("", "application/ld+json"),
    "trig": ("", "application/trig"),
    "nq": ("", "application/n-quads"),
    "nquads": ("", "application/n-quads"),
    "n-quads": ("", "application/n-quads"),
}
"""What `format=` takes: the media type of a table or a yes or no, and that of a graph."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """The media type for each kind of answer; empty when that kind cannot be had in an acceptable form."""

    solutions: str
    boolean: str
    graph: str


@lru_cache(maxsize=256)
def wanted(accept: str) -> Wanted:
    """The media types that an `Accept` header wants most."""
    return Wanted(*(_best(accept, kind) for kind in (SOLUTIONS, BOOLEAN, GRAPH)))


def named(name: str) -> Wanted | None:
    """The media types of a short name or a media type given as `format=`; None when it is neither."""
    if "/" in name:
        found = wanted(name)
        return found if found != Wanted("", "", "") else None
    known = SHORT_NAMES.get(name.lower())
    if known is None:
        return None
    table, graph = known
    return Wanted(table, table if table in MEDIA_TYPES[BOOLEAN] else "", graph)


def _best(accept: str, kind: str) -> str:
    offered = [*MEDIA_TYPES[kind], *_ALSO[kind]]
    best = preferred(accept, offered)
    return "" if best is None else _ALSO[kind].get(best, best)
