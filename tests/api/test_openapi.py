"""The description of the API says what the API does, and keeps to the Dutch API Design Rules."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from kompas_api.examples import CASE, CASE_YAML, SEVERAL_PROBLEMS
from kompas_api.settings import API_VERSION
from starlette.testclient import TestClient

ROOT = Path(__file__).parents[2]
RULES = ROOT.parent / "shared" / "suites" / "nl" / "api-design-rules" / "linter.yaml"
SPECTRAL = ROOT / "node_modules" / ".bin" / "spectral"


@pytest.fixture(scope="module")
def description(client: TestClient) -> dict[str, Any]:
    answer = client.get("/v1/openapi.json")
    assert answer.headers["access-control-allow-origin"] == "*"
    found: dict[str, Any] = answer.json()
    return found


def check(instance: object, schema: str, description: dict[str, Any]) -> None:
    whole = {"$ref": f"#/components/schemas/{schema}", "components": description["components"]}
    errors = [error.message for error in jsonschema_rs.Draft202012Validator(whole).iter_errors(instance)]
    assert not errors


def test_it_says_who_answers_for_it_and_where_it_is(description: dict[str, Any]) -> None:
    assert description["openapi"].startswith("3.1")
    assert description["info"]["version"] == API_VERSION
    assert description["info"]["contact"].keys() == {"name", "email", "url"}
    assert description["servers"][0]["url"].endswith("/v1")


def test_everything_is_described_in_dutch_and_english(description: dict[str, Any]) -> None:
    for path, operations in description["paths"].items():
        for operation in operations.values():
            if path != "/":
                assert " / " in operation["description"], path
            assert all(
                " / " in response["description"]
                for status, response in operation["responses"].items()
                if status != "200"
            )


def test_no_operation_answers_422(description: dict[str, Any]) -> None:
    statuses = {
        status
        for operations in description["paths"].values()
        for operation in operations.values()
        for status in operation["responses"]
    }
    assert "422" not in statuses
    assert {"200", "304", "400", "404", "406", "413", "415", "500", "503"} <= statuses


def test_answers_are_as_described(client: TestClient, description: dict[str, Any]) -> None:
    check(CASE, "Case", description)
    check(SEVERAL_PROBLEMS, "Problem", description)
    check(client.post("/v1/recommendations", json=CASE).json(), "Recommendation", description)
    check(client.post("/v1/recommendations", json={}).json(), "Problem", description)
    check(client.get("/v1/interventions?pageSize=100").json(), "ConceptPage", description)
    check(client.get("/v1/interventions/triple-p").json(), "ConceptDetail", description)
    check(client.get("/v1").json(), "Root", description)


def test_the_examples_work(client: TestClient) -> None:
    written = client.post("/v1/recommendations", content=CASE_YAML, headers={"Content-Type": "application/yaml"})
    assert client.post("/v1/recommendations", json=CASE).status_code == written.status_code == 200
    wrong = {"age": 99, "concerns": [{"problem": "driftbuij"}]}
    answered = client.post("/v1/recommendations", json=wrong).json()
    assert answered.keys() == SEVERAL_PROBLEMS.keys()
    assert answered["title"] == SEVERAL_PROBLEMS["title"]


def test_the_page_names_every_operation(client: TestClient, description: dict[str, Any]) -> None:
    for spoken in ("nl", "en"):
        page = client.get(f"/v1/docs?lang={spoken}").text
        assert f'<html lang="{spoken}">' in page
        for operations in description["paths"].values():
            for operation in operations.values():
                assert f'id="{operation["operationId"]}"' in page


def test_every_kind_of_problem_is_explained_on_the_page(client: TestClient) -> None:
    page = client.get("/v1/docs").text
    for case in ({}, {"age": 5, "concerns": [{"problem": "?"}]}, {"age": 5, "concerns": [], "bsn": 1}):
        anchor = client.post("/v1/recommendations", json=case).json()["type"].removeprefix("/v1/docs#")
        assert f'id="{anchor}"' in page


@pytest.mark.skipif(shutil.which("node") is None or not SPECTRAL.exists(), reason="Spectral comes with npm ci")
@pytest.mark.skipif(not RULES.exists(), reason="the ruleset of the API Design Rules is not beside this checkout")
def test_the_linter_of_the_api_design_rules_finds_no_error(description: dict[str, Any], tmp_path: Path) -> None:
    document = tmp_path / "openapi.json"
    document.write_text(json.dumps(description), encoding="utf-8")
    found = subprocess.run(
        [str(SPECTRAL), "lint", "--ruleset", str(RULES), "--fail-severity", "error", "--format", "text", str(document)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode == 0, found.stdout + found.stderr
