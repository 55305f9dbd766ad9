"""The case as a graph: what both engines reason from.

What is not known has no statement. Nobody's own words are in it: of goals only that there are some. The order in
which a case was written makes no difference.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from kompas.case import codes
from kompas.case.model import Case, Concern
from kompas.namespaces import CASE, RDF, XSD, kompas, thing

_TYPE: Final = NamedNode(f"{RDF}type")
_DECIMAL: Final = NamedNode(f"{XSD}decimal")
_TRUE: Final = Literal(True)


def facts(case: Case, case_iri: str = CASE) -> frozenset[Triple]:
    """Every statement that a case makes, about a case of this address, so that several can stand side by side.

    >>> from kompas.case import Case, Concern
    >>> len(facts(Case(age=5, concerns=(Concern(problem="driftbuien"),))))
    6
    """
    subject = NamedNode(case_iri)
    return frozenset((*_of_case(case, subject), *_of_concerns(case, subject)))


def _of_case(case: Case, subject: NamedNode) -> Iterator[Triple]:
    family, practice, preferences = case.family, case.practice, case.preferences
    yield Triple(subject, _TYPE, kompas("Case"))
    yield Triple(subject, kompas("age"), _decimal(case.age))
    yield from _flag(subject, "riskFactorsKnown", family.risk_factors is not None)
    yield from _things(subject, "hasRiskFactor", "risk-factor", family.risk_factors)
    yield from _flag(subject, "protectionKnown", family.protective_factors is not None)
    for factor, state in (family.protective_factors or {}).items():
        predicate = "protectivePresent" if state == "present" else "protectiveAbsent"
        yield from _things(subject, predicate, "protective-factor", (factor,))
    yield from _things(subject, "affectedDomain", "life-domain", family.life_domains)
    yield from _things(subject, "serviceInvolved", "service", family.services_involved)
    yield from _things(subject, "hasSafetySignal", "safety-signal", case.safety_signals)
    yield from _flag(subject, "goalsStated", case.has_goals)
    yield from _coded(subject, "prefersFormat", codes.FORMAT, preferences.formats)
    for declined in preferences.declines or ():
        yield Triple(subject, kompas("declines"), thing(*declined.split("/", 1)))
    yield from _coded(subject, "practiceMilieu", codes.SETTING, _one(practice.setting))
    yield from _coded(subject, "practiceQualification", codes.QUALIFICATION, _one(practice.qualification))
    yield from _flag(subject, "offerKnown", practice.available is not None)
    yield from _things(subject, "available", "intervention", practice.available)


def _of_concerns(case: Case, subject: NamedNode) -> Iterator[Triple]:
    for concern in case.concerns:
        node = NamedNode(f"{subject.value}#concern/{concern.problem}")
        yield Triple(subject, kompas("hasConcern"), node)
        yield Triple(node, _TYPE, kompas("Concern"))
        yield Triple(node, kompas("ofCase"), subject)
        yield from _things(node, "aboutProblem", "problem", (concern.problem,))
        if concern.duration_months is not None:
            yield Triple(node, kompas("durationMonths"), _decimal(concern.duration_months))
        yield from _coded(node, "frequency", codes.FREQUENCY, _one(concern.frequency))
        yield from _coded(node, "inSetting", codes.SETTING, concern.settings)
        yield from _coded(node, "consequences", codes.CONSEQUENCES, _one(concern.consequences))
        yield from _coded(node, "danger", codes.DANGER, _one(concern.danger))
        yield from _of_help(concern, node, subject)


def _of_help(concern: Concern, node: NamedNode, subject: NamedNode) -> Iterator[Triple]:
    yield from _flag(node, "triedKnown", concern.tried is not None)
    for number, tried in enumerate(concern.tried or (), start=1):
        help = NamedNode(f"{subject.value}#help/{concern.problem}/{number}")
        kind = codes.HELP_KIND.terms.get(tried.what)
        yield Triple(node, kompas("tried"), help)
        yield Triple(help, _TYPE, kompas("HelpTried"))
        yield Triple(help, kompas("help"), kind or thing("intervention", tried.what))
        yield from _coded(help, "outcome", codes.OUTCOME, (tried.outcome,))


def _things(subject: NamedNode, predicate: str, type: str, slugs: Iterable[str] | None) -> Iterator[Triple]:
    for slug in slugs or ():
        yield Triple(subject, kompas(predicate), thing(type, slug))


def _coded(subject: NamedNode, predicate: str, values: codes.CodeList, given: Iterable[str] | None) -> Iterator[Triple]:
    for code in given or ():
        yield Triple(subject, kompas(predicate), values.terms[code])


def _flag(subject: NamedNode, predicate: str, holds: bool) -> Iterator[Triple]:
    if holds:
        yield Triple(subject, kompas(predicate), _TRUE)


def _one(value: str | None) -> tuple[str, ...]:
    return () if value is None else (value,)


def _decimal(number: float) -> Literal:
    """A number as xsd:decimal: `5`, not `5.0`, so that one number has one spelling."""
    exact = Decimal(int(number)) if number.is_integer() else Decimal(repr(number))
    return Literal(f"{exact:f}", datatype=_DECIMAL)
