"""Every thing has an address: `/id/…` leads to `/doc/…`, which describes it for people and for programs."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from pyoxigraph import NamedNode

from kompas.namespaces import TYPES, kompas, thing
from kompas_api.caching import public
from kompas_api.describing import exists, triples_about
from kompas_api.linked.forms import form, graph, other_forms, parted
from kompas_api.linked.publication import base_of
from kompas_api.linked.rules import case_facts, case_page, rule_page
from kompas_api.negotiation import Language, language
from kompas_api.problems import Refusal
from kompas_api.web.documentation import thing_page
from kompas_api.worker import Worker, worker

router = APIRouter(tags=["linked data"])
Held = Annotated[Worker, Depends(worker)]


@router.get("/id/{type}/{slug}", include_in_schema=False)
def identified(type: str, slug: str, held: Held) -> Response:
    """Lead from a thing to the document about it."""
    _known(held, type, slug)
    return RedirectResponse(f"/doc/{type}/{slug}", 303, {"Cache-Control": "public, max-age=3600"})


@router.get("/id/{type}", include_in_schema=False)
@router.get("/id/{type}/", include_in_schema=False)
def namespace(type: str, held: Held) -> Response:
    """Lead from what the addresses of a kind of things begin with to the scheme that has them all."""
    _known(held, "scheme", type)
    return RedirectResponse(f"/doc/scheme/{type}", 303, {"Cache-Control": "public, max-age=3600"})


@router.get("/doc/{type}/{name}", include_in_schema=False)
def documented(type: str, name: str, request: Request, held: Held) -> Response:
    """Describe a thing, in the form of the suffix or else of the `Accept` header."""
    slug, suffix = parted(name)
    node = _known(held, type, slug)
    kind = form(request, suffix, page=True)
    spoken = language(request.headers.get("accept-language", ""), request.query_params.get("lang"))
    links = [f'<{node.value}>; rel="describes"', *other_forms(f"/doc/{type}/{slug}")]
    if kind == "text/html":
        answer = _page(request, held, node, type, spoken)
        answer.headers["Link"] = ", ".join(links)
        return public(request, answer)
    return graph(request, triples_about(held.knowledge, node), kind, links)


@router.get("/doc/rule-case/{slug}/facts", include_in_schema=False)
@router.get("/doc/rule-case/{slug}/facts.{suffix}", include_in_schema=False)
def facts_of_case(slug: str, request: Request, held: Held, suffix: str = "") -> Response:
    """The case of a rule as the graph that rules reason from."""
    node = _known(held, "rule-case", slug)
    return graph(request, case_facts(held, node), form(request, suffix))


def _page(request: Request, held: Worker, node: NamedNode, type: str, spoken: Language) -> Response:
    if type == "rule" and next(iter(held.knowledge.objects(node, kompas("layer"))), None) is not None:
        return rule_page(held.knowledge, node, spoken)
    if type == "rule-case":
        return case_page(held, node, spoken, base_of(request))
    return thing_page(held, node, type, spoken)


def _known(held: Worker, type: str, slug: str) -> NamedNode:
    node = thing(type, slug) if type in TYPES and slug.replace("-", "").isalnum() else None
    if node is None or not exists(held.knowledge, node):
        raise Refusal(404, "Not found", "Kompas knows no thing with this address.")
    return node
