"""Requests that nobody would think of: the API answers all of them, and as it describes."""

from __future__ import annotations

from typing import Any

import schemathesis
from hypothesis import HealthCheck, Phase, settings
from kompas_api.app import create_app
from kompas_api.settings import Settings
from schemathesis import Case
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
BOUNDED = settings(max_examples=8, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
# A case that is right is answered in full, which takes its time: here only what is made at random.
RANDOM = settings(BOUNDED, max_examples=15, phases=[Phase.generate])

schema = schemathesis.openapi.from_asgi("/v1/openapi.json", create_app(Settings()))


@schema.include(path="/recommendations").parametrize()
@RANDOM
def test_any_case_gets_an_answer_or_a_problem(case: Case[Any]) -> None:
    case.call_and_validate(checks=CHECKS)


@schema.include(path_regex="^/(interventions|problems|questions)").parametrize()
@BOUNDED
def test_any_question_to_the_vocabulary_gets_an_answer_or_a_problem(case: Case[Any]) -> None:
    case.call_and_validate(checks=CHECKS)
