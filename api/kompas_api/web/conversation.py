"""One turn of the conversation: what was filled in comes in, the next page goes out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kompas.errors import BadInput
from kompas_api.negotiation import Language
from kompas_api.web.answers import PAGES, STEPS, Answers, step_of
from kompas_api.web.choices import Choices
from kompas_api.web.comparing import supposed
from kompas_api.web.deciding import Decision
from kompas_api.web.draft import Draft, Fault, draft
from kompas_api.web.faults import faults_of
from kompas_api.worker import Worker

if TYPE_CHECKING:
    from kompas.consultation import Answer


@dataclass(frozen=True, slots=True)
class Turn:
    """Which page to show, with what, and what is wrong on it."""

    step: str
    answers: Answers
    draft: Draft
    faults: dict[str, Fault] = field(default_factory=dict)
    answer: Answer | None = None
    search: str | None = None

    @property
    def past_the_questions(self) -> bool:
        """Whether this is the answer, or a page around it."""
        return self.step not in STEPS[:-1]


def turn(held: Worker, answers: Answers, language: Language) -> Turn:
    """Decide what comes next.

    Going back is always possible. Going on stops at what is wrong on the page itself; the answer is given when nothing
    is wrong anywhere and there is an age and a concern, else the first page that needs something is shown.
    """
    current, wanted = _step(answers.one("step")), _step(answers.one("go") or answers.one("step"))
    made = draft(answers, language)
    finished = wanted not in STEPS[:-1]
    faults, answer = _consulted(held, made, whole=finished)
    here = [fault for fault in faults if step_of(fault.field) == current]
    if PAGES.index(wanted) > PAGES.index(current) and here:
        return _turn(current, answers, made, here)
    if finished:
        missing = faults or _missing(made)
        if missing:
            return _turn(step_of(missing[0].field) or "age", answers, made, missing)
    if wanted == current == "keep" and answer:
        faults = Decision.of(answers).faults(answer.recommendation.route)
    shown = [fault for fault in faults if step_of(fault.field) == wanted and wanted == current]
    search = answers.one("q") if answers.one("go") == "concerns" and current == "concerns" else None
    return _turn(wanted, answers, made, shown, answer, search)


def sketch(held: Worker, answers: Answers, language: Language) -> Turn:
    """What follows so far, while the facts still come in."""
    made = draft(answers, language)
    faults, answer = _consulted(held, made, whole=False)
    step = _step(answers.one("step"))
    return Turn(step, answers, made, {fault.field: fault for fault in faults}, answer, answers.one("q") or None)


def choices(held: Worker, language: Language) -> Choices:
    """What there is to choose from."""
    return Choices(held.catalogue, language)


def imagined(held: Worker, answers: Answers, language: Language) -> Answer | None:
    """The answer to what is supposed; None when that is not enough or not right."""
    return _consulted(held, draft(supposed(answers), language), whole=False)[1]


def _consulted(held: Worker, made: Draft, *, whole: bool) -> tuple[Sequence[Fault], Answer | None]:
    """Everything that is wrong with a draft; when nothing is and it is complete, the answer to it."""
    from kompas.case import case_from_mapping

    if not made.case.get("concerns") or "age" not in made.case:
        # what was typed elsewhere is checked all the same, with an age and a concern that are certainly right
        trial = {"age": 5, **made.case, "concerns": made.case["concerns"] or [{"problem": "driftbuien"}]}
        try:
            case_from_mapping(trial, held.vocabulary)
        except BadInput as error:
            return [*made.faults, *faults_of(error, made)], None
        return list(made.faults), None
    try:
        case = case_from_mapping(made.case, held.vocabulary)
    except BadInput as error:
        return [*made.faults, *faults_of(error, made)], None
    consult = held.consult if whole else held.sketch
    return list(made.faults), None if made.faults else consult(case)


def _missing(made: Draft) -> list[Fault]:
    from kompas_api.web.languages import N_

    missing = []
    if "age" not in made.case:
        missing.append(Fault("years", N_("Fill in the age first. It can be changed later.")))
    if not made.case["concerns"]:
        missing.append(Fault("problem", N_("Choose at least one thing that worries you.")))
    return missing


def _turn(
    step: str,
    answers: Answers,
    made: Draft,
    faults: Sequence[Fault],
    answer: Answer | None = None,
    search: str | None = None,
) -> Turn:
    first: dict[str, Fault] = {}
    for fault in faults:
        if step_of(fault.field) == step:
            first.setdefault(fault.field, fault)
    return Turn(step, answers, made, first, answer, search)


def _step(name: str) -> str:
    return name if name in PAGES else STEPS[0]
