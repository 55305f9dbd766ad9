"""What can be chosen on a page: the terms of the knowledge graph, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import get_args

from pyoxigraph import Literal, NamedNode

from kompas.case.model import SettingCode
from kompas.namespaces import SKOS, kompas, thing
from kompas.vocabulary import Concept, slug_of
from kompas_api.catalogue import Catalogue, Entry, Wish
from kompas_api.lists import BY_TYPE
from kompas_api.negotiation import Language

_DEFINITION = NamedNode(f"{SKOS}definition")


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose: what is sent, what it is called, and what it means."""

    value: str
    label: str
    hint: str = ""


class Choices:
    """The choices in one language."""

    def __init__(self, catalogue: Catalogue, language: Language) -> None:
        self.catalogue = catalogue
        self.language = language

    def all(self, type: str) -> tuple[Choice, ...]:
        """Everything of a type, by label."""
        wish = Wish(self.language, page_size=1000)
        return self._choices(self.catalogue.page(BY_TYPE[type], wish).entries)

    def settings(self) -> tuple[Choice, ...]:
        """The places where something can happen, from close by to further off."""
        found = {entry.concept.codes[0]: entry.concept for entry in self.catalogue.entries(BY_TYPE["milieu"])}
        return tuple(Choice(code, self._label(found[code])) for code in get_args(SettingCode) if code in found)

    def in_domains(self, type: str) -> tuple[tuple[str, tuple[Choice, ...]], ...]:
        """Everything of a type, under the life domain it lies in; what lies in none comes last, without a heading."""
        under: dict[str, list[Entry]] = {}
        for entry in self.catalogue.page(BY_TYPE[type], Wish(self.language, page_size=1000)).entries:
            domains = sorted(entry.facets["lifeDomain"])
            heading = self.catalogue.vocabulary.label(domains[0], self.language) if domains else ""
            under.setdefault(heading, []).append(entry)
        ordered = sorted(under, key=lambda heading: (not heading, heading.casefold()))
        return tuple((heading, self._choices(under[heading])) for heading in ordered)

    def named(self, type: str, slugs: Iterable[str]) -> tuple[Choice, ...]:
        """These ones, as far as they exist."""
        found = (self.catalogue.entry(BY_TYPE[type], slug) for slug in slugs)
        return self._choices(entry for entry in found if entry)

    def phase(self, age: float) -> Choice | None:
        """The phase of growing up that an age falls in."""
        for entry in self.catalogue.entries(BY_TYPE["age-phase"]):
            first, until = (self._number(entry.concept, name) for name in ("fromAge", "untilAge"))
            if first is not None and until is not None and first <= age < until:
                return self._choices([entry])[0]
        return None

    def phase_before(self, phase: Choice) -> Choice | None:
        """The phase that goes before another."""
        before = self.catalogue.knowledge.value(thing("age-phase", phase.value), kompas("precededBy"))
        found = self.named("age-phase", [slug_of(before.value)]) if isinstance(before, NamedNode) else ()
        return found[0] if found else None

    def normal_in(self, phase: Choice) -> tuple[Choice, ...]:
        """The problems that are ordinary in a phase."""
        iri = thing("age-phase", phase.value).value
        wish = Wish(self.language, page_size=1000, chosen={"normalIn": frozenset([iri])})
        return self._choices(self.catalogue.page(BY_TYPE["problem"], wish).entries)

    def found(self, words: str) -> tuple[Choice, ...]:
        """The problems that these words bring up, best first."""
        return self._choices(self.catalogue.page(BY_TYPE["problem"], Wish(self.language, words, page_size=12)).entries)

    def groups(self) -> tuple[tuple[str, tuple[Choice, ...]], ...]:
        """All problems, under the name of their group."""
        under: dict[str, list[Entry]] = {}
        for entry in self.catalogue.page(BY_TYPE["problem"], Wish(self.language, page_size=1000)).entries:
            for group in sorted(entry.facets["group"]) or [entry.concept.iri.value]:
                under.setdefault(group, []).append(entry)
        named = {group: self.catalogue.vocabulary.label(group, self.language) for group in under}
        ordered = sorted(under, key=lambda group: named[group].casefold())
        return tuple((named[group], self._choices(under[group])) for group in ordered)

    def programmes(self, problems: Iterable[str], age: float | None) -> tuple[Choice, ...]:
        """The interventions that address these problems or others of their groups, at this age, by label."""
        chosen = set()
        for slug in problems:
            entry = self.catalogue.entry(BY_TYPE["problem"], slug)
            for group in entry.facets["group"] | {entry.concept.iri.value} if entry else ():
                chosen |= {node.value for node in self.catalogue.vocabulary.members(NamedNode(group))} | {group}
        wish = Wish(self.language, page_size=1000, age=age, chosen={"problem": frozenset(chosen)} if chosen else {})
        return self._choices(self.catalogue.page(BY_TYPE["intervention"], wish).entries)

    def _choices(self, entries: Iterable[Entry]) -> tuple[Choice, ...]:
        return tuple(
            Choice(
                entry.concept.slug,
                self._label(entry.concept),
                self.catalogue.knowledge.literal(entry.concept.iri, _DEFINITION, self.language) or "",
            )
            for entry in entries
        )

    def _label(self, concept: Concept) -> str:
        return concept.label(self.language)

    def _number(self, concept: Concept, name: str) -> float | None:
        value = self.catalogue.knowledge.value(concept.iri, kompas(name))
        return float(value.value) if isinstance(value, Literal) else None
