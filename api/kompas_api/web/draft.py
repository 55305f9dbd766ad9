"""From what was filled in to a case: numbers read, choices gathered, and for each part of the case its field."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from kompas_api.web.answers import Answers
from kompas_api.web.languages import N_

UNBORN: Final = -0.25
"""The age that stands for “not born yet”: any age below zero is in the same phase."""

_NUMBER: Final = re.compile(r"\d{1,4}(?:[.,]\d{1,4})?")
_WEEKS_A_YEAR: Final = 52


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is wrong in a field, said to the one who filled it in; `about` is filled into the message."""

    field: str
    message: str
    about: str = ""


@dataclass
class Draft:
    """A case in the making: `places` says which field each part of it (a JSON Pointer) comes from."""

    case: dict[str, Any] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def field_of(self, pointer: str) -> str:
        """The form field of a place in the case: of the place itself, else of what it is a part of."""
        while pointer:
            if pointer in self.places:
                return self.places[pointer]
            pointer = pointer.rpartition("/")[0]
        return "problem"

    @property
    def complete(self) -> bool:
        """Whether there is enough to ask for a first answer: an age, and something people worry about."""
        return not self.faults and "age" in self.case and bool(self.case.get("concerns"))


def draft(answers: Answers, language: str) -> Draft:
    """The case that these answers describe, as far as it goes, and what is wrong in them."""
    made = Draft({"language": language})
    _age(answers, made)
    made.case["concerns"] = [_concern(answers, made, place, slug) for place, slug in enumerate(answers.problems)]
    _family(answers, made)
    signals = answers.all("signal")
    if signals and answers.has("no-signals", "yes"):
        made.faults.append(Fault("no-signals", N_("You said there is nothing, and ticked something. Choose one.")))
    elif signals or answers.has("no-signals", "yes"):
        made.case["safety_signals"] = list(signals)
    _wishes(answers, made)
    return made


def _age(answers: Answers, made: Draft) -> None:
    years, months = answers.one("years"), answers.one("months")
    made.places["/age"] = "years"
    if answers.has("unborn", "yes"):
        if years or months:
            made.faults.append(Fault("unborn", N_("Choose one: an age, or not born yet.")))
        made.case["age"] = UNBORN
        return
    if not years and not months:
        return
    read_years, read_months = _number(years or "0"), _number(months or "0")
    if read_years is None or read_years > 23:
        made.faults.append(Fault("years", N_("Fill in the years as a number from 0 to 23.")))
    if read_months is None or read_months >= 12:
        made.faults.append(Fault("months", N_("Fill in the months as a number from 0 to 11.")))
    if not made.faults and read_years is not None and read_months is not None:
        made.case["age"] = min(round(read_years + read_months / 12, 4), 23.0)


def _concern(answers: Answers, made: Draft, place: int, slug: str) -> dict[str, Any]:
    base = f"/concerns/{place}"
    made.places |= {base: "problem", f"{base}/problem": "problem"}
    concern: dict[str, Any] = {"problem": slug}
    for key, name in _CONCERN_FIELDS.items():
        made.places[f"{base}/{key}"] = f"{name}.{slug}"
    if (months := _months(answers, made, slug)) is not None:
        concern["duration_months"] = months
    for key in ("frequency", "consequences", "danger"):
        if said := answers.one(f"{key}.{slug}"):
            concern[key] = said
    if settings := answers.all(f"setting.{slug}"):
        concern["settings"] = list(settings)
    tried, untried = list(_tried(answers, made, base, slug)), answers.has(f"untried.{slug}", "yes")
    if tried and untried:
        made.faults.append(Fault(f"untried.{slug}", N_("You said nothing was tried, and filled in something.")))
    elif tried or untried:
        concern["tried"] = tried
    return concern


_CONCERN_FIELDS: Final = {
    "duration_months": "duration",
    "frequency": "frequency",
    "settings": "setting",
    "consequences": "consequences",
    "danger": "danger",
    "tried": "programme",
}


