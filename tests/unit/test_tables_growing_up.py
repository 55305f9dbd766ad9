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
KINDS = {"DoAdvice", "AvoidAdvice", "SignOfHelp", "TurnTo"}
TYPICAL = {
    "0-2-jaar": ["kinderopvang"],
    "2-4-jaar": ["kinderopvang"],
    "5-12-jaar": ["school"],
    "12-16-jaar": ["school"],
}
PLAYS_ALSO = {
    "driftbuien": ["school", "buurt"],
    "agressie": ["school", "buurt"],
    "ongehoorzaamheid": ["school"],
    "koppigheid": ["school"],
    "druk-gedrag": ["school"],
    "niet-zindelijk": ["school"],
    "scheidingsangst": ["school"],
    "angst-voor-vreemden": ["school", "buurt"],
    "ruzies": ["leeftijdgenoten", "vereniging", "buurt"],
    "incidentele-diefstal-of-vandalisme": ["buurt", "leeftijdgenoten"],
    "experimenten-met-alcohol-en-drugs": ["leeftijdgenoten", "vereniging"],
    "overmatig-mediagebruik-en-gamen": ["online"],
    "problemen-met-uiterlijk": ["online", "vereniging"],
    "problemen-met-gezag": ["vereniging"],
}
"""Where a problem plays besides home and the milieu that is typical of its phase."""


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


def test_the_ten_protective_factors_of_figure_2_each_have_activities_and_a_sign(sheets: dict[str, Sheet]) -> None:
    factors = {row["slug"]: row for row in sheets["protective-factors"].rows}
    assert len(factors) == 10
    places: dict[str, set[str]] = defaultdict(set)
    for row in sheets["protective-activities"].rows:
        for factor in _items(row["strengthens"]):
            places[factor] |= set(_items(row["in_milieu"]))
    for slug, described in factors.items():
        mend = f"protective-factors.csv, {slug}: say in sign_nl by what one can tell that it is present."
        assert described["sign_nl"], mend
        assert {"thuis", "school"} <= places[slug], (
            f"protective-activities.csv: {slug} has activities in {sorted(places[slug])} only. "
            "Add one for thuis and for school."
        )
        assert len(places[slug]) >= 3, f"protective-activities.csv: {slug} needs an activity beside home and school."


def test_the_six_criteria_of_severity_are_in_the_code_lists() -> None:
    lists = (Path(__file__).parents[2] / "ontology" / "codelists.ttl").read_text("utf-8")
    assert len(re.findall(r"^kompas:\w+ a owl:NamedIndividual , kompas:SeverityCriterion ", lists, re.MULTILINE)) == 6


def test_the_five_considerations_of_the_reporting_code_say_what_follows(sheets: dict[str, Sheet]) -> None:
    rows = sheets["considerations"].rows
    assert [row["position"] for row in rows] == ["1", "2", "3", "4", "5"]
    for row in rows:
        silent = [name for name in row if name.startswith("follows_") and not row[name]]
        assert not silent, (
            f"considerations.csv, {row['slug']}: {', '.join(silent)} is empty; unknown is a question too."
        )


def test_common_factors_say_how_and_questions_say_why(sheets: dict[str, Sheet]) -> None:
    assert [row["slug"] for row in sheets["common-factors"].rows if not row["how_nl"]] == []
    assert [row["slug"] for row in sheets["questions"].rows if not row["why_nl"]] == []
    kinds = [row["kind"] for row in sheets["questions"].rows]
    assert kinds.count("MonitoringQuestion") == 4


def test_every_row_of_these_tables_names_its_source_and_the_place_in_it(sheets: dict[str, Sheet]) -> None:
    bare = [
        f"{name}.csv, {row['slug']}"
        for name, sheet in sheets.items()
        for row in sheet.rows
        if "source" in row and not (row["source"] and row["locator"])
    ]
    assert not bare, f"Without source or locator: {', '.join(bare)}. Fill both; own knowledge is kompas-vakkennis."


def test_figure_1_is_there_exactly_as_published() -> None:
    """Six, nine, six and six entries: three fears stand in two rows."""
    assert [len(FIGURE_1[phase].split()) for phase in FIGURE_1] == [6, 9, 6, 6]


def _kinds(sheets: dict[str, Sheet], problem: str, milieu: str) -> set[str]:
    """The kinds of advice for a problem, or for a problem above it, in a milieu."""
    above = {row["slug"]: row["broader"] for row in sheets["problems"].rows}
    line = [problem]
    while above[line[-1]]:
        line.append(above[line[-1]])
    return {
        advice["advice_kind"]
        for advice in sheets["parenting-advice"].rows
        if milieu in _items(advice["in_milieu"]) and not set(line).isdisjoint(_items(advice["answers_to"]))
    }


