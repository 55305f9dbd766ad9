"""`kompas check`: everything a change to tables, ontology or rules must pass, and what is worth knowing besides.

The quickest checks come first. What would only repeat what is wrong already is left out: tables with mistakes are
not reasoned over, and a graph that cannot be built is not asked questions.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from kompas import resources
from kompas.errors import CheckFailed, DoesNotHold, MalformedInput
from kompas.knowledge.build import build
from kompas.knowledge.findings import Finding, errors
from kompas.knowledge.graph import read_release
from kompas.knowledge.queries import unexpected_answers, violations
from kompas.quality.coverage import Coverage
from kompas.quality.freshness import overdue
from kompas.quality.gaps import gaps
from kompas.quality.groundwork import located, read_and_checked, rows
from kompas.quality.rule_cases import without_case, wrong_cases
from kompas.rules.base import read_rules as read_rule_base


def check(target: Path | None = None, *, today: date) -> list[Finding]:
    """Check tables, rules, reasoning and shapes, then profile, quality queries, competency questions and coverage.

    Args:
        target: the folder of the release that is made of what is checked; by default the one Kompas answers from.
        today: the day by which what was last checked is too long ago.

    Raises:
        ResourceMissing: ontology, rules or tables are not there.
    """
    mapped, early = read_and_checked()
    if errors(early):
        return sorted(early)
    try:
        build(target)
    except CheckFailed as error:
        return [*early, *(Finding("error", error.check, finding) for finding in error.findings)]
    except (DoesNotHold, MalformedInput) as error:
        return [*early, Finding("error", error.title, str(error))]
    knowledge = read_release(target or resources.release())
    own = resources.extended() is not None
    rows_of = rows(mapped)
    ontology, rules, cases = resources.ontology(), read_rule_base(resources.rules()), resources.rule_cases()
    found = [
        *without_case(rules, cases, own=own),
        *wrong_cases(rules, knowledge, (cases / resources.OWN_CASES).glob("*.yaml")),
        *violations(knowledge.store, ontology / "checks"),
        *unexpected_answers(knowledge.store, ontology / "questions"),
        *overdue(knowledge, today, rows_of),
        *gaps(Coverage(knowledge), rows_of),
    ]
    return [*early, *(located(finding, rows_of) for finding in found)]
