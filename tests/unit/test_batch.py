"""Many cases in one go: every line is answered, in order, and a bad one stops nothing."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from kompas.batch import batch, counted, lines
from kompas.case import read_case
from kompas.case.limits import LARGEST
from kompas.consultation import consult, consultant
from tests.unit.command_line import Run, runner

GOOD = '{"age": 4, "concerns": [{"problem": "driftbuien", "consequences": "none"}], "goals": ["samen lachen om niets"]}'
OTHER = '{"age": 15, "concerns": [{"problem": "blowen"}], "language": "en"}'
LINES = [GOOD.encode(), b'{"age": 4, "concerns": [{"problem": "driftbuij"}]}', b"", b"{", b"\xff\xfe", OTHER.encode()]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> Run:
    return runner(monkeypatch, capsysbinary)


def test_bad_lines_become_error_lines_in_their_place_and_the_rest_goes_on() -> None:
    answers = list(batch(LINES))
    assert [answer["line"] for answer in answers] == [1, 2, 4, 5, 6]
    assert [min(answer) for answer in answers] == ["line", "error", "error", "error", "line"]
    unknown = answers[1]["error"]
    assert unknown["errors"][0]["pointer"] == "/concerns/0/problem"
    assert "driftbuien" in json.dumps(unknown, ensure_ascii=False)
    assert all(answer["error"]["title"] and answer["error"]["detail"] for answer in answers[1:4])


def test_each_answer_is_the_recommendation_that_the_case_alone_would_get() -> None:
    for answer, line in zip(batch([GOOD, OTHER]), (GOOD, OTHER), strict=True):
        alone = consult(read_case(line, format="json", vocabulary=consultant().vocabulary))
        assert answer["recommendation"] == alone.to_dict()


def test_two_processes_answer_as_one_does(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "cases.jsonl"
    file.write_bytes(b"\n".join([*LINES, *[OTHER.encode(), GOOD.encode()] * 9]) + b"\n")
    one, two = run("batch", str(file)), run("batch", str(file), "--processes", "2")
    assert (one.status, two.status) == (0, 0)
    assert one.out == two.out
    assert len(one.text.splitlines()) == 23
    assert "lachen om niets" not in one.text


def test_lines_end_at_line_feeds_only_and_nothing_in_gives_nothing_out(run: Run) -> None:
    words = "samen\u2028lachen"
    line = json.dumps({"age": 4, "concerns": [{"problem": "driftbuien"}], "goals": [words]}, ensure_ascii=False)
    done = run("batch", "-", stdin=f"{line}\r\n".encode())
    assert done.status == 0
    assert "recommendation" in json.loads(done.out)
    assert run("batch", "-", stdin=b"").out == b""


def test_a_line_that_is_far_too_long_is_one_error_line_and_is_not_kept() -> None:
    file = io.BytesIO(OTHER.encode() + b"\n" + b"x" * 3 * LARGEST + b"\n" + OTHER.encode())
    found = list(lines(file))
    assert [len(line) for line in found] == [len(OTHER) + 1, LARGEST + 1, len(OTHER)]
    first, long, last = batch(found)
    assert "too large" in long["error"]["detail"]
    assert [first["line"], long["line"], last["line"]] == [1, 2, 3]
    assert last["recommendation"] == first["recommendation"]


def test_lines_are_counted_where_they_can_be_read_again() -> None:
    file = io.BytesIO(b"a\n" + b"x" * 3 * LARGEST + b"\nb")
    assert counted(file) == 3
    assert len(list(lines(file))) == 3
