"""The conversation in a browser with scripts: nothing is loaded anew, and what follows changes with every fact."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1360, "height": 900}, locale="nl-NL", reduced_motion="reduce")
    opened = context.new_page()
    opened.set_default_timeout(30_000)
    troubles: list[str] = []
    opened.on("console", lambda message: troubles.append(message.text) if is_trouble(message) else None)
    opened.on("pageerror", lambda error: troubles.append(str(error)))
    yield opened
    assert troubles == []
    assert context.cookies() == []
    assert "drift" not in opened.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    context.close()


def is_trouble(message: ConsoleMessage) -> bool:
    """Whether the browser complains; not of an answer of 400, or of one that a later one overtook."""
    return message.type == "error" and not any(words in message.text for words in ("400 (Bad Request)", "htmx:"))


def to_seriousness(page: Page, address: str) -> None:
    page.goto(address)
    page.evaluate("window.stays = true")
    page.get_by_label("jaar", exact=True).fill("5")
    page.locator(".buttons .button--primary").click()
    expect(page.locator("h1")).to_have_text("Waar maken jullie je zorgen over?")
    page.get_by_label("Zoek in eigen woorden").press_sequentially("boos")
    page.get_by_label("Driftbuien").check()
    expect(page.locator(".standing__route")).to_have_text("Eerst verhelderen")
    page.locator(".buttons .button--primary").click()
    expect(page.locator("h1")).to_have_text("Hoe ernstig is het?")
    expect(page.locator("h1")).to_be_focused()


def test_the_answer_changes_with_every_fact_without_loading_the_page(page: Page, address: str) -> None:
    to_seriousness(page, address)
    page.get_by_label("Het richt schade aan").check()
    page.get_by_label("Hoe lang", exact=True).fill("4")
    expect(page.locator(".standing__route")).to_have_text("Volledige interventie")
    expect(page.locator(".badge--changed")).to_be_visible()
    expect(page.locator("#standing-news")).to_contain_text("Volledige interventie")
    assert page.evaluate("window.stays"), "the page was never loaded anew"
    assert page.url == f"{address}/"
    expect(page).to_have_title("Hoe ernstig is het? – Kompas")


def test_what_follows_so_far_stays_open_when_it_changes(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    to_seriousness(page, address)
    page.locator(".standing__head").click()
    page.get_by_label("Het richt schade aan").check()
    expect(page.locator(".standing__body")).to_be_visible()
    expect(page.locator(".standing__subtitle").first).to_have_text("Wat er veranderde, en waarom")


def test_going_back_in_the_browser_goes_back_a_step_and_keeps_everything(page: Page, address: str) -> None:
    to_seriousness(page, address)
    page.get_by_label("Elke dag").check()
    page.go_back()
    expect(page.locator("h1")).to_have_text("Waar maken jullie je zorgen over?")
    page.go_forward()
    expect(page.locator("h1")).to_have_text("Hoe ernstig is het?")
    expect(page.get_by_label("Elke dag")).to_be_checked()
    assert page.evaluate("window.stays")


def test_a_fault_gets_the_focus_at_its_message(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_label("jaar", exact=True).fill("vijf")
    page.locator(".buttons .button--primary").click()
    expect(page.get_by_role("alert").get_by_role("link")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_label("jaar", exact=True)).to_have_value("vijf")


def test_a_first_useful_answer_takes_at_most_twelve_interactions(page: Page, address: str) -> None:
    page.goto(address)
    taken = 0

    def does(action: str, label: str, text: str = "") -> None:
        nonlocal taken
        taken += 1
        found = page.get_by_label(label, exact=label != "Driftbuien")
        found.fill(text) if action == "fill" else found.check()

    def goes_on() -> None:
        nonlocal taken
        taken += 1
        heading = page.locator("h1").inner_text()
        page.locator(".buttons .button--primary").click()
        expect(page.locator("h1")).not_to_have_text(heading)

    does("fill", "jaar", "5")
    goes_on()
    does("fill", "Zoek in eigen woorden", "boos")
    does("check", "Driftbuien")
    goes_on()
    does("fill", "Hoe lang", "4")
    does("check", "Elke dag")
    does("check", "School")
    does("check", "Het is lastig, maar het leven gaat gewoon door")
    expect(page.locator(".standing__route")).to_have_text("Gewoon opvoeden")
    taken += 1
    page.get_by_role("button", name="Toon het voorlopige antwoord").click()
    expect(page.locator(".proposal h2")).to_contain_text("Gewoon opvoeden")
    assert taken <= 12


LOADED = """() => [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")].map(
    (one) => [one.name, one.transferSize, one.encodedBodySize, one.decodedBodySize])"""


def test_the_first_page_is_light_and_what_it_is_dressed_in_is_kept(page: Page, address: str) -> None:
    page.goto(address, wait_until="networkidle")
    first = page.evaluate(LOADED)
    assert len(first) >= 4, "the page, the style sheet and two scripts"
    assert sum(over_the_line for _, over_the_line, _, _ in first) < 100_000
    for name, _, encoded, decoded in first:
        assert decoded < 1024 or encoded < decoded, f"{name} is compressed"
    page.goto(f"{address}/over", wait_until="networkidle")
    again = [over_the_line for name, over_the_line, _, _ in page.evaluate(LOADED) if "/static/kompas." in name]
    assert len(again) >= 2
    assert sum(again) == 0, "from the browser's own cache"


def test_a_term_opens_what_the_graph_knows_of_it_without_leaving_the_conversation(page: Page, address: str) -> None:
    to_seriousness(page, address)
    page.locator("button.steps__step[value=answer]").click()
    expect(page.locator("h1")).to_have_text("Wat past hier?")
    page.locator("#weighing").click()
    page.locator(".part:has(#weighing) h4 a").first.click()
    opened = page.get_by_role("dialog", name="Wat Kompas hiervan weet")
    expect(opened.get_by_role("heading", name="Driftbuien", level=1)).to_be_visible()
    opened.get_by_role("link", name="5 tot 12 jaar").or_(opened.locator("a[href^='/doc/']")).first.click()
    expect(opened.get_by_role("heading", name="Driftbuien", level=1)).to_be_hidden()
    page.keyboard.press("Escape")
    expect(opened).to_be_hidden()
    expect(page.locator("h1").first).to_have_text("Wat past hier?")
    assert page.evaluate("window.stays")


def test_the_lines_of_an_argument_light_up_with_its_box(page: Page, address: str) -> None:
    to_seriousness(page, address)
    for view in ("answer", "reasoning"):
        page.locator(f"button[name=go][value={view}]:visible").first.click()
        page.wait_for_selector(f"input[name=step][value={view}]", state="attached")
    drawing = page.locator("svg.way").first
    drawing.locator("a.way__box--rule").first.focus()
    assert drawing.locator(".way__link.way__part--lit").count() > 0
    assert drawing.locator(".way__box--rule.way__part--lit").count() >= 1
