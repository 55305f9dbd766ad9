"""What a case says as a graph: only what is known, in nobody's own words, whatever the order."""

from __future__ import annotations

import time

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from kompas.case import Case, Concern, Family, HelpTried, Practice, Preferences, read_case
from kompas.facts import facts
from kompas.namespaces import RDF, XSD, kompas, thing
from tests.sample_terms import sample_vocabulary

CASE = NamedNode("urn:kompas:case")
TANTRUMS = NamedNode("urn:kompas:case#concern/driftbuien")
HELP = NamedNode("urn:kompas:case#help/driftbuien/1")
TYPE = NamedNode(f"{RDF}type")
TRUE = Literal(True)
FULL = Case(
    age=4.5,
    concerns=(
        Concern(
            problem="driftbuien",
            duration_months=4,
            frequency="several-times-a-week",
            settings=("home", "school"),
            consequences="some",
            danger="to-self",
            tried=(
                HelpTried(what="pmto", outcome="insufficient"),
                HelpTried(what="ordinary-parenting", outcome="helps"),
            ),
        ),
        Concern(problem="slaapproblemen"),
    ),
    family=Family(
        risk_factors=("schulden",),
        protective_factors={"schoolmotivatie": "absent", "steun-van-belangrijke-volwassenen": "present"},
        life_domains=("financien",),
        services_involved=("schuldhulpverlening",),
    ),
    safety_signals=("verwaarlozing",),
    goals=("zonder strijd naar bed",),
    preferences=Preferences(formats=("online",), declines=("kernel-element/time-out",)),
    practice=Practice(setting="peer-group", qualification="wo", available=("pmto",)),
)


def decimal(text: str) -> Literal:
    return Literal(text, datatype=NamedNode(f"{XSD}decimal"))


def test_a_case_of_which_nothing_else_is_known_says_nothing_else() -> None:
    assert facts(Case(age=5, concerns=(Concern(problem="driftbuien"),))) == {
        Triple(CASE, TYPE, kompas("Case")),
        Triple(CASE, kompas("age"), decimal("5")),
        Triple(CASE, kompas("hasConcern"), TANTRUMS),
        Triple(TANTRUMS, TYPE, kompas("Concern")),
        Triple(TANTRUMS, kompas("ofCase"), CASE),
        Triple(TANTRUMS, kompas("aboutProblem"), thing("problem", "driftbuien")),
    }


@pytest.mark.parametrize(
    ("subject", "predicate", "value"),
    [
        (CASE, "age", decimal("4.5")),
        (CASE, "riskFactorsKnown", TRUE),
        (CASE, "hasRiskFactor", thing("risk-factor", "schulden")),
        (CASE, "protectionKnown", TRUE),
        (CASE, "protectivePresent", thing("protective-factor", "steun-van-belangrijke-volwassenen")),
        (CASE, "protectiveAbsent", thing("protective-factor", "schoolmotivatie")),
        (CASE, "affectedDomain", thing("life-domain", "financien")),
        (CASE, "serviceInvolved", thing("service", "schuldhulpverlening")),
        (CASE, "hasSafetySignal", thing("safety-signal", "verwaarlozing")),
        (CASE, "goalsStated", TRUE),
        (CASE, "prefersFormat", kompas("Online")),
        (CASE, "declines", thing("kernel-element", "time-out")),
        (CASE, "practiceMilieu", thing("milieu", "leeftijdgenoten")),
        (CASE, "practiceQualification", kompas("Wo")),
        (CASE, "offerKnown", TRUE),
        (CASE, "available", thing("intervention", "pmto")),
        (TANTRUMS, "durationMonths", decimal("4")),
        (TANTRUMS, "frequency", kompas("SeveralTimesAWeek")),
        (TANTRUMS, "inSetting", thing("milieu", "thuis")),
        (TANTRUMS, "inSetting", thing("milieu", "school")),
        (TANTRUMS, "consequences", kompas("SomeConsequences")),
        (TANTRUMS, "danger", kompas("DangerToSelf")),
        (TANTRUMS, "triedKnown", TRUE),
        (TANTRUMS, "tried", HELP),
        (HELP, "help", kompas("OrdinaryParenting")),
        (HELP, "outcome", kompas("Helps")),
        (NamedNode("urn:kompas:case#help/driftbuien/2"), "help", thing("intervention", "pmto")),
    ],
)
def test_each_field_is_stated(subject: NamedNode, predicate: str, value: NamedNode | Literal) -> None:
    assert Triple(subject, kompas(predicate), value) in facts(FULL)


def test_empty_lists_are_known_and_say_that_there_is_none() -> None:
    case = Case(
        age=5,
        concerns=(Concern(problem="driftbuien", tried=()),),
        family=Family(risk_factors=(), protective_factors={}),
        practice=Practice(available=()),
    )
    said = {triple.predicate for triple in facts(case)}
    assert {kompas(f"{name}Known") for name in ("riskFactors", "protection", "offer", "tried")} <= said
    assert not {kompas(name) for name in ("hasRiskFactor", "protectivePresent", "available", "tried")} & said


def test_nobodys_own_words_are_in_the_graph() -> None:
    assert b"strijd" not in (serialize(facts(FULL), format=RdfFormat.N_TRIPLES) or b"")


def test_cases_of_other_addresses_share_nothing() -> None:
    one, other = facts(FULL, "urn:kompas:world:1"), facts(FULL, "urn:kompas:world:2")
    assert not {triple.subject for triple in one} & {triple.subject for triple in other}
    assert len(one) == len(other)


def test_a_case_graph_reads_back_as_the_same_facts() -> None:
    text = serialize(facts(FULL, "https://example.org/a-case"), format=RdfFormat.TURTLE)
    assert text is not None
    again = read_case(text, format="turtle", vocabulary=sample_vocabulary())
    assert again == FULL.without_words()
    assert facts(again) == facts(FULL)


def test_stating_the_facts_takes_no_time() -> None:
    started = time.perf_counter()
    for _ in range(20):
        facts(FULL)
    assert (time.perf_counter() - started) / 20 < 0.001
