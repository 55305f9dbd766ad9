"""Hostile queries end themselves only: within their time, rows and memory, while others are answered."""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from ctypes.util import find_library
from dataclasses import replace
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from kompas_api.app import create_app
from kompas_api.settings import Settings
from kompas_api.sparql.crew import Graph
from kompas_api.sparql.limits import Limits
from kompas_api.sparql.pool import Pool
from kompas_api.sparql.rate import Buckets
from kompas_api.sparql.reading import outline
from kompas_api.sparql.service import Service, over_the_release
from starlette.testclient import TestClient

from kompas.allocator import PRELOADED

LIMITS = Limits(seconds=1.3, rows=1_000, megabytes=200, processes=2, long_queries=1, waiting=2)
DIRECT = {"Content-Type": "application/sparql-query"}
SLACK = 5
"""Seconds more than it should take, on a machine that has other things to do."""
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
DOUBLED = "BIND('0123456789abcdef' AS ?s0) " + " ".join(f"BIND(CONCAT(?s{n}, ?s{n}) AS ?s{n + 1})" for n in range(27))
BOMBS = {
    "a product of everything with everything": (ENDLESS, {503, 504}),
    "a path of paths": ("SELECT (COUNT(*) AS ?n) { ?a (!<a:b>|^!<a:c>)+ ?b . ?b (!<a:b>)* ?c }", {503, 504, 507}),
    "a regular expression that is far too large": (
        "SELECT ?s { ?s ?p ?o FILTER(REGEX(STR(?o), '((a{1,200}){1,200}){1,200}')) }", {200, 504, 507}),
    "a regular expression that goes back and forth": (
        "SELECT ?s { ?s ?p ?o FILTER(REGEX(STR(?o), '^(([a-z])+.)+[A-Z]([a-z])+$')) } LIMIT 5", {200, 504}),
    "a text that doubles twenty-seven times": (f"SELECT ?s27 {{ {DOUBLED} }}", {507}),
    "an order over a product": ("SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f ?a", {503, 504, 507}),
    "brackets as deep as a well": ("ASK " + "{" * 30_000 + "}" * 30_000, {400}),
    "an expression as deep as a well": (
        "SELECT * { FILTER(" + "(" * 30_000 + "1" + ")" * 30_000 + ") }", {400}),
    "a chain of negations": ("ASK { FILTER(" + "!" * 300_000 + "true) }", {200, 400, 507}),
    "a megabyte of dashes": ("ASK { " + "-" * 990_000, {400, 504}),
    "a megabyte of unions": ("ASK { " + " UNION ".join(["{ ?s ?p ?o }"] * 45_000) + " }", {200, 400, 504, 507}),
    "a string that never ends": ("ASK { ?s ?p '''" + "'" * 500_000 + '"' * 400_000, {400}),
    "nothing but nulls": ("\0" * 1000, {400}),
}  # fmt: skip


@pytest.fixture(scope="module")
def narrow() -> Iterator[TestClient]:
    service = over_the_release(Settings(sparql=LIMITS))
    with TestClient(create_app(Settings(), sparql=service), base_url="http://kompas.test") as client:
        yield client


def ask(client: TestClient, query: str) -> Any:
    return client.post("/sparql", content=query.encode(), headers=DIRECT)


def quick(client: TestClient) -> float:
    """A light query is answered rightly; how long that took."""
    started = time.monotonic()
    answer = ask(client, "SELECT (COUNT(*) AS ?n) { ?r a <https://w3id.org/kompas/ontology#Route> }")
    assert answer.status_code == 200
    assert answer.json()["results"]["bindings"][0]["n"]["value"] == "4"
    return time.monotonic() - started


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_ended_in_time_and_the_next_question_is_answered(name: str, narrow: TestClient) -> None:
    query, statuses = BOMBS[name]
    quick(narrow)
    started = time.monotonic()
    answer = ask(narrow, query)
    assert answer.status_code in statuses | {504}, answer.text[:500]
    assert time.monotonic() - started < LIMITS.seconds + SLACK
    if answer.status_code != 200:
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["detail"]
    assert quick(narrow) < SLACK


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s ?p ?o } LIMIT 1001",
        "SELECT * { ?s ?p ?o }",
        "SELECT * { ?a ?b ?c . ?d ?e ?f }",
        "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "SELECT ?x { VALUES ?x { 1 } ?s ?p ?o } VALUES ?x { 1 }",
        "SELECT ?nothing { ?s ?p ?o }",
    ],
)
@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv", "nt"])
def test_an_answer_that_is_too_large_is_refused_and_never_cut_off(query: str, form: str, narrow: TestClient) -> None:
    if ("CONSTRUCT" in query) != (form == "nt"):
        form = "nt" if "CONSTRUCT" in query else "json"
    answer = narrow.get("/sparql", params={"query": query, "format": form})
    assert answer.status_code == 403
    assert "1000 rows" in answer.json()["detail"]


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
def test_an_answer_of_just_as_much_as_is_allowed_is_whole(form: str, narrow: TestClient) -> None:
    answer = narrow.get("/sparql", params={"query": "SELECT * { ?s ?p ?o } LIMIT 1000", "format": form})
    assert answer.status_code == 200


