"""Which statements a case makes as a graph, and which field of the case each is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from kompas.namespaces import DCTERMS, KOMPAS


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the case, and how statements fill it.

    It has `one` value or `many`; names a factor that is `present` or `absent`; says that a field is `known` at all,
    so that known and empty is not the same as left out; or leads to a `part` of the case with its own statements.
    """

    manner: Literal["one", "many", "present", "absent", "known", "part"]
    path: str
    """The field, below the part of the case that the statement is about: `family/risk_factors`."""


CASE: Final[Mapping[str, Field]] = {
    f"{KOMPAS}age": Field("one", "age"),
    f"{KOMPAS}hasConcern": Field("part", "concerns"),
    f"{KOMPAS}riskFactorsKnown": Field("known", "family/risk_factors"),
    f"{KOMPAS}hasRiskFactor": Field("many", "family/risk_factors"),
    f"{KOMPAS}protectionKnown": Field("known", "family/protective_factors"),
    f"{KOMPAS}protectivePresent": Field("present", "family/protective_factors"),
    f"{KOMPAS}protectiveAbsent": Field("absent", "family/protective_factors"),
    f"{KOMPAS}affectedDomain": Field("many", "family/life_domains"),
    f"{KOMPAS}serviceInvolved": Field("many", "family/services_involved"),
    f"{KOMPAS}hasSafetySignal": Field("many", "safety_signals"),
    f"{KOMPAS}goalsStated": Field("one", "goals_stated"),
    f"{KOMPAS}prefersFormat": Field("many", "preferences/formats"),
    f"{KOMPAS}declines": Field("many", "preferences/declines"),
    f"{KOMPAS}practiceMilieu": Field("one", "practice/setting"),
    f"{KOMPAS}practiceQualification": Field("one", "practice/qualification"),
    f"{KOMPAS}offerKnown": Field("known", "practice/available"),
    f"{KOMPAS}available": Field("many", "practice/available"),
    f"{DCTERMS}language": Field("one", "language"),
}
"""What is said of a case, by predicate."""

CONCERN: Final[Mapping[str, Field]] = {
    f"{KOMPAS}ofCase": Field("part", ""),
    f"{KOMPAS}aboutProblem": Field("one", "problem"),
    f"{KOMPAS}durationMonths": Field("one", "duration_months"),
    f"{KOMPAS}frequency": Field("one", "frequency"),
    f"{KOMPAS}inSetting": Field("many", "settings"),
    f"{KOMPAS}consequences": Field("one", "consequences"),
    f"{KOMPAS}danger": Field("one", "danger"),
    f"{KOMPAS}triedKnown": Field("known", "tried"),
    f"{KOMPAS}tried": Field("part", "tried"),
}
"""What is said of a concern, by predicate."""

HELP: Final[Mapping[str, Field]] = {
    f"{KOMPAS}help": Field("one", "what"),
    f"{KOMPAS}outcome": Field("one", "outcome"),
}
"""What is said of help that was tried, by predicate."""
