"""Kompas over HTTP: the API under `/v1`, the linked data under `/id` and `/doc`, and the pages for people."""

from __future__ import annotations


def serve(host: str = "127.0.0.1", port: int = 8000, workers: int = 1) -> None:
    """Answer requests on this address until interrupted; every worker is a process with its own knowledge."""
    import uvicorn

    uvicorn.run(
        "kompas_api.starting:application",
        factory=True,
        host=host,
        port=port,
        workers=workers if workers > 1 else None,
        access_log=False,
        server_header=False,
        date_header=True,
        log_level="warning",
    )
