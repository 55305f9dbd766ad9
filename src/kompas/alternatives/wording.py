"""A change of one fact as people read it: `Driftbuien, gevolgen: enige gevolgen → ernstige gevolgen`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pyoxigraph import NamedNode

from kompas.case import Case
from kompas.knowledge import Knowledge
from kompas.namespaces import RDF, SKOS, kompas, thing
from kompas.recommendation import Language
from kompas.sentences import enumerate_words, lowered, number_in_words

_NAMES: dict[str, dict[Language, str]] = {
    "age": {"nl": "leeftijd", "en": "age"},
    "duration_months": {"nl": "duur in maanden", "en": "duration in months"},
    "frequency": {"nl": "hoe vaak", "en": "how often"},
    "settings": {"nl": "waar het speelt", "en": "where it happens"},
    "consequences": {"nl": "gevolgen", "en": "consequences"},
    "danger": {"nl": "gevaar", "en": "danger"},
    "tried": {"nl": "wat is geprobeerd", "en": "what was tried"},
    "risk_factors": {"nl": "risico's in het gezin", "en": "risks in the family"},
    "protective_factors": {"nl": "wat beschermt", "en": "what protects"},
    "life_domains": {"nl": "levensgebieden met problemen", "en": "life domains with problems"},
    "services_involved": {"nl": "betrokken hulp", "en": "services involved"},
    "safety_signals": {"nl": "signalen van onveiligheid", "en": "signals of unsafety"},
}
_UNKNOWN: dict[Language, str] = {"nl": "niet bekend", "en": "not known"}
_NONE: dict[Language, str] = {"nl": "geen", "en": "none"}
_UNBORN: dict[Language, str] = {"nl": "nog niet geboren", "en": "not yet born"}
_YEARS: dict[Language, str] = {"nl": "{number} jaar", "en": "{number} years"}
_ALSO: dict[Language, str] = {"nl": "ook bij", "en": "also with"}
_MORE_OR_LESS: dict[bool, dict[Language, str]] = {
    True: {"nl": "erbij komt {what}", "en": "{what} as well"},
    False: {"nl": "zonder {what}", "en": "without {what}"},
}
_COUNTED = ("settings", "tried")
"""Lists of which the whole is told, because it is short and what counts is how much stands in it."""


def change_in_words(
    field: str, before: Any, after: Any, or_also: Sequence[Any], case: Case, knowledge: Knowledge
) -> str:
    """A change of one field of a case in words, in the language of the case.

    Of what holds several things only the one that changes is named; `or_also` are other values with the same effect.
    """
    language = case.language
    name = field.rsplit(".", 1)[-1]
    about = _NAMES[name][language]
    if field.startswith("concerns["):
        index = int(field[len("concerns[") :].partition("]")[0])
        problem = thing("problem", case.concerns[index].problem)
        about = f"{knowledge.label(problem, language)}, {about}"
    words = _Words(name, language, knowledge)
    others = f" ({_ALSO[language]}: {', '.join(words.what(before, other) for other in or_also)})" if or_also else ""
    return f"{about[:1].upper()}{about[1:]}: {words.step(before, after)}{others}"


@dataclass(frozen=True, slots=True)
class _Words:
    """Words for the values of one field."""

    field: str
    language: Language
    knowledge: Knowledge

    def step(self, before: Any, after: Any) -> str:
        """From what to what."""
        if isinstance(after, dict) and self.field == "protective_factors":
            factor = _changed(before or {}, after)
            states = [self.value(None if whole is None else whole.get(factor)) for whole in (before or {}, after)]
            return f"{self.label(factor)}: {' → '.join(states)}"
        if isinstance(before, list) and isinstance(after, list) and self.field not in _COUNTED and before != after:
            return _MORE_OR_LESS[len(after) > len(before)][self.language].format(what=self.what(before, after))
        return f"{self.value(before)} → {self.value(after)}"

    def what(self, before: Any, after: Any) -> str:
        """What a value has that the one before had not, or lacks that it had."""
        if isinstance(after, dict) and self.field == "protective_factors":
            return self.label(_changed(before or {}, after))
        if isinstance(after, list) and self.field not in _COUNTED:
            different = [
                entry for entry in (*after, *(before or ())) if entry not in after or entry not in (before or ())
            ]
            return self.value(different)
        return self.value(after)

    def value(self, value: Any) -> str:
        """A value as a whole."""
        if value is None:
            return _UNKNOWN[self.language]
        if self.field == "age":
            return self._age(value)
        if isinstance(value, int | float):
            return number_in_words(str(value), self.language)
        if isinstance(value, dict):
            return f"{self.label(value['what'])}: {self.label(value['outcome'])}"
        if isinstance(value, list):
            return enumerate_words([self.value(entry) for entry in value], self.language) or _NONE[self.language]
        return self.label(value, self.field)

    def _age(self, years: float) -> str:
        if years < 0:
            return _UNBORN[self.language]
        return _YEARS[self.language].format(number=number_in_words(str(years), self.language))

    def label(self, code: str, field: str = "") -> str:
        """The label of a code or a slug."""
        return _label(code, self.language, self.knowledge, field)


def _changed(before: Mapping[str, str], after: Mapping[str, str]) -> str:
    """The one factor of which the state differs."""
    return next(factor for factor in sorted({*before, *after}) if before.get(factor) != after.get(factor))


def _label(code: str, language: Language, knowledge: Knowledge, field: str = "") -> str:
    """The label of a code or a slug, found by its notation or its address."""
    for kind in _CODE_LISTS.get(field, ("HelpKind", "Outcome")):
        for node in knowledge.subjects(NamedNode(f"{RDF}type"), kompas(kind)):
            notation = knowledge.value(node, NamedNode(f"{SKOS}notation"))
            if notation is not None and notation.value == code:
                return lowered(knowledge.label(node, language))
    for kind in _THINGS:
        node = thing(kind, code)
        if knowledge.value(node, NamedNode(f"{RDF}type")) is not None:
            return lowered(knowledge.label(node, language))
    return _STATES.get(code, {}).get(language, code)


_CODE_LISTS = {
    "frequency": ("Frequency",),
    "consequences": ("Consequences",),
    "danger": ("Danger",),
    "settings": ("Milieu",),
    "tried": ("HelpKind", "Outcome"),
    "risk_factors": (),
    "life_domains": (),
    "services_involved": (),
    "safety_signals": (),
}
_THINGS = ("risk-factor", "life-domain", "service", "protective-factor", "safety-signal", "intervention")
_STATES: dict[str, dict[Language, str]] = {
    "present": {"nl": "aanwezig", "en": "present"},
    "absent": {"nl": "ontbreekt", "en": "missing"},
}
