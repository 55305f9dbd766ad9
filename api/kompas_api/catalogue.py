"""The lists of the vocabulary, read from the knowledge graph: found, narrowed down, sorted and counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from threading import Lock
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode

from kompas.errors import BadInput, InvalidValue, UnknownKey, together
from kompas.knowledge import Knowledge
from kompas.namespaces import kompas
from kompas.vocabulary import Concept, Vocabulary, normalised
from kompas_api.lists import Collection, Facet

_CURRENT: Final = kompas("current")
_FUZZY: Final = 5
_ONE: Final = Collection("", "", "", "", "")
MOST_A_PAGE: Final = 100


@dataclass(frozen=True, slots=True)
class Entry:
    """A concept in a list, with what it can be found by: the values of each facet, and its range of ages."""

    concept: Concept
    facets: Mapping[str, frozenset[str]]
    youngest: float | None = None
    oldest: float | None = None


@dataclass(frozen=True, slots=True)
class Wish:
    """What someone wants to see of a list."""

    language: str = "nl"
    query: str = ""
    page: int = 1
    page_size: int = 20
    age: float | None = None
    chosen: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list: its entries, how many there are in all, and how they divide over the facets."""

    entries: tuple[Entry, ...]
    total: int
    counts: Mapping[str, tuple[tuple[str, int], ...]]


class Catalogue:
    """All lists; each is read when it is first asked for."""

    def __init__(self, knowledge: Knowledge, vocabulary: Vocabulary) -> None:
        self.knowledge = knowledge
        self.vocabulary = vocabulary
        self._entries: dict[str, tuple[Entry, ...]] = {}
        self._of_class: dict[str, frozenset[str]] = {}
        self._lock = Lock()

    def entries(self, collection: Collection) -> tuple[Entry, ...]:
        """Everything in a list, in the order of the addresses."""
        with self._lock:
            if collection.name not in self._entries:
                concepts = self.vocabulary.concepts(collection.class_name)
                self._entries[collection.name] = tuple(self._entry(collection, concept) for concept in concepts)
            return self._entries[collection.name]

    def entry(self, collection: Collection, slug: str) -> Entry | None:
        """The entry with this slug."""
        return next((entry for entry in self.entries(collection) if entry.concept.slug == slug), None)

    def page(self, collection: Collection, wish: Wish) -> Page:
        """The part of a list that was asked for: by relevance when there is a search word, else by label."""
        found = [entry for entry in self._ranked(collection, wish) if _fits(entry, wish)]
        start = (wish.page - 1) * wish.page_size
        counts = {facet.key: self._counted(facet, found) for facet in collection.facets}
        return Page(tuple(found[start : start + wish.page_size]), len(found), counts)

    def wish(self, collection: Collection, asked: Sequence[tuple[str, str]], language: str) -> Wish:
        """Read the query of a request.

        Raises:
            BadInput: a key that does not exist, a value that is not known or not a number; all of them at once.
        """
        return _Reading(self, collection, asked, language).wish()

    def only_language(self, asked: Sequence[tuple[str, str]]) -> None:
        """Check the query of a request for one concept, which has nothing to narrow down.

        Raises:
            BadInput: it holds another key than `lang`, or a language that is not there.
        """
        _Reading(self, _ONE, asked, "nl").checked()

    def _entry(self, collection: Collection, concept: Concept) -> Entry:
        facets = {
            facet.key: self._members(facet.class_name).intersection(self._values(concept.iri, facet.path))
            for facet in collection.facets
        }
        ages = [self._number(concept.iri, name) for name in collection.ages or ()] or [None, None]
        return Entry(concept, facets, *ages)

    def _members(self, class_name: str) -> frozenset[str]:
        if class_name not in self._of_class:
            self._of_class[class_name] = frozenset(
                concept.iri.value for concept in self.vocabulary.concepts(class_name)
            )
        return self._of_class[class_name]

    def _values(self, start: NamedNode, path: tuple[str, ...]) -> Iterable[str]:
        nodes: list[NamedNode | BlankNode] = [start]
        for name in path:
            nodes = [
                found
                for node in nodes
                for found in self.knowledge.objects(node, kompas(name))
                if isinstance(found, NamedNode | BlankNode) and not self._superseded(found)
            ]
        return (node.value for node in nodes)

    def _superseded(self, node: NamedNode | BlankNode) -> bool:
        current = self.knowledge.value(node, _CURRENT)
        return isinstance(current, Literal) and current.value == "false"

    def _number(self, node: NamedNode, name: str) -> float | None:
        value = self.knowledge.value(node, kompas(name))
        return float(value.value) if isinstance(value, Literal) else None

    def _ranked(self, collection: Collection, wish: Wish) -> list[Entry]:
        entries = self.entries(collection)
        by_iri = {entry.concept.iri.value: entry for entry in entries}
        found = self.vocabulary.search(wish.query, collection.class_name, wish.language, max(len(entries), 1))
        if sought := normalised(wish.query):
            literal = [concept for concept in found if any(sought in normalised(name) for name in concept.names)]
            found = tuple(literal) or found[:_FUZZY]
        return [by_iri[concept.iri.value] for concept in found]

    def _counted(self, facet: Facet, entries: Iterable[Entry]) -> tuple[tuple[str, int], ...]:
        counter = Counter(value for entry in entries for value in entry.facets[facet.key])
        return tuple(sorted(counter.items(), key=lambda item: (-item[1], item[0])))


