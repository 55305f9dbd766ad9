"""SPARQL servers over the released knowledge, each a process on a free port: ours, and what one would use instead."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from importlib.util import find_spec
from pathlib import Path
from time import monotonic, sleep
from types import MappingProxyType
from typing import Final

from kompas.knowledge.graph import NAME
from kompas.resources import release

KOMPAS: Final = "kompas serve"
OXIGRAPH: Final = "oxigraph serve"
RDFLIB: Final = "rdflib-endpoint"
_PATIENCE: Final = 60.0
_RDFLIB: Final = """
import sys, uvicorn
from rdflib import Graph
from rdflib_endpoint import SparqlEndpoint
graph = Graph().parse(sys.argv[1], format="nt")
uvicorn.run(SparqlEndpoint(graph=graph, path="/sparql"), port=int(sys.argv[2]), log_level="error")
"""


@dataclass(frozen=True)
class Server:
    """A server that answers: its port, the path of its endpoint, and its process."""

    name: str
    port: int
    path: str
    process: subprocess.Popen[bytes]


@contextmanager
def serving(name: str, settings: Mapping[str, str] = MappingProxyType({})) -> Iterator[Server | None]:
    """The server of this name with these environment variables, until the end of the block; None if it is not there."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    started = _command(name, port)
    if started is None:
        yield None
        return
    command, path = started
    environment = os.environ | settings
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, stdout=quiet, stderr=quiet, env=environment) as process:
        try:
            _wait(port, path, process)
            if name == OXIGRAPH:
                _request(port, "PUT", "/store?default", (release() / NAME).read_bytes())
            yield Server(name, port, path, process)
        finally:
            process.terminate()


def _command(name: str, port: int) -> tuple[list[str], str] | None:
    if name == KOMPAS:
        return [sys.executable, "-m", "kompas", "serve", "--port", str(port)], "/sparql"
    if name == OXIGRAPH:
        found = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
        return None if found is None else ([found, "serve", "--bind", f"127.0.0.1:{port}"], "/query")
    if find_spec("rdflib_endpoint") is None:
        return None
    return [sys.executable, "-c", _RDFLIB, str(release() / NAME), str(port)], "/sparql"


def _wait(port: int, path: str, process: subprocess.Popen[bytes]) -> None:
    until = monotonic() + _PATIENCE
    while True:
        try:
            _request(port, "GET", f"{path}?query=ASK%20%7B%7D")
        except OSError:
            if process.poll() is not None or monotonic() > until:
                raise
            sleep(0.05)
        else:
            return


def _request(port: int, method: str, path: str, body: bytes | None = None) -> None:
    connection = HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
    kind = {"Content-Type": "application/n-triples"} if body else {"Accept": "application/sparql-results+json"}
    connection.request(method, path, body, kind)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    if answer.status >= 400:
        raise OSError(f"{path} answers {answer.status}")
