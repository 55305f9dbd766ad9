"""The interventions and their judgements: how many are known, and that each says from whom, when and of what.

Every failure names the rows and what to do about them.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import pytest

TABLES = Path(__file__).parents[2] / "data" / "tables"
LADDER = {"StrongIndications", "GoodIndications", "FirstIndications", "WellFounded", "NotRecognised", "NotInDatabase"}
STANDARDS = {
    "Databank Effectieve Jeugdinterventies": LADDER,
    "Oude effectladder van de Databank Effectieve Jeugdinterventies": LADDER,
    "Databank Gehandicaptenzorg (Vilans)": LADDER,
    "Erkenningscriteria gedragsinterventies justitie": {*LADDER, "JusticeRecognised"},
    "Loketgezondleven": {*LADDER, "RivmWellDescribed"},
    "Blueprints for Healthy Youth Development": {"BlueprintsPromising", "BlueprintsModel", "BlueprintsModelPlus"},
    "EIF Guidebook": {
        *(f"EifLevel{rung}{plus}" for rung in (2, 3, 4) for plus in ("", "Plus")),
        "EifNotLevel2",
        "EifNotEffective",
    },
    "CEBC Scientific Rating Scale": {"CebcWellSupported"},
    "Title IV-E Prevention Services Clearinghouse": {
        f"PreventionServices{rung}" for rung in ("WellSupported", "Supported", "Promising", "DoesNotMeet")
    },
}
"""The levels each standard has: a level of one is no level of another."""
Row = dict[str, str]


@cache
def rows(table: str) -> list[Row]:
    with (TABLES / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def judged() -> dict[str, list[Row]]:
    """The judgements on the Dutch ladder that hold now and were read, by intervention."""
    found: dict[str, list[Row]] = {}
    for row in rows("ratings"):
        if row["level"] in LADDER and row["current"] == "true" and row["verification"] == "Verified":
            found.setdefault(row["intervention"], []).append(row)
    return found


def mend(wrong: object, how: str) -> str:
    return f"{wrong}\n{how}"


def test_at_least_two_hundred_interventions_are_known() -> None:
    known = len(rows("interventions"))
    assert known >= 200, mend(known, "Retire an intervention by giving it a rating that no longer holds, not its row.")


def test_of_at_least_a_hundred_and_fifty_the_status_was_read() -> None:
    read = len(judged())
    assert read >= 150, mend(read, "Give the rating that holds now current=true, verification=Verified and its source.")


def test_most_of_what_was_read_has_its_date() -> None:
    ladder = [row for found in judged().values() for row in found if row["level"] != "NotInDatabase"]
    dated = sum(bool(row["rated_on"]) for row in ladder)
    assert dated * 4 >= len(ladder) * 3, mend(
        f"{dated} of {len(ladder)}", "Fill rated_on where the source gives a day, month or year; never guess one."
    )


def test_a_judgement_is_of_an_intervention_there_is() -> None:
    known = {row["slug"] for row in rows("interventions")}
    wrong = [row["slug"] for row in rows("ratings") if row["intervention"] not in known]
    assert not wrong, mend(wrong, "Write the slug of a row of interventions.csv in the column intervention.")


def test_a_level_belongs_to_its_standard() -> None:
    wrong = [
        (row["slug"], row["standard"], row["level"])
        for row in rows("ratings")
        if row["level"] not in STANDARDS.get(row["standard"], set())
    ]
    assert not wrong, mend(wrong, "Use a level of that standard; a new standard gets its own levels in the ontology.")


def test_a_date_is_one_that_can_be_and_lies_before_it_was_looked_up() -> None:
    wrong = []
    for row in rows("ratings"):
        told = row["rated_on"]
        try:
            latest = date.fromisoformat(f"{told}-01-01"[:10]) if told else date.min
        except ValueError:
            wrong.append(row["slug"])
            continue
        if latest > date.fromisoformat(row["last_checked"]):
            wrong.append(row["slug"])
    assert not wrong, mend(wrong, "Write rated_on as yyyy, yyyy-mm or yyyy-mm-dd, not after last_checked.")


def test_a_label_tells_the_same_date_as_the_row() -> None:
    wrong = []
    for row in rows("ratings"):
        years = set(re.findall(r"\b(?:19|20)\d\d\b", row["label_nl"].split(": ", 1)[1]))
        if row["rated_on"] and row["rated_on"][:4] not in years:
            wrong.append(row["slug"])
        if not row["rated_on"] and "datum" not in row["label_nl"] and "geen" not in row["label_nl"] and years:
            wrong.append(row["slug"])
    assert not wrong, mend(wrong, "Let label_nl and label_en end with the date in rated_on, or say that none was read.")


def test_two_judgements_that_hold_now_differ_in_outcome_or_standard() -> None:
    places = Counter(
        (row["intervention"], row["standard"], row["outcome_nl"]) for row in rows("ratings") if row["current"] == "true"
    )
    twice = [place for place, count in places.items() if count > 1]
    assert not twice, mend(twice, "Give the earlier one current=false, or say in outcome_nl and _en what each is of.")


def test_a_split_judgement_says_of_each_part_what_it_is_of() -> None:
    wrong = [slug for slug, found in judged().items() if len(found) > 1 and not all(row["outcome_nl"] for row in found)]
    assert not wrong, mend(wrong, "Fill outcome_nl and outcome_en of every rating of it that holds now.")


def test_not_recognised_gives_its_reason() -> None:
    wrong = [
        row["slug"]
        for row in rows("ratings")
        if row["level"] == "NotRecognised" and not (row["reason_nl"] and row["reason_en"])
    ]
    assert not wrong, mend(wrong, "Fill reason_nl and reason_en with the reason the source gives, in your own words.")


def test_not_in_the_database_is_a_state_of_its_own() -> None:
    outside = {slug for slug, found in judged().items() if any(row["level"] == "NotInDatabase" for row in found)}
    assert len(outside) >= 6
    both = sorted(slug for slug in outside if len(judged()[slug]) > 1)
    assert not both, mend(both, "Not in the database and a judgement of the database exclude each other: keep one.")


def test_only_a_judgement_that_holds_is_under_reassessment() -> None:
    wrong = [row["slug"] for row in rows("ratings") if row["under_reassessment"] == "true" and row["current"] != "true"]
    assert not wrong, mend(wrong, "Empty under_reassessment of a rating that no longer holds.")
    assert any(row["under_reassessment"] == "true" for row in rows("ratings"))


def test_history_stays() -> None:
    earlier = {(row["intervention"], row["rated_on"][:4]) for row in rows("ratings") if row["current"] == "false"}
    gone = {
        ("multisysteem-therapie", "2015"),
        ("kiva", "2015"),
        ("nieuwe-perspectieven-bij-terugkeer", "2011"),
    } - earlier
    assert not gone, mend(gone, "Keep an earlier rating with current=false beside the one that took its place.")


def test_an_intervention_nobody_looked_up_has_no_dutch_judgement() -> None:
    unread = {row["slug"] for row in rows("interventions") if row["verification"] == "Unverified"}
    wrong = sorted(unread & {row["intervention"] for row in rows("ratings") if row["level"] in LADDER})
    assert not wrong, mend(wrong, "Read its page and write verification=Verified in interventions.csv.")


@pytest.mark.parametrize("column", ["dose", "remarks", "training", "contraindication", "definition"])
def test_what_is_told_is_told_in_both_languages(column: str) -> None:
    wrong = [
        row["slug"]
        for row in rows("interventions")
        if bool(row[f"{column}_nl"].strip()) != bool(row[f"{column}_en"].strip())
    ]
    assert not wrong, mend(wrong, f"Fill {column}_nl and {column}_en, or neither.")


def test_what_was_looked_up_names_its_owners_or_databases_page() -> None:
    wrong = [
        row["slug"]
        for row in rows("interventions")
        if row["verification"] == "Verified" and not row["page"].startswith(("https://", "http://"))
    ]
    assert not wrong, mend(wrong, "Fill page with the address of the owner or the database.")


def test_ages_are_known_of_nearly_all() -> None:
    without = [row["slug"] for row in rows("interventions") if not row["min_age"]]
    assert len(without) * 10 <= len(rows("interventions")), mend(without, "Fill min_age and max_age from the source.")
