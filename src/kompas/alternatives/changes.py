"""What would change the answer: every change of a single fact that gives another route or other flags.

Each fact is changed to every value that could matter. Values that the rules cannot tell apart (two ages between the
same borders, two risk factors of which the knowledge says the same) are put to them once; the others are named beside.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import floor
from typing import Any, get_args

from kompas.alternatives.wording import change_in_words
from kompas.alternatives.worlds import World, Worlds
from kompas.case import Case, Concern, Family, HelpTried
from kompas.case.codes import FREQUENCY
from kompas.case.model import OLDEST, YOUNGEST, ConsequencesCode, SettingCode
from kompas.conclusions import Conclusions
from kompas.knowledge import Knowledge
from kompas.namespaces import kompas, thing
from kompas.recommendation import Change, Counterfactual

TYPES = {
    "RiskFactor": "risk-factor",
    "LifeDomain": "life-domain",
    "Service": "service",
    "ProtectiveFactor": "protective-factor",
    "SafetySignal": "safety-signal",
}
"""The type of the things of each class that a case lists."""


BEYOND = 0.01
"""Years: the least step past an age that is told to the month."""


@dataclass(frozen=True)
class Variant:
    """The case with one fact changed."""

    field: str
    before: Any
    after: Any
    world: World
    or_also: tuple[Any, ...] = ()


def counterfactuals(case: Case, conclusions: Conclusions, worlds: Worlds) -> tuple[Counterfactual, ...]:
    """Every single-fact change that tips the route or a flag, in the order of the fields.

    Args:
        case: the case as given.
        conclusions: what was derived of it.
        worlds: puts the changed cases to the rules.
    """
    decision = worlds.decision(conclusions, conclusions.case)
    variants = list(_variants(case, conclusions, worlds.knowledge))
    decisions = worlds.decide([variant.world for variant in variants], conclusions)
    return tuple(
        Counterfactual(
            change=Change(
                field=variant.field,
                from_=variant.before,
                to=variant.after,
                or_also=variant.or_also,
                text=change_in_words(
                    variant.field, variant.before, variant.after, variant.or_also, case, worlds.knowledge
                ),
            ),
            route=other.route,
            flags=other.flags,
        )
        for variant, other in zip(variants, decisions, strict=True)
        if (other.route, other.flags) != (decision.route, decision.flags)
    )


def _variants(case: Case, conclusions: Conclusions, knowledge: Knowledge) -> Iterator[Variant]:
    everything = frozenset(concern.problem for concern in case.concerns)
    for age in _ages(case, conclusions, knowledge):
        yield Variant("age", _number(case.age), _number(age), World(case.model_copy(update={"age": age}), everything))
    for index, concern in enumerate(case.concerns):
        for field, after, also in _concern_changes(concern, knowledge):
            changed = concern.model_copy(update={field: after})
            concerns = (*case.concerns[:index], changed, *case.concerns[index + 1 :])
            world = World(case.model_copy(update={"concerns": concerns}), frozenset({concern.problem}))
            before = _plain(getattr(concern, field))
            yield Variant(f"concerns[{index}].{field}", before, _plain(after), world, also)
    yield from _family_variants(case, everything, knowledge)
    for signals, also in _set_changes(case.safety_signals, "SafetySignal", knowledge):
        world = World(case.model_copy(update={"safety_signals": signals}), frozenset())
        yield Variant("safety_signals", _plain(case.safety_signals), _plain(signals), world, also)


def _ages(case: Case, conclusions: Conclusions, knowledge: Knowledge) -> list[float]:
    """One age for every stretch between two borders of the knowledge, but not for the child's own; nearest first."""
    borders = {
        border
        for phase in knowledge.members("AgePhase")
        for name in ("fromAge", "untilAge")
        for border in knowledge.numbers(phase, name)
    }
    for recent in knowledge.numbers(thing("policy", "net-voorbij"), "cutoffValue"):
        ends = (end for phase in knowledge.members("AgePhase") for end in knowledge.numbers(phase, "untilAge"))
        borders.update([end + recent for end in ends])
    problems = {
        problem
        for concern in conclusions.things(conclusions.case, "hasConcern")
        for problem in conclusions.things(concern, "fallsUnder")
    }
    for problem in problems:
        for advice in knowledge.subjects(kompas("forProblem"), problem):
            if knowledge.value(advice, kompas("firstChoiceKind")) == kompas("ProgrammeChoice"):
                borders.update(knowledge.numbers(advice, "minAge"))
                borders.update(_beyond(last, knowledge) for last in knowledge.numbers(advice, "maxAge"))
    ordered = sorted(border for border in borders if YOUNGEST <= border <= OLDEST)
    own = max((border for border in ordered if border <= case.age), default=None)
    return sorted((border for border in ordered if border != own), key=lambda border: abs(border - case.age))


