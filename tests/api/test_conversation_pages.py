"""The pages as a browser without scripts uses them: everything posted, nothing kept, nothing lost."""

from __future__ import annotations

import json
from html import unescape
from re import findall, search

import pytest
from kompas_api.web.answers import STEPS, Answers, step_of_case
from kompas_api.web.draft import draft
from starlette.testclient import TestClient

SANDRA = [
    ("years", "5"),
    ("problem", "driftbuien"),
    ("duration.driftbuien", "4"),
    ("unit.driftbuien", "months"),
    ("frequency.driftbuien", "daily"),
    ("setting.driftbuien", "home"),
    ("setting.driftbuien", "school"),
    ("consequences.driftbuien", "some"),
    ("risks-known", "none"),
]
PATHS = {"nl": "/gesprek", "en": "/en/conversation"}


def post(client: TestClient, fields: list[tuple[str, str]], path: str = "/gesprek") -> tuple[int, str]:
    from urllib.parse import urlencode

    headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "text/html"}
    answer = client.post(path, content=urlencode(fields), headers=headers)
    assert answer.headers["cache-control"] == "no-store"
    assert "set-cookie" not in answer.headers
    return answer.status_code, answer.text


def heading(page: str) -> str:
    found = search(r"<h1[^>]*>(.*?)</h1>", page)
    assert found
    return unescape(found[1])


def hidden(page: str) -> set[tuple[str, str]]:
    return {
        (name, unescape(value))
        for name, value in findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page)
    }


@pytest.mark.parametrize("language", PATHS)
@pytest.mark.parametrize("step", STEPS)
def test_every_step_can_be_gone_to_from_every_other(step: str, language: str, client: TestClient) -> None:
    for current in ("age", "wishes"):
        status, page = post(client, [*SANDRA, ("step", current), ("go", step)], PATHS[language])
        assert status == 200
        assert f'<html lang="{language}">' in page
        assert f'name="step" value="{step}"' in page


@pytest.mark.parametrize("step", STEPS[:-1])
def test_every_step_can_be_skipped(step: str, client: TestClient) -> None:
    following = STEPS[STEPS.index(step) + 1]
    if following == "answer":
        status, page = post(client, [("years", "5"), ("problem", "driftbuien"), ("step", step), ("go", "answer")])
    else:
        status, page = post(client, [("step", step), ("go", following)])
    assert status == 200
    assert f'name="step" value="{following}"' in page


def test_what_is_not_on_the_page_travels_along(client: TestClient) -> None:
    _, page = post(client, [*SANDRA, ("step", "family"), ("go", "safety")])
    assert set(SANDRA) <= hidden(page)


def test_what_is_on_the_page_is_not_there_twice(client: TestClient) -> None:
    _, page = post(client, [*SANDRA, ("step", "age"), ("go", "seriousness")])
    assert not {name for name, _ in hidden(page)} & {
        "duration.driftbuien",
        "frequency.driftbuien",
        "setting.driftbuien",
    }
    assert 'name="duration.driftbuien" inputmode="decimal" value="4"' in page


def test_the_answer_of_the_pages_is_the_answer_of_the_api(client: TestClient) -> None:
    case = {
        "age": 5,
        "concerns": [
            {
                "problem": "driftbuien",
                "duration_months": 4,
                "frequency": "daily",
                "settings": ["home", "school"],
                "consequences": "some",
            }
        ],
        "family": {"risk_factors": []},
    }
    answer = client.post("/gesprek/download", data=dict_of([*SANDRA, ("download", "json")]))
    assert answer.headers["content-disposition"] == 'attachment; filename="kompas.json"'
    assert answer.json() == client.post("/v1/recommendations", json=case).json()
    _, page = post(client, [*SANDRA, ("step", "wishes"), ("go", "answer")])
    assert answer.json()["summary"] in unescape(page)


def dict_of(fields: list[tuple[str, str]]) -> dict[str, list[str]]:
    return {name: [value for key, value in fields if key == name] for name, _ in fields}


@pytest.mark.parametrize(
    ("format", "opening"), [("pdf", b"%PDF"), ("markdown", b"#"), ("json", b"{"), ("json-ld", b"")]
)
def test_the_answer_can_be_taken_along(format: str, opening: bytes, client: TestClient) -> None:
    for path in ("/gesprek/download", "/en/conversation/download"):
        answer = client.post(path, data=dict_of([*SANDRA, ("download", format)]))
        assert answer.status_code == 200
        assert answer.headers["cache-control"] == "no-store"
        assert answer.content.startswith(opening)
    if format == "json-ld":
        assert json.loads(answer.content)


