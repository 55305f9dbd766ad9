"""The same endpoint over a real SPARQL server: published into it, asked through it; and what when it is gone."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.request import urlopen

import pytest
from kompas_api.app import create_app
from kompas_api.settings import Settings
from kompas_api.sparql.limits import Limits
from kompas_api.sparql.remote import RemoteStore
from starlette.testclient import TestClient

from kompas.errors import BadInput, DoesNotHold
from kompas.publishing import CURRENT, StoreAddress, archive, publish
from kompas.resources import release

SERVER = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
DIRECT = {"Content-Type": "application/sparql-query"}
KOMPAS = "PREFIX kompas: <https://w3id.org/kompas/ontology#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
QUERIES = [
    KOMPAS + "SELECT ?route ?code { ?route a kompas:Route ; skos:notation ?code } ORDER BY ?code",
    KOMPAS + "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    KOMPAS + "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s a kompas:Problem } } GROUP BY ?g",
    KOMPAS + "ASK { ?p a kompas:Problem }",
    KOMPAS + "CONSTRUCT { ?r skos:notation ?c } { ?r a kompas:Route ; skos:notation ?c }",
    "CONSTRUCT { <relative> <relative> 1 } {}",
]
pytestmark = pytest.mark.skipif(SERVER is None, reason="the Oxigraph server is not installed (PyPI: oxigraph)")


def started(port: int) -> subprocess.Popen[bytes]:
    assert SERVER
    return subprocess.Popen([SERVER, "serve", "--bind", f"127.0.0.1:{port}"], stderr=subprocess.DEVNULL)


@contextmanager
def empty_store() -> Iterator[str]:
    """The address of a server with nothing in it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with started(port) as server:
        address = f"http://127.0.0.1:{port}"
        until = time.monotonic() + 30
        while True:
            try:
                with urlopen(address, timeout=5):
                    break
            except OSError:
                assert server.poll() is None
                assert time.monotonic() < until
                time.sleep(0.05)
        yield address
        server.terminate()


@pytest.fixture(scope="module")
def place() -> Iterator[str]:
    with empty_store() as address:
        yield address


@pytest.fixture(scope="module")
def graph(place: str) -> str:
    return publish(release(), StoreAddress(f"{place}/store", f"{place}/query"))


@pytest.fixture(scope="module")
def over_store(place: str, graph: str) -> Iterator[TestClient]:
    settings = Settings(sparql_store=RemoteStore(f"{place}/query"), sparql=Limits(seconds=3, rows=1000))
    with TestClient(create_app(settings), base_url="http://kompas.test") as client:
        yield client


def test_a_release_is_published_in_a_graph_of_its_own_that_is_named_as_the_current_one(place: str, graph: str) -> None:
    query = f"SELECT%20%3Fg%20%7B%20GRAPH%20%3C{CURRENT}%3E%20%7B%20%3Fs%20%3Fp%20%3Fg%20%7D%20%7D"
    with urlopen(f"{place}/query?query={query}") as answer:  # noqa: S310 - our own server
        assert graph in answer.read().decode()
    assert publish(release(), StoreAddress(f"{place}/store", f"{place}/query")) == graph


@pytest.mark.parametrize("query", QUERIES)
def test_the_store_gives_the_same_answers_as_our_own_processes(
    query: str, over_store: TestClient, client: TestClient
) -> None:
    for kind in ("application/sparql-results+json, text/turtle", "text/csv, application/n-triples, */*;q=0.1"):
        ours, theirs = (
            sorted(one.post("/sparql", content=query, headers={**DIRECT, "Accept": kind}).text.split())
            for one in (client, over_store)
        )
        assert theirs == ours


def test_gallery_questions_are_answered_by_the_store(over_store: TestClient, client: TestClient) -> None:
    for name in ("gedeelde-kernelementen", "regels-per-laag", "is-erkend"):
        address = f"/queries/{name}/answer?format=json"
        assert over_store.get(address).json() == client.get(address).json()


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("SELECT * { ?s ?p ?o }", 403),
        ("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", 403),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", 403),
        ("CLEAR ALL", 400),
        ("SELECT * { ?s ?p", 400),
        ("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", 504),
        ("ASK " + "{" * 600 + "}" * 600, 400),
        ("ASK {} # " + "x" * 300_000, 400),
    ],
)
def test_limits_and_refusals_hold_over_a_store_too(query: str, status: int, over_store: TestClient) -> None:
    answer = over_store.post("/sparql", content=query, headers=DIRECT)
    assert answer.status_code == status
    assert answer.json()["detail"]


@pytest.mark.parametrize("query", ["SELECT *\n{ ?s ?p", "SELECT *\n{ <relative> ?p }", "SELECT * { }\nLIMIT x"])
def test_a_mistake_stands_where_it_is_in_the_query_as_it_was_sent(
    query: str, over_store: TestClient, client: TestClient
) -> None:
    ours, theirs = (one.post("/sparql", content=query, headers=DIRECT).json() for one in (client, over_store))
    assert theirs == ours


