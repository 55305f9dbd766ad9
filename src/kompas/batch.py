"""Many cases in one go: JSON Lines in, JSON Lines out, in the order of the input.

A line that cannot be used becomes an error line and the rest goes on.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from multiprocessing import get_context
from typing import Any, BinaryIO

from kompas.case import read_case
from kompas.case.limits import LARGEST
from kompas.consultation import consultant
from kompas.errors import KompasError

LINES_AT_A_TIME = 16
"""How many lines a process is given at once: enough to keep it busy, few enough to answer in a steady stream."""

Line = tuple[int, str | bytes]


def lines(file: BinaryIO) -> Iterator[bytes]:
    """The lines of a file as they come, each no longer than is read of a case."""
    while line := file.readline(LARGEST + 1):
        yield line
        while not line.endswith(b"\n") and (line := file.readline(LARGEST)):
            pass


def counted(file: BinaryIO) -> int | None:
    """How many lines there are, for a file that can be read again."""
    if not file.seekable():
        return None
    number = sum(1 for _ in lines(file))
    file.seek(0)
    return number


def batch(lines: Iterable[str | bytes], processes: int = 1) -> Iterator[dict[str, Any]]:
    """Consult on one case a line.

    Args:
        lines: each a case as JSON; empty lines are passed over, and counted.
        processes: how many lines are worked on at the same time.

    Yields:
        `{"line": 1, "recommendation": …}`, or `{"line": 2, "error": {"title", "detail", "errors"}}` for a bad line.
    """
    numbered = ((number, line) for number, line in enumerate(lines, start=1) if line.strip())
    if processes == 1:
        yield from map(answer_line, numbered)
        return
    with get_context("spawn").Pool(processes) as pool:
        yield from pool.imap(answer_line, numbered, chunksize=LINES_AT_A_TIME)


def answer_line(numbered: Line) -> dict[str, Any]:
    """The answer to one numbered line, or the error it holds."""
    number, line = numbered
    try:
        case = read_case(line, format="json", vocabulary=consultant().vocabulary)
        answer = consultant().answer(case)
    except KompasError as error:
        return {"line": number, "error": problem(error)}
    return {"line": number, "recommendation": answer.recommendation.to_dict()}


def problem(error: KompasError) -> dict[str, Any]:
    """An error in the shape of the contract: what is wrong, and where."""
    return {
        "title": error.title,
        "detail": error.detail,
        "errors": [{"pointer": field.pointer, "detail": field.detail} for field in error.errors],
    }


def written(answers: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Answers as JSON Lines."""
    for answer in answers:
        yield json.dumps(answer, ensure_ascii=False) + "\n"
