"""The engines side by side: the same rules, the same knowledge, the same cases, in one run.

Ours keeps for every triple the rule and the bindings that made it, and is measured with that. pySHACL is measured on
plain rdflib, on its own memory, without explaining afterwards; pyshifty on an rdflib graph, with its answer as text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

from pyoxigraph import RdfFormat, Triple, parse, serialize

from benchmarks.measuring import Measurement, in_turn
from kompas.case import Case
from kompas.consultation import Consultant
from kompas.facts import facts
from kompas.inference import FastEngine, ReferenceEngine
from kompas.inference.reference import as_stored
from kompas.knowledge.graph import read_release
from kompas.resources import release

if TYPE_CHECKING:
    from rdflib import Graph

FAST: Final = "fast engine"
PYSHACL: Final = "pySHACL"
SHIFTY: Final = "pyshifty"


@dataclass(frozen=True)
class Compared:
    """One case: what each engine took, what the fast one derived, and how much of that others derive otherwise."""

    case: str
    measurements: tuple[Measurement, ...]
    derived: int
    otherwise: dict[str, int]
    """For each other engine, how many triples it derived and the fast one did not, or the other way round."""

    def ratio(self, engine: str) -> float | None:
        """How many times as long an engine takes as the fast one; None when it did not run."""
        medians = {one.what: one.median for one in self.measurements}
        return medians[engine] / medians[FAST] if engine in medians else None


def compare(consultant: Consultant, cases: Mapping[str, Case], runs: int) -> list[Compared]:
    """Derive each case with each engine, in turn; the slow ones a third as often."""
    knowledge, rules = consultant.knowledge, consultant.rules
    fast = FastEngine(read_release(release()).store, rules.rule_set)
    reference = ReferenceEngine(knowledge.triples(), rules.triples)
    seldom = max(1, runs // 3)
    compared = []
    for name, case in cases.items():
        given = facts(case)
        contestants: dict[str, tuple[Callable[[], object], int]] = {
            FAST: (partial(fast.derive, given), runs),
            PYSHACL: (partial(reference.derive, given, explain=False), seldom),
        }
        derived = {FAST: fast.derive(given).triples, PYSHACL: reference.derive(given, explain=False).triples}
        if find_spec("shifty"):
            shifty = _shifty([*knowledge.triples(), *given], rules.triples)
            contestants[SHIFTY] = (shifty, seldom)
            derived[SHIFTY] = frozenset(as_stored(q.triple for q in parse(shifty(), format=RdfFormat.N_TRIPLES)))
        measured = in_turn(contestants, name)
        otherwise = {other: len(triples ^ derived[FAST]) for other, triples in derived.items() if other != FAST}
        compared.append(Compared(name, tuple(measured), len(derived[FAST]), otherwise))
    return compared


def _shifty(data: list[Triple], rules: frozenset[Triple]) -> Callable[[], str]:
    """A run of pyshifty on rdflib graphs that stand ready, as someone with rdflib would call it."""
    from rdflib import Graph
    from shifty import infer

    def graph(triples: list[Triple]) -> Graph:
        return Graph().parse(data=serialize(triples, format=RdfFormat.N_TRIPLES), format="nt")

    known, shapes = graph(data), graph(list(rules))
    return lambda: infer(known, shapes).inferred_ntriples
