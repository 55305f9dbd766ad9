"""For those who keep the service running: is it alive, can it answer, how much and how fast."""

from __future__ import annotations

from time import perf_counter
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse, Response
from prometheus_client import CONTENT_TYPE_LATEST

from kompas_api.problems import Refusal
from kompas_api.sparql.pool import NoAnswer
from kompas_api.sparql.service import Service
from kompas_api.worker import Worker, worker

router = APIRouter(tags=["operations"])
_ANY_PROBLEM = "ASK { ?problem a <https://w3id.org/kompas/ontology#Problem> }"


@router.get("/health/live", operation_id="live")
def live() -> JSONResponse:
    """Say that the process answers."""
    return JSONResponse({"status": "ok"})


@router.get("/health/ready", operation_id="ready")
async def ready(request: Request, held: Annotated[Worker, Depends(worker)]) -> JSONResponse:
    """Query the knowledge and the endpoint, and answer an example case; 503 when one of these does not work."""
    service: Service = request.app.state.sparql
    try:
        started = perf_counter()
        known = bool(held.knowledge.store.query(_ANY_PROBLEM))
        queried = perf_counter()
        answered = await run_in_threadpool(held.rehearse)
        consulted = perf_counter()
        known = known and await _answers(service)
        asked = perf_counter()
    except Exception as error:
        raise Refusal(503, "Not ready", "The service cannot answer a case or a query at the moment.") from error
    if not known or not answered.recommendation.options:
        raise Refusal(503, "Not ready", "The knowledge of this service is empty.")
    checks = {"query": queried - started, "consultation": consulted - queried, "endpoint": asked - consulted}
    return JSONResponse(
        {
            "status": "ok",
            "knowledge_version": held.knowledge.version,
            "checks": {name: round(1000 * taken, 1) for name, taken in checks.items()},
        }
    )


async def _answers(service: Service) -> bool:
    """Whether the endpoint answers; one that is busy does, to others."""
    try:
        return await service.check()
    except NoAnswer as none:
        if none.kind in ("unavailable", "unpublished"):
            raise
        return True


@router.get("/metrics", operation_id="metrics")
def metrics(request: Request) -> Response:
    """Counts and durations of this process, as Prometheus reads them."""
    return Response(request.app.state.metrics.text(), media_type=CONTENT_TYPE_LATEST)
