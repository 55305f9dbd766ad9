"""Rows from Python are checked as rows of a spreadsheet are, and written together or not at all."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from kompas import resources
from kompas.errors import CheckFailed, UnknownTerm
from kompas.workbench import Draft
from kompas.workbench.drafting import Cell
from kompas.workbench.schema import Schemas

BASIS: dict[str, Cell] = {
    "source": "kompas-beslismodel",
    "locator": "§1",
    "verification": "Unverified",
    "last_checked": date(2026, 11, 22),
}
TEXTS: dict[str, Cell] = {
    "label_nl": "Voorbeeld",
    "label_en": "Example",
    "definition_nl": "Een.",
    "definition_en": "One.",
}
ELEMENT = TEXTS | BASIS | {
    "slug": "voorbeeld-element", "problems": ["driftbuien", "agressie"], "audience": ["Parents"],
    "min_age": 2, "max_age": 11.5, "harmful_practice": False,
}  # fmt: skip
FINDING = TEXTS | BASIS | {
    "slug": "bevinding-999", "about_element": "voorbeeld-element", "problems": "driftbuien",
    "min_age": 2, "max_age": 11, "context": "PreventionContext",
    "direction": "Supports", "study_design_nl": "Geen", "study_design_en": "None",
}  # fmt: skip


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    folder = tmp_path / "tables"
    shutil.copytree(resources.data() / "tables", folder)
    return folder


@pytest.fixture
def draft(tables: Path) -> Draft:
    return Draft(Schemas(tables, resources.ontology()))


def test_rows_of_two_tables_that_refer_to_each_other_are_saved_together(draft: Draft, tables: Path) -> None:
    draft.add("evidence", **FINDING)
    assert "“voorbeeld-element” is not in kernel-elements.csv" in draft.check()[0]
    draft.add("kernel-elements", **ELEMENT)
    assert draft.check() == []
    saved = draft.save()
    assert [(one.table, one.added) for one in saved] == [
        ("evidence", ("bevinding-999",)),
        ("kernel-elements", ("voorbeeld-element",)),
    ]
    line = (tables / "kernel-elements.csv").read_text("utf-8").splitlines()[-1]
    assert "driftbuien;agressie" in line
    assert "11.5" in line
    assert "false" in line
    assert len(draft) == 0


def test_one_wrong_cell_keeps_every_row_out(draft: Draft, tables: Path) -> None:
    before = {path: path.read_bytes() for path in tables.iterdir()}
    draft.add("kernel-elements", **ELEMENT)
    draft.add("evidence", **FINDING | {"direction": "Up"})
    with pytest.raises(CheckFailed, match=r"draft of evidence, cell \w+2 \(column “direction”\): “Up”"):
        draft.save()
    assert {path: path.read_bytes() for path in tables.iterdir()} == before
    assert len(draft) == 2, "the draft is still there to correct"


def test_a_column_or_table_that_is_not_there_is_told(draft: Draft) -> None:
    draft.add("kernel-elements", **ELEMENT, colour="red")
    assert any("no column “colour”" in told for told in draft.check())
    with pytest.raises(UnknownTerm, match="kernel-elements"):
        draft.add("kernel-element", **ELEMENT)
