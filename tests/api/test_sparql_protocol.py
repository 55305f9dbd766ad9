"""`/sparql` as clients of every kind meet it: forms, errors that help, headers, caching."""

from __future__ import annotations

import csv
import gzip
from io import StringIO
from typing import Any

import brotli
import pytest
from kompas_api.sparql.formats import JSON
from kompas_api.sparql.limits import Limits
from kompas_api.sparql.messages import Question, Reply
from kompas_api.sparql.remembering import LARGEST, Remembered
from pyoxigraph import QueryResultsFormat, QuerySolutions, parse_query_results
from starlette.testclient import TestClient

from tests.api.graphs import SYNTAXES, graph_of

KOMPAS = "PREFIX kompas: <https://w3id.org/kompas/ontology#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
ROUTES = KOMPAS + "SELECT ?route ?code WHERE { ?route a kompas:Route ; skos:notation ?code } ORDER BY ?code"
CODES = ["clarify-first", "full-intervention", "kernel-elements", "ordinary-parenting"]
GRAPH = KOMPAS + "CONSTRUCT { ?route skos:notation ?code } WHERE { ?route a kompas:Route ; skos:notation ?code }"
NT = "application/n-triples"
DIRECT = {"Content-Type": "application/sparql-query"}


def ask(client: TestClient, query: str, **headers: str) -> Any:
    return client.get("/sparql", params={"query": query}, headers=headers)


def codes(answer: Any) -> list[str]:
    return [row["code"]["value"] for row in answer.json()["results"]["bindings"]]


def codes_in_xml(text: str) -> list[str]:
    found = parse_query_results(text, format=QueryResultsFormat.XML)
    assert isinstance(found, QuerySolutions)
    return [getattr(row["code"], "value", "") for row in found]


def test_every_way_to_send_a_query_gets_the_same_answer(client: TestClient) -> None:
    answers = [
        ask(client, ROUTES),
        client.post("/sparql", data={"query": ROUTES}),
        client.post("/sparql", content=ROUTES, headers=DIRECT),
        client.request("QUERY", "/sparql", content=ROUTES, headers=DIRECT),
    ]
    assert [answer.status_code for answer in answers] == [200] * 4
    assert all(codes(answer) == CODES for answer in answers)


def test_a_table_comes_in_each_form(client: TestClient) -> None:
    read = {
        "text/csv": lambda text: [row["code"] for row in csv.DictReader(StringIO(text))],
        "text/tab-separated-values": lambda text: [line.split("\t")[1].strip('"') for line in text.splitlines()[1:]],
        "application/sparql-results+xml": codes_in_xml,
    }
    for kind, reader in read.items():
        answer = ask(client, ROUTES, Accept=kind)
        assert answer.headers["content-type"].partition(";")[0] == kind
        assert reader(answer.text) == CODES


@pytest.mark.parametrize("kind", SYNTAXES)
def test_a_graph_comes_in_each_form(kind: str, client: TestClient) -> None:
    answer = ask(client, GRAPH, Accept=kind)
    assert answer.headers["content-type"].partition(";")[0] == kind
    assert len(graph_of(answer.content, kind)) == 4


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("", "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("application/json", "application/sparql-results+json"),
        ("text/csv;q=0.2, application/sparql-results+xml;q=0.8, image/png", "application/sparql-results+xml"),
        ("text/*", "text/csv"),
        ("application/x-unknown, */*;q=0.1", "application/sparql-results+json"),
    ],
)
def test_the_form_that_is_wanted_most_is_sent(accept: str, kind: str, client: TestClient) -> None:
    assert ask(client, ROUTES, Accept=accept).headers["content-type"].partition(";")[0] == kind


def test_a_short_name_goes_before_what_is_accepted(client: TestClient) -> None:
    answer = client.get("/sparql", params={"query": ROUTES, "format": "csv"}, headers={"Accept": "text/html"})
    assert answer.headers["content-type"].startswith("text/csv")
    assert client.get("/sparql", params={"query": GRAPH, "format": "jsonld"}).json()
    assert client.get("/sparql", params={"query": ROUTES, "format": "word"}).status_code == 400


@pytest.mark.parametrize(
    ("query", "accept"), [(ROUTES, "text/turtle"), (GRAPH, "text/csv"), ("ASK {}", "text/csv"), (ROUTES, "image/png")]
)
def test_a_form_that_there_is_not_is_406_and_says_which_there_are(query: str, accept: str, client: TestClient) -> None:
    answer = ask(client, query, Accept=accept)
    assert answer.status_code == 406
    assert "can be had as" in answer.json()["detail"]


def test_a_mistake_is_told_with_its_place(client: TestClient) -> None:
    answer = client.post("/sparql", content="SELECT ?x\nWHERE { ?x ?y }", headers=DIRECT)
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["title"] == "The query is malformed"
    assert "Line 2, column" in problem["detail"]
    assert problem["errors"][0]["pointer"] == "/query"


