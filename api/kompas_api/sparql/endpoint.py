"""`/sparql`: queries in, complete answers out; a description for programs that send none, an editor for people."""

from __future__ import annotations

import asyncio
from hashlib import sha256
from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import Response

from kompas import __version__
from kompas.errors import FieldError
from kompas_api.caching import ANY, known_tags
from kompas_api.negotiation import preferred
from kompas_api.problems import Refusal
from kompas_api.sparql.asking import DIRECT, Asked, asked
from kompas_api.sparql.formats import MEDIA_TYPES, SHORT_NAMES, Wanted, named, wanted
from kompas_api.sparql.messages import Question, Reply
from kompas_api.sparql.pool import NoAnswer
from kompas_api.sparql.service import Service

router = APIRouter()

_ALL: Final = tuple(dict.fromkeys(kind for kinds in MEDIA_TYPES.values() for kind in kinds))
_PAGE: Final = "text/html"
_HOUR: Final = 3600
_ATTENTIVE: Final = 1.0
"""Seconds after which it is watched whether the one who asks is still there."""


async def sparql(request: Request) -> Response:
    """Answer one request of the SPARQL Protocol."""
    service: Service = request.app.state.sparql
    not_too_often(request)
    question = await asked(request)
    accept = request.headers.get("accept", "")
    if request.method == "GET" and (question.format or preferred(accept, [*_ALL, _PAGE])) in (_PAGE, "html"):
        return service.editor(request)
    if question.query is None:
        if request.method != "GET":
            raise Refusal(400, "Invalid request", f"There is no query: send one as {DIRECT}, or as the field “query”.")
        return service.description(request, _forms(question.format, accept).graph)
    return await answer(request, question, question.query)


router.add_route("/sparql", sparql, methods=["GET", "POST", "QUERY"], include_in_schema=False)


async def answer(request: Request, asked: Asked, query: str) -> Response:
    """Answer a query in the form that the request wants.

    Raises:
        Refusal: there is no answer, or none in that form.
    """
    service: Service = request.app.state.sparql
    forms = _forms(asked.format, request.headers.get("accept", ""))
    base = service.address(request)
    tag = _tag(service, asked, query, forms, base)
    headers = {"Vary": "Accept", "Result-Limit": str(service.limits.rows)}
    fresh = {"ETag": tag, "Cache-Control": f"public, max-age={_HOUR}"}
    if request.method != "POST" and tag in known_tags(request):
        return Response(status_code=304, headers=headers | fresh)
    question = Question(
        query, forms.solutions, forms.boolean, forms.graph, asked.default_graphs, asked.named_graphs, base
    )
    reply = await reply_to(request, question)
    if reply.verdict != "answered":
        raise _refusal(reply)
    kept = request.method != "POST" and not reply.changing
    headers |= fresh if kept else {"Cache-Control": "no-store"}
    if kept and ANY in known_tags(request):
        return Response(status_code=304, headers=headers)
    text = reply.media_type.startswith("text/")
    media_type = f"{reply.media_type}; charset=utf-8" if text else reply.media_type
    return Response(reply.content, headers=headers | {"Content-Type": media_type})


async def reply_to(request: Request, question: Question) -> Reply:
    """The reply to a question; when who asked has gone, nobody works on it any longer.

    Raises:
        Refusal: it is too busy, or the query took too long, or too much.
    """
    service: Service = request.app.state.sparql
    asking = asyncio.ensure_future(service.answer(question))
    try:
        await asyncio.wait({asking}, timeout=_ATTENTIVE)
        if not asking.done():
            leaving = asyncio.ensure_future(_gone(request))
            try:
                await asyncio.wait({asking, leaving}, return_when=asyncio.FIRST_COMPLETED)
            finally:
                leaving.cancel()
        if asking.done():
            return asking.result()
        raise Refusal(499, "Client closed request", "Who asked has gone.")
    except NoAnswer as none:
        raise _unanswered(none, service) from none
    finally:
        if not asking.done():
            asking.cancel()


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _forms(format: str, accept: str) -> Wanted:
    if not format:
        return wanted(accept)
    forms = named(format)
    if forms is None:
        known = ", ".join(SHORT_NAMES)
        raise Refusal(400, "Invalid request", f"This format is not known; there are {known}, and media types.")
    return forms


def _tag(service: Service, asked: Asked, query: str, forms: Wanted, base: str) -> str:
    parts = repr(
        (
            __version__,
            service.release,
            base,
            service.limits.rows,
            query,
            asked.default_graphs,
            asked.named_graphs,
            forms,
        )
    )
    return f'W/"{sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()[:32]}"'


def not_too_often(request: Request) -> None:
    """Let a request pass, unless this client asks too often.

    Raises:
        Refusal: (429) it does.
    """
    service: Service = request.app.state.sparql
    client = request.client.host if request.client else ""
    if again := service.buckets.wait(client):
        detail = f"One client may ask {service.limits.per_minute} times a minute."
        raise Refusal(429, "Too many requests", detail, headers={"Retry-After": str(again)})


def _refusal(reply: Reply) -> Refusal:
    if reply.verdict == "malformed":
        where = f"Line {reply.position['line']}, column {reply.position['column']}: " if reply.position else ""
        detail = f"This is not readable as SPARQL. {where}{reply.detail}"
        return Refusal(400, "The query is malformed", detail, [FieldError("/query", detail, code="malformed-input")],
                       code="malformed-input")  # fmt: skip
    if reply.verdict == "refused":
        return Refusal(403, "The query is refused", reply.detail)
    if reply.verdict == "not-acceptable":
        kinds = ", ".join(MEDIA_TYPES[reply.detail])
        return Refusal(406, "Not acceptable", f"The answer to this query can be had as {kinds}.")
    if reply.verdict == "too-large":
        again = "Ask for less, or for one part after another (ORDER BY, LIMIT, OFFSET); /dumps has everything."
        return Refusal(403, "The answer is too large", f"{reply.detail} {again}", code="result-too-large")
    if reply.verdict == "no-service":
        detail = f"An endpoint that SERVICE asks gives no answer: {reply.detail}"
        return Refusal(502, "Another endpoint gives no answer", detail, code="service-failed")
    return Refusal(507, "The query is too heavy", reply.detail, code="query-too-heavy")


def _unanswered(none: NoAnswer, service: Service) -> Refusal:
    again = {"Retry-After": str(none.again)} if none.again else {}
    if none.kind == "too-slow":
        detail = f"The query was ended: it took longer than {service.limits.seconds:g} seconds. Ask for less at once."
        return Refusal(504, "The query takes too long", detail, code="query-too-slow")
    if none.kind == "too-heavy":
        detail = "The query was ended: it took more memory than a query may use, or went deeper than can be read."
        return Refusal(507, "The query is too heavy", detail, code="query-too-heavy")
    if none.kind == "busy-with-long-queries":
        detail = "Others' long queries fill the time there is for them. Come back later, or ask for less at once."
        return Refusal(503, "Too busy", detail, headers=again)
    if none.kind == "unavailable":
        detail = "What answers the queries cannot be reached at this moment. Come back later."
        return Refusal(503, "Not available", detail, headers=again)
    if none.kind == "unpublished":
        detail = "The store behind this endpoint does not have the release yet: kompas publish puts it there."
        return Refusal(503, "Not available", detail, headers=again)
    return Refusal(503, "Too busy", "There are too many questions at this moment. Come back later.", headers=again)
