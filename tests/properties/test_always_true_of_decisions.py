"""Always true of the route: worse is never lighter, and knowing less is never more decisive."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from kompas.recommendation import Recommendation
from tests.properties.generated_cases import (
    CONSEQUENCES,
    DECISIVENESS,
    FREQUENCIES,
    HEAVINESS,
    LIGHT_HELP,
    SETTINGS,
    Plain,
    canonical,
    cases,
    consulted,
    decided,
    optional_fields,
    outcome_of,
    repeatable,
    slugs,
    with_field,
    without_field,
)

REPORTED = ("danger", "tried")
"""What is left out of these counts as not reported, which is an answer, not a lack of one."""


def worsened(plain: Plain) -> list[tuple[str, Plain]]:
    """The case with each criterion that is known made worse, in every way there is."""
    found: list[tuple[str, Plain]] = []

    def add(field: str, value: Any) -> None:
        found.append((f"{field}: {value}", with_field(plain, field, value)))

    for index, concern in enumerate(plain["concerns"]):
        at = f"concerns[{index}]"
        if "duration_months" in concern:
            for months in (0.5, 3, 12, 60):
                if months > concern["duration_months"]:
                    add(f"{at}.duration_months", months)
        for name, ladder in (("frequency", FREQUENCIES), ("consequences", CONSEQUENCES)):
            if name in concern:
                for code in ladder[ladder.index(concern[name]) + 1 :]:
                    add(f"{at}.{name}", code)
        if "settings" in concern:
            others = [place for place in SETTINGS if place not in concern["settings"]]
            add(f"{at}.settings", [*concern["settings"], others[0]])
            add(f"{at}.settings", list(SETTINGS))
        if concern.get("danger", "none") == "none":
            add(f"{at}.danger", "to-self")
            add(f"{at}.danger", "to-others")
        for what in LIGHT_HELP:
            rest = [help for help in concern.get("tried", []) if help["what"] != what]
            add(f"{at}.tried", [*rest, {"what": what, "outcome": "insufficient"}])
    if "risk_factors" in plain.get("family", {}):
        more = [factor for factor in slugs("RiskFactor") if factor not in plain["family"]["risk_factors"]]
        for extra in (more[:1], more[-1:], more[:3], more):
            add("family.risk_factors", [*plain["family"]["risk_factors"], *extra])
    told = {concern["problem"] for concern in plain["concerns"]}
    for problem in [slug for slug in slugs("Problem") if slug not in told][::12]:
        added = [*plain["concerns"], {"problem": problem, "consequences": "none", "duration_months": 0}]
        found.append((f"also {problem}", {**plain, "concerns": added}))
    return found


@repeatable(20)
@given(cases())
def test_2_a_worse_criterion_or_help_that_was_not_enough_never_makes_the_route_lighter(plain: dict[str, Any]) -> None:
    worse = worsened(canonical(plain))
    now, *then = decided([plain, *(changed for _, changed in worse)])
    for (how, _), other in zip(worse, then, strict=True):
        assert HEAVINESS[other.lowest] >= HEAVINESS[now.lowest], how
        assert HEAVINESS[other.highest] >= HEAVINESS[now.highest], how
        assert ("safety-first" in now.flags) <= ("safety-first" in other.flags), how


@repeatable(40)
@given(cases())
def test_6_leaving_a_field_out_never_makes_the_outcome_more_decisive(plain: dict[str, Any]) -> None:
    plain = canonical(plain)
    fields = [field for field in optional_fields(plain) if not field.endswith(REPORTED)]
    now, *then = decided([plain, *(without_field(plain, field) for field in fields)])
    for field, other in zip(fields, then, strict=True):
        assert DECISIVENESS.index(other.decisiveness) <= DECISIVENESS.index(now.decisiveness), field
        assert HEAVINESS[other.lowest] <= HEAVINESS[now.lowest], field
        assert HEAVINESS[other.highest] >= HEAVINESS[now.highest], field


@repeatable(25)
@given(cases(), st.data())
def test_6_danger_and_help_that_are_left_out_are_read_as_not_reported(
    plain: dict[str, Any], data: st.DataObject
) -> None:
    plain = canonical(plain)
    index = data.draw(st.integers(0, len(plain["concerns"]) - 1))
    for name, nothing in (("danger", "none"), ("tried", [])):
        field = f"concerns[{index}].{name}"
        said = with_field(plain, field, nothing)
        silent, told = decided([without_field(said, field), said])
        assert silent == told, field


@repeatable(8)
@given(cases())
def test_the_deciding_rules_decide_as_the_whole_consultation_does(plain: dict[str, Any]) -> None:
    recommendation: Recommendation = consulted(plain)
    assert [outcome_of(recommendation)] == decided([plain])
