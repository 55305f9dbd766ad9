"""The pages of the conversation with all that stands on them."""

from __future__ import annotations

from typing import Any

from fastapi.responses import Response

from kompas.recommendation import Recommendation
from kompas_api.negotiation import Language
from kompas_api.web.answers import STEPS, step_of_case
from kompas_api.web.comparing import Compared, is_supposed, suggestions
from kompas_api.web.conversation import Turn, choices, imagined
from kompas_api.web.deciding import OTHERWISE
from kompas_api.web.drawing import balance, by_theme, compass
from kompas_api.web.planning import Plans
from kompas_api.web.standing import Seen, Standing
from kompas_api.web.templating import page
from kompas_api.web.way import ways
from kompas_api.worker import Worker


def shown(held: Worker, now: Turn, spoken: Language, landing: bool = False) -> Response:
    """The page that a turn of the conversation leads to."""
    context: dict[str, Any] = {
        **_to_choose(held, now, spoken),
        **_about_standing(now),
        "steps": STEPS,
        "landing": landing,
        "live": False,
        "recommendation": now.answer.recommendation if now.answer else None,
        "step_of_case": step_of_case,
    }
    if now.answer and now.past_the_questions:
        context |= _about_answer(held, now, now.answer.recommendation, spoken)
    return page(f"{now.step}.html", spoken, 400 if now.faults else 200, **context)


def standing_shown(now: Turn, spoken: Language) -> Response:
    """What follows so far, by itself."""
    return page("standing.html", spoken, **_about_standing(now), live=True, step_of_case=step_of_case)


def subjects_shown(held: Worker, now: Turn, spoken: Language) -> Response:
    """The subjects to choose from, by themselves."""
    return page("subjects.html", spoken, **_to_choose(held, now, spoken))


def _to_choose(held: Worker, now: Turn, spoken: Language) -> dict[str, Any]:
    """What the questions offer, with what was filled in so far."""
    offered = choices(held, spoken)
    age = now.draft.case.get("age")
    return {
        "turn": now,
        "answers": now.answers,
        "faults": now.faults,
        "offered": offered,
        "chosen": offered.named("problem", now.answers.problems),
        "phase": offered.phase(age) if age is not None else None,
        "age": age,
    }


def _about_standing(now: Turn) -> dict[str, Any]:
    """What follows so far, beside what was in view before."""
    if now.answer is None:
        return {"standing": None, "compass": None, "faulty": bool(now.draft.faults or now.faults)}
    found = now.answer.recommendation
    return {"standing": Standing(found, Seen.read(now.answers.one("seen"))), "compass": compass(found), "faulty": False}


def _about_answer(held: Worker, now: Turn, found: Recommendation, spoken: Language) -> dict[str, Any]:
    """What the answer and the pages around it need besides the recommendation."""
    match now.step:
        case "answer":
            return {"plans": Plans(held, found, spoken), "balance": balance, "by_theme": by_theme}
        case "reasoning":
            return {"ways": ways(found)}
        case "what-if":
            other = imagined(held, now.answers, spoken) if is_supposed(now.answers) else None
            suggested = suggestions(found)
            return {
                "changed": [one.text for one in suggested if one.value == now.answers.one("suppose")],
                "compared": Compared(found, other.recommendation) if other else None,
                "refused": is_supposed(now.answers) and other is None,
                "then_compass": compass(other.recommendation) if other else None,
                "suggestions": suggested,
            }
    return {"otherwise": OTHERWISE}
