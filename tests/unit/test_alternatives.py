"""What to ask next and what would change the answer, on cases small enough to work out by hand."""

from __future__ import annotations

from typing import Any

from kompas.case import case_from_mapping
from kompas.consultation import consult, consultant
from kompas.recommendation import Recommendation

KNOWN: dict[str, Any] = {
    "problem": "driftbuien",
    "duration_months": 1,
    "frequency": "weekly",
    "settings": ["home"],
    "consequences": "none",
    "danger": "none",
    "tried": [],
}


def advice(*left_out: str, **changed: Any) -> Recommendation:
    concern = {name: value for name, value in {**KNOWN, **changed}.items() if name not in left_out}
    plain = {"age": 3, "concerns": [concern], "family": {"risk_factors": []}, "safety_signals": []}
    return consult(case_from_mapping(plain, consultant().vocabulary))


def changes(recommendation: Recommendation, field: str) -> dict[str, str]:
    told = recommendation.what_would_change
    return {str(one.change.to): one.route for one in told if one.change.field == field}


def test_nothing_is_asked_when_everything_is_known() -> None:
    assert advice().open_questions == ()


def test_what_is_left_out_is_asked_only_when_it_could_change_the_route() -> None:
    assert advice("frequency", "settings").open_questions == ()
    (question,) = advice("consequences").open_questions
    assert question.field == "concerns[0].consequences"
    assert question.could_change_route_to == ("ordinary-parenting", "kernel-elements")
    assert question.question.startswith("Driftbuien: wat zijn de gevolgen")


def test_danger_is_asked_first_of_all() -> None:
    asked = [question.field for question in advice("danger", "consequences", "duration_months").open_questions]
    assert asked == ["concerns[0].danger", "concerns[0].consequences", "concerns[0].duration_months"]


def test_consequences_that_would_weigh_more_are_told_one_by_one() -> None:
    assert changes(advice(), "concerns[0].consequences") == {
        "substantial": "kernel-elements",
        "severe": "kernel-elements",
    }


def test_values_with_the_same_effect_are_told_once_with_the_others_beside() -> None:
    (told,) = [one for one in advice().what_would_change if one.change.field == "concerns[0].danger"]
    assert (told.change.from_, told.change.to, told.change.or_also) == ("none", "to-self", ("to-others",))
    assert (told.route, told.flags) == ("full-intervention", ("safety-first",))
    assert told.change.text.startswith("Driftbuien, gevaar: ")


def test_with_danger_no_other_single_fact_makes_it_lighter() -> None:
    told = advice(danger="to-others").what_would_change
    assert {one.change.field for one in told if one.route != "full-intervention"} == {"concerns[0].danger"}


def test_help_that_was_not_enough_tips_a_moderate_concern() -> None:
    moderate = advice(consequences="substantial")
    assert moderate.route == "kernel-elements"
    assert set(changes(moderate, "concerns[0].tried").values()) == {"full-intervention"}


def words(recommendation: Recommendation, field: str) -> list[str]:
    return [one.change.text for one in recommendation.what_would_change if one.change.field == field]


def test_of_what_protects_and_what_endangers_only_the_one_that_changes_is_named() -> None:
    plain = {
        "age": 3,
        "concerns": [{**KNOWN, "consequences": "severe"}],
        "family": {"risk_factors": [], "protective_factors": {"sociale-binding": "present"}},
        "safety_signals": [],
    }
    told = consult(case_from_mapping(plain, consultant().vocabulary))
    (missing, gone) = words(told, "family.protective_factors")
    assert missing.startswith(
        "Wat beschermt: cognitieve vaardigheden: niet bekend → ontbreekt (ook bij: competenties, "
    )
    assert gone == "Wat beschermt: sociale binding: aanwezig → ontbreekt"
    assert all(text.startswith("Signalen van onveiligheid: erbij komt ") for text in words(told, "safety_signals"))
    assert "{" not in " ".join(one.change.text for one in told.what_would_change)


def test_ages_are_told_in_years_the_nearest_first() -> None:
    concern = {**KNOWN, "consequences": "some", "frequency": "daily", "settings": ["home", "school"]}
    told = words(consult(case_from_mapping({"age": 5, "concerns": [concern]}, consultant().vocabulary)), "age")
    assert told[0] == "Leeftijd: 5 jaar → 7 jaar"
    assert "Leeftijd: 5 jaar → nog niet geboren" in told
