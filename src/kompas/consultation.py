"""The consultation: the stages from a case to a recommendation, in order, and nothing else.

This is the one composition root. The command line, the API, batch and verify all consult through it.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Literal

from pyoxigraph import Triple

from kompas.alternatives import Worlds, counterfactuals, open_questions
from kompas.case import Case
from kompas.composition import Alternatives, compose
from kompas.conclusions import Conclusions
from kompas.facts import facts
from kompas.inference import Derivation, Engine, FastEngine
from kompas.justification import Justification
from kompas.knowledge import Knowledge, released
from kompas.recommendation import Recommendation
from kompas.rules import RuleBase, rule_base
from kompas.silence import unfired_rules
from kompas.vocabulary import Vocabulary

EngineName = Literal["fast", "pyshacl"]


@dataclass(frozen=True)
class Answer:
    """A recommendation together with its proof: the facts of the case and every triple the rules derived."""

    recommendation: Recommendation
    facts: frozenset[Triple]
    derivation: Derivation

    @property
    def graph(self) -> frozenset[Triple]:
        """Facts and derived triples together."""
        return self.facts | self.derivation.triples


class Consultant:
    """Consults one release of the knowledge with one rule base. One case at a time: see `FastEngine`."""

    def __init__(self, knowledge: Knowledge, rules: RuleBase) -> None:
        self.knowledge = knowledge
        self.rules = rules
        self._fast = FastEngine(knowledge.store, rules.rule_set)
        self._worlds = Worlds(self._fast, knowledge, rules)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The terms of the knowledge as people write them."""
        return Vocabulary(self.knowledge)

    def answer(self, case: Case, engine: EngineName = "fast") -> Answer:
        """Consult on a case and keep the proof.

        Args:
            case: the anonymous facts of one conversation.
            engine: `fast`, or `pyshacl`, the independent engine (several hundred times slower). What could change the
                answer is always worked out by the fast engine.
        """
        return self._answer(case, self._engine(engine), whole=True)

    def sketch(self, case: Case) -> Answer:
        """The answer as it stands while facts still come in, about twice as soon.

        It is the answer of `answer`, but for what would change it and why other rules made no argument: these two take
        most of the time, and are left empty.
        """
        return self._answer(case, self._fast, whole=False)

    def _answer(self, case: Case, engine: Engine, *, whole: bool) -> Answer:
        given = facts(case)
        derivation = engine.derive(given)
        known = given | derivation.triples
        conclusions = Conclusions(known)
        changes = counterfactuals(case, conclusions, self._worlds) if whole else ()
        silent = (
            unfired_rules(self._fast, known, conclusions, self.rules, self.knowledge, case.language) if whole else ()
        )
        recommendation = compose(
            case,
            conclusions,
            Justification(derivation, conclusions, self.knowledge, self.rules, case.language),
            self.knowledge,
            Alternatives(
                open_questions=open_questions(case, known, conclusions, self._worlds),
                what_would_change=changes,
                why_not=silent,
            ),
            engine=engine.name,
            rules_version=self.rules.version,
        )
        return Answer(recommendation, given, derivation)

    def _engine(self, name: EngineName) -> Engine:
        if name == "fast":
            return self._fast
        from kompas.inference import ReferenceEngine

        return ReferenceEngine(self.knowledge.triples(), self.rules.triples)


@cache
def consultant() -> Consultant:
    """The consultant for the knowledge and rules that come with Kompas, made once; they are read side by side.

    Raises:
        ResourceMissing: when the knowledge has not been built, or the rules cannot be found.
    """
    with ThreadPoolExecutor(max_workers=1) as beside:
        knowledge = beside.submit(released)
        rules = rule_base()
    return Consultant(knowledge.result(), rules)


def consult(case: Case, engine: EngineName = "fast") -> Recommendation:
    """Consult on a case: a reasoned recommendation, every statement in it with its reasons.

    Raises:
        ResourceMissing: when the knowledge has not been built, or the rules cannot be found.
    """
    return consultant().answer(case, engine).recommendation
