"""The report as a web page: valid, navigable, standing by itself, and safe whatever it is about."""

from __future__ import annotations

import re
from itertools import pairwise
from xml.etree.ElementTree import Element

import html5rdf  # type: ignore[import-untyped]
import pytest

from kompas.recommendation import Recommendation
from kompas.rendering import render, render_fragment, stylesheet
from tests.unit.rendering.conftest import SHOWN
from tests.unit.rendering.samples import SAMPLES


def page(recommendation: Recommendation) -> str:
    found = render(recommendation, "html")
    assert isinstance(found, str)
    return found


def parsed(source: str) -> Element:
    """The page as a tree; a parse error of HTML5 is an error."""
    parser = html5rdf.HTMLParser(strict=True, namespaceHTMLElements=False)
    root = parser.parse(source)
    assert isinstance(root, Element)
    return root


def headings(root: Element) -> list[int]:
    return [int(element.tag[1]) for element in root.iter() if re.fullmatch(r"h[1-6]", str(element.tag))]


def words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def test_it_is_valid_html_in_its_own_language(sample: Recommendation) -> None:
    root = parsed(page(sample))
    assert root.get("lang") == sample.language
    assert root.findtext("head/title")
    assert len(root.findall(".//main")) == 1


def test_headings_step_down_one_at_a_time(sample: Recommendation) -> None:
    levels = headings(parsed(page(sample)))
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))


def test_every_link_within_the_page_leads_somewhere_and_every_id_is_one(sample: Recommendation) -> None:
    root = parsed(page(sample))
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    targets = {link.get("href", "")[1:] for link in root.iter("a") if link.get("href", "").startswith("#")}
    assert len(ids) == len(set(ids))
    assert targets <= set(ids)
    assert {"kompas-in-short", "kompas-weighing", "kompas-own-reasoning", "kompas-sources"} <= targets


def test_tables_have_a_caption_and_headings_both_ways(sample: Recommendation) -> None:
    tables = list(parsed(page(sample)).iter("table"))
    assert len(tables) >= 3
    for table in tables:
        assert table.findtext("caption")
        assert {head.get("scope") for head in table.iter("th")} == {"col", "row"}


def test_nothing_comes_from_elsewhere_and_nothing_runs(sample: Recommendation) -> None:
    source = page(sample)
    root = parsed(source)
    assert not [element.tag for element in root.iter() if element.tag in ("script", "link", "img", "iframe", "object")]
    assert "url(" not in source
    assert "@import" not in source
    assert not [name for element in root.iter() for name in element.attrib if str(name).startswith("on")]


def test_it_follows_light_and_dark_and_can_be_printed() -> None:
    assert "prefers-color-scheme: dark" in stylesheet()
    assert "@media print" in stylesheet()
    assert stylesheet() in page(SAMPLES["ordinary.nl"]())


def test_reasons_say_in_words_whether_they_are_for_or_against() -> None:
    root = parsed(page(SAMPLES["ordinary.nl"]()))
    found = [words(item) for item in root.iterfind(".//ul[@class='reasons']/li")]
    assert any(text.startswith("Ervoor: De zorg over driftbuien weegt licht") for text in found)
    assert any(text.startswith("Ertegen: Pas na belonen: nooit andersom.") for text in found)


def test_hostile_text_is_only_text(hostile: Recommendation) -> None:
    source = page(hostile)
    root = parsed(source)
    assert not list(root.iter("script"))
    assert not [link for link in root.iter("a") if not link.get("href", "").startswith("#")]
    assert source.count("</style>") == 1
    assert words(root).count(SHOWN) > 50
    assert f"“{SHOWN}”" in words(root)
    assert "\x1b" not in source


@pytest.mark.parametrize("level", [1, 2, 3])
def test_a_fragment_fits_under_the_headings_of_its_page(level: int) -> None:
    fragment = render_fragment(SAMPLES["safety.nl"](), heading_level=level)
    root = parsed(f"<!DOCTYPE html><title>x</title><main>{fragment}</main>")
    levels = headings(root)
    assert (levels[0], min(levels), max(levels)) == (level, level, level + 3)
    assert len(root.findall(".//main/article")) == 1
    assert "<style" not in fragment


def test_sources_on_the_web_are_links() -> None:
    links = {link.get("href") for link in parsed(page(SAMPLES["ordinary.nl"]())).iter("a")}
    assert "https://doi.org/10.1016/j.jaac.2018.07.900" in links
