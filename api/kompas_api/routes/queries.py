"""The gallery: every question on a page of its own, as data, and answered at an address that takes its parameters."""

from __future__ import annotations

import json
from typing import Any, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse, Response
from pyoxigraph import Literal, NamedNode

from kompas.errors import BadInput, FieldError
from kompas.namespaces import ID
from kompas_api.caching import public
from kompas_api.gallery.examples import Example, Term, gallery
from kompas_api.gallery.filling import filled_in
from kompas_api.gallery.snippets import address, snippets
from kompas_api.linked.forms import form, graph, other_forms, parted
from kompas_api.linked.pages import in_other_language, page, spoken_in
from kompas_api.linked.publication import base_of
from kompas_api.linked.statements import settled
from kompas_api.problems import Refusal
from kompas_api.sparql.asking import Asked
from kompas_api.sparql.endpoint import answer, not_too_often, reply_to
from kompas_api.sparql.formats import JSON
from kompas_api.sparql.messages import Question
from kompas_api.worker import worker

router = APIRouter(include_in_schema=False)

_OWN: Final = ("format", "lang")
_SHOWN: Final = 100
"""Rows that a page shows."""


@router.get("/queries")
@router.get("/queries.{suffix}")
def listed(request: Request, suffix: str = "") -> Response:
    """Every question; for programs as SHACL executables."""
    examples = gallery()
    kind = form(request, suffix, page=True)
    links = other_forms("/queries")
    if kind != "text/html":
        triples = (triple for example in examples.values() for triple in example.triples)
        return graph(request, settled(triples), kind, links)
    return public(request, page("queries.html", spoken_in(request), links, examples=examples.values()))


@router.get("/queries/parameter/{name}")
def parameter(name: str) -> Response:
    """Lead from what can be filled in to the questions that take it."""
    if not any(name == one.name for example in gallery().values() for one in example.parameters):
        raise Refusal(404, "Not found", "No question takes a parameter with this name.")
    return RedirectResponse("/queries", 303, {"Cache-Control": "public, max-age=3600"})


@router.get("/queries/{name}")
async def shown(name: str, request: Request) -> Response:
    """A question with its query, the first rows of its answer, and how to call it from elsewhere."""
    stem, suffix = parted(name)
    example = _example(stem)
    kind = form(request, suffix, page=True)
    links = [f'<{example.address}>; rel="describes"', *other_forms(f"/queries/{stem}")]
    if kind != "text/html":
        return graph(request, settled(example.triples), kind, links)
    spoken = spoken_in(request)
    asked = [(key, text) for key, text in request.query_params.multi_items() if key != "lang" and text]
    faults: dict[str, FieldError] = {}
    values: dict[str, Term] = {}
    try:
        values = await run_in_threadpool(filled_in, example, asked, worker(request).vocabulary)
    except BadInput as error:
        faults = {field.pointer.rpartition("/")[2]: field for field in error.errors}
    if any(parameter.name == "language" for parameter in example.parameters):
        values.setdefault("language", Literal(spoken))
    query = example.filled(values)
    given = {key: _short(term) for key, term in values.items()}
    base = base_of(request)
    table = None if faults else await _table(request, query)
    answer = page(
        "query.html",
        spoken,
        links,
        other=in_other_language(request, spoken),
        example=example,
        given={parameter.name: _short(parameter.default) for parameter in example.parameters} | dict(asked) | given,
        faults=faults,
        query=query,
        editor="/sparql?" + urlencode({"query": query, "lang": spoken}),
        answer=address(example, "", given),
        snippets=snippets(example, base, given),
        table=table,
        most=_SHOWN,
    )
    return answer if table is None else public(request, answer)


@router.get("/queries/{name}/answer")
async def answered(name: str, request: Request) -> Response:
    """The answer to a question, in the form of `format` or of the `Accept` header; other keys are its parameters."""
    not_too_often(request)
    example = _example(name)
    asked = [(key, text) for key, text in request.query_params.multi_items() if key not in _OWN]
    values = await run_in_threadpool(filled_in, example, asked, worker(request).vocabulary)
    return await answer(request, Asked(None, (), (), request.query_params.get("format", "")), example.filled(values))


def _example(name: str) -> Example:
    found = gallery().get(name)
    if found is None:
        raise Refusal(404, "Not found", "There is no question with this name; /queries lists those there are.")
    return found


def _short(term: Term) -> str:
    if isinstance(term, NamedNode):
        return term.value.rpartition("/")[2] if term.value.startswith(ID) else term.value
    return term.value


async def _table(request: Request, query: str) -> dict[str, Any] | None:
    """The answer as a table: its columns, its first rows, and how many there are; None when it is no table."""
    reply = await reply_to(request, Question(query, JSON, JSON, "text/turtle"))
    if reply.verdict != "answered":
        return None
    if reply.media_type != JSON:
        return {"graph": reply.content.decode()}
    found = json.loads(reply.content)
    if "boolean" in found:
        return {"boolean": found["boolean"]}
    rows = found["results"]["bindings"]
    return {"columns": found["head"]["vars"], "rows": rows[:_SHOWN], "total": len(rows)}
