"""How a rating stands, told from its own dates and from the ratings beside it."""

from __future__ import annotations

import pytest
from pyoxigraph import NamedNode, RdfFormat, Store

from kompas.case import case_from_mapping
from kompas.consultation import consult, consultant
from kompas.knowledge import Knowledge
from kompas.knowledge.manifest import Manifest
from kompas.namespaces import ID
from kompas.portrait import portrait
from kompas.recommendation import RatingState
from kompas.standing import LABELS, state_of

NOW = "kompas:current true ; kompas:level kompas:WellFounded"
ONCE = "kompas:current false ; kompas:level kompas:WellFounded"
BESIDE = (
    "intervention:x kompas:hasRating rating:later . "
    'rating:later kompas:ratingOf intervention:x ; kompas:current true ; kompas:standard "{}" .'
)


def state(said: str, checked: str = "2026-11-22", more: str = "") -> RatingState:
    store = Store()
    store.load(
        f"""@prefix kompas: <https://w3id.org/kompas/ontology#> .
        @prefix rating: <{ID}rating/> .
        @prefix intervention: <{ID}intervention/> .
        intervention:x kompas:hasRating rating:one .
        rating:one kompas:ratingOf intervention:x ; kompas:standard "ladder" ; kompas:lastChecked "{checked}" ; {said} .
        {more}""".encode(),
        RdfFormat.TURTLE,
    )
    knowledge = Knowledge(store, Manifest("0", "0", "0", "0", {}, ()))
    return state_of(NamedNode(f"{ID}rating/one"), knowledge)


@pytest.mark.parametrize(
    ("rated", "expected"),
    [
        ("2021-11-22", "current"),
        ("2021-11-21", "older-than-five-years"),
        ("2021-11", "current"),
        ("2021-10", "older-than-five-years"),
        ("2021", "current"),
        ("2020", "older-than-five-years"),
    ],
)
def test_it_is_old_once_all_of_its_date_lies_over_five_years_back(rated: str, expected: RatingState) -> None:
    assert state(f'{NOW} ; kompas:ratedOn "{rated}"') == expected


def test_what_counts_is_the_day_it_was_looked_up() -> None:
    assert state(f'{NOW} ; kompas:ratedOn "2018-01-01"', checked="2022-06-01") == "current"
    assert state(f'{NOW} ; kompas:ratedOn "2018-01-01"', checked="2024-06-01") == "older-than-five-years"


def test_without_a_date_it_holds() -> None:
    assert state(NOW) == "current"


def test_not_in_the_database_is_no_judgement_and_does_not_grow_old() -> None:
    assert state('kompas:current true ; kompas:level kompas:NotInDatabase ; kompas:ratedOn "2010"') == "current"


def test_being_redone_is_told_before_being_old() -> None:
    assert state(f'{NOW} ; kompas:ratedOn "2012" ; kompas:underReassessment true') == "under-reassessment"


def test_what_no_longer_holds_was_superseded_under_its_own_standard_or_else_withdrawn() -> None:
    assert state(ONCE) == "withdrawn"
    assert state(ONCE, more=BESIDE.format("ladder")) == "superseded"
    assert state(ONCE, more=BESIDE.format("another")) == "withdrawn"


def test_every_state_has_a_name_in_both_languages() -> None:
    assert all(set(names) == {"nl", "en"} for names in LABELS.values())


def test_a_rating_of_another_registry_is_no_recognition_here() -> None:
    plain = {"age": 8, "concerns": [{"problem": "gedragsproblemen"}]}
    answer = consult(case_from_mapping(plain, consultant().vocabulary))
    (item,) = {
        i.concept.slug: i for option in answer.options for i in option.items if i.concept.slug == "pmto"
    }.values()
    assert item.recognition is not None
    assert (item.recognition.level, item.recognition.state) == (None, None)
    assert f"{ID}rule/erkenning-niet-nagegaan" in {argument.rule.iri for argument in item.arguments_against}


def test_a_portrait_tells_how_each_rating_of_an_intervention_stands() -> None:
    kompas = consultant()
    told = portrait("kiva", kompas.knowledge, kompas.vocabulary, "nl")
    assert "(vervangen door een later oordeel)" in told
    assert "(geldt nu)" in told
    told = portrait("rots-en-water", kompas.knowledge, kompas.vocabulary, "en")
    assert "(under reassessment)" in told
