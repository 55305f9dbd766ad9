"""Numbers with a unit: years of age, months of duration."""

from __future__ import annotations

import re
from typing import Final

from kompas.case.limits import SHOWN
from kompas.case.place import Place

_AMOUNT: Final = re.compile(r"\s*(?P<amount>[-+]?\d{1,9}(?:[.,]\d{1,9})?)\s*(?P<unit>[^\W\d_]*)\.?\s*")
_WEEK: Final = 12 / 52.18
_DAY: Final = 12 / 365.25
_MONTHS: Final = {
    **dict.fromkeys(("year", "years", "yr", "yrs", "y", "jaar", "jaren", "jr", "j"), 12.0),
    **dict.fromkeys(("month", "months", "mo", "maand", "maanden", "mnd", "m"), 1.0),
    **dict.fromkeys(("week", "weeks", "wk", "weken", "w"), _WEEK),
    **dict.fromkeys(("day", "days", "d", "dag", "dagen"), _DAY),
}
"""How many months there are in each unit that people write."""


def read_number(value: object, place: Place, low: float, high: float, unit: str, example: str) -> float | None:
    """A number in years or months, from `low` to `high`; a text with a unit is told what number it stands for."""
    if isinstance(value, str):
        _refuse_text(value, place, unit, example)
    elif isinstance(value, bool) or not isinstance(value, int | float):
        what = "true or false" if isinstance(value, bool) else "a list or a mapping"
        place.refuse(f"this is a number of {unit}, not {what}: write `{example}`", value)
    elif not low <= value <= high:
        wanted = f"give a number of {unit} from {low:g} to {high:g}, like `{example}`"
        place.refuse(f"{str(value)[:20]} is out of range: {wanted}", value)
    else:
        return float(value)
    return None


def _refuse_text(text: str, place: Place, unit: str, example: str) -> None:
    said = _AMOUNT.fullmatch(text)
    key = example.partition(":")[0]
    amount = float(said["amount"].replace(",", ".")) if said else 0.0
    shown = text[:SHOWN]
    if said and not said["unit"]:
        detail = f"“{shown}” is a text: write a number of {unit}, with a point and without quotes: `{key}: {amount:g}`"
    elif said and (months := _MONTHS.get(said["unit"].casefold())):
        number = round(amount * months / (12 if unit == "years" else 1), 2)
        detail = f"“{shown}” has a unit in it: write a number of {unit} without the unit: `{key}: {number:g}`"
    else:
        detail = f"“{shown}” is not a number: write a number of {unit} without a unit, like `{example}`"
    place.refuse(detail, text)
