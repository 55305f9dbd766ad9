"""The application: settings, a worker, the routers, and what goes around them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Final

from fastapi import FastAPI
from fastapi.concurrency import run_in_threadpool

from kompas.errors import ResourceMissing
from kompas_api import problems
from kompas_api.compressing import Compression
from kompas_api.headers import StandardHeaders
from kompas_api.labels.index import labels_of
from kompas_api.linked.publication import Publication
from kompas_api.observation import Metrics, Observation
from kompas_api.routes import (
    description,
    labels,
    linked_data,
    ontology,
    operations,
    publication,
    queries,
    recommendations,
    vocabulary,
)
from kompas_api.settings import API_VERSION, Settings
from kompas_api.sparql import endpoint
from kompas_api.sparql.service import Service, over_the_release
from kompas_api.web import pages
from kompas_api.web.files import files
from kompas_api.worker import Worker

_LATER: Final = 2.0
"""Seconds after the start in which what can wait does."""


def create_app(
    settings: Settings | None = None, worker: Worker | None = None, sparql: Service | None = None
) -> FastAPI:
    """The application, ready to serve; without settings they come from the environment."""
    app = FastAPI(
        title="Kompas",
        version=API_VERSION,
        lifespan=_loaded,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    app.state.settings = settings or Settings.from_environment()
    app.state.worker = worker or Worker()
    app.state.sparql = sparql or over_the_release(app.state.settings)
    app.state.publication = Publication(app.state.settings)
    app.state.metrics = Metrics()
    parts = (
        endpoint, recommendations, labels, vocabulary, description, linked_data, publication, ontology, queries,
        operations, pages,
    )  # fmt: skip
    for part in parts:
        app.include_router(part.router)
    app.mount("/static", files())
    problems.install(app)
    app.add_middleware(Compression)
    app.add_middleware(Observation, metrics=app.state.metrics)
    app.add_middleware(StandardHeaders)
    return app


async def _ahead(worker: Worker) -> None:
    """Make the index of names, once the first requests have been answered: so that no look-up waits for it."""
    await asyncio.sleep(_LATER)
    with suppress(ResourceMissing):
        await run_in_threadpool(lambda: labels_of(worker.knowledge).find("a", frozenset(), 1))


@asynccontextmanager
async def _loaded(app: FastAPI) -> AsyncIterator[None]:
    """Load everything before the first request; without a release the service starts and says that it is not ready."""
    with suppress(ResourceMissing):
        await run_in_threadpool(app.state.worker.load)
    ahead = asyncio.create_task(_ahead(app.state.worker))
    try:
        yield
    finally:
        ahead.cancel()
        await run_in_threadpool(app.state.sparql.close)
        app.state.publication.dumps.close()
