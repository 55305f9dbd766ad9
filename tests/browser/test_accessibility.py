"""What axe can find of WCAG 2.2 AA, on every page, in both languages and both colour schemes: nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import axe

pytestmark = pytest.mark.browser

STARTS = {"nl": "/", "en": "/en/"}
STEPS = ("concerns", "seriousness", "family", "safety", "tried", "wishes", "answer")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 320, "height": 800}, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def found(page: Page) -> str:
    """What axe finds, with everything that can be opened open."""
    axe.open_all(page)
    return axe.found(page)


@pytest.mark.parametrize("language", STARTS)
def test_every_step_of_the_conversation(language: str, page: Page, address: str) -> None:
    page.goto(address + STARTS[language])
    assert found(page) == ""
    page.fill("#years", "5")
    page.click("button.steps__step[value=concerns]")
    page.wait_for_selector("#q")
    page.fill("#q", "gamen")
    page.click(".search button")
    page.wait_for_selector(".found")
    axe.open_all(page)
    page.check("input[value=driftbuien]")
    for step in STEPS[1:]:
        page.click(f"button.steps__step[value={step}]")
        page.wait_for_selector(f"input[name=step][value={step}]", state="attached")
        assert page.locator("[aria-current=step]").count() == 1
        assert found(page) == "", step
    for view in ("reasoning", "what-if", "keep"):
        page.click(f"button.views__view[value={view}]")
        if view == "what-if":
            page.click("button[name=suppose]")
            page.wait_for_selector("#compared")
        page.wait_for_selector(f"input[name=step][value={view}]", state="attached")
        assert found(page) == "", view


@pytest.mark.parametrize("language", STARTS)
def test_a_page_with_faults(language: str, page: Page, address: str) -> None:
    page.goto(address + STARTS[language])
    page.fill("#years", "?")
    page.click("button.steps__step[value=concerns]")
    page.wait_for_selector("[role=alert]")
    assert found(page) == ""


@pytest.mark.parametrize(
    "path",
    [
        "/over",
        "/en/about",
        "/openen",
        "/en/open",
        "/kaarten",
        "/en/cards",
        "/kennis",
        "/en/knowledge",
        "/kennis/leeftijdsfasen",
        "/en/knowledge/age-phases",
        "/kennis/problemen",
        "/en/knowledge/problems",
        "/kennis/interventies?age=5",
        "/en/knowledge/interventions?age=x",
        "/kennis/kernelementen",
        "/en/knowledge/kernel-elements",
        "/kennis/beschermende-factoren",
        "/en/knowledge/protective-factors",
        "/v1/docs?lang=nl",
        "/doc/problem/driftbuien?lang=en",
        "/doc/rule/licht-en-normaal",
        "/nothing",
    ],
)
def test_pages_to_read(path: str, page: Page, address: str) -> None:
    page.goto(address + path)
    assert found(page) == ""
