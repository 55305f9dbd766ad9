"""The pages of the linked data: nothing that axe can find of WCAG 2.2 AA, in both languages and colour schemes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from kompas import resources
from kompas.knowledge.rule_cases import read_rule_cases
from tests.browser import axe

pytestmark = pytest.mark.browser

RULE_CASE = "/doc/rule-case/" + read_rule_cases(resources.rule_cases() / "2-severity" / "ernst-bereik.yaml")[0][0].slug
PAGES = ["/catalog", "/dumps", "/changes", "/release/current", "/queries", "/queries/gedeelde-kernelementen",
         "/queries/is-erkend", "/ontology", "/sparql", "/doc/rule/licht-en-normaal", RULE_CASE]  # fmt: skip


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 320, "height": 800}, java_script_enabled=True)
    page = context.new_page()
    page.route("**/yasgui.min.js*", lambda route: route.abort())  # the editor is of others; the page around it is ours
    yield page
    context.close()


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_page_can_be_read_by_everyone(language: str, path: str, page: Page, address: str) -> None:
    page.goto(f"{address}{path}?lang={language}" if path != "/release/current" else f"{address}{path}")
    assert axe.found(page) == ""
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1")
