"""What Kompas imports is what it says it needs, and what is pinned is what it says it needs."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import grimp
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

OWN = {"kompas", "kompas_api"}
NEEDED_WITHOUT_IMPORT = {
    "httptools": "uvicorn reads requests with it",
    "owlready2": "HermiT comes with it, and runs as a program of its own",
    "python-multipart": "fastapi reads HTML forms with it",
}
COMMAND_LINE = {"rich", "typer"}


@pytest.fixture(scope="session")
def project(root: Path) -> dict[str, Any]:
    """The project table of pyproject.toml."""
    table: dict[str, Any] = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    return table


@pytest.fixture(scope="session")
def declared(project: dict[str, Any]) -> set[str]:
    """The distributions that Kompas says it needs at run time."""
    return {canonicalize_name(Requirement(line).name) for line in project["dependencies"]}


def imported(source: Path) -> set[str]:
    """The top-level modules that a file imports, wherever it does so; imports for type checkers aside."""
    tree = ast.parse(source.read_text("utf-8"))
    guarded = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for inner in ast.walk(node)
    }
    names: set[str] = set()
    for node in ast.walk(tree):
        if id(node) in guarded:
            continue
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names


@pytest.fixture(scope="session")
def used(root: Path) -> set[str]:
    """The distributions that the packages import."""
    files = [*(root / "src").rglob("*.py"), *(root / "api").rglob("*.py")]
    modules = set().union(*(imported(path) for path in files)) - set(sys.stdlib_module_names) - OWN
    homes = packages_distributions()
    return {canonicalize_name(homes.get(module, [module])[0]) for module in modules}


def pins_of(path: Path) -> dict[str, tuple[str, frozenset[str]]]:
    """For each distribution of a file with pins its version and its hashes."""
    parts = re.findall(r"^(\S+)==(\S+)[^\n]*((?:\n    --hash=\S+.*)+)", path.read_text("utf-8"), re.MULTILINE)
    return {name: (version, frozenset(re.findall(r"sha256:\w+", hashes))) for name, version, hashes in parts}


def test_every_import_is_declared(used: set[str], declared: set[str]) -> None:
    missing = used - declared
    assert not missing, f"Imported, but not among the dependencies in pyproject.toml: {sorted(missing)}"


def test_every_declared_dependency_is_used(used: set[str], declared: set[str]) -> None:
    unused = declared - used - NEEDED_WITHOUT_IMPORT.keys()
    assert not unused, f"Among the dependencies in pyproject.toml, but not imported: {sorted(unused)}"


def test_everything_declared_is_pinned(root: Path, project: dict[str, Any], declared: set[str]) -> None:
    pinned = {
        canonicalize_name(line.split("==")[0])
        for line in (root / "requirements" / "development.txt").read_text("utf-8").splitlines()
        if "==" in line
    }
    for_developers = {canonicalize_name(Requirement(line).name) for line in project["optional-dependencies"]["dev"]}
    missing = (declared | for_developers) - pinned
    assert not missing, f"Not in requirements/development.txt; pin again as CONTRIBUTING.md tells: {sorted(missing)}"


def test_what_serving_needs_is_named_and_no_more(root: Path, declared: set[str]) -> None:
    graph = grimp.build_graph(*sorted(OWN), include_external_packages=True, cache_dir=None)
    reached = {name.split(".")[0] for name in graph.find_upstream_modules("kompas_api", as_package=True)}
    homes = packages_distributions()
    imported = {canonicalize_name(homes.get(name, [name])[0]) for name in reached - set(sys.stdlib_module_names) - OWN}
    named = {canonicalize_name(name) for name in (root / "requirements" / "serving.in").read_text("utf-8").split()}
    assert named == imported | COMMAND_LINE | NEEDED_WITHOUT_IMPORT.keys() - {"owlready2"}
    assert named <= declared & pins_of(root / "requirements" / "serving.txt").keys()


def test_what_serves_is_what_the_tests_ran_with(root: Path) -> None:
    tested, serves = (pins_of(root / "requirements" / f"{name}.txt") for name in ("development", "serving"))
    other = {name for name, pin in serves.items() if tested.get(name) != pin}
    assert not other, "Pin again as CONTRIBUTING.md tells"


@pytest.mark.parametrize("name", ["development", "node", "owl", "serving"])
def test_every_pin_has_hashes_and_no_address(root: Path, name: str) -> None:
    text = (root / "requirements" / f"{name}.txt").read_text("utf-8")
    assert "://" not in text
    assert not re.search(r"^-", text, re.MULTILINE)
    pins = re.split(r"\n(?=\S)", text.strip())
    assert pins
    without = [pin for pin in pins if not re.match(r"[\w.-]+==\S+( ; [^\\]+)? \\\n +--hash=sha256:[0-9a-f]{64}", pin)]
    assert not without