def test_a_store_that_is_gone_is_told_and_nothing_else_fails() -> None:
    settings = Settings(sparql_store=RemoteStore("http://127.0.0.1:9/query"))
    with TestClient(create_app(settings), base_url="http://kompas.test") as client:
        answer = client.get("/sparql", params={"query": "ASK {}"})
        assert answer.status_code == 503
        assert answer.headers["retry-after"]
        assert "cannot be reached" in answer.json()["detail"]
        assert client.get("/health/ready").status_code == 503
        assert client.get("/doc/problem/driftbuien").status_code == 200


def test_a_store_without_the_release_gives_no_answer_until_it_is_published() -> None:
    """No zero that is wrong, and nothing that a cache keeps."""
    with empty_store() as address:
        settings = Settings(sparql_store=RemoteStore(f"{address}/query"))
        with TestClient(create_app(settings), base_url="http://kompas.test") as client:
            asked = {"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "format": "csv"}
            before = client.get("/sparql", params=asked)
            assert before.status_code == 503
            assert "kompas publish" in before.json()["detail"]
            assert "etag" not in before.headers
            assert client.get("/health/ready").status_code == 503
            publish(release(), StoreAddress(f"{address}/store", f"{address}/query"))
            after = client.get("/sparql", params=asked)
            assert int(after.text.split()[1]) > 10_000
            assert client.get("/health/ready").status_code == 200


class Endless(BaseHTTPRequestHandler):
    """A store that has the release, and whose answers never end: quickly, or one statement after a while."""

    pause = 0.0

    def do_POST(self) -> None:
        """Answer a query."""
        asked = self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.end_headers()
        if asked.startswith(b"query=ASK"):
            self.wfile.write(b'{"head":{},"boolean":true}')
            return
        with suppress(OSError):
            while True:
                self.wfile.write(b"<urn:a> <urn:b> <urn:c> .\n")
                time.sleep(self.pause)

    def log_message(self, *told: object) -> None:
        """Say nothing."""


@pytest.mark.parametrize(("pause", "status"), [(0.0, 403), (0.05, 504)])
def test_an_answer_that_does_not_end_is_ended_in_time(pause: float, status: int) -> None:
    handler = type("Paused", (Endless,), {"pause": pause})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as store:
        Thread(target=store.serve_forever, daemon=True).start()
        settings = Settings(
            sparql_store=RemoteStore(f"http://127.0.0.1:{store.server_port}/"), sparql=Limits(seconds=1, rows=1000)
        )
        with TestClient(create_app(settings), base_url="http://kompas.test") as client:
            started = time.monotonic()
            answer = client.post("/sparql", content="CONSTRUCT WHERE { ?s ?p ?o }", headers=DIRECT)
            assert answer.status_code == status
            assert time.monotonic() - started < 3
        store.shutdown()


def test_a_release_that_did_not_arrive_whole_is_taken_out_again(place: str, tmp_path: Path) -> None:
    folder = tmp_path / "release"
    shutil.copytree(release(), folder)
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    manifest["counts"]["statements"] += 1
    manifest["digest"] = "0" * 64
    (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    with pytest.raises(DoesNotHold, match="taken out"):
        publish(folder, StoreAddress(f"{place}/store", f"{place}/query"))
    with (
        pytest.raises(OSError, match="404"),
        urlopen(f"{place}/store?graph=https%3A%2F%2Fw3id.org%2Fkompas%2Frelease%2F000000000000"),  # noqa: S310
    ):
        pass


@pytest.mark.parametrize("address", ["http://127.0.0.1:9/store", "file:///etc/passwd"])
def test_a_store_that_cannot_be_written_is_told_in_a_sentence(address: str) -> None:
    with pytest.raises(BadInput):
        publish(release(), StoreAddress(address))


def test_an_archive_keeps_each_release_once_with_its_day(tmp_path: Path) -> None:
    first = archive(release(), tmp_path, date(2026, 1, 2))
    assert archive(release(), tmp_path, date(2027, 1, 2)) == first
    assert json.loads((first / "published.json").read_text("utf-8"))["date"] == "2026-01-02"
    assert [path.name for path in tmp_path.iterdir()] == [first.name]


def test_the_store_is_a_setting() -> None:
    named = {"KOMPAS_SPARQL_STORE": "http://127.0.0.1:3030/kompas/query", "KOMPAS_STORE_USER": "kompas"}
    store = Settings.from_environment(named).sparql_store
    assert store == RemoteStore("http://127.0.0.1:3030/kompas/query", "kompas")
    assert Settings.from_environment({}).sparql_store is None
    with pytest.raises(ValueError, match="KOMPAS_SPARQL_STORE"):
        Settings.from_environment({"KOMPAS_SPARQL_STORE": "localhost"})
