"""The notebooks run, from the first cell to the last, and every cell with code says something."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

NOTEBOOKS = sorted((Path(__file__).resolve().parents[2] / "docs" / "notebooks").glob("*.ipynb"))


def cells(notebook: Path) -> list[dict[str, Any]]:
    read: list[dict[str, Any]] = json.loads(notebook.read_text("utf-8"))["cells"]
    return read


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_and_every_cell_says_something(notebook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    held: dict[str, Any] = {}
    for cell in cells(notebook):
        if cell["cell_type"] == "code":
            exec(compile("".join(cell["source"]), notebook.name, "exec"), held)  # noqa: S102 - our own notebook
            assert capsys.readouterr().out.strip(), "".join(cell["source"])


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_kept_without_what_it_printed(notebook: Path) -> None:
    assert [cell for cell in cells(notebook) if cell.get("outputs")] == []


def test_there_are_notebooks() -> None:
    assert NOTEBOOKS
