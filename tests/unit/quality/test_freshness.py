"""What was looked up too long ago is told, by how sure anybody was of it."""

from __future__ import annotations

from datetime import date

import pytest

from kompas.knowledge import released
from kompas.knowledge.findings import Finding
from kompas.namespaces import kompas
from kompas.quality.freshness import later, overdue
from tests.unit.quality.graph import knowledge

STATES = """
kompas:Verified a kompas:Verification ; kompas:reviewAfterMonths 24 ; skos:prefLabel "Verified"@en .
kompas:Unverified a kompas:Verification ; kompas:reviewAfterMonths 6 ; skos:prefLabel "Unverified"@en .
"""
TODAY = date(2026, 11, 22)


def told(state: str, checked: str, today: date = TODAY) -> list[Finding]:
    row = f'problem:x kompas:verification kompas:{state} ; kompas:lastChecked "{checked}"^^xsd:date .'
    return list(overdue(knowledge(STATES + row), today))


@pytest.mark.parametrize(
    ("state", "checked", "late"),
    [
        ("Verified", "2024-11-22", False),
        ("Verified", "2024-11-21", True),
        ("Unverified", "2026-05-22", False),
        ("Unverified", "2026-05-21", True),
        ("Verified", "2026-05-21", False),
    ],
)
def test_what_nobody_looked_up_is_due_sooner(state: str, checked: str, late: bool) -> None:
    assert bool(told(state, checked)) is late


def test_the_finding_says_since_when_and_how_to_mend_it() -> None:
    (finding,) = told("Unverified", "2025-01-31")
    assert finding.severity == "warning"
    assert finding.where == "problem:x"
    assert "last checked on 2025-01-31" in finding.what
    assert "after 6 months (2025-07-31)" in finding.what
    assert "renew the date" in finding.how_to_mend


@pytest.mark.parametrize(("verified", "late"), [("2024-11-22", False), ("2024-11-21", True)])
def test_a_rule_is_due_as_what_is_verified(verified: str, late: bool) -> None:
    rule = f'rule:x a kompas:Rule ; kompas:lastVerified "{verified}"^^xsd:date .'
    found = list(overdue(knowledge(STATES + rule), TODAY))
    assert [finding.where for finding in found] == (["rule:x"] if late else [])


def test_a_month_too_short_ends_on_its_last_day() -> None:
    assert later(date(2024, 8, 31), 6) == date(2025, 2, 28)


def test_every_state_of_verification_has_a_review_period_and_uncertain_ones_a_shorter() -> None:
    states = {state: released().numbers(state, "reviewAfterMonths") for state in released().members("Verification")}
    assert len(states) == 3
    assert all(len(months) == 1 and months[0] > 0 for months in states.values())
    assert states[kompas("Unverified")] < states[kompas("Disputed")] < states[kompas("Verified")]


def test_the_knowledge_grows_old_when_nobody_looks() -> None:
    assert len(list(overdue(released(), date(2036, 1, 1)))) > 1000
