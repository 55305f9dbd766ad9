"""A case is anonymous: what could point to a person is refused before anything else is done with it.

Fields are recognised by their name (`naam`, `date_of_birth`), values by their form (an e-mail address, a citizen
service number that passes its check). A refused value is never kept, shown or logged.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from itertools import islice
from typing import Final

from kompas.case.limits import LONGEST_KEY, LONGEST_TEXT, MOST_ITEMS
from kompas.errors import BadInput, IdentifyingData
from kompas.vocabulary import normalised

_AGE: Final = "Give the age in years instead: `age: 5`."
_PLACE: Final = "Say where the problem shows instead: `settings: [home, school]`."
_ROLE: Final = "Say who someone is to the child, not their name."
_LEAVE_OUT: Final = "Leave it out."

_FIELDS: Final = {
    _AGE: "birth birthdate birthday date_of_birth dob born geboren geboortedatum geboortedag geboortejaar verjaardag",
    _PLACE: (
        "address adres street straat straatnaam house_number huisnummer postcode postal_code zip zip_code woonplaats "
        "woonadres city town village birthplace place_of_birth geboorteplaats school_name schoolnaam name_of_school "
        "naam_school"
    ),
    _ROLE: (
        "name naam names namen naw first_name last_name surname full_name given_name family_name nickname voornaam "
        "achternaam familienaam roepnaam bijnaam initials initialen child_name kindnaam username gebruikersnaam"
    ),
    _LEAVE_OUT: (
        "bsn burgerservicenummer citizen_service_number sofinummer social_security_number ssn e_mail email_address "
        "mail mailbox emailadres phone phone_number telephone telephone_number telefoon telefoonnummer mobile mobiel "
        "mobiele_nummer whatsapp client_id client_number clientnummer cliëntnummer patient_number patiëntnummer "
        "case_number zaaknummer dossiernummer dossier_id iban account_number rekeningnummer passport passport_number "
        "paspoort paspoortnummer photo foto"
    ),
}
_INSTEAD: Final = {normalised(name): instead for instead, names in _FIELDS.items() for name in names.split()}
_TELLING_WORDS: Final = frozenset(
    {"name", "naam", "bsn", "birth", "geboortedatum", "email", "adres", "address", "phone"}
)

_MONTHS: Final = (
    "jan(?:uari|uary)?|feb(?:ruari|ruary)?|m(?:aa)?rt|mar(?:ch)?|apr(?:il)?|mei|may|jun[ie]?|jul[iy]?|aug(?:ustus|ust)?"
    "|sep(?:t|tember)?|o[kc]t(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_YEAR: Final = r"(?:19|20)\d{2}"
_DAY: Final = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH: Final = r"(?:0?[1-9]|1[0-2])"
_DATE: Final = re.compile(
    rf"(?<!\d)(?:{_DAY}([-/.]){_MONTH}\1(?:{_YEAR}|\d{{2}})|{_YEAR}([-/.]){_MONTH}\2{_DAY})(?!\d)"
    rf"|\b{_DAY}(?:e|st|nd|rd|th)? (?:{_MONTHS})\.? {_YEAR}\b|\b(?:{_MONTHS})\.? {_DAY}(?:st|nd|rd|th)?,? {_YEAR}\b",
    re.IGNORECASE,
)
_EMAIL: Final = re.compile(r"[^\s@<>]@[^\s@<>]+\.[a-z]{2,}", re.IGNORECASE)
_PHONE: Final = re.compile(r"(?<![\d.])(?:(?:\+|00)\d{2}[ -]?(?:\(0\)[ -]?)?|\(?0)[1-9](?:\)?[ -]?\d){7,9}(?!\d)")
_POSTCODE: Final = re.compile(r"(?<!\d)[1-9]\d{3} ?(?!S[ADS]\b)[A-Z]{2}\b|(?<!\d)[1-9]\d{3}(?!s[ads]\b)[a-z]{2}\b")
_IBAN: Final = re.compile(r"\b[A-Z]{2}\d{2} ?[A-Z]{4}(?: ?\d){10}\b", re.IGNORECASE)
_STREET: Final = re.compile(
    r"\b[A-Z][a-zà-ÿ]+(?:straat|laan|weg|plein|gracht|kade|dijk|singel|hof|steeg) \d{1,4}[a-z]?\b"
)
_NINE_DIGITS: Final = re.compile(r"(?<!\d)\d(?:[ .-]?\d){8}(?!\d)")
_INVISIBLE: Final = re.compile(r"[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")

_SHORTEST: Final = 6
"""Characters: a postcode or an e-mail address is not shorter."""

_FORMS: Final = (
    (_EMAIL, "an e-mail address", _LEAVE_OUT),
    (_IBAN, "a bank account number", _LEAVE_OUT),
    (_DATE, "a date", "Give the age in years, and how long something lasts in months."),
    (_PHONE, "a telephone number", _LEAVE_OUT),
    (_POSTCODE, "a postcode", _PLACE),
    (_STREET, "an address", _PLACE),
)


class NotAnonymous(IdentifyingData):
    """Something in a case could point to a person; says what to give instead, and never repeats the value."""

    def __init__(self, what: str, instead: str, *, pointer: str) -> None:
        BadInput.__init__(
            self,
            f"{what} could identify a person. A case is anonymous: Kompas needs no names, numbers, addresses or dates "
            f"of birth to reason about a situation. {instead}",
            pointer=pointer,
        )
        self.key = what


def identifying(text: str) -> tuple[str, str] | None:
    """What a text seems to hold that could point to a person, and what to give instead; None when nothing.

    >>> identifying("bel 06-12345678")
    ('a telephone number', 'Leave it out.')
    >>> identifying("zonder strijd naar bed")
    """
    if len(text) < _SHORTEST:
        return None
    plain = text if text.isascii() else _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    for form, what, instead in _FORMS:
        if form.search(plain):
            return what, instead
    if any(_is_service_number(match[0]) for match in _NINE_DIGITS.finditer(plain)):
        return "a citizen service number", _LEAVE_OUT
    return None


def refusals(value: object, known: Collection[str] = (), pointer: str = "") -> Iterator[tuple[str, NotAnonymous]]:
    """Everything in plain data, at any depth, that could point to a person, with the place where it stands.

    `known` are the fields that a case may have. The place is not to be shown: a field's name can be what identifies.
    Of lists, mappings and texts longer than a case can have, the beginning is enough: they are refused as they are.
    """
    if isinstance(value, dict):
        for key, part in islice(value.items(), MOST_ITEMS):
            yield from _of_field(str(key), part, known, pointer)
    elif isinstance(value, list):
        for position, part in enumerate(value[:MOST_ITEMS]):
            yield from refusals(part, known, f"{pointer}/{position}")
    elif isinstance(value, str | int) and (found := identifying(str(value)[: 2 * LONGEST_TEXT])):
        yield pointer, NotAnonymous(f"This value looks like {found[0]}, which", found[1], pointer=pointer)


def concealed(text: str) -> str:
    """The text, unless it could point to a person: then a few words that say so."""
    return "the text there could identify a person, so it is not repeated" if identifying(text) else text


def _of_field(key: str, value: object, known: Collection[str], pointer: str) -> Iterator[tuple[str, NotAnonymous]]:
    place = f"{pointer}/{escaped(key)}"
    key = key[: 2 * LONGEST_TEXT]
    if found := identifying(key):
        yield place, NotAnonymous(f"The name of a field here looks like {found[0]}, which", found[1], pointer=pointer)
    elif key not in known and (instead := asked_for(key)):
        yield place, NotAnonymous(f"“{key}”", instead, pointer=place)
    else:
        yield from refusals(value, known, place)


def asked_for(key: str) -> str | None:
    """What to give instead of a field with this name; None when the name asks for nothing that identifies."""
    name = re.split(r"[#/:]", key)[-1]
    parts = re.findall(r"[^\W_]+", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name))
    telling = (_INSTEAD[part.casefold()] for part in parts if part.casefold() in _TELLING_WORDS)
    return _INSTEAD.get(normalised(name)) or next(telling, None)


def escaped(key: str) -> str:
    """A key as a part of a JSON Pointer (RFC 6901); of a very long key, its beginning."""
    return key[:LONGEST_KEY].replace("~", "~0").replace("/", "~1")


def _is_service_number(text: str) -> bool:
    """Whether nine digits pass the check of the Dutch citizen service number (weights 9 to 2 and -1, modulo 11)."""
    digits = [int(character) for character in text if character.isdecimal()]
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return any(digits) and sum(digit * weight for digit, weight in zip(digits, weights, strict=True)) % 11 == 0
