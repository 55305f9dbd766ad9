"""Looking around in the knowledge: phases, problems, interventions, elements and what protects, each list as a page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from re import findall
from typing import Any, Final

from pyoxigraph import Literal, NamedNode

from kompas.errors import BadInput
from kompas.namespaces import DCTERMS, SKOS, kompas, thing
from kompas.vocabulary import slug_of
from kompas_api.catalogue import Catalogue, Entry, Page, Wish
from kompas_api.describing import name_of
from kompas_api.lists import BY_TYPE, Collection
from kompas_api.negotiation import Language
from kompas_api.presenting import page_of
from kompas_api.web.languages import N_
from kompas_api.worker import Worker

_DEFINITION: Final = NamedNode(f"{SKOS}definition")
_ALL: Final = 1000
_A_PAGE: Final = 25
SUBJECTS: Final = {
    "phases": ("age-phase", N_("Growing up in phases")),
    "problems": ("problem", N_("Problems and behaviour")),
    "interventions": ("intervention", N_("Interventions")),
    "elements": ("kernel-element", N_("Kernel elements and programmes")),
    "factors": ("protective-factor", N_("What protects")),
}
"""The pages: the type of thing that each is about, and what it is called."""

FACETS: Final = {
    "problem": N_("Problem"),
    "preventionLevel": N_("Goal: prevent or treat"),
    "sector": N_("Sector"),
    "kernelElement": N_("Method: an element in it"),
    "format": N_("Form"),
    "audience": N_("For whom"),
    "milieu": N_("Location"),
    "recognitionLevel": N_("Level of recognition"),
}
"""By what interventions can be found, in the order of the page."""


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing in a list: where it is, what it is called, what it means."""

    iri: str
    label: str
    definition: str = ""


@dataclass(frozen=True, slots=True)
class Phase:
    """A phase of growing up, with what belongs to it; `size` is how far someone has grown, from 0 to 1."""

    about: Thing
    size: float
    milieus: tuple[Thing, ...]
    tasks: tuple[Thing, ...]
    ordinary: tuple[Thing, ...]

    @property
    def ages(self) -> str:
        """The ages of the phase in a few signs, for where there is little room."""
        return "–".join(findall(r"\d+", self.about.label)) or "< 0"


@dataclass(frozen=True, slots=True)
class Matrix:
    """Which elements are in which programmes: a row an element, a column a programme."""

    programmes: tuple[Thing, ...]
    rows: tuple[tuple[Thing, frozenset[str]], ...]
    loose: tuple[Thing, ...]
    """Elements that no programme is known to have."""


def subject(held: Worker, name: str, asked: Sequence[tuple[str, str]], spoken: Language) -> dict[str, Any]:
    """What stands on a page of the knowledge."""
    look = _Look(held.catalogue, spoken)
    told = {key: value.strip() for key, value in asked if value.strip()}
    pages: dict[str, Callable[[], dict[str, Any]]] = {
        "phases": lambda: {"phases": look.phases()},
        "problems": lambda: {"groups": look.problems(told.get("q", "")), "q": told.get("q", "")},
        "interventions": lambda: look.interventions(told),
        "elements": lambda: look.elements(told.get("problem", "")),
        "factors": lambda: {"factors": look.factors()},
    }
    return {"collection": BY_TYPE[SUBJECTS[name][0]], "subject": name, **pages[name]()}


@dataclass(frozen=True, slots=True)
class Named:
    """A source: what it is called, of when it is, and when it was read."""

    iri: str
    name: str
    date: str
    read_on: str


def sources(held: Worker, spoken: Language) -> tuple[Named, ...]:
    """Every source of the knowledge, by name."""

    def said(iri: NamedNode, property: NamedNode) -> str:
        value = held.knowledge.value(iri, property)
        return value.value if isinstance(value, Literal) else ""

    found = (
        Named(
            entry.concept.iri.value,
            name_of(held.knowledge, entry.concept.iri.value, spoken),
            said(entry.concept.iri, NamedNode(f"{DCTERMS}date")),
            said(entry.concept.iri, kompas("readOn")),
        )
        for entry in held.catalogue.entries(BY_TYPE["source"])
    )
    return tuple(sorted(found, key=lambda source: source.name.casefold()))


