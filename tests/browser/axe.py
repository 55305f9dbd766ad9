"""What axe finds of WCAG 2.2 AA on a page, by day and by night, with everything open that can be opened."""

from __future__ import annotations

from typing import Any, Final

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

_LEVELS: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_ALL_BUT_COLOURS: Final = {
    "runOnly": _LEVELS,
    "rules": {"color-contrast": {"enabled": False}},
    "resultTypes": ["violations"],
}
_COLOURS: Final = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
    "resultTypes": ["violations"],
}
_OPEN: Final = "() => { for (const part of document.querySelectorAll('details')) part.open = true }"
_FOUR_OF_A_KIND: Final = """() => {
    const seen = new Map();
    window.hiddenForColours = [];
    const look = (part, around) => {
        const kind = `${around}>${part.tagName}.${part.getAttribute("class") ?? ""}`;
        seen.set(kind, (seen.get(kind) ?? 0) + 1);
        if (seen.get(kind) > 4) {
            part.style.display = "none";
            hiddenForColours.push(part);
        } else {
            for (const child of part.children) look(child, kind);
        }
    };
    look(document.body, "");
}"""
_ALL_AGAIN: Final = "() => { for (const part of hiddenForColours) part.style.display = '' }"


def violations(page: Page) -> str:
    """What axe finds, as a report; nothing when there is nothing.

    All rules look at the whole page. Those about colour take long, and look at four of a kind: a list of a hundred
    entries is dressed a hundred times in the same way.
    """
    page.evaluate(_OPEN)
    page.emulate_media(color_scheme="light", reduced_motion="reduce")  # colours that are on their way are neither
    found = _report(page, _ALL_BUT_COLOURS)
    page.evaluate(_FOUR_OF_A_KIND)
    found += _report(page, _COLOURS)
    page.emulate_media(color_scheme="dark")
    found += _report(page, _COLOURS)
    page.evaluate(_ALL_AGAIN)
    page.emulate_media(color_scheme="light")
    return found


def _report(page: Page, options: dict[str, Any]) -> str:
    results = Axe().run(page, options=options)
    return str(results.generate_report()) if results.violations_count else ""
