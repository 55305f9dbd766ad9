"""The tables of what helps hold together, reach their bars, and lean on what was read.

Interventions, ratings, kernel elements and findings; what guidelines say stands in a file of its own.
"""

import csv
import json
import re
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

import pytest

TABLES = Path(__file__).parents[2] / "data" / "tables"
ADVISING = ("guidelines", "guideline-advice", "treatments", "cautions", "problem-mappings")
OURS = ("interventions", "ratings", "kernel-elements", "delivery-features", "evidence", "effect-sources", *ADVISING)
NAMED = ("interventions", "kernel-elements", "delivery-features", "evidence", "treatments", "guidelines", "problems")
SOURCES = tuple(sorted(path.stem for path in TABLES.glob("*sources.csv")))
RECOGNISED = {"WellFounded", "FirstIndications", "GoodIndications", "StrongIndications"}
LADDER = {*RECOGNISED, "NotRecognised", "NotInDatabase"}


def rows(table: str) -> list[dict[str, str]]:
    with (TABLES / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def slugs(*tables: str) -> set[str]:
    return {row["slug"] for table in tables for row in rows(table)}


def items(cell: str) -> list[str]:
    return [item for item in cell.split(";") if item]


def as_typed(name: str) -> str:
    """The name as the vocabulary compares it: without case, accents, spaces and punctuation, but with its plus."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9+]", "", plain.lower())


def names(row: dict[str, str]) -> set[str]:
    own = [row["label_nl"], row["label_en"], *items(row.get("alt_nl", "")), *items(row.get("alt_en", ""))]
    return {as_typed(name) for name in own}


def current(intervention: str) -> list[dict[str, str]]:
    """The ratings on the Dutch ladder that hold now; those of other registries say nothing about it."""
    return [
        row
        for row in rows("ratings")
        if row["intervention"] == intervention and row["current"] == "true" and row["level"] in LADDER
    ]


@pytest.mark.parametrize("table", OURS)
def test_every_row_is_sourced_and_addressed_once(table: str) -> None:
    found = rows(table)
    assert [slug for slug, count in Counter(row["slug"] for row in found).items() if count > 1] == []
    known = slugs(*SOURCES)
    for row in found:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", row["slug"]), row["slug"]
        assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", row["last_checked"]), row["slug"]
        assert row["verification"] in {"Verified", "Unverified", "Disputed"}, row["slug"]
        if table != "effect-sources":
            assert row["source"] in known, row["slug"]
            assert row["locator"], row["slug"]


@pytest.mark.parametrize("table", OURS)
def test_header_and_metadata_name_the_same_columns(table: str) -> None:
    metadata = json.loads((TABLES / f"{table}.csv-metadata.json").read_text(encoding="utf-8"))
    declared = [column["name"] for column in metadata["tableSchema"]["columns"] if not column.get("virtual")]
    assert list(rows(table)[0]) == declared


def test_a_source_has_one_row_in_the_tables_of_sources() -> None:
    counted = Counter(row["slug"] for table in SOURCES for row in rows(table))
    assert [slug for slug, count in counted.items() if count > 1] == [], "Keep one of the rows."


@pytest.mark.parametrize("table", NAMED)
def test_a_name_means_one_thing(table: str) -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for row in rows(table):
        for name in names(row):
            owners[name].add(row["slug"])
    assert {name: found for name, found in owners.items() if len(found) > 1} == {}


@pytest.mark.parametrize("table", NAMED)
def test_dutch_and_english_are_both_there(table: str) -> None:
    for row in rows(table):
        for column in (column[:-3] for column in row if column.endswith("_nl") and f"{column[:-3]}_en" in row):
            if column != "alt":
                assert bool(row[f"{column}_nl"]) == bool(row[f"{column}_en"]), (row["slug"], column)
        assert row["definition_nl"], row["slug"]


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("Triple P", "triple-p"),
        ("PMTO", "pmto"),
        ("MST", "multisysteem-therapie"),
        ("pcit", "parent-child-interaction-therapy"),
        ("KIES", "kies"),
        ("Pittige Jaren", "incredible-years"),
        ("Vreedzame School", "vreedzame-school"),
        ("Functional Family Therapy", "relationele-gezinstherapie"),
        ("EMDR", "emdr-als-interventie"),
        ("VHT", "video-hometraining"),
    ],
)
def test_a_programme_is_found_by_the_name_professionals_use(typed: str, slug: str) -> None:
    assert [row["slug"] for row in rows("interventions") if as_typed(typed) in names(row)] == [slug]


@pytest.mark.parametrize(
    ("table", "column", "target"),
    [
        ("interventions", "broader", "interventions"),
        ("interventions", "problems", "problems"),
        ("interventions", "kernel_elements", "kernel-elements"),
        ("ratings", "intervention", "interventions"),
        ("kernel-elements", "problems", "problems"),
        ("kernel-elements", "must_follow", "kernel-elements"),
        ("delivery-features", "problems", "problems"),
        ("evidence", "problems", "problems"),
        ("evidence", "about_element", "kernel-elements"),
        ("evidence", "about_feature", "delivery-features"),
        ("evidence", "about_intervention", "interventions"),
        ("guideline-advice", "of_guideline", "guidelines"),
        ("guideline-advice", "for_problem", "problems"),
        ("guideline-advice", "first_choice_element", "kernel-elements"),
        ("guideline-advice", "first_choice_intervention", "interventions"),
        ("guideline-advice", "first_choice_treatment", "treatments"),
        ("cautions", "applies_to_element", "kernel-elements"),
        ("cautions", "applies_to_intervention", "interventions"),
        ("cautions", "applies_to_treatment", "treatments"),
        ("cautions", "applies_to_feature", "delivery-features"),
        ("cautions", "when_problem", "problems"),
        ("problems", "broader", "problems"),
        ("problem-mappings", "subject_id", "problems"),
    ],
)
def test_what_a_row_points_at_exists(table: str, column: str, target: str) -> None:
    known = slugs(target)
    dangling = {(row["slug"], item) for row in rows(table) for item in items(row[column]) if item not in known}
    assert dangling == set()


def test_ages_run_upwards() -> None:
    for table in ("interventions", "kernel-elements", "delivery-features", "evidence", "guideline-advice"):
        for row in rows(table):
            assert bool(row["min_age"]) == bool(row["max_age"]), row["slug"]
            if row["min_age"]:
                assert -0.75 <= float(row["min_age"]) <= float(row["max_age"]) <= 25, row["slug"]


def test_a_programme_says_what_and_whom_it_is_for_and_a_family_of_programmes_does_not() -> None:
    families = {row["broader"] for row in rows("interventions")} - {""}
    for row in rows("interventions"):
        for column in ("problems", "audience", "prevention_level", "sector"):
            assert bool(row[column]) == (row["slug"] not in families), (row["slug"], column)
    assert {row["slug"] for row in rows("interventions") if row["broader"] == "triple-p"} == {
        "triple-p-niveau-1-2",
        "triple-p-niveau-4-5",
    }


def test_the_ladder_is_filled_as_it_was_read() -> None:
    levels = Counter(row["level"] for row in rows("ratings") if row["current"] == "true")
    floor = {
        "StrongIndications": 6,
        "GoodIndications": 19,
        "FirstIndications": 24,
        "WellFounded": 64,
        "NotRecognised": 2,
        "NotInDatabase": 6,
    }
    assert {level: levels[level] for level in floor if levels[level] < floor[level]} == {}


def test_no_intervention_is_both_recognised_and_turned_down_now() -> None:
    for slug in slugs("interventions"):
        levels = {row["level"] for row in current(slug)}
        assert not (levels & RECOGNISED and levels & {"NotRecognised", "NotInDatabase"}), slug


def test_two_ratings_that_hold_now_are_about_different_outcomes() -> None:
    for slug in slugs("interventions"):
        outcomes = [row["outcome_nl"] for row in current(slug)]
        assert len(outcomes) == len(set(outcomes)), slug
        assert len(outcomes) < 2 or all(outcomes), slug


def test_an_earlier_rating_is_kept_as_history() -> None:
    history = {row["intervention"] for row in rows("ratings") if row["current"] == "false"}
    assert {"multisysteem-therapie", "kiva", "vreedzame-school", "sta-sterk-training", "leff", "prima"} <= history
    assert [(row["level"], row["rated_on"]) for row in current("kiva")] == [("StrongIndications", "2022-12")]
    assert [row["level"] for row in current("sta-sterk-training")] == ["NotRecognised"]


def test_multisystemic_therapy_is_rated_per_outcome() -> None:
    found = {row["outcome_en"]: row["level"] for row in current("multisysteem-therapie")}
    assert found["crime: property offences"] == "FirstIndications"
    assert found["serious behaviour problems, family problems, ODD and CD"] == "GoodIndications"


def test_a_programme_whose_level_nobody_read_has_no_rating() -> None:
    assert current("pmto") == []
    unread = {row["slug"] for row in rows("interventions") if row["verification"] == "Unverified"}
    assert unread & {row["intervention"] for row in rows("ratings") if row["level"] in LADDER} == set()


def test_not_recognised_says_why() -> None:
    assert all(row["reason_nl"] and row["reason_en"] for row in rows("ratings") if row["level"] == "NotRecognised")


def test_limits_come_only_after_encouragement() -> None:
    after = {row["slug"]: items(row["must_follow"]) for row in rows("kernel-elements")}
    for element in (
        "grenzen-stellen-na-aanmoedigen",
        "time-out",
        "negatieve-consequenties",
        "milde-straf",
        "natuurlijke-en-logische-gevolgen",
        "actief-negeren",
    ):
        assert "positieve-bekrachtiging" in after[element]
    assert after["gedragsmatige-emotieregulatie"] == ["cognitieve-emotieregulatie"]
    assert after["positieve-bekrachtiging"] == []


def test_a_practice_to_avoid_is_in_no_programme_and_has_no_favourable_finding() -> None:
    harmful = {row["slug"] for row in rows("kernel-elements") if row["harmful_practice"] == "true"}
    assert {"vasthoudtherapie", "afschrikprogramma", "strijd-aangaan"} <= harmful
    for row in rows("interventions"):
        assert not harmful & set(items(row["kernel_elements"])), row["slug"]
    for row in rows("evidence"):
        assert row["about_element"] not in harmful or row["direction"] in {"Harmful", "NoEffect"}, row["slug"]


def test_every_kernel_element_and_feature_has_a_finding_and_every_finding_one_subject() -> None:
    found = rows("evidence")
    assert slugs("kernel-elements") == {row["about_element"] for row in found} - {""}
    assert slugs("delivery-features") == {row["about_feature"] for row in found} - {""}
    for row in found:
        subjects = [row["about_element"], row["about_feature"], row["about_intervention"]]
        assert sum(bool(subject) for subject in subjects) == 1, row["slug"]


def test_one_element_keeps_apart_what_prevention_and_treatment_found() -> None:
    about = [
        row
        for row in rows("evidence")
        if row["about_element"] == "relatie-opbouwen-ouder-kind" and row["source"] == "leijten-2019-elementen"
    ]
    assert {row["context"]: row["direction"] for row in about} == {
        "TreatmentContext": "Supports",
        "PreventionContext": "Mixed",
    }


def test_interventions_elements_and_treatments_share_no_slug_so_that_declining_one_is_clear() -> None:
    tables = ("interventions", "kernel-elements", "treatments")
    counted = Counter(row["slug"] for table in tables for row in rows(table))
    assert [slug for slug, count in counted.items() if count > 1] == []


@pytest.mark.parametrize(
    ("table", "bar"),
    [("kernel-elements", 120), ("evidence", 150), ("guideline-advice", 50), ("guidelines", 30), ("problems", 120)],
)
def test_there_is_enough_to_choose_from(table: str, bar: int) -> None:
    found = len(rows(table))
    assert found >= bar, f"{table}.csv has {found} rows: put rows back, or add some as in docs/how-to/add-a-row.md."


@pytest.mark.parametrize("table", ["kernel-elements", "evidence", "guidelines", "guideline-advice", "treatments"])
def test_most_of_what_helps_was_read_in_its_source(table: str) -> None:
    found = Counter(row["verification"] for row in rows(table))
    assert found["Verified"] >= 0.85 * found.total(), f"{table}.csv: look sources up, and set the rows to Verified."


def test_what_was_read_stands_in_a_source_that_was_read() -> None:
    read = {row["slug"] for table in SOURCES for row in rows(table) if row["verification"] != "Unverified"}
    told = [
        f"{table}.csv, {row['slug']}: {row['source']}"
        for table in ("kernel-elements", "evidence", "guideline-advice", "treatments", "cautions", "problem-mappings")
        for row in rows(table)
        if row["verification"] == "Verified" and row["source"] not in read
    ]
    assert told == [], "Read the source and set it to Verified, or set the row to Unverified."


def test_many_findings_give_numbers_and_a_doi_and_the_numbers_stand_in_both_languages() -> None:
    doi = {row["slug"] for table in SOURCES for row in rows(table) if row["doi"]}
    found = rows("evidence")
    assert sum(row["source"] in doi for row in found) >= 100, "Give the DOI of the sources in sources.csv."
    assert sum(bool(row["effect_size_nl"]) for row in found) >= 40, "Give effect_size_nl and effect_size_en."
    for row in found:
        assert row["study_design_nl"], f"{row['slug']}: say in study_design_nl what kind of study it is."
        digits = [re.sub(r"\D", "", row[f"effect_size_{language}"]) for language in ("nl", "en")]
        assert digits[0] == digits[1], f"{row['slug']}: effect_size_nl and effect_size_en differ."


def test_findings_that_disagree_stand_side_by_side() -> None:
    directions: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in rows("evidence"):
        if row["about_element"] or row["about_feature"]:
            for context in items(row["context"]):
                directions[row["about_element"] or row["about_feature"], context].add(row["direction"])
    apart = {subject for (subject, _), found in directions.items() if len(found) > 1}
    assert {"time-out", "cognitieve-oefeningen-sociaal", "motiverende-gespreksvoering"} <= apart
