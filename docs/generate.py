"""Write the generated part of the documentation: `python -m docs.generate`, from the root of the checkout.

Writes the pages under `docs/reference/` that follow from rules, policy, commands and knowledge, and renews the excerpts
of what commands print. A test asserts that the result is what is committed.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from docs.generating import commands, coverage, excerpts, ontology, policy, questions, rules
from kompas import resources
from kompas.knowledge import released
from kompas.rules import rule_base

ROOT: Final = Path(__file__).resolve().parents[1]


def pages() -> dict[Path, str]:
    """The pages that are wholly generated, by their place."""
    reference = ROOT / "docs" / "reference"
    return {
        reference / "rules.md": rules.page(rule_base(), released()),
        reference / "policy.md": policy.page(released()),
        reference / "command-line.md": commands.page(),
        reference / "coverage.md": coverage.page(released()),
        reference / "ontology.md": ontology.page(resources.ontology()),
        reference / "competency-questions.md": questions.page(resources.ontology() / "questions"),
    }


def with_excerpts() -> dict[Path, str]:
    """The documents that show what commands print, with every excerpt renewed."""
    documents = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    texts = {path: path.read_text("utf-8") for path in documents}
    return {path: excerpts.renewed(text, ROOT) for path, text in texts.items() if excerpts.MARK.search(text)}


def main() -> None:
    """Write what differs."""
    for path, text in (pages() | with_excerpts()).items():
        if not path.exists() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
