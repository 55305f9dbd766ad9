"""How a rating stands: it holds, it is old, it is being redone, or it no longer holds.

A date is weighed against the day the rating was last looked up, never against today: a release always says the same.
"""

from __future__ import annotations

from typing import Final

from pyoxigraph import Literal, NamedNode

from kompas.knowledge import Knowledge
from kompas.namespaces import kompas
from kompas.recommendation import Language, RatingState

YEARS: Final = 5
"""A recognition in the Dutch database is given for five years."""
LABELS: Final[dict[RatingState, dict[Language, str]]] = {
    "current": {"nl": "geldt nu", "en": "holds now"},
    "older-than-five-years": {"nl": "ouder dan vijf jaar", "en": "older than five years"},
    "under-reassessment": {"nl": "wordt opnieuw beoordeeld", "en": "under reassessment"},
    "superseded": {"nl": "vervangen door een later oordeel", "en": "superseded by a later rating"},
    "withdrawn": {"nl": "vervallen", "en": "withdrawn"},
}


def state_of(rating: NamedNode, knowledge: Knowledge) -> RatingState:
    """The state of a rating; that it is being redone says more than that it is old."""
    if _text(rating, "current", knowledge) != "true":
        return "superseded" if _has_successor(rating, knowledge) else "withdrawn"
    if _text(rating, "underReassessment", knowledge) == "true":
        return "under-reassessment"
    return "older-than-five-years" if _is_old(rating, knowledge) else "current"


def _has_successor(rating: NamedNode, knowledge: Knowledge) -> bool:
    """Whether another rating of the same intervention, under the same standard, holds now."""
    rated, standard = knowledge.value(rating, kompas("ratingOf")), _text(rating, "standard", knowledge)
    return isinstance(rated, NamedNode) and any(
        _text(other, "current", knowledge) == "true" and _text(other, "standard", knowledge) == standard
        for other in knowledge.objects(rated, kompas("hasRating"))
        if isinstance(other, NamedNode)
    )


def _is_old(rating: NamedNode, knowledge: Knowledge) -> bool:
    """Whether it was given over five years before it was looked up; of a month or year, its last day counts.

    That something is not in the database is no judgement, and does not grow old.
    """
    rated, checked = _text(rating, "ratedOn", knowledge), _text(rating, "lastChecked", knowledge)
    if not rated or not checked or knowledge.value(rating, kompas("level")) == kompas("NotInDatabase"):
        return False
    year, rest = int(rated[:4]) + YEARS, rated[4:]
    return f"{year}{rest}{'-12-31'[len(rest) :]}" < checked


def _text(node: NamedNode, name: str, knowledge: Knowledge) -> str:
    value = knowledge.value(node, kompas(name))
    return value.value if isinstance(value, Literal) else ""
