"""The pages around the answer: the way to it, what if, the decision, and a situation on one's own device."""

from __future__ import annotations

import json
from html import unescape
from itertools import pairwise
from pathlib import Path
from re import findall
from typing import Any
from urllib.parse import urlencode

import pytest
from kompas_api.web.answers import Answers
from kompas_api.web.comparing import supposed
from kompas_api.web.draft import draft
from kompas_api.web.drawing import balance, compass
from kompas_api.web.opening import fields
from kompas_api.web.way import ways
from starlette.testclient import TestClient

from kompas.case import Case, case_from_mapping, read_case
from kompas.consultation import consultant

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
CASES = sorted(Path("data/cases").glob("*.yaml"))
SANDRA = [
    ("years", "5"),
    ("problem", "driftbuien"),
    ("duration.driftbuien", "4"),
    ("unit.driftbuien", "months"),
    ("frequency.driftbuien", "daily"),
    ("setting.driftbuien", "home"),
    ("consequences.driftbuien", "some"),
    ("danger.driftbuien", "none"),
    ("risks-known", "none"),
    ("goals", "zonder strijd naar bed"),
]


def post(client: TestClient, more: list[tuple[str, str]], path: str = "/gesprek") -> tuple[int, str]:
    answer = client.post(path, content=urlencode([*SANDRA, *more]), headers=FORM)
    assert answer.headers["cache-control"] == "no-store"
    return answer.status_code, unescape(answer.text)


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_every_argument_is_drawn_with_its_facts_its_rule_and_its_conclusion(case: Path) -> None:
    recommendation = consultant().answer(read_case(case, vocabulary=consultant().vocabulary)).recommendation
    drawn = ways(recommendation)
    expected = {
        one.id for option in recommendation.options for one in (*option.arguments_for, *option.arguments_against)
    }
    expected |= {one.id for flag in recommendation.flag_reasons for one in flag.arguments}
    assert expected <= {argument.id for way in drawn for argument in way.arguments}
    for way in drawn:
        texts = {box.text for box in way.boxes}
        for argument in way.arguments:
            assert {argument.rule.label, *(premise.text for premise in argument.premises)} <= texts
        assert {link.argument for link in way.links} == set(way.numbers.values())
        for layer in range(3):
            standing = sorted((box.y, box.y + box.height) for box in way.boxes if box.layer == layer)
            assert all(end < start for (_, end), (start, _) in pairwise(standing))
            assert all(end <= way.height for _, end in standing)


def test_the_way_stands_there_as_a_drawing_and_as_a_table_with_the_same_reasons(client: TestClient) -> None:
    status, page = post(client, [("step", "answer"), ("go", "reasoning")])
    assert status == 200
    rows = findall(r'<tr id="([^"]+)"', page)
    assert rows
    assert len(rows) == len(set(rows))
    assert set(findall(r'data-node="([^" ]+)"', page)) <= set(rows)
    assert 'href="/doc/rule/' in page


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_the_compass_points_at_the_proposal_or_leaves_open_what_is_open(case: Path) -> None:
    recommendation = consultant().sketch(read_case(case, vocabulary=consultant().vocabulary)).recommendation
    drawn = compass(recommendation)
    pointed = [sector.route for sector in drawn.sectors if sector.open]
    if recommendation.route == "clarify-first":
        assert drawn.needle is None
        assert (pointed[0], pointed[-1]) == recommendation.route_range
    else:
        assert pointed == [recommendation.route]
    for option in recommendation.options:
        told = {one.theme for one in (*option.arguments_for, *option.arguments_against)}
        assert {one.theme for one in balance(option)} == told


def test_what_if_puts_two_answers_side_by_side_and_keeps_the_facts_as_they_were(client: TestClient) -> None:
    more = [("step", "what-if"), ("go", "what-if"), ("if.consequences.driftbuien", "severe")]
    status, page = post(client, more)
    assert status == 200
    assert "Zoals het nu is" in page
    assert "Als het anders was" in page
    assert page.count("<strong>Gewoon opvoeden</strong>") == 1
    assert page.count("<strong>Volledige interventie</strong>") == 1
    assert 'name="consequences.driftbuien" value="some"' in page
    _, answer = post(client, [*more, ("step", "what-if"), ("go", "answer")])
    assert "Voorstel: Gewoon opvoeden" in answer