@pytest.mark.parametrize(
    ("phase", "problem"), [(phase, problem) for phase in FIGURE_1 for problem in FIGURE_1[phase].split()]
)
def test_a_normal_problem_has_every_kind_of_advice_where_it_plays(
    sheets: dict[str, Sheet], phase: str, problem: str
) -> None:
    for milieu in ("thuis", *TYPICAL[phase], *PLAYS_ALSO.get(problem, ())):
        missing = KINDS - _kinds(sheets, problem, milieu)
        assert not missing, (
            f"parenting-advice.csv has no {', '.join(sorted(missing))} for {problem} in milieu {milieu}. "
            f"Add a row with that advice_kind, {problem} in answers_to and {milieu} in in_milieu, "
            f"with a source that was read; or add {milieu} to a row that also holds there."
        )


def test_every_problem_that_is_normal_somewhere_has_advice_of_its_own_line(sheets: dict[str, Sheet]) -> None:
    bare = [
        row["slug"]
        for row in sheets["problems"].rows
        if row["normal_in"] and not {"DoAdvice", "AvoidAdvice"} <= _kinds(sheets, row["slug"], "thuis")
    ]
    assert not bare, f"Normal in a phase, but without what to do and what to avoid at home: {', '.join(bare)}."


def test_there_is_enough_advice_and_most_of_it_was_read_in_a_source(sheets: dict[str, Sheet]) -> None:
    rows = sheets["parenting-advice"].rows
    assert len(rows) >= 150, f"{len(rows)} pieces of advice; 150 is the least."
    read = sum(row["verification"] == "Verified" for row in rows)
    assert read >= len(rows) * 3 / 4, (
        f"{read} of {len(rows)} rows of parenting-advice.csv are Verified. Look the others up, put the page in "
        "growing-up-sources.csv and its place in locator."
    )


def test_advice_works_out_a_task_of_a_phase_in_which_it_is_given(sheets: dict[str, Sheet]) -> None:
    phase_of = {row["slug"]: set(_items(row["for_phase"])) for row in sheets["parenting-tasks"].rows}
    normal = {row["slug"]: set(_items(row["normal_in"])) for row in sheets["problems"].rows}
    general = "tips-waren-nuttig", "deskundige-ter-plekke", "geen-probleem-maken-van-gewoon-gedrag"
    listed = {problem for entries in FIGURE_1.values() for problem in entries.split()}
    for row in sheets["parenting-advice"].rows:
        problems = set(_items(row["answers_to"])) & listed
        if not problems or row["slug"] in general:
            continue
        where = set(_items(row["for_phase"])) or set().union(*(normal[problem] for problem in problems))
        tasks = _items(row["task"])
        fitting = sorted(task for task, phases in phase_of.items() if phases & where)
        assert tasks, f"parenting-advice.csv, {row['slug']}: name a task it works out, such as {', '.join(fitting)}."
        assert any(phase_of[task] & where for task in tasks), (
            f"parenting-advice.csv, {row['slug']}: {', '.join(tasks)} belong to another phase than {sorted(where)}; "
            f"choose from {', '.join(fitting)}."
        )


def test_advice_is_ordered_from_one_to_nine(sheets: dict[str, Sheet]) -> None:
    wrong = [row["slug"] for row in sheets["parenting-advice"].rows if row["position"] not in set("123456789")]
    assert not wrong, f"parenting-advice.csv: position is 1 (begin here) to 9 (named last): {', '.join(wrong)}."


def test_every_page_on_growing_up_is_used_and_has_one_row(sheets: dict[str, Sheet]) -> None:
    pages = {row["slug"] for row in sheets["growing-up-sources"].rows}
    elsewhere = {row["slug"] for name in ("sources", "effect-sources") for row in sheets[name].rows}
    used = {row["source"] for sheet in sheets.values() for row in sheet.rows if "source" in row}
    assert not pages & elsewhere, f"In two tables of sources: {', '.join(sorted(pages & elsewhere))}. Keep one row."
    assert not pages - used, f"growing-up-sources.csv, used by no row: {', '.join(sorted(pages - used))}."


def test_only_what_the_essay_or_a_guideline_calls_normal_is_normal(sheets: dict[str, Sheet]) -> None:
    """Normality passes down the tree: a disorder or addiction must not stand under normal behaviour."""
    problems = {row["slug"]: row for row in sheets["problems"].rows}

    def phases(problem: str) -> set[str]:
        row = problems[problem]
        return set(_items(row["normal_in"])) | (phases(row["broader"]) if row["broader"] else set())

    disorders = "adhd depressie dwang gameverslaving gokken opstandige-gedragsstoornis geweld-tegen-ouders delinquentie"
    assert [problem for problem in disorders.split() if phases(problem)] == []
