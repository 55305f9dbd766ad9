"""Properties and values as people read them in a list of changes."""

from __future__ import annotations

import re
from typing import Literal as Literals

from pyoxigraph import Literal, NamedNode

from kompas.knowledge import Knowledge
from kompas.knowledge.graph import Term

Language = Literals["nl", "en"]
DESCRIPTION = {"nl": "een omschrijving", "en": "a description"}
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


def property_of(predicate: NamedNode) -> str:
    """A property in words.

    >>> property_of(NamedNode("https://w3id.org/kompas/ontology#ratedOn"))
    'rated on'
    """
    name = predicate.value.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
    return "kind" if name == "type" else _HUMP.sub(" ", name).lower()


def property_in(predicate: NamedNode, knowledge: Knowledge, language: Language) -> str:
    """A property in words of a language: in Dutch as the ontology calls it."""
    return property_of(predicate) if language == "en" else knowledge.label(predicate, language)


def words(value: Term, knowledge: Knowledge, language: Language) -> str:
    """A value in words: a label, a text with its language, or a number."""
    if isinstance(value, Literal):
        return f"{value.value} ({value.language})" if value.language else value.value
    return knowledge.label(value, language) if isinstance(value, NamedNode) else DESCRIPTION[language]
