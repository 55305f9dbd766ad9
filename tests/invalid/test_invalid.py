"""Every mistake that people make in a case: one file each, with the words that the message must contain.

A folder is a kind of mistake; its `expected.yaml` says of each file which error it is refused with, at which places
(`at`, JSON Pointers), what the message says, and what it must never repeat. `times` writes the file out that many
times over. A file that is listed but not there is one that should be missing.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from kompas.case import read_case
from kompas.errors import BadInput
from tests.sample_terms import sample_vocabulary

HERE: Final = Path(__file__).parent
KINDS: Final = {
    "ambiguous",
    "broken-syntax",
    "contradiction",
    "duplicate",
    "empty-list",
    "encoding",
    "identifying",
    "invalid-value",
    "missing",
    "not-one-case",
    "too-large",
    "unknown-key",
    "unknown-term",
    "wrong-type",
}
FEWEST: Final = 155
"""How many mistakes there are at least: a folder that is not read does not go unnoticed."""


def expectations() -> list[tuple[Path, dict[str, Any]]]:
    return [
        (HERE / kind / name, expected)
        for kind in sorted(KINDS)
        for name, expected in yaml.safe_load((HERE / kind / "expected.yaml").read_text("utf-8")).items()
    ]


CASES: Final = expectations()


@pytest.mark.parametrize(("file", "expected"), CASES, ids=[str(file.relative_to(HERE)) for file, _ in CASES])
def test_a_mistake_is_refused_with_what_where_and_what_to_do(
    file: Path, expected: dict[str, Any], tmp_path: Path
) -> None:
    if "times" in expected:
        repeated = tmp_path / file.name
        repeated.write_bytes(file.read_bytes() * expected["times"])
        file = repeated
    with pytest.raises(BadInput) as caught:
        read_case(file, vocabulary=sample_vocabulary())
    error = caught.value
    message = str(error)
    assert type(error).__name__ == expected["error"], message
    assert [words for words in expected["says"] if words not in message] == [], message
    assert [words for words in expected.get("never", ()) if words in f"{message}{error.errors}"] == []
    if "at" in expected:
        assert [field.pointer for field in error.errors] == expected["at"]
    assert message.endswith((".", "?")), message
    assert error.exit_code == 2


def test_every_folder_and_every_file_is_read() -> None:
    assert {folder.name for folder in HERE.iterdir() if folder.is_dir() and folder.name != "__pycache__"} == KINDS
    expected = {file for file, _ in CASES}
    there = {file for kind in KINDS for file in (HERE / kind).iterdir() if file.name != "expected.yaml"}
    assert there - expected == set()
    assert {file.parent.name for file in expected - there} == {"missing"}
    assert len(CASES) >= FEWEST


def test_every_expectation_says_something() -> None:
    for file, expected in CASES:
        assert set(expected) <= {"error", "at", "says", "never", "times"}, file
        assert expected["says"], file
