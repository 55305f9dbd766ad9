"""The clients that institutes have already: they ask the endpoint on a real port, and get what they ask for."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import Path
from threading import Thread
from time import monotonic, sleep
from typing import Any

import pytest
import uvicorn
from kompas_api.app import create_app
from kompas_api.gallery.examples import gallery
from kompas_api.gallery.snippets import snippets
from kompas_api.settings import Settings
from rdflib import Graph, URIRef
from rdflib.namespace import SKOS
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, POST, POSTDIRECTLY, TURTLE, XML, SPARQLWrapper

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "docs" / "how-to" / "use-the-endpoint.md"
COMUNICA = ROOT / "node_modules" / ".bin" / "comunica-sparql"
BASH = shutil.which("bash") or ""
RSCRIPT = shutil.which("Rscript") or ""
KOMPAS = "PREFIX kompas: <https://w3id.org/kompas/ontology#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
ROUTES = KOMPAS + "SELECT ?code WHERE { ?route a kompas:Route ; skos:notation ?code } ORDER BY ?code"
WITHOUT_ANSWER = {"nieuw-sinds-een-uitgave"}
"""Where no earlier release is kept, nothing is new since one."""
CODES = ["clarify-first", "full-intervention", "kernel-elements", "ordinary-parenting"]


@pytest.fixture(scope="module")
def host() -> Iterator[str]:
    """Where Kompas is served, on a free port of this machine only."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(
            uvicorn.Config(create_app(Settings(body_seconds=1)), access_log=False, log_level="error")
        )
        thread = Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        until = monotonic() + 60
        while not server.started and monotonic() < until and thread.is_alive():
            sleep(0.05)
        assert server.started
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join(timeout=10)


def converted(wrapper: SPARQLWrapper) -> Any:
    """The answer as SPARQLWrapper makes it of the form that was asked for."""
    return wrapper.queryAndConvert()


@pytest.mark.parametrize("method", ["GET", POST])
@pytest.mark.parametrize("way", ["urlencoded", POSTDIRECTLY])
def test_sparqlwrapper_gets_tables_in_its_forms(method: str, way: str, host: str) -> None:
    wrapper = SPARQLWrapper(f"{host}/sparql")
    wrapper.setMethod(method)
    wrapper.setRequestMethod(way if method == POST else "urlencoded")
    wrapper.setQuery(ROUTES)
    wrapper.setReturnFormat(JSON)
    assert [row["code"]["value"] for row in converted(wrapper)["results"]["bindings"]] == CODES
    wrapper.setReturnFormat(XML)
    assert [node.firstChild.data for node in converted(wrapper).getElementsByTagName("literal")] == CODES
    wrapper.setReturnFormat(CSV)
    assert converted(wrapper).decode().split() == ["code", *CODES]


# SPARQLWrapper makes graphs by a class that rdflib deprecates.
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
def test_sparqlwrapper_gets_graphs(host: str) -> None:
    wrapper = SPARQLWrapper(f"{host}/sparql")
    wrapper.setQuery(
        KOMPAS + "CONSTRUCT { ?route skos:notation ?code } WHERE { ?route a kompas:Route ; skos:notation ?code }"
    )
    wrapper.setReturnFormat(TURTLE)
    assert len(Graph().parse(io.BytesIO(converted(wrapper)), format="turtle")) == 4
    wrapper.setReturnFormat(XML)
    assert len(converted(wrapper)) == 4


def test_rdflib_reads_the_graph_as_if_it_were_here(host: str) -> None:
    graph = Graph(SPARQLStore(f"{host}/sparql"))
    problem = URIRef("https://w3id.org/kompas/id/problem/driftbuien")
    assert {str(label) for label in graph.objects(problem, SKOS.prefLabel)} == {"Driftbuien", "Temper tantrums"}
    assert [str(row[0]) for row in graph.query(ROUTES)] == CODES  # type: ignore[index]
    assert len(graph) > 10_000


