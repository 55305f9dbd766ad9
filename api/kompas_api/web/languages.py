"""The words of the pages: English in the templates and here, Dutch in a gettext catalogue."""

from __future__ import annotations

from functools import cache
from gettext import NullTranslations
from importlib.resources import files
from io import BytesIO
from typing import Final

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

from kompas_api.negotiation import Language

PATHS: Final[dict[Language, dict[str, str]]] = {
    "nl": {
        "start": "/",
        "conversation": "/gesprek",
        "standing": "/gesprek/stand",
        "search": "/gesprek/zoek",
        "download": "/gesprek/download",
        "open": "/openen",
        "knowledge": "/kennis",
        "phases": "/kennis/leeftijdsfasen",
        "problems": "/kennis/problemen",
        "interventions": "/kennis/interventies",
        "elements": "/kennis/kernelementen",
        "factors": "/kennis/beschermende-factoren",
        "cards": "/kaarten",
        "cards-parents": "/kaarten/ouders.pdf",
        "cards-young-people": "/kaarten/jongeren.pdf",
        "about": "/over",
    },
    "en": {
        "start": "/en/",
        "conversation": "/en/conversation",
        "standing": "/en/conversation/standing",
        "search": "/en/conversation/search",
        "download": "/en/conversation/download",
        "open": "/en/open",
        "knowledge": "/en/knowledge",
        "phases": "/en/knowledge/age-phases",
        "problems": "/en/knowledge/problems",
        "interventions": "/en/knowledge/interventions",
        "elements": "/en/knowledge/kernel-elements",
        "factors": "/en/knowledge/protective-factors",
        "cards": "/en/cards",
        "cards-parents": "/en/cards/parents.pdf",
        "cards-young-people": "/en/cards/young-people.pdf",
        "about": "/en/about",
    },
}
"""Where each page is, per language."""


@cache
def translations(language: Language) -> NullTranslations:
    """The catalogue of a language; the texts are written in English, so English needs none."""
    if language == "en":
        return NullTranslations()
    catalogue = files("kompas_api.web") / "locale" / f"{language}.po"
    compiled = BytesIO()
    with catalogue.open("rb") as lines:
        write_mo(compiled, read_po(lines, locale=language))
    compiled.seek(0)
    return Translations(compiled)


def other(language: Language) -> Language:
    """The other language."""
    return "en" if language == "nl" else "nl"


def N_(text: str) -> str:  # noqa: N802 - the name that gettext tools look for
    """Mark a text for translation where it is not yet said in a language."""
    return text
