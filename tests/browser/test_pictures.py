"""The pictures of the documentation, taken of the pages: `KOMPAS_PICTURES=docs/pictures pytest tests/browser`."""

from __future__ import annotations

import os
from pathlib import Path
from struct import unpack

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

CASES = Path(__file__).parents[2] / "data" / "cases"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the pictures go: the documentation when that is asked for, else nowhere in particular."""
    return Path(os.environ.get("KOMPAS_PICTURES") or tmp_path)


def opened(browser: Browser, address: str, case: str, width: int, height: int) -> Page:
    """The answer to one of the examples, in a window of this size."""
    context = browser.new_context(viewport={"width": width, "height": height}, locale="nl-NL", reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(30_000)
    page.goto(f"{address}/openen")
    page.set_input_files("#file", CASES / f"{case}.yaml")
    page.locator("main button[type=submit]").click()
    expect(page.locator("h1")).to_have_text("Wat past hier?")
    return page


def taken(page: Page, folder: Path, name: str) -> None:
    """Take a picture of what is in the window."""
    path = folder / f"{name}.png"
    page.screenshot(path=path)
    size = page.viewport_size
    assert size
    assert unpack(">II", path.read_bytes()[16:24]) == (size["width"], size["height"])
    page.context.close()


def test_the_conversation(browser: Browser, address: str, folder: Path) -> None:
    page = opened(browser, address, "sandra", 1280, 860)
    page.locator("button.steps__step[value=seriousness]").click()
    expect(page.locator("h1")).to_have_text("Hoe ernstig is het?")
    page.get_by_label("Het zit in de weg").first.check()
    expect(page.locator(".badge--changed")).to_be_visible()
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    taken(page, folder, "conversation")


def test_the_answer(browser: Browser, address: str, folder: Path) -> None:
    taken(opened(browser, address, "sandra", 1280, 860), folder, "answer")


def test_the_answer_on_a_phone(browser: Browser, address: str, folder: Path) -> None:
    taken(opened(browser, address, "bram", 390, 844), folder, "answer-on-a-phone")


def test_the_way_to_the_answer(browser: Browser, address: str, folder: Path) -> None:
    page = opened(browser, address, "sandra", 1280, 980)
    page.locator(".views__view[value=reasoning]").click()
    expect(page.locator("h1")).to_have_text("Hoe Kompas erbij komt")
    taken(page, folder, "way-to-the-answer")


def test_what_if(browser: Browser, address: str, folder: Path) -> None:
    page = opened(browser, address, "sandra", 1280, 860)
    page.locator(".views__view[value=what-if]").click()
    page.locator("button[name=suppose]").first.click()
    expect(page.locator("#compared")).to_be_visible()
    taken(page, folder, "what-if")


def test_elements_and_programmes(browser: Browser, address: str, folder: Path) -> None:
    page = browser.new_context(viewport={"width": 1280, "height": 860}, reduced_motion="reduce").new_page()
    page.goto(f"{address}/kennis/kernelementen")
    expect(page.locator(".matrix table")).to_be_visible()
    taken(page, folder, "elements-and-programmes")
