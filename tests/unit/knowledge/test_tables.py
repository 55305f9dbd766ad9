"""Every mistake in a table is told with its file, row and column, and the rest is read on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kompas.knowledge.findings import Finding
from kompas.knowledge.tables import read_tables

SLUG: dict[str, Any] = {"base": "string", "format": "[a-z]+(-[a-z]+)*"}
COLUMNS: list[dict[str, Any]] = [
    {"name": "slug", "datatype": SLUG, "required": True, "suppressOutput": True},
    {"name": "label_nl", "datatype": "string", "lang": "nl", "required": True, "propertyUrl": "skos:prefLabel"},
    {"name": "synonyms", "datatype": "string", "lang": "nl", "separator": ";", "propertyUrl": "skos:altLabel"},
    {"name": "age", "datatype": {"base": "decimal", "minimum": "0"}, "propertyUrl": "kompas:fromAge"},
    {"name": "checked", "datatype": "date", "propertyUrl": "kompas:lastChecked"},
    {"name": "lasting", "datatype": {"base": "boolean", "format": "ja|nee"}, "propertyUrl": "kompas:lasting"},
]
HEADER = "slug,label_nl,synonyms,age,checked,lasting"
GOOD = "boos,Boos,kwaad;nijdig,2.5,2026-11-22,ja"


def write(folder: Path, *lines: str, name: str = "moods", **schema: Any) -> None:
    (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", "utf-8")
    described = {"aboutUrl": "https://example.org/{slug}", "primaryKey": "slug", "columns": COLUMNS} | schema
    metadata = {"@context": "http://www.w3.org/ns/csvw", "url": f"{name}.csv", "tableSchema": described}
    (folder / f"{name}.csv-metadata.json").write_text(json.dumps(metadata), "utf-8")


def only(folder: Path) -> Finding:
    _, findings = read_tables(folder)
    (finding,) = findings
    return finding


def test_a_table_in_order_gives_typed_rows_and_no_findings(tmp_path: Path) -> None:
    write(tmp_path, HEADER, GOOD, "blij,Blij,,,,")
    (table,), findings = read_tables(tmp_path)
    assert findings == []
    assert [row.number for row in table.rows] == [2, 3]
    values = table.rows[0].values
    assert values["synonyms"] == ["kwaad", "nijdig"]
    assert str(values["age"]) == "2.5"
    assert values["lasting"] is True
    assert table.rows[1].values["age"] is None


@pytest.mark.parametrize(
    ("line", "column", "words"),
    [
        ("BOOS,Boos,,,,", "slug", "“BOOS” does not fit"),
        (",Boos,,,,", "slug", "may not be empty"),
        ("boos,,,,,", "label_nl", "may not be empty"),
        ("boos,Boos,,twee,,", "age", "not a decimal"),
        ("boos,Boos,,-1,,", "age", "must be >= 0"),
        ("boos,Boos,,,22-11-2026,", "checked", "not a date"),
        ("boos,Boos,,,,misschien", "lasting", "not a boolean"),
        ("boos,Boos ,,,,", "label_nl", "space"),
        ("boos,Boos,kwaad; nijdig,,,", "synonyms", "space"),
        ("boos,Boos,kwaad;;nijdig,,,", "synonyms", "empty entry"),
        ("boos,Boos,kwaad;kwaad,,,", "synonyms", "twice"),
    ],
)
def test_a_cell_that_does_not_fit_is_told_with_file_row_and_column(
    tmp_path: Path, line: str, column: str, words: str
) -> None:
    write(tmp_path, HEADER, "blij,Blij,,,,", line)
    finding = only(tmp_path)
    assert finding.where == f"moods.csv, row 3, column “{column}”"
    assert words in finding.what
    (table,), _ = read_tables(tmp_path)
    assert [row.values["slug"] for row in table.rows] == ["blij"], "the row in order is still read"


def test_a_row_with_too_many_cells_says_how_to_write_a_comma(tmp_path: Path) -> None:
    write(tmp_path, HEADER, "boos,Boos, en kwaad,,,,")
    finding = only(tmp_path)
    assert finding.where == "moods.csv, row 2"
    assert "7 cells where 6" in finding.what
    assert "double quotes" in finding.how_to_mend


def test_the_same_key_twice_names_both_rows(tmp_path: Path) -> None:
    write(tmp_path, HEADER, GOOD, "blij,Blij,,,,", GOOD)
    finding = only(tmp_path)
    assert finding.where == "moods.csv, row 4, column “slug”"
    assert "stands in row 2 already" in finding.what


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("slug,label_nl,synonyms,age,checked", "“lasting” is missing"),
        (f"{HEADER},mood", "“mood” is not described"),
        ("label_nl,slug,synonyms,age,checked,lasting", "in this order"),
    ],
)
def test_a_header_that_is_not_as_described_is_told(tmp_path: Path, header: str, words: str) -> None:
    write(tmp_path, header, GOOD)
    finding = only(tmp_path)
    assert finding.where == "moods.csv, row 1"
    assert words in finding.what


def test_a_reference_to_a_row_that_is_not_there_is_told(tmp_path: Path) -> None:
    write(tmp_path, HEADER, GOOD)
    key = {
        "columnReference": "mood",
        "reference": {"resource": "moods.csv", "columnReference": "slug"},
    }
    columns = [
        {"name": "slug", "datatype": SLUG, "suppressOutput": True},
        {"name": "mood", "datatype": SLUG, "separator": ";", "propertyUrl": "kompas:about"},
    ]
    write(tmp_path, "slug,mood", "jan,boos", "piet,boos;verdrietig", name="people", columns=columns, foreignKeys=[key])
    finding = only(tmp_path)
    assert finding.where == "people.csv, row 3, column “mood”"
    assert "“verdrietig” is not in moods.csv" in finding.what


def test_a_table_without_metadata_is_told_and_not_passed_over(tmp_path: Path) -> None:
    (tmp_path / "loose.csv").write_text("a\n1\n", "utf-8")
    assert only(tmp_path).where == "loose.csv"


def test_metadata_without_a_table_are_told(tmp_path: Path) -> None:
    write(tmp_path, HEADER, GOOD)
    (tmp_path / "moods.csv").unlink()
    assert "not there" in only(tmp_path).what


@pytest.mark.parametrize("text", ["{", '{"@context": "http://www.w3.org/ns/csvw"}'])
def test_metadata_that_are_not_csvw_are_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "moods.csv-metadata.json").write_text(text, "utf-8")
    finding = only(tmp_path)
    assert finding.where == "moods.csv-metadata.json"
    assert "not CSVW" in finding.what


def test_a_file_that_is_not_utf_8_is_told(tmp_path: Path) -> None:
    write(tmp_path, HEADER, GOOD)
    (tmp_path / "moods.csv").write_bytes(f"{HEADER}\nboos,Boós,,,,\n".encode("latin-1"))
    assert "not UTF-8" in only(tmp_path).what
