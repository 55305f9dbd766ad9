"""The pages that show what Kompas knows: complete, in both languages, with address and downloads."""

from __future__ import annotations

from html import unescape
from re import findall

import pytest
from kompas_api.lists import BY_TYPE
from kompas_api.web.browsing import FACETS, SUBJECTS
from kompas_api.web.languages import PATHS
from starlette.testclient import TestClient

HTML = {"Accept": "text/html"}


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", SUBJECTS)
def test_every_page_has_its_linked_data_address_and_downloads_that_work(
    name: str, language: str, client: TestClient
) -> None:
    paths = PATHS["nl" if language == "nl" else "en"]
    answer = client.get(paths[name], headers=HTML)
    assert answer.status_code == 200
    assert answer.headers["content-language"] == language
    assert answer.headers["cache-control"].startswith("public")
    type = SUBJECTS[name][0]
    assert f"https://w3id.org/kompas/id/scheme/{type}" in answer.text
    for address in (f"/doc/scheme/{type}.ttl", f"/doc/scheme/{type}.jsonld", f"/v1/{BY_TYPE[type].name}?pageSize=100"):
        assert address.split("?")[0] in answer.text
        assert client.get(address).status_code == 200
    again = client.get(paths[name], headers={**HTML, "If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("name", ["phases", "problems", "factors"])
def test_a_page_names_everything_of_its_kind(name: str, client: TestClient) -> None:
    type = SUBJECTS[name][0]
    listed = client.get(f"/v1/{BY_TYPE[type].name}", params={"pageSize": 100}).json()["items"]
    page = client.get(PATHS["nl"][name], headers=HTML).text
    assert [one["slug"] for one in listed if f"/doc/{type}/{one['slug']}?" not in page] == []


def test_the_picture_of_growing_up_leads_to_every_phase(client: TestClient) -> None:
    page = client.get(PATHS["nl"]["phases"], headers=HTML).text
    leads = findall(r'<a href="#([^"]+)" aria-label', page)
    assert leads[0] == "voor-de-geboorte"
    assert len(leads) == len(client.get("/v1/age-phases").json()["items"])
    assert all(f'id="{slug}"' in page for slug in leads)


@pytest.mark.parametrize(
    "query",
    [{"age": "5"}, {"problem": "gedragsproblemen"}, {"milieu": "school", "sector": "basiszorg"}, {"q": "triple"}],
)
def test_the_facets_find_what_the_api_finds(query: dict[str, str], client: TestClient) -> None:
    page = client.get(PATHS["nl"]["interventions"], params={**query, "audience": ""}, headers=HTML).text
    found = client.get("/v1/interventions", params=query).json()
    assert found["total"] > 0
    assert f"<h2>{found['total']} interventie" in page
    shown = findall(r'item__title"><a href="/doc/intervention/([^?]+)\?', page)
    assert shown[:10] == [one["slug"] for one in found["items"]][:10]


def test_the_pages_of_a_list_keep_what_was_asked(client: TestClient) -> None:
    page = unescape(client.get(PATHS["nl"]["interventions"], params={"age": "5", "page": "2"}, headers=HTML).text)
    assert 'href="?age=5&page=1"' in page
    assert 'value="5"' in page


@pytest.mark.parametrize("key", ["age", *FACETS])
def test_what_is_asked_wrongly_is_told_at_its_field_and_stays(key: str, client: TestClient) -> None:
    answer = client.get(PATHS["en"]["interventions"], params={key: "zzzz", "q": "oud"}, headers=HTML)
    assert answer.status_code == 400
    assert f'id="{key}-fault" role="alert"' in answer.text
    assert answer.text.count('aria-invalid="true"') == 1
    assert 'value="oud"' in answer.text
    assert "zzzz" in answer.text


def test_the_matrix_has_a_dot_exactly_where_a_programme_has_the_element(client: TestClient) -> None:
    page = client.get(PATHS["nl"]["elements"], params={"problem": "gedragsproblemen"}, headers=HTML).text
    rows = findall(r'<tr><th scope="row"><a href="/doc/kernel-element/([^?]+)\?.*?</tr>', page)
    assert rows
    dots = page.count("matrix__dot")
    expected = sum(len(client.get(f"/v1/kernel-elements/{slug}").json()["facets"]["intervention"]) for slug in rows)
    assert dots == expected


def test_a_problem_that_does_not_exist_is_told(client: TestClient) -> None:
    answer = client.get(PATHS["nl"]["elements"], params={"problem": "onzin"}, headers=HTML)
    assert "Kompas kent “onzin” niet." in answer.text


def test_every_page_leads_to_the_knowledge(client: TestClient) -> None:
    for path in ("/", "/over", "/kaarten", "/doc/problem/driftbuien"):
        assert f'href="{PATHS["nl"]["knowledge"]}"' in client.get(path, headers={**HTML, "Accept-Language": "nl"}).text


@pytest.mark.parametrize(
    ("thing", "shown"), [("source/essay-effectievere-jeugdhulp", "Geschreven in"), ("intervention/pmto", "Opmerking")]
)
def test_what_a_standard_vocabulary_names_has_a_dutch_name_on_a_dutch_page(
    thing: str, shown: str, client: TestClient
) -> None:
    text = client.get(f"/doc/{thing}", headers={"Accept": "text/html", "Accept-Language": "nl"}).text
    assert f"<dt>{shown}</dt>" in text
    assert "<dt>Language</dt>" not in text
    assert "<dt>Note</dt>" not in text
