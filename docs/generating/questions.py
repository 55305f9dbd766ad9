"""The competency questions: what the ontology must be able to answer, with the answer it must give."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Final

_INTRODUCTION: Final = """# Competency questions

What the knowledge must be able to answer, each with its query and the answer that is expected. `kompas check` asks
them all of what was built; another answer than expected is an error, in the knowledge or in what was expected.
"""


def page(folder: Path) -> str:
    """The questions in a folder, each with its expected answer, as Markdown."""
    parts = [_INTRODUCTION]
    for path in sorted(folder.glob("*.rq")):
        intent, _, query = path.read_text("utf-8").partition("\n")
        question, _, more = intent.removeprefix("#").strip().partition("? ")
        rows = list(csv.reader(path.with_suffix(".csv").read_text("utf-8").splitlines()))
        table = [f"| {' | '.join(cell or ' ' for cell in row)} |" for row in rows]
        parts += [f"## {question}{'?' if more else ''}", "", *([more, ""] if more else [])]
        parts += ["```sparql", query.strip(), "```", ""]
        parts += [table[0], f"|{' --- |' * len(rows[0])}", *table[1:], ""]
    return "\n".join(parts)
