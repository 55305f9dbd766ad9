"""What every response carries, and who may read it."""

from __future__ import annotations

from re import findall

import pytest
from kompas_api.settings import API_VERSION
from starlette.testclient import TestClient

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


@pytest.mark.parametrize("path", ["/v1/problems", "/doc/problem/driftbuien", "/"])
def test_head_is_get_without_a_body(path: str, client: TestClient) -> None:
    whole, head = client.get(path), client.head(path)
    assert head.status_code == 200
    assert head.content == b""
    assert head.headers["content-type"] == whole.headers["content-type"]
    assert head.headers.get("etag") == whole.headers.get("etag")
