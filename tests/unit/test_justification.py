"""Arguments as people read them: text, premises and sources, weightiest first."""

from __future__ import annotations

from typing import Any

import pytest

from kompas.case import case_from_mapping
from kompas.consultation import consult, consultant
from kompas.recommendation import Argument, Recommendation

WEIGHTS = ("decisive", "strong", "supporting")


def advice(**changed: Any) -> Recommendation:
    plain = {"age": 8, "concerns": [{"problem": "agressie", **changed}], "family": {"risk_factors": []}}
    return consult(case_from_mapping(plain, consultant().vocabulary))


def about_routes(recommendation: Recommendation) -> list[tuple[Argument, ...]]:
    return [
        arguments for option in recommendation.options for arguments in (option.arguments_for, option.arguments_against)
    ]


def test_arguments_stand_weightiest_first_and_on_their_own_side() -> None:
    for option in advice(danger="to-others").options:
        for kind, arguments in (("for", option.arguments_for), ("against", option.arguments_against)):
            assert {argument.kind for argument in arguments} <= {kind}
            weights = [WEIGHTS.index(argument.weight) for argument in arguments]
            assert weights == sorted(weights)


def test_an_argument_that_holds_in_one_reading_only_says_which() -> None:
    texts = [argument.text for arguments in about_routes(advice()) for argument in arguments]
    assert [text for text in texts if text.startswith("Als meevalt wat nog niet bekend is: ")]
    assert [text for text in texts if text.startswith("Als tegenvalt wat nog niet bekend is: ")]


def test_an_argument_of_a_case_of_which_all_is_known_takes_nothing_for_granted() -> None:
    known = advice(
        duration_months=1, frequency="rarely", settings=["home"], consequences="none", danger="none", tried=[]
    )
    texts = [argument.text for arguments in about_routes(known) for argument in arguments]
    assert [text for text in texts if text.startswith("Als ")] == []


@pytest.mark.parametrize("danger", ["to-self", "to-others"])
def test_the_flag_for_danger_stands_on_the_danger_that_was_told(danger: str) -> None:
    (flag,) = [flag for flag in advice(danger=danger).flag_reasons if flag.flag == "safety-first"]
    (argument,) = flag.arguments
    assert argument.weight == "decisive"
    assert argument.rule.iri.endswith("/rule/veiligheid-eerst-gevaar")
    assert any("gevaar" in premise.text.lower() for premise in argument.premises)
    assert all(source.locator for source in argument.sources)
