"""Many possibilities put to the rules at once: whole cases that differ in a fact, or readings of one concern.

The rules that decide on routes and flags are run over all of them in a single derivation, each possibility under an
address of its own, so that none sees another's facts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import get_args

from pyoxigraph import NamedNode, Triple

from kompas.case import Case
from kompas.conclusions import IS_A, Conclusions
from kompas.facts import facts
from kompas.inference import FastEngine, RuleSet
from kompas.justification import code_of
from kompas.knowledge import Knowledge
from kompas.namespaces import CASE, kompas
from kompas.recommendation import FlagCode
from kompas.rules import RuleBase
from kompas.rules.dependency import DECISION, leading_to


@dataclass(frozen=True, slots=True)
class Decision:
    """What is decided on a case: the routes for its lightest and heaviest reading, and the flags."""

    lowest: str
    highest: str
    flags: tuple[str, ...]

    @property
    def route(self) -> str:
        """The code of the route: the one that stands, or clarify-first."""
        return self.lowest if self.lowest == self.highest else "clarify-first"


@dataclass(frozen=True, slots=True)
class World:
    """A case as it might be, and the concerns for which that makes a difference (by problem)."""

    case: Case
    fresh: frozenset[str]


SETTLED = ("raises", "lowestRoute", "highestRoute")
"""What a settled concern passes on to the decision on the case."""
LEADS_TO = kompas("leadsTo")
DECIDED = frozenset({kompas("lowestRoute"), kompas("highestRoute"), kompas("raisesFlag")})


class Worlds:
    """Puts possibilities to the deciding rules of the rule base."""

    def __init__(self, engine: FastEngine, knowledge: Knowledge, rules: RuleBase) -> None:
        self._engine = engine
        self.knowledge = knowledge
        self._rules = rules

    @cached_property
    def _deciding(self) -> RuleSet:
        chosen = {rule.iri for rule in leading_to(DECISION, self._rules.descriptions.values())}
        return self._rules.rule_set.subset(lambda rule: rule.node in chosen)

    @cached_property
    def _reading(self) -> RuleSet:
        feeding = leading_to(["leadsTo"], self._rules.descriptions.values())
        chosen = {rule.iri for rule in feeding if kompas("Reading") in rule.focus}
        return self._rules.rule_set.subset(lambda rule: rule.node in chosen)

    def decide(self, worlds: Sequence[World], settled: Conclusions) -> list[Decision]:
        """The decision on each of many worlds, in their order.

        Args:
            worlds: cases, each with the concerns that have to be appraised anew.
            settled: what was derived of the case as it is; the other concerns keep their appraisal from it.
        """
        addresses = [NamedNode(f"{CASE}/{number}") for number in range(len(worlds))]
        given: set[Triple] = set()
        for world, address in zip(worlds, addresses, strict=True):
            given |= self._facts(world, address, settled)
        derivation = self._engine.derive(given, self._deciding)
        conclusions = Conclusions(triple for triple in derivation.triples if triple.predicate in DECIDED)
        return [self.decision(conclusions, address) for address in addresses]

    def _facts(self, world: World, address: NamedNode, settled: Conclusions) -> set[Triple]:
        """The facts of a world; a concern that is settled is no focus for the rules, and brings its appraisal along."""
        given = set(facts(world.case, address.value))
        for concern in world.case.concerns:
            if concern.problem not in world.fresh:
                node = NamedNode(f"{address.value}#concern/{concern.problem}")
                known = NamedNode(f"{settled.case.value}#concern/{concern.problem}")
                given.discard(Triple(node, IS_A, kompas("Concern")))
                given.update(
                    Triple(node, kompas(name), value) for name in SETTLED for value in settled.things(known, name)
                )
        return given

    def decision(self, conclusions: Conclusions, case: NamedNode) -> Decision:
        """The decision on one case, read from what was derived."""
        lowest, highest = conclusions.decided(case, "lowestRoute"), conclusions.decided(case, "highestRoute")
        raised = {self.code(flag) for flag in conclusions.things(case, "raisesFlag")}
        flags = tuple(flag for flag in get_args(FlagCode) if flag in raised)
        return Decision(self.code(lowest), self.code(highest), flags)

    def routes(self, known: Iterable[Triple], readings: Mapping[NamedNode, Iterable[Triple]]) -> dict[NamedNode, str]:
        """The route of each of many readings, given what is known of the case they are readings of."""
        given = {triple for triples in readings.values() for triple in triples}
        derivation = self._engine.derive(given | set(known), self._reading)
        conclusions = Conclusions(triple for triple in derivation.triples if triple.predicate == LEADS_TO)
        routes = {reading: conclusions.thing(reading, "leadsTo") for reading in readings}
        return {reading: self.code(route) for reading, route in routes.items() if route is not None}

    def code(self, thing: NamedNode) -> str:
        """The contract's code for a route or a flag."""
        return code_of(self.knowledge, thing)

    def heaviness(self, route: str) -> int:
        """How heavy a route is, from 1 (ordinary parenting)."""
        return self._heaviness[route]

    @cached_property
    def _heaviness(self) -> Mapping[str, int]:
        routes = self.knowledge.members("Route")
        return {
            self.code(route): int(weight) for route in routes for weight in self.knowledge.numbers(route, "heaviness")
        }