class _Look:
    """The lists as things to show, in one language."""

    def __init__(self, catalogue: Catalogue, spoken: Language) -> None:
        self.catalogue = catalogue
        self.knowledge = catalogue.knowledge
        self.spoken = spoken

    def phases(self) -> tuple[Phase, ...]:
        entries = sorted(self.catalogue.entries(BY_TYPE["age-phase"]), key=self._from)
        return tuple(self._phase(entry, place / (len(entries) - 1)) for place, entry in enumerate(entries))

    def problems(self, words: str) -> tuple[tuple[str, tuple[Thing, ...]], ...]:
        found: dict[str, list[Entry]] = {}
        for entry in self._page("problem", Wish(self.spoken, words, page_size=_ALL)).entries:
            for group in sorted(entry.facets["group"]) or [entry.concept.iri.value]:
                found.setdefault(group, []).append(entry)
        named = sorted((name_of(self.knowledge, group, self.spoken), group) for group in found)
        return tuple((name, self._things(found[group])) for name, group in named)

    def interventions(self, told: dict[str, str]) -> dict[str, Any]:
        collection = BY_TYPE["intervention"]
        keys = {"q", "age", "page", *FACETS}
        asked = [(key, value) for key, value in told.items() if key in keys]
        wrong: dict[str, tuple[str, ...]] = {}
        while True:
            try:
                wish = self.catalogue.wish(collection, asked, self.spoken)
                break
            except BadInput as error:
                wrong |= {field.pointer.removeprefix("/query/"): tuple(field.nearest) for field in error.errors}
                asked = [(key, value) for key, value in asked if key not in wrong]
        wish = replace(wish, page_size=_A_PAGE)
        page = self._page("intervention", wish)
        everything = Wish(self.spoken, page_size=1)
        return {
            "told": told,
            "wrong": wrong,
            "facets": FACETS,
            "choices": page_of(self.catalogue, collection, everything, self._page("intervention", everything), "")[
                "facets"
            ],
            "found": page_of(self.catalogue, collection, wish, page, ""),
            "query": [(key, value) for key, value in asked if key != "page"],
            "pages": -(-page.total // _A_PAGE),
        }

    def elements(self, problem: str) -> dict[str, Any]:
        elements = BY_TYPE["kernel-element"]
        counts = self._page("kernel-element", Wish(self.spoken, page_size=1)).counts["problem"]
        options = sorted(
            ((slug_of(iri), name_of(self.knowledge, iri, self.spoken), count) for iri, count in counts),
            key=lambda option: option[1].casefold(),
        )
        chosen = problem if problem in {slug for slug, _, _ in options} else slug_of(counts[0][0])
        members = {node.value for node in self.catalogue.vocabulary.members(thing("problem", chosen))}
        fitting = [entry for entry in self.catalogue.entries(elements) if entry.facets["problem"] & members]
        return {
            "options": options,
            "chosen": chosen,
            "unknown": problem if problem and problem != chosen else "",
            "matrix": self._matrix(fitting),
        }

    def factors(self) -> tuple[tuple[Thing, tuple[Thing, ...]], ...]:
        activities = self.catalogue.entries(BY_TYPE["protective-activity"])
        return tuple(
            (
                self._thing(entry.concept.iri.value),
                self._things([one for one in activities if entry.concept.iri.value in one.facets["protectiveFactor"]]),
            )
            for entry in self._page("protective-factor", Wish(self.spoken, page_size=_ALL)).entries
        )

    def _matrix(self, elements: list[Entry]) -> Matrix:
        shared: dict[str, int] = {}
        for entry in elements:
            for programme in entry.facets["intervention"]:
                shared[programme] = shared.get(programme, 0) + 1
        programmes = sorted(map(self._thing, shared), key=lambda one: (-shared[one.iri], one.label.casefold()))
        rows = sorted(
            ((self._thing(entry.concept.iri.value), entry.facets["intervention"]) for entry in elements),
            key=lambda row: (-len(row[1]), row[0].label.casefold()),
        )
        return Matrix(
            tuple(programmes),
            tuple(row for row in rows if row[1]),
            tuple(element for element, found in rows if not found),
        )

    def _phase(self, entry: Entry, size: float) -> Phase:
        iri = entry.concept.iri
        normal = Wish(self.spoken, page_size=_ALL, chosen={"normalIn": frozenset([iri.value])})
        return Phase(
            self._thing(iri.value),
            size,
            self._pointed(iri, "typicalMilieu"),
            self._pointed(iri, "hasParentingTask"),
            self._things(self._page("problem", normal).entries),
        )

    def _pointed(self, iri: NamedNode, name: str) -> tuple[Thing, ...]:
        found = (term.value for term in self.knowledge.objects(iri, kompas(name)) if isinstance(term, NamedNode))
        return tuple(sorted(map(self._thing, found), key=lambda one: one.label.casefold()))

    def _from(self, entry: Entry) -> float:
        value = self.knowledge.value(entry.concept.iri, kompas("fromAge"))
        return float(value.value) if isinstance(value, Literal) else 0.0

    def _page(self, type: str, wish: Wish) -> Page:
        collection: Collection = BY_TYPE[type]
        return self.catalogue.page(collection, wish)

    def _things(self, entries: Sequence[Entry]) -> tuple[Thing, ...]:
        return tuple(self._thing(entry.concept.iri.value) for entry in entries)

    def _thing(self, iri: str) -> Thing:
        definition = self.knowledge.literal(NamedNode(iri), _DEFINITION, self.spoken) or ""
        return Thing(iri, name_of(self.knowledge, iri, self.spoken), definition)
