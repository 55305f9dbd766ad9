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


@pytest.mark.parametrize("workers", ["1", "2"])
def test_an_address_that_is_taken_is_one_message_and_status_2(workers: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = refused("--port", port, "--workers", workers)
    assert f"cannot listen on 127.0.0.1:{port}: address already in use. Choose another" in done


@pytest.mark.parametrize(("host", "told"), [("", "every address of this machine"), ("999.1.1.1", "cannot listen on")])
def test_an_address_that_cannot_be_is_refused(host: str, told: str) -> None:
    assert told in refused("--host", host)


def refused(*options: str) -> str:
    """The one message with which `kompas serve` ends at once."""
    command = [sys.executable, "-m", "kompas", "serve", *options]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("kompas: ")
    assert done.stderr.count("\n") == 1
    return done.stderr
