"""The query editor in a browser: it asks this endpoint only, completes from the ontology, and shows what comes back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from kompas_api.web.files import script
from playwright.sync_api import Browser, Page

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(script("yasgui.min.js") is None, reason="Yasgui comes with npm ci"),
]
PATIENCE = 30_000


@pytest.fixture
def editor(browser: Browser, address: str) -> Iterator[Page]:
    page = browser.new_page(locale="nl-NL")
    page.set_default_timeout(PATIENCE)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}/sparql")
    page.wait_for_selector(".yasqe .CodeMirror")
    yield page
    page.close()
    elsewhere = [url for url in asked if not url.startswith((address, "data:"))]
    assert not elsewhere
    assert not [text for text in said if "status of 400" not in text]


def test_a_query_is_asked_and_its_answer_shown(editor: Page) -> None:
    assert not editor.locator("#form").is_visible()
    editor.click(".yasqe_queryButton")
    editor.wait_for_selector(".yasr_results table tbody tr")
    assert editor.locator(".yasr_results table tbody tr").count() >= 10


def test_a_mistake_is_told_in_the_words_of_the_endpoint(editor: Page) -> None:
    editor.evaluate("document.querySelector('.yasqe .CodeMirror').CodeMirror.setValue('SELECT * { ?s ?p')")
    editor.click(".yasqe_queryButton")
    editor.wait_for_selector(".yasr .errorResult")
    editor.wait_for_function(
        "document.querySelector('.errorResult pre').textContent.startsWith('This is not readable')"
    )
    said = editor.inner_text(".yasr .errorResult pre")
    assert "Line 1, column 10: the “{” here is not closed" in said
    assert '"type"' not in said


def test_classes_are_completed_from_the_ontology(editor: Page) -> None:
    editor.evaluate(
        """() => {
            const code = document.querySelector('.yasqe .CodeMirror').CodeMirror;
            code.setValue('PREFIX kompas: <https://w3id.org/kompas/ontology#>\\nSELECT * { ?x a kompas:KernelE');
            code.setCursor({ line: 1, ch: 31 });
            code.focus();
        }"""
    )
    editor.keyboard.press("Control+Space")
    editor.wait_for_selector(".CodeMirror-hints")
    assert "KernelElement" in editor.inner_text(".CodeMirror-hints")


def test_the_query_of_the_address_is_the_one_in_the_editor(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}/sparql?query=ASK%20%7B%20%3Fkompas%20%3Fp%20%22%3C%2Fscript%3E%22%20%7D&lang=en")
    page.wait_for_selector(".yasqe .CodeMirror")
    value = page.evaluate("document.querySelector('.yasqe .CodeMirror').CodeMirror.getValue()")
    assert value == 'ASK { ?kompas ?p "</script>" }'
    page.close()


def test_without_scripts_the_form_does_the_work(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/sparql")
    page.select_option("#format", "csv")
    with page.expect_download() as downloading:
        page.click("#form button[type=submit]")
    assert "problem" in downloading.value.path().read_text("utf-8")
    context.close()
