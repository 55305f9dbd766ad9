"""A row of rule templates becomes a SHACL rule that argues when it should, and keeps silent when it should."""

from __future__ import annotations

import csv
import shutil
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import NamedNode

from kompas import resources
from kompas.case import read_case
from kompas.errors import CheckFailed, KompasError
from kompas.facts import facts
from kompas.inference import FastEngine, RuleSet
from kompas.knowledge import released
from kompas.knowledge.documents import read_turtle
from kompas.knowledge.findings import Finding
from kompas.namespaces import kompas, thing
from kompas.quality.rule_texts import speechless
from kompas.rules import rule_base
from kompas.vocabulary import Vocabulary
from kompas.workbench.rule_templates import COLUMNS, compiled

ROW = {
    "slug": "voorbeeld",
    "label_nl": "Een voorbeeld",
    "label_en": "An example",
    "problem": "driftbuien",
    "phase": "2-4-jaar",
    "min_severity": "light",
    "factor": "risk-factor/schulden",
    "factor_state": "present",
    "argues": "for",
    "target": "route/kernelementen",
    "weight": "supporting",
    "theme": "fit",
    "text_nl": "{problem}, bij {factor:lower}: een “zin”.",
    "text_en": "{problem}, with {factor:lower}: a “sentence”.",
    "source": "kompas-beslismodel",
    "locator": "§1",
    "last_verified": "2026-11-22",
}
CASE = """
age: {age}
concerns: [{{problem: driftbuien, duration_months: 6, frequency: daily, settings: [home, school], consequences: some}}]
family: {{risk_factors: [{risk}], protective_factors: {{sociale-binding: {binding}}}}}
"""


def table(folder: Path, *rows: dict[str, str]) -> Path:
    path = folder / "templates.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(COLUMNS), restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


@cache
def vocabulary() -> Vocabulary:
    return Vocabulary(released())


def argued(
    folder: Path, row: dict[str, str], *, age: int = 3, risk: str = "schulden", binding: str = "present"
) -> set[str]:
    """What the rule of a row supports and attacks in a case."""
    rules = folder / "rules"
    rules.mkdir(exist_ok=True)
    for slug, text in compiled(table(folder, row)).items():
        (rules / f"{slug}.ttl").write_text(text, "utf-8")
    extended = RuleSet.from_triples({*rule_base().triples, *read_turtle(rules.glob("*.ttl"))})
    case = read_case(CASE.format(age=age, risk=risk, binding=binding), format="yaml", vocabulary=vocabulary())
    derivation = FastEngine(released().store, extended).derive(facts(case))
    made = thing("rule", row["slug"])
    arguments = {t.subject for t in derivation.triples if t.predicate == kompas("madeBy") and t.object == made}
    sides = {kompas("supports"): "for", kompas("attacks"): "against"}
    return {
        f"{sides[t.predicate]} {t.object.value.rpartition('#')[2]}"
        for t in derivation.triples
        if t.subject in arguments and t.predicate in sides and isinstance(t.object, NamedNode)
    }


def test_a_rule_argues_when_every_condition_holds(tmp_path: Path) -> None:
    assert argued(tmp_path, ROW) == {"for option/kernel-elements"}


@pytest.mark.parametrize(
    ("given", "changed"),
    [
        ({"age": 8}, {}),
        ({"risk": ""}, {}),
        ({}, {"problem": "slaapproblemen"}),
        ({}, {"min_severity": "serious"}),
        ({}, {"factor_state": "absent"}),
    ],
    ids=["another phase", "without the factor", "another problem", "less severe", "a factor that should be absent"],
)
def test_a_rule_is_silent_when_one_condition_does_not_hold(
    tmp_path: Path, given: dict[str, Any], changed: dict[str, str]
) -> None:
    assert argued(tmp_path, ROW | changed, **given) == set()


def test_a_problem_covers_the_narrower_ones_under_it(tmp_path: Path) -> None:
    assert argued(tmp_path, ROW | {"problem": "gedragsproblemen"}) == {"for option/kernel-elements"}


