"""Before and after for a few cases: what is recommended, and why, by each edition."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode, Quad, Store

from kompas.case import Case
from kompas.case.codes import CONSEQUENCES, FREQUENCY
from kompas.consultation import Consultant
from kompas.editions import Edition
from kompas.impact.differences import Difference
from kompas.impact.wording import WORDS
from kompas.knowledge import Knowledge
from kompas.namespaces import thing
from kompas.recommendation import Argument, Language, Recommendation

SHOWN: Final = 5
"""How many cases are shown."""
ARGUMENTS: Final = 4
"""How many arguments are shown on either side."""


@dataclass(frozen=True, slots=True)
class Side:
    """What one edition recommends for a case."""

    route: str
    flags: tuple[str, ...]
    leading: tuple[str, ...]
    reasons: tuple[str, ...]
    """The arguments that only this edition makes, the weightiest first."""


@dataclass(frozen=True, slots=True)
class BeforeAfter:
    """One case with what both editions recommend."""

    difference: Difference
    case: str
    """The case in a few words."""
    before: Side
    after: Side


def shown(
    old: Edition, new: Edition, differences: Sequence[Difference], case_of: Callable[[str], Case], language: Language
) -> tuple[BeforeAfter, ...]:
    """A few of the cases that come out otherwise, of as many kinds as can be, with both justifications."""
    chosen = _chosen(differences)
    if not chosen:
        return ()
    consultants = _consultant(old), _consultant(new)
    made = []
    for difference in chosen:
        case = case_of(difference.case).model_copy(update={"language": language})
        before, after = (consultant.answer(case).recommendation for consultant in consultants)
        ours, theirs = _arguments(before), _arguments(after)
        made.append(
            BeforeAfter(
                difference,
                _in_words(case, new.knowledge, language),
                _side(before, difference.before.leading, [ours[t] for t in ours if t not in theirs], old, language),
                _side(after, difference.after.leading, [theirs[t] for t in theirs if t not in ours], new, language),
            )
        )
    return tuple(made)


def _chosen(differences: Sequence[Difference]) -> list[Difference]:
    """The first case of each combination of directions, other routes first, then others up to the number shown."""
    ranked = sorted(differences, key=lambda difference: not difference.is_route)
    first: dict[tuple[str, ...], Difference] = {}
    for difference in ranked:
        first.setdefault(difference.directions, difference)
    others = [difference for difference in ranked if difference not in first.values()]
    return [*first.values(), *others][:SHOWN]


def _consultant(edition: Edition) -> Consultant:
    """A consultant with a store of its own: an engine writes in the store it has."""
    store = Store()
    store.bulk_extend(Quad(*triple) for triple in edition.knowledge.triples())
    return Consultant(Knowledge(store, edition.knowledge.manifest), edition.rules)


def _side(
    recommendation: Recommendation,
    leading: tuple[str, ...],
    reasons: Sequence[Argument],
    edition: Edition,
    language: Language,
) -> Side:
    weights = ("decisive", "strong", "supporting")
    ranked = sorted(reasons, key=lambda argument: (weights.index(argument.weight), argument.id))
    return Side(
        recommendation.route_label,
        tuple(flag.label for flag in recommendation.flag_reasons),
        tuple(edition.knowledge.label(NamedNode(iri), language) for iri in leading),
        tuple(f"{argument.text} ({argument.rule.label})" for argument in ranked[:ARGUMENTS]),
    )


def _arguments(recommendation: Recommendation) -> dict[tuple[str, str], Argument]:
    """Every argument for and against routes, flags and leading items, by what it says of what."""
    found: dict[tuple[str, str], Argument] = {}
    parts: list[tuple[str, tuple[Argument, ...]]] = [(f.flag, f.arguments) for f in recommendation.flag_reasons]
    parts.append(("decisiveness", recommendation.decisiveness_reasons))
    for option in recommendation.options:
        parts.append((option.route, (*option.arguments_for, *option.arguments_against)))
        parts += [
            (item.concept.slug, (*item.arguments_for, *item.arguments_against))
            for item in option.items
            if item.status == "recommended"
        ]
    for about, arguments in parts:
        for argument in arguments:
            found.setdefault((about, argument.text), argument)
    return found


def _in_words(case: Case, knowledge: Knowledge, language: Language) -> str:
    told = []
    for concern in case.concerns:
        label = knowledge.label(thing("problem", concern.problem), language)
        months = None if concern.duration_months is None else f"{concern.duration_months:g}"
        coded = ((CONSEQUENCES, concern.consequences), (FREQUENCY, concern.frequency))
        facts = [WORDS[language]["months"].format(number=months) if months else None]
        facts += [knowledge.label(of.terms[code], language).lower() if code else None for of, code in coded]
        known = ", ".join(fact for fact in facts if fact)
        told.append(f"{label} ({known})" if known else label)
    return WORDS[language]["years"].format(age=f"{case.age:g}", concerns="; ".join(told))
