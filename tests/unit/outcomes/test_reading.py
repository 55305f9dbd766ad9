"""A sheet of courses of help is read as teams fill it in, and what is wrong in it is told cell by cell."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from kompas import resources
from kompas.errors import BadInput
from kompas.knowledge import released
from kompas.namespaces import thing
from kompas.outcomes import Course, read_courses
from kompas.vocabulary import Vocabulary

VOCABULARY = Vocabulary(released())
TRIPLE_P = thing("intervention", "triple-p")


def read(tmp_path: Path, text: str) -> tuple[Course, ...]:
    path = tmp_path / "team.csv"
    path.write_text(text, "utf-8")
    return read_courses(path, VOCABULARY)


def refusal(tmp_path: Path, text: str) -> str:
    with pytest.raises(BadInput) as refused:
        read(tmp_path, text)
    return str(refused.value)


def test_dutch_and_english_sheets_say_the_same(tmp_path: Path) -> None:
    dutch = read(tmp_path, "Hulp;Periode;Einde;Nut;Zonder hulp\ntriple p;2026-k2;Volgens plan;7,5;deels\n")
    english = read(tmp_path, "help,period,ended,usefulness,without_help\nTriple P,2026-Q2,as-planned,7.5,partly\n")
    expected = Course(2, TRIPLE_P, "2026-Q2", "as-planned", None, 7.5, "partly")
    assert dutch == english == (expected,)


def test_a_workbook_is_read_as_well(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("hulp", "nut", "verloop"), ("time-out", 8, "beter")):
        sheet.append(row)
    book.save(tmp_path / "team.xlsx")
    (course,) = read_courses(tmp_path / "team.xlsx", VOCABULARY)
    assert (course.help, course.usefulness, course.direction) == (thing("kernel-element", "time-out"), 8, "better")


def test_the_example_is_read_to_its_last_row() -> None:
    example = resources.data() / "outcomes" / "voorbeeldteam.csv"
    assert len(read_courses(example, VOCABULARY)) == len(example.read_text("utf-8").splitlines()) - 1


@pytest.mark.parametrize(
    ("sheet", "told"),
    [
        ("hulp,nutt\nTriple P,7\n", "team.csv, cell B1: There is no column “nutt” here. Nearest: “nut”"),
        ("nut\n7\n", "team.csv, row 1: The column “hulp” (or “help”) is missing."),
        ("hulp,nut,usefulness\nTriple P,7,7\n", "cell C1: The column “usefulness” stands here twice."),
        ("hulp,naam\nTriple P,x\n", "cell B1: “naam” could identify a person. A case is anonymous"),
        ("hulp\nTriple Q\n", "cell A2 (hulp): “Triple Q” is not a known concept"),
        ("hulp,nut\n,7\n", "cell A2 (hulp): It does not say which help this was."),
        ("hulp,nut\nTriple P,11\n", "cell B2 (nut): “11” is not a number from 1 to 10."),
        ("hulp,einde\nTriple P,klaar\n", "“klaar” is not one of its values: volgens plan, eerder gestopt, loopt nog."),
        ("hulp,periode\nTriple P,mei\n", "“MEI” is not a year, quarter or month, such as 2026, 2026-Q1 or 2026-05."),
        ("hulp,periode\nTriple P,2026-05-01\n", "cell B2 (periode): This looks like a date, which could identify"),
        ("hulp,einde,zonder_hulp\nTriple P,loopt nog,ja\n", "cell C2 (zonder_hulp): The help still goes on; this is"),
        ("", "it holds no rows"),
    ],
)
def test_a_mistake_is_told_with_its_place(tmp_path: Path, sheet: str, told: str) -> None:
    assert told in refusal(tmp_path, sheet)


def test_every_mistake_is_told_at_once(tmp_path: Path) -> None:
    message = refusal(tmp_path, "hulp,nut,einde\nTriple Q,0,klaar\nTriple P,x,\n")
    assert message.startswith("4 things are wrong:")
    assert [line.split(":")[0] for line in message.splitlines()[1:]] == [
        *("- team.csv, cell C2 (einde)", "- team.csv, cell A2 (hulp)", "- team.csv, cell B2 (nut)"),
        "- team.csv, cell B3 (nut)",
    ]


def test_what_identifies_is_never_repeated(tmp_path: Path) -> None:
    assert "jansen" not in refusal(tmp_path, "hulp,periode\nTriple P,j.jansen@example.org\n")
