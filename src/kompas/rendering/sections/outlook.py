"""What is not settled: what to ask next, what would change the proposal, where sources differ, what was not weighed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from operator import itemgetter
from typing import Any

from kompas.recommendation import Counterfactual, DisagreementNote
from kompas.rendering.document import Block, Bullets, Facts, Line, Paragraph, Section
from kompas.rendering.frame import Frame


def questions(frame: Frame) -> tuple[Section, ...]:
    """The questions whose answer could change the route, the most telling first; nothing when there are none."""
    words, found = frame.words, frame.recommendation.open_questions
    if not found:
        return ()
    kept, more = frame.few(found, frame.depth.questions, words["more_questions"])
    lines = tuple(
        Line(entry.question, aside=words["could_change"].format(routes=_routes(frame, entry.could_change_route_to)))
        if entry.could_change_route_to
        else Line(entry.question)
        for entry in kept
    )
    first = frame.recommendation.route == "clarify-first"
    heading = words["clarify"] if first else words["questions"]
    opening = words["clarify_intro"] if first else words["questions_intro"]
    return (Section("questions", heading, (Paragraph(Line(opening)), Bullets(lines, "numbered"), *more)),)


def changes(frame: Frame) -> Section:
    """Every single change that would tip the route or a flag."""
    words, found = frame.words, frame.recommendation.what_would_change
    if not found:
        return Section("changes", words["changes"], (Paragraph(Line(words["changes_none"])),))
    kept, more = frame.few(_various(found), frame.depth.changes, words["more_changes"])
    lines = tuple(_change(frame, entry) for entry in kept)
    return Section("changes", words["changes"], (Paragraph(Line(words["changes_intro"])), Bullets(lines), *more))


def _various(found: Sequence[Counterfactual]) -> Sequence[Counterfactual]:
    """The changes so that the first few lead to as many different outcomes as there are."""
    seen: Counter[tuple[str, ...]] = Counter()
    ranks = []
    for entry in found:
        ranks.append(seen[entry.route, *entry.flags])
        seen[entry.route, *entry.flags] += 1
    return [entry for _, entry in sorted(zip(ranks, found, strict=True), key=itemgetter(0))]


def disagreements(frame: Frame) -> tuple[Section, ...]:
    """Sources that disagree, side by side; a brief report says what about, and how Kompas deals with it."""
    words, found = frame.words, frame.recommendation.disagreements
    if not found:
        return ()
    intro = Paragraph(Line(words["disagreements_intro"]))
    blocks: tuple[Block, ...]
    if frame.depth.complete:
        blocks = tuple(Section("", note.concept.label, (_sides(frame, note),)) for note in found)
    else:
        kept, more = frame.few(found, frame.depth.factors, words["more_disagreements"])
        lines = tuple(frame.line(note.handling, note.source_a, note.source_b, lead=note.concept.label) for note in kept)
        blocks = (Bullets(lines), *more)
    return (Section("disagreements", words["disagreements"], (intro, *blocks)),)


def _sides(frame: Frame, note: DisagreementNote) -> Facts:
    words = frame.words
    return Facts(
        (
            (words["one_side"], frame.line(note.side_a, note.source_a)),
            (words["other_side"], frame.line(note.side_b, note.source_b)),
            (words["handling"], Line(note.handling)),
        )
    )


def why_not(frame: Frame) -> tuple[Section, ...]:
    """Rules that were looked at and made no argument, with the condition that failed."""
    words, found = frame.words, frame.recommendation.why_not
    if not found:
        return ()
    lines = tuple(
        Line(
            words["why_not_line"].format(failed=entry.failed),
            lead=": ".join(filter(None, (entry.about, entry.rule.label))),
        )
        for entry in found
    )
    blocks: tuple[Block, ...] = (Paragraph(Line(words["why_not_intro"])), Bullets(lines))
    return (Section("why-not", words["why_not"], blocks),)


def _routes(frame: Frame, codes: tuple[str, ...]) -> str:
    return "; ".join(frame.route(code) for code in codes)


def _change(frame: Frame, entry: Counterfactual) -> Line:
    words, recommendation = frame.words, frame.recommendation
    route = frame.route(entry.route)
    said = [words["change_same"].format(route=route) if entry.route == recommendation.route else route]
    if added := [flag for flag in entry.flags if flag not in recommendation.flags]:
        said.append(words["change_flags"].format(flags=frame.flags(added)))
    if gone := [flag for flag in recommendation.flags if flag not in entry.flags]:
        said.append(words["change_flags_gone"].format(flags=frame.flags(gone)))
    change = entry.change
    then = words["then"].format(outcome="; ".join(said))
    if change.text:
        return Line(then, lead=f"{change.text}.")
    text = words["change_line"].format(
        **{"field": _field(frame, change.field), "to": _value(frame, change.to), "from": _value(frame, change.from_)}
    )
    also = [_value(frame, value) for value in change.or_also]
    return Line(then, lead=f"{text}.", aside=words["or_also"].format(values=", ".join(also)) if also else "")


def _field(frame: Frame, field: str) -> str:
    """The field of the case in words, when there are words for it."""
    name = field.rsplit(".", 1)[-1].split("[", 1)[0]
    label = frame.words["given_fields"].get(name, name.replace("_", " "))
    return label[:1].upper() + label[1:]


def _value(frame: Frame, value: Any) -> str:
    """A value of the case in words."""
    if value is None:
        return frame.words["not_known"]
    if isinstance(value, list | tuple):
        return ", ".join(_value(frame, entry) for entry in value) or frame.words["given_none"]
    return frame.words["values"].get(str(value), str(value))
