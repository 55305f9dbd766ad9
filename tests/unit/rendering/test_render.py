"""What `render` promises whatever the format."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from kompas.errors import InvalidValue
from kompas.recommendation import Recommendation
from kompas.rendering import FORMATS, render, render_fragment
from tests.unit.rendering.samples import SAMPLES


def test_only_pdf_is_bytes(sample: Recommendation) -> None:
    binary = {name for name in FORMATS if isinstance(render(sample, name), bytes)}
    assert binary == {name for name, format in FORMATS.items() if format.binary} == {"pdf"}


def test_json_is_the_recommendation_itself(sample: Recommendation) -> None:
    assert json.loads(render(sample, "json")) == sample.to_dict()


def test_an_unknown_format_is_refused_with_the_formats_there_are() -> None:
    with pytest.raises(InvalidValue, match="text, json, markdown, html, pdf, turtle, json-ld"):
        render(SAMPLES["ordinary.nl"](), "docx")


def test_another_language_is_refused_rather_than_mixed() -> None:
    with pytest.raises(InvalidValue, match="consult again"):
        render(SAMPLES["ordinary.nl"](), "text", "en")
    with pytest.raises(InvalidValue, match="consult again"):
        render_fragment(SAMPLES["ordinary.en"](), "nl")


def test_asking_for_its_own_language_changes_nothing() -> None:
    recommendation = SAMPLES["ordinary.en"]()
    assert render(recommendation, "text", "en") == render(recommendation, "text")


@pytest.mark.parametrize("format", ["text", "json"])
def test_what_the_terminal_needs_does_not_load_what_pages_need(format: str) -> None:
    heavy = ("jinja2", "typst", "rdflib", "networkx", "jsonschema", "fastapi")
    script = (
        "import sys; from kompas.rendering import render; from tests.unit.rendering.samples import SAMPLES; "
        f"render(SAMPLES['ordinary.nl'](), {format!r}); print([name for name in {heavy!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
