"""The same findings for a terminal, a pull request, an editor and a test overview."""

from __future__ import annotations

import json
from xml.etree import ElementTree

import pytest

from kompas.knowledge.findings import Finding
from kompas.quality.reports import FORMATS, report

ERROR = Finding("error", "problems.csv, row 5, column “broader”", "“boos” is not a | slug.", "Write one.")
WARNING = Finding("warning", "problem:x, problems.csv, row 7", "It is old.", "Look again.")
REMARK = Finding("remark", "rule:afgewezen", "It has no case.")
ALL = [ERROR, WARNING, REMARK]


def test_text_has_a_line_for_each_finding_and_says_what_they_come_to() -> None:
    lines = report(ALL, "text").splitlines()
    assert lines[:3] == [str(ERROR), str(WARNING), str(REMARK)]
    assert lines[3] == "1 error, 1 warning, 1 remark."


@pytest.mark.parametrize(
    ("findings", "outcome"),
    [([], "All checks pass.\n"), ([REMARK, REMARK], "All checks pass, 2 remarks; `--remarks` lists the remarks.\n")],
)
def test_text_counts_remarks_that_are_not_listed(findings: list[Finding], outcome: str) -> None:
    assert report(findings, "text", remarks=False) == outcome


def test_markdown_has_a_table_for_each_severity_and_survives_a_bar_in_a_cell() -> None:
    written = report(ALL, "markdown", remarks=False)
    assert "## Errors (1)" in written
    assert "is not a \\| slug." in written
    assert "## Remarks" not in written
    assert "1 remark besides" in written


def test_sarif_points_at_file_and_row() -> None:
    log = json.loads(report(ALL, "sarif"))
    assert log["version"] == "2.1.0"
    error, warning, remark = log["runs"][0]["results"]
    assert [result["level"] for result in (error, warning, remark)] == ["error", "warning", "note"]
    place = error["locations"][0]["physicalLocation"]
    assert place == {"artifactLocation": {"uri": "data/tables/problems.csv"}, "region": {"startLine": 5}}
    assert warning["locations"][0]["physicalLocation"]["region"] == {"startLine": 7}
    assert "locations" not in remark
    assert "Write one." in error["message"]["text"]
    rules = [rule["id"] for rule in log["runs"][0]["tool"]["driver"]["rules"]]
    assert error["ruleId"] in rules


def test_junit_fails_once_for_each_error() -> None:
    suite = ElementTree.fromstring(report(ALL, "junit").encode())  # noqa: S314 written here
    assert (suite.get("tests"), suite.get("failures")) == ("1", "1")
    assert suite.find("testcase/failure") is not None
    assert str(WARNING) in (suite.findtext("system-out") or "")


def test_junit_has_one_test_that_passes_when_nothing_is_wrong() -> None:
    suite = ElementTree.fromstring(report([], "junit").encode())  # noqa: S314 written here
    assert (suite.get("tests"), suite.get("failures"), len(suite)) == ("1", "0", 1)


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_ends_with_a_line_end(format: str) -> None:
    assert report(ALL, format).endswith("\n")
