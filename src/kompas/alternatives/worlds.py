"""Many possibilities put to the rules at once: whole cases that differ in a fact, or readings of one concern.

The rules that decide on routes and flags are run over all of them in a single derivation, each possibility under an
address of its own, so that none sees another's facts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import NamedNode, Triple

from kompas.case import Case
from kompas.conclusions import Conclusions
from kompas.facts import facts
from kompas.inference import FastEngine, RuleSet
from kompas.justification import code_of
from kompas.knowledge import Knowledge
from kompas.namespaces import CASE, kompas
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

    def decide(self, cases: Sequence[Case]) -> list[Decision]:
        """The decision on each of many cases, in their order."""
        addresses = [NamedNode(f"{CASE}/{number}") for number in range(len(cases))]
        given: set[Triple] = set()
        for case, address in zip(cases, addresses, strict=True):
            given |= facts(case, address.value)
        derivation = self._engine.derive(given, self._deciding)
        conclusions = Conclusions(derivation.triples)
        return [self.decision(conclusions, address) for address in addresses]

    def decision(self, conclusions: Conclusions, case: NamedNode) -> Decision:
        """The decision on one case, read from what was derived."""
        lowest, highest = conclusions.thing(case, "lowestRoute"), conclusions.thing(case, "highestRoute")
        assert lowest is not None
        assert highest is not None
        flags = tuple(sorted(self.code(flag) for flag in conclusions.things(case, "raisesFlag")))
        return Decision(self.code(lowest), self.code(highest), flags)

    def routes(self, known: Iterable[Triple], readings: Mapping[NamedNode, Iterable[Triple]]) -> dict[NamedNode, str]:
        """The route of each of many readings, given what is known of the case they are readings of."""
        given = {triple for triples in readings.values() for triple in triples}
        derivation = self._engine.derive(given | set(known), self._reading)
        conclusions = Conclusions(derivation.triples)
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
        weighed = self.knowledge.store.quads_for_pattern(None, kompas("heaviness"), None)
        return {self.code(quad.subject): int(quad.object.value) for quad in weighed}
