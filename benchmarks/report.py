"""The figures as tables, for the terminal and for a document, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import TypeAlias

from benchmarks.engines import FAST, PYSHACL, SHIFTY, Compared
from benchmarks.measuring import Measurement, remark

Table: TypeAlias = tuple[Sequence[str], ...]
"""Rows of cells; the first is the heading."""


@dataclass(frozen=True)
class Report:
    """Everything that was measured in one run, and what it was measured on."""

    machine: dict[str, str]
    loads: tuple[float, float]
    size: dict[str, str]
    engines: tuple[Compared, ...]
    consulting: tuple[Measurement, ...]
    cold: tuple[Measurement, ...]

    def to_json(self) -> str:
        """All runs, in milliseconds, with ratios."""
        content = asdict(self)
        for told, compared in zip(content["engines"], self.engines, strict=True):
            told["ratios"] = {name: compared.ratio(name) for name in (PYSHACL, SHIFTY)}
        return json.dumps(content, indent=2, ensure_ascii=False) + "\n"

    def to_markdown(self) -> str:
        """Tables of medians."""
        return self._written("## ", markdown_table)

    def to_text(self) -> str:
        """Tables of medians, aligned."""
        return self._written("", text_table)

    def _written(self, mark: str, table: Callable[[Table], str]) -> str:
        about = [f"{name}: {value}" for name, value in (self.machine | self.size).items()]
        parts = [
            f"{mark}Machine",
            "\n".join(f"- {line}" for line in [*about, remark(self.loads), "Times are medians over fresh runs."]),
            f"{mark}Engines side by side: inference, ms",
            table(engine_rows(self.engines)),
            f"{mark}One consultation in a warm process, ms",
            table(case_rows(self.consulting)),
            f"{mark}From a cold start, ms",
            table(case_rows(self.cold)),
        ]
        return "\n\n".join(parts) + "\n"


def engine_rows(compared: Sequence[Compared]) -> Table:
    """A row for each case: the median of each engine, and how many times the fast one it takes."""
    heading = ("case", "triples derived", FAST, PYSHACL, "ratio", SHIFTY, "ratio", "same triples as the fast one")
    rows = []
    for one in compared:
        medians = {measured.what: f"{measured.median:,.1f}" for measured in one.measurements}
        ratios = {name: "–" if (ratio := one.ratio(name)) is None else f"{ratio:,.0f}×" for name in (PYSHACL, SHIFTY)}
        slow = [cell for name in (PYSHACL, SHIFTY) for cell in (medians.get(name, "–"), ratios[name])]
        other = "; ".join(f"{name}: {number} not" for name, number in one.otherwise.items() if number)
        rows.append((one.case, f"{one.derived:,}", medians[FAST], *slow, other or "yes"))
    return (heading, *rows)


def case_rows(measured: Sequence[Measurement]) -> Table:
    """A row for each thing measured, a column for each case."""
    cases = list(dict.fromkeys(one.case for one in measured))
    found = {(one.what, one.case): f"{one.median:,.1f}" for one in measured}
    whats = dict.fromkeys(one.what for one in measured)
    return (("", *cases), *((what, *(found[what, case] for case in cases)) for what in whats))


def markdown_table(rows: Table) -> str:
    """A table of Markdown."""
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * len(rows[0]), *lines[1:]])


def text_table(rows: Table) -> str:
    """A table in columns; numbers to the right."""
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    lines = [
        "  ".join(cell.ljust(width) if not place else cell.rjust(width) for place, (cell, width) in enumerate(cells))
        for cells in (list(zip(row, widths, strict=True)) for row in rows)
    ]
    return "\n".join([lines[0], "-" * len(lines[0]), *lines[1:]])
