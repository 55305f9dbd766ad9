"""The plan around the route: what protects, what good help needs, how to follow it, how to decide together."""

from __future__ import annotations

from collections.abc import Sequence

from kompas.recommendation import MonitoringEntry, ProtectiveFactorAdvice
from kompas.rendering.document import Block, Bullets, Line, Paragraph, Section, Table
from kompas.rendering.frame import Frame


def protection(frame: Frame) -> tuple[Section, ...]:
    """The protective factors: which are there, and what would strengthen the others."""
    words, factors = frame.words, frame.recommendation.protective_factors
    if not factors:
        return ()
    intro = Paragraph(Line(words["protection_intro"]))
    blocks = _table(frame, factors) if frame.depth.complete else _short_list(frame, factors)
    return (Section("protection", words["protection"], (intro, *blocks)),)


def conditions(frame: Frame) -> tuple[Section, ...]:
    """The common factors as boxes to tick."""
    words, factors = frame.words, frame.recommendation.common_factors
    if not factors:
        return ()
    kept, more = frame.few(factors, frame.depth.factors + 1, words["more_factors"])
    boxes = Bullets(tuple(frame.line(entry.how, entry.source, lead=entry.concept.label) for entry in kept), "boxes")
    return (Section("conditions", words["conditions"], (Paragraph(Line(words["conditions_intro"])), boxes, *more)),)


def monitoring(frame: Frame) -> tuple[Section, ...]:
    """Indicators, moments and the questions to ask of every figure."""
    words, plan = frame.words, frame.recommendation.monitoring
    parts = (
        *_entries(frame, "indicators", words["indicators"], plan.indicators),
        *_entries(frame, "moments", words["moments"], plan.moments),
        *_entries(frame, "monitoring-questions", words["monitoring_questions"], plan.questions),
    )
    if not parts:
        return ()
    return (Section("monitoring", words["monitoring"], (Paragraph(Line(words["monitoring_intro"])), *parts)),)


def together(frame: Frame) -> tuple[Section, ...]:
    """Questions for deciding together, and for supervision and peer review."""
    words, recommendation, limit = frame.words, frame.recommendation, frame.depth.questions
    blocks: list[Block] = []
    if recommendation.shared_decision:
        kept, more = frame.few(recommendation.shared_decision, limit, words["more_questions"])
        lines = tuple(frame.line(entry.question, entry.source) for entry in kept)
        blocks.append(Section("shared-decision", words["shared_decision"], (Bullets(lines), *more)))
    if recommendation.reflection:
        asked, rest = frame.few(recommendation.reflection, limit, words["more_questions"])
        lines = tuple(
            frame.line(entry.question, entry.source, aside=entry.why if frame.depth.complete else "") for entry in asked
        )
        blocks.append(Section("reflection", words["reflection"], (Bullets(lines), *rest)))
    return (Section("together", words["together"], tuple(blocks)),) if blocks else ()


def _table(frame: Frame, factors: Sequence[ProtectiveFactorAdvice]) -> tuple[Block, ...]:
    words = frame.words
    rows = tuple(
        (
            Line(entry.concept.label),
            Line(words["states"][entry.state]),
            frame.line(entry.suggestion, *(source for argument in entry.arguments for source in argument.sources)),
        )
        for entry in factors
    )
    reasons = [argument for entry in factors for argument in entry.arguments]
    table = Table(words["protection"], (words["factor_column"], words["state"], words["what_to_do"]), rows)
    return (table, *frame.reasons(words["concern_reasons"], reasons, grounds=False))


def _short_list(frame: Frame, factors: Sequence[ProtectiveFactorAdvice]) -> tuple[Block, ...]:
    """What is there already in one line; of the rest, what is missing before what is not known."""
    words = frame.words
    blocks: list[Block] = []
    if there := [entry.concept.label for entry in factors if entry.state == "present"]:
        blocks.append(Paragraph(Line(f"{', '.join(there)}.", words["protection_there"])))
    rank = {"absent": 0, "present": 1, "unknown": 2}
    suggested = sorted((entry for entry in factors if entry.suggestion), key=lambda entry: rank[entry.state])
    if not suggested:
        return (*blocks, Paragraph(Line(words["protection_none"])))
    kept, more = frame.few(suggested, frame.depth.factors, words["more_factors"])
    lines = tuple(
        frame.line(
            entry.suggestion,
            *(source for argument in entry.arguments[:1] for source in argument.sources),
            lead=f"{entry.concept.label} ({words['states'][entry.state]})",
        )
        for entry in kept
    )
    return (*blocks, Bullets(lines), *more)


def _entries(frame: Frame, name: str, title: str, entries: Sequence[MonitoringEntry]) -> tuple[Section, ...]:
    """A list of what to keep track of or ask; a brief report gives the names only."""
    if not entries:
        return ()
    lines = tuple(
        frame.line(entry.text or entry.concept.label, entry.source, lead=_lead(entry))
        if frame.depth.complete
        else frame.line(entry.concept.label, entry.source)
        for entry in entries
    )
    return (Section(name, title, (Bullets(lines),)),)


def _lead(entry: MonitoringEntry) -> str:
    """The name of the entry, unless its text already says it."""
    return "" if entry.text in ("", entry.concept.label) else entry.concept.label
