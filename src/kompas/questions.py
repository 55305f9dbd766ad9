"""The questions of a conversation: for every field of a case that may be open, one plain question (about B1)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kompas.case import Case
from kompas.knowledge import Knowledge
from kompas.namespaces import thing
from kompas.recommendation import Language
from kompas.sentences import lowered

QUESTIONS: Mapping[str, Mapping[Language, str]] = {
    "duration_months": {
        "nl": "Hoe lang speelt dit al: {problem}?",
        "en": "How long has this been going on: {problem}?",
    },
    "frequency": {
        "nl": "Hoe vaak komt dit voor: {problem}?",
        "en": "How often does this happen: {problem}?",
    },
    "settings": {
        "nl": "Waar speelt dit: {problem}? Thuis, op school, ergens anders?",
        "en": "Where does this happen: {problem}? At home, at school, somewhere else?",
    },
    "consequences": {
        "nl": "Wat zijn de gevolgen voor het kind, het gezin, school of anderen: {problem}?",
        "en": "What are the consequences for the child, the family, school or others: {problem}?",
    },
    "danger": {
        "nl": "Is er gevaar voor het kind zelf of voor anderen: {problem}?",
        "en": "Is there danger to the child or to others: {problem}?",
    },
    "tried": {
        "nl": "Wat is er al geprobeerd, en hielp dat: {problem}?",
        "en": "What has been tried already, and did it help: {problem}?",
    },
    "family.risk_factors": {
        "nl": "Welke omstandigheden in het gezin maken het zwaarder?",
        "en": "Which circumstances in the family make it harder?",
    },
}
CONCERN_FIELD = re.compile(r"concerns\[(?P<index>\d+)\]\.(?P<field>\w+)")


def question_text(field: str, case: Case, knowledge: Knowledge) -> str:
    """The question that asks for a field, in the language of the case.

    Args:
        field: as in `OpenQuestion.field`: `concerns[0].duration_months`, `family.risk_factors`.
        case: the case it is asked in.
        knowledge: for the label of the problem it is about.

    Raises:
        KeyError: no question asks for this field.
    """
    match = CONCERN_FIELD.fullmatch(field)
    if match is None:
        return QUESTIONS[field][case.language]
    problem = thing("problem", case.concerns[int(match["index"])].problem)
    label = lowered(knowledge.label(problem, case.language))
    return QUESTIONS[match["field"]][case.language].format(problem=label)
