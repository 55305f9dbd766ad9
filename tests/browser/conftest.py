"""The application as a browser meets it, served for the whole session."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from threading import Thread
from time import monotonic, sleep

import pytest
import uvicorn
from kompas_api.app import create_app
from kompas_api.settings import Settings


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """Where the application is served, on a free port of this machine only."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(create_app(Settings()), access_log=False, log_level="error"))
        thread = Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        until = monotonic() + 60
        while not server.started and monotonic() < until and thread.is_alive():
            sleep(0.05)
        assert server.started
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join(timeout=10)
