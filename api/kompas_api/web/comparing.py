"""What if: one or more facts changed, and the two answers side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from kompas.recommendation import Argument, Counterfactual, Recommendation
from kompas_api.web.answers import Answers

_MARK: Final = "if."
_CHANGEABLE: Final = ("frequency", "consequences", "danger", "ordinary", "elements")


@dataclass(frozen=True, slots=True)
class Compared:
    """The answer as it is, and as it would be."""

    now: Recommendation
    then: Recommendation

    @property
    def same(self) -> bool:
        """Whether route, flags and reasons are all the same."""
        return (
            self.now.route == self.then.route
            and self.now.flags == self.then.flags
            and not self.only_now
            and not self.only_then
        )

    @property
    def only_now(self) -> tuple[Argument, ...]:
        """The reasons for and against the routes that would no longer hold."""
        return _without(self.now, self.then)

    @property
    def only_then(self) -> tuple[Argument, ...]:
        """The reasons that would come in their place."""
        return _without(self.then, self.now)


@dataclass(frozen=True, slots=True)
class Suggested:
    """A change that leads to another answer, ready to be tried."""

    text: str
    route: str
    value: str
    """What the button sends: the field of the form, and its new value."""


def supposed(answers: Answers) -> Answers:
    """The answers with the facts changed that are supposed to be otherwise; nothing supposed changes nothing."""
    changed = dict(_changes(answers))
    kept = [(name, value) for name, value in answers.fields if name not in changed and not name.startswith(_MARK)]
    return Answers((*kept, *((name, value) for name, value in changed.items() if value != "unknown-again")))


def is_supposed(answers: Answers) -> bool:
    """Whether something is supposed to be otherwise."""
    return bool(dict(_changes(answers)))


def suggestions(recommendation: Recommendation) -> tuple[Suggested, ...]:
    """The changes that would change the answer, as far as the form has a field for them; another age comes last."""
    told = sorted(recommendation.what_would_change, key=lambda one: one.change.field == "age")
    found = (_suggested(one, recommendation.case) for one in told)
    return tuple(one for one in found if one)[:8]


def _changes(answers: Answers) -> Iterator[tuple[str, str]]:
    """The fields that are supposed to be otherwise, with their values; a button that was pressed comes last."""
    for name, value in answers.fields:
        if name.startswith(_MARK) and value:
            yield name.removeprefix(_MARK), value
    field, _, value = answers.one("suppose").partition("=")
    if value:
        yield field, value


def _suggested(one: Counterfactual, case: dict[str, Any]) -> Suggested | None:
    field, to = one.change.field, one.change.to
    if field == "age" and isinstance(to, int | float) and to >= 0:
        return Suggested(one.change.text, one.route, f"years={to:g}") if float(to).is_integer() else None
    if not field.startswith("concerns[") or not isinstance(to, str | int | float):
        return None
    place, _, name = field.removeprefix("concerns[").partition("].")
    slug = case["concerns"][int(place)]["problem"] if int(place) < len(case["concerns"]) else None
    form = {"duration_months": "duration"}.get(name, name)
    if slug is None or form not in (*_CHANGEABLE, "duration"):
        return None
    return Suggested(one.change.text, one.route, f"{form}.{slug}={to}")


def _without(some: Recommendation, others: Recommendation) -> tuple[Argument, ...]:
    known = {argument.id for argument in _arguments(others)}
    return tuple(argument for argument in _arguments(some) if argument.id not in known)


def _arguments(recommendation: Recommendation) -> Iterator[Argument]:
    for option in recommendation.options:
        yield from (*option.arguments_for, *option.arguments_against)
