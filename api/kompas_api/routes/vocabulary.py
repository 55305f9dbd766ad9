"""The vocabulary: every list of it, to search, narrow down and page through, and every concept in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse, Response

from kompas_api.caching import public
from kompas_api.lists import COLLECTIONS, Collection
from kompas_api.negotiation import language, media_type
from kompas_api.presenting import detail, page_links, page_of
from kompas_api.problems import Refusal
from kompas_api.schemas import ConceptDetail, ConceptPage
from kompas_api.worker import Worker, worker

router = APIRouter(prefix="/v1", tags=["vocabulary"])
Held = Annotated[Worker, Depends(worker)]


def _list_of(collection: Collection) -> Callable[..., Response]:
    def listed(request: Request, held: Held) -> Response:
        spoken = _negotiated(request)
        asked = list(request.query_params.multi_items())
        wish = held.catalogue.wish(collection, asked, spoken)
        page = held.catalogue.page(collection, wish)
        base = request.app.state.settings.public_url
        content = page_of(held.catalogue, collection, wish, page, base)
        content["links"] = page_links(f"{base}/v1/{collection.name}", asked, wish, page.total)
        return public(request, JSONResponse(content, headers={"Content-Language": spoken}))

    return listed


def _one_of(collection: Collection) -> Callable[..., Response]:
    def described(slug: str, request: Request, held: Held) -> Response:
        spoken = _negotiated(request)
        held.catalogue.only_language(request.query_params.multi_items())
        entry = held.catalogue.entry(collection, slug)
        if entry is None:
            raise Refusal(404, "Not found", f"There is nothing with this name in {collection.name}.")
        content = detail(held.catalogue, collection, entry, spoken, request.app.state.settings.public_url)
        return public(request, JSONResponse(content, headers={"Content-Language": spoken}))

    return described


def _negotiated(request: Request) -> str:
    media_type(request.headers.get("accept", ""), ["application/json"])
    return language(request.headers.get("accept-language", ""), request.query_params.get("lang"))


for _collection in COLLECTIONS:
    router.add_api_route(
        f"/{_collection.name}",
        _list_of(_collection),
        response_model=ConceptPage,
        operation_id=f"list-{_collection.name}",
        name=_collection.name,
        summary=f"{_collection.nl} / {_collection.en}",
    )
    router.add_api_route(
        f"/{_collection.name}/{{slug}}",
        _one_of(_collection),
        response_model=ConceptDetail,
        operation_id=f"describe-{_collection.name}",
        name=f"{_collection.name}-one",
        summary=f"{_collection.nl}: één ervan / one of them",
    )
