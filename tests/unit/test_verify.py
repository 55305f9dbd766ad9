"""Whether a saved recommendation follows from its case: it does as saved, and no longer once something is changed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kompas.case import read_case
from kompas.consultation import Answer, consultant
from kompas.errors import InputMissing, InputTooLarge, MalformedInput, ProofFailed
from kompas.rendering import render
from kompas.verify import LARGEST, verify

CASE = (
    '{"age": 1.25, "concerns": [{"problem": "slaapproblemen", "consequences": "none"}], "goals": ["samen uitslapen"]}'
)
SUFFIXES = {"json": ".json", "turtle": ".ttl", "json-ld": ".jsonld"}


@pytest.fixture(scope="module")
def answer() -> Answer:
    return consultant().answer(read_case(CASE, format="json", vocabulary=consultant().vocabulary))


def saved(answer: Answer, format: str, folder: Path) -> Path:
    file = folder / f"advies{SUFFIXES[format]}"
    written = render(answer.recommendation, format, graph=answer.graph)
    file.write_bytes(written.encode() if isinstance(written, str) else written)
    return file


@pytest.mark.parametrize("format", SUFFIXES)
def test_what_was_saved_follows_in_each_form_and_holds_no_goals(answer: Answer, format: str, tmp_path: Path) -> None:
    file = saved(answer, format, tmp_path)
    proof = verify(file, engine="fast")
    assert proof.statements > 100
    assert proof.derived == len(answer.derivation.triples)
    assert "uitslapen" not in file.read_text("utf-8")


@pytest.mark.parametrize(
    ("pointer", "instead"),
    [
        (["route"], "full-intervention"),
        (["flags"], ["safety-first"]),
        (["case", "age"], 12),
        (["options", 0, "status"], "not-now"),
        (["options", 0, "arguments_for"], []),
        (["concerns", 0, "severity"], "serious"),
        (["summary"], "Niets aan de hand."),
    ],
)
def test_a_change_to_the_saved_json_is_found(
    answer: Answer, pointer: list[str | int], instead: object, tmp_path: Path
) -> None:
    file = saved(answer, "json", tmp_path)
    data = json.loads(file.read_text("utf-8"))
    part = data
    for name in pointer[:-1]:
        part = part[name]
    assert part[pointer[-1]] != instead
    part[pointer[-1]] = instead
    file.write_text(json.dumps(data), "utf-8")
    with pytest.raises(ProofFailed, match="does not follow"):
        verify(file, engine="fast")


def test_a_statement_more_or_less_in_the_saved_turtle_is_found(answer: Answer, tmp_path: Path) -> None:
    file = saved(answer, "turtle", tmp_path)
    text = file.read_text("utf-8")
    ontology = "https://w3id.org/kompas/ontology#"
    extra = f"<urn:kompas:case> <{ontology}raisesFlag> <{ontology}SafetyFirst> ."
    file.write_text(f"{text}\n{extra}\n", "utf-8")
    with pytest.raises(ProofFailed, match="SafetyFirst"):
        verify(file, engine="fast")
    assert "kompas:routeInPlay" in text
    file.write_text(text.replace("kompas:routeInPlay", "kompas:rejects"), "utf-8")
    with pytest.raises(ProofFailed, match="follows, but is missing"):
        verify(file, engine="fast")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("leeg.json", "{}"),
        ("lijst.json", "[]"),
        ("kapot.json", "{"),
        ("kapot.ttl", "<urn:a> <urn:b>"),
        ("leeg.ttl", ""),
        ("case.json", CASE),
        ("diep.json", "[" * 100_000),
        ("getal.json", "1" * 5_000),
        ("leeg-woord.json", "null"),
        ("half-teken.json", '{"route": "\\ud800"}'),
        ("geen-utf8.json", b'{"route": "\xff"}'),
        ("geen-tekst.ttl", b"\xff\xfe"),
        ("case.txt", CASE),
        ("verhaal.txt", "Sandra is vijf." * 1_000),
    ],
)
def test_what_is_no_recommendation_is_refused(name: str, content: str | bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(MalformedInput) as refused:
        verify(tmp_path / name, engine="fast")
    assert name in str(refused.value)
    assert len(str(refused.value)) < 1_000


@pytest.mark.parametrize("format", SUFFIXES)
def test_a_recommendation_is_recognised_by_what_it_holds(answer: Answer, format: str, tmp_path: Path) -> None:
    content = saved(answer, format, tmp_path).read_bytes()
    (tmp_path / "advies.txt").write_bytes(content)
    assert verify(tmp_path / "advies.txt", engine="fast") == verify(content, engine="fast")


def test_a_statement_that_stands_twice_is_refused_for_it_would_be_read_two_ways(answer: Answer, tmp_path: Path) -> None:
    text = saved(answer, "json", tmp_path).read_text("utf-8")
    with pytest.raises(MalformedInput, match="“route” stands twice"):
        verify(f'{{"route": "full-intervention", {text.lstrip()[1:]}'.encode(), engine="fast")


def test_no_more_is_read_than_a_recommendation_can_hold(tmp_path: Path) -> None:
    with (tmp_path / "groot.json").open("wb") as file:
        file.truncate(10 * LARGEST)
    with pytest.raises(InputTooLarge):
        verify(tmp_path / "groot.json")


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputMissing):
        verify(tmp_path / "nergens.json")
