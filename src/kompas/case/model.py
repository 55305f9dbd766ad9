"""The case: the anonymous facts of one conversation, as typed, immutable and canonical data.

Terms are held as slugs and codes. Lists are sets: sorted, without doubles, so that two people who write the same
facts in another order or another spelling have the same case. What is left out is `None`: not known. An empty list
says that it was looked at and that there is none.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_FLOOR, Decimal
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

FrequencyCode = Literal["rarely", "monthly", "weekly", "several-times-a-week", "daily"]
SettingCode = Literal["home", "childcare", "school", "peer-group", "neighbourhood", "club", "online", "work"]
ConsequencesCode = Literal["none", "some", "substantial", "severe"]
DangerCode = Literal["none", "to-self", "to-others"]
OutcomeCode = Literal["helps", "insufficient", "unknown"]
StateCode = Literal["present", "absent"]
FormatCode = Literal["individual", "group", "online", "at-home", "at-school"]
QualificationCode = Literal["mbo", "hbo", "wo", "specialist"]
LanguageCode = Literal["nl", "en"]

YOUNGEST: Final = -0.75
"""Age in years at conception: help can begin before birth."""
OLDEST: Final = 23
LONGEST: Final = 300
"""Months: longer than anyone whom a case can be about has lived."""
_STEP: Final = Decimal("0.0001")


def _floored(number: float) -> float:
    """The number down to four decimals: a child is four until its fifth birthday, however precisely it is said."""
    return float(Decimal(repr(number)).quantize(_STEP, ROUND_FLOOR)) + 0.0


def _sorted_set(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(set(values)))


def _sorted_mapping(states: Mapping[str, StateCode]) -> Mapping[str, StateCode]:
    return dict(sorted(states.items()))


Years = Annotated[float, Field(ge=YOUNGEST, le=OLDEST, allow_inf_nan=False), AfterValidator(_floored)]
Months = Annotated[float, Field(ge=0, le=LONGEST, allow_inf_nan=False), AfterValidator(_floored)]
Terms = Annotated[tuple[str, ...], AfterValidator(_sorted_set)]


class CasePart(BaseModel):
    """Base of every part of a case: immutable, no other fields than its own, and no input repeated in errors."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class HelpTried(CasePart):
    """Help already given for a concern, and what came of it."""

    what: str = Field(description="`ordinary-parenting`, `kernel-elements`, or an intervention")
    outcome: OutcomeCode = "unknown"


def _sorted_help(tried: tuple[HelpTried, ...]) -> tuple[HelpTried, ...]:
    return tuple(sorted(set(tried), key=lambda help: (help.what, help.outcome)))


class Concern(CasePart):
    """One problem or behaviour that people worry about, and what is known of it."""

    problem: str = Field(description="a problem of the vocabulary")
    duration_months: Months | None = Field(None, description="how long it has been going on, in months")
    frequency: FrequencyCode | None = Field(None, description="how often it happens")
    settings: Annotated[tuple[SettingCode, ...], Field(min_length=1), AfterValidator(_sorted_set)] | None = Field(
        None, description="where it happens"
    )
    consequences: ConsequencesCode | None = Field(None, description="harm to development, school, family or others")
    danger: DangerCode | None = Field(None, description="danger to the child or to others")
    tried: Annotated[tuple[HelpTried, ...], AfterValidator(_sorted_help)] | None = Field(
        None, description="help already given for this concern"
    )


class Family(CasePart):
    """What is known of the family: what weighs, what protects, and who is involved."""

    risk_factors: Terms | None = Field(None, description="circumstances that weigh; an empty list: none were found")
    protective_factors: Annotated[Mapping[str, StateCode], AfterValidator(_sorted_mapping)] | None = Field(
        None, description="protective factors that are present or absent; the others are not known"
    )
    life_domains: Terms | None = Field(None, description="life domains outside parenting in which problems play")
    services_involved: Terms | None = Field(None, description="services that are already involved with the family")

    def __hash__(self) -> int:
        protection = tuple((self.protective_factors or {}).items())
        return hash((self.risk_factors, protection, self.life_domains, self.services_involved))


class Preferences(CasePart):
    """What the child and the parents want."""

    formats: Annotated[tuple[FormatCode, ...], AfterValidator(_sorted_set)] | None = Field(
        None, description="forms of help that they prefer"
    )
    declines: Terms | None = Field(
        None, description="interventions, elements or treatments they do not want, as `{type}/{slug}`"
    )


class Practice(CasePart):
    """Where the professional works, with which training, and what can be delivered there."""

    setting: SettingCode | None = Field(None, description="where the professional works")
    qualification: QualificationCode | None = Field(None, description="the professional's level of training")
    available: Terms | None = Field(
        None, description="interventions that can be delivered here; a family of programmes stands for its members"
    )


def _one_a_problem(concerns: tuple[Concern, ...]) -> tuple[Concern, ...]:
    if len({concern.problem for concern in concerns}) < len(concerns):
        raise ValueError("two concerns are about the same problem")
    return tuple(sorted(concerns, key=lambda concern: concern.problem))


class Case(CasePart):
    """The anonymous facts of one conversation.

    `goals` are people's own words: never shown, never logged, never put in a graph.
    """

    age: Years = Field(description="age in years, decimals allowed; below zero before birth")
    concerns: Annotated[tuple[Concern, ...], Field(min_length=1), AfterValidator(_one_a_problem)]
    family: Family = Family()
    safety_signals: Terms | None = Field(None, description="signs that a child is not safe")
    goals: Terms | None = Field(
        None, repr=False, description="what child and parents want to reach, in their own words"
    )
    goals_stated: bool = Field(False, description="that there are goals, where their words are left out")
    preferences: Preferences = Preferences()
    practice: Practice = Practice()
    language: LanguageCode = "nl"

    @property
    def has_goals(self) -> bool:
        """Whether child and parents said what they want to reach."""
        return bool(self.goals) or self.goals_stated

    def without_words(self) -> Case:
        """The same case without anyone's own words: it still says whether there are goals."""
        return self.model_copy(update={"goals": None, "goals_stated": self.has_goals})

    def to_dict(self) -> dict[str, Any]:
        """The case as plain data that reads back as the same case: only what is known, in the contract's order."""
        plain: dict[str, Any] = _plain(self)
        if self.goals:
            plain.pop("goals_stated", None)
        return plain


def _plain(value: object) -> Any:
    if isinstance(value, CasePart):
        fields = type(value).model_fields
        said = ((name, getattr(value, name)) for name in fields)
        return {name: _plain(part) for name, part in said if _is_said(part)}
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if isinstance(value, Mapping):
        return dict(value)
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _is_said(part: object) -> bool:
    if part is None or part is False:
        return False
    return not isinstance(part, Family | Preferences | Practice) or part != type(part)()
