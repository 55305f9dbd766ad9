"""The file in which a region says what it offers (YAML or JSON)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pyoxigraph import NamedNode
from rapidfuzz import process

from kompas.errors import BadInput, InputMissing, InvalidValue, MalformedInput, UnknownKey, together
from kompas.vocabulary import Vocabulary

HELP: Final = ("Intervention", "KernelElement", "Treatment")
"""The classes of what can be offered."""
YOUNGEST, OLDEST = -0.75, 24
_KEYS: Final = ("region", "as_of", "offer")
_ENTRY_KEYS: Final = ("help", "min_age", "max_age")


@dataclass(frozen=True, slots=True)
class Offered:
    """A form of help that is offered, and to which ages when not to all it is meant for; in years."""

    help: NamedNode
    min_age: float | None = None
    max_age: float | None = None
    """The last age, as in the tables: until the next birthday."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What a region says that it offers."""

    region: str
    as_of: str
    entries: tuple[Offered, ...]


def read_offer(path: Path, vocabulary: Vocabulary) -> Offer:
    """The offer in a file.

    Raises:
        InputMissing, MalformedInput: the file cannot be read.
        BadInput: a field is unknown or wrong, or help is not known; all of them are told.
    """
    told = _read(path)
    wrong: list[BadInput] = [
        UnknownKey(key, pointer=f"/{key}", nearest=_nearest(key, _KEYS)) for key in told if key not in _KEYS
    ]
    given = told.get("offer")
    if not isinstance(given, list) or not given:
        detail = "It lists nothing; name the help that is offered, one a line"
        wrong.append(InvalidValue(detail, pointer="/offer"))
        given = []
    entries: list[Offered] = []
    for place, one in enumerate(given):
        try:
            entries.append(_offered(one, f"/offer/{place}", vocabulary))
        except BadInput as error:
            wrong.append(error)
    seen: set[Offered] = set()
    for place, entry in enumerate(entries if not wrong else ()):
        if entry in seen:
            wrong.append(InvalidValue("This help stands here already", pointer=f"/offer/{place}"))
        seen.add(entry)
    if wrong:
        raise together(cause for error in wrong for cause in getattr(error, "causes", (error,)))
    return Offer(str(told.get("region") or path.stem), str(told.get("as_of") or ""), tuple(entries))


def _read(path: Path) -> dict[str, Any]:
    import yaml

    try:
        told = yaml.safe_load(path.read_bytes())
    except OSError as error:
        raise InputMissing(str(path), error.strerror or "it cannot be read") from error
    except (yaml.YAMLError, UnicodeDecodeError, ValueError) as error:
        raise MalformedInput("YAML or JSON", str(error).partition("\n")[0], source=path.name) from error
    if not isinstance(told, dict):
        raise MalformedInput("an offer", "it must have the field `offer`, with a list of help", source=path.name)
    return {str(key): value for key, value in told.items()}


def _offered(one: object, pointer: str, vocabulary: Vocabulary) -> Offered:
    if not isinstance(one, dict):
        return Offered(vocabulary.resolve(str(one), HELP, pointer))
    wrong: list[BadInput] = [
        UnknownKey(str(key), pointer=f"{pointer}/{key}", nearest=_nearest(str(key), _ENTRY_KEYS))
        for key in one
        if key not in _ENTRY_KEYS
    ]
    if not one.get("help"):
        wrong.append(InvalidValue("It does not say which help is offered", pointer=f"{pointer}/help"))
    ages = {name: one.get(name) for name in ("min_age", "max_age")}
    wrong += _wrong_ages(ages, pointer)
    if wrong:
        raise together(wrong)
    low, high = (None if age is None else float(age) for age in ages.values())
    return Offered(vocabulary.resolve(str(one["help"]), HELP, f"{pointer}/help"), low, high)


def _wrong_ages(ages: dict[str, Any], pointer: str) -> Iterator[BadInput]:
    right = True
    for name, age in ages.items():
        if age is not None and (
            isinstance(age, bool) or not isinstance(age, int | float) or not YOUNGEST <= age <= OLDEST
        ):
            right = False
            detail = f"“{age}” is not an age in years from {YOUNGEST} to {OLDEST}"
            yield InvalidValue(detail, pointer=f"{pointer}/{name}", value=age)
    low, high = ages["min_age"], ages["max_age"]
    if right and low is not None and high is not None and low > high:
        yield InvalidValue(f"The lowest age, {low}, is above the highest, {high}", pointer=f"{pointer}/min_age")


def _nearest(key: str, known: tuple[str, ...]) -> list[str]:
    return [name for name, *_ in process.extract(key, known, limit=2)]
