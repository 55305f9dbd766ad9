"""What may be imported from `kompas` is listed, documented, there, and costs nothing until it is used."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import kompas

DOCUMENTATION = Path(__file__).resolve().parents[2] / "docs" / "python.md"


def test_the_list_is_sorted_and_complete() -> None:
    assert kompas.__all__ == sorted(set(kompas.__all__))
    assert dir(kompas) == sorted([*kompas.__all__, "__version__"])


def test_the_documentation_lists_exactly_these() -> None:
    listed = re.findall(r"^\| `(\w+)", DOCUMENTATION.read_text("utf-8"), re.MULTILINE)
    assert listed == kompas.__all__


@pytest.mark.parametrize("name", kompas.__all__)
def test_each_name_is_there_and_says_what_it_is(name: str) -> None:
    assert getattr(kompas, name).__doc__.strip()


def test_a_name_that_is_not_there_is_no_attribute() -> None:
    with pytest.raises(AttributeError, match="module 'kompas' has no attribute 'advise'"):
        _ = kompas.advise


def test_the_example_of_the_documentation_runs(tmp_path: Path) -> None:
    example = re.search(r"```python\n(.*?)```", DOCUMENTATION.read_text("utf-8"), re.DOTALL)
    assert example
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", example[1]], cwd=tmp_path, check=True, capture_output=True, text=True
    )
    assert "ordinary-parenting" in done.stdout


HEAVY = (
    "csvw", "fastapi", "jinja2", "jsonschema", "networkx", "owlready2", "pyshacl", "rdflib", "typst",
    "kompas.impact", "kompas.insight", "kompas.networks", "kompas.quality", "kompas.workbench",
)  # fmt: skip


def test_a_recommendation_loads_nothing_heavy() -> None:
    """`kompas recommend` answers from a cold start, so what it does not need must not be loaded with it."""
    program = (
        "import sys; from kompas.cli import main\n"
        "from kompas import resources\n"
        "sys.argv = ['kompas', 'recommend', str(resources.data() / 'cases' / 'sandra.yaml')]\n"
        "try: main()\n"
        "except SystemExit as end: assert not end.code, end.code\n"
        f"print('loaded:', *sorted(set({HEAVY!r}) & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "loaded:"
