"""Why not: the rules that could have decided on another route, but did not speak, and the premise each lacked."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import NamedNode, Triple

from kompas.conclusions import Conclusions
from kompas.inference import FastEngine, why_not
from kompas.inference.whynot import Obstacle
from kompas.knowledge import Knowledge
from kompas.namespaces import kompas
from kompas.recommendation import Language, RuleRef, UnfiredRule
from kompas.rules import RuleBase

LANGUAGES: tuple[Language, ...] = ("nl", "en")
LOOKED_AT = ("#concern/", "#option/")
"""The parts of a case that the deciding rules look at."""


def unfired_rules(
    engine: FastEngine,
    known: Iterable[Triple],
    conclusions: Conclusions,
    rules: RuleBase,
    knowledge: Knowledge,
    language: Language,
) -> tuple[UnfiredRule, ...]:
    """For every concern, the decisive rules that made no argument in its heaviest reading.

    In a rule, the comment before a condition says it in words: `# Dutch | English`.
    """
    deciding = [
        rule
        for rule in rules.rule_set.rules
        if isinstance(rule.node, NamedNode)
        and rules.description(rule.node).weight == kompas("Decisive")
        and kompas("Reading") in rules.description(rule.node).focus
    ]
    case = conclusions.case
    parts = [
        triple for triple in known if triple.subject == case or any(mark in str(triple.subject) for mark in LOOKED_AT)
    ]
    silent = []
    with engine.holding(parts) as store:
        for concern in conclusions.things(case, "hasConcern"):
            reading, problem = conclusions.thing(concern, "highestReading"), conclusions.thing(concern, "aboutProblem")
            assert reading is not None
            assert problem is not None
            for rule in deciding:
                failure = why_not(store, rule, reading)
                if failure.obstacle is not Obstacle.NONE:
                    assert isinstance(rule.node, NamedNode)
                    silent.append(
                        UnfiredRule(
                            rule=RuleRef(iri=rule.node.value, label=rules.description(rule.node).label[language]),
                            about=knowledge.label(problem, language),
                            failed=_in_words(failure.comment, language) or str(failure),
                        )
                    )
    return tuple(silent)


def _in_words(comment: str, language: Language) -> str:
    parts = [part.strip() for part in comment.split("|")]
    return parts[LANGUAGES.index(language)] if len(parts) == len(LANGUAGES) else ""
