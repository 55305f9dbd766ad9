"""Whole renderings, as files to read and review; `KOMPAS_RECORD=1` writes them again."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kompas.rendering import FORMATS, render
from tests.unit.rendering.samples import SAMPLES

GOLDENS = Path(__file__).resolve().parents[2] / "rendering"
RECORDED = (
    *((name, "text") for name in SAMPLES),
    ("safety.nl", "markdown"),
    ("ordinary.en", "markdown"),
    ("ordinary.nl", "html"),
    ("clarify.en", "html"),
    ("ordinary.nl", "json"),
    ("safety.en", "turtle"),
    ("ordinary.nl", "json-ld"),
)


@pytest.mark.parametrize(("name", "format"), RECORDED)
def test_a_rendering_is_what_was_reviewed(name: str, format: str) -> None:
    path = GOLDENS / f"{name}{FORMATS[format].suffix}"
    found = render(SAMPLES[name](), format)
    assert isinstance(found, str)
    if os.environ.get("KOMPAS_RECORD") == "1":
        path.write_text(found, "utf-8")
    assert found == path.read_text("utf-8"), f"{path.name} differs: review it, and record it with KOMPAS_RECORD=1."


def test_every_reviewed_file_is_of_a_rendering() -> None:
    expected = {f"{name}{FORMATS[format].suffix}" for name, format in RECORDED}
    assert {path.name for path in GOLDENS.iterdir()} == expected


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_recommendation_gives_the_same_bytes(format: str) -> None:
    build = SAMPLES["safety.nl"]
    assert render(build(), format) == render(build(), format)
