"""Errors say what is wrong, where, what comes nearest and what to do; and keep it all as data."""

from __future__ import annotations

import inspect
import pickle
from pathlib import Path

import pytest

from kompas import errors
from kompas.errors import (
    BadInput,
    CheckFailed,
    FieldError,
    IdentifyingData,
    InconsistentKnowledge,
    InputMissing,
    InputTooLarge,
    InvalidValue,
    KompasError,
    MalformedInput,
    NotWritten,
    ProofFailed,
    ReleaseMismatch,
    ResourceMissing,
    SeveralErrors,
    UnknownKey,
    UnknownTerm,
    UnsupportedRule,
    readable,
    together,
)

EVERY_ERROR: tuple[tuple[KompasError, int, str], ...] = (
    (
        UnknownTerm("driftbuij", "problem", pointer="/concerns/0/problem", nearest=("Driftbuien", "Bedplassen")),
        2,
        "concerns[0].problem: “driftbuij” is not a known problem. Nearest: “Driftbuien”, “Bedplassen”.",
    ),
    (
        UnknownTerm("qqq", "intervention", pointer="/practice/available/2"),
        2,
        "practice.available[2]: “qqq” is not a known intervention. "
        "Use a label in Dutch or English, a slug, or an address from the vocabulary.",
    ),
    (
        UnknownKey("agee", pointer="/agee", nearest=("age",)),
        2,
        "agee: There is no field “agee” here. Nearest: “age”.",
    ),
    (
        UnknownKey("colour", pointer="/family/colour"),
        2,
        "family.colour: There is no field “colour” here. Take it out, or see the case format for the fields there are.",
    ),
    (
        InvalidValue("The age is in years, from -0.75 to 23", pointer="/age", value=231),
        2,
        "age: The age is in years, from -0.75 to 23.",
    ),
    (
        IdentifyingData("bsn", pointer="/bsn"),
        2,
        "bsn: “bsn” could identify a person. A case is anonymous: Kompas needs no names, numbers, addresses or dates "
        "of birth to reason about a situation. Take it out.",
    ),
    (
        MalformedInput("YAML", "a key is there twice", position="line 3, column 1", source="case.yaml"),
        2,
        "case.yaml: This is not readable as YAML at line 3, column 1: a key is there twice.",
    ),
    (
        InputTooLarge("The case", 2_000_000, 1_000_000),
        2,
        "The case is too large: 2000000 bytes, where at most 1000000 bytes are accepted. Make it smaller or split it.",
    ),
    (
        InputMissing("cases/sandr.yaml"),
        2,
        "Cannot read “cases/sandr.yaml”: it does not exist. Give a file that exists, or - for standard input.",
    ),
    (
        InputMissing("x" * 999),
        2,
        f"Cannot read “{'x' * 200}…”: it does not exist. Give a file that exists, or - for standard input.",
    ),
    (InputMissing("the input", "it is empty"), 2, "Cannot read the input: it is empty. Give a case."),
    (NotWritten("uit.json", "No space left on device"), 2, "Cannot write to “uit.json”: No space left on device."),
    (
        UnsupportedRule("rule:x", "MINUS", "SHACL forbids it where $this is pre-bound", "Write FILTER NOT EXISTS"),
        2,
        "Rule rule:x uses MINUS, which is not supported: SHACL forbids it where $this is pre-bound. "
        "Write FILTER NOT EXISTS.",
    ),
    (
        ResourceMissing("rules", (Path("a"), Path("b")), "Install Kompas again"),
        2,
        "Cannot find the rules: looked in a or b. Install Kompas again.",
    ),
    (
        ReleaseMismatch("urn:kompas:case#intervention/pmto", "status"),
        2,
        "The rules derive no status for urn:kompas:case#intervention/pmto: the released knowledge and the rules do not "
        "belong together. Run `kompas build`; if that does not help, the rules miss something: run `kompas check`.",
    ),
    (
        InconsistentKnowledge("Two disjoint classes share a member", ("A disjoint with B",), ("problems.csv row 4",)),
        1,
        "Two disjoint classes share a member\n- A disjoint with B\n- problems.csv row 4\n"
        "Correct one of these rows or axioms and build again.",
    ),
    (CheckFailed("label-violation", ("problem:x",)), 1, "label-violation: 1 finding\n- problem:x"),
    (ProofFailed("1 of 9 statements does not follow", ("a b c",)), 1, "1 of 9 statements does not follow\n- a b c"),
)


