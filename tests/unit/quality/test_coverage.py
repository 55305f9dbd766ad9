"""What a consultation would look for and not find is a gap, and nothing else is."""

from __future__ import annotations

import pytest
from pyoxigraph import NamedNode

from kompas.knowledge import released
from kompas.namespaces import thing
from kompas.quality.coverage import Coverage, Help
from kompas.quality.coverage_page import page
from kompas.quality.gaps import gaps
from tests.unit.quality.graph import knowledge

BASE = """
age-phase:klein a kompas:AgePhase ; kompas:fromAge 0 ; kompas:untilAge 5 ; kompas:typicalMilieu milieu:thuis .
age-phase:groot a kompas:AgePhase ; kompas:fromAge 5 ; kompas:untilAge 12 ;
    kompas:typicalMilieu milieu:thuis , milieu:school .
problem:gedrag a kompas:Problem , kompas:ProblemGroup ; kompas:inGroup problem:gedrag .
problem:driftig a kompas:Problem ; skos:broader problem:gedrag ; kompas:inGroup problem:gedrag ;
    kompas:normalIn age-phase:groot .
"""
DRIFTIG, KLEIN, GROOT = thing("problem", "driftig"), thing("age-phase", "klein"), thing("age-phase", "groot")


def covered(turtle: str = "") -> Coverage:
    return Coverage(knowledge(BASE + turtle))


def advice(problem: str, milieu: str, phase: str = "") -> str:
    only = f" ; kompas:forPhase {phase}" if phase else ""
    return (
        f"parenting-advice:x a kompas:ParentingAdvice ; kompas:answersTo {problem} ; kompas:inMilieu {milieu}{only} ."
    )


@pytest.mark.parametrize(
    ("given", "without"),
    [
        ("", {"thuis", "school"}),
        (advice("problem:driftig", "milieu:school"), {"thuis"}),
        (advice("problem:gedrag", "milieu:school"), {"thuis"}),
        (advice("problem:driftig", "milieu:school", "age-phase:groot"), {"thuis"}),
        (advice("problem:driftig", "milieu:school", "age-phase:klein"), {"thuis", "school"}),
    ],
    ids=["no advice", "for the problem", "for a wider problem", "for this phase", "for another phase"],
)
def test_a_normal_problem_lacks_advice_in_the_milieus_of_its_phase(given: str, without: set[str]) -> None:
    gaps = covered(given).unadvised
    assert {(gap.problem, gap.phase) for gap in gaps} == {(DRIFTIG, GROOT)}
    assert {gap.milieu.value.rsplit("/", 1)[-1] for gap in gaps} == without


def test_help_counts_for_narrower_problems_and_for_ages_that_overlap() -> None:
    coverage = covered(
        "kernel-element:a a kompas:KernelElement ; kompas:forProblem problem:gedrag ;"
        "    kompas:minAge 2 ; kompas:maxAge 5 ."
        "kernel-element:b a kompas:KernelElement ; kompas:forProblem problem:driftig ;"
        "    kompas:minAge 2 ; kompas:maxAge 4 ."
        "kernel-element:c a kompas:KernelElement ; kompas:forProblem problem:driftig ."
    )
    assert coverage.help == {(DRIFTIG, KLEIN): Help(2, 0, 0, 0), (DRIFTIG, GROOT): Help(1, 0, 0, 0)}


def test_what_was_judged_and_not_recognised_is_no_help() -> None:
    ages = "kompas:addresses problem:driftig ; kompas:minAge 5 ; kompas:maxAge 12 ."
    coverage = covered(
        f"intervention:a a kompas:Intervention , kompas:RecognisedIntervention ; {ages}"
        f"intervention:b a kompas:Intervention , kompas:NotRecognisedIntervention ; {ages}"
        f"intervention:c a kompas:Intervention ; {ages}"
    )
    assert coverage.help[DRIFTIG, GROOT] == Help(elements=0, programmes=2, recognised=1, guidelines=0)


def test_an_intervention_without_elements_is_told() -> None:
    coverage = covered(
        "intervention:a a kompas:Intervention ; kompas:hasKernelElement kernel-element:x . "
        "intervention:b a kompas:Intervention ."
    )
    assert coverage.without_elements == [thing("intervention", "b")]


def test_a_concept_tied_to_no_other_is_an_orphan_and_a_source_nobody_cites_is_too() -> None:
    coverage = covered(
        "treatment:a a kompas:Record ; dcterms:source source:x . treatment:b a kompas:Record ."
        "guideline-advice:c a kompas:Record ; kompas:firstChoice treatment:b ."
        "source:x a kompas:Record , kompas:Source . source:y a kompas:Record , kompas:Source ."
    )
    assert coverage.orphans == [thing("source", "y"), thing("treatment", "a")]


def test_only_what_nobody_looked_up_and_one_source_says_rests_on_one_unverified_source() -> None:
    coverage = covered(
        "rating:a kompas:verification kompas:Unverified ; dcterms:source source:x ."
        "rating:b kompas:verification kompas:Unverified ; dcterms:source source:x , source:y ."
        "rating:c kompas:verification kompas:Verified ; dcterms:source source:x ."
    )
    assert coverage.on_one_unverified_source == [thing("rating", "a")]


def test_a_gap_is_a_remark_that_names_the_row() -> None:
    def rows(thing: NamedNode) -> list[str]:
        return ["problems.csv, row 3"] if thing == DRIFTIG else []

    told = list(gaps(covered(), rows))
    assert {finding.severity for finding in told} == {"remark"}
    assert all("problems.csv, row 3" in finding.where for finding in told)
    whats = " ".join(finding.what for finding in told)
    for missing in ("no parenting advice in: school, thuis", "no kernel element in: klein, groot", "no guideline"):
        assert missing in whats


def test_the_page_says_the_same_of_the_same_knowledge_and_names_every_problem() -> None:
    coverage = Coverage(released())
    written = page(coverage, "en")
    assert written == page(Coverage(released()), "en")
    for problem in coverage.problems:
        assert f"`{problem.value.rsplit('/', 1)[-1]}`" in written
