"""What the graph adds to an answer: the elements of a programme, whether it is there, and a plan for every milieu."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

from pyoxigraph import NamedNode

from kompas.case.model import SettingCode
from kompas.namespaces import SKOS, kompas
from kompas.recommendation import ConceptRef, DisagreementNote, Item, Recommendation
from kompas.vocabulary import slug_of
from kompas_api.describing import name_of
from kompas_api.lists import BY_TYPE
from kompas_api.negotiation import Language
from kompas_api.worker import Worker

_DEFINITION = NamedNode(f"{SKOS}definition")


@dataclass(frozen=True, slots=True)
class Activity:
    """Something that people can do to strengthen what protects."""

    concept: ConceptRef
    does: str
    by_whom: str
    strengthens: tuple[str, ...]


class Plans:
    """The additions to one answer, in one language."""

    def __init__(self, held: Worker, recommendation: Recommendation, language: Language) -> None:
        self.catalogue = held.catalogue
        self.knowledge = held.knowledge
        self.recommendation = recommendation
        self.language = language

    def elements(self, item: Item) -> tuple[ConceptRef, ...]:
        """The kernel elements that an intervention has, by label."""
        found = self.knowledge.objects(NamedNode(item.concept.iri), kompas("hasKernelElement"))
        named = (self._ref(term.value) for term in found if isinstance(term, NamedNode))
        return tuple(sorted(named, key=lambda one: one.label.casefold()))

    def disagreements(self, item: Item) -> tuple[DisagreementNote, ...]:
        """The points on which sources disagree that touch an item."""
        touched = NamedNode(item.concept.iri)
        return tuple(
            note
            for note in self.recommendation.disagreements
            if touched in self.knowledge.objects(NamedNode(note.concept.iri), kompas("touches"))
        )

    def availability(self, item: Item) -> str:
        """Whether an intervention can be given here: `here`, `not-here`, or `unknown`."""
        if item.status == "not-available":
            return "not-here"
        available = self.recommendation.case.get("practice", {}).get("available")
        return "unknown" if available is None else "here" if self._offered(item, available) else "not-here"

    def milieus(self) -> tuple[tuple[str, tuple[Activity, ...]], ...]:
        """For every milieu, from close by to further off, what can be done there at this age; what is missing first."""
        states = {factor.concept.iri: factor.state for factor in self.recommendation.protective_factors}
        found: dict[str, list[tuple[int, Activity]]] = {}
        for entry in self.catalogue.entries(BY_TYPE["protective-activity"]):
            if not self._fits(entry.youngest, entry.oldest):
                continue
            iri = entry.concept.iri
            factors = sorted(entry.facets["protectiveFactor"])
            wanting = sum(states.get(factor) == "absent" for factor in factors)
            activity = Activity(
                self._ref(iri.value),
                self.knowledge.literal(iri, _DEFINITION, self.language) or "",
                self.knowledge.literal(iri, kompas("byWhom"), self.language) or "",
                tuple(name_of(self.knowledge, factor, self.language) for factor in factors),
            )
            for milieu in entry.facets["milieu"]:
                found.setdefault(milieu, []).append((-wanting, activity))
        places = self.catalogue.entries(BY_TYPE["milieu"])
        near = {code: place for place, code in enumerate(get_args(SettingCode))}
        order = {
            place.concept.iri.value: min((near.get(code, len(near)) for code in place.concept.codes), default=len(near))
            for place in places
        }
        return tuple(
            (name_of(self.knowledge, milieu, self.language), _ranked(found[milieu]))
            for milieu in sorted(found, key=lambda milieu: (order[milieu], milieu))
        )

    def _offered(self, item: Item, available: list[str]) -> bool:
        broader = self.knowledge.objects(NamedNode(item.concept.iri), NamedNode(f"{SKOS}broader"))
        families = {slug_of(term.value) for term in broader if isinstance(term, NamedNode)}
        return bool({item.concept.slug, *families} & set(available))

    def _fits(self, youngest: float | None, oldest: float | None) -> bool:
        age = self.recommendation.case["age"]
        return (youngest is None or youngest <= age) and (oldest is None or age < oldest + 1)

    def _ref(self, iri: str) -> ConceptRef:
        return ConceptRef(iri=iri, slug=slug_of(iri), label=name_of(self.knowledge, iri, self.language))


def _ranked(found: list[tuple[int, Activity]]) -> tuple[Activity, ...]:
    return tuple(one for _, one in sorted(found, key=lambda pair: (pair[0], pair[1].concept.label.casefold())))
