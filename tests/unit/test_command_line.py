"""Every command: what it answers, how it ends, and what it says when something is wrong."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO

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
        (["show", "zeppelin"], "“zeppelin” is not a known concept."),
        (["recommend", SANDRA, "--format", "word"], "word"),
        (["recommend"], "case"),
        (["verzin"], "verzin"),
        (["serve", "--port", "99999"], "--port"),
        (["batch", SANDRA, "--processes", "0"], "--processes"),
        (["query", "SELECT ?x WHERE { ?x a"], "SPARQL"),
        (["query", "ASK { SERVICE <https://example.org/> { ?s ?p ?o } }"], "SERVICE"),
        (["query", "DROP ALL"], "DROP would change it"),
        (["query", "PREFIX ex: <urn:x> INSERT DATA { ex:a ex:b ex:c }"], "INSERT would change it"),
        (["recommend", "x" * 5_000], "File name too long".lower()),
        (["batch", str(CASES)], "Is a directory"),
        (["recommend", SANDRA, "-o", "/nergens/uit.json"], "Cannot write to “/nergens/uit.json”: No such file"),
        (["recommend", SANDRA, "-o", ""], "it is a folder"),
        (["recommend", SANDRA, "-o", "."], "it is a folder"),
        (["recommend", SANDRA, "-o", "/"], "it is a folder"),
        (["recommend", SANDRA, "-o", "x" * 300], "File name too long"),
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


def test_output_goes_through_a_link_and_keeps_who_may_read_it(run: Run, tmp_path: Path) -> None:
    file, link = tmp_path / "advies.json", tmp_path / "laatste.json"
    file.write_text("old")
    file.chmod(0o600)
    link.symlink_to(file)
    assert run("recommend", SANDRA, "--format", "json", "-o", str(link)).status == 0
    assert link.is_symlink()
    assert json.loads(file.read_text("utf-8"))["route"] == "ordinary-parenting"
    assert file.stat().st_mode & 0o777 == 0o600


def test_output_to_what_is_no_file_leaves_it_what_it_is(run: Run, tmp_path: Path) -> None:
    pipe = tmp_path / "pijp"
    os.mkfifo(pipe)
    with ThreadPoolExecutor(1) as other:
        read = other.submit(pipe.read_bytes)
        assert run("query", "ASK { ?s ?p ?o }", "-o", str(pipe)).status == 0
        assert read.result(60) == b"true\n"
    assert pipe.is_fifo()


@pytest.mark.parametrize(
    "arguments",
    [
        ("recommend", SANDRA),
        ("recommend", SANDRA, "--format", "pdf"),
        ("batch", "-"),
        ("show", "driftbuien"),
        ("query", "ASK { ?s ?p ?o }"),
        ("rules", "list"),
        ("--help",),
    ],
    ids=" ".join,
)
def test_a_full_disk_is_told_in_one_line(arguments: tuple[str, ...]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = _process(*arguments, given=MINIMAL, stdout=full)
    assert done.returncode == 2
    assert b"No space left on device" in done.stderr
    assert done.stderr.count(b"\n") == 1


@pytest.mark.parametrize(
    "arguments", [("recommend", SANDRA), ("batch", "-"), ("show", "driftbuien"), ("rules", "list")]
)
def test_a_reader_that_has_seen_enough_ends_the_command_in_silence(arguments: tuple[str, ...]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = _process(*arguments, given=MINIMAL, stdout=writing)
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


def test_batch_writes_utf_8_whatever_the_terminal_speaks() -> None:
    done = _process("batch", "-", given=MINIMAL, environment={"PYTHONIOENCODING": "ascii"})
    assert (done.returncode, done.stderr) == (0, b"")
    assert "é" in done.stdout.decode()


def test_batch_answers_each_line_as_it_comes() -> None:
    command = [sys.executable, "-m", "kompas", "batch", "-"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for number in (1, 2):
            process.stdin.write(MINIMAL + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["line"] == number
        process.stdin.close()
        assert process.wait(60) == 0


def test_a_query_that_needs_no_braces_is_a_query(run: Run) -> None:
    done = run("query", "DESCRIBE problem:driftbuien")
    assert (done.status, done.err) == (0, "")
    assert "Driftbuien" in done.text


def test_what_comes_on_standard_input_is_verified_by_the_independent_engine(run: Run) -> None:
    saved = run("recommend", "-", "--format", "json", stdin=MINIMAL).out
    done = run("verify", "-", stdin=saved)
    assert (done.status, done.err) == (0, "")
    assert done.text.startswith("It follows")
    assert "by pyshacl" in done.text


def test_a_recommendation_as_pdf_is_a_pdf(run: Run, tmp_path: Path) -> None:
    done = run("recommend", SANDRA, "--format", "pdf", "-o", str(tmp_path / "sandra.pdf"))
    assert done.status == 0
    assert (tmp_path / "sandra.pdf").read_bytes().startswith(b"%PDF-")


def _process(
    *arguments: str, given: bytes = b"", stdout: IO[bytes] | int = subprocess.PIPE, environment: Mapping[str, str] = {}
) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "kompas", *arguments]
    settings = {**os.environ, **environment}
    return subprocess.run(
        command, input=given, stdout=stdout, stderr=subprocess.PIPE, check=False, timeout=120, env=settings
    )


def test_the_command_ends_with_the_same_statuses_in_a_process_of_its_own() -> None:
    done = _process("recommend", "-", "--format", "json", given=MINIMAL)
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["concerns"][0]["problem"]["slug"] == "driftbuien"
    refused = _process("recommend", "-", given=b"age: oud")
    assert (refused.returncode, refused.stdout) == (2, b"")
    assert refused.stderr.startswith(b"kompas: ")
    assert b"Traceback" not in refused.stderr
