"""Always true of what is recommended: it has its reasons, it is safe, and it does not come alone."""

from __future__ import annotations

from collections.abc import Iterator
from math import floor
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from kompas.consultation import consultant
from kompas.namespaces import RDF, kompas
from kompas.recommendation import Argument, Item, Option, Recommendation
from tests.properties.generated_cases import (
    cases,
    consulted,
    number_of,
    read,
    repeatable,
    signalling,
    slugs,
    with_field,
)


def reasons(recommendation: Recommendation) -> Iterator[tuple[str, tuple[Argument, ...]]]:
    """Everything that needs a reason, with the reasons it has."""
    yield "decisiveness", recommendation.decisiveness_reasons
    for flag in recommendation.flag_reasons:
        yield flag.flag, flag.arguments
    for option in recommendation.options:
        yield option.route, option.arguments_for + option.arguments_against
        for item in option.items:
            yield item.concept.slug, item.arguments_for + item.arguments_against
    for factor in recommendation.protective_factors:
        yield factor.concept.slug, factor.arguments


def one_sided(recommendation: Recommendation) -> Iterator[str]:
    """What is recommended without an argument for it, or excluded without one against it."""
    for option in recommendation.options:
        parts: tuple[tuple[str, Option | Item], ...] = (
            (option.route, option),
            *((item.concept.slug, item) for item in option.items),
        )
        for name, part in parts:
            if part.status in ("recommended", "alternative") and not part.arguments_for:
                yield name
            if part.status == "excluded" and not part.arguments_against:
                yield name


def recommended(recommendation: Recommendation) -> list[Item]:
    return [item for option in recommendation.options for item in option.items if item.status == "recommended"]


@repeatable(15)
@given(cases())
def test_1_nothing_without_an_argument_and_no_argument_without_rule_premise_and_source(plain: dict[str, Any]) -> None:
    recommendation = consulted(plain)
    found = list(reasons(recommendation))
    assert [about for about, arguments in found if not arguments] == []
    assert list(one_sided(recommendation)) == []
    assert [flag.flag for flag in recommendation.flag_reasons] == list(recommendation.flags)
    assert [concern.problem.slug for concern in recommendation.concerns if not concern.arguments] == []
    arguments = {argument.id: argument for _, told in found for argument in told}
    assert {name for concern in recommendation.concerns for name in concern.arguments} <= arguments.keys()
    cited = {source.id for source in recommendation.provenance.sources}
    for argument in arguments.values():
        assert argument.text.strip(), argument.id
        assert "{" not in argument.text, argument.text
        assert argument.text.endswith((".", "!", "?")), argument.text
        assert argument.rule.iri, argument.id
        assert argument.rule.label, argument.id
        assert argument.premises, argument.id
        assert all(premise.text.strip() and "{" not in premise.text for premise in argument.premises), argument.id
        assert argument.sources, argument.id
        assert all(source.citation and source.locator for source in argument.sources), argument.id
        assert {source.id for source in argument.sources} <= cited


@repeatable(12)
@given(cases(signals=False), st.data())
def test_3_a_safety_signal_always_raises_safety_first(plain: dict[str, Any], data: st.DataObject) -> None:
    field, value = data.draw(
        st.sampled_from([("safety_signals", [slug]) for slug in slugs("SafetySignal")])
        | st.sampled_from([("concerns[0].danger", danger) for danger in ("to-self", "to-others")])
        | st.sampled_from([("concerns[0].problem", slug) for slug in signalling("Problem", "problem")])
        | st.sampled_from([("family.risk_factors", [slug]) for slug in signalling("RiskFactor", "risk-factor")])
    )
    if field == "concerns[0].problem":
        plain = {**plain, "concerns": plain["concerns"][:1]}
    recommendation = consulted(with_field(plain, field, value))
    assert recommendation.flags[:1] == ("safety-first",)
    considered = recommendation.safety.considerations
    assert len(considered) == 5
    assert all(consideration.answer in ("yes", "unknown") for consideration in considered)


@repeatable(15)
@given(cases(), st.data())
def test_4_never_recommended_what_is_not_recognised_outside_the_age_declined_or_harmful(
    plain: dict[str, Any], data: st.DataObject
) -> None:
    knowledge = consultant().knowledge
    before = recommended(consulted(plain))
    declinable = sorted(
        {item.concept.iri for item in before if item.type in ("intervention", "kernel-element", "guideline-treatment")}
    )
    if declinable:
        plain = with_field(plain, "preferences.declines", [data.draw(st.sampled_from(declinable))])
    case = read(plain)
    for item in recommended(consulted(plain)):
        iri = item.concept.iri
        assert iri.partition("/id/")[2] not in (case.preferences.declines or ())
        assert item.recognition is None or item.recognition.level != "niet-erkend", iri
        classes = knowledge.objects(NamedNode(iri), NamedNode(f"{RDF}type"))
        assert kompas("NotRecognisedIntervention") not in classes, iri
        youngest, oldest = number_of(iri, "minAge"), number_of(iri, "maxAge")
        assert youngest is None or youngest <= case.age, iri
        # a child is twelve until it turns thirteen; of the youngest the months count
        assert oldest is None or (case.age if case.age < 3 else floor(case.age)) <= oldest, iri
        harmful = knowledge.value(NamedNode(iri), kompas("isHarmfulPractice"))
        assert harmful is None or harmful.value == "false", iri


@repeatable(12)
@given(cases())
def test_5_elements_or_an_intervention_come_with_common_factors_and_monitoring(plain: dict[str, Any]) -> None:
    recommendation = consulted(plain)
    heavier = {"kernel-element", "intervention", "guideline-treatment"}
    asked = recommendation.route in ("kernel-elements", "full-intervention")
    if asked or any(item.type in heavier for item in recommended(recommendation)):
        assert recommendation.common_factors
        assert recommendation.monitoring.indicators
        assert recommendation.monitoring.moments
        assert recommendation.monitoring.questions
