"""What every table must ask of its rows: names and definitions in both languages, and where each row stands."""

from __future__ import annotations

import json

import pytest

from kompas import resources

TABLES = {
    path.name.removesuffix(".csv-metadata.json"): json.loads(path.read_text("utf-8"))["tableSchema"]
    for path in sorted((resources.data() / "tables").glob("*.csv-metadata.json"))
}
OF_SOURCES = sorted(name for name, schema in TABLES.items() if "/id/source/{" in schema["aboutUrl"])
OF_KNOWLEDGE = sorted(TABLES.keys() - set(OF_SOURCES))
WITHOUT_DEFINITION = {"ratings"}
"""A rating says by its level, date, outcome and reason what it is."""
MEND = "Set `required` to true for it in the metadata of the table, and fill the column."


def required(table: str) -> set[str]:
    return {column["name"] for column in TABLES[table]["columns"] if column.get("required")}


def test_there_are_tables_of_both_kinds() -> None:
    assert len(OF_SOURCES) >= 2
    assert {"problems", "interventions", "ratings", "evidence", "parenting-advice"} <= set(OF_KNOWLEDGE)


@pytest.mark.parametrize("table", OF_KNOWLEDGE)
def test_a_row_has_a_name_in_both_languages(table: str) -> None:
    assert {"label_nl", "label_en"} <= required(table), MEND


@pytest.mark.parametrize("table", [table for table in OF_KNOWLEDGE if table not in WITHOUT_DEFINITION])
def test_a_row_has_a_definition(table: str) -> None:
    assert {"definition_nl", "definition_en"} <= required(table), MEND


@pytest.mark.parametrize("table", OF_KNOWLEDGE)
def test_a_row_has_a_source_a_place_in_it_its_verification_and_a_date(table: str) -> None:
    assert {"source", "locator", "verification", "last_checked"} <= required(table), MEND


@pytest.mark.parametrize("table", OF_SOURCES)
def test_a_source_says_what_it_is_and_when_it_was_read(table: str) -> None:
    assert {"title", "citation", "rights", "verification", "last_checked"} <= required(table), MEND


@pytest.mark.parametrize("table", sorted(TABLES))
def test_every_column_is_explained(table: str) -> None:
    unexplained = [
        column["name"]
        for column in TABLES[table]["columns"]
        if not column.get("virtual") and not (column.get("dc:description") and column.get("titles"))
    ]
    assert not unexplained, f"{table}: {unexplained} have no title or dc:description in the metadata."
