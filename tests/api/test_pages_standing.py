"""The provisional answer beside the questions: there at every step, with what changed in it and why."""

from __future__ import annotations

from html import unescape
from re import findall, search
from urllib.parse import urlencode

import pytest
from starlette.testclient import TestClient

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
SANDRA = [
    ("years", "5"),
    ("problem", "driftbuien"),
    ("duration.driftbuien", "4"),
    ("frequency.driftbuien", "daily"),
    ("setting.driftbuien", "home"),
    ("danger.driftbuien", "none"),
    ("consequences.driftbuien", "some"),
    ("risks-known", "none"),
]


def standing(client: TestClient, fields: list[tuple[str, str]], path: str = "/gesprek/stand") -> str:
    answer = client.post(path, content=urlencode(fields), headers=FORM)
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    return unescape(answer.text)


def seen(page: str) -> tuple[str, str]:
    found = search(r'name="seen" value="([^"]*)"', page)
    assert found
    return "seen", found[1]


def test_without_an_age_and_a_worry_it_says_when_there_will_be_something_to_see(client: TestClient) -> None:
    assert "Zodra er een leeftijd en een zorg zijn" in standing(client, [("years", "5")])


def test_a_fact_that_changes_the_answer_is_told_with_what_was_and_why(client: TestClient) -> None:
    before = standing(client, SANDRA)
    assert "veranderd" not in before
    after = standing(client, [*SANDRA, ("consequences.driftbuien", "severe"), seen(before)])
    assert "Wat er veranderde, en waarom" in after
    assert "Eerst: gewoon opvoeden. Nu: <strong>Volledige interventie</strong>." in after
    assert "ernstige zorg" in after
    assert "gelden niet meer" in after or "geldt niet meer" in after


def test_a_flag_that_comes_up_or_goes_away_is_told(client: TestClient) -> None:
    before = standing(client, SANDRA, "/en/conversation/standing")
    signal = ("signal", "huiselijk-geweld")
    raised = standing(client, [*SANDRA, signal, seen(before)], "/en/conversation/standing")
    assert "Take note from now on: " in raised
    dropped = standing(client, [*SANDRA, seen(raised)], "/en/conversation/standing")
    assert "No longer raised: " in dropped


def test_what_changes_nothing_is_not_called_a_change(client: TestClient) -> None:
    before = standing(client, SANDRA)
    assert "veranderd" not in standing(client, [*SANDRA, ("qualification", ""), seen(before)])


@pytest.mark.parametrize("nonsense", ["", "|", "a|b", "<b>|x|y", "a|b|c|d"])
def test_a_remembered_answer_that_cannot_be_read_counts_for_nothing_or_is_harmless(
    nonsense: str, client: TestClient
) -> None:
    page = standing(client, [*SANDRA, ("seen", nonsense)])
    assert "Gewoon opvoeden" in page
    assert "<b>" not in page


def test_the_change_is_also_there_on_the_next_page_without_scripts(client: TestClient) -> None:
    before = client.post("/gesprek", content=urlencode([*SANDRA, ("step", "age"), ("go", "safety")]), headers=FORM)
    fields = [*SANDRA, seen(before.text), ("signal", "huiselijk-geweld"), ("step", "safety"), ("go", "tried")]
    after = client.post("/gesprek", content=urlencode(fields), headers=FORM)
    assert "Let vanaf nu op: " in after.text
    assert len(findall('name="seen"', after.text)) == 1


def test_what_is_typed_wrongly_leaves_the_rest_in_peace(client: TestClient) -> None:
    page = standing(client, [*SANDRA, ("duration.driftbuien", "lang")])
    assert "nog niet goed ingevuld" in page


def test_searching_while_typing_gives_the_same_subjects_as_searching_with_the_button(client: TestClient) -> None:
    fields = [("years", "5"), ("problem", "ruzies"), ("q", "boos"), ("step", "concerns")]
    part = client.post("/gesprek/zoek", content=urlencode(fields), headers=FORM).text
    page = client.post("/gesprek", content=urlencode([*fields, ("go", "concerns")]), headers=FORM).text
    assert part.strip() in page
    assert 'name="problem" value="driftbuien">' in part
    assert 'name="problem" value="ruzies" checked>' in part
