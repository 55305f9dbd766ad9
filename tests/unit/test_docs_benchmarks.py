"""The report of the benchmarks says what was measured: medians, ratios, load, and where engines differ."""

from __future__ import annotations

import json

import pytest

from benchmarks.engines import FAST, PYSHACL, SHIFTY, Compared
from benchmarks.measuring import Measurement, in_turn, remark
from benchmarks.report import Report, case_rows, engine_rows

SIDE_BY_SIDE = Compared(
    "sandra",
    (Measurement(FAST, "sandra", (9.0, 10.0, 30.0)), Measurement(PYSHACL, "sandra", (1000.0,))),
    1544,
    {PYSHACL: 0},
)
REPORT = Report(
    {"python": "3.11"}, (0.2, 0.9), {"rules": "178"}, (SIDE_BY_SIDE,), (), (Measurement("cold", "sandra", (800.0,)),)
)


def test_a_ratio_is_between_medians_and_missing_for_an_engine_that_did_not_run() -> None:
    assert SIDE_BY_SIDE.ratio(PYSHACL) == 100
    assert SIDE_BY_SIDE.ratio(SHIFTY) is None
    assert engine_rows([SIDE_BY_SIDE])[1] == ("sandra", "1,544", "10.0", "1,000.0", "100×", "–", "–", "yes")


def test_engines_that_derive_otherwise_are_named() -> None:
    differing = Compared("sandra", SIDE_BY_SIDE.measurements, 1544, {PYSHACL: 0, SHIFTY: 10})
    assert engine_rows([differing])[1][-1] == "pyshifty: 10 not"


def test_each_case_has_its_column() -> None:
    measured = [Measurement("whole", "sandra", (1.0,)), Measurement("whole", "bram", (2.0,))]
    assert case_rows(measured) == (("", "sandra", "bram"), ("whole", "1.0", "2.0"))


def test_the_report_is_written_as_text_markdown_and_json() -> None:
    assert "100×" in REPORT.to_text()
    assert "| sandra | 1,544 | 10.0 |" in REPORT.to_markdown()
    assert json.loads(REPORT.to_json())["engines"][0]["ratios"] == {PYSHACL: 100, SHIFTY: None}


@pytest.mark.parametrize(("loads", "said"), [((0.2, 0.9), "nothing else to do"), ((0.2, 3.0), "other work")])
def test_a_busy_machine_is_told(loads: tuple[float, float], said: str) -> None:
    assert said in remark(loads)


def test_contestants_run_in_turn_each_as_often_as_is_said() -> None:
    order: list[str] = []
    measured = in_turn({"a": (lambda: order.append("a"), 3), "b": (lambda: order.append("b"), 1)}, "sandra")
    assert order == ["a", "b", "a", "a"]
    assert [len(one.milliseconds) for one in measured] == [3, 1]
