"""Where the knowledge has nothing to offer: phase by phase, problem by problem, route by route."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from kompas.knowledge import Knowledge
from kompas.namespaces import RDF, kompas
from kompas.networks.programmes import below, recognised_for

ROUTES: Final = ("ordinary-parenting", "kernel-elements", "full-intervention")
_TYPE: Final = NamedNode(f"{RDF}type")
_FOREVER: Final = 99.0


@dataclass(frozen=True, slots=True)
class Gap:
    """What there is on a route, for a problem in a phase; a gap when that is nothing."""

    phase: NamedNode
    problem: NamedNode
    offers: tuple[int, int, int]
    """How much there is for ordinary parenting, kernel elements and a full intervention."""

    @property
    def missing(self) -> tuple[str, ...]:
        """The routes on which there is nothing."""
        return tuple(route for route, offer in zip(ROUTES, self.offers, strict=True) if not offer)


def gaps(knowledge: Knowledge, groups_only: bool = False) -> tuple[Gap, ...]:
    """What there is in every phase for every problem: advice, elements (without harmful ones), recognised programmes.

    What falls under a problem counts for it. An element or programme counts in a phase that its ages overlap; one
    without ages counts in every phase. Advice for a phase counts there only, other advice everywhere.
    """
    problems = knowledge.members("ProblemGroup" if groups_only else "Problem")
    phases = sorted(knowledge.members("AgePhase"), key=lambda phase: knowledge.numbers(phase, "fromAge"))
    harmful = set(knowledge.members("HarmfulPractice"))
    made = []
    for problem in problems:
        under = below(problem, knowledge)
        advice = {a for one in under for a in knowledge.subjects(kompas("answersTo"), one)}
        elements = {e for one in under for e in knowledge.subjects(kompas("forProblem"), one)} - harmful
        elements = {e for e in elements if kompas("KernelElement") in knowledge.objects(e, _TYPE)}
        programmes = recognised_for(problem, knowledge)
        for phase in phases:
            offers = (
                sum(_advises_in(one, phase, knowledge) for one in advice),
                sum(_fits(one, phase, knowledge) for one in elements),
                sum(_fits(one, phase, knowledge) for one in programmes),
            )
            made.append(Gap(phase, problem, offers))
    return tuple(made)


def _advises_in(advice: NamedNode, phase: NamedNode, knowledge: Knowledge) -> bool:
    phases = knowledge.objects(advice, kompas("forPhase"))
    return not phases or phase in phases


def _fits(help: NamedNode, phase: NamedNode, knowledge: Knowledge) -> bool:
    low, high = (_number(help, name, knowledge) for name in ("minAge", "maxAge"))
    start, end = (_number(phase, name, knowledge) for name in ("fromAge", "untilAge"))
    first = low if low is not None else -1.0
    last = high + 1 if high is not None else _FOREVER
    return first < (end if end is not None else _FOREVER) and (start if start is not None else -1.0) < last


def _number(node: NamedNode, name: str, knowledge: Knowledge) -> float | None:
    value = knowledge.value(node, kompas(name))
    return float(value.value) if isinstance(value, Literal) else None
