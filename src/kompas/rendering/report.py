"""The report: which sections stand in it, and in which order."""

from __future__ import annotations

from kompas.recommendation import Recommendation
from kompas.rendering.document import Document, Section
from kompas.rendering.frame import COMPLETE, Depth, Frame
from kompas.rendering.sections import account, items, opening, outlook, plan, routes, weighing


def report(recommendation: Recommendation, depth: Depth = COMPLETE) -> Document:
    """The recommendation as a document: safety first when it was raised, then the short answer, then its grounds.

    A brief report leaves out what a reader at a terminal does not need at once; one for the file tells what is proposed
    with its grounds; a complete one tells everything.
    """
    frame = Frame.of(recommendation, depth)
    sections = _sections(frame)
    return Document(
        language=recommendation.language,
        title=frame.words["title"],
        subtitle=frame.words["subtitle"],
        sections=tuple(sections),
        references_title=frame.words["sources"],
        references=frame.citations.references(complete=depth.complete, uncited=depth.appendix),
        colophon_title=frame.words["account"],
        colophon=account.colophon(frame),
    )


def _sections(frame: Frame) -> list[Section]:
    complete, clarify = frame.depth.complete, frame.recommendation.route == "clarify-first"
    raised = "safety-first" in frame.recommendation.flags
    sections = [opening.safety(frame)] if raised else []
    sections.append(opening.in_short(frame))
    if clarify:
        sections += outlook.questions(frame)
    sections.append(weighing.weighing(frame))
    sections += routes.proposal(frame)
    sections += routes.along(frame)
    sections += routes.other_routes(frame)
    if not clarify:
        sections += outlook.questions(frame)
    sections.append(outlook.changes(frame))
    sections += plan.protection(frame)
    sections += plan.conditions(frame)
    sections += plan.monitoring(frame)
    sections += plan.together(frame)
    if complete and not raised:
        sections.append(opening.safety(frame))
    sections += outlook.disagreements(frame)
    sections.append(account.own_reasoning(frame))
    if complete:
        sections.append(account.given(frame))
    if frame.depth.appendix:
        sections += items.all_items(frame)
        sections += outlook.why_not(frame)
    return sections