def test_every_change_that_is_suggested_leads_to_the_route_it_promises(client: TestClient) -> None:
    _, page = post(client, [("step", "answer"), ("go", "what-if")])
    found = findall(r'<small>→ ([^<]+)</small></span> <button[^>]* name="suppose" value="([^"]+)"', page)
    assert found
    names = {
        "gewoon opvoeden": "Gewoon opvoeden",
        "eerst verhelderen": "Eerst verhelderen",
        "kernelementen met wat altijd werkt": "Kernelementen",
        "een volledige interventie": "Volledige interventie",
    }
    for route, value in found:
        _, tried = post(client, [("step", "what-if"), ("suppose", value)])
        then = tried.partition("Als het anders was")[2]
        assert f"<strong>{names[route]}</strong>" in then, value


def test_a_change_that_makes_no_difference_says_so(client: TestClient) -> None:
    _, page = post(client, [("step", "what-if"), ("go", "what-if"), ("if.danger.driftbuien", "none")])
    assert "Dit maakt geen verschil" in page


def test_what_is_supposed_to_be_unknown_is_left_out_of_the_case() -> None:
    answers = Answers((("years", "5"), ("problem", "driftbuien"), ("frequency.driftbuien", "daily"),
                       ("if.frequency.driftbuien", "unknown-again")))  # fmt: skip
    assert draft(supposed(answers), "nl").case["concerns"] == [{"problem": "driftbuien"}]


DECISION = [
    ("step", "keep"),
    ("choice", "kernel-elements"),
    ("otherwise", "wishes"),
    ("reason", "De ouders willen *nu* al iets proberen."),
    ("family-view", "Zij zien het zitten."),
    ("review", "Over zes weken, met school."),
]


def test_the_report_holds_the_decision_with_its_reasons(client: TestClient) -> None:
    status, report = post(client, [*DECISION, ("download", "markdown")], "/gesprek/download")
    assert status == 200
    for text in ("anders dan voorgesteld", "[wishes]", "Zij zien het zitten.", "Over zes weken, met school."):
        assert text in report.replace("\\", "")
    assert "De ouders willen" in report
    pdf = client.post("/en/conversation/download", content=urlencode([*SANDRA, *DECISION, ("download", "pdf")]),
                      headers=FORM)  # fmt: skip
    assert pdf.content.startswith(b"%PDF")


@pytest.mark.parametrize(
    ("decided", "field", "words"),
    [
        ([("choice", "ordinary-parenting")], "reason", "Schrijf op waarom"),
        ([("choice", "full-intervention"), ("reason", "x")], "otherwise", "Vink aan waarom"),
        ([("reason", "zomaar een verhaal")], "choice", "Kies eerst wat u gaat doen"),
    ],
)
def test_a_choice_without_its_reason_is_told_at_the_field_and_keeps_what_was_written(
    decided: list[tuple[str, str]], field: str, words: str, client: TestClient
) -> None:
    status, page = post(client, [*decided, ("step", "keep"), ("download", "pdf")], "/gesprek/download")
    assert status == 400
    assert f'href="#{field}"' in page
    assert page.count(words) >= 2, "in the summary and at the field"
    assert all(value in page for _, value in decided)


def test_without_a_decision_there_is_room_to_write_it_by_hand(client: TestClient) -> None:
    status, report = post(client, [("step", "keep"), ("download", "markdown")], "/gesprek/download")
    assert status == 200
    assert "volgen / aanpassen / anders" in report


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_every_case_goes_into_the_form_and_comes_out_the_same(case: Path) -> None:
    read = read_case(case, vocabulary=consultant().vocabulary)
    again = draft(Answers(tuple(fields(read))), read.language)
    assert again.faults == []
    assert said(case_from_mapping(again.case, consultant().vocabulary)) == said(read)


