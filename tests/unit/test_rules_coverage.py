"""Every rule has cases on both sides of its boundary, and every case has a rule."""

from __future__ import annotations

from pathlib import Path

import pytest

from kompas import resources
from kompas.knowledge.rule_cases import RuleCase, read_rule_cases

CASES = Path(__file__).parents[1] / "rules"
FILES = sorted(CASES.rglob("*.yaml"))


def cases(file: Path) -> list[RuleCase]:
    found, mistakes = read_rule_cases(file)
    assert not mistakes
    return found


def tree(folder: Path, suffix: str) -> set[str]:
    return {path.relative_to(folder).with_suffix("").as_posix() for path in folder.glob(f"*/*{suffix}")}


def test_the_cases_mirror_the_rules() -> None:
    rules, tried = tree(resources.rules(), ".ttl"), tree(CASES, ".yaml")
    assert rules - tried == set(), "rules without cases"
    assert tried - rules == set(), "cases without a rule"


def test_there_are_no_other_files_among_the_cases() -> None:
    assert [path.name for path in CASES.rglob("*") if path.is_file() and path not in FILES] == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_rule_speaks_in_one_case_and_is_silent_in_another(file: Path) -> None:
    assert {case.fires for case in cases(file)} == {True, False}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_case_is_named_by_a_sentence_of_its_own(file: Path) -> None:
    names = [case.name for case in cases(file)]
    assert len(set(names)) == len(names)
    assert [name for name in names if len(name.split()) < 3 or not name[0].isupper() or name.endswith(".")] == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_case_is_named_in_dutch_too(file: Path) -> None:
    names = [case.name_nl for case in cases(file)]
    assert all(names)
    assert len(set(names)) == len(names)


def test_no_case_is_said_to_be_both_ways() -> None:
    claims: dict[tuple[str, str, tuple[str, ...]], set[bool]] = {}
    for file in FILES:
        for case in cases(file):
            claims.setdefault((case.rule, case.case, case.concludes), set()).add(case.fires)
    assert [claim for claim, sides in claims.items() if len(sides) > 1] == []
