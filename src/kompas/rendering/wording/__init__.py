"""The words around a recommendation: headings, connecting sentences and names of codes, per language.

The recommendation's own texts are already in its language; these are the frame they hang in. One module a language,
each a whole `Wording`: a word that is missing is a type error, and a code of the model without a name fails a test.
"""

from __future__ import annotations

from collections.abc import Mapping

from kompas.recommendation import Language
from kompas.rendering.wording.en import ENGLISH
from kompas.rendering.wording.nl import DUTCH
from kompas.rendering.wording.words import Wording

WORDINGS: Mapping[Language, Wording] = {"nl": DUTCH, "en": ENGLISH}

__all__ = ["WORDINGS", "Wording", "counted", "day", "number"]


def counted(words: tuple[str, str], count: int) -> str:
    """The singular or plural form, with the count filled in."""
    return words[0 if count == 1 else 1].format(count=count)


def day(words: Wording, date: str) -> str:
    """A date of the data (`2019`, `2019-07`, `2019-07-01`) as people write it; other text as it is.

    >>> day(DUTCH, "2019-07")
    'juli 2019'
    """
    parts = date.split("-")
    if not all(part.isdecimal() for part in parts) or not 2 <= len(parts) <= 3 or not 1 <= int(parts[1]) <= 12:
        return date
    month = f"{words['months'][int(parts[1]) - 1]} {parts[0]}"
    return f"{int(parts[2])} {month}" if len(parts) == 3 else month


def number(words: Wording, value: float) -> str:
    """A number with the decimal sign of the language, without decimals that say nothing.

    >>> number(DUTCH, 4.0), number(DUTCH, 0.75)
    ('4', '0,75')
    """
    return f"{value:.2f}".rstrip("0").rstrip(".").replace(".", words["decimal"])
