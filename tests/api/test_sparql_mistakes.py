"""A query that cannot be read: what is wrong is told at its place, with the nearest that would be right."""

from __future__ import annotations

import pytest
from kompas_api.sparql.mistakes import LONGEST, mistake
from pyoxigraph import Store
from starlette.testclient import TestClient


def told(query: str) -> tuple[str, int, int]:
    with pytest.raises(SyntaxError) as refused:
        Store().query(query)
    found = mistake(query, str(refused.value))
    return found.said, found.place["line"], found.place["column"]


@pytest.mark.parametrize(
    ("query", "words", "place"),
    [
        ("SELECT * {\n  ?s ?p ?o FILTER(?o = 1 }", "the “(” here is not closed before the next “}”", (2, 18)),
        ("SELECT ?s { ?s ?p ?o", "the “{” here is not closed", (1, 11)),
        ("SELECT ?s { ?s ?p ?o }}", "“}” closes nothing here", (1, 23)),
        ('SELECT ?s { ?s ?p "angst }', "a text starts here that is not closed on its line", (1, 19)),
        ("ASK { ?s a kompas:Problem }", "put PREFIX kompas: <https://w3id.org/kompas/ontology#> at the top", (1, 12)),
        ("PREFIX a: <a:> ASK { ?s a:b b:c }", "the prefix “b:” is not declared; put its PREFIX line", (1, 29)),
        ("ASK { ?s <http://a b> ?o }", "this address has a character that addresses do not have", (1, 10)),
        ("ASK { ?s ?p ?o FILTER NOT EXIST { ?s ?p ?o } }", "“EXIST” is no word of SPARQL; is EXISTS meant?", (1, 27)),
        ("SELEC ?s { ?s ?p ?o }", "is SELECT meant?", (1, 1)),
        ("SELECT ?s (COUNT(?o) AS ?n) { ?s ?p ?o }", "neither grouped by nor added up", (1, 41)),
        ("SELECT * { ?s ?p ?o } GROUP BY ?s", "SELECT * does not go with GROUP BY", (1, 34)),
        ("SELECT (1 AS ?x) (2 AS ?x) {}", "the SELECT has a variable twice", (1, 30)),
        ("SELECT ?s { ?s ?p ?o } ORDER ?s", "expected BY", (1, 32)),
        ("", "it cannot be read on from here", (1, 1)),
    ],
)
def test_what_is_wrong_is_told_at_its_place(query: str, words: str, place: tuple[int, int]) -> None:
    said, *at = told(query)
    assert words in said
    assert tuple(at) == place
    assert "\\u{" not in said
    assert "[_]" not in said


def test_what_the_parser_says_is_told_with_it() -> None:
    assert "(the parser stopped at line 1, column 21: expected “,” or “.” or “;”" in told("SELECT ?s { ?s ?p ?o")[0]


def test_a_query_that_is_very_long_is_not_looked_at_twice() -> None:
    found = mistake("ASK { " + "-" * LONGEST, "error at 1:20000: expected [_]")
    assert dict(found.place) == {"line": 1, "column": 20000}


def test_what_another_store_says_is_told_as_it_is() -> None:
    assert mistake("ASK {}", "Parse error: unexpected token").said == "Parse error: unexpected token"


def test_the_endpoint_tells_it_in_a_problem_document(client: TestClient) -> None:
    unknown = client.get("/sparql", params={"query": "SELEC ?s { ?s ?p ?o }"})
    assert (unknown.status_code, "is SELECT meant?" in unknown.json()["detail"]) == (400, True)
    answer = client.get("/sparql", params={"query": "SELECT ?s { ?s ?p ?o"})
    assert answer.status_code == 400
    assert answer.json()["detail"].startswith(
        "This is not readable as SPARQL. Line 1, column 11: the “{” here is not closed"
    )
