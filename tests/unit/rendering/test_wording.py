"""Every word there is in every language, and every code of the model has a name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, get_args

import pytest

from kompas.recommendation import (
    Argument,
    ConcernAppraisal,
    Evidence,
    FlagCode,
    Item,
    Language,
    Option,
    ProtectiveFactorAdvice,
    Recommendation,
    RouteCode,
    SafetyConsideration,
    SeverityCode,
)
from kompas.rendering.wording import WORDINGS, counted, day, number
from kompas.rendering.wording.words import Wording

CODES: dict[str, Any] = {
    "routes": RouteCode,
    "severities": SeverityCode,
    "flags": FlagCode,
    "normality": ConcernAppraisal.model_fields["normal_for_age"].annotation,
    "decisiveness": Recommendation.model_fields["decisiveness"].annotation,
    "weights": Argument.model_fields["weight"].annotation,
    "themes": Argument.model_fields["theme"].annotation,
    "option_status": Option.model_fields["status"].annotation,
    "item_status": Item.model_fields["status"].annotation,
    "item_groups": Item.model_fields["status"].annotation,
    "item_types": Item.model_fields["type"].annotation,
    "answers": SafetyConsideration.model_fields["answer"].annotation,
    "states": ProtectiveFactorAdvice.model_fields["state"].annotation,
    "directions": Evidence.model_fields["direction"].annotation,
}


def texts(value: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a wording, with its place."""
    if isinstance(value, str):
        yield place, value
    else:
        entries = value.items() if isinstance(value, dict) else enumerate(value)
        for key, entry in entries:
            yield from texts(entry, f"{place}/{key}")


def test_there_is_a_wording_for_every_language() -> None:
    assert set(WORDINGS) == set(get_args(Language))


@pytest.mark.parametrize("language", get_args(Language))
def test_a_wording_is_whole(language: Language) -> None:
    words = WORDINGS[language]
    assert set(words) == set(Wording.__annotations__)
    assert not [place for place, text in texts(words) if not text.strip()]


def test_languages_have_the_same_words_with_the_same_blanks() -> None:
    blanks = [
        {place: sorted(re.findall(r"\{(\w+)\}", text)) for place, text in texts(words) if "normality" not in place}
        for words in WORDINGS.values()
    ]
    one_sided = {"/more_items/0", "/more_arguments/0"}
    assert blanks[0].keys() - one_sided == blanks[1].keys() - one_sided
    assert blanks[0] == blanks[1]


@pytest.mark.parametrize("language", get_args(Language))
@pytest.mark.parametrize("group", CODES)
def test_every_code_has_a_name(language: Language, group: str) -> None:
    words: Any = WORDINGS[language]
    assert set(words[group]) == set(get_args(CODES[group]))


def test_no_dutch_word_addresses_the_reader_in_two_ways() -> None:
    informal = [
        text for _, text in texts(WORDINGS["nl"]) if re.search(r"\b(je|jij|jou|jouw|jullie)\b", text, re.IGNORECASE)
    ]
    assert not informal


def test_counting_knows_one_and_many() -> None:
    words = WORDINGS["nl"]
    assert counted(words["more_questions"], 1) == "en nog 1 vraag"
    assert counted(words["more_questions"], 2) == "en nog 2 vragen"


@pytest.mark.parametrize(
    ("date", "dutch", "english"),
    [
        ("2019", "2019", "2019"),
        ("2019-07", "juli 2019", "July 2019"),
        ("2019-07-01", "1 juli 2019", "1 July 2019"),
        ("2019-13", "2019-13", "2019-13"),
        ("onbekend", "onbekend", "onbekend"),
    ],
)
def test_dates_are_written_as_people_do(date: str, dutch: str, english: str) -> None:
    assert (day(WORDINGS["nl"], date), day(WORDINGS["en"], date)) == (dutch, english)


@pytest.mark.parametrize(("value", "dutch", "english"), [(4, "4", "4"), (4.5, "4,5", "4.5"), (10, "10", "10")])
def test_numbers_have_the_decimal_sign_of_the_language(value: float, dutch: str, english: str) -> None:
    assert (number(WORDINGS["nl"], value), number(WORDINGS["en"], value)) == (dutch, english)
