"""The lists: search with other words, narrowing down, paging, languages and caching."""

from __future__ import annotations

from typing import Any

import pytest
from kompas_api.lists import BY_TYPE, COLLECTIONS, Collection
from starlette.testclient import TestClient

from kompas.knowledge import released
from kompas.namespaces import TYPES

NOT_LISTED = {"scheme"}


def slugs(page: dict[str, Any]) -> list[str]:
    return [item["slug"] for item in page["items"]]


def test_every_type_of_thing_has_a_list() -> None:
    assert BY_TYPE.keys() == set(TYPES) - NOT_LISTED


@pytest.mark.parametrize("collection", COLLECTIONS, ids=lambda collection: collection.name)
def test_every_list_has_entries_with_labels_in_both_languages(collection: Collection, client: TestClient) -> None:
    for spoken in ("nl", "en"):
        answer = client.get(f"/v1/{collection.name}", params={"lang": spoken, "pageSize": 100})
        assert answer.status_code == 200
        assert answer.headers["content-language"] == spoken
        page = answer.json()
        assert page["total"] > 0
        assert all(item["label"] and item["iri"].endswith(item["slug"]) for item in page["items"])
        assert page["facets"].keys() == {facet.key for facet in collection.facets}


@pytest.mark.parametrize("collection", COLLECTIONS, ids=lambda collection: collection.name)
def test_every_facet_divides_something_and_narrows_down(collection: Collection, client: TestClient) -> None:
    page = client.get(f"/v1/{collection.name}").json()
    for facet in collection.facets:
        counts = page["facets"][facet.key]
        assert counts, facet.key
        first = counts[0]
        narrowed = client.get(f"/v1/{collection.name}", params={facet.key: first["value"], "pageSize": 1}).json()
        assert first["count"] <= narrowed["total"] <= page["total"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [("driftbuien", "driftbuien"), ("boos", "driftbuien"), ("TEMPER tantrums", "driftbuien"), ("gamen", "gamen")],
)
def test_search_finds_by_label_and_by_other_words(words: str, expected: str, client: TestClient) -> None:
    assert any(expected in slug for slug in slugs(client.get("/v1/problems", params={"q": words}).json()))


def test_search_forgives_a_slip(client: TestClient) -> None:
    assert "driftbuien" in slugs(client.get("/v1/problems", params={"q": "drifbuien"}).json())


def test_search_finds_nothing_for_what_is_nothing(client: TestClient) -> None:
    assert client.get("/v1/problems", params={"q": "qqqq"}).json()["total"] == 0


def test_a_group_of_problems_stands_for_all_in_it(client: TestClient) -> None:
    group, one = (
        client.get("/v1/interventions", params={"problem": slug}).json()["total"]
        for slug in ("gedragsproblemen", "driftbuien")
    )
    assert group > one


def test_ages_outside_the_range_of_a_programme_leave_it_out(client: TestClient) -> None:
    for age in (0, 5, 17):
        page = client.get("/v1/interventions", params={"age": age, "pageSize": 100}).json()
        assert page["total"] > 0
        assert all(item.get("min_age", age) <= age <= item.get("max_age", age) for item in page["items"])


def test_two_facets_both_hold_and_two_values_of_one_are_a_choice(client: TestClient) -> None:
    def total(**chosen: object) -> int:
        return int(client.get("/v1/interventions", params=chosen).json()["total"])  # type: ignore[arg-type]

    group, both = total(format="group"), total(format=["group", "individual"])
    assert group <= both
    assert total(format="group", audience="parents") <= group


def test_pages_together_are_the_whole_list(client: TestClient) -> None:
    path, seen = "/v1/problems?pageSize=25", []
    while path:
        page = client.get(path).json()
        assert page["links"]["self"]
        seen += slugs(page)
        path = page["links"].get("next", "")
    assert len(seen) == len(set(seen)) == page["total"]
    assert client.get(page["links"]["last"]).json()["page"] == page["page"]
    assert client.get("/v1/problems?page=999").json()["items"] == []


def test_a_concept_tells_everything_with_its_source(client: TestClient) -> None:
    found = client.get("/v1/problems/driftbuien", params={"lang": "en"}).json()
    assert found["label"] == "Temper tantrums"
    assert "dcterms:source" in found["properties"]
    assert client.get(found["links"]["doc"]).status_code == 200


@pytest.mark.parametrize(
    ("header", "expected"),
    [("en", "en"), ("en-GB,nl;q=0.5", "en"), ("nl;q=0.1, en;q=0.9", "en"), ("fr", "nl"), ("", "nl")],
)
def test_the_language_is_what_the_reader_prefers(header: str, expected: str, client: TestClient) -> None:
    answer = client.get("/v1/routes", headers={"Accept-Language": header})
    assert answer.headers["content-language"] == expected


def test_what_a_cache_holds_is_confirmed_until_the_next_release(client: TestClient) -> None:
    first = client.get("/v1/problems", headers={"Accept-Language": "nl"})
    assert released().digest in first.headers["etag"]
    assert "public" in first.headers["cache-control"]
    again = client.get("/v1/problems", headers={"If-None-Match": first.headers["etag"], "Accept-Language": "nl"})
    assert again.status_code == 304
    assert again.content == b""
    english = client.get("/v1/problems", headers={"If-None-Match": first.headers["etag"], "Accept-Language": "en"})
    assert english.status_code == 200
    assert "accept-language" in english.headers["vary"].lower()


@pytest.mark.parametrize(
    ("query", "pointers"),
    [
        ("colour=blue", {"/query/colour"}),
        ("page=0&pageSize=101", {"/query/page", "/query/pageSize"}),
        ("page=two", {"/query/page"}),
        ("lang=fr", {"/query/lang"}),
        ("normalIn=nergens&group=niets", {"/query/normalIn", "/query/group"}),
    ],
)
def test_a_query_that_is_not_right_says_where(query: str, pointers: set[str], client: TestClient) -> None:
    answer = client.get(f"/v1/problems?{query}")
    assert answer.status_code == 400
    assert {entry["pointer"] for entry in answer.json()["errors"]} == pointers
