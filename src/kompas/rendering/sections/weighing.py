"""How each concern was weighed: normal for the age or not, the six criteria, the severity and the route."""

from __future__ import annotations

from kompas.recommendation import ConcernAppraisal
from kompas.rendering.document import Block, Facts, Line, Paragraph, Section, Table
from kompas.rendering.frame import Frame


def weighing(frame: Frame) -> Section:
    """The section with one subsection per concern."""
    concerns = frame.recommendation.concerns
    criteria = [criterion.source for concern in concerns for criterion in concern.severity_criteria]
    intro = Paragraph(frame.line(frame.words["weighing_intro"], *dict.fromkeys(criteria)))
    parts = (_concern(frame, number, concern) for number, concern in enumerate(concerns, 1))
    return Section("weighing", frame.words["weighing"], (intro, *parts))


def _concern(frame: Frame, number: int, concern: ConcernAppraisal) -> Section:
    words = frame.words
    blocks: list[Block] = [
        Facts(
            (
                (
                    words["for_this_age"],
                    Line(words["normality"][concern.normal_for_age].format(phase=concern.age_phase.label)),
                ),
                (words["severity_is"], Line(_severity(frame, concern))),
                (words["concern_route"], Line(f"{frame.route(concern.route)}.")),
            )
        )
    ]
    if concern.severity_criteria:
        blocks.append(_criteria(frame, concern))
    if frame.depth.complete:
        found = [argument for identifier in concern.arguments if (argument := frame.argument(identifier))]
        blocks.extend(frame.reasons(words["concern_reasons"], found, grounds=False))
    return Section(f"concern-{number}", concern.problem.label, tuple(blocks))


def _criteria(frame: Frame, concern: ConcernAppraisal) -> Table:
    """The six criteria; each cites its source only when they do not all have the same one."""
    words = frame.words
    shared = len({criterion.source for criterion in concern.severity_criteria}) == 1
    rows = tuple(
        (
            Line(criterion.label) if shared else frame.line(criterion.label, criterion.source),
            Line(criterion.value),
            Line(words["raises"][{True: "yes", False: "no", None: "unknown"}[criterion.raises]]),
        )
        for criterion in concern.severity_criteria
    )
    header = (words["criterion_column"], words["value_column"], words["raises_column"])
    return Table(words["criteria_caption"].format(problem=concern.problem.label), header, rows)


def _severity(frame: Frame, concern: ConcernAppraisal) -> str:
    names, (low, high) = frame.words["severities"], concern.severity_range
    if low != high:
        return f"{frame.words['severity_between'].format(low=names[low], high=names[high])}."
    return f"{names[concern.severity]}."