@pytest.mark.skipif(shutil.which("node") is None or not COMUNICA.exists(), reason="Comunica comes with npm ci")
@pytest.mark.parametrize("source", ["sparql@{host}/sparql", "{host}/sparql", "{host}/doc/problem/driftbuien"])
def test_comunica_asks_the_endpoint_and_follows_addresses(source: str, host: str) -> None:
    query = KOMPAS + (
        "SELECT ?label WHERE { <https://w3id.org/kompas/id/problem/driftbuien> skos:prefLabel ?label } ORDER BY ?label"
    )
    done = subprocess.run(
        [str(COMUNICA), source.format(host=host), "-q", query, "-t", "application/sparql-results+json"],
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    rows = json.loads(done.stdout)["results"]["bindings"]
    assert {row["label"]["value"] for row in rows} == {"Driftbuien", "Temper tantrums"}


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_every_curl_line_of_the_guide_works(host: str) -> None:
    lines = re.findall(r"^    (curl (?:.|\n        )+)$", GUIDE.read_text("utf-8"), re.MULTILINE)
    assert len(lines) >= 8
    for line in lines:
        command = line.replace("https://kompas.example.nl", host).replace("\n        ", " ").replace("\\ ", " ")
        done = subprocess.run([BASH, "-c", f"{command} --fail-with-body"], capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{line}\n{done.stdout}"
        assert done.stdout, line


def test_the_program_of_the_guide_prints_answers(host: str) -> None:
    programs = re.findall(r"^```python\n(.*?)^```$", GUIDE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert programs
    for program in programs:
        text = program.replace("https://kompas.example.nl", host)
        done = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert done.stdout.strip()


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
@pytest.mark.parametrize("name", gallery())
def test_the_calls_of_the_gallery_work_as_they_stand(name: str, host: str) -> None:
    example = gallery()[name]
    calls = snippets(example, host, {})
    curl = subprocess.run([BASH, "-c", calls["curl"]], capture_output=True, text=True, check=True).stdout
    printed = io.StringIO()
    with redirect_stdout(printed):
        exec(calls["Python"], {})  # noqa: S102 - the snippet as it stands
    if example.form == "select":
        rows = list(csv.DictReader(io.StringIO(curl)))
        assert printed.getvalue().splitlines() == [str(row) for row in rows]
        assert bool(rows) is not (name in WITHOUT_ANSWER)
    elif example.form == "ask":
        assert printed.getvalue().strip() == str(json.loads(curl)["boolean"]) == "True"
    else:
        assert len(Graph().parse(data=printed.getvalue(), format="turtle")) > 10
        assert printed.getvalue().strip() == curl.strip()


@pytest.mark.skipif(not RSCRIPT, reason="R is not installed")
def test_the_call_from_r_works(host: str) -> None:
    call = snippets(gallery()["gedeelde-kernelementen"], host, {})["R"]
    done = subprocess.run([RSCRIPT, "-e", call], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "programmes" in done.stdout


def test_who_sends_slowly_or_not_at_all_keeps_nobody_waiting(host: str) -> None:
    name, port = host.removeprefix("http://").split(":")
    slow = [socket.create_connection((name, int(port)), timeout=30) for _ in range(40)]
    for place, connection in enumerate(slow):
        whole = b"POST /sparql HTTP/1.1\r\nHost: kompas\r\nContent-Length: 999\r\n"
        connection.sendall(
            whole[: 20 + place] if place % 2 else whole + b"Content-Type: application/sparql-query\r\n\r\nASK"
        )
    started = monotonic()
    wrapper = SPARQLWrapper(f"{host}/sparql")
    wrapper.setQuery(ROUTES)
    wrapper.setReturnFormat(JSON)
    assert [row["code"]["value"] for row in converted(wrapper)["results"]["bindings"]] == CODES
    assert monotonic() - started < 5
    for connection in slow[::2]:
        assert connection.recv(100).startswith(b"HTTP/1.1 408 "), "a body that does not come is not waited for"
    for connection in slow:
        connection.close()
