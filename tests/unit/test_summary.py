"""The answer in two to four sentences: safety first, the route, where to start, what goes along."""

from __future__ import annotations

import re
from typing import Any

import pytest

from kompas.case import case_from_mapping
from kompas.consultation import consult, consultant

TANTRUMS: dict[str, Any] = {"problem": "driftbuien", "duration_months": 1, "consequences": "none", "danger": "none"}


def summary_of(language: str, **changed: Any) -> str:
    plain = {"age": 3, "concerns": [{**TANTRUMS, **changed}], "family": {"risk_factors": []}, "language": language}
    return consult(case_from_mapping(plain, consultant().vocabulary)).summary


@pytest.mark.parametrize(
    ("changed", "language", "begins"),
    [
        ({}, "nl", "Gewoon opvoeden"),
        ({}, "en", "Ordinary parenting"),
        ({"danger": "to-others"}, "nl", "Kijk eerst naar de veiligheid"),
        ({"danger": "to-others"}, "en", "Look at safety first"),
        ({"consequences": "substantial"}, "nl", "Enkele kernelementen"),
        ({"consequences": "severe", "duration_months": 12}, "nl", "Een volledige interventie"),
    ],
)
def test_a_summary_opens_with_what_matters_most_and_is_short(
    changed: dict[str, Any], language: str, begins: str
) -> None:
    told = summary_of(language, **changed)
    assert told.startswith(begins)
    assert 2 <= len(re.findall(r"[.!?](?= |$)", told)) <= 4
    assert "{" not in told


def test_a_programme_keeps_its_own_name() -> None:
    concern = {"problem": "complexe-scheiding", "duration_months": 18, "frequency": "daily", "consequences": "severe"}
    asked = {"age": 8, "concerns": [{**concern, "settings": ["home", "school"], "danger": "none"}]}
    found = consult(case_from_mapping(asked, consultant().vocabulary))
    assert "Ouderschap Blijft" in found.summary


@pytest.mark.parametrize(
    ("problem", "told"), [("gokken", "Begin met wat bij elke zorg helpt: "), ("somberheid", "Begin met: ")]
)
def test_it_is_said_when_nothing_is_for_this_worry_in_particular(problem: str, told: str) -> None:
    worry = {"problem": problem, "duration_months": 6, "frequency": "weekly", "settings": ["home"], "danger": "none"}
    asked = {"age": 15, "concerns": [{**worry, "consequences": "substantial"}], "family": {"risk_factors": []}}
    found = consult(case_from_mapping(asked, consultant().vocabulary))
    assert found.route == "kernel-elements"
    assert told in found.summary


def test_it_is_said_when_nothing_is_known_at_all() -> None:
    worry = {"problem": "onzekerheid-over-opvoeden", "duration_months": 1, "frequency": "rarely", "settings": ["home"]}
    asked = {"age": -0.5, "concerns": [{**worry, "consequences": "none"}], "family": {"risk_factors": []}}
    found = consult(case_from_mapping(asked, consultant().vocabulary))
    assert found.route == "ordinary-parenting"
    assert all(option.items == () for option in found.options if option.status == "recommended")
    assert "Kompas kent hiervoor nog niets dat past" in found.summary
    assert "alternatieven" not in found.summary


@pytest.mark.parametrize(("factor", "told"), [("eerdere-mishandeling", False), ("geweld-in-het-gezin", True)])
def test_what_happened_before_asks_for_safety_and_is_no_suspicion(factor: str, told: bool) -> None:
    plain = {"age": 5, "concerns": [{"problem": "problematische-gehechtheid"}], "family": {"risk_factors": [factor]}}
    found = consult(case_from_mapping(plain, consultant().vocabulary))
    assert "safety-first" in found.flags
    assert ("meldcode" in found.summary) is told
    assert found.safety.considerations[0].answer == ("yes" if told else "unknown")


def test_a_summary_starts_with_what_stands_first() -> None:
    worry = {"problem": "depressie", "duration_months": 4, "consequences": "severe", "danger": "to-self"}
    found = consult(case_from_mapping({"age": 15, "concerns": [worry]}, consultant().vocabulary))
    assert "Begin met: directe beoordeling door huisarts of crisisdienst, " in found.summary


@pytest.mark.parametrize(("signal", "told"), [("huiselijk-geweld", True), ("suicidaliteit", False)])
def test_the_reporting_code_is_named_for_violence_and_maltreatment(signal: str, told: bool) -> None:
    plain = {"age": 15, "concerns": [{"problem": "somberheid"}], "safety_signals": [signal]}
    found = consult(case_from_mapping(plain, consultant().vocabulary))
    assert found.summary.startswith("Kijk eerst naar de veiligheid")
    assert ("meldcode" in found.summary) is told
