"""From a cold start: each run is a process of its own, with the allocator that it chooses itself."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from http.client import HTTPConnection
from pathlib import Path
from time import monotonic, sleep
from typing import Final

from benchmarks.measuring import Measurement, took
from kompas.allocator import PRELOADED

PATIENCE: Final = 60.0
"""Seconds after which a service that does not answer is given up."""
KOMPAS: Final = (sys.executable, "-m", "kompas")
FRESH: Final = {name: value for name, value in os.environ.items() if name != PRELOADED}


def cold(case: Path, runs: int) -> list[Measurement]:
    """`kompas recommend`, and the start of `kompas serve` up to its first answer to a case."""
    return [
        Measurement("kompas recommend, cold", case.stem, tuple(took(lambda: recommend(case)) for _ in range(runs))),
        Measurement("kompas serve to first answer", case.stem, tuple(serve(case) for _ in range(runs))),
    ]


def recommend(case: Path) -> None:
    """Run `kompas recommend` once."""
    subprocess.run([*KOMPAS, "recommend", str(case)], check=True, stdout=subprocess.DEVNULL, env=FRESH)


def serve(case: Path) -> float:
    """Start `kompas serve` and ask for a recommendation until it is answered; milliseconds from start to answer.

    Raises:
        RuntimeError: the service ends, or does not answer in time.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    body = case.read_bytes()
    started = monotonic()
    with subprocess.Popen([*KOMPAS, "serve", "--port", str(port)], stdout=subprocess.DEVNULL, env=FRESH) as process:
        try:
            while not _answered(port, body):
                if process.poll() is not None or monotonic() - started > PATIENCE:
                    raise RuntimeError("kompas serve does not answer")
                sleep(0.01)
            return 1000 * (monotonic() - started)
        finally:
            process.terminate()


def _answered(port: int, body: bytes) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("POST", "/v1/recommendations", body, {"Content-Type": "application/yaml"})
        answer = connection.getresponse()
        answer.read()
    except ConnectionError:
        return False
    finally:
        connection.close()
    return answer.status == 200
