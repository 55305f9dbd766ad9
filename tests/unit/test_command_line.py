"""Every command: what it answers, how it ends, and what it says when something is wrong."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.unit.command_line import Run, runner

CASES = Path(__file__).parents[2] / "data" / "cases"
SANDRA = str(CASES / "sandra.yaml")
MINIMAL = b'{"age": 4, "concerns": [{"problem": "driftbuien"}], "goals": ["samen lachen om niets"]}'
COMMANDS = ("recommend", "batch", "verify", "show", "query", "build", "check", "serve")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> Run:
    return runner(monkeypatch, capsysbinary)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(run: Run, command: str) -> None:
    done = run(command, "--help")
    assert done.status == 0
    assert f"Example: kompas {command}" in " ".join(done.text.split())


def test_the_help_of_kompas_names_every_command(run: Run) -> None:
    done = run("--help")
    assert [command for command in COMMANDS if command not in done.text] == []


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["recommend", "nergens.yaml"], "nergens.yaml"),
        (["batch", "nergens.jsonl"], "nergens.jsonl"),
        (["verify", "nergens.json"], "nergens.json"),
        (["query", "nergens.rq"], "nergens.rq"),
        (["show", "driftbuij"], "driftbuien"),
        (["recommend", SANDRA, "--format", "word"], "word"),
        (["recommend"], "case"),
        (["verzin"], "verzin"),
        (["serve", "--port", "99999"], "--port"),
        (["batch", SANDRA, "--processes", "0"], "--processes"),
        (["query", "SELECT ?x WHERE { ?x a"], "SPARQL"),
        (["query", "ASK { SERVICE <https://example.org/> { ?s ?p ?o } }"], "SERVICE"),
        (["recommend", SANDRA, "-o", "/nergens/uit.json"], "cannot be written"),
    ],
)
def test_bad_input_or_usage_is_one_message_on_standard_error_and_status_2(
    run: Run, arguments: list[str], told: str
) -> None:
    done = run(*arguments)
    assert (done.status, done.out) == (2, b"")
    assert told in done.err
    assert "Traceback" not in done.err


def test_a_case_that_is_wrong_in_several_ways_is_told_so_at_once(run: Run) -> None:
    done = run("recommend", "-", stdin=b"age: 40\nconcerns:\n  - problem: driftbuij\n    frequency: soms\n")
    assert (done.status, done.out) == (2, b"")
    for place in ("age", "concerns[0].problem", "concerns[0].frequency"):
        assert place in done.err
    assert "driftbuien" in done.err


def test_a_name_in_a_case_is_refused_and_not_repeated(run: Run) -> None:
    done = run("recommend", "-", stdin=b"name: Jantje Modaal\nage: 4\nconcerns:\n  - problem: driftbuien\n")
    assert (done.status, done.out) == (2, b"")
    assert "anonymous" in done.err
    assert "Modaal" not in done.err


@pytest.mark.parametrize("language", ["nl", "en"])
def test_recommend_answers_in_the_language_that_is_asked_for(run: Run, language: str) -> None:
    done = run("recommend", SANDRA, "--language", language)
    assert (done.status, done.err) == (0, "")
    wanted, unwanted = ("Gewoon opvoeden", "Ordinary parenting")[:: 1 if language == "nl" else -1]
    assert wanted in done.text
    assert unwanted not in done.text


def test_recommend_reads_the_case_from_standard_input(run: Run) -> None:
    from_file = run("recommend", SANDRA, "--format", "json")
    from_input = run("recommend", "-", "--format", "json", stdin=Path(SANDRA).read_bytes())
    assert from_file.status == 0
    assert from_file == from_input
    assert json.loads(from_file.out)["route"] == "ordinary-parenting"


@pytest.mark.parametrize(
    ("format", "begins"),
    [
        ("text", b""),
        ("json", b"{"),
        ("markdown", b"#"),
        ("html", b"<!doctype html>"),
        ("turtle", b"@prefix"),
        ("json-ld", b"{"),
    ],
)
def test_no_format_repeats_the_words_of_child_and_parents(run: Run, format: str, begins: bytes) -> None:
    done = run("recommend", "-", "--format", format, stdin=MINIMAL)
    assert (done.status, done.err) == (0, "")
    assert done.out.lower().startswith(begins)
    assert b"lachen om niets" not in done.out


def test_output_goes_to_the_file_that_is_named_and_leaves_nothing_beside_it(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "advies.json"
    file.write_text("old")
    done = run("recommend", SANDRA, "--format", "json", "-o", str(file))
    assert (done.status, done.out, done.err) == (0, b"", "")
    assert json.loads(file.read_text("utf-8"))["route"] == "ordinary-parenting"
    assert [path.name for path in tmp_path.iterdir()] == ["advies.json"]


def test_output_that_cannot_be_made_leaves_the_file_as_it_was(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "advies.json"
    file.write_text("old")
    assert run("recommend", "nergens.yaml", "-o", str(file)).status == 2
    assert file.read_text() == "old"
    (tmp_path / "folder").mkdir()
    assert run("recommend", SANDRA, "-o", str(tmp_path / "folder")).status == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["advies.json", "folder"]


def test_a_recommendation_as_pdf_is_a_pdf(run: Run, tmp_path: Path) -> None:
    done = run("recommend", SANDRA, "--format", "pdf", "-o", str(tmp_path / "sandra.pdf"))
    assert done.status == 0
    assert (tmp_path / "sandra.pdf").read_bytes().startswith(b"%PDF-")


def test_the_command_ends_with_the_same_statuses_in_a_process_of_its_own() -> None:
    def kompas(*arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-m", "kompas", *arguments]
        return subprocess.run(command, input=given, capture_output=True, check=False, timeout=120)

    done = kompas("recommend", "-", "--format", "json", given=MINIMAL)
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["concerns"][0]["problem"]["slug"] == "driftbuien"
    refused = kompas("recommend", "-", given=b"age: oud")
    assert (refused.returncode, refused.stdout) == (2, b"")
    assert refused.stderr.startswith(b"kompas: ")
    assert b"Traceback" not in refused.stderr
