"""What the documents name exists: links, terms of the ontology, targets of the Makefile, commands."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
README = ROOT / "README.md"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_within_the_repository_leads_somewhere(document: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", document.read_text("utf-8"))
    dead = [link for link in links if not (document.parent / link).exists()]
    assert not dead


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_make_target_that_is_named_exists(document: Path) -> None:
    named = set(re.findall(r"(?:^ {4}|`|&& )make ([a-z]+)", document.read_text("utf-8"), re.MULTILINE))
    targets = set(re.findall(r"^([a-z]+):(?!=)", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert named <= targets


def test_every_term_in_the_glossary_is_in_the_ontology() -> None:
    named = set(re.findall(r"`kompas:(\w+)`", (ROOT / "docs" / "glossary.md").read_text("utf-8")))
    ontology = "\n".join(path.read_text("utf-8") for path in (ROOT / "ontology").glob("*.ttl"))
    described = set(re.findall(r"^kompas:(\w+)\s", ontology, re.MULTILINE))
    assert named
    assert not named - described


def test_the_readme_names_every_command_it_shows() -> None:
    shown = set(re.findall(r"^    kompas (\w+)", README.read_text("utf-8"), re.MULTILINE))
    done = subprocess.run([sys.executable, "-m", "kompas", "--help"], check=True, capture_output=True, text=True)
    assert shown
    assert all(re.search(rf"\b{name}\b", done.stdout) for name in shown)


def test_the_worked_example_of_the_readme_is_what_kompas_says() -> None:
    example = re.search(r"```console\n\$ kompas ([^\n]*)\n(.*?)```", README.read_text("utf-8"), re.DOTALL)
    assert example
    command = [sys.executable, "-m", "kompas", *example[1].split()]
    wide = os.environ | {"COLUMNS": "100"}
    done = subprocess.run(command, cwd=ROOT, env=wide, check=True, capture_output=True, text=True)
    said = {line.rstrip() for line in done.stdout.splitlines()}
    invented = [line for line in example[2].splitlines() if line.strip() not in {"", "…"} and line.rstrip() not in said]
    assert not invented, "The README shows lines that Kompas does not print; copy its output again:\n" + "\n".join(
        invented
    )
