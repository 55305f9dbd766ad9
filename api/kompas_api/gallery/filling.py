"""What people fill in for a question, as the terms that the query is about."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from pyoxigraph import Literal, NamedNode

from kompas.errors import BadInput, InvalidValue, UnknownKey, together
from kompas.namespaces import XSD
from kompas.vocabulary import Vocabulary
from kompas_api.gallery.examples import Example, Parameter, Term

_PATTERNS: Final = {
    f"{XSD}integer": (re.compile(r"-?\d{1,9}"), "a whole number"),
    f"{XSD}decimal": (re.compile(r"-?\d{1,9}(\.\d{1,9})?"), "a number"),
}
_LONGEST: Final = 200


def filled_in(example: Example, asked: Iterable[tuple[str, str]], vocabulary: Vocabulary) -> dict[str, Term]:
    """The values that are given for the parameters of a question.

    Raises:
        BadInput: everything that is wrong with them, at once.
    """
    known = {parameter.name: parameter for parameter in example.parameters}
    values: dict[str, Term] = {}
    wrong: list[BadInput] = []
    for name, text in asked:
        pointer = f"/query/{name}"
        try:
            if name not in known:
                raise UnknownKey(name, pointer=pointer, nearest=tuple(known))
            values[name] = _term(known[name], text, pointer, vocabulary)
        except BadInput as error:
            wrong.append(error)
    if wrong:
        raise together(wrong)
    return values


def _term(parameter: Parameter, text: str, pointer: str, vocabulary: Vocabulary) -> Term:
    if parameter.class_name:
        found = vocabulary.resolve(text[:_LONGEST], parameter.class_name, pointer)
        return NamedNode(found.value)
    if parameter.name == "language" and text not in ("nl", "en"):
        raise InvalidValue("The language is nl or en", pointer=pointer, value=text, nearest=("nl", "en"))
    if len(text) > _LONGEST:
        raise InvalidValue(f"This is longer than {_LONGEST} characters", pointer=pointer)
    pattern = _PATTERNS.get(parameter.datatype)
    if pattern is None:
        return Literal(text)
    if not pattern[0].fullmatch(text):
        raise InvalidValue(f"This must be {pattern[1]}", pointer=pointer, value=text)
    number = f"{text}.0" if parameter.datatype.endswith("decimal") and "." not in text else text
    return Literal(number, datatype=NamedNode(parameter.datatype))
