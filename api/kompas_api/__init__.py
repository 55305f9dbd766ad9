"""Kompas over HTTP: the API under `/v1`, the linked data under `/id` and `/doc`, and the pages for people."""

from __future__ import annotations

import socket

from kompas.errors import InvalidValue


def serve(host: str = "127.0.0.1", port: int = 8000, workers: int = 1) -> None:
    """Answer requests on this address until interrupted; every worker is a process with its own knowledge.

    Raises:
        InvalidValue: nobody can listen on this address: it is taken, empty, or not of this machine.
    """
    import uvicorn

    _try(host, port)
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


def _try(host: str, port: int) -> None:
    """Listen on an address for a moment, so that one that cannot be is told before anything is loaded."""
    if not host.strip():
        raise InvalidValue(
            "Give --host an address, like 127.0.0.1; 0.0.0.0 is every address of this machine", pointer=""
        )
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind(address)
    except (OSError, UnicodeError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        detail = f"Kompas cannot listen on {host}:{port}: {reason}. Choose another with --host or --port"
        raise InvalidValue(detail, pointer="", value=f"{host}:{port}") from error
