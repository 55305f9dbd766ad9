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


def _list(kind: str, class_name: str, synonyms: Mapping[str, str] | None = None, **terms: str) -> CodeList:
    named = {code.replace("_", "-"): kompas(name) for code, name in terms.items()}
    return CodeList(kind, class_name, named, synonyms or {})


FREQUENCY: Final = _list(
    "frequency",
    "Frequency",
    rarely="Rarely",
    monthly="Monthly",
    weekly="Weekly",
    several_times_a_week="SeveralTimesAWeek",
    daily="Daily",
)
CONSEQUENCES: Final = _list(
    "level of consequences",
    "Consequences",
    none="NoConsequences",
    some="SomeConsequences",
    substantial="SubstantialConsequences",
    severe="SevereConsequences",
)
DANGER: Final = _list("danger", "Danger", none="NoDanger", to_self="DangerToSelf", to_others="DangerToOthers")
OUTCOME: Final = _list(
    "outcome",
    "Outcome",
    {
        "helpt": "helps",
        "helped": "helps",
        "hielp": "helps",
        "geholpen": "helps",
        "onvoldoende": "insufficient",
        "niet genoeg": "insufficient",
        "not enough": "insufficient",
        "onbekend": "unknown",
        "not known": "unknown",
    },
    helps="Helps",
    insufficient="Insufficient",
    unknown="OutcomeUnknown",
)
FORMAT: Final = _list(
    "format", "Format", individual="Individual", group="Group", online="Online", at_home="AtHome", at_school="AtSchool"
)
QUALIFICATION: Final = _list("qualification", "Qualification", mbo="Mbo", hbo="Hbo", wo="Wo", specialist="Specialist")
HELP_KIND: Final = _list(
    "kind of help", "HelpKind", ordinary_parenting="OrdinaryParenting", kernel_elements="KernelElements"
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
    {},
)
