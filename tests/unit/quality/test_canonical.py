"""Tables have one way to be written, and those of Kompas are written that way."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kompas import resources
from kompas.errors import KompasError
from kompas.quality.canonical import SORTED_BY, canonical, format_tables

SCHEMA = {"columns": [{"name": "slug"}, {"name": "label_nl"}, {"name": "alt_nl", "separator": ";"}]}
CANONICAL = 'slug,label_nl,alt_nl\nboos,Boos,kwaad;nijdig\nblij,"Blij, vrolijk",\n'


def write(folder: Path, text: str | bytes, **schema: object) -> Path:
    table = folder / "moods.csv"
    table.write_bytes(text.encode() if isinstance(text, str) else text)
    metadata = {"url": "moods.csv", "tableSchema": SCHEMA | schema}
    (folder / "moods.csv-metadata.json").write_text(json.dumps(metadata), "utf-8")
    return table


@pytest.mark.parametrize(
    "written",
    [
        CANONICAL,
        "\ufeff" + CANONICAL,
        CANONICAL.replace("\n", "\r\n"),
        CANONICAL.removesuffix("\n"),
        CANONICAL + "\n,,\n",
        CANONICAL.replace("Boos", '"Boos"'),
        CANONICAL.replace("Boos", " Boos "),
        CANONICAL.replace("kwaad;nijdig", "kwaad; nijdig;;kwaad;"),
    ],
    ids=["in form", "mark", "windows", "no last line end", "empty lines", "quotes", "spaces", "entries"],
)
def test_the_same_rows_are_written_one_way(written: str) -> None:
    assert canonical(written, SCHEMA) == CANONICAL


def test_letters_with_accents_are_one_character() -> None:
    assert "é" in canonical("slug,label_nl,alt_nl\ncafe,Cafe\u0301,\n", SCHEMA)


def test_rows_keep_their_order_unless_the_metadata_give_one() -> None:
    assert canonical(CANONICAL, SCHEMA) == CANONICAL
    lines = canonical(CANONICAL, SCHEMA | {SORTED_BY: ["slug"]}).splitlines()
    assert [line.partition(",")[0] for line in lines] == ["slug", "blij", "boos"]


def test_a_row_with_too_many_cells_is_left_for_the_check_to_tell() -> None:
    broken = "slug,label_nl,alt_nl\nboos,Boos,kwaad,en nog iets\nblij,Blij,\n"
    assert canonical(broken, SCHEMA | {SORTED_BY: ["slug"]}) == broken


def test_a_line_end_within_a_cell_stays_a_line_feed() -> None:
    assert canonical('slug,label_nl,alt_nl\r\nboos,"Boos\r\nof kwaad",\r\n', SCHEMA).count("\r") == 0


def test_formatting_writes_what_is_not_in_form_and_twice_changes_nothing(tmp_path: Path) -> None:
    table = write(tmp_path, CANONICAL.replace("\n", "\r\n"))
    assert format_tables(tmp_path, write=False) == [table]
    assert b"\r" in table.read_bytes(), "looking changes nothing"
    assert format_tables(tmp_path) == [table]
    assert table.read_text("utf-8") == CANONICAL
    assert format_tables(tmp_path) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["moods.csv", "moods.csv-metadata.json"]


def test_a_table_that_is_not_utf8_is_refused_by_name(tmp_path: Path) -> None:
    write(tmp_path, "slug,label_nl,alt_nl\nboos,Böos,\n".encode("latin-1"))
    with pytest.raises(KompasError, match=r"moods\.csv.*UTF-8"):
        format_tables(tmp_path)


def test_a_table_that_is_not_there_is_named(tmp_path: Path) -> None:
    write(tmp_path, CANONICAL).unlink()
    with pytest.raises(KompasError, match=r"moods\.csv"):
        format_tables(tmp_path)


def test_the_tables_of_kompas_are_in_canonical_form() -> None:
    other = [path.name for path in format_tables(resources.data() / "tables", write=False)]
    assert not other, f"{', '.join(other)}: not in canonical form. Run `make format`."
