"""Terms looked up in the knowledge graph, class by class."""

from __future__ import annotations

import re
from typing import Final, Protocol

from pyoxigraph import Literal, NamedNode, Store

from kompas.errors import InvalidValue, UnknownTerm
from kompas.namespaces import ID, KOMPAS, PREFIXES, SKOS
from kompas.vocabulary.index import Concept, Index
from kompas.vocabulary.spelling import normalised, slug_of, spoken

_BROADER: Final = NamedNode(f"{SKOS}broader")
_NARROWER: Final = NamedNode(f"{SKOS}narrower")
_LABEL: Final = NamedNode(f"{SKOS}prefLabel")
_LONGEST_TERM: Final = 200
_SHOWN: Final = 60
_SHORT_ADDRESS: Final = re.compile(r"(?P<prefix>[a-z-]+)[:/](?P<name>[\w-]+)")

_CLASSES: Final = {
    "consideration": "SafetyConsideration",
    "evidence": "EvidenceStatement",
    "indicator": "OutcomeIndicator",
    "moment": "MonitoringMoment",
}
"""The classes of types whose name is not simply the class in lower case."""


class LabelledGraph(Protocol):
    """What a vocabulary needs of the knowledge: its statements, in the default graph of a store."""

    @property
    def store(self) -> Store:
        """The statements."""
        ...


class Vocabulary:
    """All terms of a knowledge graph. A class is read when it is first asked for; nothing is ever changed.

    Classes are given by name (`ProtectiveFactor`) or by type (`protective-factor`); several at once as a tuple.
    """

    def __init__(self, knowledge: LabelledGraph) -> None:
        self._store = knowledge.store
        self._indexes: dict[tuple[str, ...], Index] = {}

    def resolve(self, text: str, classes: str | tuple[str, ...], pointer: str = "") -> NamedNode:
        """The concept that a text names: by address, else code, else slug, else label, else synonym.

        Raises:
            UnknownTerm: no concept of these classes has this name; the three nearest are in the error.
            InvalidValue: it names more than one of them; the error has them all.
        """
        names = _class_names(classes)
        index = self._index(names)
        found = index.candidates(_address(text)) if len(text) <= _LONGEST_TERM else ()
        if len(found) == 1:
            return found[0].iri
        kinds = [_KINDS.get(name, spoken(name)) for name in names]
        kind = "concept" if len(kinds) > _KINDS_SHOWN else " or ".join(kinds)
        if found:
            raise InvalidValue(
                f"“{text}” is the name of more than one {kind}; write the slug of the one that is meant",
                pointer=pointer,
                value=text,
                nearest=_apart(found),
            )
        near = index.nearest(slug_of(text) if text.startswith("http") else text[:_SHOWN])
        raise UnknownTerm(shortened(text), kind, pointer=pointer, nearest=(_shown(*named) for named in near))

    def search(
        self, query: str, classes: str | tuple[str, ...], language: str = "nl", limit: int = 10
    ) -> tuple[Concept, ...]:
        """Concepts for someone who is typing, best first; all of them, in alphabetical order, for an empty query."""
        return self._index(_class_names(classes)).search(query[:_LONGEST_TERM], language, limit)

    def concepts(self, classes: str | tuple[str, ...]) -> tuple[Concept, ...]:
        """Every concept of these classes, in the order of their addresses."""
        return self._index(_class_names(classes)).concepts

    def slug(self, iri: NamedNode | str) -> str:
        """The last segment of an address."""
        return slug_of(iri if isinstance(iri, str) else iri.value)

    def label(self, iri: NamedNode | str, language: str = "nl") -> str:
        """The preferred label in this language, else in another, else the slug."""
        node = NamedNode(iri) if isinstance(iri, str) else iri
        found = sorted(
            (label.language != language, label.language != "nl", label.value)
            for quad in self._store.quads_for_pattern(node, _LABEL, None)
            if isinstance(label := quad.object, Literal)
        )
        return found[0][2] if found else slug_of(node.value)

    def members(self, iri: NamedNode) -> tuple[NamedNode, ...]:
        """What a concept stands for: itself and all narrower concepts, in the order of their addresses."""
        found = {iri}
        waiting = [iri]
        while waiting:
            concept = waiting.pop()
            below = [quad.subject for quad in self._store.quads_for_pattern(None, _BROADER, concept)]
            named = [quad.object for quad in self._store.quads_for_pattern(concept, _NARROWER, None)]
            fresh = {node for node in (*below, *named) if isinstance(node, NamedNode)} - found
            found |= fresh
            waiting += fresh
        return tuple(sorted(found, key=lambda node: node.value))

    def _index(self, names: tuple[str, ...]) -> Index:
        if names not in self._indexes:
            self._indexes[names] = Index.of(self._store, names)
        return self._indexes[names]


_KINDS_SHOWN: Final = 3
"""Kinds that an error names; where nearly anything may stand, it does not list all of it."""

_KINDS: Final = {"HelpKind": "kind of help", "Milieu": "setting"}


def shortened(text: str) -> str:
    """The text as an error shows it: at most 60 characters."""
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _class_names(classes: str | tuple[str, ...]) -> tuple[str, ...]:
    return tuple(
        name if name[:1].isupper() else _CLASSES.get(name, name.replace("-", " ").title().replace(" ", ""))
        for name in ((classes,) if isinstance(classes, str) else classes)
    )


def _address(text: str) -> str:
    """The full address of a term that is written as one (`problem:driftbuien`, `problem/driftbuien`), else the text."""
    term = text.strip().removeprefix("<").removesuffix(">")
    if term.startswith(("http://", "https://")):
        return term
    short = _SHORT_ADDRESS.fullmatch(term)
    base = PREFIXES.get(short["prefix"], "") if short else ""
    return base + short["name"] if short and base.startswith((ID, KOMPAS)) else text


def _shown(concept: Concept, name: str) -> str:
    """A name with the slug behind it where the name alone does not say it."""
    return name if normalised(name) == normalised(concept.handle) else f"{name} ({concept.handle})"


def _apart(found: tuple[Concept, ...]) -> tuple[str, ...]:
    """Names that tell concepts apart: their slugs, or type and slug where two share the slug."""
    slugs = [concept.slug for concept in found]
    if len(set(slugs)) == len(slugs):
        return tuple(f"{concept.slug} ({concept.label('nl')})" for concept in found)
    return tuple(concept.iri.value.removeprefix(ID).removeprefix(KOMPAS) for concept in found)
