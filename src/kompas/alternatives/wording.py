"""A change of one fact as people read it: `Driftbuien, gevolgen: enige → ernstig`."""

from __future__ import annotations

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


def change_in_words(field: str, before: Any, after: Any, case: Case, knowledge: Knowledge) -> str:
    """A change of one field of a case in words, in the language of the case."""
    language = case.language
    name = field.rsplit(".", 1)[-1]
    about = _NAMES[name][language]
    if field.startswith("concerns["):
        index = int(field[len("concerns[") :].partition("]")[0])
        problem = thing("problem", case.concerns[index].problem)
        about = f"{knowledge.label(problem, language)}, {about}"
    before, after = (_value(value, name, language, knowledge) for value in (before, after))
    return f"{about[:1].upper()}{about[1:]}: {before} → {after}"


def _value(value: Any, field: str, language: Language, knowledge: Knowledge) -> str:
    if value is None:
        return _UNKNOWN[language]
    if isinstance(value, int | float):
        return number_in_words(str(value), language)
    if isinstance(value, dict) and field == "protective_factors":
        parts = [
            f"{_label(name, language, knowledge)}: {_label(state, language, knowledge)}"
            for name, state in value.items()
        ]
        return "; ".join(parts) or _NONE[language]
    if isinstance(value, dict):
        return f"{_label(value['what'], language, knowledge)}: {_label(value['outcome'], language, knowledge)}"
    if isinstance(value, list):
        return (
            enumerate_words([_value(entry, field, language, knowledge) for entry in value], language) or _NONE[language]
        )
    return _label(value, language, knowledge, field)


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
