"""Measure Kompas, side by side with what one would use instead: `python -m benchmarks`, or `make bench`."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Final

from benchmarks import consulting, engines, processes
from benchmarks.measuring import load, machine
from benchmarks.report import Report
from kompas import resources
from kompas.allocator import start_again
from kompas.case import read_case
from kompas.consultation import Consultant, consultant

CASES: Final = ("sandra", "bram", "bram-later", "weinig-bekend")


def main() -> None:
    """Measure, print the tables, and write them down where asked."""
    parser = ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("--runs", type=int, default=9, help="runs of each; the slow engines a third as often")
    parser.add_argument("--cases", nargs="+", default=list(CASES), metavar="CASE", help="names of cases in data/cases")
    parser.add_argument("--json", type=Path, help="also write every run to this file")
    parser.add_argument("--markdown", type=Path, help="also write the tables to this file")
    given = parser.parse_args()
    report = measured(given.cases, given.runs)
    sys.stdout.write(report.to_text())
    if given.json:
        given.json.write_text(report.to_json(), "utf-8")
    if given.markdown:
        given.markdown.write_text(report.to_markdown(), "utf-8")


def measured(names: list[str], runs: int) -> Report:
    """Everything, measured on these cases; from a cold start only the first."""
    folder = resources.data() / "cases"
    before = load()
    warm = consultant()
    cases = {name: read_case(folder / f"{name}.yaml", vocabulary=warm.vocabulary) for name in names}
    cold = processes.cold(folder / f"{names[0]}.yaml", max(3, runs // 2))
    compared = engines.compare(warm, cases, runs)
    whole = consulting.consult(warm, cases, runs)
    return Report(machine(), (before, load()), size(warm), tuple(compared), tuple(whole), tuple(cold))


def size(warm: Consultant) -> dict[str, str]:
    """How much there is to reason with."""
    return {
        "knowledge": f"{warm.knowledge.version}, {len(warm.knowledge.store):,} triples",
        "rules": f"{warm.rules.version}, {len(warm.rules.descriptions)} rules",
    }


if __name__ == "__main__":
    start_again()
    main()
