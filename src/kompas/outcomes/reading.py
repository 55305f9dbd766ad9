"""A sheet of courses of help, one a row, anonymous; every cell that is wrong is told at once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from pyoxigraph import NamedNode
from rapidfuzz import fuzz, process

from kompas.case.privacy import NotAnonymous, asked_for, identifying
from kompas.errors import BadInput, InvalidValue, together
from kompas.vocabulary import Vocabulary, normalised
from kompas.workbench.sheets import Given, Line, column_letter, read_sheet

HELP: Final = ("Intervention", "KernelElement", "Treatment", "ParentingAdvice", "Route")
"""The classes of what can be the help of a course."""
Ended = Literal["as-planned", "early", "ongoing"]
Extent = Literal["yes", "partly", "no"]
Direction = Literal["better", "same", "worse"]
LOWEST, HIGHEST = 1, 10

_EXTENT: Final = {"yes": "ja", "partly": "deels", "no": "nee"}
COLUMNS: Final[Mapping[str, str]] = {
    "help": "hulp",
    "period": "periode",
    "ended": "einde",
    "course": "verloop",
    "usefulness": "nut",
    "without_help": "zonder_hulp",
    "new_start": "nieuwe_start",
    "problems_reduced": "problemen_verminderd",
    "goals_reached": "doelen_bereikt",
}
"""The columns, each by its English and its Dutch name."""
CODES: Final[Mapping[str, Mapping[str, str]]] = {
    "ended": {"as-planned": "volgens plan", "early": "eerder gestopt", "ongoing": "loopt nog"},
    "course": {"better": "beter", "same": "gelijk", "worse": "slechter"},
    "without_help": _EXTENT,
    "new_start": {"yes": "ja", "no": "nee"},
    "problems_reduced": _EXTENT,
    "goals_reached": _EXTENT,
}
"""The values of the columns that have a closed list, each by its English and its Dutch name."""
_ONLY_AFTERWARDS: Final = ("without_help", "new_start", "problems_reduced", "goals_reached")
_PERIOD: Final = re.compile(r"(?:19|20)\d{2}(?:-(?:0[1-9]|1[0-2]|[kq][1-4]))?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Course:
    """What is known of one course of help; None is not asked, or not answered."""

    row: int
    """The number of its row in the sheet."""
    help: NamedNode
    period: str | None = None
    """A year, a quarter (`2026-Q1`) or a month (`2026-05`): nothing more exact."""
    ended: Ended | None = None
    direction: Direction | None = None
    """How it goes while the help lasts."""
    usefulness: float | None = None
    """How useful child and parents find it, from 1 to 10."""
    without_help: Extent | None = None
    new_start: Literal["yes", "no"] | None = None
    problems_reduced: Extent | None = None
    goals_reached: Extent | None = None


def read_courses(path: Path, vocabulary: Vocabulary) -> tuple[Course, ...]:
    """The courses of help in a workbook or CSV file, with Dutch or English column names and values.

    Raises:
        BadInput: a column or a cell is wrong, or could point to a person; all of them are told, each with its place.
    """
    _, sheet = read_sheet(path)
    names, wrong = _named(sheet)
    if wrong:
        raise together(wrong)
    courses, mistakes = [], []
    for line in sheet.lines:
        try:
            courses.append(_Row(line, names, vocabulary, sheet.source).course())
        except BadInput as error:
            mistakes.append(error)
    if mistakes:
        raise together(cause for error in mistakes for cause in getattr(error, "causes", (error,)))
    return tuple(courses)


def _named(sheet: Given) -> tuple[dict[str, tuple[str, str]], list[BadInput]]:
    """The header and letter of each column by its English name, and what is wrong with the header."""
    known = {normalised(name): code for code, dutch in COLUMNS.items() for name in (code, dutch)}
    found: dict[str, tuple[str, str]] = {}
    wrong: list[BadInput] = []
    for number, name in enumerate(sheet.header, start=1):
        place, code = f"{sheet.source}, cell {column_letter(number)}1", known.get(normalised(name))
        if code is None and (instead := asked_for(name)):
            wrong.append(NotAnonymous(f"{place}: “{name}”", instead, pointer=""))
        elif code is None:
            near = process.extract(name, [*COLUMNS.values(), *COLUMNS], scorer=fuzz.WRatio, limit=2)
            wrong.append(_fault(place, f"There is no column “{name}” here", [text for text, *_ in near]))
        elif code in found:
            wrong.append(_fault(place, f"The column “{name}” stands here twice"))
        else:
            found[code] = name, column_letter(number)
    if "help" not in found and not wrong:
        wrong.append(_fault(f"{sheet.source}, row 1", "The column “hulp” (or “help”) is missing"))
    return found, wrong


def _fault(place: str, what: str, nearest: Sequence[str] = ()) -> InvalidValue:
    return InvalidValue(f"{place}: {what}", pointer="", nearest=nearest)


class _Row:
    """One row, read cell by cell."""

    def __init__(self, line: Line, names: Mapping[str, tuple[str, str]], vocabulary: Vocabulary, source: str) -> None:
        self._line, self._names, self._vocabulary, self._source = line, names, vocabulary, source
        self._wrong: list[BadInput] = []

    def course(self) -> Course:
        """The course of help in this row.

        Raises:
            BadInput: cells are wrong.
        """
        for code in self._names:
            if text := self._text(code):
                self._wrong += self._refused(code, text)
        codes = {code: self._code(code) for code in CODES}
        help, period, usefulness = self._help(), self._period(), self._grade()
        self._wrong += self._too_early(codes)
        if self._wrong or help is None:
            raise together(self._wrong)
        return Course(
            self._line.number,
            help,
            period,
            codes["ended"],  # type: ignore[arg-type] # the values of a closed list
            codes["course"],  # type: ignore[arg-type] # as above
            usefulness,
            codes["without_help"],  # type: ignore[arg-type] # as above
            codes["new_start"],  # type: ignore[arg-type] # as above
            codes["problems_reduced"],  # type: ignore[arg-type] # as above
            codes["goals_reached"],  # type: ignore[arg-type] # as above
        )

    def _text(self, code: str) -> str:
        return self._line.cells.get(self._names[code][0], "") if code in self._names else ""

    def _place(self, code: str) -> str:
        name, letter = self._names[code]
        return f"{self._source}, cell {letter}{self._line.number} ({name})"

    def _refused(self, code: str, text: str) -> Iterator[BadInput]:
        if found := identifying(text):
            yield NotAnonymous(f"{self._place(code)}: This looks like {found[0]}, which", found[1], pointer="")

    def _help(self) -> NamedNode | None:
        if identifying(text := self._text("help")):
            return None
        if not text:
            self._fault("help", "It does not say which help this was")
            return None
        try:
            return self._vocabulary.resolve(text, HELP)
        except BadInput as error:
            self._wrong.append(_fault(self._place("help"), error.errors[0].detail))
            return None

    def _period(self) -> str | None:
        text = self._text("period").upper().replace("K", "Q")
        if text and not identifying(text) and not _PERIOD.fullmatch(text):
            self._fault("period", f"“{text}” is not a year, quarter or month, such as 2026, 2026-Q1 or 2026-05")
        return text or None

    def _grade(self) -> float | None:
        text = self._text("usefulness").replace(",", ".")
        if not text:
            return None
        try:
            value = float(text)
        except ValueError:
            value = 0.0
        if not LOWEST <= value <= HIGHEST:
            self._fault("usefulness", f"“{text}” is not a number from {LOWEST} to {HIGHEST}")
        return value

    def _code(self, code: str) -> str | None:
        text = self._text(code)
        if not text:
            return None
        values = CODES[code]
        found = next((one for one, dutch in values.items() if normalised(text) in map(normalised, (one, dutch))), None)
        if found is None:
            self._fault(code, f"“{text}” is not one of its values: {', '.join(values.values())}")
        return found

    def _too_early(self, codes: Mapping[str, str | None]) -> Iterator[BadInput]:
        for code in _ONLY_AFTERWARDS:
            if codes["ended"] == "ongoing" and codes[code] is not None:
                told = "The help still goes on; this is asked at its end or later. Leave it empty"
                yield _fault(self._place(code), told)

    def _fault(self, code: str, what: str) -> None:
        self._wrong.append(_fault(self._place(code), what))
