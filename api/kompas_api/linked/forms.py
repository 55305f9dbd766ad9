"""A graph as an answer, in the form of the suffix or else of the `Accept` header."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from fastapi import Request
from fastapi.responses import Response
from pyoxigraph import NamedNode, RdfFormat, Triple, serialize

from kompas_api.caching import public
from kompas_api.linked.statements import MORE_PREFIXES
from kompas_api.negotiation import media_type
from kompas_api.problems import Refusal

FORMS: Final = {
    "text/turtle": RdfFormat.TURTLE,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/n-triples": RdfFormat.N_TRIPLES,
}
SUFFIXES: Final = {
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "rdf": "application/rdf+xml",
    "nt": "application/n-triples",
}


def form(request: Request, suffix: str = "", *, page: bool = False) -> str:
    """The media type that is wanted: that of the suffix, else of the `Accept` header; a page first where there is one.

    Raises:
        Refusal: (404) there is no such suffix; (406) nothing that is accepted.
    """
    known = {**SUFFIXES, "html": "text/html"} if page else SUFFIXES
    if suffix:
        if suffix not in known:
            raise Refusal(404, "Not found", f"This ends in {', '.join(known)}, or in nothing.")
        return known[suffix]
    offered = ["text/html", *FORMS] if page else list(FORMS)
    return media_type(request.headers.get("accept", ""), offered)


def parted(name: str) -> tuple[str, str]:
    """A name and its suffix; without one when what follows the last dot is none."""
    stem, _, suffix = name.rpartition(".")
    return (stem, suffix) if stem and suffix in ("html", *SUFFIXES) else (name, "")


def other_forms(path: str) -> list[str]:
    """The links of a `Link` header to each form of what is at this path, the page first (RFC 8288)."""
    kinds = {"html": "text/html", **SUFFIXES}
    return [f'<{path}.{suffix}>; rel="alternate"; type="{kind}"' for suffix, kind in kinds.items()]


def written(triples: Iterable[Triple], kind: str) -> bytes:
    """The statements in a form, with prefixes where the form has them."""
    listed = list(triples)
    prefixes = None if kind == "application/n-triples" else used_prefixes(listed)
    return serialize(listed, format=FORMS[kind], prefixes=prefixes) or b""


def used_prefixes(triples: Iterable[Triple]) -> dict[str, str]:
    """The prefixes that shorten an address in these statements."""
    bases = {
        term.value[: max(term.value.rfind("/"), term.value.rfind("#")) + 1]
        for triple in triples
        for term in (triple.subject, triple.predicate, triple.object)
        if isinstance(term, NamedNode)
    }
    return {prefix: address for prefix, address in MORE_PREFIXES.items() if address in bases}


def graph(request: Request, triples: Iterable[Triple], kind: str, links: Iterable[str] = ()) -> Response:
    """The statements as a public answer."""
    content = written(triples, kind)
    text = "; charset=utf-8" if kind.startswith("text/") else ""
    headers = {"Content-Type": f"{kind}{text}"} | ({"Link": ", ".join(links)} if links else {})
    return public(request, Response(content, headers=headers))
