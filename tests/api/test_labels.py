"""The label service: names by address and by letters, above and below, in both languages, and quickly."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient

from kompas.knowledge import released
from kompas.namespaces import SKOS

ID = "https://w3id.org/kompas/id/"


def items(client: TestClient, **asked: Any) -> list[dict[str, Any]]:
    answer = client.get("/v1/labels", params=asked)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("drift", "problem/driftbuien"),
        ("DRIFTBUIEN", "problem/driftbuien"),
        ("temper tan", "problem/driftbuien"),
        ("tantr", "problem/driftbuien"),
        ("driftbuein", "problem/driftbuien"),
    ],
)
def test_a_thing_is_found_by_the_letters_of_its_names(typed: str, first: str, client: TestClient) -> None:
    found = items(client, q=typed, type="problem")
    assert found[0]["iri"] == f"{ID}{first}"
    assert found[0]["labels"] == {"nl": "Driftbuien", "en": "Temper tantrums"}
    assert found[0]["match"]


def test_names_that_begin_so_go_before_names_of_which_a_word_does(client: TestClient) -> None:
    matches = [item["match"].casefold().startswith("angst") for item in items(client, q="angst", limit=30)]
    assert matches == sorted(matches, reverse=True)
    assert matches[0]


def test_only_things_of_the_kinds_that_are_asked_for_are_found(client: TestClient) -> None:
    assert {item["type"] for item in items(client, q="a", type=["problem", "source"], limit=100)} <= {
        "problem",
        "source",
    }
    assert items(client, q="kernelelement", type="term")


def test_the_sentences_of_cases_of_rules_bury_nothing_and_are_found_by_who_asks(client: TestClient) -> None:
    assert "rule-case" not in {item["type"] for item in items(client, q="een", limit=100)}
    found = items(client, q="een lichte zorg", type="rule-case")
    assert {item["type"] for item in found} == {"rule-case"}
    assert items(client, iri=found[0]["iri"])[0]["labels"]["en"]


def test_names_are_looked_up_by_address_in_one_call(client: TestClient) -> None:
    problems = [node.value for node in released().members("Problem")][:90]
    found = items(client, iri=[*problems, "https://example.org/nothing"], lang="en")
    assert [item["iri"] for item in found] == problems
    assert all(item["label"] == item["labels"]["en"] for item in found)


@pytest.mark.parametrize("spoken", ["nl", "en"])
def test_what_is_above_and_below_comes_in_one_call(spoken: str, client: TestClient) -> None:
    group = f"{ID}problem/gedragsproblemen"
    answer = client.get("/v1/hierarchy", params={"iri": group, "lang": spoken}).json()
    below = {item["iri"] for item in answer["narrower"]}
    rows = released().store.query(f"SELECT ?below {{ ?below <{SKOS}broader> <{group}> }}")
    assert below == {row["below"].value for row in rows}  # type: ignore[union-attr]
    one = client.get("/v1/hierarchy", params={"iri": min(below), "lang": spoken}).json()
    assert group in {item["iri"] for item in one["broader"]}
    assert one["concept"]["label"] == one["concept"]["labels"][spoken]


@pytest.mark.parametrize(
    ("path", "asked", "status"),
    [
        ("/v1/labels", {}, 400),
        ("/v1/labels", {"q": "a", "iri": f"{ID}problem/angst"}, 400),
        ("/v1/labels", {"q": "a" * 201}, 400),
        ("/v1/labels", {"q": "a", "limit": "0"}, 400),
        ("/v1/labels", {"q": "a", "type": "thing"}, 400),
        ("/v1/labels", {"q": "a", "colour": "red"}, 400),
        ("/v1/labels", {"iri": ["x"] * 101}, 400),
        ("/v1/hierarchy", {}, 400),
        ("/v1/hierarchy", {"iri": "https://example.org/"}, 404),
    ],
)
def test_what_cannot_be_asked_is_told(path: str, asked: dict[str, Any], status: int, client: TestClient) -> None:
    answer = client.get(path, params=asked)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


def test_nothing_is_found_for_nonsense_or_marks_alone(client: TestClient) -> None:
    assert items(client, q="qzxwvq jjkkqq") == []
    assert items(client, q="?!") == []


def test_above_and_below_are_asked_of_one_thing(client: TestClient) -> None:
    for asked in ({}, {"iri": [f"{ID}problem/angst", f"{ID}problem/driftbuien"]}):
        answer = client.get("/v1/hierarchy", params=asked)
        assert answer.status_code == 400
        assert answer.json()["errors"][0]["pointer"] == "/query/iri"
    assert client.get("/v1/hierarchy", params={"iri": f"{ID}problem/nothing"}).status_code == 404