def test_a_download_of_nothing_is_refused(client: TestClient) -> None:
    assert client.post("/gesprek/download", data={"download": "pdf"}).status_code == 400
    assert client.post("/gesprek/download", data=dict_of([*SANDRA, ("download", "exe")])).status_code == 400


def test_the_answer_shows_everything(client: TestClient) -> None:
    recommendation = client.post("/gesprek/download", data=dict_of([*SANDRA, ("download", "json")])).json()
    _, page = post(client, [*SANDRA, ("step", "wishes"), ("go", "answer")])
    shown = unescape(page)
    expected = [option["label"] for option in recommendation["options"]]
    expected += [argument["text"] for option in recommendation["options"] for argument in option["arguments_for"]]
    expected += [argument["text"] for option in recommendation["options"] for argument in option["arguments_against"]]
    expected += [item["concept"]["label"] for option in recommendation["options"] for item in option["items"]]
    expected += [one["question"] for one in recommendation["open_questions"]]
    expected += [one["question"] for one in recommendation["safety"]["considerations"]]
    expected += [one["question"] for one in recommendation["reflection"]]
    expected += [one["concept"]["label"] for one in recommendation["protective_factors"]]
    expected += [one["how"] for one in recommendation["common_factors"]]
    expected += [one["text"] for one in recommendation["monitoring"]["indicators"]]
    expected += [one["side_a"] for one in recommendation["disagreements"]]
    expected += [one["citation"] for one in recommendation["provenance"]["sources"]]
    expected += [one["change"]["text"] for one in recommendation["what_would_change"]]
    assert [text for text in expected if text not in shown] == []


@pytest.mark.parametrize(
    ("fields", "at", "words"),
    [
        ([("years", "vijf")], "years", "getal van 0 tot en met 23"),
        ([("years", "99")], "years", "getal van 0 tot en met 23"),
        ([("years", "5"), ("months", "12")], "months", "getal van 0 tot en met 11"),
        ([("years", "5"), ("unborn", "yes")], "unborn", "Kies één van beide"),
    ],
)
def test_a_fault_stands_at_its_field_and_nothing_typed_is_lost(
    fields: list[tuple[str, str]], at: str, words: str, client: TestClient
) -> None:
    status, page = post(client, [*fields, ("step", "age"), ("go", "concerns")])
    assert status == 400
    assert heading(page) == "Hoe oud is het kind of de jongere?"
    assert page.count(words) == 2, "in the summary and at the field"
    assert f'href="#{at}"' in page
    assert f'id="{at}"' in page
    assert "<title>Fout: " in page
    for name, value in fields:
        assert f'name="{name}"' in page
        assert f'value="{value}"' in page


def test_a_word_that_is_not_known_gets_suggestions(client: TestClient) -> None:
    fields = [
        *SANDRA,
        ("available-words", "Tripel P\nPMTO"),
        ("offer-known", "some"),
        ("step", "wishes"),
        ("go", "answer"),
    ]
    status, page = post(client, fields)
    assert status == 400
    assert "Bedoelt u" in page
    assert "triple-p" in page.lower()
    assert "Tripel P\nPMTO</textarea>" in page


@pytest.mark.parametrize("secret", ["bel 06-12345678", "roos@voorbeeld.nl"])
def test_what_identifies_is_refused_without_being_repeated_in_the_message(secret: str, client: TestClient) -> None:
    status, page = post(client, [*SANDRA, ("goals", secret), ("step", "wishes"), ("go", "answer")])
    assert status == 400
    assert "Een situatie is anoniem" in page
    assert page.count(secret) == 1, "only in the field, to be corrected"


def test_someone_who_wants_the_answer_too_early_is_told_what_is_needed(client: TestClient) -> None:
    status, page = post(client, [("step", "family"), ("go", "answer")])
    assert status == 400
    assert "Vul eerst de leeftijd in" in page
    status, page = post(client, [("years", "5"), ("step", "family"), ("go", "answer")])
    assert status == 400
    assert "Kies ten minste één zorg" in page


def test_one_can_always_go_back_from_what_is_wrong(client: TestClient) -> None:
    status, page = post(client, [("years", "5"), ("problem", "driftbuien"), ("duration.driftbuien", "lang"),
                                 ("step", "seriousness"), ("go", "concerns")])  # fmt: skip
    assert status == 200
    assert ("duration.driftbuien", "lang") in hidden(page)