def _beyond(last: float, knowledge: Knowledge) -> float:
    """The age from which a last age no longer holds: the next birthday, and for the youngest just past it."""
    whole = knowledge.numbers(thing("policy", "leeftijd-in-jaren"), "cutoffValue")
    return floor(last) + 1.0 if last >= min(whole) else last + BEYOND


def _concern_changes(concern: Concern, knowledge: Knowledge) -> Iterator[tuple[str, Any, tuple[Any, ...]]]:
    """Every other value of a field of a concern, with the values that the rules cannot tell from it."""
    for months in _durations(concern, knowledge):
        yield "duration_months", months, ()
    cutoff = knowledge.value(thing("policy", "frequentie"), kompas("cutoffLevel"))
    raised = [code for code, term in FREQUENCY.terms.items() if _rank(term, knowledge) >= _rank(cutoff, knowledge)]
    for group in ([code for code in FREQUENCY.terms if code not in raised], raised):
        if concern.frequency not in group:
            yield "frequency", group[-1], tuple(group[:-1])
    for code in get_args(ConsequencesCode):
        if code != concern.consequences:
            yield "consequences", code, ()
    for group in (["none"], ["to-self", "to-others"]):
        if concern.danger not in group:
            yield "danger", group[0], tuple(group[1:])
    for settings in _settings(concern.settings or (), knowledge):
        yield "settings", settings, ()
    yield from _tried(concern)


def _tried(concern: Concern) -> Iterator[tuple[str, Any, tuple[Any, ...]]]:
    """That help was not enough, or that it was: the rules ask whether any help tried was insufficient."""
    told = concern.tried or ()
    if any(help.outcome == "insufficient" for help in told):
        helping = tuple(help.model_copy(update={"outcome": "helps"}) for help in told)
        yield "tried", helping, (_plain(tuple(help for help in told if help.outcome != "insufficient")),)
        return
    failing = [
        tuple(
            sorted({*(h for h in told if h.what != what), HelpTried(what=what, outcome="insufficient")}, key=_by_what)
        )
        for what in ("ordinary-parenting", "kernel-elements")
    ]
    yield "tried", failing[0], tuple(_plain(other) for other in failing[1:])


def _by_what(help: HelpTried) -> str:
    return help.what


def _rank(term: Any, knowledge: Knowledge) -> int:
    return int(knowledge.numbers(term, "rank")[0])


def _durations(concern: Concern, knowledge: Knowledge) -> list[float]:
    """One duration on either side of every cut-off for duration."""
    cutoffs = sorted(
        cutoff
        for node in knowledge.subjects(kompas("cutoffFor"), kompas("Duration"))
        for cutoff in knowledge.numbers(node, "cutoffValue")
    )
    stretches = [0.0, *cutoffs]
    own = None if concern.duration_months is None else max(s for s in stretches if s <= concern.duration_months)
    return [stretch for stretch in stretches if stretch != own]


