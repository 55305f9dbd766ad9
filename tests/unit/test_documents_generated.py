"""What is generated in the documents is what is committed: reference pages, and excerpts of what commands print."""

from __future__ import annotations

from pathlib import Path

import pytest

from docs import generate
from docs.generating import excerpts

WHAT_TO_DO = "Run `python -m docs.generate` from the root of the checkout, and look at what it changes."
EXCERPTED = [
    path
    for path in [generate.ROOT / "README.md", *sorted((generate.ROOT / "docs").rglob("*.md"))]
    if excerpts.MARK.search(path.read_text("utf-8"))
]


def test_the_reference_pages_follow_from_rules_policy_and_commands() -> None:
    stale = [path.name for path, text in generate.pages().items() if path.read_text("utf-8") != text]
    assert not stale, f"{stale} are not what the rules, the policy and the commands say. {WHAT_TO_DO}"


@pytest.mark.parametrize("document", EXCERPTED, ids=lambda path: str(path.relative_to(generate.ROOT)))
def test_excerpts_are_what_the_commands_print(document: Path) -> None:
    text = document.read_text("utf-8")
    assert text == excerpts.renewed(text, generate.ROOT), f"An excerpt is not what Kompas says now. {WHAT_TO_DO}"


def test_the_readme_and_the_tutorial_show_what_kompas_says() -> None:
    assert {"README.md", "first-consultation.md"} <= {path.name for path in EXCERPTED}


def test_an_excerpt_has_dots_where_lines_are_left_out() -> None:
    assert excerpts.chosen("a\nb\nc\nd\n", "b +0; d +0") == ["…", "b", "…", "d"]


def test_an_excerpt_of_a_line_that_is_not_there_is_refused() -> None:
    with pytest.raises(ValueError, match="no line “nowhere”"):
        excerpts.chosen("a\n", "nowhere +1")
