"""Properties and values as people read them in a list of changes."""

from __future__ import annotations

import re

from pyoxigraph import Literal, NamedNode

from kompas.knowledge import Knowledge
from kompas.knowledge.graph import Term

_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


def property_of(predicate: NamedNode) -> str:
    """A property in words.

    >>> property_of(NamedNode("https://w3id.org/kompas/ontology#ratedOn"))
    'rated on'
    """
    name = predicate.value.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
    return "kind" if name == "type" else _HUMP.sub(" ", name).lower()


def words(value: Term, knowledge: Knowledge) -> str:
    """A value in words: a label, a text with its language, or a number."""
    if isinstance(value, Literal):
        return f"{value.value} ({value.language})" if value.language else value.value
    return knowledge.label(value, "en") if isinstance(value, NamedNode) else "a description"
