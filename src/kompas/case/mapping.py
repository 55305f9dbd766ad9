"""Plain data → a case: which fields there are, what each may hold, and what must not go together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from pyoxigraph import NamedNode

from kompas.case.codes import CONSEQUENCES, DANGER, FORMAT, FREQUENCY, HELP_KIND, OUTCOME, QUALIFICATION, SETTING
from kompas.case.fields import (
    Reader,
    code,
    kind_of,
    listing,
    number,
    record,
    term,
    truth,
    words,
)
from kompas.case.model import LONGEST, OLDEST, YOUNGEST, Case
from kompas.case.place import Findings, Place
from kompas.case.privacy import refusals
from kompas.errors import BadInput
from kompas.namespaces import type_and_slug
from kompas.vocabulary import Vocabulary, normalised

_NOT_KNOWN: Final = "leave it out if it is not known"
_STATES: Final = {"present": "present", "aanwezig": "present", "absent": "absent", "afwezig": "absent"}
_LANGUAGES: Final = {"nl": "nl", "nederlands": "nl", "dutch": "nl", "en": "en", "engels": "en", "english": "en"}
_DECLINABLE: Final = ("Intervention", "KernelElement", "Treatment")


def case_from_mapping(data: Mapping[str, Any], vocabulary: Vocabulary) -> Case:
    """The case that plain data describes, in whatever spelling and order.

    Raises:
        BadInput: everything that is wrong with it, at once, each with its place; what could identify a person first.
    """
    return case_from_plain(dict(data), vocabulary)


def case_from_plain(data: object, vocabulary: Vocabulary, mistakes: Iterable[BadInput] = ()) -> Case:
    """As `case_from_mapping`, for what a file turned out to hold, with the mistakes that were found in reading it."""
    private = dict(refusals(data, FIELD_NAMES))
    findings = Findings(private.keys())
    for mistake in (*mistakes, *private.values()):
        findings.add(mistake)
    place = Place(vocabulary, findings)
    if not isinstance(data, dict):
        place.refuse(
            f"A case is a mapping of fields, not {kind_of(data)}: write `age: 5`, then `concerns:`; several cases go "
            "into a batch, one a line"
        )
        findings.settle()
    fields = _CASE(data, place)
    findings.settle()
    return Case.model_validate(fields)


def _help(value: object, place: Place) -> str | None:
    """`ordinary-parenting`, `kernel-elements`, or an intervention."""
    kind = HELP_KIND.named(value) if isinstance(value, str) else None
    return kind or term("HelpKind", "Intervention", written=_kind_or_slug)(value, place)


def _kind_or_slug(found: NamedNode, vocabulary: Vocabulary) -> str:
    return HELP_KIND.code(found) or vocabulary.slug(found)


def _tried(value: object, place: Place) -> list[Any] | None:
    """Help already given; the same help cannot have had two outcomes."""
    found = listing(_HELP, "tried: [{what: ordinary-parenting, outcome: insufficient}]")(value, place)
    outcomes: dict[str, str] = {}
    for position, help in enumerate(found or ()):
        what, outcome = (help or {}).get("what"), (help or {}).get("outcome") or "unknown"
        if what and outcomes.setdefault(what, outcome) != outcome:
            place.at(position).refuse(f"“{what}” stands here with two outcomes: keep the last one")
    return found


def _concerns(value: object, place: Place) -> list[Any] | None:
    """The concerns; two about the same problem are one."""
    read = listing(_CONCERN, "concerns: [{problem: driftbuien}]", empty="give at least one, with its `problem`")
    found = read(value, place)
    first: dict[str, int] = {}
    for position, concern in enumerate(found or ()):
        problem = (concern or {}).get("problem")
        if problem and first.setdefault(problem, position) != position:
            place.at(position).at("problem").refuse(
                f"“{problem}” is a concern already, in concerns[{first[problem]}]: put what is known of it together"
            )
    return found


def _protection(value: object, place: Place) -> dict[str, str] | None:
    """Which protective factors are present and which are absent; one cannot be both."""
    if not isinstance(value, dict):
        place.refuse(
            f"this is a mapping of factors, not {kind_of(value)}: write "
            "`protective_factors: {schoolmotivatie: present}`"
        )
        return None
    if not place.has_room(value):
        return None
    found: dict[str, str] = {}
    for key, state in value.items():
        there = place.at(key)
        if there.is_refused:
            continue
        factor = term("ProtectiveFactor")(key, there)
        known = _state(state, there)
        if factor and known and found.setdefault(factor, known) != known:
            there.refuse(f"“{factor}” is said to be both present and absent: keep one, or leave it out")
    return found


def _state(value: object, place: Place) -> str | None:
    known = _STATES.get(normalised(value)) if isinstance(value, str) else None
    if known is None:
        shown = value if isinstance(value, str) else kind_of(value)
        place.refuse(f"a protective factor is `present` or `absent`, not “{shown}”: {_NOT_KNOWN}", value)
    return known


def _language(value: object, place: Place) -> str | None:
    found = _LANGUAGES.get(normalised(value)) if isinstance(value, str) else None
    if found is None:
        place.refuse(
            f"“{value if isinstance(value, str) else kind_of(value)}” is no language that Kompas speaks: `nl` or `en`",
            value,
        )
    return found


def _available(value: object, place: Place) -> list[str] | None:
    """What can be delivered; a family of programmes stands for itself and its members."""
    found = listing(term("Intervention", written=_address), "available: [Triple P]")(value, place)
    if found is None:
        return None
    families = (place.vocabulary.members(NamedNode(iri)) for iri in found if iri)
    return [place.vocabulary.slug(member) for members in families for member in members]


def _address(found: NamedNode, _: Vocabulary) -> str:
    return found.value


def _type_and_slug(found: NamedNode, _: Vocabulary) -> str:
    return type_and_slug(found.value)


_HELP: Final = record(
    {"what": _help, "outcome": code(OUTCOME)},
    {"what": "`ordinary-parenting`, `kernel-elements` or an intervention"},
    "help that was tried",
    "{what: ordinary-parenting, outcome: insufficient}",
)
_CONCERN_FIELDS: Final[dict[str, Reader[Any]]] = {
    "problem": term("Problem"),
    "duration_months": number(0, LONGEST, "months", "duration_months: 4"),
    "frequency": code(FREQUENCY),
    "settings": listing(code(SETTING), "settings: [home, school]", empty=_NOT_KNOWN),
    "consequences": code(CONSEQUENCES),
    "danger": code(DANGER),
    "tried": _tried,
}
_CONCERN: Final = record(_CONCERN_FIELDS, {"problem": "what people worry about"}, "a concern", "{problem: driftbuien}")
_FAMILY_FIELDS: Final[dict[str, Reader[Any]]] = {
    "risk_factors": listing(term("RiskFactor"), "risk_factors: [schulden]"),
    "protective_factors": _protection,
    "life_domains": listing(term("LifeDomain"), "life_domains: [financiën]"),
    "services_involved": listing(term("Service"), "services_involved: [schuldhulpverlening]"),
}
_PREFERENCES_FIELDS: Final[dict[str, Reader[Any]]] = {
    "formats": listing(code(FORMAT), "formats: [individual, online]"),
    "declines": listing(term(*_DECLINABLE, written=_type_and_slug), "declines: [time-out]"),
}
_PRACTICE_FIELDS: Final[dict[str, Reader[Any]]] = {
    "setting": code(SETTING),
    "qualification": code(QUALIFICATION),
    "available": _available,
}
_CASE_FIELDS: Final[dict[str, Reader[Any]]] = {
    "age": number(YOUNGEST, OLDEST, "years", "age: 5"),
    "concerns": _concerns,
    "family": record(_FAMILY_FIELDS, {}, "`family`", "family: {risk_factors: [schulden]}"),
    "safety_signals": listing(term("SafetySignal"), "safety_signals: [huiselijk geweld]"),
    "goals": listing(words("goals: [zonder strijd naar bed]"), "goals: [zonder strijd naar bed]"),
    "goals_stated": truth,
    "preferences": record(_PREFERENCES_FIELDS, {}, "`preferences`", "preferences: {formats: [online]}"),
    "practice": record(_PRACTICE_FIELDS, {}, "`practice`", "practice: {setting: school}"),
    "language": _language,
}
_CASE: Final = record(
    _CASE_FIELDS,
    {
        "age": "give it in years, like `age: 5`",
        "concerns": "give at least one, like `concerns: [{problem: driftbuien}]`",
    },
    "a case",
    "age: 5",
)
FIELDS: Final[dict[str, frozenset[str]]] = {
    "Case": frozenset(_CASE_FIELDS),
    "Concern": frozenset(_CONCERN_FIELDS),
    "HelpTried": frozenset({"what", "outcome"}),
    "Family": frozenset(_FAMILY_FIELDS),
    "Preferences": frozenset(_PREFERENCES_FIELDS),
    "Practice": frozenset(_PRACTICE_FIELDS),
}
"""The fields that are read into each part of a case."""
FIELD_NAMES: Final = frozenset(name for names in FIELDS.values() for name in names)
