"""The addresses of the pages: Dutch at the root, English under `/en/`. A form is only ever posted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from kompas.rendering import FORMATS, render
from kompas_api.bodies import content_format, limited_body
from kompas_api.negotiation import LANGUAGES, Language, language, preferred
from kompas_api.problems import MEDIA_TYPE, Refusal
from kompas_api.web.answers import STEPS, Answers, step_of_case
from kompas_api.web.conversation import Turn, choices, read, sketch, turn
from kompas_api.web.draft import Draft, draft
from kompas_api.web.drawing import compass
from kompas_api.web.languages import PATHS
from kompas_api.web.standing import Seen, Standing
from kompas_api.web.templating import page
from kompas_api.worker import Worker, worker

router = APIRouter(include_in_schema=False)
Held = Annotated[Worker, Depends(worker)]
Body = Annotated[bytes, Depends(limited_body)]

_FORM = {"application/x-www-form-urlencoded": "form"}
_DOWNLOADS = ("pdf", "markdown", "json", "json-ld")


def refusal_page(request: Request, refusal: Refusal) -> Response | None:
    """An error as a page, for a browser that is not using the API."""
    wanted = preferred(request.headers.get("accept", ""), [MEDIA_TYPE, "application/json", "text/html"])
    if request.url.path.startswith("/v1") or wanted != "text/html":
        return None
    english = request.url.path.startswith("/en/")
    spoken: Language = "en" if english else language(request.headers.get("accept-language", ""))
    answer = page("refusal.html", spoken, refusal.status, refusal=refusal)
    answer.headers.update(refusal.headers)
    return answer


def _started(spoken: Language) -> Callable[..., Response]:
    def started(held: Held) -> Response:
        return _shown(held, Turn("age", Answers(), Draft({"concerns": []})), spoken, landing=True)

    return started


def _continued(spoken: Language) -> Callable[..., Response]:
    def continued(request: Request, body: Body, held: Held) -> Response:
        content_format(request.headers.get("content-type", ""), _FORM)
        return _shown(held, turn(held, Answers.parse(body), spoken), spoken)

    return continued


def _standing(spoken: Language) -> Callable[..., Response]:
    def standing(request: Request, body: Body, held: Held) -> Response:
        content_format(request.headers.get("content-type", ""), _FORM)
        now = sketch(held, Answers.parse(body), spoken)
        return page("standing.html", spoken, **_about_standing(now), live=True, step_of_case=step_of_case)

    return standing


def _searched(spoken: Language) -> Callable[..., Response]:
    def searched(request: Request, body: Body, held: Held) -> Response:
        content_format(request.headers.get("content-type", ""), _FORM)
        answers = Answers.parse(body)
        now = Turn("concerns", answers, draft(answers, spoken), search=answers.one("q") or None)
        return page("subjects.html", spoken, **_to_choose(held, now, spoken))

    return searched


def _downloaded(spoken: Language) -> Callable[..., Response]:
    def downloaded(request: Request, body: Body, held: Held) -> Response:
        content_format(request.headers.get("content-type", ""), _FORM)
        answers = Answers.parse(body)
        format = answers.one("download")
        answer = read(held, answers, spoken)
        if format not in _DOWNLOADS or answer is None:
            raise Refusal(400, "Invalid form", "There is nothing to download for this form.")
        form = FORMATS[format]
        headers = {"Content-Disposition": f'attachment; filename="kompas{form.suffix}"', "Cache-Control": "no-store"}
        content = render(answer.recommendation, format, spoken, graph=answer.graph)
        return Response(content, headers=headers, media_type=form.media_type)

    return downloaded


def _about(spoken: Language) -> Callable[..., Response]:
    def about(held: Held) -> Response:
        return page("about.html", spoken, knowledge=held.knowledge)

    return about


def _back_to_start(spoken: Language) -> Callable[..., Response]:
    def back_to_start() -> Response:
        return RedirectResponse(PATHS[spoken]["start"], 303)

    return back_to_start


def _shown(held: Worker, now: Turn, spoken: Language, landing: bool = False) -> Response:
    context: dict[str, Any] = {
        **_to_choose(held, now, spoken),
        **_about_standing(now),
        "steps": STEPS,
        "landing": landing,
        "live": False,
        "recommendation": now.answer.recommendation if now.answer else None,
        "step_of_case": step_of_case,
    }
    return page(f"{now.step}.html", spoken, 400 if now.faults else 200, **context)


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


for _language in LANGUAGES:
    _paths = PATHS[_language]
    router.add_api_route(_paths["start"], _started(_language), methods=["GET"])
    router.add_api_route(_paths["conversation"], _continued(_language), methods=["POST"])
    router.add_api_route(_paths["conversation"], _back_to_start(_language), methods=["GET"])
    router.add_api_route(_paths["standing"], _standing(_language), methods=["POST"])
    router.add_api_route(_paths["search"], _searched(_language), methods=["POST"])
    router.add_api_route(_paths["download"], _downloaded(_language), methods=["POST"])
    router.add_api_route(_paths["about"], _about(_language), methods=["GET"])
router.add_api_route("/en", _back_to_start("en"), methods=["GET"])
