"""What is known of the running service: counts and times, never what a request said.

A line of the access log and a metric name the kind of address (`/v1/problems/{slug}`), not the address itself: so
neither a query, nor a search word, nor a mistyped path of someone else's ends up in them.
"""

from __future__ import annotations

import logging
import traceback
from time import perf_counter

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kompas_api.problems import internal_error

ACCESS = logging.getLogger("kompas.access")
DEFECTS = logging.getLogger("kompas.defects")


class Metrics:
    """Counts and durations of one process, in a registry of its own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        labels = ("method", "path", "status")
        self._requests = Counter("kompas_http_requests", "Requests answered", labels, registry=self.registry)
        self._seconds = Histogram(
            "kompas_http_request_seconds", "Time to the whole answer", ("method", "path"), registry=self.registry
        )

    def count(self, method: str, path: str, status: int, seconds: float) -> None:
        """Add one answered request."""
        self._requests.labels(method, path, str(status)).inc()
        self._seconds.labels(method, path).observe(seconds)

    def text(self) -> bytes:
        """Everything counted so far, in the text format of Prometheus."""
        return generate_latest(self.registry)


class Observation:
    """Counts and times every request, and turns a defect into an answer without telling what the request held."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self.app = app
        self.metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = perf_counter()
        status = 0

        async def watched(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, watched)
        except Exception as defect:  # noqa: BLE001 - whatever it is, its message may quote the request
            DEFECTS.error("%s at %s", type(defect).__name__, _place(defect))
            if status:
                return
            await internal_error()(scope, receive, watched)
        finally:
            self._note(scope, status, perf_counter() - started)

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        method = scope["method"] if scope["method"] in ("GET", "HEAD", "POST", "OPTIONS", "QUERY") else "other"
        path = getattr(scope.get("route"), "path", None) or "other"
        self.metrics.count(method, path, status, seconds)
        ACCESS.info("%s %s %d %.0f ms", method, path, status, 1000 * seconds)


def _place(defect: Exception) -> str:
    """Where it went wrong, as module and line of each step: the message of an exception may quote the request."""
    frames = traceback.extract_tb(defect.__traceback__)[-6:]
    return " < ".join(f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}" for frame in reversed(frames))
