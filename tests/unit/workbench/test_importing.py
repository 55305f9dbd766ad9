"""Rows of a spreadsheet go into their table all together, or not at all with each wrong cell told."""

from __future__ import annotations

import csv
import io
import shutil
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from kompas import resources
from kompas.errors import CheckFailed, KompasError
from kompas.knowledge.tables import read_tables
from kompas.quality.canonical import format_tables
from kompas.workbench.importing import import_rows
from kompas.workbench.schema import Schemas
from kompas.workbench.template import as_workbook

Value = str | int | float | date
ROW: dict[str, Value] = {
    "slug": "bevinding-999",
    "label_nl": "Voorbeeld",
    "label_en": "Example",
    "definition_nl": "Een voorbeeld, geen bevinding.",
    "definition_en": "An example, no finding.",
    "about_element": "positieve-bekrachtiging",
    "problems": "driftbuien;agressie",
    "min_age": 2,
    "max_age": 12.0,
    "context": "PreventionContext",
    "direction": "Supports",
    "study_design_nl": "Geen onderzoek",
    "study_design_en": "No study",
    "source": "kompas-beslismodel",
    "locator": "§1",
    "verification": "Unverified",
    "last_checked": date(2026, 11, 22),
}


@pytest.fixture
def tables(tmp_path: Path) -> Schemas:
    """A copy of the tables, to merge into."""
    folder = tmp_path / "tables"
    shutil.copytree(resources.data() / "tables", folder)
    return Schemas(folder, resources.ontology())


def as_sheet(tables: Schemas, folder: Path, *rows: dict[str, Value]) -> Path:
    """A workbook from the template, filled in."""
    book = load_workbook(io.BytesIO(as_workbook(tables.table("evidence"))))
    sheet = book.worksheets[0]
    header = [cell.value for cell in sheet[1]]
    for number, row in enumerate(rows, start=2):
        for name, value in row.items():
            sheet.cell(row=number, column=header.index(name) + 1, value=value)
    path = folder / "filled.xlsx"
    book.save(path)
    return path


def as_csv(folder: Path, *rows: dict[str, Value], delimiter: str = ",", encoding: str = "utf-8") -> Path:
    path = folder / "evidence.csv"
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
    return path


def wrong(tables: Schemas, source: Path) -> str:
    before = {path: path.read_bytes() for path in tables.folder.iterdir()}
    with pytest.raises(CheckFailed) as told:
        import_rows(source, tables)
    assert {path: path.read_bytes() for path in tables.folder.iterdir()} == before, "nothing is changed"
    return str(told.value)


def test_a_filled_in_workbook_becomes_rows_in_order(tables: Schemas, tmp_path: Path) -> None:
    done = import_rows(as_sheet(tables, tmp_path, ROW), tables)
    assert (done.table, done.added, done.replaced) == ("evidence", ("bevinding-999",), ())
    read, findings = read_tables(tables.folder)
    assert findings == []
    (evidence,) = [table for table in read if table.name == "evidence.csv"]
    (row,) = [row.values for row in evidence.rows if row.values["slug"] == "bevinding-999"]
    assert row["problems"] == ["driftbuien", "agressie"]
    assert (str(row["min_age"]), str(row["max_age"])) == ("2", "12")
    assert format_tables(tables.folder, write=False) == []


@pytest.mark.parametrize(("delimiter", "encoding"), [(",", "utf-8"), (";", "utf-8-sig"), ("\t", "utf-8")])
def test_a_csv_may_be_as_a_spreadsheet_program_writes_it(
    tables: Schemas, tmp_path: Path, delimiter: str, encoding: str
) -> None:
    row = ROW | {"problems": "driftbuien"}
    source = as_csv(tmp_path, row, delimiter=delimiter, encoding=encoding)
    assert import_rows(source, tables).added == ("bevinding-999",)


def test_the_same_row_twice_changes_nothing_the_second_time(tables: Schemas, tmp_path: Path) -> None:
    source = as_csv(tmp_path, ROW)
    import_rows(source, tables)
    after = (tables.folder / "evidence.csv").read_bytes()
    done = import_rows(source, tables)
    assert (done.added, done.unchanged) == ((), ("bevinding-999",))
    assert (tables.folder / "evidence.csv").read_bytes() == after


