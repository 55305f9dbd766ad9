"""Every thing has an address: `/id/…` leads to `/doc/…`, which describes it for people and for programs."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from pyoxigraph import NamedNode

from kompas.namespaces import TYPES, thing
from kompas_api.caching import public
from kompas_api.describing import SERIALISATIONS, exists, serialised, triples_about
from kompas_api.negotiation import language, media_type
from kompas_api.problems import Refusal
from kompas_api.web.documentation import thing_page
from kompas_api.worker import Worker, worker

router = APIRouter(tags=["linked data"])
Held = Annotated[Worker, Depends(worker)]

SUFFIXES: Final = {
    "html": "text/html",
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "rdf": "application/rdf+xml",
    "nt": "application/n-triples",
}


@router.get("/id/{type}/{slug}", include_in_schema=False)
def identified(type: str, slug: str, held: Held) -> Response:
    """Lead from a thing to the document about it."""
    _known(held, type, slug)
    return RedirectResponse(f"/doc/{type}/{slug}", 303, {"Cache-Control": "public, max-age=3600"})


@router.get("/doc/{type}/{name}", include_in_schema=False)
def documented(type: str, name: str, request: Request, held: Held) -> Response:
    """Describe a thing, in the form of the suffix or else of the `Accept` header."""
    slug, _, suffix = name.partition(".")
    if suffix and suffix not in SUFFIXES:
        raise Refusal(404, "Not found", f"A document ends in {', '.join(SUFFIXES)}, or in nothing.")
    node = _known(held, type, slug)
    kind = SUFFIXES.get(suffix) or media_type(request.headers.get("accept", ""), ["text/html", *SERIALISATIONS])
    spoken = language(request.headers.get("accept-language", ""), request.query_params.get("lang"))
    if kind == "text/html":
        return public(request, thing_page(held, node, type, spoken), "html", spoken)
    content = serialised(triples_about(held.knowledge, node), kind)
    links = {"Link": f'<{node.value}>; rel="describes", </doc/{type}/{slug}.html>; rel="alternate"; type="text/html"'}
    return public(request, Response(content, headers=links, media_type=kind), kind)


def _known(held: Worker, type: str, slug: str) -> NamedNode:
    node = thing(type, slug) if type in TYPES and slug.replace("-", "").isalnum() else None
    if node is None or not exists(held.knowledge, node):
        raise Refusal(404, "Not found", "Kompas knows no thing with this address.")
    return node
