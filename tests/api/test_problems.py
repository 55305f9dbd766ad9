"""Every error is a problem document: what, where, all of it at once, and nothing that identifies."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator

import pytest
from kompas_api.app import create_app
from kompas_api.settings import Settings
from kompas_api.worker import Worker
from starlette.testclient import TestClient

from kompas.case import Case
from kompas.consultation import Answer
from kompas.errors import ResourceMissing
from kompas.knowledge import Knowledge

PATH = "/v1/recommendations"
GOOD = {"age": 5, "concerns": [{"problem": "driftbuien"}]}


class Broken:
    """A consultant with a defect whose message quotes the case."""

    def answer(self, case: Case) -> Answer:
        raise RuntimeError(f"cannot cope with {case.goals}")

    sketch = answer


@pytest.fixture
def broken() -> TestClient:
    return TestClient(create_app(Settings(), Worker(Broken())), raise_server_exceptions=False)


def check(answer: object, status: int) -> dict[str, object]:
    assert answer.status_code == status  # type: ignore[attr-defined]
    assert answer.headers["content-type"] == "application/problem+json"  # type: ignore[attr-defined]
    assert answer.headers["cache-control"] == "no-store"  # type: ignore[attr-defined]
    problem: dict[str, object] = answer.json()  # type: ignore[attr-defined]
    assert problem["status"] == status
    assert problem["title"]
    assert problem["detail"]
    return problem


def test_all_that_is_wrong_is_told_at_once_with_pointers(client: TestClient) -> None:
    case = {
        "age": 99,
        "concerns": [{"problem": "driftbuij", "frequency": "hourly"}],
        "family": {"risk_factors": ["schulde"]},
        "colour": "blue",
    }
    problem = check(client.post(PATH, json=case), 400)
    errors = {entry["pointer"]: entry for entry in problem["errors"]}  # type: ignore[attr-defined]
    assert errors.keys() == {
        "/age",
        "/concerns/0/problem",
        "/concerns/0/frequency",
        "/family/risk_factors/0",
        "/colour",
    }
    assert "driftbuien" in str(errors["/concerns/0/problem"]["nearest"])
    assert all(entry["detail"].endswith((".", "?")) for entry in errors.values())


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", b"{"),
        ("application/json", b""),
        ("application/json", b"[]"),
        ("application/json", b"\xff\xfe"),
        ("application/json", b'{"age": 5, "age": 6}'),
        ("application/yaml", b"age: [5"),
        ("text/turtle", b"<urn:kompas:case> a"),
        ("application/ld+json", b'{"@context": 5}'),
    ],
)
def test_what_cannot_be_read_is_a_bad_request(kind: str, body: bytes, client: TestClient) -> None:
    check(client.post(PATH, content=body, headers={"Content-Type": kind}), 400)


@pytest.mark.parametrize(
    "secret", [{"name": "Roos Jansen"}, {"bsn": "111222333"}, {"goals": ["mail naar roos@voorbeeld.nl"]}]
)
def test_identifying_data_are_refused_and_never_repeated(secret: dict[str, object], client: TestClient) -> None:
    answer = client.post(PATH, json=GOOD | secret)
    problem = check(answer, 400)
    assert "anonymous" in json.dumps(problem)
    for value in ("Roos", "111222333", "voorbeeld"):
        assert value not in answer.text


def test_a_method_that_is_not_there_is_405_and_says_which_are(client: TestClient) -> None:
    answer = client.get(PATH)
    check(answer, 405)
    assert answer.headers["allow"] == "OPTIONS, POST"


@pytest.mark.parametrize("path", ["/v1/nothing", "/v1/problems/nothing", "/nothing", "/doc/problem/nothing", "/v1/"])
def test_an_address_with_nothing_is_404(path: str, client: TestClient) -> None:
    check(client.get(path, headers={"Accept": "application/json"}), 404)


def test_a_browser_gets_a_page_for_an_address_with_nothing(client: TestClient) -> None:
    answer = client.get("/nothing", headers={"Accept": "text/html,*/*;q=0.8"})
    assert answer.status_code == 404
    assert "Deze pagina bestaat niet" in answer.text


@pytest.mark.parametrize(
    ("method", "path"), [("POST", PATH), ("GET", "/v1/problems"), ("GET", "/doc/problem/driftbuien")]
)
def test_a_form_that_is_not_there_is_406(method: str, path: str, client: TestClient) -> None:
    problem = check(client.request(method, path, json=GOOD, headers={"Accept": "image/png"}), 406)
    assert "application/" in str(problem["detail"]) or "text/" in str(problem["detail"])


@pytest.mark.parametrize("kind", ["", "text/csv", "application/x-www-form-urlencoded"])
def test_a_body_in_another_form_is_415_and_says_which_are_accepted(kind: str, client: TestClient) -> None:
    answer = client.post(PATH, content=b"age: 5", headers={"Content-Type": kind})
    check(answer, 415)
    assert "application/json" in answer.headers["accept-post"]


def test_a_compressed_body_is_415(client: TestClient) -> None:
    headers = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
    check(client.post(PATH, content=b"...", headers=headers), 415)


def test_a_body_that_announces_too_much_is_413_before_it_is_read(client: TestClient) -> None:
    headers = {"Content-Type": "application/json", "Content-Length": "1000001"}
    check(client.post(PATH, content=b"{}", headers=headers), 413)


def test_reading_stops_where_the_limit_is() -> None:
    sent = 0

    def endless() -> Iterator[bytes]:
        nonlocal sent
        while sent < 100:
            sent += 1
            yield b" " * 1000

    with TestClient(create_app(Settings(max_body_bytes=10_000))) as client:
        check(client.post(PATH, content=endless(), headers={"Content-Type": "application/json"}), 413)


def test_a_defect_tells_nothing_of_the_case_to_anyone(broken: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        answer = broken.post(PATH, json=GOOD | {"goals": ["rust aan tafel"]})
    check(answer, 500)
    assert "rust aan tafel" not in answer.text + caplog.text
    assert "RuntimeError" in caplog.text
    assert answer.headers["api-version"]


def test_without_a_release_the_service_says_so() -> None:
    def missing() -> Knowledge:
        raise ResourceMissing("released knowledge", [], "Build it")

    with TestClient(create_app(Settings(), Worker(knowledge=missing))) as client:
        check(client.get("/v1/problems"), 503)
        check(client.get("/health/ready"), 503)
        assert client.get("/health/live").status_code == 200