def test_a_missing_prefix_is_told_as_such(client: TestClient) -> None:
    assert "not declared" in ask(client, "SELECT * { ?s skos:prefLabel ?o }").json()["detail"]


@pytest.mark.parametrize(
    ("content", "headers", "status"),
    [
        (b"query=ASK%20%7B%7D&query=ASK%20%7B%7D", {"Content-Type": "application/x-www-form-urlencoded"}, 400),
        (b"", {"Content-Type": "application/x-www-form-urlencoded"}, 400),
        (b"query=%FF", {"Content-Type": "application/x-www-form-urlencoded"}, 400),
        (b"query=ASK%20%7B%7D" + b"&a=1" * 500, {"Content-Type": "application/x-www-form-urlencoded"}, 400),
        (b"ASK { \xff }", DIRECT, 400),
        (b"ASK {}", {"Content-Type": "application/sparql-query; charset=UTF-16"}, 415),
        (b"ASK {}", {"Content-Type": "text/plain"}, 415),
        (b"ASK {}", {"Content-Type": "application/sparql-query", "Content-Encoding": "gzip"}, 415),
        (b"CLEAR ALL", {"Content-Type": "application/sparql-update"}, 403),
        (b"update=CLEAR%20ALL", {"Content-Type": "application/x-www-form-urlencoded"}, 403),
        (b"CLEAR ALL", DIRECT, 400),
        (b"INSERT DATA { <a:b> <a:b> <a:b> }", DIRECT, 400),
        (b"ASK {} # " + b"x" * 1_000_000, DIRECT, 413),
    ],
)
def test_a_request_that_is_none_is_refused_with_its_own_status(
    content: bytes, headers: dict[str, str], status: int, client: TestClient
) -> None:
    answer = client.post("/sparql", content=content, headers=headers)
    assert answer.status_code == status
    assert answer.json()["status"] == status


def test_graphs_are_named_by_whole_addresses(client: TestClient) -> None:
    answer = client.get("/sparql", params={"query": "ASK {}", "default-graph-uri": "not an address"})
    assert answer.status_code == 400


