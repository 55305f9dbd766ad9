"""The closed lists of values in a case: the contract's codes, and the term of the ontology that each stands for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from kompas.namespaces import kompas, thing
from kompas.vocabulary import normalised


@dataclass(frozen=True)
class CodeList:
    """A closed list: what one value is called, the class of its terms, and the term of each code in their order."""

    kind: str
    class_name: str
    terms: Mapping[str, NamedNode]
    synonyms: Mapping[str, str]
    """Words that people use for a code, beside the labels in the vocabulary."""

    def named(self, text: str) -> str | None:
        """The code that a text is, or is a synonym or the address of; labels are in the vocabulary."""
        wanted = normalised(text)
        for code, term in self.terms.items():
            if text == term.value or normalised(code) == wanted:
                return code
        return next((code for synonym, code in self.synonyms.items() if normalised(synonym) == wanted), None)

    def code(self, term: NamedNode) -> str | None:
        """The code that a term stands for."""
        return next((code for code, node in self.terms.items() if node == term), None)


def _list(kind: str, class_name: str, *values: tuple[str, str, str]) -> CodeList:
    """A list of values, each with its code, its term in the ontology, and other words for it."""
    return CodeList(
        kind,
        class_name,
        {code: kompas(name) for code, name, _ in values},
        {word: code for code, _, words in values for word in words.split(", ") if word},
    )


FREQUENCY: Final = _list(
    "frequency",
    "Frequency",
    ("rarely", "Rarely", "zelden, bijna nooit, hardly ever"),
    ("monthly", "Monthly", "maandelijks, elke maand, every month"),
    ("weekly", "Weekly", "wekelijks, elke week, every week, once a week"),
    ("several-times-a-week", "SeveralTimesAWeek", "meermaals per week, meerdere keren per week, paar keer per week"),
    ("daily", "Daily", "dagelijks, elke dag, iedere dag, every day"),
)
CONSEQUENCES: Final = _list(
    "level of consequences",
    "Consequences",
    ("none", "NoConsequences", "geen, geen gevolgen, no consequences"),
    ("some", "SomeConsequences", "enige, enige gevolgen, some consequences"),
    ("substantial", "SubstantialConsequences", "aanzienlijk, aanzienlijke gevolgen, substantial consequences"),
    ("severe", "SevereConsequences", "ernstig, ernstige gevolgen, severe consequences"),
)
DANGER: Final = _list(
    "danger",
    "Danger",
    ("none", "NoDanger", "geen, geen gevaar, no danger"),
    ("to-self", "DangerToSelf", "gevaar voor zichzelf, voor zichzelf, danger to self"),
    ("to-others", "DangerToOthers", "gevaar voor anderen, voor anderen, danger to others"),
)
OUTCOME: Final = _list(
    "outcome",
    "Outcome",
    ("helps", "Helps", "helpt, hielp, geholpen, helped"),
    ("insufficient", "Insufficient", "onvoldoende, niet genoeg, niet geholpen, not enough, did not help"),
    ("unknown", "OutcomeUnknown", "onbekend, niet bekend, not known"),
)
FORMAT: Final = _list(
    "format",
    "Format",
    ("individual", "Individual", "individueel"),
    ("group", "Group", "groep, in een groep"),
    ("online", "Online", ""),
    ("at-home", "AtHome", "thuis, aan huis"),
    ("at-school", "AtSchool", "op school"),
)
QUALIFICATION: Final = _list(
    "qualification",
    "Qualification",
    ("mbo", "Mbo", ""),
    ("hbo", "Hbo", ""),
    ("wo", "Wo", "universitair, university"),
    ("specialist", "Specialist", ""),
)
HELP_KIND: Final = _list(
    "kind of help",
    "HelpKind",
    ("ordinary-parenting", "OrdinaryParenting", "gewoon opvoeden"),
    ("kernel-elements", "KernelElements", "kernelementen"),
)
SETTING: Final = CodeList(
    "setting",
    "Milieu",
    {
        code: thing("milieu", slug)
        for code, slug in {
            "home": "thuis",
            "childcare": "kinderopvang",
            "school": "school",
            "peer-group": "leeftijdgenoten",
            "neighbourhood": "buurt",
            "club": "vereniging",
            "online": "online",
            "work": "werk",
        }.items()
    },
    {"op school": "school", "at home": "home", "peers": "peer-group", "vrienden": "peer-group"},
)