def _months(answers: Answers, made: Draft, slug: str) -> float | None:
    """How long something lasts, in months: up to four weeks a week is a quarter, beyond that a year has 52."""
    typed = answers.one(f"duration.{slug}")
    if not typed:
        return None
    number = _number(typed)
    months = None
    if number is not None:
        match answers.one(f"unit.{slug}"):
            case "weeks":
                months = number / 4 if number <= 4 else 12 * number / _WEEKS_A_YEAR
            case "years":
                months = 12 * number
            case "months" | "":
                months = number
    if months is None or months > 300:
        made.faults.append(Fault(f"duration.{slug}", N_("Fill in how long as a number, at most 25 years.")))
        return None
    return round(months, 2)


def _tried(answers: Answers, made: Draft, base: str, slug: str) -> Iterator[dict[str, str]]:
    place = 0
    for name, kind in (("ordinary", "ordinary-parenting"), ("elements", "kernel-elements")):
        if outcome := answers.one(f"{name}.{slug}"):
            made.places[f"{base}/tried/{place}"] = f"{name}.{slug}"
            place += 1
            yield {"what": kind, "outcome": outcome}
    for programme, outcome in answers.rows(f"programme.{slug}", f"programme-outcome.{slug}"):
        if programme:
            made.places[f"{base}/tried/{place}"] = f"programme.{slug}"
            place += 1
            yield {"what": programme, "outcome": outcome or "unknown"}


def _family(answers: Answers, made: Draft) -> None:
    family: dict[str, Any] = {}
    protection = {
        name.partition(".")[2]: value for name, value in answers.fields if name.startswith("protection.") and value
    }
    if protection:
        family["protective_factors"] = protection
    risks, known = list(answers.all("risk")), answers.one("risks-known")
    if known == "none" and risks:
        made.faults.append(Fault("risks-known", N_("You said there is nothing, and ticked something. Choose one.")))
    elif known == "some" and not risks:
        made.faults.append(Fault("risks-known", N_("Tick what plays, or choose “We do not know yet”.")))
    elif risks or known == "none":
        family["risk_factors"] = risks
    for key, name in (("life_domains", "domain"), ("services_involved", "service")):
        if said := list(answers.all(name)):
            family[key] = said
    made.places |= {
        "/family/protective_factors": "protection",
        "/family/risk_factors": "risks-known",
        "/family/life_domains": "domain",
        "/family/services_involved": "service",
        "/safety_signals": "signal",
    }
    if family:
        made.case["family"] = family


def _wishes(answers: Answers, made: Draft) -> None:
    if goals := list(answers.lines("goals")):
        made.case["goals"] = goals
    preferences: dict[str, Any] = {}
    if formats := list(answers.all("format")):
        preferences["formats"] = formats
    if declines := _listed(answers, made, "/preferences/declines", "declines"):
        preferences["declines"] = declines
    practice: dict[str, Any] = {}
    for key, name in (("setting", "practice-setting"), ("qualification", "qualification")):
        if said := answers.one(name):
            practice[key] = said
    available = _listed(answers, made, "/practice/available", "available")
    known = answers.one("offer-known")
    if known == "none" and available:
        made.faults.append(Fault("offer-known", N_("You said there is nothing, and ticked something. Choose one.")))
    elif known == "some" and not available:
        made.faults.append(Fault("offer-known", N_("Tick what there is, or choose “We do not know yet”.")))
    elif available or known == "none":
        practice["available"] = available
    made.places |= {
        "/goals": "goals",
        "/preferences/formats": "format",
        "/preferences/declines": "declines-words",
        "/practice/available": "available-words",
        "/practice/setting": "practice-setting",
        "/practice/qualification": "qualification",
    }
    made.case |= {name: part for name, part in (("preferences", preferences), ("practice", practice)) if part}


def _listed(answers: Answers, made: Draft, pointer: str, name: str) -> list[str]:
    """What was ticked and what was written, one a line; each remembers which of the two it was."""
    ticked, written = answers.all(name), answers.lines(f"{name}-words")
    for place in range(len(ticked)):
        made.places[f"{pointer}/{place}"] = name
    return [*ticked, *written]


def _number(text: str) -> float | None:
    return float(text.replace(",", ".")) if _NUMBER.fullmatch(text) else None