def test_nothing_can_be_changed(client: TestClient) -> None:
    before = ask(client, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").text
    for update in ("CLEAR ALL", "INSERT DATA { <a:b> <a:b> <a:b> }", "DROP DEFAULT"):
        assert client.get("/sparql", params={"update": update}).status_code == 403
        assert ask(client, update).status_code == 400
    assert client.put("/sparql?query=ASK%20%7B%7D").status_code == 405
    assert ask(client, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").text == before


def test_the_released_graph_is_the_default_graph_and_a_graph_with_a_name(client: TestClient) -> None:
    numbers = ask(
        client,
        "SELECT ?plain ?named ?g { { SELECT (COUNT(*) AS ?plain) { ?s ?p ?o } }"
        " { SELECT ?g (COUNT(*) AS ?named) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g } }",
    ).json()["results"]["bindings"][0]
    assert int(numbers["plain"]["value"]) == int(numbers["named"]["value"]) > 10_000
    name = numbers["g"]["value"]
    count = {"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "default-graph-uri": name}
    assert (
        client.get("/sparql", params=count).json()["results"]["bindings"][0]["n"]["value"] == numbers["named"]["value"]
    )


def test_an_answer_may_be_kept_until_the_next_release(client: TestClient) -> None:
    first = ask(client, ROUTES)
    tag = first.headers["etag"]
    assert first.headers["cache-control"].startswith("public")
    assert {"accept", "accept-encoding"} <= {name.strip().lower() for name in first.headers["vary"].split(",")}
    again = ask(client, ROUTES, **{"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert ask(client, GRAPH, **{"If-None-Match": tag}).status_code == 200
    assert ask(client, ROUTES, Accept="text/csv", **{"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize("query", ["SELECT (RAND() AS ?r) {}", "SELECT (NOW() AS ?r) {}", "SELECT (uuid() AS ?r) {}"])
def test_what_differs_each_time_is_not_kept(query: str, client: TestClient) -> None:
    answer = ask(client, query)
    assert answer.headers["cache-control"] == "no-store"
    assert "etag" not in answer.headers


def test_an_answer_is_compressed_for_who_accepts_it(client: TestClient) -> None:
    whole = ask(client, "SELECT * { ?s ?p ?o } LIMIT 500", **{"Accept-Encoding": "identity"})
    with client.stream("GET", "/sparql", params={"query": "SELECT * { ?s ?p ?o } LIMIT 500"},
                       headers={"Accept-Encoding": "gzip, br;q=0.5"}) as answer:  # fmt: skip
        assert answer.headers["content-encoding"] == "gzip"
        assert gzip.decompress(b"".join(answer.iter_raw())) == whole.content
    with client.stream("POST", "/sparql", content="SELECT * { ?s ?p ?o } LIMIT 500",
                       headers={"Accept-Encoding": "br", **DIRECT}) as answer:  # fmt: skip
        assert brotli.decompress(b"".join(answer.iter_raw())) == whole.content


def test_a_case_is_never_compressed(client: TestClient) -> None:
    case = {"age": 5, "concerns": [{"problem": "driftbuien"}]}
    answer = client.post("/v1/recommendations", json=case, headers={"Accept-Encoding": "br, gzip"})
    assert "content-encoding" not in answer.headers


def test_any_site_may_ask_without_credentials(client: TestClient) -> None:
    asked = {"Origin": "https://example.org", "Access-Control-Request-Method": "QUERY"}
    beforehand = client.options("/sparql", headers=asked)
    assert beforehand.status_code == 204
    assert "QUERY" in beforehand.headers["access-control-allow-methods"]
    for answer in (ask(client, ROUTES, Origin="https://example.org"), ask(client, "ASK {", Origin="https://a.org")):
        assert answer.headers["access-control-allow-origin"] == "*"
        assert "access-control-allow-credentials" not in answer.headers
        assert "Result-Limit" in answer.headers["access-control-expose-headers"]


def test_head_tells_what_get_would(client: TestClient) -> None:
    head = client.head("/sparql", params={"query": ROUTES})
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == str(len(ask(client, ROUTES, **{"Accept-Encoding": "identity"}).content))


def test_the_description_tells_the_limits(client: TestClient) -> None:
    answer = client.get("/sparql", headers={"Accept": "text/turtle"})
    assert str(Limits().rows) in answer.text
    assert answer.headers["result-limit"] == ask(client, ROUTES).headers["result-limit"] == str(Limits().rows)


def test_a_browser_gets_a_page_that_works_without_scripts(client: TestClient) -> None:
    answer = client.get("/sparql", params={"query": "ASK { <a:b> ?p ?o }"}, headers={"Accept": "text/html,*/*;q=0.8"})
    assert answer.headers["content-type"].startswith("text/html")
    assert '<form action="/sparql"' in answer.text
    assert "ASK { &lt;a:b&gt; ?p ?o }" in answer.text


def test_answers_are_kept_up_to_a_size_and_what_changes_is_not() -> None:
    def question(number: int) -> Question:
        return Question(f"ASK {{}} # {number}", "", "application/sparql-results+json", "")

    kept = Remembered(most=3_000)
    for number in range(3):
        kept.keep(question(number), Reply("answered", b"x" * 900))
    assert kept.get(question(0)) is not None
    kept.keep(question(3), Reply("answered", b"x" * 900))
    assert [kept.get(question(number)) is not None for number in range(4)] == [True, False, True, True]
    kept.keep(question(4), Reply("answered", b"x", changing=True))
    kept.keep(question(5), Reply("too-large"))
    kept.keep(question(6), Reply("answered", b"x" * LARGEST))
    assert [kept.get(question(number)) for number in (4, 5, 6)] == [None, None, None]


def test_a_file_with_a_byte_order_mark_is_a_query(client: TestClient) -> None:
    answer = client.post("/sparql", content=b"\xef\xbb\xbf" + ROUTES.encode(), headers=DIRECT)
    assert codes(answer) == CODES


def test_what_is_accepted_is_told_and_updates_are_not_in_it(client: TestClient) -> None:
    refused = client.post("/sparql", json={})
    assert refused.status_code == 415
    assert refused.headers["accept-post"] == "application/x-www-form-urlencoded, application/sparql-query"
    assert "update" not in refused.json()["detail"]


@pytest.mark.parametrize(
    ("query", "told"),
    [("SELECT *\n{ ?s ?p }", "Line 2, column"), ("ASK {}", "application/sparql-results+json"), ("CLEAR ALL", "update")],
)
def test_who_asks_in_a_browser_is_told_what_is_wrong_and_where(query: str, told: str, client: TestClient) -> None:
    for spoken, title in (("nl", "Dit is niet gelukt"), ("en", "This did not work")):
        asked = {"query": query, "format": "csv", "lang": spoken}
        page = client.get("/sparql", params=asked, headers={"Accept": "text/html,*/*;q=0.8"})
        assert page.status_code in (400, 406)
        assert title in page.text
        assert told in page.text


def test_a_link_as_other_endpoints_make_it_works(client: TestClient) -> None:
    """With a field that is empty, fields that are not known here, and a page as its format."""
    link = {"default-graph-uri": "", "query": ROUTES, "should-sponge": "", "timeout": "0", "debug": "on"}
    assert codes(client.get("/sparql", params=link | {"format": JSON})) == CODES
    for name in ("text/html", "html"):
        page = client.get("/sparql", params=link | {"format": name})
        assert page.headers["content-type"].startswith("text/html")
        assert "?route" in page.text


@pytest.mark.parametrize(("name", "kind"), [("turtle", "text/turtle"), ("json", "application/ld+json"), ("nt", NT)])
def test_the_description_comes_by_short_name_too(name: str, kind: str, client: TestClient) -> None:
    answer = client.get("/sparql", params={"format": name}, headers={"Accept": "text/html"})
    assert answer.headers["content-type"].partition(";")[0] == kind
    assert len(graph_of(answer.content, kind)) > 30
