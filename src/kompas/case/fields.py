"""Readers of the fields of a case: each takes plain data at a place, and reports what is wrong with it there.

A reader gives the canonical value, or None after it has reported a mistake; so all mistakes are found in one go.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any, Final, TypeAlias, TypeVar

from pyoxigraph import NamedNode

from kompas.case.amounts import read_number
from kompas.case.codes import CodeList
from kompas.case.limits import LONGEST_TEXT, SHOWN
from kompas.case.place import Place
from kompas.errors import BadInput, UnknownKey, UnknownTerm
from kompas.vocabulary import Vocabulary

T = TypeVar("T")
NEAREST: Final = 3
"""How many names that look like a wrong one are told."""
_PARTS: Final = {
    "concerns[0]": "problem duration_months frequency settings consequences danger tried",
    "concerns[0].tried[0]": "what outcome",
    "family": "risk_factors protective_factors life_domains services_involved",
    "preferences": "formats declines",
    "practice": "setting qualification available",
}
ELSEWHERE: Final = {name: part for part, names in _PARTS.items() for name in names.split()}
"""Where a field belongs that stands in the wrong part of a case."""
Reader: TypeAlias = Callable[[object, Place], T | None]


def record(fields: Mapping[str, Reader[Any]], required: Mapping[str, str], what: str, example: str) -> Reader[Any]:
    """A mapping with these fields; `required` says of a field what to give. An empty field is one that is left out."""

    def read(value: object, place: Place) -> dict[str, Any]:
        if not isinstance(value, dict):
            place.refuse(f"{what} is a mapping of fields, not {kind_of(value)}: write `{example}`", value)
            return {}
        if not place.has_room(value):
            return {}
        found: dict[str, Any] = {}
        for key, part in value.items():
            there = place.at(key)
            if there.is_refused:
                continue
            if key not in fields:
                elsewhere = (f"{ELSEWHERE[key]}.{key}",) if key in ELSEWHERE else ()
                near = (*elsewhere, *nearest_of(key, fields))[:NEAREST]
                place.findings.add(UnknownKey(key[:SHOWN], pointer=there.pointer, nearest=near))
            elif part is not None:
                found[key] = fields[key](part, there)
        for key, advice in required.items():
            if value.get(key) is None and not place.at(key).is_refused:
                place.at(key).refuse(f"this is missing: {advice}")
        return found

    return read


def listing(item: Reader[T], example: str, *, empty: str = "") -> Reader[list[T | None]]:
    """A list; `empty` says what to do instead of giving an empty one, where that says nothing."""

    def read(value: object, place: Place) -> list[T | None] | None:
        if not isinstance(value, list):
            place.refuse(f"this is a list, not {kind_of(value)}: write `{example}`", value)
            return None
        if not place.has_room(value):
            return None
        if not value and empty:
            place.refuse(f"this list is empty: {empty}")
        places = (place.at(position) for position in range(len(value)))
        return [None if there.is_refused else item(part, there) for part, there in zip(value, places, strict=True)]

    return read


def term(*classes: str, written: Callable[[NamedNode, Vocabulary], str] | None = None) -> Reader[str]:
    """A concept of one of these classes, by any of its names; held as its slug unless `written` says otherwise."""

    def read(value: object, place: Place) -> str | None:
        text = _text(value, place, "a term of the vocabulary")
        found = place.resolve(text, classes) if text is not None else None
        if found is None:
            return None
        return written(found, place.vocabulary) if written else place.vocabulary.slug(found)

    return read


def code(codes: CodeList) -> Reader[str]:
    """A value of a closed list: its code, its address, or a label or synonym of it; all codes are in the error."""

    def read(value: object, place: Place) -> str | None:
        text = _text(value, place, f"one of {', '.join(codes.terms)}")
        if text is None:
            return None
        found = codes.named(text) or _by_label(text, codes, place.vocabulary)
        if found is None:
            near = tuple(codes.terms)
            place.findings.add(UnknownTerm(text[:SHOWN], codes.kind, pointer=place.pointer, nearest=near))
        return found

    return read


def number(low: float, high: float, unit: str, example: str) -> Reader[float]:
    """A number in a unit, from `low` to `high`."""

    def read(value: object, place: Place) -> float | None:
        return read_number(value, place, low, high, unit, example)

    return read


def words(example: str) -> Reader[str]:
    """A short text in someone's own words; an error never repeats it."""

    def read(value: object, place: Place) -> str | None:
        if not isinstance(value, str):
            place.refuse(f"this is a short text, not {kind_of(value)}: write `{example}`")
        elif not value.strip():
            place.refuse("this text is empty: write something, or leave it out")
        elif len(value) > LONGEST_TEXT:
            place.refuse_size("This text", len(value), LONGEST_TEXT, "characters")
        else:
            return " ".join(value.split())
        return None

    return read


def truth(value: object, place: Place) -> bool | None:
    """True or false, and nothing that looks like it."""
    if isinstance(value, bool):
        return value
    place.refuse(f"this is true or false, not {kind_of(value)}", value)
    return None


def kind_of(value: object) -> str:
    """What a value is, in words that people who write a case use."""
    kinds = ((bool, "true or false"), (int | float, "a number"), (str, "a text"), (list, "a list"))
    if value is None:
        return "empty"
    return next((name for kind, name in kinds if isinstance(value, kind)), "a mapping of fields")


def nearest_of(key: str, names: Collection[str]) -> tuple[str, ...]:
    """The three names that look most like a key that is not one of them."""
    from rapidfuzz import fuzz, process

    return tuple(name for name, *_ in process.extract(key[:SHOWN], sorted(names), scorer=fuzz.WRatio, limit=NEAREST))


def _text(value: object, place: Place, what: str) -> str | None:
    if isinstance(value, str) and value.strip():
        return value.strip()
    found = "an empty text" if isinstance(value, str) else kind_of(value)
    place.refuse(f"this is {what}, not {found}", value)
    return None


def _by_label(text: str, codes: CodeList, vocabulary: Vocabulary) -> str | None:
    try:
        return codes.code(vocabulary.resolve(text, codes.class_name))
    except BadInput:
        return None
