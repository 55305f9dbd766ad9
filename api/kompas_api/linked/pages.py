"""The pages of the linked data, in the frame of the other pages: texts stand in the templates, in both languages."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import ChoiceLoader, Environment, PackageLoader

from kompas_api.negotiation import LANGUAGES, Language, language
from kompas_api.web.templating import POLICY, environment


def spoken_in(request: Request) -> Language:
    """The language that the reader asks for, or else prefers."""
    return language(request.headers.get("accept-language", ""), request.query_params.get("lang"))


def in_other_language(request: Request, spoken: Language) -> str:
    """The path that leads to what was asked, with all that was filled in, in the other language."""
    kept = [(name, value) for name, value in request.query_params.multi_items() if name != "lang"]
    other = next(known for known in LANGUAGES if known != spoken)
    return f"{request.url.path}?{urlencode([*kept, ('lang', other)])}"


def page(template: str, spoken: Language, links: Iterable[str] = (), **context: Any) -> HTMLResponse:
    """A page of this folder, in a language; `say(dutch, english)` is the one that is spoken."""
    content = _environment(spoken).get_template(template).render(**context)
    headers = {"Content-Language": spoken, "Vary": "Accept, Accept-Language", "Content-Security-Policy": POLICY}
    if told := ", ".join(links):
        headers["Link"] = told
    return HTMLResponse(content, headers=headers)


@cache
def _environment(spoken: Language) -> Environment:
    frame = environment(spoken)
    loaders = [PackageLoader("kompas_api.linked"), PackageLoader("kompas_api.web")]
    pages = frame.overlay(loader=ChoiceLoader(loaders))
    pages.globals = {**frame.globals, "say": lambda dutch, english: dutch if spoken == "nl" else english}
    separator = "." if spoken == "nl" else ","
    pages.filters = {**frame.filters, "many": lambda number: f"{number:,}".replace(",", separator)}
    return pages
