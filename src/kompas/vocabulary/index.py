"""The names of all concepts of some classes, found by any spelling."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from pyoxigraph import Literal, NamedNode, Store

from kompas.namespaces import KOMPAS, RDF, SKOS, kompas
from kompas.vocabulary.spelling import normalised, slug_of, words

_TYPE: Final = NamedNode(f"{RDF}type")
_PREFERRED: Final = NamedNode(f"{SKOS}prefLabel")
_ALTERNATIVE: Final = NamedNode(f"{SKOS}altLabel")
_NOTATION: Final = NamedNode(f"{SKOS}notation")

_ALIKE: Final = 70.0
"""From which likeness (0 to 100) a name is worth showing to someone who is still typing."""


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept with all its names: labels and synonyms as (text, language), and codes."""

    iri: NamedNode
    slug: str
    labels: tuple[tuple[str, str], ...]
    synonyms: tuple[tuple[str, str], ...]
    codes: tuple[str, ...]

    def label(self, language: str) -> str:
        """The preferred label in this language, else in the other one, else the slug."""
        for text, spoken_in in self.labels:
            if spoken_in == language:
                return text
        return self.labels[0][0] if self.labels else self.slug

    @property
    def handle(self) -> str:
        """The shortest name that is never ambiguous: the slug, or the code of a term of the ontology."""
        return self.codes[0] if self.codes and self.iri.value.startswith(KOMPAS) else self.slug

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that people may write, preferred labels first."""
        return (*(text for text, _ in self.labels), *(text for text, _ in self.synonyms), self.handle)


class Index:
    """The concepts of some classes, in the order of their addresses."""

    def __init__(self, concepts: Iterable[Concept]) -> None:
        self.concepts = tuple(sorted(concepts, key=lambda concept: concept.iri.value))

    @classmethod
    def of(cls, store: Store, class_names: Iterable[str]) -> Index:
        """Read the concepts of these classes from the default graph of a store."""
        members = {
            quad.subject
            for name in class_names
            for quad in store.quads_for_pattern(None, _TYPE, kompas(name))
            if isinstance(quad.subject, NamedNode)
        }
        return cls(_concept(store, member) for member in members)

    @cached_property
    def by_iri(self) -> dict[str, Concept]:
        """The concepts by address."""
        return {concept.iri.value: concept for concept in self.concepts}

    @cached_property
    def tiers(self) -> tuple[dict[str, tuple[Concept, ...]], ...]:
        """The concepts by normalised code, slug, label and synonym: what is found in an earlier tier goes first."""
        found: tuple[dict[str, dict[str, Concept]], ...] = tuple(defaultdict(dict) for _ in range(4))
        for concept in self.concepts:
            iri = concept.iri.value
            for code in concept.codes:
                found[0][normalised(code)][iri] = concept
            found[1][normalised(concept.slug)][iri] = concept
            for text, _ in concept.labels:
                found[2][normalised(text)][iri] = concept
            for text, _ in concept.synonyms:
                found[3][normalised(text)][iri] = concept
        return tuple({key: tuple(named.values()) for key, named in tier.items()} for tier in found)

    def candidates(self, text: str) -> tuple[Concept, ...]:
        """The concepts that this text can mean: none, one, or several of one tier."""
        if text in self.by_iri:
            return (self.by_iri[text],)
        key = normalised(text)
        for tier in self.tiers if key else ():
            if key in tier:
                found = tier[key]
                exact = tuple(concept for concept in found if text.strip().casefold() in _folded(concept))
                return exact if len(exact) == 1 else found
        return ()

    def nearest(self, text: str, limit: int = 3) -> tuple[tuple[Concept, str], ...]:
        """The concepts whose names look most like this text, each with the name that does; best first."""
        return tuple((concept, name) for concept, name, _ in self._alike(text))[:limit]

    def search(self, text: str, language: str, limit: int) -> tuple[Concept, ...]:
        """Concepts for someone who is typing: names that begin with the text, then words that do, then lookalikes."""
        query = words(text)
        if not query:
            return tuple(sorted(self.concepts, key=lambda concept: _alphabetical(concept, language)))[:limit]
        ranked = sorted(
            (rank, *_alphabetical(concept, language))
            for concept in self.concepts
            if (rank := min(_rank(query, words(name)) for name in concept.names)) < _NO_MATCH
        )
        found = [self.by_iri[iri] for *_, iri in ranked[:limit]]
        if len(found) < limit:
            alike = (concept for concept, _, likeness in self._alike(text) if likeness >= _ALIKE)
            found += [concept for concept in alike if concept not in found]
        return tuple(found[:limit])

    @cached_property
    def _names(self) -> tuple[tuple[Concept, str, str], ...]:
        return tuple(
            (concept, name, plain) for concept in self.concepts for name in concept.names if (plain := words(name))
        )

    def _alike(self, text: str) -> list[tuple[Concept, str, float]]:
        from rapidfuzz import fuzz, process

        query = words(text)
        if not query or not self._names:
            return []
        scored = process.extract(query, [plain for *_, plain in self._names], scorer=fuzz.WRatio, limit=None)
        best: dict[str, tuple[Concept, str, float]] = {}
        for _, likeness, position in scored:
            concept, name, _ = self._names[position]
            best.setdefault(concept.iri.value, (concept, name, likeness))
        return list(best.values())


_NO_MATCH: Final = 4


def _rank(query: str, name: str) -> int:
    """How a name answers what was typed: 0 is it, 1 begins with it, 2 has a word that does, 3 contains it."""
    if name == query:
        return 0
    if name.startswith(query):
        return 1
    if f" {query}" in name:
        return 2
    return 3 if query in name else _NO_MATCH


def _alphabetical(concept: Concept, language: str) -> tuple[str, str]:
    return words(concept.label(language)), concept.iri.value


def _folded(concept: Concept) -> set[str]:
    return {name.casefold() for name in (*concept.names, *concept.codes)}


def _concept(store: Store, iri: NamedNode) -> Concept:
    return Concept(
        iri,
        slug_of(iri.value),
        _texts(store, iri, _PREFERRED),
        _texts(store, iri, _ALTERNATIVE),
        tuple(text for text, _ in _texts(store, iri, _NOTATION)),
    )


def _texts(store: Store, iri: NamedNode, predicate: NamedNode) -> tuple[tuple[str, str], ...]:
    """The texts of a property with their languages: Dutch first, then by language and text."""
    found = [
        (quad.object.value, quad.object.language or "")
        for quad in store.quads_for_pattern(iri, predicate, None)
        if isinstance(quad.object, Literal)
    ]
    return tuple(sorted(found, key=lambda text: (text[1] != "nl", text[1], text[0])))