def test_a_limit_of_the_query_itself_stays_what_it_is(narrow: TestClient) -> None:
    for query in (
        "SELECT ?s { ?s ?p ?o } LIMIT 3",
        "SELECT ?s { ?s ?p ?o } OFFSET 2 LIMIT 3 # VALUES",
        "SELECT ?s { { SELECT ?s { ?s ?p ?o } LIMIT 3 } }",
        "SELECT ?s { ?s ?p ?o } LIMIT 3 VALUES ?p { <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> }",
    ):
        assert len(ask(narrow, query).json()["results"]["bindings"]) == 3


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { service silent <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { VALUES ?e { <http://127.0.0.1:9/> } SERVICE ?e { ?s ?p ?o } }",
        "PREFIX e: <http://127.0.0.1:9/> SELECT * { SERVICE e: { ?s ?p ?o } }",
        "SELECT * { ?s ?p '\\'' . SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } } #'",
        "PREFIX e: <e:> SELECT * { ?s ?p e:a\\' . SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } } #'",
        'SELECT * { FILTER(?a <"x>") SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } } #"',
        "SELECT * { ?s ?p ?o#\n.SERVICE<http://127.0.0.1:9/>{ ?s ?p ?o } }",
    ],
)
def test_no_other_endpoint_is_ever_asked(query: str, narrow: TestClient) -> None:
    answer = ask(narrow, query)
    assert answer.status_code == 403
    assert "SERVICE" in answer.json()["detail"]


class Counting(BaseHTTPRequestHandler):
    """An endpoint that gives another answer each time."""

    answered = 0

    def do_POST(self) -> None:
        """Answer a query with how often one was asked."""
        self.rfile.read(int(self.headers["Content-Length"]))
        Counting.answered += 1
        row = {"n": {"type": "literal", "value": str(Counting.answered)}}
        content = json.dumps({"head": {"vars": ["n"]}, "results": {"bindings": [row]}}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/sparql-results+json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *told: object) -> None:
        """Say nothing."""


def test_an_endpoint_on_the_list_is_asked_each_time_and_what_it_says_is_not_kept() -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), Counting) as other:
        Thread(target=other.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{other.server_port}/"
        service = over_the_release(Settings(sparql=replace(LIMITS, services=(address, "http://127.0.0.1:9/"))))
        with TestClient(create_app(Settings(), sparql=service), base_url="http://kompas.test") as client:
            query = f"SELECT ?n {{ SERVICE <{address}> {{ ?a ?b ?n }} }}"
            answers = [client.get("/sparql", params={"query": query, "format": "csv"}) for _ in range(2)]
            assert [answer.text.split() for answer in answers] == [["n", "1"], ["n", "2"]]
            assert all(answer.headers["cache-control"] == "no-store" for answer in answers)
            silent = ask(client, "SELECT * { SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } }")
            assert silent.status_code == 502
            assert "SERVICE" in silent.json()["detail"]
            elsewhere = ask(client, "SELECT * { SERVICE <http://127.0.0.1:10/> { ?a ?b ?c } }")
            assert elsewhere.status_code == 403
            assert address in elsewhere.json()["detail"]
        other.shutdown()


@pytest.mark.parametrize(
    "query",
    [
        "ASK { ?s ?p 'SERVICE <x>' }",
        "ASK { ?s ?p ?o } # SERVICE <http://127.0.0.1:9/>",
        "ASK { ?SERVICE <http://SERVICE/> 'a'@service }",
        "PREFIX service: <s:> ASK { ?s service:SERVICE ?o }",
    ],
)
def test_the_word_alone_is_no_offence(query: str, narrow: TestClient) -> None:
    assert ask(narrow, query).status_code == 200


def test_only_the_endpoints_on_the_list_may_be_asked() -> None:
    known = outline(
        "SELECT * { SERVICE <http://a.example/> { } SERVICE SILENT <http://b.example/> { } SERVICE ?x { } }"
    )
    assert known.services == ("http://a.example/", "http://b.example/", "?")
    assert Limits.from_environment({"KOMPAS_SPARQL_SERVICES": "http://a.example/, http://c.example/"}).services == (
        "http://a.example/", "http://c.example/",
    )  # fmt: skip


def test_a_process_that_answers_can_open_nothing(narrow: TestClient) -> None:
    quick(narrow)
    keeper, *members = narrow.app.state.sparql.answers.crew.pids()  # type: ignore[attr-defined]
    assert members
    for pid in members:
        limits = Path(f"/proc/{pid}/limits").read_text("utf-8")
        assert "Max open files            0 " in limits
    assert Path(f"/proc/{keeper}").exists()


@pytest.mark.skipif(find_library("jemalloc") is None or PRELOADED in os.environ, reason="no jemalloc to take by itself")
def test_processes_that_answer_take_jemalloc(narrow: TestClient) -> None:
    quick(narrow)
    for pid in narrow.app.state.sparql.answers.crew.pids():  # type: ignore[attr-defined]
        assert "jemalloc" in Path(f"/proc/{pid}/maps").read_text("utf-8")


def test_light_queries_go_on_while_heavy_ones_run(narrow: TestClient) -> None:
    with ThreadPoolExecutor(6) as crowd:
        heavy = [crowd.submit(ask, narrow, ENDLESS) for _ in range(2)]
        time.sleep(0.2)
        waits = [quick(narrow) for _ in range(30)]
        statuses = sorted(one.result().status_code for one in heavy)
    assert statuses in ([503, 504], [504, 504])
    assert max(waits) < SLACK
    assert sorted(waits)[len(waits) // 2] < 1


def test_too_many_at_once_are_asked_to_come_back(narrow: TestClient) -> None:
    with ThreadPoolExecutor(12) as crowd:
        answers = list(crowd.map(lambda _: ask(narrow, ENDLESS), range(12)))
    busy = [answer for answer in answers if answer.status_code == 503]
    assert busy
    assert all(int(answer.headers["retry-after"]) > 0 for answer in busy)
    assert {answer.status_code for answer in answers} <= {503, 504}
    assert quick(narrow) < SLACK


def test_lost_processes_are_replaced(narrow: TestClient) -> None:
    quick(narrow)
    for pid in narrow.app.state.sparql.answers.crew.pids():  # type: ignore[attr-defined]
        os.kill(pid, signal.SIGKILL)
    time.sleep(0.1)
    assert quick(narrow) < SLACK
    assert quick(narrow) < SLACK


def test_a_file_that_took_the_place_of_the_release_is_never_asked(tmp_path: Path) -> None:
    path = tmp_path / "graph.nq"
    path.write_text("<urn:a> <urn:b> <urn:c> .\n", "utf-8")
    graph = Graph(str(path), digest=sha256(path.read_bytes()).hexdigest())
    service = Service(LIMITS, lambda: [graph], lambda: "release")
    with TestClient(create_app(Settings(), sparql=service), base_url="http://kompas.test") as client:
        assert ask(client, "ASK { <urn:a> ?p ?o }").json()["boolean"] is True
        service.close()
        path.write_text("<urn:another> <urn:b> <urn:c> .\n", "utf-8")
        refused = ask(client, "ASK { <urn:another> ?p ?o }")
        assert refused.status_code == 503
        assert "cannot be reached" in refused.json()["detail"]


def test_no_process_is_left_behind() -> None:
    service = over_the_release(Settings(sparql=LIMITS))
    with TestClient(create_app(Settings(), sparql=service), base_url="http://kompas.test") as client:
        quick(client)
        assert isinstance(service.answers, Pool)
        pids = service.answers.crew.pids()
        assert len(pids) > 1
    left = [pid for pid in pids if alive(pid)]
    assert not left


def alive(pid: int) -> bool:
    with suppress(ProcessLookupError):
        os.kill(pid, 0)
        return Path(f"/proc/{pid}/stat").read_text("utf-8").split()[2] != "Z"
    return False


def test_a_client_that_asks_too_often_is_told_when_to_come_back() -> None:
    buckets = Buckets(per_minute=2)
    assert [buckets.wait("a", now) for now in (0, 0, 0)] == [0, 0, 30]
    assert buckets.wait("b", 0) == 0
    assert buckets.wait("a", 31) == 0
    service = over_the_release(Settings(sparql=Limits(per_minute=1)))
    with TestClient(create_app(Settings(), sparql=service), base_url="http://kompas.test") as client:
        assert client.get("/sparql").status_code == 200
        refused = client.get("/sparql")
        assert refused.status_code == 429
        assert int(refused.headers["retry-after"]) <= 60


@pytest.mark.parametrize("value", ["no", "0", "-1", "inf", "nan"])
def test_a_limit_that_is_none_is_refused_at_the_start(value: str) -> None:
    with pytest.raises(ValueError, match=r"KOMPAS_SPARQL_SECONDS|could not convert"):
        Limits.from_environment({"KOMPAS_SPARQL_SECONDS": value})


def test_case_data_are_never_in_what_is_asked(narrow: TestClient) -> None:
    with ThreadPoolExecutor(2) as crowd:
        case = {"age": 5, "concerns": [{"problem": "driftbuien"}]}
        consulting = [crowd.submit(narrow.post, "/v1/recommendations", json=case) for _ in range(3)]
        looks: list[bool] = []
        while not all(one.done() for one in consulting) or len(looks) < 3:
            looks.append(ask(narrow, "ASK { ?case a <https://w3id.org/kompas/ontology#Case> }").json()["boolean"])
    assert not any(looks)
    assert all(one.result().status_code == 200 for one in consulting)
