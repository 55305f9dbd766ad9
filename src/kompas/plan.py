"""The plan around the choice: what protects, what every good help shares, how to follow it, and what to talk about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pyoxigraph import Literal, NamedNode

from kompas.case import Case
from kompas.conclusions import Conclusions
from kompas.justification import Justification
from kompas.knowledge import Knowledge
from kompas.namespaces import CASE, RDF, SKOS, kompas
from kompas.recommendation import (
    CommonFactorAdvice,
    DisagreementNote,
    Language,
    Monitoring,
    MonitoringEntry,
    ProtectiveFactorAdvice,
    ReflectionQuestion,
    Safety,
    SafetyConsideration,
    SharedDecisionQuestion,
    SourceRef,
)
from kompas.sentences import lowered

IS_A = NamedNode(f"{RDF}type")
NODE = NamedNode(CASE)
DEFINITION = NamedNode(f"{SKOS}definition")
ASK: Mapping[Language, str] = {"nl": "Vraag wat er al is.", "en": "Ask what there is already."}


def protection(
    case: Case, conclusions: Conclusions, justification: Justification, knowledge: Knowledge
) -> tuple[ProtectiveFactorAdvice, ...]:
    """The ten protective factors with their state; what is missing first, then what is there, then what is unknown."""
    states = {
        **dict.fromkeys(conclusions.things(NODE, "protectiveAbsent"), "absent"),
        **dict.fromkeys(conclusions.things(NODE, "protectivePresent"), "present"),
    }
    order = ("absent", "present", "unknown")
    advice = [
        ProtectiveFactorAdvice(
            concept=justification.concept(factor),
            state=states.get(factor, "unknown"),
            suggestion=_suggestion(factor, conclusions, justification, knowledge),
            arguments=justification.supporting(factor),
        )
        for factor in knowledge.members("ProtectiveFactor")
    ]
    return tuple(sorted(advice, key=lambda entry: (order.index(entry.state), entry.concept.slug)))


def _suggestion(factor: NamedNode, conclusions: Conclusions, justification: Justification, knowledge: Knowledge) -> str:
    """One fitting activity, if possible where the professional works or the problem plays: what, where and by whom."""
    here = set(conclusions.things(NODE, "practiceMilieu"))
    plays = {
        place
        for concern in conclusions.things(NODE, "hasConcern")
        for place in conclusions.things(concern, "inSetting")
    }
    fitting = [
        activity
        for activity in conclusions.things(NODE, "suggestsActivity")
        if factor in knowledge.objects(activity, kompas("strengthens"))
    ]

    def nearness(activity: NamedNode) -> tuple[bool, bool, str]:
        places = set(knowledge.objects(activity, kompas("inMilieu")))
        return (not places & here, not places & plays, activity.value)

    if not fitting:
        return ASK[justification.language]
    chosen = min(fitting, key=nearness)
    places = [
        lowered(knowledge.label(place, justification.language))
        for place in knowledge.objects(chosen, kompas("inMilieu"))
        if isinstance(place, NamedNode)
    ]
    person = knowledge.literal(chosen, kompas("byWhom"), justification.language)
    text = knowledge.literal(chosen, DEFINITION, justification.language)
    details = ", ".join([*sorted(places), *([person] if person else [])])
    sentence = (text or knowledge.label(chosen, justification.language)).rstrip(".")
    return f"{sentence} ({details})." if details else f"{sentence}."


def common_factors(
    conclusions: Conclusions, justification: Justification, knowledge: Knowledge
) -> tuple[CommonFactorAdvice, ...]:
    """The common factors that go with the routes in play, each with how to bring it about."""
    advice = [
        CommonFactorAdvice(
            concept=justification.concept(factor),
            how=knowledge.literal(factor, kompas("how"), justification.language) or "",
            source=_source(factor, justification),
        )
        for factor in conclusions.things(NODE, "needsCommonFactor")
    ]
    return tuple(sorted(advice, key=lambda entry: entry.concept.slug))


def monitoring(conclusions: Conclusions, justification: Justification, knowledge: Knowledge) -> Monitoring:
    """What to follow and when, and the four questions to ask of every figure."""
    measures = conclusions.things(NODE, "monitors")

    def of(kind: str) -> Iterable[NamedNode]:
        return [measure for measure in measures if kompas(kind) in knowledge.objects(measure, IS_A)]

    return Monitoring(
        indicators=_entries(of("OutcomeIndicator"), justification, knowledge),
        moments=_entries(of("MonitoringMoment"), justification, knowledge),
        questions=_entries(conclusions.things(NODE, "asksOfFigures"), justification, knowledge),
    )


def _entries(
    nodes: Iterable[NamedNode], justification: Justification, knowledge: Knowledge
) -> tuple[MonitoringEntry, ...]:
    return tuple(
        MonitoringEntry(
            concept=justification.concept(node),
            text=knowledge.literal(node, DEFINITION, justification.language) or "",
            source=_source(node, justification),
        )
        for node in _in_order(nodes, knowledge)
    )


def reflection(
    conclusions: Conclusions, justification: Justification, knowledge: Knowledge
) -> tuple[ReflectionQuestion, ...]:
    """Questions for supervision and peer review."""
    return tuple(
        ReflectionQuestion(
            question=knowledge.label(node, justification.language),
            why=knowledge.literal(node, kompas("why"), justification.language) or "",
            source=_source(node, justification),
        )
        for node in _in_order(conclusions.things(NODE, "asksForReflection"), knowledge)
    )


def shared_decision(
    conclusions: Conclusions, justification: Justification, knowledge: Knowledge
) -> tuple[SharedDecisionQuestion, ...]:
    """Questions for deciding together with child and parents."""
    return tuple(
        SharedDecisionQuestion(
            question=knowledge.label(node, justification.language), source=_source(node, justification)
        )
        for node in _in_order(conclusions.things(NODE, "asksTogether"), knowledge)
    )


def safety(conclusions: Conclusions, justification: Justification, knowledge: Knowledge) -> Safety:
    """The five considerations of the reporting code. What is not known is a question, never a no; there is no score."""
    affirmed = set(conclusions.things(NODE, "considerationYes"))

    def follows(node: NamedNode) -> str:
        branch = "followsYes" if node in affirmed else "followsUnknown"
        return knowledge.literal(node, kompas(branch), justification.language) or ""

    considerations = _in_order(knowledge.members("SafetyConsideration"), knowledge)
    return Safety(
        considerations=tuple(
            SafetyConsideration(
                question=knowledge.label(node, justification.language),
                answer="yes" if node in affirmed else "unknown",
                follows=follows(node),
                source=_source(node, justification),
            )
            for node in considerations
        ),
        signals=tuple(justification.concept(signal) for signal in conclusions.things(NODE, "showsSignal")),
    )


def disagreements(
    conclusions: Conclusions, justification: Justification, knowledge: Knowledge
) -> tuple[DisagreementNote, ...]:
    """Sources that disagree on something this case touches, side by side."""

    def side(node: NamedNode, name: str) -> str:
        return knowledge.literal(node, kompas(name), justification.language) or ""

    def cited(node: NamedNode, which: str) -> SourceRef:
        source, locator = (knowledge.value(node, kompas(name + which)) for name in ("source", "locator"))
        assert isinstance(source, NamedNode), f"{node.value} has no source{which}"
        return justification.source(source, locator.value if isinstance(locator, Literal) else "")

    return tuple(
        DisagreementNote(
            concept=justification.concept(node),
            side_a=side(node, "sideA"),
            side_b=side(node, "sideB"),
            source_a=cited(node, "A"),
            source_b=cited(node, "B"),
            handling=side(node, "handling"),
        )
        for node in conclusions.things(NODE, "showsDisagreement")
    )


def _in_order(nodes: Iterable[NamedNode], knowledge: Knowledge) -> list[NamedNode]:
    """Nodes by their position, then by address."""

    def place(node: NamedNode) -> tuple[int, str]:
        position = knowledge.value(node, kompas("position"))
        return (int(position.value) if isinstance(position, Literal) else 99, node.value)

    return sorted(nodes, key=place)


def _source(node: NamedNode, justification: Justification) -> SourceRef:
    source = justification.source_of(node)
    assert source is not None, f"{node.value} has no source"
    return source