def test_an_empty_condition_is_none(tmp_path: Path) -> None:
    row = ROW | {"phase": "", "min_severity": "", "factor": "", "factor_state": "", "text_nl": "Ja.", "text_en": "Yes."}
    assert argued(tmp_path, row, age=14, risk="") == {"for option/kernel-elements"}


def test_absent_is_said_and_not_merely_left_out(tmp_path: Path) -> None:
    row = ROW | {"factor_state": "absent"}
    assert argued(tmp_path, row, risk="verslaving-ouder") == {"for option/kernel-elements"}


@pytest.mark.parametrize(("state", "binding"), [("present", "present"), ("absent", "absent")])
def test_a_protective_factor_counts_as_it_is_told(tmp_path: Path, state: str, binding: str) -> None:
    row = ROW | {"factor": "protective-factor/sociale-binding", "factor_state": state}
    assert argued(tmp_path, row, binding=binding) == {"for option/kernel-elements"}
    assert argued(tmp_path, row, binding="present" if binding == "absent" else "absent") == set()


def test_it_argues_against_an_element_that_is_a_candidate(tmp_path: Path) -> None:
    row = ROW | {"argues": "against", "target": "kernel-element/positieve-bekrachtiging"}
    assert argued(tmp_path, row) == {"against kernel-element/positieve-bekrachtiging"}


def test_what_is_made_is_a_rule_like_any_other(tmp_path: Path) -> None:
    shutil.copy(resources.rules() / "prefixes.ttl", tmp_path)
    (text,) = compiled(table(tmp_path, ROW)).values()
    (tmp_path / "voorbeeld.ttl").write_text(text, "utf-8")
    found: list[Finding] = list(speechless(tmp_path))
    assert found == []
    assert "“zin”" in text
    assert max(len(line) for line in text.splitlines()) < 160, "people can read it"


@pytest.mark.parametrize(
    ("change", "column", "words"),
    [
        ({"slug": "Een Regel"}, "slug", "is not a slug"),
        ({"label_en": ""}, "label_en", "may not be empty"),
        ({"min_severity": "heavy"}, "min_severity", "not one of ordinary, light, moderate, serious"),
        ({"factor_state": ""}, "factor_state", "go together"),
        ({"factor": "schulden"}, "factor", "is not written as risk-factor/…, protective-factor/…"),
        ({"argues": "maybe"}, "argues", "not one of for, against"),
        ({"target": "problem/angst"}, "target", "is not written as route/…"),
        ({"weight": "decisive"}, "weight", "not one of strong, supporting"),
        ({"theme": "money"}, "theme", "not one of proportionality"),
        ({"text_nl": "{option} past."}, "text_nl", "{option} is not bound in this rule; it knows {problem}"),
        ({"text_en": "Another thing."}, "text_en", "speak of other things"),
        ({"source": ""}, "source", "may not be empty"),
        ({"last_verified": "22-11-2026"}, "last_verified", "write yyyy-mm-dd"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_a_mistake_is_told_with_row_and_column(tmp_path: Path, change: dict[str, str], column: str, words: str) -> None:
    with pytest.raises(CheckFailed) as told:
        compiled(table(tmp_path, ROW | change))
    assert f"templates.csv, row 2, column “{column}”" in str(told.value)
    assert words in str(told.value)


def test_a_rule_without_any_condition_is_refused(tmp_path: Path) -> None:
    nothing = dict.fromkeys(("problem", "phase", "min_severity", "factor", "factor_state"), "")
    with pytest.raises(CheckFailed, match="no condition"):
        compiled(table(tmp_path, ROW | nothing))


def test_a_slug_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CheckFailed, match="stands in row 2 already"):
        compiled(table(tmp_path, ROW, ROW))


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    (tmp_path / "templates.csv").write_text("slug,label_nl\n", "utf-8")
    with pytest.raises(CheckFailed, match="The column “label_en” is missing"):
        compiled(tmp_path / "templates.csv")


def test_a_table_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(KompasError, match=r"nergens\.csv"):
        compiled(tmp_path / "nergens.csv")
