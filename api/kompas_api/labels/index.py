"""An index of every name in both languages: what begins with the letters that were typed is found by bisection."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from heapq import nsmallest
from typing import Final

from pyoxigraph import Literal, NamedNode

from kompas.knowledge import Knowledge
from kompas.namespaces import DCTERMS, ID, KOMPAS, RDFS, SKOS
from kompas.vocabulary.spelling import slug_of, words

_PREFERRED: Final = (f"{SKOS}prefLabel", f"{RDFS}label", f"{DCTERMS}title")
_ALTERNATIVE: Final = (f"{SKOS}altLabel", f"{SKOS}hiddenLabel", f"{SKOS}notation")
_BROADER: Final = f"{SKOS}broader"
_MOST_KEYS: Final = 4_000
"""Names that are looked at for one or two letters; with more letters there are never so many."""
_ALIKE: Final = 75.0
_SENTENCES: Final = frozenset(["rule-case"])
"""Types whose names are whole sentences: found only by who asks for them, so that they bury nothing else."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing with its names."""

    iri: str
    type: str
    """The part of its address that says what it is; `term` for a term of the ontology."""
    labels: tuple[tuple[str, str], ...]
    """Language and text; the preferred ones."""
    synonyms: tuple[tuple[str, str], ...]

    @property
    def slug(self) -> str:
        """The last part of its address."""
        return slug_of(self.iri)

    def label(self, language: str) -> str:
        """What it is called in a language; failing that in another, or else its slug."""
        known = dict(self.labels)
        return known.get(language) or next(iter(known.values()), self.slug)


_Key = tuple[str, int, str, str, str]
_Place = tuple[bool, bool, bool, int, str, str]


class Labels:
    """Every thing that has a name."""

    def __init__(self, entries: Iterable[Entry], broader: dict[str, tuple[str, ...]]) -> None:
        self.by_iri = {entry.iri: entry for entry in entries}
        self.broader = broader

    def narrower(self, iri: str) -> tuple[str, ...]:
        """The addresses directly below a thing."""
        return self._narrower.get(iri, ())

    def above(self, iri: str) -> list[str]:
        """The addresses above a thing, nearest first; each once."""
        found: list[str] = []
        waiting = list(self.broader.get(iri, ()))
        while waiting:
            next_one = waiting.pop(0)
            if next_one not in found and next_one != iri:
                found.append(next_one)
                waiting += self.broader.get(next_one, ())
        return found

    def find(self, typed: str, types: frozenset[str], limit: int) -> list[tuple[Entry, str, str]]:
        """What is called so, best first, each with the name and the language that fitted.

        Names that begin with what was typed go first, then names of which a word does; what merely looks like it is
        found when nothing does.
        """
        query = words(typed)
        if not query:
            return []
        best: dict[str, tuple[_Place, Entry, str, str]] = {}
        for key, rank, entry, language, name in self._beginning(query, types):
            if types and entry.type not in types:
                continue
            place = (rank > 0, key != query, rank > 1, len(name), name, entry.iri)
            if entry.iri not in best or place < best[entry.iri][0]:
                best[entry.iri] = (place, entry, name, language)
        first = nsmallest(limit, best.values(), key=lambda one: one[0])
        found = [(entry, name, language) for _, entry, name, language in first]
        return (found or list(self._alike(query, types, limit)))[:limit]

    def _beginning(self, query: str, types: frozenset[str]) -> Iterator[tuple[str, int, Entry, str, str]]:
        keys = self._keys[bool(types & _SENTENCES)]
        start = bisect_left(keys, (query,))
        for key, rank, iri, language, name in keys[start : start + _MOST_KEYS]:
            if not key.startswith(query):
                return
            yield key, rank, self.by_iri[iri], language, name

    def _alike(self, query: str, types: frozenset[str], limit: int) -> Iterator[tuple[Entry, str, str]]:
        from rapidfuzz import fuzz, process

        whole, texts = self._whole[bool(types & _SENTENCES)]
        scored = process.extract(query, texts, scorer=fuzz.ratio, limit=None, score_cutoff=_ALIKE)
        seen: set[str] = set()
        for _, _, place in scored:
            _, _, iri, language, name = whole[place]
            if iri not in seen and len(seen) < limit and (not types or self.by_iri[iri].type in types):
                seen.add(iri)
                yield self.by_iri[iri], name, language

    @cached_property
    def _keys(self) -> dict[bool, list[_Key]]:
        """Each name, and each rest of it from a word on, in order; rank 0 a label, 1 a synonym, 2 a rest.

        Those of sentences stand apart, under True.
        """
        keys: dict[bool, list[_Key]] = {False: [], True: []}
        for entry in self.by_iri.values():
            for rank, names in ((0, entry.labels), (1, entry.synonyms)):
                for language, name in names:
                    parts = words(name).split()
                    keys[entry.type in _SENTENCES] += [
                        (" ".join(parts[place:]), 2 if place else rank, entry.iri, language, name)
                        for place in range(len(parts))
                    ]
        return {apart: sorted(found) for apart, found in keys.items()}

    @cached_property
    def _whole(self) -> dict[bool, tuple[list[_Key], list[str]]]:
        """The keys of whole names, and their texts, for what merely looks alike."""
        whole = {apart: [key for key in keys if key[1] < 2] for apart, keys in self._keys.items()}
        return {apart: (keys, [key[0] for key in keys]) for apart, keys in whole.items()}

    @cached_property
    def _narrower(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for below, above in self.broader.items():
            for iri in above:
                found.setdefault(iri, []).append(below)
        return {iri: tuple(sorted(below)) for iri, below in found.items()}


@lru_cache(maxsize=2)
def labels_of(knowledge: Knowledge) -> Labels:
    """The index of a release."""
    named: dict[str, tuple[set[tuple[str, str]], set[tuple[str, str]]]] = {}
    for place, predicates in enumerate((_PREFERRED, _ALTERNATIVE)):
        for predicate in predicates:
            for quad in knowledge.store.quads_for_pattern(None, NamedNode(predicate), None):
                subject, name = quad.subject, quad.object
                if isinstance(subject, NamedNode) and isinstance(name, Literal):
                    known = named.setdefault(subject.value, (set(), set()))
                    known[place].add((name.language or "", name.value))
    broader: dict[str, tuple[str, ...]] = {}
    for quad in knowledge.store.quads_for_pattern(None, NamedNode(_BROADER), None):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
            below = quad.subject.value
            broader[below] = (*broader.get(below, ()), quad.object.value)
    entries = (
        Entry(iri, _type(iri), tuple(sorted(labels, reverse=True)), tuple(sorted(synonyms - labels)))
        for iri, (labels, synonyms) in sorted(named.items())
        if iri.startswith((ID, KOMPAS)) and labels
    )
    return Labels(entries, {below: tuple(sorted(above)) for below, above in broader.items()})


def _type(iri: str) -> str:
    return iri.removeprefix(ID).partition("/")[0] if iri.startswith(ID) else "term"
