"""Whole consultations: for each of the cases that come with Kompas, what must come out."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from kompas.case import Case, read_case
from kompas.consultation import Answer, consultant
from kompas.recommendation import Recommendation
from kompas.rendering import render

FOLDER: Final = Path(__file__).parents[2] / "data" / "cases"
EXPECTED: Final[dict[str, dict[str, Any]]] = yaml.safe_load(
    Path(__file__).with_name("expected.yaml").read_text("utf-8")
)


def read(name: str) -> Case:
    return read_case(FOLDER / f"{name}.yaml", vocabulary=consultant().vocabulary)


@cache
def answer(name: str) -> Answer:
    return consultant().answer(read(name))


def recommendation(name: str) -> Recommendation:
    return answer(name).recommendation


def items(name: str, *statuses: str) -> set[str]:
    options = recommendation(name).options
    return {item.concept.slug for option in options for item in option.items if item.status in statuses}


def text(name: str) -> str:
    written = render(recommendation(name), "text", width=100_000)
    assert isinstance(written, str)
    return " ".join(written.replace("┃", " ").split())


@pytest.mark.parametrize("name", EXPECTED)
def test_route_flags_and_severity_are_as_they_must_be(name: str) -> None:
    found, expected = recommendation(name), EXPECTED[name]
    assert found.route == expected["route"]
    assert list(found.route_range) == expected.get("range", [expected["route"]] * 2)
    assert list(found.flags) == expected["flags"]
    assert {concern.problem.slug: concern.severity for concern in found.concerns} == expected["severity"]
    assert {question.field for question in found.open_questions} == set(expected.get("asks", []))


@pytest.mark.parametrize("name", EXPECTED)
def test_what_must_be_recommended_is_and_what_comes_next_stands_ready(name: str) -> None:
    assert set(EXPECTED[name].get("recommended", ())) <= items(name, "recommended")
    assert set(EXPECTED[name].get("ready", ())) <= items(name, "alternative", "not-available")


@pytest.mark.parametrize("name", EXPECTED)
def test_the_text_says_what_must_be_said_and_no_words_of_child_or_parents(name: str) -> None:
    told = text(name).lower()
    assert [words for words in EXPECTED[name]["words"] if words.lower() not in told] == []
    goals = read(name).goals or ()
    graph = " ".join(str(triple) for triple in answer(name).graph)
    assert [goal for goal in goals if goal in told or goal in graph or goal in recommendation(name).to_json()] == []
    assert "goals" not in recommendation(name).case


def test_sandra_is_helped_where_she_is_and_limits_come_after_encouragement() -> None:
    options = {option.route: option for option in recommendation("sandra").options}
    assert {route: option.status for route, option in options.items()} == {
        "ordinary-parenting": "recommended",
        "kernel-elements": "not-now",
        "full-intervention": "not-now",
    }
    elements = [item.concept.slug for item in options["kernel-elements"].items]
    assert elements.index("positieve-bekrachtiging") < elements.index("time-out")


def test_bram_gets_protection_and_one_plan_and_no_programme() -> None:
    found = recommendation("bram")
    assert {option.status for option in found.options if option.route == "full-intervention"} == {"not-now"}
    states = {factor.concept.slug: factor.state for factor in found.protective_factors}
    assert states["schoolmotivatie"] == states["steun-van-belangrijke-volwassenen"] == "present"
    assert len(states) == 10
    assert all(factor.suggestion and factor.arguments for factor in found.protective_factors)


def test_bram_later_safety_comes_first_with_reflection_and_monitoring() -> None:
    found = recommendation("bram-later")
    assert found.summary.startswith("Kijk eerst naar de veiligheid")
    assert {signal.slug for signal in found.safety.signals} == {"huiselijk-geweld", "wegblijven-op-onveilige-plaatsen"}
    assert len(found.safety.considerations) == 5
    assert "no" not in {consideration.answer for consideration in found.safety.considerations}
    assert found.reflection
    assert found.monitoring.indicators
    assert found.monitoring.moments
