"""The API about itself: where everything is, its OpenAPI description, and a page to read it on."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse, Response

from kompas_api.caching import public
from kompas_api.lists import COLLECTIONS
from kompas_api.negotiation import language
from kompas_api.openapi import description
from kompas_api.schemas import Root
from kompas_api.settings import API_VERSION
from kompas_api.web.documentation import api_page
from kompas_api.worker import Worker, worker

router = APIRouter(prefix="/v1", tags=["description"])
Held = Annotated[Worker, Depends(worker)]


@router.get("", operation_id="root", response_model=Root)
def root(request: Request, held: Held) -> Response:
    """Say which knowledge this is, and where everything is."""
    base = f"{request.app.state.settings.public_url}/v1"
    names = [
        "recommendations",
        "openapi.json",
        "docs",
        "labels",
        "hierarchy",
        *(collection.name for collection in COLLECTIONS),
    ]
    content = {
        "title": "Kompas",
        "api_version": API_VERSION,
        "knowledge_version": held.knowledge.version,
        "rules_version": held.knowledge.rules_version,
        "links": {name: f"{base}/{name}" for name in names},
    }
    return public(request, JSONResponse(content))


@router.get("/openapi.json", include_in_schema=False)
def openapi(request: Request) -> JSONResponse:
    """The OpenAPI description."""
    return JSONResponse(description(request.app), headers={"Cache-Control": "public, max-age=3600"})


@router.get("/docs", include_in_schema=False)
def docs(request: Request) -> Response:
    """The OpenAPI description as a page: no scripts, nothing from elsewhere."""
    spoken = language(request.headers.get("accept-language", ""), request.query_params.get("lang"))
    host = request.app.state.settings.public_url or str(request.base_url).rstrip("/")
    return api_page(description(request.app), host, spoken)
