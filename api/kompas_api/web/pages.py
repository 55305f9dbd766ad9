"""The addresses of the pages: Dutch at the root, English under `/en/`. A form is only ever posted."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from kompas.errors import BadInput
from kompas.rendering import FORMATS, render
from kompas_api.bodies import content_format, limited_body
from kompas_api.caching import public
from kompas_api.lists import BY_TYPE
from kompas_api.negotiation import LANGUAGES, Language, language, preferred
from kompas_api.problems import MEDIA_TYPE, Refusal
from kompas_api.web.answers import Answers
from kompas_api.web.browsing import SUBJECTS, sources, subject
from kompas_api.web.cards import AUDIENCES, Audience, cards, typeset
from kompas_api.web.conversation import Turn, sketch, turn
from kompas_api.web.deciding import Decision, with_decision
from kompas_api.web.draft import Draft, draft
from kompas_api.web.languages import PATHS
from kompas_api.web.opening import FILE_NAME, file_in, opened, saved
from kompas_api.web.showing import shown, standing_shown, subjects_shown
from kompas_api.web.templating import page
from kompas_api.worker import Worker, worker

router = APIRouter(include_in_schema=False)
Held = Annotated[Worker, Depends(worker)]
Body = Annotated[bytes, Depends(limited_body)]

_FORM = {"application/x-www-form-urlencoded": "form"}
_HOUR = "public, max-age=3600"
_FOR_PROGRAMS = (
    "/sparql",
    "/queries",
    "/graphs",
    "/changes",
    "/.well-known",
    "/dumps",
    "/doc",
    "/ontology",
    "/catalog",
)
"""Where programs are answered too: who reads a page there is told what a program is told."""
_DOWNLOADS = ("pdf", "markdown", "json", "json-ld")


def refusal_page(request: Request, refusal: Refusal) -> Response | None:
    """An error as a page, for a browser that is not using the API."""
    wanted = preferred(request.headers.get("accept", ""), [MEDIA_TYPE, "application/json", "text/html"])
    if request.url.path.startswith("/v1") or wanted != "text/html":
        return None
    english = request.url.path.startswith("/en/")
    asked = request.query_params.get("lang")
    spoken: Language = "en" if english else language(request.headers.get("accept-language", ""), asked)
    technical = refusal.status != HTTPStatus.NOT_FOUND and request.url.path.startswith(_FOR_PROGRAMS)
    told = refusal.detail if technical else ""
    answer = page("refusal.html", spoken, refusal.status, refusal=refusal, told=told)
    answer.headers.update(refusal.headers)
    return answer


def _started(spoken: Language) -> Callable[..., Response]:
    def started(request: Request, held: Held) -> Response:
        empty = shown(held, Turn("age", Answers(), Draft({"concerns": []})), spoken, landing=True)
        return public(request, empty)

    return started


def _continued(spoken: Language) -> Callable[..., Response]:
    def continued(request: Request, body: Body, held: Held) -> Response:
        content_format(request.headers.get("content-type", ""), _FORM)
        return shown(held, turn(held, Answers.parse(body), spoken), spoken)

    return continued


def _standing(spoken: Language) -> Callable[..., Response]:
    def standing(request: Request, body: Body, held: Held) -> Response:
        content_format(request.headers.get("content-type", ""), _FORM)
        return standing_shown(sketch(held, Answers.parse(body), spoken), spoken)

    return standing


def _searched(spoken: Language) -> Callable[..., Response]:
    def searched(request: Request, body: Body, held: Held) -> Response:
        content_format(request.headers.get("content-type", ""), _FORM)
        answers = Answers.parse(body)
        now = Turn("concerns", answers, draft(answers, spoken), search=answers.one("q") or None)
        return subjects_shown(held, now, spoken)

    return searched


def _downloaded(spoken: Language) -> Callable[..., Response]:
    def downloaded(request: Request, body: Body, held: Held) -> Response:
        content_format(request.headers.get("content-type", ""), _FORM)
        answers = Answers.parse(body)
        format = answers.one("download")
        if format == "case":
            content = saved(answers, draft(answers, spoken))
            return _attached(content, FILE_NAME, "application/json")
        now = turn(held, answers.going_to("keep"), spoken)
        if format not in _DOWNLOADS or now.answer is None:
            raise Refusal(400, "Invalid form", "There is nothing to download for this form.")
        if now.faults and format in ("pdf", "markdown"):
            return shown(held, now, spoken)
        form = FORMATS[format]
        return _attached(_written(now, format, spoken), f"kompas{form.suffix}", form.media_type)

    return downloaded


def _written(now: Turn, format: str, spoken: Language) -> str | bytes:
    """The answer in a format; the report has what was decided in it."""
    assert now.answer
    recommendation = now.answer.recommendation
    decision = Decision.of(now.answers)
    if format not in ("pdf", "markdown") or not decision.said:
        return render(recommendation, format, spoken, graph=now.answer.graph)
    from kompas.rendering.markdown import markdown
    from kompas.rendering.pdf import pdf
    from kompas.rendering.report import report

    document = with_decision(report(recommendation), decision, recommendation, spoken)
    return pdf(document) if format == "pdf" else markdown(document)


def _attached(content: str | bytes, name: str, media_type: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(content, headers=headers, media_type=media_type)


def _opened(spoken: Language) -> Callable[..., Response]:
    def open_file(request: Request, body: Body, held: Held) -> Response:
        content = file_in(body, request.headers.get("content-type", ""))
        try:
            answers = opened(content, held)
        except BadInput as error:
            return page("open.html", spoken, 400, wrong=True, causes=error.errors)
        return shown(held, turn(held, answers.going_to("answer"), spoken), spoken)

    return open_file


def _to_open(spoken: Language) -> Callable[..., Response]:
    def to_open() -> Response:
        return page("open.html", spoken, wrong=False, causes=())

    return to_open


def _knowledge(spoken: Language) -> Callable[..., Response]:
    def knowledge(request: Request, held: Held) -> Response:
        counts = {name: len(held.catalogue.entries(BY_TYPE[type])) for name, (type, _) in SUBJECTS.items()}
        answer = page("knowledge.html", spoken, subjects=SUBJECTS, counts=counts, knowledge=held.knowledge)
        return public(request, answer)

    return knowledge


def _browsed(name: str, spoken: Language) -> Callable[..., Response]:
    def browsed(request: Request, held: Held) -> Response:
        found = subject(held, name, request.query_params.multi_items(), spoken)
        if found.get("wrong"):
            return page(f"{name}.html", spoken, 400, **found)
        return public(request, page(f"{name}.html", spoken, **found))

    return browsed


def _cards(spoken: Language) -> Callable[..., Response]:
    def shown_cards() -> Response:
        answer = page("cards.html", spoken, decks=[(audience, cards(audience, spoken)) for audience in AUDIENCES])
        answer.headers["Cache-Control"] = _HOUR
        return answer

    return shown_cards


def _printed(audience: Audience, spoken: Language) -> Callable[..., Response]:
    def printed() -> Response:
        return Response(typeset(audience, spoken), headers={"Cache-Control": _HOUR}, media_type="application/pdf")

    return printed


def _about(spoken: Language) -> Callable[..., Response]:
    def about(request: Request, held: Held) -> Response:
        told = {"knowledge": held.knowledge, "sources": sources(held, spoken), "contact": request.app.state.settings}
        return page("about.html", spoken, **told)

    return about


def _back_to_start(spoken: Language) -> Callable[..., Response]:
    def back_to_start() -> Response:
        return RedirectResponse(PATHS[spoken]["start"], 303)

    return back_to_start


for _language in LANGUAGES:
    _paths = PATHS[_language]
    router.add_api_route(_paths["start"], _started(_language), methods=["GET"])
    router.add_api_route(_paths["conversation"], _continued(_language), methods=["POST"])
    router.add_api_route(_paths["conversation"], _back_to_start(_language), methods=["GET"])
    router.add_api_route(_paths["standing"], _standing(_language), methods=["POST"])
    router.add_api_route(_paths["search"], _searched(_language), methods=["POST"])
    router.add_api_route(_paths["download"], _downloaded(_language), methods=["POST"])
    router.add_api_route(_paths["open"], _opened(_language), methods=["POST"])
    router.add_api_route(_paths["open"], _to_open(_language), methods=["GET"])
    router.add_api_route(_paths["knowledge"], _knowledge(_language), methods=["GET"])
    for _name in SUBJECTS:
        router.add_api_route(_paths[_name], _browsed(_name, _language), methods=["GET"])
    router.add_api_route(_paths["cards"], _cards(_language), methods=["GET"])
    for _audience in AUDIENCES:
        router.add_api_route(_paths[f"cards-{_audience}"], _printed(_audience, _language), methods=["GET"])
    router.add_api_route(_paths["about"], _about(_language), methods=["GET"])
router.add_api_route("/en", _back_to_start("en"), methods=["GET"])
