"""Always true of the alternatives: what would change is honest and exact, and no question that matters is missing."""

from __future__ import annotations

from itertools import product
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from kompas.recommendation import Recommendation
from tests.properties.generated_cases import (
    CONSEQUENCES,
    DANGERS,
    FREQUENCIES,
    HEAVINESS,
    OUTCOMES,
    SETTINGS,
    Plain,
    canonical,
    cases,
    concern_fields,
    consulted,
    decided,
    family_fields,
    outcome_of,
    repeatable,
    slugs,
    with_field,
)

SANDRA: Plain = {
    "age": 5,
    "concerns": [
        {
            "problem": "driftbuien",
            "duration_months": 4,
            "frequency": "daily",
            "settings": ["home", "school"],
            "consequences": "some",
        }
    ],
    "family": {"risk_factors": []},
}
ENUMERATED = {"frequency": FREQUENCIES, "consequences": CONSEQUENCES, "danger": DANGERS}
LISTS = {
    "safety_signals": "SafetySignal",
    "family.risk_factors": "RiskFactor",
    "family.life_domains": "LifeDomain",
    "family.services_involved": "Service",
}
LIST_FIELDS = ("settings", "tried", *(field.rsplit(".", 1)[-1] for field in LISTS))


def frozen(value: Any) -> Any:
    """A value of a field to compare: lists are sets."""
    if isinstance(value, dict):
        return frozenset((name, frozen(part)) for name, part in value.items())
    if isinstance(value, list | tuple):
        return frozenset(frozen(part) for part in value)
    return value


def value_of(plain: Plain, field: str) -> Any:
    """What a case says in a field; nothing when the field is not there."""
    part: Any = plain
    for name in field.replace("[", ".").replace("]", "").split("."):
        part = part[int(name)] if name.isdigit() else part.get(name)
        if part is None:
            return None
    return part


def single_changes(plain: Plain) -> list[tuple[str, Any]]:
    """Every change of a single field of a case to another value, of long fields one step at a time."""
    found: list[tuple[str, Any]] = [("age", age / 2) for age in range(-1, 47)]
    for index, _ in enumerate(plain["concerns"]):
        at = f"concerns[{index}]"
        found += [(f"{at}.{name}", code) for name, codes in ENUMERATED.items() for code in codes]
        found += [(f"{at}.duration_months", months) for months in (0, 0.4, 0.5, 1, 2.9, 3, 3.1, 24)]
        found += [(f"{at}.settings", list(SETTINGS[:size])) for size in (1, 2, 3, 8)]
        helps = [{"what": what, "outcome": outcome} for what in ("ordinary-parenting", "pmto") for outcome in OUTCOMES]
        found += [(f"{at}.tried", [help]) for help in helps]
    for field, kind in LISTS.items():
        told = value_of(plain, field) or []
        found += [(field, sorted({*told, slug})) for slug in slugs(kind)]
        found += [(field, [kept for kept in told if kept != slug]) for slug in told] + [(field, [])] * (not told)
    states = value_of(plain, "family.protective_factors") or {}
    for factor in slugs("ProtectiveFactor"):
        rest = {name: state for name, state in states.items() if name != factor}
        found += [("family.protective_factors", {**rest, factor: state}) for state in ("present", "absent")]
        found += [("family.protective_factors", rest)]
    return [(field, value) for field, value in found if frozen(value) != frozen(value_of(plain, field))]


def told_changes(recommendation: Recommendation) -> list[tuple[str, Any, str, frozenset[str]]]:
    """Every change that a recommendation names, those with the same effect too, with what it says would follow."""
    return [
        (told.change.field, value, told.route, frozenset(told.flags))
        for told in recommendation.what_would_change
        for value in (told.change.to, *told.change.or_also)
    ]


@repeatable(8)
@given(cases())
@example(SANDRA)
def test_8_every_change_that_is_told_gives_that_route_and_those_flags(plain: Plain) -> None:
    recommendation = consulted(plain)
    case = recommendation.case
    told = told_changes(recommendation)
    now, *then = decided([case, *(with_field(case, field, value) for field, value, _, _ in told)])
    for (field, value, route, flags), other in zip(told, then, strict=True):
        assert (other.route, other.flags) == (route, flags), f"{field}: {value}"
        assert (other.route, other.flags) != (now.route, now.flags), f"{field}: {value}"
    for counterfactual in recommendation.what_would_change:
        change = counterfactual.change
        before = value_of(case, change.field)
        assert frozen(change.from_) == frozen(before) or (not change.from_ and not before), change
        assert ": " in change.text, "what changes, and to what, is said in words"
        assert "{" not in change.text


