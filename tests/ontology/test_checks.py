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

MESSAGES = {
    "age-phase-gap": (
        "age-phase:x: Between two phases there is an age that belongs to neither, or to both. (from 5, until 4)"
    ),
    "age-range-reversed": "problem:x: An age range ends before it begins. (from 8, to 4) Swap min_age and max_age.",
    "argument-rule-speechless": "rule:x: A rule that argues lacks its sentence in Dutch or English, or its theme.",
    "broader-cycle": "A problem stands, in the end, under itself. Change broader of one of the problems in the circle.",
    "cutoff-not-labelled": "policy:x: A cut-off is not labelled as a design choice, though no source gives it.",
    "definition-missing": "problem:x: A concept lacks a definition in Dutch or in English. (missing nl)",
    "element-follows-itself": "kernel-element:x: A kernel element must follow itself, directly or through others.",
    "label-form": "straight quotes, or no capital. (label boos  kind.) Write it as it would stand in a list.",
    "label-missing": (
        "problem:x: A concept lacks a label in Dutch or in English. (missing en) Fill label_nl and label_en."
    ),
    "label-twice-in-class": "does not say which is meant. (other problem:y, label Same) Change one of the labels.",
    "last-checked-missing": (
        "problem:x: A statement does not say when it was last checked. Fill last_checked with a date."
    ),
    "locator-missing": "problem:x: A statement does not say where in its source it stands. Fill locator",
    "normal-problem-without-advice": "problem:x: A problem that is normal in a phase has no parenting advice",
    "problem-without-group": "problem:x: A problem belongs to no group, or to more than one. (groups 0)",
    "reference-to-nothing": "(property skos:broader, target problem:y) Correct the slug, or add the row it names.",
    "rule-incomplete": (
        "rule:x: A rule lacks a label, a basis with source and locator, or the date it was last verified."
    ),
    "source-missing": (
        "problem:x: A statement has no source that the graph knows. Fill source with a slug of a source table."
    ),
    "two-current-ratings-disagree": (
        "intervention:x: An intervention is at once recognised and not recognised. (one rating:a"
    ),
    "unverified-is-decisive": (
        "rule:x: A rule with decisive weight leans on a finding or rating whatever its verification."
    ),
    "verification-missing": (
        "problem:x: A statement does not say whether it was verified. Fill verification with Verified,"
    ),
}
"""What must be told of each mistake."""


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
    assert MESSAGES[check] in "\n".join(map(str, findings))


def test_there_are_enough_checks_and_each_has_a_mistake() -> None:
    names = {path.name.removesuffix(SUFFIX) for path in CHECKS.glob("*.rq")}
    assert names == set(MISTAKES) == set(MESSAGES)
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
