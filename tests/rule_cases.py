"""What a case of a rule says, and what the rule makes of it.

A case names the rule's claim in a sentence and gives the facts in the form of the contract. `fires` says whether the
rule concludes anything; with `concludes`, whether it concludes those triples (`subject predicate object`, the case
itself as `case`, other things as `type:slug`). A rule that always has something to say shows its boundary that way.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml
from pyoxigraph import Literal, Triple

from kompas import resources
from kompas.case import read_case
from kompas.facts import facts
from kompas.inference import FastEngine
from kompas.knowledge.graph import read_release
from kompas.namespaces import CASE, RDF, shortened
from kompas.rules import rule_base
from kompas.vocabulary import Vocabulary

FIELDS: Final = frozenset({"name", "case", "fires", "concludes"})
SHOWN: Final = 12
"""How many conclusions a failure shows."""


@dataclass(frozen=True)
class RuleCase:
    """A claim about one rule: with these facts it speaks, or is silent."""

    rule: str
    name: str
    facts: str
    fires: bool
    concludes: frozenset[str]


@dataclass(frozen=True)
class Verdict:
    """What a rule concluded from a case, beside what was expected of it."""

    case: RuleCase
    concluded: frozenset[str]

    @property
    def as_expected(self) -> bool:
        """Whether the rule spoke, or kept silent, as the case says."""
        if not self.case.concludes:
            return bool(self.concluded) is self.case.fires
        if self.case.fires:
            return self.case.concludes <= self.concluded
        return self.case.concludes.isdisjoint(self.concluded)

    def __str__(self) -> str:
        wanted = "; ".join(sorted(self.case.concludes)) or "anything"
        expected = f"{'to conclude' if self.case.fires else 'not to conclude'} {wanted}"
        shown = [*sorted(self.concluded)[:SHOWN], *(["…"] if len(self.concluded) > SHOWN else [])]
        return f"  expected {self.case.rule} {expected}\n  it concluded: {'; '.join(shown) or 'nothing'}"


def read_rule_cases(path: Path) -> tuple[RuleCase, ...]:
    """The cases in a file about one rule.

    Raises:
        ValueError: the file is not about the rule it is named after, or a case misses or has another field.
    """
    content = yaml.safe_load(path.read_text("utf-8"))
    if not isinstance(content, Mapping) or content.keys() != {"rule", "cases"} or content["rule"] != path.stem:
        raise ValueError(f"it must say `rule: {path.stem}` and list `cases`, and nothing else")
    return tuple(_case(path.stem, entry) for entry in content["cases"])


def _case(rule: str, entry: Mapping[str, Any]) -> RuleCase:
    if not FIELDS - {"concludes"} <= entry.keys() <= FIELDS or not isinstance(entry["fires"], bool):
        raise ValueError(f"a case has a name, a case, fires (true or false) and maybe concludes; this is {dict(entry)}")
    return RuleCase(
        rule=rule,
        name=entry["name"],
        facts=json.dumps(entry["case"], sort_keys=True, ensure_ascii=False),
        fires=entry["fires"],
        concludes=frozenset(entry.get("concludes", ())),
    )


def verdict(case: RuleCase) -> Verdict:
    """Consult the fast engine on the case and keep what the rule derived."""
    return Verdict(case, _consulted(case.facts).get(case.rule, frozenset()))


@cache
def _engine() -> tuple[FastEngine, Vocabulary]:
    knowledge = read_release(resources.release())
    return FastEngine(knowledge.store, rule_base().rule_set), Vocabulary(knowledge)


@cache
def _consulted(case: str) -> Mapping[str, frozenset[str]]:
    """What each rule concludes from a case, by the slug of the rule."""
    engine, vocabulary = _engine()
    derivation = engine.derive(facts(read_case(case, format="json", vocabulary=vocabulary)))
    concluded: dict[str, set[str]] = {}
    for application in derivation.applications:
        made = {in_short(triple) for triple in application.triples if triple in derivation.triples}
        concluded.setdefault(application.rule.value.rsplit("/", 1)[-1], set()).update(made)
    return {rule: frozenset(triples) for rule, triples in concluded.items()}


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
