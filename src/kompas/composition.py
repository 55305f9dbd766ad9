"""From conclusions to the recommendation: what the rules derived, gathered into the shape of the contract.

Nothing is decided here. Every status, order, flag and route is read from the derived graph; what stands equal is
listed by label, so that the same conclusions always give the same text.
"""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from kompas.appraisal import appraise
from kompas.case import Case
from kompas.conclusions import Conclusions
from kompas.items import items_of
from kompas.justification import Justification
from kompas.knowledge import Knowledge
from kompas.namespaces import CASE, kompas, thing
from kompas.plan import common_factors, disagreements, monitoring, protection, reflection, safety, shared_decision
from kompas.recommendation import (
    Counterfactual,
    Flag,
    OpenQuestion,
    Option,
    Provenance,
    Recommendation,
    SourceRef,
    Statement,
    UnfiredRule,
)
from kompas.summary import summary

FLAGS = ("SafetyFirst", "IntegralApproach", "BuildProtection")
POLICY = thing("policy", "standaard")


@dataclass(frozen=True)
class Alternatives:
    """What to ask next, what would change the answer, and which rules did not speak."""

    open_questions: tuple[OpenQuestion, ...]
    what_would_change: tuple[Counterfactual, ...]
    why_not: tuple[UnfiredRule, ...] = ()


def compose(
    case: Case,
    conclusions: Conclusions,
    justification: Justification,
    knowledge: Knowledge,
    alternatives: Alternatives,
    *,
    engine: str,
    rules_version: str,
) -> Recommendation:
    """Gather what was derived about a case into a recommendation.

    Args:
        case: the case as given.
        conclusions: its facts and everything derived.
        justification: its arguments, ready to read.
        knowledge: labels and sources.
        alternatives: what to ask next and what would change the answer.
        engine: the name of the engine that derived it.
        rules_version: the version of the rules.
    """
    node = NamedNode(CASE)
    language = case.language
    route, lowest, highest = (conclusions.decided(node, name) for name in ("route", "lowestRoute", "highestRoute"))
    decisiveness = conclusions.decided(node, "decisiveness")
    options = _options(conclusions, justification, knowledge)
    flags = _flags(conclusions, justification)
    draft = Recommendation(
        language=language,
        route=justification.code(route),
        route_label=knowledge.label(route, language),
        route_range=(justification.code(lowest), justification.code(highest)),
        flags=tuple(flag.flag for flag in flags),
        flag_reasons=flags,
        decisiveness=justification.code(decisiveness),
        decisiveness_reasons=justification.supporting(decisiveness),
        summary="",
        concerns=tuple(appraise(concern, case, conclusions, justification, knowledge) for concern in case.concerns),
        options=options,
        protective_factors=protection(case, conclusions, justification, knowledge),
        common_factors=common_factors(conclusions, justification, knowledge),
        monitoring=monitoring(conclusions, justification, knowledge),
        reflection=reflection(conclusions, justification, knowledge),
        shared_decision=shared_decision(conclusions, justification, knowledge),
        open_questions=alternatives.open_questions,
        safety=safety(conclusions, justification, knowledge),
        what_would_change=alternatives.what_would_change,
        disagreements=disagreements(conclusions, justification, knowledge),
        why_not=alternatives.why_not,
        provenance=Provenance(
            knowledge_version=knowledge.version,
            rules_version=rules_version,
            policy=justification.concept(POLICY),
            engine=engine,
            sources=(),
        ),
        case=case.without_words().to_dict(),
    )
    provenance = draft.provenance.model_copy(update={"sources": _cited(draft)})
    return draft.model_copy(update={"summary": summary(draft), "provenance": provenance})


def _options(conclusions: Conclusions, justification: Justification, knowledge: Knowledge) -> tuple[Option, ...]:
    """The three routes from light to heavy."""
    made = []
    for option in conclusions.instances("Option"):
        route = conclusions.decided(option, "onRoute")
        status = conclusions.decided(option, "status")
        heaviness = knowledge.value(route, kompas("heaviness"))
        made.append(
            (
                int(heaviness.value) if isinstance(heaviness, Literal) else 0,
                Option(
                    route=justification.code(route),
                    label=knowledge.label(route, justification.language),
                    status=justification.code(status),
                    arguments_for=justification.supporting(option),
                    arguments_against=justification.attacking(option),
                    items=items_of(option, conclusions, justification, knowledge),
                ),
            )
        )
    return tuple(option for _, option in sorted(made, key=lambda entry: entry[0]))


def _flags(conclusions: Conclusions, justification: Justification) -> tuple[Flag, ...]:
    """The flags that were raised, safety first."""
    raised = set(conclusions.things(NamedNode(CASE), "raisesFlag"))
    return tuple(
        Flag(
            flag=justification.code(flag),
            label=justification.knowledge.label(flag, justification.language),
            arguments=justification.supporting(flag),
        )
        for flag in map(kompas, FLAGS)
        if flag in raised
    )


def _cited(recommendation: Recommendation) -> tuple[SourceRef, ...]:
    """Every source that the recommendation cites, once, by id."""
    found: dict[str, SourceRef] = {}

    def visit(value: object) -> None:
        if isinstance(value, SourceRef):
            found.setdefault(value.id, value.model_copy(update={"locator": ""}))
        elif isinstance(value, tuple):
            for entry in value:
                visit(entry)
        elif isinstance(value, Statement):
            for name in type(value).model_fields:
                visit(getattr(value, name))

    visit(recommendation)
    return tuple(found[name] for name in sorted(found))
