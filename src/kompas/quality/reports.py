"""Findings, written for who reads them: a terminal, a pull request, an editor, a test overview.

SARIF 2.1.0: https://docs.oasis-open.org/sarif/sarif/v2.1.0/ · JUnit: the XML that build servers read.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final
from xml.etree import ElementTree

from kompas import __version__
from kompas.knowledge.findings import Finding, Severity

FORMATS: Final = ("text", "markdown", "sarif", "junit")
_SECTIONS: Final[Mapping[Severity, str]] = {"error": "Errors", "warning": "Warnings", "remark": "Remarks"}
_LEVELS: Final[Mapping[Severity, str]] = {"error": "error", "warning": "warning", "remark": "note"}
_PLACE: Final = re.compile(r"(?P<file>[\w./-]+\.(?:csv|ttl|rq|yaml|json))(?:, row (?P<row>\d+))?")
_FOLDERS: Final = {"csv": "data/tables", "rq": "ontology/questions", "ttl": ""}


def report(findings: Sequence[Finding], format: str, *, remarks: bool = True) -> str:
    """The findings in one of `FORMATS`.

    Args:
        findings: what a check found.
        format: how to write them.
        remarks: whether to write each remark out; otherwise only their number is told.
    """
    shown = [finding for finding in findings if remarks or finding.severity != "remark"]
    if format == "sarif":
        return sarif(shown)
    if format == "junit":
        return junit(shown)
    hidden = len(findings) - len(shown)
    return markdown(shown, hidden) if format == "markdown" else text(shown, hidden)


def text(shown: Sequence[Finding], hidden: int = 0) -> str:
    """One finding a line, and what they come to; of hidden remarks only the number."""
    counts = Counter[str](finding.severity for finding in shown) + Counter({"remark": hidden})
    told = [_number(counts[severity], severity) for severity in ("error", "warning", "remark") if counts[severity]]
    outcome = ", ".join(told) if counts["error"] else ", ".join(["All checks pass", *told])
    more = "; `--remarks` lists the remarks" if hidden else ""
    return "".join(f"{line}\n" for line in [*map(str, shown), f"{outcome}{more}."])


def markdown(shown: Sequence[Finding], hidden: int = 0) -> str:
    """A section for each severity, with a table of findings: for a pull request."""
    lines = ["# Check of the knowledge", ""]
    for severity, title in _SECTIONS.items():
        own = [finding for finding in shown if finding.severity == severity]
        if own:
            lines += [f"## {title} ({len(own)})", "", "| where | what | how to mend |", "| --- | --- | --- |"]
            lines += [f"| {_cell(one.where)} | {_cell(one.what)} | {_cell(one.how_to_mend)} |" for one in own]
            lines.append("")
    if not shown:
        lines += ["Nothing to mend.", ""]
    if hidden:
        lines += [f"{_number(hidden, 'remark')} besides: `kompas check --remarks` lists them.", ""]
    return "\n".join(lines)


def sarif(findings: Sequence[Finding]) -> str:
    """A SARIF log, which editors and code hosts show at the row itself."""
    results: list[dict[str, Any]] = []
    for finding in findings:
        result: dict[str, Any] = {
            "ruleId": _kind(finding),
            "level": _LEVELS[finding.severity],
            "message": {"text": str(finding)},
        }
        if place := _location(finding):
            result["locations"] = [{"physicalLocation": place}]
        results.append(result)
    driver = {
        "name": "kompas check",
        "version": __version__,
        "rules": [{"id": kind} for kind in sorted({result["ruleId"] for result in results})],
    }
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}],
    }
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def junit(findings: Sequence[Finding]) -> str:
    """A test suite with a failure for each error; warnings and remarks are told as output."""
    wrong = [finding for finding in findings if finding.severity == "error"]
    suite = ElementTree.Element(
        "testsuite", name="kompas check", tests=str(len(wrong) or 1), failures=str(len(wrong)), errors="0", skipped="0"
    )
    for finding in wrong:
        case = ElementTree.SubElement(suite, "testcase", classname=_kind(finding), name=finding.where)
        failure = ElementTree.SubElement(case, "failure", message=finding.what, type="error")
        failure.text = str(finding)
    if not wrong:
        ElementTree.SubElement(suite, "testcase", classname="kompas.check", name="All checks")
    if other := [str(finding) for finding in findings if finding.severity != "error"]:
        ElementTree.SubElement(suite, "system-out").text = "\n".join(other)
    ElementTree.indent(suite)
    return ElementTree.tostring(suite, encoding="unicode", xml_declaration=True) + "\n"


def _location(finding: Finding) -> dict[str, Any] | None:
    found = _PLACE.search(finding.where)
    if not found:
        return None
    file = found["file"]
    folder = _FOLDERS.get(file.rsplit(".", 1)[-1], "")
    place: dict[str, Any] = {"artifactLocation": {"uri": f"{folder}/{file}" if folder and "/" not in file else file}}
    if found["row"]:
        place["region"] = {"startLine": int(found["row"])}
    return place


def _kind(finding: Finding) -> str:
    """A name for findings of one kind: the sentence without what stands between quotes or brackets."""
    plain = re.sub(r"“[^”]*”|\([^)]*\)|\d+|:.*", " ", finding.what)
    return "-".join(re.findall(r"[a-z]+", plain.lower())[:6]) or finding.severity


def _number(count: int, name: str) -> str:
    return f"{count} {name}{'' if count == 1 else 's'}"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