def test_looking_only_says_what_would_change(tables: Schemas, tmp_path: Path) -> None:
    before = (tables.folder / "evidence.csv").read_bytes()
    assert import_rows(as_csv(tmp_path, ROW), tables, write=False).added == ("bevinding-999",)
    assert (tables.folder / "evidence.csv").read_bytes() == before


def test_another_row_with_the_same_slug_is_a_mistake_unless_it_is_to_replace(tables: Schemas, tmp_path: Path) -> None:
    import_rows(as_csv(tmp_path, ROW), tables)
    other = as_csv(tmp_path, ROW | {"direction": "Harmful"})
    assert "in evidence.csv already, with another direction" in wrong(tables, other)
    assert import_rows(other, tables, replace=True).replaced == ("bevinding-999",)
    assert "Harmful" in (tables.folder / "evidence.csv").read_text("utf-8").splitlines()[-1]


@pytest.mark.parametrize(
    ("change", "cell", "words"),
    [
        ({"slug": "Bevinding 999"}, "cell A2 (column “slug”)", "does not fit"),
        ({"label_en": ""}, "cell D2 (column “label_en”)", "may not be empty"),
        ({"about_element": "positieve-bekrachtigin"}, "column “about_element”", "Nearest: “positieve-bekrachtiging”"),
        ({"problems": "driftbuien;boosheidd"}, "column “problems”", "“boosheidd” is not in problems.csv"),
        ({"problems": "driftbuien; agressie"}, "column “problems”", "“ agressie” is not in problems.csv"),
        ({"min_age": "twee"}, "column “min_age”", "It is written as 2.5"),
        ({"direction": "Suports"}, "column “direction”", "Nearest: “Supports”"),
        ({"source": "nergens"}, "column “source”", "is not in effect-sources.csv"),
        ({"verification": "maybe"}, "column “verification”", "is not one of its values"),
        ({"last_checked": "22-11-2026"}, "column “last_checked”", "It is written as jjjj-mm-dd"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_each_wrong_cell_is_told_with_its_place_and_how_to_mend_it(
    tables: Schemas, tmp_path: Path, change: dict[str, Value], cell: str, words: str
) -> None:
    told = wrong(tables, as_sheet(tables, tmp_path, ROW | change))
    assert "filled.xlsx" in told
    assert cell in told
    assert words in told
    assert "nothing was changed" in told


def test_all_mistakes_are_told_at_once(tables: Schemas, tmp_path: Path) -> None:
    bad = ROW | {"slug": "bevinding-998", "direction": "Up", "min_age": "x"}
    told = wrong(tables, as_sheet(tables, tmp_path, ROW | {"label_en": ""}, bad))
    assert "3 findings" in told
    assert "D2" in told
    assert "K3" in told


def test_a_slug_twice_in_one_file_is_told(tables: Schemas, tmp_path: Path) -> None:
    assert "stands in row 2 already" in wrong(tables, as_csv(tmp_path, ROW, ROW))


def test_a_column_the_table_does_not_have_is_told_with_the_nearest(tables: Schemas, tmp_path: Path) -> None:
    told = wrong(tables, as_csv(tmp_path, ROW | {"sourc": "x"}))
    assert "no column “sourc”" in told
    assert "Nearest: “source”" in told


def test_a_required_column_that_is_not_there_is_told(tables: Schemas, tmp_path: Path) -> None:
    row = {name: value for name, value in ROW.items() if name != "locator"}
    assert "The required column “locator” is missing" in wrong(tables, as_csv(tmp_path, row))


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("evidence.xlsx", b"not a workbook", "not readable as an .xlsx workbook"),
        ("evidence.csv", "slug\nbevînding\n".encode("latin-1"), "save it as CSV UTF-8"),
        ("evidence.csv", b"\n\n", "it holds no rows"),
        ("feelings.csv", b"slug\nboos\n", "“feelings” is not a known table"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(
    tables: Schemas, tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(KompasError, match=words):
        import_rows(tmp_path / name, tables)


def test_a_file_that_is_not_there_is_named(tables: Schemas, tmp_path: Path) -> None:
    with pytest.raises(KompasError, match=r"nergens\.csv"):
        import_rows(tmp_path / "nergens.csv", tables)
