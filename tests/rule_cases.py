"""What the rules make of their cases: consulted once for each case, whichever rules it is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from kompas import resources
from kompas.case import read_case
from kompas.facts import facts
from kompas.inference import FastEngine
from kompas.knowledge.graph import read_release
from kompas.knowledge.rule_cases import RuleCase, datatypes
from kompas.namespaces import CASE, RDF, shortened
from kompas.quality.rule_cases import concluded, holds
from kompas.rules import rule_base
from kompas.vocabulary import Vocabulary, slug_of

SHOWN: Final = 12
"""How many conclusions a failure shows."""


@dataclass(frozen=True)
class Verdict:
    """What a rule concluded from a case, beside what was expected of it."""

    case: RuleCase
    concluded: frozenset[str]
    """As N-Triples."""

    @property
    def as_expected(self) -> bool:
        """Whether the rule spoke, or kept silent, as the case says."""
        return holds(self.case, self.concluded, _consulting().datatypes)

    def __str__(self) -> str:
        wanted = "; ".join(sorted(self.case.concludes)) or "anything"
        expected = f"{'to conclude' if self.case.fires else 'not to conclude'} {wanted}"
        found = sorted(in_short(quad.triple) for quad in parse("\n".join(self.concluded), RdfFormat.N_TRIPLES))
        shown = [*found[:SHOWN], *(["…"] if len(found) > SHOWN else [])]
        return f"  expected {self.case.rule} {expected}\n  it concluded: {'; '.join(shown) or 'nothing'}"


def verdict(case: RuleCase) -> Verdict:
    """Consult the fast engine on the case and keep what the rule derived."""
    return Verdict(case, _concluded(case.case).get(case.rule, frozenset()))


@dataclass(frozen=True)
class _Consulting:
    engine: FastEngine
    vocabulary: Vocabulary
    datatypes: Mapping[NamedNode, NamedNode]


@cache
def _consulting() -> _Consulting:
    knowledge = read_release(resources.release())
    engine = FastEngine(knowledge.store, rule_base().rule_set)
    return _Consulting(engine, Vocabulary(knowledge), datatypes(knowledge.triples()))


@cache
def _concluded(case: str) -> Mapping[str, frozenset[str]]:
    """What each rule concludes from a case, by the slug of the rule."""
    held = _consulting()
    derivation = held.engine.derive(facts(read_case(case, format="json", vocabulary=held.vocabulary)))
    rules = {one.rule for one in derivation.applications if isinstance(one.rule, NamedNode)}
    return {slug_of(rule.value): concluded(derivation, rule) for rule in rules}


def in_short(triple: Triple) -> str:
    """A triple without the addresses: `case inPhase age-phase:5-12-jaar`.

    >>> from kompas.namespaces import kompas, thing
    >>> from pyoxigraph import NamedNode
    >>> in_short(Triple(NamedNode("urn:kompas:case"), kompas("inPhase"), thing("age-phase", "5-12-jaar")))
    'case inPhase age-phase:5-12-jaar'
    """
    return " ".join(_term(term) for term in (triple.subject, triple.predicate, triple.object))


def _term(term: Any) -> str:
    if isinstance(term, Literal):
        return term.value
    if term.value == f"{RDF}type":
        return "a"
    if term.value.startswith(CASE):
        return f"case{term.value.removeprefix(CASE)}"
    return shortened(term.value).removeprefix("kompas:")