def _family_variants(case: Case, everything: frozenset[str], knowledge: Knowledge) -> Iterator[Variant]:
    def variant(field: str, after: Any, also: tuple[Any, ...] = ()) -> Variant:
        family: Family = case.family.model_copy(update={field: after})
        before = _plain(getattr(case.family, field))
        world = World(
            case.model_copy(update={"family": family}), everything if field == "risk_factors" else frozenset()
        )
        return Variant(f"family.{field}", before, _plain(after), world, also)

    for field, kind in (
        ("risk_factors", "RiskFactor"),
        ("life_domains", "LifeDomain"),
        ("services_involved", "Service"),
    ):
        for after, also in _set_changes(getattr(case.family, field), kind, knowledge):
            yield variant(field, after, also)
    states: dict[str, str] = dict(case.family.protective_factors or {})
    factors = _slugs("ProtectiveFactor", knowledge)
    for (now, state), group in groupby(
        sorted((states.get(factor, ""), state, factor) for factor in factors for state in ("absent", "present", "")),
        key=lambda change: change[:2],
    ):
        alike = [factor for _, _, factor in group]
        if now == state:
            continue
        first, *others = ({**states, factor: state} if state else _without(states, factor) for factor in alike)
        yield variant("protective_factors", dict(sorted(first.items())), tuple(dict(sorted(o.items())) for o in others))


def _set_changes(
    members: tuple[str, ...] | None, kind: str, knowledge: Knowledge
) -> Iterator[tuple[tuple[str, ...], tuple[Any, ...]]]:
    """A list with one member more or less; members of which the knowledge says the same are taken together."""
    told = members or ()
    if members is None:
        yield (), ()
    known = _slugs(kind, knowledge)
    for adding in (True, False):
        candidates = [slug for slug in known if (slug not in told) == adding]
        alike: dict[frozenset[str], list[tuple[str, ...]]] = {}
        for slug in candidates:
            after = tuple(sorted({*told, slug})) if adding else tuple(member for member in told if member != slug)
            alike.setdefault(_character(slug, kind, knowledge), []).append(after)
        for first, *others in alike.values():
            yield first, tuple(_plain(other) for other in others)


def _character(slug: str, kind: str, knowledge: Knowledge) -> frozenset[str]:
    """What the deciding rules can see of a member of a list, apart from which one it is."""
    node = thing(TYPES[kind], slug)
    seen = {
        f"{name} {value}"
        for name in ("lasting", "impliesSignal", "asksAfterSignal", "maltreatmentSignal", "acute")
        for value in knowledge.objects(node, kompas(name))
    }
    return frozenset(seen)


def _slugs(kind: str, knowledge: Knowledge) -> list[str]:
    return [node.value.rsplit("/", 1)[-1] for node in knowledge.members(kind)]


def _settings(told: Sequence[str], knowledge: Knowledge) -> Iterator[tuple[str, ...]]:
    """Just too few places to weigh, and just enough: the rules count places, they do not tell them apart."""
    enough = int(knowledge.numbers(thing("policy", "situaties"), "cutoffValue")[0])
    others = [code for code in get_args(SettingCode) if code not in told]
    if len(told) >= enough > 1 or not told:
        yield tuple(told[: enough - 1]) or tuple(others[: enough - 1])
    if len(told) < enough:
        yield tuple(sorted((*told, *others[: enough - len(told)])))


def _without(states: dict[str, str], factor: str) -> dict[str, str]:
    return {name: state for name, state in states.items() if name != factor}


def _number(value: float) -> float | int:
    return int(value) if float(value).is_integer() else value


def _plain(value: Any) -> Any:
    """A value of a field as it stands in a case file."""
    if isinstance(value, HelpTried):
        return {"what": value.what, "outcome": value.outcome}
    if isinstance(value, tuple | list):
        return [_plain(entry) for entry in value]
    if isinstance(value, dict):
        return {name: _plain(entry) for name, entry in value.items()}
    return _number(value) if isinstance(value, float) else value
