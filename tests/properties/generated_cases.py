"""Cases made up by hypothesis from the released vocabulary, and what is decided on many of them at once.

Consulting on a case takes a while; what is decided on it (route, range, flags, decisiveness) takes far less, and one
derivation decides on many cases, each under an address of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, get_args

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Triple

from kompas import resources
from kompas.case import Case, case_from_mapping, model
from kompas.conclusions import Conclusions
from kompas.consultation import consultant
from kompas.facts import facts
from kompas.inference import FastEngine, RuleSet
from kompas.justification import code_of
from kompas.knowledge import Knowledge
from kompas.knowledge.graph import read_release
from kompas.namespaces import CASE, kompas, thing
from kompas.recommendation import Recommendation
from kompas.rules import rule_base
from kompas.rules.dependency import DECISION, leading_to

Draw = Callable[[st.SearchStrategy[Any]], Any]
Plain = dict[str, Any]

FREQUENCIES: Final = get_args(model.FrequencyCode)
SETTINGS: Final = get_args(model.SettingCode)
CONSEQUENCES: Final = get_args(model.ConsequencesCode)
DANGERS: Final = get_args(model.DangerCode)
OUTCOMES: Final = get_args(model.OutcomeCode)
LIGHT_HELP: Final = ("ordinary-parenting", "kernel-elements")
HEAVINESS: Final = {"ordinary-parenting": 1, "kernel-elements": 2, "full-intervention": 3}
DECISIVENESS: Final = ("undecided-for-lack-of-information", "balanced", "clear")


def repeatable(examples: int) -> settings:
    """The same few examples on every run, however slow the machine."""
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    return settings(derandomize=True, database=None, deadline=None, max_examples=examples, suppress_health_check=checks)


@dataclass(frozen=True)
class Outcome:
    """What is decided on a case."""

    route: str
    lowest: str
    highest: str
    flags: frozenset[str]
    decisiveness: str


def read(plain: Mapping[str, Any]) -> Case:
    return case_from_mapping(plain, consultant().vocabulary)


def consulted(plain: Mapping[str, Any]) -> Recommendation:
    return consultant().answer(read(plain)).recommendation


def outcome_of(recommendation: Recommendation) -> Outcome:
    """What a recommendation says is decided."""
    flags = frozenset(recommendation.flags)
    return Outcome(recommendation.route, *recommendation.route_range, flags, recommendation.decisiveness)


def decided(plains: Sequence[Mapping[str, Any]]) -> list[Outcome]:
    """What is decided on each of many cases, by the rules that the decision depends on."""
    engine, deciding, knowledge = _engine()
    given: set[Triple] = set()
    addresses = [NamedNode(f"{CASE}/{number}") for number in range(len(plains))]
    for plain, address in zip(plains, addresses, strict=True):
        given |= facts(read(plain), address.value)
    conclusions = Conclusions(engine.derive(given, deciding).triples)

    def code(case: NamedNode, name: str) -> str:
        found = conclusions.thing(case, name)
        assert found is not None, f"nothing is derived for {name}"
        return code_of(knowledge, found)

    return [
        Outcome(
            route=code(case, "route"),
            lowest=code(case, "lowestRoute"),
            highest=code(case, "highestRoute"),
            flags=frozenset(code_of(knowledge, flag) for flag in conclusions.things(case, "raisesFlag")),
            decisiveness=code(case, "decisiveness"),
        )
        for case in addresses
    ]


@cache
def _engine() -> tuple[FastEngine, RuleSet, Knowledge]:
    """An engine of these tests alone: a store belongs to one engine."""
    knowledge, rules = read_release(resources.release()), rule_base()
    chosen = {rule.iri for rule in leading_to(DECISION | {"decisiveness"}, rules.descriptions.values())}
    deciding = rules.rule_set.subset(lambda rule: rule.node in chosen)
    return FastEngine(knowledge.store, rules.rule_set), deciding, knowledge


@cache
def slugs(class_name: str) -> tuple[str, ...]:
    """Every term of a class that a case can name, in a fixed order."""
    return tuple(sorted(concept.slug for concept in consultant().vocabulary.concepts(class_name)))


def signalling(class_name: str, type: str) -> list[str]:
    """The terms of a class that imply a signal of unsafety."""
    knowledge = consultant().knowledge
    implying = [slug for slug in slugs(class_name) if knowledge.objects(thing(type, slug), kompas("impliesSignal"))]
    assert implying, f"no {class_name} implies a signal"
    return implying


def number_of(concept: str, name: str) -> float | None:
    """A number that the knowledge states of a concept."""
    value = consultant().knowledge.value(NamedNode(concept), kompas(name))
    return float(value.value) if isinstance(value, Literal) else None


def terms(class_name: str, most: int = 2) -> st.SearchStrategy[list[str]]:
    return st.deferred(lambda: st.lists(st.sampled_from(slugs(class_name)), unique=True, max_size=most))


def help_tried() -> st.SearchStrategy[list[Plain]]:
    given = st.fixed_dictionaries(
        {"what": st.sampled_from([*LIGHT_HELP, "pmto"]), "outcome": st.sampled_from(OUTCOMES)}
    )
    return st.lists(given, unique_by=lambda help: str(help["what"]), max_size=2)


def concern_fields() -> dict[str, st.SearchStrategy[Any]]:
    """Values for each field of a concern that may be left out."""
    return {
        "duration_months": st.sampled_from([0, 0.5, 1, 2.5, 3, 4, 12]),
        "frequency": st.sampled_from(FREQUENCIES),
        "settings": st.lists(st.sampled_from(SETTINGS), unique=True, min_size=1, max_size=3),
        "consequences": st.sampled_from(CONSEQUENCES),
        "danger": st.sampled_from(["none", "none", "none", *DANGERS]),
        "tried": help_tried(),
    }


def family_fields() -> dict[str, st.SearchStrategy[Any]]:
    """Values for each field about the family, of which any may be left out."""
    factors = st.deferred(lambda: st.sampled_from(slugs("ProtectiveFactor")))
    return {
        "risk_factors": terms("RiskFactor", 4),
        "protective_factors": st.dictionaries(factors, st.sampled_from(["present", "absent"]), max_size=4),
        "life_domains": terms("LifeDomain", 4),
        "services_involved": terms("Service"),
    }


@st.composite
def cases(draw: Draw, most_concerns: int = 2, signals: bool = True) -> Plain:
    """A valid case: one concern or more about any problems of the vocabulary, any other field there or not."""
    problems = st.lists(st.sampled_from(slugs("Problem")), unique=True, min_size=1, max_size=most_concerns)
    plain: Plain = {
        "age": draw(st.integers(0, 23) | st.floats(-0.75, 23)),
        "concerns": [
            {"problem": problem, **draw(st.fixed_dictionaries({}, optional=concern_fields()))}
            for problem in draw(problems)
        ],
    }
    blocks: dict[str, st.SearchStrategy[Any]] = {
        "family": st.fixed_dictionaries({}, optional=family_fields()),
        "goals": st.just(["weer samen lachen om niets"]),
        "preferences": st.fixed_dictionaries(
            {},
            optional={
                "formats": st.lists(st.sampled_from(get_args(model.FormatCode)), unique=True, max_size=2),
                "declines": terms("Intervention", 1) | terms("KernelElement", 1),
            },
        ),
        "practice": st.fixed_dictionaries(
            {},
            optional={
                "setting": st.sampled_from(SETTINGS),
                "qualification": st.sampled_from(get_args(model.QualificationCode)),
                "available": terms("Intervention", 3),
            },
        ),
        "language": st.sampled_from(["nl", "en"]),
    }
    if signals:
        blocks["safety_signals"] = terms("SafetySignal", 1)
    return {**plain, **draw(st.fixed_dictionaries({}, optional=blocks))}


def canonical(plain: Mapping[str, Any]) -> Plain:
    """The same case as a recommendation holds it: concerns in order, so that the places of its fields are known."""
    return read(plain).without_words().to_dict()


def with_field(plain: Mapping[str, Any], field: str, value: Any) -> Plain:
    """The case with one field changed, named as recommendations name it: `concerns[0].danger`."""
    changed: Plain = deepcopy(dict(plain))
    *parents, name = field.replace("[", ".").replace("]", "").split(".")
    part: Any = changed
    for parent in parents:
        part = part[int(parent)] if parent.isdigit() else part.setdefault(parent, {})
    part[name] = value
    return changed


def without_field(plain: Mapping[str, Any], field: str) -> Plain:
    """The case with one field left out."""
    changed = with_field(plain, field, None)
    *parents, name = field.replace("[", ".").replace("]", "").split(".")
    part: Any = changed
    for parent in parents:
        part = part[int(parent)] if parent.isdigit() else part[parent]
    del part[name]
    return changed


def optional_fields(plain: Mapping[str, Any]) -> list[str]:
    """Every field that is there and may be left out, single fields only."""
    found = [
        f"concerns[{index}].{name}"
        for index, concern in enumerate(plain["concerns"])
        for name in concern
        if name != "problem"
    ]
    for block in ("family", "preferences", "practice"):
        found += [f"{block}.{name}" for name in plain.get(block, {})]
    return found + [name for name in ("safety_signals", "goals") if name in plain]


def sample(count: int) -> list[Plain]:
    """The last of many generated cases, the same on every run: the first ones that hypothesis makes are the barest."""
    made: list[Plain] = []

    @repeatable(8 * count)
    @given(cases())
    def collect(plain: Plain) -> None:
        made.append(plain)

    collect()
    return made[-count:]
