"""A walk through every page, sending what a browser would send: nothing that was filled in is lost on the way."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlencode

import pytest
from kompas_api.web.answers import PAGES, STEPS
from starlette.testclient import TestClient

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
CASES = [Path("data/cases") / f"{name}.yaml" for name in ("bram", "bram-later", "weinig-bekend")]
OTHER_PROGRAMME = b"""
age: 5
concerns:
  - {problem: driftbuien, tried: [{what: triple-p, outcome: insufficient}, {what: pmto, outcome: helps}]}
  - {problem: ruzies, tried: []}
preferences: {declines: [time-out]}
practice: {available: [pmto]}
"""


class Fields(HTMLParser):
    """The fields of the form of the conversation, as a browser sends them when a button without a name is pressed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.sent: list[tuple[str, str]] = []
        self._select: str | None = None
        self._chosen: list[str] = []
        self._area: str | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attributes}
        if tag == "input" and "name" in told:
            ticked = told.get("type") not in ("checkbox", "radio") or "checked" in told
            if ticked:
                self.sent.append((told["name"], told.get("value", "")))
        elif tag == "select":
            self._select, self._chosen = told["name"], []
        elif tag == "option" and self._select:
            if "selected" in told or not self._chosen:
                self._chosen = [told["value"]]
        elif tag == "textarea":
            self._area = told["name"]
            self.sent.append((told["name"], ""))

    def handle_data(self, data: str) -> None:
        if self._area:
            self.sent[-1] = (self._area, self.sent[-1][1] + data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "select" and self._select:
            self.sent.append((self._select, self._chosen[0]))
            self._select = None
        elif tag == "textarea":
            name, text = self.sent[-1]
            self.sent[-1] = (name, text.removeprefix("\n"))
            self._area = None


@pytest.mark.parametrize(
    "content", [*(path.read_bytes() for path in CASES), OTHER_PROGRAMME], ids=[*(path.stem for path in CASES), "other"]
)
def test_nothing_is_lost_on_the_way_through_every_page(content: bytes, client: TestClient) -> None:
    opened = client.post("/openen", files={"file": ("case.yaml", content)})
    assert opened.status_code == 200
    page, before = opened.text, saved(client, opened.text)
    for step in (*STEPS[:-1], *PAGES[len(STEPS) - 1 :]):
        answer = client.post("/gesprek", content=urlencode([*Fields(page).sent, ("go", step)]), headers=FORM)
        assert answer.status_code == 200, step
        page = answer.text
        assert saved(client, page) == before, step


def saved(client: TestClient, page: str) -> object:
    """The situation that would be saved on this page."""
    fields = [*Fields(page).sent, ("download", "case")]
    return in_any_order(client.post("/gesprek/download", content=urlencode(fields), headers=FORM).json())


def in_any_order(value: object) -> object:
    """The same without the order of lists: a page has an order of its own."""
    if isinstance(value, dict):
        return {name: in_any_order(part) for name, part in value.items()}
    return sorted((in_any_order(part) for part in value), key=str) if isinstance(value, list) else value
