"""The report as PDF: tagged for assistive technology, titled, in its language, and safe whatever it is about."""

from __future__ import annotations

import json
import re
import zlib
from importlib.resources import files

import pytest
import typst

from kompas.recommendation import Recommendation
from kompas.rendering import pdf as module
from kompas.rendering import render
from kompas.rendering.report import report
from tests.unit.rendering.conftest import SHOWN
from tests.unit.rendering.samples import SAMPLES


def document(recommendation: Recommendation) -> bytes:
    found = render(recommendation, "pdf")
    assert isinstance(found, bytes)
    return found


def unpacked(content: bytes) -> bytes:
    """The file with its compressed streams opened, so that its objects can be looked for."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL)
    opened = [content]
    for stream in streams:
        try:
            opened.append(zlib.decompress(stream))
        except zlib.error:
            opened.append(stream)
    return b"\n".join(opened)


def goals(recommendation: Recommendation, *said: str) -> Recommendation:
    return recommendation.model_copy(update={"case": recommendation.case | {"goals": list(said)}})


def test_it_is_tagged_titled_and_in_its_language(sample: Recommendation) -> None:
    content = document(sample)
    objects = unpacked(content)
    assert content.startswith(b"%PDF-1.7")
    assert content.rstrip().endswith(b"%%EOF")
    assert re.search(rb"<pdfuaid:part>1</pdfuaid:part>|pdfuaid:part=\"1\"", objects)
    assert re.search(rb"/Lang\s*\(" + sample.language.encode(), objects)
    assert b"/StructTreeRoot" in objects
    for tag in (b"H1", b"H2", b"Table", b"TH", b"L", b"LI", b"Link"):
        assert re.search(rb"/S\s*/" + tag + rb"\b", objects), tag


def test_it_says_nothing_of_when_or_where_it_was_made() -> None:
    objects = unpacked(document(SAMPLES["ordinary.nl"]()))
    assert b"/CreationDate" not in objects
    assert b"/ModDate" not in objects


def test_hostile_text_reaches_the_page_as_text(hostile: Recommendation) -> None:
    content = json.dumps(module.as_data(report(hostile)), ensure_ascii=False)
    template = files("kompas.rendering").joinpath("templates/report.typ").read_bytes()
    found = json.loads(
        typst.query(template, "heading", sys_inputs={"document": content}, ignore_system_fonts=True, field="body")
    )
    assert {"func": "text", "text": SHOWN} in found
    assert document(hostile).startswith(b"%PDF-1.7")


@pytest.mark.parametrize(
    "said",
    ["Привет, γεια σου", "مرحبا", "שלום", "Łódź, ğışİ, ő, ñ", "e\u0301\u0323 met losse accenten", "→ ✓ ☐ ½ € “”"],
)
def test_other_scripts_can_be_written(said: str) -> None:
    recommendation = SAMPLES["ordinary.nl"]()
    plain = document(goals(recommendation, "x"))
    assert document(goals(recommendation, said)) != plain


def test_what_no_font_can_show_is_replaced_and_said() -> None:
    recommendation = SAMPLES["ordinary.nl"]()
    shown = document(goals(recommendation, "slapen ▯"))
    replaced = document(goals(recommendation, "slapen 😀"))
    assert replaced.startswith(b"%PDF-1.7")
    assert len(replaced) > len(shown)


def test_many_unknown_characters_do_not_stop_it() -> None:
    said = "".join(chr(code) for code in range(0x4E00, 0x4E64))
    assert document(goals(SAMPLES["ordinary.nl"](), said)).startswith(b"%PDF-1.7")
