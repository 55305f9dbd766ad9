"""What guidelines choose first, what problems are called, and how they match the terms of others: in the tables."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from pyoxigraph import NamedNode, Triple

from kompas import resources
from kompas.knowledge.mapping import map_tables
from kompas.knowledge.tables import read_tables
from kompas.namespaces import DCTERMS, KOMPAS, RDF, SKOS, thing
from tests.unit.test_tables_effect import (
    TABLES,
    items,
    rows,
)

FIRST_CHOICES = ("first_choice_element", "first_choice_intervention", "first_choice_treatment")
SEVERITIES = {"Ordinary", "Light", "Moderate", "Serious"}
ASSESSMENTS = {"crisisbeoordeling-ggz", "consult-jeugd-ggz", "medicatie-via-arts"}
MATCHES = {"exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch"}
SSSOM = "https://w3id.org/sssom/"


def test_advice_says_for_whom_and_what_comes_first() -> None:
    for row in rows("guideline-advice"):
        chosen = [item for column in FIRST_CHOICES for item in items(row[column])]
        assert set(items(row["for_severity"])) <= SEVERITIES, row["slug"]
        assert row["for_severity"], f"{row['slug']}: give for_severity."
        assert bool(chosen) == bool(row["first_choice_kind"]), (
            f"{row['slug']}: a first choice has a kind, no choice none."
        )
        kinds = {column for column in FIRST_CHOICES if row[column]}
        if row["first_choice_kind"] == "ElementChoice":
            assert kinds == {"first_choice_element"}, f"{row['slug']}: an ElementChoice names kernel elements only."
        if row["first_choice_kind"] == "TreatmentChoice":
            assert "first_choice_treatment" in kinds, f"{row['slug']}: a TreatmentChoice names a treatment."


def test_a_definition_of_advice_can_be_read_as_the_reason_for_the_choice() -> None:
    """The text of an argument is “First choice of the guideline: …”, with the definition."""
    labels = {row["label_nl"] for row in rows("guideline-advice")}
    for row in rows("guideline-advice"):
        if row["first_choice_kind"]:
            for language in ("nl", "en"):
                assert len(row[f"definition_{language}"].split()) >= 8, (
                    f"{row['slug']}: say what comes first, and when."
                )
            assert row["definition_nl"] not in labels, row["slug"]


def test_guidelines_cover_the_fields_of_youth_care() -> None:
    about = {problem for row in rows("guideline-advice") for problem in items(row["for_problem"])}
    assert {
        "trauma",
        "stemmingsproblemen",
        "depressie",
        "angst",
        "adhd",
        "gedragsproblemen",
        "problematische-gehechtheid",
        "kindermishandeling",
        "scheiding",
        "middelengebruik",
        "opgroeien-in-een-instelling",
        "opgroeien-in-een-pleeggezin",
        "dreigende-uithuisplaatsing",
        "crisis-in-het-gezin",
        "kopp",
        "multiproblematiek",
        "suicidaliteit",
    } <= about, "Add advice to guideline-advice.csv for what is missing."


def test_advice_that_can_decide_a_route_was_read_in_its_source() -> None:
    """Rule matig-richtlijn-programma: a moderate worry with a programme as first choice asks for a full one."""
    unread = [
        row["slug"]
        for row in rows("guideline-advice")
        if row["first_choice_kind"] == "ProgrammeChoice" and row["verification"] != "Verified"
    ]
    assert unread == [], "Look the advice up and set it to Verified, or take its first choice away."


def test_only_an_assessment_is_the_first_treatment_for_a_problem_that_is_itself_a_signal_of_danger() -> None:
    """Rule eerst-beoordelen puts such a treatment above all others."""
    signals = {row["slug"] for row in rows("problems") if row["implies_signal"]}
    wrong = [
        row["slug"]
        for row in rows("guideline-advice")
        if signals & set(items(row["for_problem"])) and set(items(row["first_choice_treatment"])) - ASSESSMENTS
    ]
    assert wrong == [], "Name a kernel element as first choice, or give the advice on another problem."


def test_a_caution_that_blocks_was_read_in_its_source() -> None:
    """Rule tegenindicatie decides with it."""
    unread = [r["slug"] for r in rows("cautions") if r["strength"] == "Block" and r["verification"] != "Verified"]
    assert unread == [], "Look the caution up and set it to Verified, or let it warn."


def test_a_rule_that_decides_on_findings_or_ratings_asks_for_what_was_read() -> None:
    told = []
    for path in sorted(resources.rules().rglob("*.ttl")):
        text = path.read_text("utf-8")
        decides = "kompas:weight kompas:Decisive" in text and re.search(r"kompas:(hasFinding|hasRating)\b", text)
        if decides and "kompas:verification kompas:Verified" not in text:
            told.append(path.name)
    assert told == [], "Add `kompas:verification kompas:Verified` to the pattern of the rule, or lower its weight."


def test_a_problem_has_words_in_both_languages_a_definition_and_at_most_three_levels() -> None:
    broader = {row["slug"]: items(row["broader"]) for row in rows("problems")}

    def depth(slug: str) -> int:
        return 1 + max((depth(parent) for parent in broader[slug]), default=0)

    for row in rows("problems"):
        for column in ("alt_nl", "alt_en", "definition_nl", "definition_en"):
            assert row[column], f"problems.csv, {row['slug']}: fill {column}, as parents and professionals say it."
        assert depth(row["slug"]) <= 3 + bool(row["normal_in"]), (
            f"problems.csv, {row['slug']}: hang it higher, by another broader."
        )
    assert {depth(slug) for slug in broader} >= {1, 2}


def mapped_triples(folder: Path) -> set[Triple]:
    for file in TABLES.glob("problem-mappings.csv*"):
        (folder / file.name).write_bytes(file.read_bytes())
    tables, findings = read_tables(folder)
    mapped = map_tables(tables)
    assert [*findings, *mapped.findings] == []
    return set(mapped.triples)


def test_every_mapping_is_a_triple_of_its_problem_with_its_own_provenance(tmp_path: Path) -> None:
    found = mapped_triples(tmp_path)
    for row in rows("problem-mappings"):
        problem = thing("problem", row["subject_id"])
        prefix, _, match = row["predicate_id"].partition(":")
        assert (prefix, match in MATCHES) == ("skos", True), f"{row['slug']}: take one of skos:{sorted(MATCHES)}."
        about, elsewhere = NamedNode(f"{problem.value}#{row['slug']}"), NamedNode(row["object_id"])
        assert Triple(problem, NamedNode(SKOS + match), elsewhere) in found, row["slug"]
        assert Triple(about, NamedNode(f"{RDF}type"), NamedNode(f"{SSSOM}Mapping")) in found, row["slug"]
        assert Triple(about, NamedNode(f"{SSSOM}subject_id"), problem) in found, row["slug"]
        assert Triple(about, NamedNode(f"{SSSOM}predicate_id"), NamedNode(SKOS + match)) in found, row["slug"]
        assert Triple(about, NamedNode(f"{SSSOM}object_id"), elsewhere) in found, row["slug"]
        assert Triple(about, NamedNode(f"{DCTERMS}source"), thing("source", row["source"])) in found, row["slug"]
        verification = NamedNode(f"{KOMPAS}{row['verification']}")
        assert Triple(about, NamedNode(f"{KOMPAS}verification"), verification) in found, row["slug"]


def test_mappings_use_the_addresses_of_the_other_systems_and_say_each_thing_once() -> None:
    patterns = (
        r"http://id\.who\.int/icd/entity/\d+",
        r"http://id\.nlm\.nih\.gov/mesh/[CD]\d{6,9}",
        r"http://purl\.obolibrary\.org/obo/DOID_\d+",
        r"https://www\.nji\.nl/\S+",
    )
    found = rows("problem-mappings")
    assert len(found) >= 60
    pairs = Counter((row["subject_id"], row["object_id"]) for row in found)
    assert [pair for pair, count in pairs.items() if count > 1] == [], "Keep one predicate for a problem and a concept."
    for row in found:
        assert any(re.fullmatch(pattern, row["object_id"]) for pattern in patterns), (
            f"{row['slug']}: {row['object_id']}"
        )
        assert row["object_label"], f"{row['slug']}: give object_label as the source has it."
    assert [row["slug"] for row in found] == sorted(row["slug"] for row in found), "Sort the rows by slug."