def test_a_search_finds_with_other_words_and_keeps_what_was_chosen(client: TestClient) -> None:
    fields = [("years", "5"), ("problem", "ruzies"), ("q", "boos"), ("step", "concerns"), ("go", "concerns")]
    _, page = post(client, fields)
    assert "Gevonden bij “boos”" in page
    assert 'name="problem" value="driftbuien">' in page
    assert 'name="problem" value="ruzies" checked>' in page


def test_the_problems_of_the_age_come_first_and_none_stands_there_twice(client: TestClient) -> None:
    _, page = post(client, [("years", "3"), ("step", "age"), ("go", "concerns")])
    values = findall(r'name="problem" value="([^"]+)"', page)
    assert len(values) == len(set(values))
    assert values.index("driftbuien") < values.index("somberheid")


def test_what_follows_so_far_is_shown_with_every_step(client: TestClient) -> None:
    _, page = post(client, [*SANDRA, ("step", "age"), ("go", "family")])
    assert "Wat we tot nu toe zien" in page


@pytest.mark.parametrize("marker", ["<script>alert(1)</script>", '"><img src=x>', "&lt;b&gt;"])
def test_what_is_typed_is_never_read_as_html(marker: str, client: TestClient) -> None:
    for fields in (
        [("q", marker), ("step", "concerns"), ("go", "concerns")],
        [("years", marker), ("step", "age"), ("go", "concerns")],
        [("goals", marker), ("step", "wishes"), ("go", "wishes")],
        [("problem", marker), ("years", "5"), ("step", "concerns"), ("go", "seriousness")],
    ):
        _, page = post(client, fields)
        assert marker not in page


def test_case_data_never_stand_in_an_address(client: TestClient) -> None:
    _, page = post(client, [*SANDRA, ("goals", "rust"), ("step", "wishes"), ("go", "answer")])
    addresses = findall(r'(?:href|action|formaction)="([^"]*)"', page)
    assert not [
        address
        for address in addresses
        if "?" in address
        and not address.endswith(("?lang=nl", "?lang=en"))
        and "kompas.css" not in address
        and address.startswith("/")
    ]
    assert client.get("/gesprek", follow_redirects=False).headers["location"] == "/"


@pytest.mark.parametrize("body", [b"\xff=1", b"a=1&" * 6000])
def test_a_form_that_cannot_be_read_is_refused(body: bytes, client: TestClient) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    assert client.post("/gesprek", content=body, headers=headers).status_code == 400


@pytest.mark.parametrize(
    ("number", "unit", "months"),
    [
        ("2", "weeks", 0.5),
        ("4", "weeks", 1),
        ("13", "weeks", 3),
        ("3", "months", 3),
        ("1,5", "years", 18),
        ("0.5", "months", 0.5),
    ],
)
def test_a_duration_is_read_in_the_unit_that_was_chosen(number: str, unit: str, months: float) -> None:
    answers = Answers((("problem", "driftbuien"), ("duration.driftbuien", number), ("unit.driftbuien", unit)))
    assert draft(answers, "nl").case["concerns"][0]["duration_months"] == months


@pytest.mark.parametrize(("years", "months", "age"), [("5", "", 5), ("0", "6", 0.5), ("", "3", 0.25), ("23", "6", 23)])
def test_an_age_is_years_and_months(years: str, months: str, age: float) -> None:
    assert draft(Answers((("years", years), ("months", months))), "nl").case["age"] == age


def test_what_is_left_open_is_not_in_the_case() -> None:
    assert draft(Answers((("years", "5"), ("problem", "driftbuien"), ("frequency.driftbuien", ""))), "nl").case == {
        "language": "nl",
        "age": 5,
        "concerns": [{"problem": "driftbuien"}],
    }


def test_nothing_found_is_something_else_than_not_known() -> None:
    assert draft(Answers((("risks-known", "none"),)), "nl").case["family"] == {"risk_factors": []}
    assert draft(Answers((("offer-known", "none"),)), "nl").case["practice"] == {"available": []}


@pytest.mark.parametrize(
    ("field", "step"),
    [
        ("concerns[0].duration_months", "seriousness"),
        ("concerns[1].danger", "safety"),
        ("concerns[0].tried", "tried"),
        ("concerns[0].tried[0].outcome", "tried"),
        ("family.risk_factors", "family"),
        ("safety_signals", "safety"),
        ("practice.available", "wishes"),
        ("age", "age"),
    ],
)
def test_every_question_leads_to_the_step_that_asks_it(field: str, step: str) -> None:
    assert step_of_case(field) == step
