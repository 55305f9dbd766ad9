"""Texts that try to be read as something else, put wherever a recommendation carries text of people or of tables."""

from __future__ import annotations

from typing import Any

import pytest

from kompas.recommendation import Recommendation
from tests.unit.rendering.samples import SAMPLES

HOSTILE = (
    '</style><script>alert(1)</script> #panic("x") $x$ *b* _i_ [l](javascript:x) `c` | & {{ 7*7 }} {% x %} \\n \x1b[31m'
)
SHOWN = HOSTILE.replace("\x1b", "")


@pytest.fixture(params=sorted(SAMPLES))
def sample(request: pytest.FixtureRequest) -> Recommendation:
    """Each of the hand-made recommendations."""
    return SAMPLES[str(request.param)]()


@pytest.fixture
def hostile() -> Recommendation:
    """A recommendation in which every text that is shown is hostile: labels, reasons, citations, goals."""
    plain = SAMPLES["safety.nl"]()
    data = _poisoned(plain.model_dump(), "")
    data["case"] = plain.case | {"goals": [HOSTILE]}
    for source in data["provenance"]["sources"]:
        source["url"] = "javascript:alert(1)"
    return Recommendation.model_validate(data)


TEXTS = {
    "label", "text", "summary", "route_label", "description", "suggestion", "how", "question", "why", "follows",
    "value", "citation", "locator", "assessor", "study_design", "failed", "about", "side_a", "side_b", "handling",
    "knowledge_version", "engine",
}  # fmt: skip


def _poisoned(value: Any, key: str) -> Any:
    if isinstance(value, dict):
        return {name: _poisoned(entry, name) for name, entry in value.items()}
    if isinstance(value, list | tuple):
        return [_poisoned(entry, key) for entry in value]
    return HOSTILE if key in TEXTS and isinstance(value, str) else value
