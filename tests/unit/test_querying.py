"""Questions to the knowledge graph, in each form of answer."""

from __future__ import annotations

import json

import pytest

from kompas.errors import InvalidValue, MalformedInput
from kompas.knowledge import released
from kompas.querying import ask

LABEL = "SELECT ?label WHERE { <https://w3id.org/kompas/id/problem/driftbuien> skos:prefLabel ?label } ORDER BY ?label"
GRAPH = "CONSTRUCT { ?p skos:prefLabel ?label } WHERE { ?p a kompas:Problem ; skos:prefLabel ?label }"


def test_rows_as_table_json_and_csv_hold_the_same() -> None:
    table, told, csv = (ask(LABEL, released(), format) for format in ("table", "json", "csv"))
    rows = [binding["label"]["value"] for binding in json.loads(told)["results"]["bindings"]]
    assert "Driftbuien" in rows
    assert csv.splitlines()[1:] == rows
    assert [line.strip() for line in table.splitlines()[2:-1]] == rows
    assert table.splitlines()[-1] == f"({len(rows)} rows)"


def test_a_question_of_yes_or_no_is_answered_so() -> None:
    assert ask("ASK { ?p a kompas:Problem }", released(), "table") == "true\n"
    assert json.loads(ask("ASK { ?p a kompas:Nothing }", released(), "json"))["boolean"] is False


def test_a_graph_is_written_as_turtle() -> None:
    assert '"Driftbuien"@nl' in ask(GRAPH, released(), "turtle")


@pytest.mark.parametrize(("query", "format"), [(LABEL, "turtle"), (GRAPH, "csv"), (GRAPH, "json")])
def test_an_answer_that_cannot_be_written_so_is_refused(query: str, format: str) -> None:
    with pytest.raises(InvalidValue, match="cannot be written"):
        ask(query, released(), format)


@pytest.mark.parametrize("query", ["SELECT", "SELECT ?x { ?x nope:y 1 }", "SELECT ?x { ?x rdfs:label 'INSERT' "])
def test_what_is_no_query_is_refused_with_the_place(query: str) -> None:
    with pytest.raises(MalformedInput, match="SPARQL"):
        ask(query, released(), "table")


@pytest.mark.parametrize(
    "query",
    [
        "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
        "# change\nPREFIX a: <urn:a>\nDELETE WHERE { ?s ?p ?o }",
        "base <urn:b> drop all",
    ],
)
def test_what_would_change_the_knowledge_is_refused_by_name(query: str) -> None:
    with pytest.raises(InvalidValue, match=r"(INSERT|DELETE|DROP) would change it"):
        ask(query, released(), "table")


@pytest.mark.parametrize(
    "query",
    [
        "ASK { SERVICE <https://example.org/sparql> { ?s ?p ?o } }",
        "ASK { service silent ?where { ?s ?p ?o } }",
        'ASK { ?s ?p ?o FILTER(?o <"x> ") SERVICE <https://example.org/sparql> { ?s ?p "y" } }',
        "ASK { # a remark\n SERVICE <https://example.org/#x> { ?s ?p ?o } }",
    ],
)
def test_no_other_endpoint_is_asked(query: str) -> None:
    with pytest.raises(InvalidValue, match="SERVICE"):
        ask(query, released(), "table")


def test_the_word_service_in_a_text_or_an_address_is_no_service() -> None:
    assert ask('ASK { ?s ?p "SERVICE <x>" }', released(), "table") == "false\n"
    assert ask("ASK { ?s ?p <https://example.org/SERVICE/x> }", released(), "table") == "false\n"
