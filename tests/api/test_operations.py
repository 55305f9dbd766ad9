"""For those who keep it running: health, metrics and logs, in which no case ever stands."""

from __future__ import annotations

import logging

import pytest
from starlette.testclient import TestClient


def test_alive(client: TestClient) -> None:
    assert client.get("/health/live").json() == {"status": "ok"}


def test_ready_means_that_the_knowledge_answers_and_a_case_was_answered(client: TestClient) -> None:
    ready = client.get("/health/ready").json()
    assert ready["status"] == "ok"
    assert ready["checks"].keys() == {"query", "consultation", "endpoint"}
    assert ready["checks"]["consultation"] > 0


def test_metrics_count_requests_by_kind_of_address(client: TestClient) -> None:
    def count(text: str) -> float:
        start = 'kompas_http_requests_total{method="GET",path="/v1/problems",status="200"}'
        return next((float(line.split()[-1]) for line in text.splitlines() if line.startswith(start)), 0)

    before = count(client.get("/metrics").text)
    client.get("/v1/problems?q=driftbuien")
    text = client.get("/metrics").text
    assert count(text) == before + 1
    assert "driftbuien" not in text
    assert 'kompas_http_request_seconds_count{method="GET",path="/v1/problems"}' in text


def test_logs_hold_neither_cases_nor_queries_nor_addresses(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    case = {"age": 13, "concerns": [{"problem": "somberheid"}], "goals": ["rust aan tafel"]}
    with caplog.at_level(logging.DEBUG):
        client.post("/v1/recommendations", json=case)
        client.post("/v1/recommendations", json=case | {"name": "Roos"})
        client.get("/v1/problems?q=vertrouwelijk")
        client.get("/v1/vertrouwelijk")
        client.post("/gesprek", data={"goals": "rust aan tafel", "step": "wishes"})
    logged = "\n".join(record.getMessage() for record in caplog.records if record.name.startswith("kompas"))
    assert "POST /v1/recommendations 400" in logged
    for secret in ("somberheid", "rust aan tafel", "Roos", "vertrouwelijk"):
        assert secret not in logged
