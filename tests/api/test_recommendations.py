"""A case in any of the formats, a recommendation in any of the formats, and nothing of it kept."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from kompas_api.routes.recommendations import CASE_FORMATS, RECOMMENDATION_FORMATS
from rdflib import Graph
from starlette.testclient import TestClient

from kompas.case import case_from_mapping
from kompas.consultation import consult
from kompas.knowledge import released
from kompas.vocabulary import Vocabulary
from tests.api.graphs import graph_of

PATH = "/v1/recommendations"
CASE: dict[str, Any] = {
    "age": 5,
    "concerns": [
        {
            "problem": "driftbuien",
            "duration_months": 4,
            "frequency": "daily",
            "settings": ["home", "school"],
            "consequences": "some",
        }
    ],
    "family": {"risk_factors": []},
}
YAML = """
age: 5
concerns:
  - {problem: driftbuien, duration_months: 4, frequency: daily, settings: [home, school], consequences: some}
family: {risk_factors: []}
"""
TURTLE = """
@prefix kompas: <https://w3id.org/kompas/ontology#> .
@prefix problem: <https://w3id.org/kompas/id/problem/> .
@prefix milieu: <https://w3id.org/kompas/id/milieu/> .
<urn:kompas:case> a kompas:Case ; kompas:age 5.0 ; kompas:riskFactorsKnown true ; kompas:hasConcern [
    a kompas:Concern ; kompas:aboutProblem problem:driftbuien ; kompas:durationMonths 4.0 ;
    kompas:frequency kompas:Daily ; kompas:inSetting milieu:thuis, milieu:school ;
    kompas:consequences kompas:SomeConsequences ] .
"""


def as_json_ld() -> str:
    return Graph().parse(data=TURTLE, format="turtle").serialize(format="json-ld")


BODIES = {
    "application/json": json.dumps(CASE),
    "application/yaml": YAML,
    "text/turtle": TURTLE,
    "application/ld+json": as_json_ld(),
}


def test_the_bodies_cover_every_format() -> None:
    assert BODIES.keys() == CASE_FORMATS.keys()


@pytest.mark.parametrize("kind", BODIES)
def test_a_case_in_any_format_gets_the_same_recommendation_as_the_library_gives(kind: str, client: TestClient) -> None:
    expected = consult(case_from_mapping(CASE, Vocabulary(released())))
    answer = client.post(PATH, content=BODIES[kind].encode(), headers={"Content-Type": kind})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.text == expected.to_json()


@pytest.mark.parametrize("kind", RECOMMENDATION_FORMATS)
def test_a_recommendation_comes_in_the_form_that_is_accepted(kind: str, client: TestClient) -> None:
    answer = client.post(PATH, json=CASE, headers={"Accept": kind})
    assert answer.status_code == 200
    assert answer.headers["content-type"].split(";")[0] == kind
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-language"] == "nl"
    opening = {"application/pdf": b"%PDF", "text/html": b"<!doctype html>"}.get(kind, b"")
    assert answer.content.lower().startswith(opening.lower())


@pytest.mark.parametrize("kind", ["text/turtle", "application/ld+json"])
def test_the_graph_of_a_recommendation_says_what_follows_from_the_case(kind: str, client: TestClient) -> None:
    graph = graph_of(client.post(PATH, json=CASE, headers={"Accept": kind}).content, kind)
    asked = "ASK { ?argument a <https://w3id.org/kompas/ontology#Argument> }"
    assert graph.query(asked).askAnswer


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("", "application/json"),
        ("*/*", "application/json"),
        ("text/*", "text/turtle"),
        ("text/html, application/json;q=0.9", "text/html"),
        ("text/html;q=0.1, application/pdf;q=0.2", "application/pdf"),
        ("text/html;q=0, text/*", "text/turtle"),
        ("image/png, */*;q=0.1", "application/json"),
    ],
)
def test_what_is_wanted_most_wins(accept: str, kind: str, client: TestClient) -> None:
    answer = client.post(PATH, json=CASE, headers={"Accept": accept})
    assert answer.headers["content-type"].split(";")[0] == kind


def test_the_language_of_the_case_is_the_language_of_the_answer(client: TestClient) -> None:
    dutch, english = (client.post(PATH, json=CASE | {"language": spoken}) for spoken in ("nl", "en"))
    assert (dutch.headers["content-language"], english.headers["content-language"]) == ("nl", "en")
    assert dutch.json()["route"] == english.json()["route"]
    assert dutch.json()["summary"] != english.json()["summary"]


def test_every_example_case_is_answered(client: TestClient) -> None:
    examples = sorted((Path(__file__).parents[2] / "data" / "cases").glob("*.yaml"))
    assert len(examples) >= 3
    for example in examples:
        answer = client.post(PATH, content=example.read_bytes(), headers={"Content-Type": "application/yaml"})
        assert answer.status_code == 200, example.name


@pytest.mark.parametrize("name", ["application/x-yaml", "text/yaml", "text/x-yaml; charset=utf-8"])
def test_yaml_may_be_called_by_its_older_names(client: TestClient, name: str) -> None:
    answer = client.post(PATH, content=YAML, headers={"Content-Type": name})
    assert answer.status_code == 200
    assert answer.json() == client.post(PATH, json=CASE).json()


def test_nothing_of_a_case_goes_into_the_address(client: TestClient) -> None:
    refused = client.post(f"{PATH}?lang=en&age=5", json=CASE)
    assert refused.status_code == 400
    assert [error["pointer"] for error in refused.json()["errors"]] == ["/query/lang", "/query/age"]


def test_an_empty_body_is_told_as_such(client: TestClient) -> None:
    refused = client.post(PATH, content=b"", headers={"Content-Type": "application/json"})
    assert (refused.status_code, refused.json()["detail"]) == (400, "Cannot read the input: it is empty. Give a case.")
