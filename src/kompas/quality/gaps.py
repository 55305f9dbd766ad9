"""The gaps in the coverage as findings: remarks, for a gap stops nobody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Final

from pyoxigraph import NamedNode

from kompas.knowledge.findings import Finding
from kompas.namespaces import shortened
from kompas.quality.coverage import Coverage, Help

MISSING: Final[tuple[tuple[str, Callable[[Help], int]], ...]] = (
    ("kernel element", lambda help: help.elements),
    ("intervention", lambda help: help.programmes),
    ("guideline advice", lambda help: help.guidelines),
)
"""What a problem can lack in a phase, and how many there are."""


def gaps(coverage: Coverage, rows_of: Callable[[NamedNode], list[str]] = lambda thing: []) -> Iterator[Finding]:
    """Every gap as a remark, kind by kind.

    Args:
        coverage: what the knowledge covers.
        rows_of: the rows of the tables that say something about a thing, to name them in the findings.
    """

    def remark(thing: NamedNode, what: str, mend: str) -> Finding:
        return Finding("remark", ", ".join([shortened(thing.value), *rows_of(thing)]), what, mend)

    def named(things: list[NamedNode]) -> str:
        return ", ".join(thing.value.rsplit("/", 1)[-1] for thing in things)

    milieus: dict[tuple[NamedNode, NamedNode], list[NamedNode]] = defaultdict(list)
    for gap in coverage.unadvised:
        milieus[gap.problem, gap.phase].append(gap.milieu)
    for (problem, phase), without in milieus.items():
        what = f"It is normal in {named([phase])}, but has no parenting advice in: {named(without)}."
        yield remark(problem, what, "Add a row to parenting-advice.csv, or these milieus to one that fits.")
    for missing, count in MISSING:
        for problem in coverage.problems:
            phases = [phase for phase in coverage.phases if not count(coverage.help[problem, phase])]
            if phases:
                yield remark(problem, f"It has no {missing} in: {named(phases)}.", "")
    for intervention in coverage.without_elements:
        yield remark(intervention, "Of this intervention no kernel element is known.", "Fill kernel_elements.")
    for orphan in coverage.orphans:
        yield remark(orphan, "Nothing is tied to this, and it is tied to nothing.", "Refer to it, or retire it.")
    for statement in coverage.on_one_unverified_source:
        what = "This rests on one source, in which nobody has looked it up."
        yield remark(statement, what, "Read it there and write Verified, or add a source.")
