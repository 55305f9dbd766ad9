"""The tables on growing up hold both figures of the essay, in both languages, and every reference leads somewhere."""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

TABLES = Path(__file__).parents[2] / "data" / "tables"
FIGURE_1 = {
    "0-2-jaar": "voedingsproblemen slaapproblemen scheidingsangst angst-voor-vreemden angst-voor-duisternis "
    "angst-voor-geluiden",
    "2-4-jaar": "angst-voor-vreemden angst-voor-duisternis angst-voor-geluiden koppigheid driftbuien agressie "
    "ongehoorzaamheid druk-gedrag niet-zindelijk",
    "5-12-jaar": "ruzies concentratieproblemen laag-prestatieniveau schoolweigering "
    "incidentele-diefstal-of-vandalisme ritualistisch-gedrag",
    "12-16-jaar": "experimenten-met-alcohol-en-drugs overmatig-mediagebruik-en-gamen "
    "twijfels-over-identiteit-of-toekomst problemen-met-uiterlijk problemen-met-gezag incidenteel-spijbelen",
}
TASKS = {"0-2-jaar": 4, "2-4-jaar": 3, "5-12-jaar": 5, "12-16-jaar": 5}


class Sheet(NamedTuple):
    """A table: the kind of thing its rows are, its columns as declared, and its rows."""

    kind: str
    columns: list[dict[str, Any]]
    rows: list[dict[str, str]]


def _sheet(metadata: Path) -> Sheet:
    declared = json.loads(metadata.read_text("utf-8"))
    schema = declared["tableSchema"]
    kind = schema["aboutUrl"].split("/id/")[1].split("/")[0]
    columns = [column for column in schema["columns"] if not column.get("virtual")]
    with (metadata.parent / declared["url"]).open(encoding="utf-8", newline="") as file:
        return Sheet(kind, columns, list(csv.DictReader(file)))


@pytest.fixture(scope="module")
def sheets() -> dict[str, Sheet]:
    """Every table, by its name."""
    return {path.name.removesuffix(".csv-metadata.json"): _sheet(path) for path in TABLES.glob("*-metadata.json")}


def _items(cell: str) -> list[str]:
    return [item for item in cell.split(";") if item]


def _spelling(text: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return re.sub(r"[\s\-]+", " ", plain).strip()


def test_every_reference_leads_to_a_row(sheets: dict[str, Sheet]) -> None:
    known: dict[str, set[str]] = defaultdict(set)
    for sheet in sheets.values():
        known[sheet.kind] |= {row["slug"] for row in sheet.rows}

    def dangling() -> Iterator[str]:
        for name, sheet in sheets.items():
            for column in sheet.columns:
                _, found, rest = column.get("valueUrl", "").partition("/id/")
                if found:
                    kind = rest.split("/")[0]
                    for row in sheet.rows:
                        for item in _items(row[column["name"]]):
                            if item not in known[kind]:
                                yield f"{name}, {row['slug']}, {column['name']}: {kind} {item}"

    assert list(dangling()) == []


def test_no_word_names_two_things_of_one_kind(sheets: dict[str, Sheet]) -> None:
    owners: dict[tuple[str, str], set[str]] = defaultdict(set)
    for sheet in sheets.values():
        for row in sheet.rows:
            words = [row["slug"], row.get("label_nl", ""), row.get("label_en", "")]
            words += _items(row.get("alt_nl", "")) + _items(row.get("alt_en", ""))
            for word in filter(None, words):
                owners[sheet.kind, _spelling(word)].add(row["slug"])
    assert {key: slugs for key, slugs in owners.items() if len(slugs) > 1} == {}


def test_what_is_said_in_dutch_is_said_in_english(sheets: dict[str, Sheet]) -> None:
    alone = [
        f"{name}, {row['slug']}, {dutch}"
        for name, sheet in sheets.items()
        for row in sheet.rows
        for dutch in row
        if dutch.endswith("_nl") and not dutch.startswith("alt_") and f"{dutch[:-3]}_en" in row
        if bool(row[dutch]) != bool(row[f"{dutch[:-3]}_en"])
    ]
    assert alone == []


@pytest.mark.parametrize("phase", FIGURE_1)
def test_every_problem_of_figure_1_is_normal_in_its_phase(sheets: dict[str, Sheet], phase: str) -> None:
    normal = {row["slug"] for row in sheets["problems"].rows if phase in _items(row["normal_in"])}
    assert set(FIGURE_1[phase].split()) <= normal


@pytest.mark.parametrize(("phase", "number"), TASKS.items())
def test_every_parenting_task_of_figure_1_is_there(sheets: dict[str, Sheet], phase: str, number: int) -> None:
    assert sum(phase in _items(row["for_phase"]) for row in sheets["parenting-tasks"].rows) == number


def test_the_ten_protective_factors_of_figure_2_each_have_an_activity(sheets: dict[str, Sheet]) -> None:
    factors = {row["slug"] for row in sheets["protective-factors"].rows}
    strengthened = {factor for row in sheets["protective-activities"].rows for factor in _items(row["strengthens"])}
    assert len(factors) == 10
    assert strengthened == factors


def test_every_normal_problem_has_advice_on_what_to_do_and_what_to_avoid(sheets: dict[str, Sheet]) -> None:
    problems = {row["slug"]: row for row in sheets["problems"].rows}
    kinds: dict[str, set[str]] = defaultdict(set)
    for advice in sheets["parenting-advice"].rows:
        for problem in _items(advice["answers_to"]):
            kinds[problem].add(advice["advice_kind"])

    def reached(problem: str) -> set[str]:
        return kinds[problem] | (reached(above) if (above := problems[problem]["broader"]) else set())

    normal = [slug for slug, row in problems.items() if row["normal_in"]]
    assert [slug for slug in normal if reached(slug) != {"DoAdvice", "AvoidAdvice"}] == []


def test_only_what_the_essay_or_a_guideline_calls_normal_is_normal(sheets: dict[str, Sheet]) -> None:
    """Normality passes down the tree: a disorder or addiction must not stand under normal behaviour."""
    problems = {row["slug"]: row for row in sheets["problems"].rows}

    def phases(problem: str) -> set[str]:
        row = problems[problem]
        return set(_items(row["normal_in"])) | (phases(row["broader"]) if row["broader"] else set())

    disorders = "adhd depressie dwang gameverslaving gokken opstandige-gedragsstoornis geweld-tegen-ouders delinquentie"
    assert [problem for problem in disorders.split() if phases(problem)] == []
