"""What may stand in the repository: small modules with names of the field, and nothing of one machine."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import FIRST

LINES_AT_MOST = 400
VAGUE = {"common", "core", "helper", "helpers", "manager", "misc", "services", "util", "utils"}
REGISTRY = re.compile(r"pypi\.(org|io)|pythonhosted\.|registry\.npm|npmjs\.|(deb|security)\.debian\.")
MACHINE = re.compile(r"(?<![\w.:*-])/(work|farm|root|Users|opt/pypi[\w-]*)/")
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|NotImplementedError)\b|assert True\b")
PYTHON = ("src", "api", "tests", "benchmarks")
THIS = Path("tests/code_health/test_files.py")


def matches(root: Path, files: Iterator[Path], pattern: re.Pattern[str]) -> list[str]:
    """`file:line: text` of each line that the pattern is found in; files that are not text are passed over."""
    found = []
    for path in files:
        try:
            text = (root / path).read_text("utf-8")
        except UnicodeDecodeError:
            continue
        if pattern.search(text):
            lines = enumerate(text.splitlines(), 1)
            found += [f"{path}:{number}: {line.strip()[:120]}" for number, line in lines if pattern.search(line)]
    return found


def test_no_package_registry_is_named(root: Path, tracked: tuple[Path, ...]) -> None:
    found = matches(root, (path for path in tracked if path != THIS), REGISTRY)
    assert not found, "Where packages come from is each machine's own setting; take these addresses out:\n" + "\n".join(
        found
    )


def test_no_path_of_one_machine_is_named(root: Path, tracked: tuple[Path, ...]) -> None:
    found = matches(root, (path for path in tracked if path != THIS), MACHINE)
    assert not found, "These paths exist on one machine only; use paths relative to the checkout:\n" + "\n".join(found)


def test_nothing_is_left_unfinished(root: Path, tracked: tuple[Path, ...]) -> None:
    files = (path for path in tracked if path.suffix in {".py", ".ttl", ".rq"} and path != THIS)
    found = matches(root, files, UNFINISHED)
    assert not found, "Finish these, or write down in the documentation what is not there:\n" + "\n".join(found)


def test_no_module_is_longer_than_one_idea(root: Path, tracked: tuple[Path, ...]) -> None:
    sizes = {
        path: len((root / path).read_text("utf-8").splitlines())
        for path in tracked
        if path.suffix == ".py" and path.parts[0] in PYTHON
    }
    long = [f"{path}: {size} lines" for path, size in sizes.items() if size > LINES_AT_MOST]
    assert not long, f"A module of more than {LINES_AT_MOST} lines holds two ideas; give each its own:\n" + "\n".join(
        long
    )


def test_every_module_has_a_name_of_the_field(tracked: tuple[Path, ...]) -> None:
    parts = {(path, part.removesuffix(".py")) for path in tracked if path.suffix == ".py" for part in path.parts}
    vague = sorted(f"{path}" for path, part in parts if part in VAGUE)
    assert not vague, "These names say nothing; name what it is about:\n" + "\n".join(vague)


def test_every_file_with_tests_is_collected(root: Path, tracked: tuple[Path, ...]) -> None:
    files = (path for path in tracked if path.suffix == ".py" and not path.name.startswith("test_"))
    found = matches(root, (path for path in files if path.parts[0] == "tests"), re.compile(r"^(async )?def test_"))
    assert not found, "pytest collects test_*.py only, so these tests never run:\n" + "\n".join(found)


def test_every_file_with_tests_that_starts_first_is_there(root: Path) -> None:
    assert [file for file in FIRST if not (root / file).is_file()] == []
