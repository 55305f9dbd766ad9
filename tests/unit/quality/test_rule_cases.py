"""A rule without a case, and a case that comes out otherwise than it says, are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from kompas import resources
from kompas.knowledge import released
from kompas.quality.rule_cases import without_case, wrong_cases
from kompas.rules import rule_base

FIRES = "{name: With a child of three, case: {age: 3, concerns: [{problem: driftbuien}]}, fires: true}"


def told(folder: Path, text: str, name: str = "leeftijdsfase") -> list[str]:
    (folder / f"{name}.yaml").write_text(text, "utf-8")
    return [str(finding) for finding in wrong_cases(rule_base(), released(), folder.glob("*.yaml"))]


def test_every_rule_of_the_core_has_a_file_of_cases() -> None:
    assert list(without_case(rule_base(), resources.rule_cases(), own=False)) == []


def test_a_rule_without_a_case_is_told_with_where_to_write_it(tmp_path: Path) -> None:
    findings = list(without_case(rule_base(), tmp_path, own=False))
    assert len(findings) == len(rule_base().descriptions)
    assert "tests/rules/<layer>/afgewezen.yaml" in findings[0].how_to_mend + str(findings)


def test_with_extensions_only_their_rules_must_have_cases(tmp_path: Path) -> None:
    assert list(without_case(rule_base(), tmp_path, own=True)) == []


def test_a_case_that_comes_out_as_it_says_is_no_finding(tmp_path: Path) -> None:
    assert told(tmp_path, f"rule: leeftijdsfase\ncases: [{FIRES}]") == []


def test_a_case_that_comes_out_otherwise_is_told_by_its_name(tmp_path: Path) -> None:
    (finding,) = told(tmp_path, f"rule: leeftijdsfase\ncases: [{FIRES.replace('true', 'false')}]")
    assert "leeftijdsfase.yaml, “With a child of three”" in finding
    assert "The rule speaks where the case says that it is silent" in finding


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("rule: something-else\ncases: []", "It must say `rule: leeftijdsfase`"),
        ("rule: [", "not readable as YAML"),
        ("rule: leeftijdsfase\ncases: [{name: a}]", "A case has a name, a case, and fires"),
        (f"rule: leeftijdsfase\ncases: [{FIRES.replace('driftbuien', 'driftbuij')}]", "“driftbuij” is not a known"),
        (f"rule: leeftijdsfase\ncases: [{FIRES.replace('true', 'true, concludes: [case age]')}]", "subject, predicate"),
        (
            f"rule: leeftijdsfase\ncases: [{FIRES.replace('true', 'true, concludes: [a b:c d]')}]",
            "prefix that does not",
        ),
        (f"rule: leeftijdsfase\ncases: [{FIRES.replace('true', 'true, concludes: [case age 3]')}]", "is silent where"),
    ],
)
def test_a_file_that_is_not_right_says_what_is_wrong(tmp_path: Path, text: str, words: str) -> None:
    (finding,) = told(tmp_path, text)
    assert words in finding


def test_cases_of_a_rule_that_is_not_there_are_told(tmp_path: Path) -> None:
    (finding,) = told(tmp_path, "rule: nergens\ncases: []", name="nergens")
    assert "There is no rule “nergens”" in finding
