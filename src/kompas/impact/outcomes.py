"""What is decided on each of many cases at once: route, flags, decisiveness and the leading candidate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, get_args

from pyoxigraph import NamedNode, Store, Triple

from kompas.case import Case
from kompas.conclusions import Conclusions
from kompas.editions import Edition
from kompas.facts import facts
from kompas.inference import Derivation, FastEngine
from kompas.inference.ruleset import Rule
from kompas.items import KINDS
from kompas.justification import code_of
from kompas.knowledge import Knowledge
from kompas.namespaces import CASE, kompas
from kompas.recommendation import FlagCode
from kompas.rules import RuleBase
from kompas.rules.dependency import DECISION
from kompas.rules.wiring import Wiring

DECIDING: Final = DECISION | {"decisiveness", "status", "orderKey"}
"""The properties that an outcome consists of."""
AT_ONCE: Final = 10
"""How many cases one derivation decides on: more of them take longer each."""
_WANTED: Final = frozenset(
    kompas(name)
    for name in (
        *("route", "lowestRoute", "highestRoute", "raisesFlag", "decisiveness"),
        *("ofCase", "onRoute", "ofOption", "status", "orderKey", "concept"),
    )
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is decided on a case; `leading` are the addresses of what is recommended first, more when they tie."""

    route: str
    lowest: str
    highest: str
    flags: frozenset[str]
    decisiveness: str
    leading: tuple[str, ...]


class Decider:
    """Decides on many cases with the rules of one edition that bear on the outcome.

    It works in a store of its own, so that the edition stays as it is.
    """

    def __init__(self, knowledge: Knowledge, rules: RuleBase, chosen: frozenset[str] | None = None) -> None:
        """`chosen` holds the slugs of the deciding rules, where they are known already."""
        store = Store()
        store.bulk_extend(knowledge.store)
        self.knowledge = knowledge
        self.chosen = chosen or Wiring(rules, knowledge).leading_to(DECIDING)
        self._all = rules.rule_set
        self._rules = rules.rule_set.subset(lambda rule: _slug(rule) in self.chosen)
        self._engine = FastEngine(store, rules.rule_set)

    @classmethod
    def of(cls, edition: Edition) -> Decider:
        """A decider with knowledge and rules of an edition."""
        return cls(edition.knowledge, edition.rules)

    def decide(self, cases: Sequence[Case]) -> list[Outcome]:
        """The outcome of each case, in their order."""
        found: list[Outcome] = []
        for start in range(0, len(cases), AT_ONCE):
            found += self.derive(cases[start : start + AT_ONCE])[0]
        return found

    def conclusions(self, cases: Sequence[Case], slugs: frozenset[str]) -> list[frozenset[Triple]]:
        """What the rules of these slugs conclude about each of a few cases."""
        few = self._all.subset(lambda rule: _slug(rule) in slugs)
        found: list[set[Triple]] = [set() for _ in cases]
        for triple in self._engine.derive(_given(cases), few).triples:
            subject = str(triple.subject)
            found[int(subject[len(CASE) + 2 :].partition("#")[0].rstrip(">"))].add(triple)
        return [frozenset(triples) for triples in found]

    def derive(self, cases: Sequence[Case]) -> tuple[list[Outcome], Derivation]:
        """The outcomes of a few cases, each under the address `address` gives it, with how they came about."""
        given = _given(cases)
        derivation = self._engine.derive(given, self._rules)
        conclusions = Conclusions(t for t in (*given, *derivation.triples) if t.predicate in _WANTED)
        return [self._outcome(conclusions, NamedNode(address(n))) for n in range(len(cases))], derivation

    def _outcome(self, conclusions: Conclusions, case: NamedNode) -> Outcome:
        def code(name: str) -> str:
            found = conclusions.thing(case, name)
            return code_of(self.knowledge, found) if found is not None else ""

        raised = {code_of(self.knowledge, flag) for flag in conclusions.things(case, "raisesFlag")}
        return Outcome(
            code("route"),
            code("lowestRoute"),
            code("highestRoute"),
            frozenset(flag for flag in get_args(FlagCode) if flag in raised),
            code("decisiveness"),
            self._leading(conclusions, case),
        )

    def _leading(self, conclusions: Conclusions, case: NamedNode) -> tuple[str, ...]:
        """What stands first on the heaviest recommended option."""
        recommended = kompas("Recommended")
        best: list[tuple[tuple[float, ...], str]] = []
        for option in conclusions.those("ofCase", case):
            route = conclusions.thing(option, "onRoute")
            if route is None or conclusions.thing(option, "status") != recommended:
                continue
            heaviness = next(iter(self.knowledge.numbers(route, "heaviness")), 0.0)
            for item in conclusions.those("ofOption", option):
                concept = conclusions.thing(item, "concept")
                if concept is not None and conclusions.thing(item, "status") == recommended:
                    place = (heaviness, -self._place(concept), conclusions.number(item, "orderKey"))
                    best.append((place, concept.value))
        first = max((place for place, _ in best), default=None)
        return tuple(sorted({iri for place, iri in best if place == first}))

    def _place(self, concept: NamedNode) -> float:
        """Where advice of its kind stands: what to do before what to avoid, as recommendations list it."""
        kind = self.knowledge.value(concept, kompas("adviceKind"))
        return KINDS.index(code_of(self.knowledge, kind) if isinstance(kind, NamedNode) else None)


def address(number: int) -> str:
    """The address of a case among several that are decided on at once."""
    return f"{CASE}/{number}"


def _given(cases: Sequence[Case]) -> set[Triple]:
    return {fact for number, case in enumerate(cases) for fact in facts(case, address(number))}


def _slug(rule: Rule) -> str:
    return rule.node.value.rsplit("/", 1)[-1]
