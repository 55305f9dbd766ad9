"""The opening of the report: the short answer, the flags, and the five considerations about safety."""

from __future__ import annotations

from kompas.rendering.document import Block, Bullets, Line, Notice, Paragraph, Section, Table
from kompas.rendering.frame import Frame


def in_short(frame: Frame) -> Section:
    """The route, the summary, how sure it is, who decides, and the flags that were raised."""
    recommendation, words = frame.recommendation, frame.words
    sure = [Paragraph(Line(words["decisiveness"][recommendation.decisiveness], words["how_sure"]))]
    low, high = recommendation.route_range
    if low != high:
        sure.append(Paragraph(Line(words["route_range"].format(low=frame.route(low), high=frame.route(high)))))
    answer = Notice(
        "route",
        f"{words['route_is']}: {recommendation.route_label}",
        (Paragraph(Line(recommendation.summary), "answer"),),
    )
    reasons = frame.reasons("", recommendation.decisiveness_reasons, limit=2) if frame.depth.complete else ()
    flags = [flag for flag in recommendation.flag_reasons if flag.flag != "safety-first"]
    notices = tuple(Notice("note", flag.label, frame.reasons("", flag.arguments)) for flag in flags)
    return Section(
        "in-short", words["in_short"], (answer, *sure, *reasons, *notices, Paragraph(Line(words["decides"])))
    )


def safety(frame: Frame) -> Section:
    """Safety: why it comes first when it does, the signals, and the five considerations with what follows."""
    recommendation, words = frame.recommendation, frame.words
    blocks: list[Block] = []
    raised = [flag for flag in recommendation.flag_reasons if flag.flag == "safety-first"]
    for flag in raised:
        note = Paragraph(Line(words["safety_first_note"]))
        blocks.append(Notice("safety", flag.label, (note, *frame.reasons("", flag.arguments))))
    if signals := recommendation.safety.signals:
        blocks.append(Paragraph(Line(", ".join(signal.label for signal in signals), words["safety_signals"])))
    elif not raised:
        blocks.append(Paragraph(Line(words["safety_quiet"])))
    blocks.append(Paragraph(Line(words["safety_intro"])))
    considerations = recommendation.safety.considerations
    if frame.depth.complete:
        header = (words["consideration_column"], words["answer_column"], words["follows_column"])
        rows = tuple(
            (frame.line(entry.question, entry.source), Line(words["answers"][entry.answer]), Line(entry.follows))
            for entry in considerations
        )
        blocks.append(Table(words["considerations_caption"], header, rows))
    else:
        lines = tuple(
            frame.line(
                f"{words['answer_column']}: {words['answers'][entry.answer]}. {entry.follows}".strip(),
                entry.source,
                lead=entry.question,
            )
            for entry in considerations
        )
        blocks.append(Bullets(lines, "numbered"))
    return Section("safety", words["safety"], tuple(blocks))
