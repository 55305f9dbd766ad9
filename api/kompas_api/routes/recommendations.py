"""A case in the request, a recommendation in the answer; neither is kept."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from kompas.errors import UnknownKey, together
from kompas.rendering import render
from kompas_api.bodies import content_format, limited_body
from kompas_api.negotiation import media_type
from kompas_api.worker import CaseFormat, Worker, worker

router = APIRouter(prefix="/v1", tags=["recommendations"])

CASE_FORMATS: Final[dict[str, CaseFormat]] = {
    "application/json": "json",
    "application/yaml": "yaml",
    "text/turtle": "turtle",
    "application/ld+json": "json-ld",
}
RECOMMENDATION_FORMATS: Final = {
    "application/json": "json",
    "application/ld+json": "json-ld",
    "text/turtle": "turtle",
    "text/html": "html",
    "application/pdf": "pdf",
    "text/markdown": "markdown",
    "text/plain": "text",
}
# The report is one file with its own style sheet inside, and nothing that runs.
_REPORT_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'"


@router.post("/recommendations", operation_id="recommend")
def recommend(
    request: Request, body: Annotated[bytes, Depends(limited_body)], held: Annotated[Worker, Depends(worker)]
) -> Response:
    """Answer a case with a recommendation and its reasons."""
    if request.query_params:
        raise together(UnknownKey(key, pointer=f"/query/{key}") for key in request.query_params)
    kind = media_type(request.headers.get("accept", ""), list(RECOMMENDATION_FORMATS))
    case = held.read(body, content_format(request.headers.get("content-type", ""), CASE_FORMATS))
    answer = held.consult(case)
    content = render(answer.recommendation, RECOMMENDATION_FORMATS[kind], case.language, graph=answer.graph)
    headers = {"Cache-Control": "no-store", "Content-Language": case.language, "Vary": "Accept"}
    if kind == "text/html":
        headers["Content-Security-Policy"] = _REPORT_POLICY
    return Response(content, headers=headers, media_type=kind)
