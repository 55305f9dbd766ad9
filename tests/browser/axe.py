"""What axe can find of WCAG 2.2 AA on a page, in both colour schemes."""

from __future__ import annotations

from typing import Final

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

FAULTS_ONLY: Final = {"resultTypes": ["violations"]}
"""axe then describes no element that is in order, which costs it more than all looking for faults."""

TAGS: Final = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
EVERYTHING: Final = {"runOnly": TAGS, **FAULTS_ONLY}
COLOURS: Final = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}, **FAULTS_ONLY}


def found(page: Page) -> str:
    """What axe finds, or nothing: by every rule by day, and by those about colours by night."""
    page.emulate_media(color_scheme="light", reduced_motion="reduce")  # colours that are on their way are neither
    by_day = Axe().run(page, options=EVERYTHING)
    page.emulate_media(color_scheme="dark")
    by_night = Axe().run(page, options=COLOURS)
    return "".join(
        f"{scheme}: {result.generate_report()}"
        for scheme, result in (("light", by_day), ("dark", by_night))
        if result.violations_count
    )


def open_all(page: Page) -> None:
    """Open everything that can be opened."""
    page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
