"""When two spellings are the same term."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_BETWEEN_DIGITS: Final = re.compile(r"(?<=\d)[\W_]+(?=\d)")
_MARK: Final = "\ue000"
_NUMBERS_APART: Final = re.compile(r"\d[\W_]+\d")
_APART: Final = re.compile(rf"(?:[^\w{_MARK}]|_)+")


def normalised(text: str) -> str:
    """The spelling that all ways to write a term share: no capitals, diacritics, hyphens, spaces or punctuation.

    A gap between two numbers is kept, and a plus sign is a word, so that names that differ only in these stay apart.

    >>> normalised("Suïcidaliteit") == normalised("suicidaliteit")
    True
    >>> normalised("Time-out") == normalised("time out")
    True
    >>> normalised("± 2-4 jaar") == normalised("24 jaar")
    False
    """
    plain = text if text.isascii() else unicodedata.normalize("NFKD", text)
    plain = plain.casefold().replace("+", "plus")
    if plain.isalnum():
        return plain
    if _NUMBERS_APART.search(plain):
        plain = _BETWEEN_DIGITS.sub(_MARK, plain)
    return _APART.sub("", plain)


def words(text: str) -> str:
    """The text as lower-case words without diacritics or punctuation: what nearness is measured on.

    >>> words("Steun (van belangrijke volwassenen)")
    'steun van belangrijke volwassenen'
    """
    plain = text if text.isascii() else unicodedata.normalize("NFKD", text)
    marked = "".join(character for character in plain if not unicodedata.combining(character))
    return " ".join(re.findall(r"[^\W_]+", marked.casefold()))


def slug_of(iri: str) -> str:
    """The last segment of an address: `driftbuien` of `https://w3id.org/kompas/id/problem/driftbuien`."""
    return re.split(r"[/#:]", iri)[-1]


def spoken(class_name: str) -> str:
    """The name of a class as words: `protective factor` for `ProtectiveFactor`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", class_name).lower()
