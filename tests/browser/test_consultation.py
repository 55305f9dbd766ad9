"""The whole consultation in a browser without scripts: on a phone and on a desktop, with pointer and with keys only."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

pytestmark = pytest.mark.browser

SIZES = {"phone": ViewportSize(width=320, height=640), "desktop": ViewportSize(width=1280, height=900)}


@pytest.fixture(params=SIZES)
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport=SIZES[request.param], java_script_enabled=False, locale="nl-NL")
    opened = context.new_page()
    opened.set_default_timeout(30_000)
    yield opened
    assert context.cookies() == []
    context.close()


VIEWS = {
    "Hoe Kompas erbij komt": "Hoe Kompas erbij komt",
    "Wat als?": "Wat als?",
    "Besluiten en meenemen": "Besluiten en meenemen",
}


def go_on(page: Page) -> None:
    page.locator(".buttons .button--primary").click()


def fits(page: Page) -> bool:
    """Whether nothing sticks out at the side: a picture of the whole page is then as wide as the screen."""
    from struct import unpack

    size = page.viewport_size
    assert size
    return bool(unpack(">I", page.screenshot(full_page=True)[16:20])[0] == size["width"])


def test_sandra_from_the_first_question_to_the_answer(page: Page, address: str) -> None:
    page.goto(address)
    assert fits(page)
    page.get_by_label("jaar", exact=True).fill("5")
    go_on(page)

    expect(page.locator("h1")).to_have_text("Waar maken jullie je zorgen over?")
    page.get_by_label("Zoek in eigen woorden").fill("boos")
    page.get_by_role("button", name="Zoek", exact=True).click()
    page.get_by_label("Driftbuien").check()
    page.get_by_label("Anderen de baas spelen").check()
    assert fits(page)
    go_on(page)

    drift = page.get_by_role("region", name="Driftbuien")
    drift.get_by_label("Hoe lang", exact=True).fill("4")
    drift.get_by_label("Elke dag").check()
    drift.get_by_label("Thuis", exact=True).check()
    drift.get_by_label("School", exact=True).check()
    drift.get_by_label("Het is lastig, maar het leven gaat gewoon door").check()
    assert fits(page)
    go_on(page)

    page.get_by_role("group", name="Schoolmotivatie").get_by_label("Dit is er").check()
    page.get_by_label("We hebben gekeken en niets gevonden").check()
    expect(page.get_by_role("complementary", name="Wat we tot nu toe zien")).to_be_visible()
    assert fits(page)
    go_on(page)

    expect(page.locator("h1")).to_have_text("Is het kind veilig?")
    go_on(page)
    page.get_by_role("region", name="Driftbuien").get_by_label("Het hielp niet genoeg").first.check()
    go_on(page)
    page.get_by_label("Wat willen zij bereiken?").fill("zonder strijd naar bed")
    page.get_by_label("Uw opleidingsniveau").select_option("hbo")
    assert fits(page)
    go_on(page)

    expect(page.locator("h1")).to_have_text("Wat past hier?")
    assert fits(page)
    assert page.get_by_role("region", name="Drie routes naast elkaar").locator(".route").count() == 3
    page.locator(".part > summary").first.click()
    expect(page.locator(".part[open] .reason").first).to_be_visible()
    assert fits(page)
    for view, heading in VIEWS.items():
        page.get_by_role("navigation", name="Het antwoord en eromheen").get_by_role("button", name=view).click()
        expect(page.locator("h1")).to_have_text(heading)
        assert fits(page), view
    page.get_by_role("group", name="Wat kiezen we?").get_by_label("Gewoon opvoeden").check()
    page.get_by_label("Het past beter bij wat het kind en de ouders willen").check()
    page.get_by_label("Waarom kiezen we dit?").fill("Het past bij wat de ouders willen.")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download PDF").click()
    assert download.value.suggested_filename == "kompas.pdf"
    assert page.url == f"{address}/gesprek"


@pytest.mark.parametrize("page", ["phone"], indirect=True)
def test_a_question_leads_back_to_its_step_and_the_answer_changes(page: Page, address: str) -> None:
    page.goto(f"{address}/en/")
    page.get_by_label("years").fill("5")
    go_on(page)
    page.get_by_text("What may still continue").click()
    page.get_by_label("Temper tantrums").check()
    page.get_by_role("button", name="Show the answer so far").click()
    expect(page.locator(".proposal")).to_be_visible()
    before = page.locator(".proposal h2").inner_text()
    page.get_by_role("button", name="Answer this").first.click()
    expect(page.locator("h1")).to_have_text("Is the child safe?")
    page.get_by_label("Yes, to others").check()
    page.get_by_role("button", name="Show the answer so far").click()
    expect(page.locator(".proposal h2")).not_to_have_text(before)


@pytest.mark.parametrize("page", ["phone"], indirect=True)
def test_the_other_language_keeps_everything(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_label("jaar", exact=True).fill("14")
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_label("years")).to_have_value("14")


@pytest.mark.parametrize("page", ["phone"], indirect=True)
def test_a_fault_is_told_and_its_link_leads_to_the_field(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_label("jaar", exact=True).fill("vijf")
    go_on(page)
    expect(page.get_by_role("alert")).to_contain_text("Vul de jaren in als getal")
    page.get_by_role("alert").get_by_role("link").click()
    assert page.url.endswith("#years")
    expect(page.get_by_label("jaar", exact=True)).to_have_value("vijf")


@pytest.mark.parametrize("page", ["desktop"], indirect=True)
def test_with_keys_only(page: Page, address: str) -> None:
    page.goto(address)
    press_to(page, "#years")
    page.keyboard.type("5")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Waar maken jullie je zorgen over?")
    press_to(page, "#q")
    page.keyboard.type("boos")
    page.keyboard.press("Enter")
    press_to(page, "input[value=driftbuien]")
    page.keyboard.press("Space")
    press_to(page, ".buttons .button--primary")
    page.keyboard.press("Enter")
    press_to(page, "#duration-driftbuien")
    page.keyboard.type("4")
    press_to(page, '.buttons [value="answer"]')
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Wat past hier?")
    press_to(page, ".part > summary")
    page.keyboard.press("Enter")
    expect(page.locator(".part[open] .reason").first).to_be_visible()


def press_to(page: Page, selector: str) -> None:
    """Press Tab until an element that fits has the focus."""
    for _ in range(150):
        page.keyboard.press("Tab")
        if page.locator(f"{selector}:focus").count():
            return
    raise AssertionError(f"{selector} cannot be reached with the keyboard")