def said(case: Case) -> dict[str, Any]:
    """What a case says; that no one is involved, and no life domain, is not asked for in the form."""
    plain = case.to_dict()
    family = {name: part for name, part in plain.get("family", {}).items() if part or name == "risk_factors"}
    return {**plain, "family": family}


def test_a_saved_situation_opens_again_with_the_decision(client: TestClient) -> None:
    saved = client.post(
        "/gesprek/download", content=urlencode([*SANDRA, *DECISION, ("download", "case")]), headers=FORM
    )
    assert saved.headers["content-disposition"] == 'attachment; filename="kompas-situatie.json"'
    assert json.loads(saved.content)["case"]["goals"] == ["zonder strijd naar bed"]
    opened = client.post("/openen", files={"file": ("kompas-situatie.json", saved.content)})
    assert opened.status_code == 200
    page = unescape(opened.text)
    assert "Voorstel: Gewoon opvoeden" in page
    for name, value in (SANDRA[0], SANDRA[4], SANDRA[-1], *DECISION[1:]):
        assert f'name="{name}" value="{value}"' in page


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\x00",
        b"[1]",
        b'{"kind": "kompas-conversation", "case": {}}',
        b"age: 5\nconcerns: [{problem: onzin}]",
        b"age: 5\nname: Roos\nconcerns: []",
    ],
)
def test_a_file_that_cannot_be_opened_says_so_at_the_field(content: bytes, client: TestClient) -> None:
    answer = client.post("/en/open", files={"file": ("x.json", content)})
    assert answer.status_code == 400
    assert 'aria-invalid="true"' in answer.text
    assert "This file cannot be opened" in answer.text
    assert "Roos" not in answer.text


def test_a_form_without_a_file_is_refused(client: TestClient) -> None:
    assert client.post("/openen", files={"other": ("x", b"y")}).status_code == 400
    assert client.post("/openen", content=b"x=1", headers=FORM).status_code == 415


def opened_case(client: TestClient, case: dict[str, Any]) -> str:
    answer = client.post("/openen", files={"file": ("case.json", json.dumps(case).encode())})
    assert answer.status_code == 200
    return unescape(answer.text)


SERIOUS = {
    "age": 9,
    "concerns": [
        {"problem": "agressie", "duration_months": 12, "frequency": "daily", "settings": ["home", "school"],
         "consequences": "severe", "danger": "none", "tried": []},
    ],
    "family": {"risk_factors": []},
}  # fmt: skip


def test_with_a_programme_stand_its_assessor_its_elements_and_whether_it_is_here(client: TestClient) -> None:
    unknown = opened_case(client, SERIOUS)
    recommendation = client.post("/v1/recommendations", json=SERIOUS).json()
    items = [item for option in recommendation["options"] for item in option["items"] if item.get("recognition")]
    assert items
    assert [
        one["recognition"]["assessor"] for one in items if one["recognition"].get("assessor", "") not in unknown
    ] == []
    assert "Elementen erin:" in unknown
    assert unknown.count("Hier beschikbaar? Niet bekend") == len(items)
    chosen = next(item["concept"]["slug"] for item in items if item["status"] in ("recommended", "alternative"))
    known = opened_case(client, {**SERIOUS, "practice": {"available": [chosen]}})
    assert "Hier beschikbaar? Ja" in known
    assert "Hier beschikbaar? Nee" in known


def test_the_plan_begins_close_to_home_and_leaves_out_what_is_for_another_age(client: TestClient) -> None:
    page = opened_case(client, SERIOUS)
    places = findall(r"<summary>([A-Z][a-z]+) \(\d+\)</summary>", page)
    near = ["Thuis", "Kinderopvang", "School", "Leeftijdgenoten", "Buurt", "Vereniging", "Online", "Werk"]
    assert places[0] == "Thuis"
    assert places == [place for place in near if place in places]
    assert "brugklassers-wegwijs-maken" not in page
    assert "Door: " in page
    assert "Versterkt: " in page
