"""The questions of a conversation: for every field of a case that may be open, one plain question (about B1)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kompas.case import Case
from kompas.knowledge import Knowledge
from kompas.namespaces import thing
from kompas.recommendation import Language

QUESTIONS: Mapping[str, Mapping[Language, str]] = {
    "duration_months": {
        "nl": "{problem}: hoe lang speelt dit al?",
        "en": "{problem}: how long has this been going on?",
    },
    "frequency": {
        "nl": "{problem}: hoe vaak komt dit voor?",
        "en": "{problem}: how often does this happen?",
    },
    "settings": {
        "nl": "{problem}: waar speelt dit? Thuis, op school, ergens anders?",
        "en": "{problem}: where does this happen? At home, at school, somewhere else?",
    },
    "consequences": {
        "nl": "{problem}: wat zijn de gevolgen voor het kind, het gezin, school of anderen?",
        "en": "{problem}: what are the consequences for the child, the family, school or others?",
    },
    "danger": {
        "nl": "{problem}: is er gevaar voor het kind zelf of voor anderen?",
        "en": "{problem}: is there danger to the child or to others?",
    },
    "tried": {
        "nl": "{problem}: wat is er al geprobeerd, en hielp dat?",
        "en": "{problem}: what has been tried already, and did it help?",
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
    return QUESTIONS[match["field"]][case.language].format(problem=knowledge.label(problem, case.language))