@repeatable(6)
@given(cases(), st.data())
@example(SANDRA, None)
def test_8_a_change_that_is_told_holds_in_a_whole_new_consultation(plain: Plain, data: st.DataObject | None) -> None:
    recommendation = consulted(plain)
    told = told_changes(recommendation)
    if told:
        field, value, route, flags = data.draw(st.sampled_from(told)) if data else told[-1]
        again = outcome_of(consulted(with_field(recommendation.case, field, value)))
        assert (again.route, again.flags) == (route, flags), f"{field}: {value}"


@repeatable(8)
@given(cases())
@example(SANDRA)
def test_8_every_single_change_that_tips_the_route_or_a_flag_is_told(plain: Plain) -> None:
    recommendation = consulted(plain)
    case = recommendation.case
    told = told_changes(recommendation)
    exact = {(field, frozen(value)) for field, value, _, _ in told}
    effects = {(field, route, flags) for field, _, route, flags in told}
    changes = single_changes(case)
    now, *then = decided([case, *(with_field(case, field, value) for field, value in changes)])
    for (field, value), other in zip(changes, then, strict=True):
        tips = (other.route, other.flags) != (now.route, now.flags)
        name = field.rsplit(".", 1)[-1]
        if name in ENUMERATED or field in LISTS or field == "family.protective_factors":
            assert ((field, frozen(value)) in exact) is tips, f"{field}: {value}"
        elif tips:
            assert (field, other.route, other.flags) in effects, f"{field}: {value}"


@repeatable(15)
@given(cases(), st.data())
def test_8_answering_what_is_not_asked_leaves_the_route_as_it_is(plain: Plain, data: st.DataObject) -> None:
    recommendation = consulted(plain)
    case = recommendation.case
    asked = {question.field for question in recommendation.open_questions}
    fields = {
        **{
            f"concerns[{index}].{name}": values
            for index, _ in enumerate(case["concerns"])
            for name, values in concern_fields().items()
        },
        **{f"family.{name}": values for name, values in family_fields().items()},
        "safety_signals": st.just([]),
    }
    unasked = [field for field in fields if value_of(case, field) is None and field not in asked]
    worlds = [case]
    for _ in range(6):
        answered = case
        for field in unasked:
            answered = with_field(answered, field, data.draw(fields[field]))
        worlds.append(answered)
    now, *then = decided(worlds)
    for other in then:
        assert (other.route, other.lowest, other.highest) == (now.route, now.lowest, now.highest)


@repeatable(8)
@given(cases(most_concerns=1))
@example({"age": 8, "concerns": [{"problem": "agressie", "frequency": "daily", "settings": ["home", "school"]}]})
@example({"age": 14, "concerns": [{"problem": "depressie", "duration_months": 1, "consequences": "some"}]})
def test_8_exactly_those_questions_are_asked_whose_answer_can_change_the_route(plain: Plain) -> None:
    recommendation = consulted(plain)
    case = canonical(plain)
    answers: dict[str, tuple[Any, ...]] = {
        "concerns[0].duration_months": (0, 12),
        "concerns[0].frequency": ("rarely", "daily"),
        "concerns[0].settings": (["home"], ["home", "school", "online"]),
        "concerns[0].consequences": CONSEQUENCES,
        "concerns[0].danger": ("none", "to-others"),
        "concerns[0].tried": ([], [{"what": "ordinary-parenting", "outcome": "insufficient"}]),
        "family.risk_factors": ([], list(slugs("RiskFactor")[:6])),
    }
    open_fields = {field: values for field, values in answers.items() if value_of(case, field) is None}
    ways = list(product(*(range(len(values)) for values in open_fields.values())))
    worlds = []
    for way in ways:
        world = case
        for place, (field, values) in zip(way, open_fields.items(), strict=True):
            world = with_field(world, field, values[place])
        worlds.append(world)
    routes = dict(zip(ways, (outcome.route for outcome in decided(worlds)), strict=True))
    reached: dict[str, set[str]] = {}
    for at, field in enumerate(open_fields):
        for way, route in routes.items():
            for answer in range(way[at]):
                other = routes[(*way[:at], answer, *way[at + 1 :])]
                if other != route:
                    reached.setdefault(field, set()).update((route, other))
    asked = {question.field: set(question.could_change_route_to) for question in recommendation.open_questions}
    lightest = outcome_of(recommendation)
    assert asked == {field: found - {lightest.route} for field, found in reached.items()}
    assert set(routes.values()) <= HEAVINESS.keys()
