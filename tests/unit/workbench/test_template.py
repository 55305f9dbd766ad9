"""A table to fill in explains itself, and offers only what the table takes."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from kompas import resources
from kompas.errors import UnknownTerm
from kompas.workbench.schema import Schemas
from kompas.workbench.template import CHOICES, EXPLANATION, as_csv, as_markdown, as_workbook

SCHEMAS = Schemas(resources.data() / "tables", resources.ontology())


@pytest.fixture(scope="module")
def evidence() -> dict[str, Worksheet]:
    return {
        sheet.title: sheet for sheet in load_workbook(io.BytesIO(as_workbook(SCHEMAS.table("evidence")))).worksheets
    }


def offered(sheets: dict[str, Worksheet], column: str) -> set[object]:
    """What the drop-down of a column offers."""
    sheet = sheets["evidence"]
    letter = next(cell.coordinate.rstrip("1") for cell in sheet[1] if cell.value == column)
    (validation,) = [one for one in sheet.data_validations.dataValidation if f"{letter}2" in one.sqref]
    assert validation.formula1 is not None
    name, _, area = validation.formula1.partition("!")
    assert name.strip("'") == CHOICES
    return {row[0].value for row in sheets[CHOICES][area.replace("$", "")]}


@pytest.mark.parametrize("table", SCHEMAS.names)
def test_the_header_of_a_template_is_the_header_of_its_table(table: str) -> None:
    header = (resources.data() / "tables" / f"{table}.csv").read_text("utf-8").partition("\n")[0]
    assert as_csv(SCHEMAS.table(table)) == f"{header}\n"


def test_a_workbook_has_a_sheet_to_fill_in_and_one_that_explains(evidence: dict[str, Worksheet]) -> None:
    assert list(evidence) == ["evidence", EXPLANATION, CHOICES]
    assert evidence[CHOICES].sheet_state == "hidden"
    header = [cell.value for cell in evidence["evidence"][1]]
    assert [row[0].value for row in evidence[EXPLANATION].iter_rows(min_row=2)] == header
    assert all(cell.comment and len(cell.comment.text) > 20 for cell in evidence["evidence"][1])


def test_a_code_list_is_offered_whole(evidence: dict[str, Worksheet]) -> None:
    assert offered(evidence, "direction") == {"Supports", "Mixed", "NoEffect", "Harmful"}


def test_a_column_that_names_concepts_offers_the_rows_of_their_tables(evidence: dict[str, Worksheet]) -> None:
    assert {"driftbuien", "angst"} <= offered(evidence, "problems")
    assert {"leijten-2019-elementen", "essay-effectievere-jeugdhulp"} <= offered(evidence, "source")


def test_only_a_cell_with_one_value_refuses_what_is_not_offered(evidence: dict[str, Worksheet]) -> None:
    strict = {
        cell.value: validation.showErrorMessage
        for cell in evidence["evidence"][1]
        for validation in evidence["evidence"].data_validations.dataValidation
        if f"{cell.coordinate.rstrip('1')}2" in validation.sqref
    }
    assert strict["direction"] is True
    assert strict["problems"] is False, "several problems in a cell are no value of the list"


def test_levels_of_other_registries_are_offered_too() -> None:
    (level,) = [column for column in SCHEMAS.table("ratings").columns if column.name == "level"]
    assert {"StrongIndications", "NotRecognised"} <= set(level.values)


def test_the_explanation_has_a_line_for_each_column() -> None:
    schema = SCHEMAS.table("milieus")
    lines = as_markdown(schema).splitlines()
    assert all(any(line.startswith(f"| {column.name} |") for line in lines) for column in schema.columns)


def test_a_table_that_is_not_there_is_told_with_the_nearest() -> None:
    with pytest.raises(UnknownTerm, match="interventions"):
        SCHEMAS.table("intervention")
