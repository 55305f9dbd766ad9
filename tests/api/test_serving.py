"""`kompas_api.serve` on a real port: quick to its first answer, and silent about what it answers."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from http.client import HTTPConnection

import pytest


@pytest.fixture(scope="module")
def served() -> Iterator[tuple[int, subprocess.Popen[str]]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = f"import kompas_api; kompas_api.serve(port={port})"
    with subprocess.Popen([sys.executable, "-c", command], stdout=-1, stderr=-1, text=True) as process:
        try:
            _wait(port, process)
            yield port, process
        finally:
            process.terminate()


def _wait(port: int, process: subprocess.Popen[str]) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        try:
            if ask(port, "/health/live")[0] == 200:
                return
        except OSError:
            time.sleep(0.05)
    raise AssertionError("the service does not answer")


def ask(port: int, path: str, body: str | None = None) -> tuple[int, dict[str, str], bytes]:
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {"Content-Type": "application/json"} if body else {}
    connection.request("POST" if body else "GET", path, body, headers)
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, content


def test_it_answers_a_case_and_says_nothing_of_its_software(served: tuple[int, subprocess.Popen[str]]) -> None:
    port, _ = served
    status, headers, content = ask(port, "/v1/recommendations", '{"age": 5, "concerns": [{"problem": "driftbuien"}]}')
    assert status == 200
    assert b'"route"' in content
    assert "server" not in headers


def test_it_prints_nothing_about_requests(served: tuple[int, subprocess.Popen[str]]) -> None:
    port, process = served
    ask(port, "/v1/problems?q=vertrouwelijk")
    process.terminate()
    written, errors = process.communicate(timeout=30)
    assert "vertrouwelijk" not in written + errors
    assert "/v1/problems" not in written + errors
