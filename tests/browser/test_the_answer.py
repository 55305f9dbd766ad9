"""The answer on a phone and on paper: what matters most first, and nothing that cannot be reached."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

pytestmark = pytest.mark.browser

CASES = Path(__file__).parents[2] / "data" / "cases"
PHONE = ViewportSize(width=390, height=844)
SECTIONS = ("Waarom dit?", "Waarom niet iets anders?", "Wat zou het veranderen?", "Wat nog vragen?")
UNDECIDED = ("Waarom nog niet kiezen?", "Wat pleit voor en tegen elke route?", *SECTIONS[2:])


@pytest.fixture(params=["with scripts", "without scripts"])
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    scripts = request.param == "with scripts"
    context = browser.new_context(viewport=PHONE, java_script_enabled=scripts, locale="nl-NL", reduced_motion="reduce")
    opened = context.new_page()
    opened.set_default_timeout(30_000)
    yield opened
    context.close()


def open_answer(page: Page, address: str, case: str) -> None:
    page.goto(f"{address}/openen")
    page.set_input_files("#file", CASES / f"{case}.yaml")
    page.locator("main button[type=submit]").click()
    expect(page.locator("h1")).to_have_text("Wat past hier?")


def top(page: Page, selector: str) -> float:
    box = page.locator(selector).first.bounding_box()
    assert box
    return box["y"]


@pytest.mark.parametrize("case", ["sandra", "bram", "bram-later", "weinig-bekend"])
def test_the_first_screens_say_what_fits_and_what_to_do_first(case: str, page: Page, address: str) -> None:
    open_answer(page, address, case)
    assert top(page, ".proposal h2") < PHONE["height"]
    assert top(page, ".proposal .compass") < PHONE["height"]
    assert top(page, "#begin") < 2 * PHONE["height"]
    assert page.locator("[aria-labelledby=begin] li").count() >= 1
    for section in SECTIONS if case != "weinig-bekend" else UNDECIDED:
        assert page.get_by_role("heading", name=section, exact=True).count() == 1


def test_what_is_asked_on_is_one_click_away(page: Page, address: str) -> None:
    open_answer(page, address, "sandra")
    for section in SECTIONS:
        part = page.locator(".part", has=page.get_by_role("heading", name=section, exact=True))
        expect(part.locator(".part__body")).to_be_hidden()
        part.locator("summary").first.click()
        expect(part.locator(".part__body")).to_be_visible()


def test_everything_can_be_opened_and_is_open_on_paper(page: Page, address: str) -> None:
    open_answer(page, address, "bram")
    hidden = page.locator("main :is(p, li, td, h3, h4, h5, h6)").filter(visible=False)
    assert hidden.count() > 300, "most of the answer is folded away"
    page.emulate_media(media="print")
    left = hidden.evaluate_all(
        "(parts) => parts.filter((part) => !part.closest('nav') && !part.querySelector(':scope > button')).length"
    )
    assert left == 0, "on paper nothing is, but for buttons"


def test_an_address_within_the_page_opens_what_it_points_at(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport=PHONE, locale="nl-NL", reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(30_000)
    open_answer(page, address, "bram")
    page.get_by_role("link", name="Alles wat u kunt doen, met waarom").click()
    expect(page.locator(".part:has(#doing-ordinary-parenting) .part__body")).to_be_visible()
    context.close()


def test_at_400_percent_nothing_covers_the_questions(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport=ViewportSize(width=320, height=256), locale="nl-NL")
    page = context.new_page()
    page.set_default_timeout(30_000)
    open_answer(page, address, "sandra")
    page.locator("button.steps__step[value=seriousness]").click()
    page.get_by_label("Elke dag").first.focus()
    place = page.evaluate("getComputedStyle(document.getElementById('standing')).position")
    assert place == "static", "what follows so far stands below the questions"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()
