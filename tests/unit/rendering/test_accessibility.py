"""The web page as axe sees it in a browser, in light and in dark, wide, narrow and printed."""

from __future__ import annotations

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from kompas.rendering import render
from tests.unit.rendering.samples import SAMPLES

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("name", "width"), [("safety.nl", 1200), ("clarify.en", 360)])
def test_axe_finds_nothing(browser: Browser, name: str, width: int, scheme: Literal["light", "dark"]) -> None:
    page = browser.new_page(color_scheme=scheme, viewport={"width": width, "height": 900})
    page.set_content(str(render(SAMPLES[name](), "html")))
    page.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true })")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    page.close()


def test_nothing_sticks_out_on_a_phone(browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 800})
    page.set_content(str(render(SAMPLES["safety.nl"](), "html")))
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.close()


def test_grounds_are_printed_though_they_are_folded_on_screen(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content(str(render(SAMPLES["ordinary.nl"](), "html")))
    ground = page.locator("details li").first
    assert not ground.is_visible()
    page.emulate_media(media="print")
    assert ground.is_visible()
    page.close()
