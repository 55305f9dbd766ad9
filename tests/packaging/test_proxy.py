"""The proxy of `deploy/`: the limits of Kompas, its words, and nothing of what people ask in its logs.

Where nginx is on the machine it is started, with nothing behind it.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.client import HTTPResponse
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from kompas_api.app import create_app
from kompas_api.settings import Settings
from kompas_api.sparql.pool import TURN

FOLDER = Path(__file__).resolve().parents[2] / "deploy" / "proxy"
PROXY = (FOLDER / "kompas.conf").read_text("utf-8")
TELLING_NOTHING = {
    "$time_iso8601", "$client_network", "$request_method", "$asked_path", "$status", "$bytes_sent", "$request_time",
}  # fmt: skip
QUESTION = "driftbuien-thuis"


def seconds(directive: str) -> float:
    """The seconds that a directive of the proxy gives."""
    found = re.search(rf"^\s*{directive}\s+(\d+)s;", PROXY, re.MULTILINE)
    assert found
    return float(found[1])


def test_the_proxy_takes_bodies_as_large_as_kompas_does_and_keeps_them_in_memory() -> None:
    limit = Settings().max_body_bytes
    sizes = re.findall(r"^\s*(client_max_body_size|client_body_buffer_size)\s+(\d+);", PROXY, re.MULTILINE)
    assert dict(sizes) == {"client_max_body_size": str(limit), "client_body_buffer_size": str(limit)}


def test_the_proxy_refuses_a_body_in_the_words_of_kompas() -> None:
    client = TestClient(create_app(Settings()))
    body = b" " * (Settings().max_body_bytes + 1)
    answer = client.post("/v1/recommendations", content=body, headers={"Content-Type": "application/json"})
    (words,) = re.findall(r"return 413 '(.*)';", PROXY)
    assert answer.status_code == 413
    assert json.loads(words) == answer.json()


def test_the_proxy_waits_longer_than_a_query_may_take() -> None:
    assert seconds("proxy_read_timeout") > TURN + Settings().sparql.seconds


def test_a_line_of_the_log_tells_nothing_of_who_asked_what() -> None:
    (line,) = re.findall(r"^log_format kompas '(.*)';$", PROXY, re.MULTILINE)
    assert set(line.split()) == TELLING_NOTHING
    assert set(re.findall(r"^\s*access_log .*\s(\S+);$", PROXY, re.MULTILINE)) == {"kompas"}
    assert set(re.findall(r"^\s*error_log .*\s(\S+);$", PROXY, re.MULTILINE)) == {"emerg"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What the proxy answers."""

    status: int
    media_type: str
    content: bytes


@pytest.fixture(scope="module")
def proxy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Callable[[bytes], Answer], Path]]:
    """The proxy with nothing behind it, on a socket of its own: how it is asked, and the folder of its logs."""
    nginx, openssl = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin"), shutil.which("openssl")
    if nginx is None or openssl is None:
        pytest.skip("nginx or openssl is not on this machine")
    folder = tmp_path_factory.mktemp("proxy")
    chain, key, line = folder / "fullchain.pem", folder / "privkey.pem", folder / "443"
    made = (openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "1",
            "-subj", "/CN=localhost", "-keyout", key, "-out", chain)  # fmt: skip
    subprocess.run(made, check=True, capture_output=True)
    here = re.sub(r"\n *listen \[.*", "", PROXY).replace("/etc/kompas/tls", str(folder))
    here = re.sub(r"listen (\d+)", rf"listen unix:{folder}/\1", here).replace("/var/log/nginx", str(folder))
    (folder / "kompas.conf").write_text(here.replace("127.0.0.1:8000", f"unix:{folder}/nobody"), "utf-8")
    whole = (FOLDER / "nginx.conf").read_text("utf-8").replace("/tmp/", f"{folder}/")  # noqa: S108 - what it says there
    (folder / "nginx.conf").write_text(whole.replace("/etc/nginx/conf.d/", f"{folder}/"), "utf-8")
    command = (nginx, "-e", folder / "start.log", "-c", folder / "nginx.conf")
    tested = subprocess.run([*command, "-t"], check=False, capture_output=True, text=True)
    assert tested.returncode == 0, tested.stderr
    with subprocess.Popen([*command, "-g", "daemon off;"], stderr=subprocess.DEVNULL) as running:
        try:
            yield (lambda request: asked(line, request)), folder
        finally:
            running.terminate()


def asked(line: Path, request: bytes) -> Answer:
    """What is answered to a request over TLS, once somebody listens on the socket."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with socket.socket(socket.AF_UNIX) as plain:
        for _ in range(100):
            if plain.connect_ex(str(line)) == 0:
                break
            time.sleep(0.02)
        with context.wrap_socket(plain) as secure:
            secure.sendall(request)
            with HTTPResponse(secure) as response:
                response.begin()
                return Answer(response.status, response.headers["Content-Type"], response.read())


def comes(part: str, log: Path) -> bool:
    """Whether this stands in a log, or comes in it: the proxy writes a line after it has answered."""
    for _ in range(200):
        if part in log.read_text("utf-8"):
            return True
        time.sleep(0.05)
    return False


def head(line: str, *fields: str) -> bytes:
    """The head of a request."""
    return "\r\n".join((f"{line} HTTP/1.1", "Host: localhost", "Connection: close", *fields, "", "")).encode()


@pytest.mark.parametrize(
    ("request_head", "status", "media_type"),
    [
        (head(f"GET /sparql?query={QUESTION}"), 503, "application/problem+json"),
        (head(f"GET /?q={QUESTION}", "Accept: text/html,*/*;q=0.8"), 503, "text/html; charset=utf-8"),
        (head(f"QUERY /sparql?q={QUESTION}", "Content-Length: 0"), 503, "application/problem+json"),
        (head(f"POST /v1/recommendations?q={QUESTION}", "Content-Length: 1000001"), 413, "application/problem+json"),
        (head(f"GET /metrics?q={QUESTION}"), 404, "text/html"),
    ],
    ids=["program", "browser", "query", "too-large", "metrics"],
)
def test_the_proxy_answers_itself_and_logs_no_question(
    request_head: bytes, status: int, media_type: str, proxy: tuple[Callable[[bytes], Answer], Path]
) -> None:
    ask, logs = proxy
    answer = ask(request_head)
    assert (answer.status, answer.media_type) == (status, media_type)
    if media_type.endswith("json"):
        assert json.loads(answer.content)["status"] == status
    method, path = request_head.split(b"?")[0].decode().split()
    assert comes(f" {method} {path} {status} ", logs / "kompas.log")
    written = "".join(path.read_text("utf-8") for path in logs.glob("*.log"))
    assert QUESTION not in written