def _fits(entry: Entry, wish: Wish) -> bool:
    if wish.age is not None:
        if entry.youngest is not None and wish.age < entry.youngest:
            return False
        if entry.oldest is not None and wish.age > entry.oldest:
            return False
    return all(entry.facets[key] & values for key, values in wish.chosen.items())


class _Reading:
    """The reading of one query string: keeps what is wrong until all of it is known."""

    def __init__(
        self, catalogue: Catalogue, collection: Collection, asked: Sequence[tuple[str, str]], language: str
    ) -> None:
        self.catalogue = catalogue
        self.collection = collection
        self.asked = asked
        self.language = language
        self.causes: list[BadInput] = []

    @cached_property
    def facets(self) -> dict[str, Facet]:
        return {facet.key: facet for facet in self.collection.facets}

    def checked(self, known: Iterable[str] = ("lang",)) -> None:
        """Refuse keys that do not exist, a language that is not there, and everything that was found before."""
        allowed = sorted(known)
        for key in dict.fromkeys(key for key, _ in self.asked if key not in allowed):
            self.causes.append(UnknownKey(key, pointer=f"/query/{key}", nearest=allowed))
        if self._last("lang") not in (None, "nl", "en"):
            self.causes.append(InvalidValue("The language is nl or en", pointer="/query/lang"))
        if self.causes:
            raise together(self.causes)

    def wish(self) -> Wish:
        known = {"q", "page", "pageSize", "lang", *self.facets} | ({"age"} if self.collection.ages else set())
        wish = Wish(
            self.language,
            self._last("q") or "",
            int(self._number("page", 1, 1, 1_000_000)),
            int(self._number("pageSize", 20, 1, MOST_A_PAGE)),
            self._number("age", -0.75, -0.75, 23) if self._last("age") is not None else None,
            {key: chosen for key in self.facets if (chosen := self._chosen(key))},
        )
        self.checked(known)
        return wish

    def _last(self, key: str) -> str | None:
        return next((value for name, value in reversed(self.asked) if name == key), None)

    def _number(self, key: str, default: float, lowest: float, highest: float) -> float:
        text = self._last(key)
        if text is None:
            return default
        try:
            number = float(text) if key == "age" else int(text)
        except ValueError:
            number = lowest - 1
        if not lowest <= number <= highest:
            said = f"{key} is a number from {lowest} to {highest}"
            self.causes.append(InvalidValue(said, pointer=f"/query/{key}"))
            return default
        return number

    def _chosen(self, key: str) -> frozenset[str]:
        facet = self.facets[key]
        chosen: set[str] = set()
        for value in (value for name, value in self.asked if name == key):
            try:
                concept = self.catalogue.vocabulary.resolve(value, facet.class_name, f"/query/{key}")
            except BadInput as error:
                self.causes.append(error)
            else:
                chosen |= {member.value for member in self.catalogue.vocabulary.members(concept)}
        return frozenset(chosen)
