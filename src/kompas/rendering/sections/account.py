"""The professional's own reasoning, the facts that were given, and where the proposal comes from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from kompas.recommendation import ConceptRef, Recommendation
from kompas.rendering.document import Block, Bullets, Facts, Line, Paragraph, Section, Table, WritingSpace
from kompas.rendering.frame import Frame
from kompas.rendering.wording import Wording, number

_SLUG: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def own_reasoning(frame: Frame) -> Section:
    """Room for the professional's choice and its reason: with every choice, also when the proposal is followed."""
    recommendation, words = frame.recommendation, frame.words
    if not frame.depth.complete:
        space = (Paragraph(Line(words["own_short"])), WritingSpace(words["own_reason"], 2))
        return Section("own-reasoning", words["own"], space)
    option = frame.option(recommendation.route)
    proposed = [item for item in option.items if item.status == "recommended"] if option else []
    choices = [(words["own_route"], recommendation.route_label)]
    choices += [(words["own_flag"], flag.label) for flag in recommendation.flag_reasons]
    choices += [(words["item_types"][item.type].capitalize(), item.concept.label) for item in proposed]
    rows = tuple((Line(about), Line(what), Line(words["own_choices"]), Line("")) for about, what in choices)
    return Section(
        "own-reasoning",
        words["own"],
        (
            Paragraph(Line(words["own_intro"])),
            Table(words["own_caption"], words["own_columns"], rows, blank=True),
            WritingSpace(words["own_family"], 3),
            WritingSpace(words["own_differently"], 2),
            WritingSpace(words["own_review"], 1),
        ),
    )


def given(frame: Frame) -> Section:
    """The facts of the case as they were filled in, and which were not."""
    case, words, labels = frame.recommendation.case, frame.words, _labels(frame.recommendation)
    fields, pairs = words["given_fields"], []
    if (age := case.get("age")) is not None:
        pairs.append((fields["age"], Line(_age(words, age))))
    concerns = tuple(_concern(words, labels, entry) for entry in case.get("concerns") or ())
    missing = []
    for name, value in _circumstances(case):
        if value is None:
            missing.append(fields[name].lower())
        else:
            pairs.append((fields[name], Line(_listed(words, labels, value))))
    blocks: list[Block] = [Paragraph(Line(words["given_intro"])), Facts(tuple(pairs))]
    if concerns:
        blocks.append(Section("given-concerns", fields["concerns"], (Bullets(concerns),)))
    if missing:
        blocks.append(Paragraph(Line(words["not_given"].format(fields="; ".join(missing)))))
    return Section("given", words["given"], tuple(blocks))


def colophon(frame: Frame) -> tuple[Line, ...]:
    """Versions, policy, and what a reader may count on."""
    words, provenance = frame.words, frame.recommendation.provenance
    versions = words["account_versions"].format(
        knowledge=provenance.knowledge_version, rules=provenance.rules_version, engine=provenance.engine
    )
    policy = words["account_policy"].format(policy=provenance.policy.label)
    return (Line(versions), Line(policy), Line(words["account_anonymous"]))


def _age(words: Wording, age: float) -> str:
    return words["given_age_unborn"] if age < 0 else _measured(words, words["years"], age)


def _measured(words: Wording, forms: tuple[str, str], amount: float) -> str:
    """An amount with its unit; only exactly one is singular."""
    return forms[0 if amount == 1 else 1].format(count=number(words, amount))


def _circumstances(case: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The fields besides age and concerns, in the order of the case; None where nothing was filled in."""
    family, preferences, practice = (case.get(part) or {} for part in ("family", "preferences", "practice"))
    goals = case.get("goals")
    for name in ("risk_factors", "protective_factors", "life_domains", "services_involved"):
        yield name, family.get(name)
    yield "safety_signals", case.get("safety_signals")
    yield "goals", goals and [f"“{goal}”" for goal in goals]
    for name in ("formats", "declines"):
        yield name, preferences.get(name)
    for name in ("setting", "qualification", "available"):
        yield name, practice.get(name)


def _concern(words: Wording, labels: Mapping[str, str], concern: Mapping[str, Any]) -> Line:
    fields, said = words["given_fields"], []
    if (months := concern.get("duration_months")) is not None:
        said.append(f"{fields['duration_months']} {_measured(words, words['given_months'], months)}")
    names = ("frequency", "settings", "consequences", "danger", "tried")
    known = [(fields[name], concern[name]) for name in names if concern.get(name) is not None]
    said += [f"{field}: {_listed(words, labels, value)}" for field, value in known]
    return Line("; ".join(said) or words["not_known"], lead=_named(words, labels, concern.get("problem", "")))


def _listed(words: Wording, labels: Mapping[str, str], value: Any) -> str:
    """A value, a list of values or a table of states, in words."""
    if isinstance(value, Mapping):
        if "what" in value:
            outcome = _named(words, labels, value.get("outcome") or "unknown")
            return words["tried_line"].format(what=_named(words, labels, value["what"]), outcome=outcome)
        return ", ".join(f"{_named(words, labels, k)} ({_named(words, labels, v)})" for k, v in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(_listed(words, labels, entry) for entry in value) or words["given_none"]
    return _named(words, labels, value)


def _named(words: Wording, labels: Mapping[str, str], value: Any) -> str:
    """The label of a code or a concept; a slug that has no label here is shown as words, the family's words as is."""
    text = str(value)
    if text in words["values"]:
        return words["values"][text]
    if text in labels:
        return labels[text]
    return text.replace("-", " ") if _SLUG.fullmatch(text) else text


def _labels(recommendation: Recommendation) -> dict[str, str]:
    """The labels, by slug, of every concept that the recommendation names."""
    found: list[ConceptRef] = [concern.problem for concern in recommendation.concerns]
    for option in recommendation.options:
        for item in option.items:
            found += (item.concept, *(item.found_in or ()))
    found += (entry.concept for entry in recommendation.protective_factors)
    found += recommendation.safety.signals
    return {concept.slug: concept.label for concept in found}
