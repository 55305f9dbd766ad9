"""The commands for whoever tends the knowledge."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kompas import resources
from kompas.knowledge.findings import Finding
from kompas.namespaces import thing
from kompas.quality import changed, checking
from kompas.quality.changed import Changed
from kompas.quality.watching import changes
from tests.unit.command_line import Run, runner

THINGS, FILES = (thing("problem", "driftbuien"),), (Path("ontology", "case.ttl"),)
FOUND = [Finding("warning", "problem:x, problems.csv, row 7", "It is old."), Finding("remark", "problem:x", "A gap.")]
WRONG = [Finding("error", "problems.csv, row 5", "“x” is not a slug."), *FOUND]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> Run:
    return runner(monkeypatch, capsysbinary)


@pytest.fixture
def finding(monkeypatch: pytest.MonkeyPatch) -> list[Finding]:
    """What every check finds, whichever is run."""
    found = list(WRONG)
    monkeypatch.setattr(checking, "check", lambda today: found)
    monkeypatch.setattr(changed, "check_changed", lambda: Changed(tuple(found), THINGS, FILES))
    return found


@pytest.mark.parametrize("command", ["check", "coverage", "format"])
def test_every_command_has_help_with_an_example(run: Run, command: str) -> None:
    done = run(command, "--help")
    assert done.status == 0
    assert f"Example: kompas {command}" in " ".join(done.text.split())


def test_a_check_with_errors_ends_with_one_and_counts_remarks(run: Run, finding: list[Finding]) -> None:
    done = run("check")
    assert done.status == 1
    assert "“x” is not a slug." in done.text
    assert "A gap." not in done.text
    assert "1 error, 1 warning, 1 remark" in done.text


def test_warnings_and_remarks_stop_nobody(run: Run, finding: list[Finding]) -> None:
    finding[:] = FOUND
    done = run("check", "--remarks")
    assert done.status == 0
    assert "A gap." in done.text


def test_a_report_goes_to_a_file_in_the_form_asked_for(run: Run, finding: list[Finding], tmp_path: Path) -> None:
    target = tmp_path / "check.sarif"
    assert run("check", "--changed", "--format", "sarif", "-o", str(target)).status == 1
    assert len(json.loads(target.read_text())["runs"][0]["results"]) == 2


def test_what_was_looked_at_is_told_apart_from_what_was_found(run: Run, finding: list[Finding]) -> None:
    finding.clear()
    done = run("check", "--changed")
    assert (done.text, done.status) == ("All checks pass.\n", 0)
    assert done.err == "Changed since the last build: driftbuien, case.ttl. `kompas check` checks everything.\n"


def test_the_coverage_is_the_page_of_the_documentation(run: Run) -> None:
    page = Path(__file__).resolve().parents[2] / "docs" / "reference" / "coverage.md"
    assert run("coverage", "--language", "en").text == page.read_text("utf-8")


def test_tables_that_are_in_form_stay_as_they_are(run: Run) -> None:
    before = {path: path.stat().st_mtime_ns for path in (resources.data() / "tables").iterdir()}
    done = run("format")
    assert (done.text, done.status) == ("Every table is in canonical form.\n", 0)
    assert {path: path.stat().st_mtime_ns for path in (resources.data() / "tables").iterdir()} == before


def test_every_save_is_seen_once(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a")
    saves = iter([(tmp_path / "a.csv", "ab"), (tmp_path / "b.ttl", "b")])
    (tmp_path / ".b.ttl.part").write_text("half")

    def save(seconds: float) -> None:
        path, text = next(saves)
        path.write_text(text)

    seen = changes([tmp_path], wait=save)
    assert [next(seen) for _ in range(3)] == [set(), {tmp_path / "a.csv"}, {tmp_path / "b.ttl"}]
