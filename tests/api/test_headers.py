"""What every response carries, and who may read it."""

from __future__ import annotations

from re import findall

import pytest
from kompas_api.app import create_app
from kompas_api.describing import triples_about
from kompas_api.settings import API_VERSION, Settings
from starlette.testclient import TestClient

from kompas import resources
from kompas.knowledge.graph import read_release
from kompas.namespaces import thing

ANYWHERE = ["/", "/en/", "/over", "/v1", "/v1/problems", "/v1/openapi.json", "/v1/docs", "/doc/problem/driftbuien",
            "/id/problem/driftbuien", "/health/live", "/metrics", "/static/kompas.css", "/nothing"]  # fmt: skip


@pytest.mark.parametrize("path", ANYWHERE)
def test_every_response_has_version_and_security_headers(path: str, client: TestClient) -> None:
    headers = client.get(path, follow_redirects=False).headers
    assert headers["api-version"] == API_VERSION
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["strict-transport-security"].startswith("max-age=")
    assert "cache-control" in headers
    policy = headers["content-security-policy"]
    assert "frame-ancestors 'none'" in policy
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "set-cookie" not in headers


@pytest.mark.parametrize("path", ["/", "/over", "/v1/docs", "/doc/problem/driftbuien"])
def test_pages_hold_no_scripts_and_no_styles_of_their_own(path: str, client: TestClient) -> None:
    text = client.get(path, headers={"Accept": "text/html"}).text
    assert all(tag.startswith('<script src="/static/') for tag in findall(r"<script[^>]*>", text))
    assert "</script>" not in text.replace(" defer></script>", "")
    assert "<style" not in text
    assert " style=" not in text
    assert " onclick=" not in text


@pytest.mark.parametrize(
    "path", ["/v1", "/v1/problems", "/v1/openapi.json", "/v1/nothing", "/doc/problem/driftbuien.ttl"]
)
def test_public_knowledge_may_be_read_from_any_site_without_credentials(path: str, client: TestClient) -> None:
    headers = client.get(path, headers={"Origin": "https://example.org"}).headers
    assert headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in headers


@pytest.mark.parametrize("path", ["/", "/over", "/metrics"])
def test_pages_may_not_be_read_from_other_sites(path: str, client: TestClient) -> None:
    assert "access-control-allow-origin" not in client.get(path, headers={"Origin": "https://example.org"}).headers


def test_a_browser_may_ask_beforehand_whether_it_can_post_a_case(client: TestClient) -> None:
    asked = {
        "Origin": "https://example.org",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    answer = client.options("/v1/recommendations", headers=asked)
    assert answer.status_code == 204
    assert "POST" in answer.headers["access-control-allow-methods"]
    assert "content-type" in answer.headers["access-control-allow-headers"].lower()


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/sparql", "GET, HEAD, OPTIONS, POST, QUERY"),
        ("/catalog", "GET, HEAD, OPTIONS"),
        ("/graphs?default", "GET, HEAD, OPTIONS"),
        ("/v1/recommendations", "OPTIONS, POST"),
    ],
)
def test_an_address_tells_its_methods(path: str, allowed: str, client: TestClient) -> None:
    told = client.options(path)
    assert (told.status_code, told.headers["allow"]) == (204, allowed)
    refused = client.delete(path)
    assert (refused.status_code, refused.headers["allow"]) == (405, allowed)
    assert client.options("/v1/nothing").status_code == 204


def test_a_browser_may_ask_for_a_part_of_a_file_and_send_a_query_from_another_site(client: TestClient) -> None:
    asked = {"Origin": "https://example.org", "Access-Control-Request-Method": "QUERY",
             "Access-Control-Request-Headers": "content-type, range, x-requested-with"}  # fmt: skip
    headers = client.options("/sparql", headers=asked).headers
    assert "QUERY" in headers["access-control-allow-methods"]
    named = {name.strip() for name in headers["access-control-allow-headers"].lower().split(",")}
    assert {"content-type", "range", "*"} <= named
    shown = client.get("/catalog.html", headers={"Origin": "https://example.org"}).headers
    assert {"content-range", "etag", "link"} <= {
        name.strip() for name in shown["access-control-expose-headers"].lower().split(",")
    }


@pytest.mark.parametrize("path", ["/v1/problems", "/doc/problem/driftbuien", "/"])
def test_head_is_get_without_a_body(path: str, client: TestClient) -> None:
    whole, head = client.get(path), client.head(path)
    assert head.status_code == 200
    assert head.content == b""
    assert head.headers["content-type"] == whole.headers["content-type"]
    assert head.headers.get("etag") == whole.headers.get("etag")


KEPT = ["/sparql", "/sparql?query=ASK%7B%7D", "/doc/problem/driftbuien", "/doc/problem/driftbuien.ttl", "/v1/problems",
        "/.well-known/void", "/queries", "/queries/is-erkend", "/release/current", "/ontology/evidence",
        "/changes.atom"]  # fmt: skip


def settled(client: TestClient, path: str) -> str:
    return client.get(path, follow_redirects=False).headers.get("location", path)


@pytest.mark.parametrize("coding", ["identity", "gzip", "br"])
@pytest.mark.parametrize("path", KEPT)
def test_who_has_an_answer_gets_no_second_one_and_the_same_headers(path: str, coding: str, client: TestClient) -> None:
    address, asked = settled(client, path), {"Accept-Encoding": coding}
    first = client.get(address, headers=asked)
    for known in (
        first.headers["etag"],
        first.headers["etag"].removeprefix("W/"),
        f'"x", {first.headers["etag"]}',
        "*",
    ):
        again = client.get(address, headers={**asked, "If-None-Match": known})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == first.headers["etag"]
        named = [{part.strip() for part in one.headers["vary"].split(",")} for one in (first, again)]
        assert named[0] == named[1]
    assert client.get(address, headers={**asked, "If-None-Match": '"x"'}).status_code == 200


def test_what_is_known_of_an_answer_does_not_outlive_a_change_of_settings() -> None:
    tags = set()
    for name in ("One", "Another"):
        with TestClient(create_app(Settings(publisher_name=name))) as client:
            tags.add(client.get("/catalog", headers={"Accept": "text/html"}).headers["etag"])
    assert len(tags) == 2


def test_a_list_may_come_in_several_lines(client: TestClient) -> None:
    lines = [("Accept", "text/html;q=0.1"), ("Accept", "text/turtle"), ("Accept-Language", "nl;q=0.1"),
             ("Accept-Language", "en")]  # fmt: skip
    assert client.get("/doc/problem/driftbuien", headers=lines).headers["content-type"].startswith("text/turtle")
    assert client.get("/doc/problem/driftbuien.html", headers=lines).headers["content-language"] == "en"
    tag = client.get("/v1/problems").headers["etag"]
    known = [("If-None-Match", '"x"'), ("If-None-Match", tag)]
    assert client.get("/v1/problems", headers=known).status_code == 304


def test_every_process_describes_things_in_the_same_words() -> None:
    texts = []
    for _ in range(2):
        with TestClient(create_app(Settings()), base_url="http://kompas.test") as client:
            texts.append(
                [
                    client.get(path).text
                    for path in ("/sparql", "/release/current.ttl", "/ontology/evidence.ttl", "/queries/is-erkend.ttl")
                ]
            )
    assert texts[0] == texts[1]
    read = [read_release(resources.release()) for _ in range(2)]
    rules = [triples_about(knowledge, thing("rule", "licht-en-normaal")) for knowledge in read]
    assert rules[0] == rules[1]
