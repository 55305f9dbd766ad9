"""The version stands in one place; citation and changelog follow it."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

import kompas


def test_the_citation_names_this_version_and_both_licences(root: Path) -> None:
    citation = yaml.safe_load((root / "CITATION.cff").read_text("utf-8"))
    assert citation["version"] == kompas.__version__
    assert citation["license"] == ["EUPL-1.2", "CC-BY-4.0"]


def test_the_newest_entry_of_the_changelog_is_this_version(root: Path) -> None:
    newest = re.search(r"^## (\S+)", (root / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert newest
    assert newest[1] == kompas.__version__
