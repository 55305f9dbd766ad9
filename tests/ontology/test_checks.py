"""Every quality check finds the mistake it is for, and finds nothing in the knowledge as it is released."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store

from kompas import resources
from kompas.knowledge import released
from kompas.knowledge.queries import SUFFIX, unexpected_answers, violations
from kompas.namespaces import PREFIXES

CHECKS = resources.ontology() / "checks"
QUESTIONS = resources.ontology() / "questions"
MISTAKES = {
    "label-missing": 'problem:x a skos:Concept ; skos:prefLabel "X"@nl .',
    "definition-missing": 'problem:x a skos:Concept ; skos:definition "X"@en .',
    "label-twice-in-class": (
        'problem:x skos:prefLabel "Same"@nl ; skos:inScheme scheme:problem . '
        'problem:y skos:prefLabel "Same"@nl ; skos:inScheme scheme:problem .'
    ),
    "label-form": 'problem:x a skos:Concept ; skos:prefLabel "boos  kind."@nl .',
    "source-missing": "problem:x a kompas:Record ; dcterms:source source:nowhere .",
    "locator-missing": 'problem:x a kompas:Record ; kompas:locator "" .',
    "verification-missing": "problem:x a kompas:Record .",
    "last-checked-missing": "problem:x a kompas:Record .",
    "broader-cycle": "problem:x skos:broader problem:y . problem:y skos:broader problem:x .",
    "problem-without-group": "problem:x a kompas:Problem .",
    "reference-to-nothing": "problem:x skos:broader problem:y .",
    "age-range-reversed": "problem:x kompas:minAge 8 ; kompas:maxAge 4 .",
    "age-phase-gap": ("age-phase:x kompas:precededBy age-phase:y ; kompas:fromAge 5 . age-phase:y kompas:untilAge 4 ."),
    "two-current-ratings-disagree": (
        "intervention:x kompas:hasRating rating:a , rating:b . "
        "rating:a kompas:current true ; kompas:level kompas:WellFounded . "
        "kompas:WellFounded a kompas:RecognisedLevel . "
        "rating:b kompas:current true ; kompas:level kompas:NotRecognised ."
    ),
    "element-follows-itself": "kernel-element:x kompas:mustFollow kernel-element:x .",
    "unverified-is-decisive": (
        'rule:x a kompas:Rule ; kompas:weight kompas:Decisive ; sh:construct "… kompas:hasFinding …" .'
    ),
    "rule-incomplete": 'rule:x a kompas:Rule ; rdfs:label "X"@nl .',
    "argument-rule-speechless": 'rule:x a kompas:Rule ; kompas:weight kompas:Strong ; kompas:text "X"@nl .',
    "cutoff-not-labelled": "policy:x a kompas:Cutoff .",
    "normal-problem-without-advice": "problem:x kompas:normalIn age-phase:y .",
}


def graph(turtle: str) -> Store:
    store = Store()
    header = "\n".join(f"@prefix {prefix}: <{address}> ." for prefix, address in PREFIXES.items())
    store.load(f"{header}\n{turtle}", format=RdfFormat.TURTLE)
    return store


@pytest.mark.parametrize("check", sorted(path.name.removesuffix(SUFFIX) for path in CHECKS.glob(f"*{SUFFIX}")))
def test_a_check_finds_its_mistake_and_says_how_to_mend_it(check: str, tmp_path: Path) -> None:
    (tmp_path / f"{check}{SUFFIX}").write_text((CHECKS / f"{check}{SUFFIX}").read_text())
    findings = list(violations(graph(MISTAKES[check]), tmp_path))
    assert findings, f"{check} does not see {MISTAKES[check]}"
    assert all(finding.what and finding.how_to_mend.endswith(".") for finding in findings)


def test_there_are_enough_checks_and_each_has_a_mistake() -> None:
    names = {path.name.removesuffix(SUFFIX) for path in CHECKS.glob("*.rq")}
    assert names == set(MISTAKES)
    assert len(names) >= 19


def test_the_released_knowledge_has_no_violation() -> None:
    assert list(violations(released().store, CHECKS)) == []


def test_every_competency_question_has_its_expected_answer() -> None:
    assert len(list(QUESTIONS.glob("*.rq"))) >= 12
    assert list(unexpected_answers(released().store, QUESTIONS)) == []


def test_another_answer_to_a_competency_question_is_told(tmp_path: Path) -> None:
    (tmp_path / "which.rq").write_text("# Which?\nSELECT ?x WHERE { ?x a kompas:Problem }\n")
    (tmp_path / "which.csv").write_text("x\nproblem:a\n")
    (finding,) = unexpected_answers(graph("problem:b a kompas:Problem ."), tmp_path)
    assert "missing: problem:a" in finding.what
    assert "new: problem:b" in finding.what


def test_a_competency_question_without_an_answer_is_told(tmp_path: Path) -> None:
    (tmp_path / "which.rq").write_text("# Which?\nASK { ?x a kompas:Problem }\n")
    (finding,) = unexpected_answers(graph(""), tmp_path)
    assert "no expected answer" in finding.what
