"""Every page, in both languages and colour schemes, on the smallest screen: axe finds nothing, and all of it fits.

No page of the application can be forgotten: which there are is asked of its routes.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from kompas_api.app import create_app
from kompas_api.settings import Settings
from playwright.sync_api import Browser, Page

from kompas.namespaces import TYPES
from tests.browser.axe import violations
from tests.browser.pages import IN_A_STATE, OF_THE_DATA, OF_THE_WEB, OF_THINGS, addresses

pytestmark = pytest.mark.browser

STARTS = {"nl": "/", "en": "/en/"}
STEPS = ("concerns", "seriousness", "family", "safety", "tried", "wishes", "answer")
BOTH_LANGUAGES = [f"{path}?lang={language}" for path in (*OF_THINGS, *OF_THE_DATA) for language in STARTS]
SHIFTED = """() => new Promise((tell) => {
    let sum = 0;
    new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) sum += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
    requestAnimationFrame(() => setTimeout(() => tell(sum), 0));
})"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 320, "height": 800}, reduced_motion="reduce")
    opened = context.new_page()
    opened.set_default_timeout(60_000)
    # the query editor is of others; the page around it is ours
    opened.route("**/yasgui.min.js*", lambda route: route.abort())
    yield opened
    context.close()


def fits(page: Page) -> bool:
    """Whether nothing sticks out at the side."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


@pytest.mark.parametrize("language", STARTS)
def test_every_step_of_the_conversation(language: str, page: Page, address: str) -> None:
    page.goto(address + STARTS[language])
    assert violations(page) == ""
    page.fill("#years", "5")
    page.click("button.steps__step[value=concerns]")
    page.wait_for_selector("#q")
    page.fill("#q", "gamen")
    page.click(".search button")
    page.wait_for_selector(".found")
    page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
    page.check("input[value=driftbuien]")
    for step in STEPS[1:]:
        page.click(f"button.steps__step[value={step}]")
        page.wait_for_selector(f"input[name=step][value={step}]", state="attached")
        assert page.locator("[aria-current=step]").count() == 1
        assert violations(page) == "", step
        assert fits(page), step
    for view in ("reasoning", "what-if", "keep"):
        page.click(f"button.views__view[value={view}]")
        page.wait_for_selector(f"input[name=step][value={view}]", state="attached")
        if view == "what-if":
            page.click("button[name=suppose]")
            page.wait_for_selector("#compared")
        assert violations(page) == "", view
        assert fits(page), view


@pytest.mark.parametrize("language", STARTS)
def test_a_page_with_faults(language: str, page: Page, address: str) -> None:
    page.goto(address + STARTS[language])
    page.fill("#years", "?")
    page.click("button.steps__step[value=concerns]")
    page.wait_for_selector("[role=alert]")
    assert violations(page) == ""
    assert fits(page)


@pytest.mark.parametrize("path", [*OF_THE_WEB, *IN_A_STATE, *BOTH_LANGUAGES])
def test_a_page_can_be_read_by_everyone_and_stays_where_it_is(path: str, page: Page, address: str) -> None:
    page.goto(address + path)
    assert page.evaluate(SHIFTED) == 0, "nothing moves while the page is built"
    assert violations(page) == ""
    assert fits(page)


def test_all_of_growing_up_can_be_seen_on_a_small_screen(page: Page, address: str) -> None:
    page.goto(f"{address}/kennis/leeftijdsfasen")
    drawing = page.locator("svg.growing").bounding_box()
    assert drawing
    assert drawing["width"] <= 320
    assert page.locator("svg.growing text:visible").all_text_contents()[:2] == ["< 0", "0–2"]


def test_what_moves_would_be_seen(page: Page, address: str) -> None:
    page.goto(f"{address}/over")
    page.evaluate("document.body.prepend(Object.assign(document.createElement('p'), { textContent: 'late' }))")
    page.wait_for_timeout(100)
    assert page.evaluate(SHIFTED) > 0


def test_no_page_is_forgotten(page: Page, address: str) -> None:
    listed = {*OF_THE_WEB, *OF_THE_DATA, *OF_THINGS}
    for path in addresses(create_app(Settings())):
        answer = page.request.get(address + path, headers={"Accept": "text/html"}, max_redirects=0)
        if answer.status == 200 and answer.headers["content-type"].startswith("text/html"):
            assert path in listed, path
    assert {path.split("/")[2] for path in OF_THINGS} == set(TYPES)
