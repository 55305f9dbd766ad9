"""Pages from templates, in the language of the reader."""

from __future__ import annotations

from functools import cache
from typing import Any, Final

from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from kompas.namespaces import ID, KOMPAS, shortened
from kompas.rendering.wording import WORDINGS, day, number
from kompas_api.negotiation import Language
from kompas_api.web.files import fingerprint, script
from kompas_api.web.languages import PATHS, other, translations

POLICY: Final = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""Only what the application itself serves: no script or style within a page, nothing from elsewhere."""


def page(template: str, language: Language, status: int = 200, **context: Any) -> HTMLResponse:
    """A page that is not kept by caches, unless who asks for it decides otherwise."""
    content = environment(language).get_template(template).render(**context)
    return HTMLResponse(content, status, {"Content-Language": language, "Content-Security-Policy": POLICY})


@cache
def environment(language: Language) -> Environment:
    """The templates with the words of a language."""
    templates = Environment(
        loader=PackageLoader("kompas_api.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    spoken = translations(language)
    templates.install_gettext_translations(spoken, newstyle=True)  # type: ignore[attr-defined]
    words = WORDINGS[language]
    templates.globals.update(
        language=language,
        other_language=other(language),
        paths=PATHS[language],
        other_paths=PATHS[other(language)],
        words=words,
        fingerprint=fingerprint(),
        scripted=script("htmx.min.js") is not None,
        zip=zip,
    )
    templates.filters.update(
        day=lambda date: day(words, date),
        number=lambda value: number(words, value),
        doc=document_path,
        is_term=lambda iri: iri.startswith(KOMPAS),
        short=shortened,
        field_id=field_id,
        said=spoken.gettext,
        sentence=_sentence,
        opened=_opened,
        named=lambda codes, names: ", ".join(names[code] for code in codes),
    )
    return templates


def document_path(iri: str) -> str:
    """Where the page about a thing is; an address elsewhere stays as it is."""
    return f"/doc/{iri.removeprefix(ID)}" if iri.startswith(ID) else iri


def _sentence(text: str) -> str:
    """The text as a sentence of its own: with a capital, and a point at its end."""
    return _opened(text) + ("" if text.endswith((".", "!", "?")) else ".")


def _opened(text: str) -> str:
    """The text with a capital."""
    return text[:1].upper() + text[1:]


def field_id(name: str) -> str:
    """The identifier of a form field on its page."""
    return name.replace(".", "-").replace("/", "-")
