"""Where the knowledge has gaps: what a consultation would look for and not find.

What counts is what the rules would find: an element, a programme or an advice for a problem also serves the narrower
problems under it, and fits a phase when their ages overlap. Nothing here says that a gap should be filled; some
combinations of problem and age hardly occur.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from pyoxigraph import NamedNode

from kompas.knowledge import Knowledge
from kompas.namespaces import DCTERMS, ID, RDF, SKOS, kompas

_BROADER: Final = NamedNode(f"{SKOS}broader")
_SOURCE: Final = NamedNode(f"{DCTERMS}source")
_IN_SCHEME: Final = frozenset({NamedNode(f"{SKOS}inScheme"), NamedNode(f"{SKOS}topConceptOf")})
_TYPE: Final = NamedNode(f"{RDF}type")
_SAYS_NOTHING: Final = _IN_SCHEME | {_SOURCE, _TYPE}
"""Properties that every concept has, and that tie it to no other concept."""


@dataclass(frozen=True, slots=True)
class Help:
    """How many forms of help there are for a problem in a phase."""

    elements: int
    programmes: int
    """Interventions, without those that were judged and not recognised."""
    recognised: int
    guidelines: int
    """Guideline advices, whatever their severity."""


@dataclass(frozen=True, slots=True)
class Unadvised:
    """A problem that is normal in a phase, and a milieu typical of that phase where no parenting advice is given."""

    problem: NamedNode
    phase: NamedNode
    milieu: NamedNode


class Coverage:
    """What a release of the knowledge covers, and what it does not; in a fixed order."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge

    @cached_property
    def phases(self) -> list[NamedNode]:
        """The age phases, youngest first."""
        return sorted(self.knowledge.members("AgePhase"), key=lambda phase: self.knowledge.numbers(phase, "fromAge"))

    @cached_property
    def problems(self) -> list[NamedNode]:
        """The problems that are not a group of problems, by group and then by address."""
        groups = set(self.knowledge.members("ProblemGroup"))
        return sorted(
            (problem for problem in self.knowledge.members("Problem") if problem not in groups),
            key=lambda problem: (str(self.group(problem)), problem.value),
        )

    def group(self, problem: NamedNode) -> NamedNode | None:
        """The group a problem belongs to."""
        group = self.knowledge.value(problem, kompas("inGroup"))
        return group if isinstance(group, NamedNode) else None

    @cached_property
    def unadvised(self) -> list[Unadvised]:
        """The milieus in which a normal problem has no parenting advice."""
        advised: dict[tuple[NamedNode, NamedNode], list[set[object]]] = defaultdict(list)
        for advice in self.knowledge.members("ParentingAdvice"):
            phases: set[object] = set(self._things(advice, "forPhase"))
            for problem in self._things(advice, "answersTo"):
                for milieu in self._things(advice, "inMilieu"):
                    advised[problem, milieu].append(phases)
        return [
            Unadvised(problem, phase, milieu)
            for phase in self.phases
            for problem in self.knowledge.subjects(kompas("normalIn"), phase)
            for milieu in self._things(phase, "typicalMilieu")
            if not any(
                not phases or phase in phases
                for wider in self._widened(problem)
                for phases in advised.get((wider, milieu), ())
            )
        ]

    @cached_property
    def help(self) -> dict[tuple[NamedNode, NamedNode], Help]:
        """The help there is for each problem in each phase."""
        elements = self._for_problem("KernelElement", "forProblem")
        recognised = self.recognised
        advices = self._for_problem("GuidelineAdvice", "forProblem")
        return {
            (problem, phase): Help(
                elements=len(self._fitting(problem, phase, elements)),
                programmes=len(found := self.programmes(problem, phase)),
                recognised=len(found & recognised),
                guidelines=len(self._fitting(problem, phase, advices)),
            )
            for problem in self.problems
            for phase in self.phases
        }

    @cached_property
    def recognised(self) -> frozenset[NamedNode]:
        """The recognised interventions."""
        return frozenset(self.knowledge.members("RecognisedIntervention"))

    def programmes(self, problem: NamedNode, phase: NamedNode) -> set[NamedNode]:
        """The interventions for a problem in a phase, without those that were judged and not recognised."""
        return self._fitting(problem, phase, self._programmes)

    @cached_property
    def _programmes(self) -> dict[NamedNode, set[NamedNode]]:
        rejected = self.knowledge.members("NotRecognisedIntervention")
        return self._for_problem("Intervention", "addresses", without=rejected)

    @cached_property
    def without_elements(self) -> list[NamedNode]:
        """The interventions of which no kernel element is known."""
        return [
            intervention
            for intervention in self.knowledge.members("Intervention")
            if not self._things(intervention, "hasKernelElement")
        ]

    @cached_property
    def orphans(self) -> list[NamedNode]:
        """The concepts that no other concept is tied to, either way; of sources, those that nothing cites."""
        tied: set[NamedNode] = set()
        cited: set[NamedNode] = set()
        for quad in self.knowledge.store:
            subject, target = quad.subject, quad.object
            if isinstance(target, NamedNode) and quad.predicate == _SOURCE:
                cited.add(target)
            elif (
                isinstance(subject, NamedNode)
                and isinstance(target, NamedNode)
                and subject != target
                and quad.predicate not in _SAYS_NOTHING
                and all("/id/" in term.value for term in (subject, target))
            ):
                tied |= {subject, target}
        sources = set(self.knowledge.members("Source"))
        chosen = {thing for name in _CHOSEN_BY_USERS for thing in self.knowledge.members(name)}
        concepts = {thing for thing in self.knowledge.members("Record") if thing.value.startswith(ID)}
        return sorted((concepts - sources - chosen - tied) | (sources - cited), key=str)

    @cached_property
    def on_one_unverified_source(self) -> list[NamedNode]:
        """The statements that nobody has looked up, and that rest on one source."""
        return [
            thing
            for thing in self.knowledge.subjects(kompas("verification"), kompas("Unverified"))
            if len(self.knowledge.objects(thing, _SOURCE)) == 1
        ]

    def _things(self, subject: NamedNode, name: str) -> list[NamedNode]:
        return [value for value in self.knowledge.objects(subject, kompas(name)) if isinstance(value, NamedNode)]

    def _widened(self, problem: NamedNode) -> list[NamedNode]:
        """The problem and every wider one, as the rules take it."""
        found = [problem]
        for one in found:
            found += [
                wider
                for wider in self.knowledge.objects(one, _BROADER)
                if isinstance(wider, NamedNode) and wider not in found
            ]
        return found

    def _for_problem(
        self, class_name: str, property: str, without: Iterable[NamedNode] = ()
    ) -> dict[NamedNode, set[NamedNode]]:
        found: dict[NamedNode, set[NamedNode]] = defaultdict(set)
        for thing in set(self.knowledge.members(class_name)) - set(without):
            for problem in self._things(thing, property):
                found[problem].add(thing)
        return found

    def _fitting(
        self, problem: NamedNode, phase: NamedNode, candidates: dict[NamedNode, set[NamedNode]]
    ) -> set[NamedNode]:
        """The candidates for a problem whose ages overlap with a phase."""
        (start,), (end,) = self.knowledge.numbers(phase, "fromAge"), self.knowledge.numbers(phase, "untilAge")
        return {
            one
            for wider in self._widened(problem)
            for one in candidates.get(wider, ())
            if any(low < end for low in self.knowledge.numbers(one, "minAge"))
            and any(high >= start for high in self.knowledge.numbers(one, "maxAge"))
        }


_CHOSEN_BY_USERS: Final = (
    "RiskFactor", "SafetySignal", "Service", "Route", "SafetyConsideration", "Question", "OutcomeIndicator",
    "MonitoringMoment",
)  # fmt: skip
"""Classes whose members stand on their own: a case names them, or the rules take them all."""
