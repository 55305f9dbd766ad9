"""Conversation cards: on the page and on A6, for parents and for young people, in both languages."""

from __future__ import annotations

from html import unescape
from re import findall

import pytest
from kompas_api.web.cards import AUDIENCES, Audience, cards
from starlette.testclient import TestClient

PATHS = {
    ("parents", "nl"): "/kaarten/ouders.pdf",
    ("young-people", "nl"): "/kaarten/jongeren.pdf",
    ("parents", "en"): "/en/cards/parents.pdf",
    ("young-people", "en"): "/en/cards/young-people.pdf",
}


@pytest.mark.parametrize(("audience", "language"), PATHS)
def test_the_cards_are_a6_one_on_a_page(audience: Audience, language: str, client: TestClient) -> None:
    answer = client.get(PATHS[audience, language])
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["cache-control"].startswith("public")
    pages = findall(rb"/MediaBox ?\[ ?0 0 ([\d.]+) ([\d.]+)", answer.content)
    assert {(round(float(width)), round(float(height))) for width, height in pages} == {(298, 420)}
    assert f"/Count {len(cards(audience, 'nl'))}".encode() in answer.content


@pytest.mark.parametrize(("path", "language"), [("/kaarten", "nl"), ("/en/cards", "en")])
def test_the_page_shows_every_card_and_leads_to_what_can_be_printed(
    path: str, language: str, client: TestClient
) -> None:
    page = unescape(client.get(path).text)
    for audience in AUDIENCES:
        for card in cards(audience, "nl" if language == "nl" else "en"):
            assert card.question in page
        assert f'href="{PATHS[audience, language]}"' in page


def test_young_people_are_spoken_to_as_young_people() -> None:
    assert not [card.question for card in cards("young-people", "nl") if " u " in f" {card.question} "]
    assert not [card.question for card in cards("parents", "nl") if " je " in f" {card.question} "]


def test_what_a_page_is_dressed_in_may_be_kept_as_long_as_it_stays_the_same(client: TestClient) -> None:
    page = client.get("/", headers={"Accept": "text/html"}).text
    addresses = findall(r'(?:href|src)="(/static/[^"]+\?[^"]+)"', page)
    assert {address.split("?")[0] for address in addresses} == {
        "/static/kompas.css",
        "/static/kompas.js",
        "/static/htmx.min.js",
    }
    for address in addresses:
        answer = client.get(address, headers={"Accept-Encoding": "gzip"})
        assert "immutable" in answer.headers["cache-control"]
        assert answer.headers["content-encoding"] == "gzip"