@pytest.mark.parametrize(("error", "exit_code", "message"), EVERY_ERROR, ids=lambda value: type(value).__name__)
def test_the_message_and_the_exit_status_of(error: KompasError, exit_code: int, message: str) -> None:
    assert (str(error), error.detail, error.exit_code) == (message, message, exit_code)


def test_an_error_about_a_field_carries_its_pointer_value_and_nearest_terms() -> None:
    error = UnknownTerm("driftbuij", "problem", pointer="/concerns/0/problem", nearest=["Driftbuien"])
    detail = "“driftbuij” is not a known problem. Nearest: “Driftbuien”."
    assert error.errors == (FieldError("/concerns/0/problem", detail, "driftbuij", ("Driftbuien",), "unknown-term"),)


def test_identifying_data_are_not_repeated() -> None:
    (field,) = IdentifyingData("bsn", pointer="/bsn").errors
    assert field.value is None


def test_one_cause_is_raised_as_itself() -> None:
    cause = UnknownKey("agee", pointer="/agee")
    assert together([cause]) is cause


def test_several_causes_are_told_at_once_in_their_order() -> None:
    error = together([UnknownKey("b", pointer="/b", nearest=["a"]), IdentifyingData("bsn", pointer="/bsn")])
    assert isinstance(error, SeveralErrors)
    assert [field.pointer for field in error.errors] == ["/b", "/bsn"]
    assert str(error).splitlines()[:2] == ["2 things are wrong:", "- b: There is no field “b” here. Nearest: “a”."]


@pytest.mark.parametrize("error", [error for error, _, _ in EVERY_ERROR], ids=lambda error: type(error).__name__)
def test_an_error_survives_the_way_back_from_another_process(error: KompasError) -> None:
    copy = pickle.loads(pickle.dumps(error))  # noqa: S301 - made one expression ago
    assert type(copy) is type(error)
    assert (str(copy), vars(copy)) == (str(error), vars(error))


def test_the_tree_at_the_top_of_the_module_is_the_tree_of_classes() -> None:
    drawn = [
        (line.index(name) // 4, name)
        for line in (errors.__doc__ or "").split("    KompasError")[1].split("\n\n")[0].splitlines()[1:]
        for name in [line.lstrip(" │├└─").split()[0]]
    ]

    def walk(kind: type[KompasError], depth: int) -> list[tuple[int, str]]:
        children = [child for child in kind.__subclasses__() if child.__module__ == errors.__name__]
        return [item for child in children for item in ((depth, child.__name__), *walk(child, depth + 1))]

    assert sorted(drawn) == sorted(walk(KompasError, 2))


def test_every_error_has_a_code_and_a_title_of_its_own() -> None:
    kinds = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, KompasError)]
    assert len({kind.code for kind in kinds}) == len(kinds)
    assert all(kind.__dict__["title"] for kind in kinds)


@pytest.mark.parametrize(
    ("pointer", "place"),
    [("", ""), ("/age", "age"), ("/concerns/0/tried/1/what", "concerns[0].tried[1].what"), ("/a~1b/c~0d", "a/b.c~d")],
)
def test_a_pointer_reads_as_a_place(pointer: str, place: str) -> None:
    assert readable(pointer) == place


def test_bad_input_is_caught_by_its_base_class() -> None:
    with pytest.raises(BadInput):
        raise MalformedInput("JSON", "it ends too soon")
