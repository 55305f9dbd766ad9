"""What is wrong with a query that cannot be read: where, what was meant perhaps, and what the parser says.

The parser stops where nothing fits any more, which is often far behind the mistake, and lists all that could have
stood there. So the mistakes that people make most are looked for first: a text or bracket that is not closed, a prefix
that is not declared, a word that SPARQL does not have. What the parser says is told with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import pairwise
from typing import Final

from kompas.namespaces import PREFIXES
from kompas_api.sparql.reading import Terminal, terminals

LONGEST: Final = 20_000
"""Characters of a query that is looked at more closely."""
_PLACE: Final = re.compile(r"error at (\d+):(\d+): ?")
_CLASS: Final = re.compile(r"\['(?:[^'\\]|\\.)*'.*?\]|\[_\]", re.DOTALL)
_QUOTED: Final = re.compile(r'"(?:[^"\\]|\\.)*"')
_CLOSING: Final = {")": "(", "]": "[", "}": "{"}
_SENTENCES: Final = {
    "The SELECT contains a variable that is unbound": "a variable of the SELECT is neither grouped by nor added up",
    "SELECT * is not authorized with GROUP BY": "SELECT * does not go with GROUP BY: name the variables",
    "Duplicated variable name in SELECT": "the SELECT has a variable twice",
    "IRI parsing failed": "this address is none",
}
"""What the parser says in a sentence, in plain words; another sentence is told as it is."""
_OTHERS: Final = ("Prefix not found",)
_NOISE: Final = frozenset(["BIND", "CONSTRUCT", "ENCODE_FOR_URI", "SERVICE"])
"""Words that the parser names when it expected something else altogether."""
_WORDS: Final = frozenset(
    """
    ABS ADD ALL AS ASC ASK AVG BASE BIND BNODE BOUND BY CEIL CLEAR COALESCE CONCAT CONSTRUCT CONTAINS COPY COUNT
    CREATE DATA DATATYPE DAY DEFAULT DELETE DESC DESCRIBE DISTINCT DROP ENCODE_FOR_URI EXISTS FALSE FILTER FLOOR
    FROM GRAPH GROUP GROUP_CONCAT HAVING HOURS IF IN INSERT INTO IRI ISBLANK ISIRI ISLITERAL ISNUMERIC ISURI
    LANG LANGMATCHES LCASE LIMIT LOAD MAX MD5 MIN MINUS MINUTES MONTH MOVE NAMED NOT NOW OFFSET OPTIONAL ORDER
    PREFIX RAND REDUCED REGEX REPLACE ROUND SAMETERM SAMPLE SECONDS SELECT SEPARATOR SERVICE SHA1 SHA256 SHA384
    SHA512 SILENT STR STRAFTER STRBEFORE STRDT STRENDS STRLANG STRLEN STRSTARTS STRUUID SUBSTR SUM TIMEZONE TO
    TRUE TZ UCASE UNDEF UNION URI USING UUID VALUES WHERE WITH YEAR ADJUST HASLANG HASLANGDIR ISTRIPLE LANGDIR
    OBJECT PREDICATE STRLANGDIR SUBJECT TRIPLE VERSION
    """.split()  # noqa: SIM905 - a list of words
)
"""The words of SPARQL 1.1, and of 1.2 as far as the engine knows it."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong, and from where; the place is empty when it is nowhere in particular."""

    said: str
    place: Mapping[str, int]


def mistake(query: str, message: str) -> Mistake:
    """What is wrong with a query that the parser refuses with this message."""
    stopped = _PLACE.search(message)
    parser = {"line": int(stopped[1]), "column": int(stopped[2])} if stopped else {}
    found = next(_likely(query), None) if len(query) <= LONGEST else None
    said = _parser(_PLACE.sub("", message))
    if found is None:
        return Mistake(said, parser)
    what, start = found
    place = {"line": query.count("\n", 0, start) + 1, "column": start - query.rfind("\n", 0, start)}
    at = f" at line {parser['line']}, column {parser['column']}" if parser else ""
    return Mistake(f"{what} (the parser stopped{at}: {said})", place)


def _likely(query: str) -> Iterator[tuple[str, int]]:
    """What is likely wrong, and where it starts; the most certain first."""
    listed = list(terminals(query))
    yield from _unclosed(listed)
    yield from _no_address(listed)
    yield from _undeclared(listed)
    yield from _unknown(listed)


def _unclosed(listed: list[Terminal]) -> Iterator[tuple[str, int]]:
    """A text or bracket that is not closed, or closed by another."""
    open: list[Terminal] = []
    for one in listed:
        if one.kind != "mark":
            continue
        if one.text in "\"'":
            yield "a text starts here that is not closed on its line", one.start
            return
        if one.text in "([{":
            open.append(one)
        elif one.text in _CLOSING:
            if not open:
                yield f"“{one.text}” closes nothing here", one.start
                return
            if open[-1].text != _CLOSING[one.text]:
                yield f"the “{open[-1].text}” here is not closed before the next “{one.text}”", open[-1].start
                return
            open.pop()
    if open:
        yield f"the “{open[-1].text}” here is not closed", open[-1].start


def _no_address(listed: list[Terminal]) -> Iterator[tuple[str, int]]:
    """An address with a character that addresses do not have."""
    for one, following in pairwise(listed):
        if one.text == "<" and following.kind == "name" and following.start == one.start + 1:
            yield "this address has a character that addresses do not have, such as a space", one.start
            return


def _undeclared(listed: list[Terminal]) -> Iterator[tuple[str, int]]:
    """A prefix that is used and not declared."""
    names = [place for place, one in enumerate(listed) if one.kind == "name"]
    declaring = {place for place in names if place and listed[place - 1].text.upper() == "PREFIX"}
    declared = {listed[place].text.partition(":")[0] for place in declaring}
    for place in names:
        prefix = listed[place].text.partition(":")[0]
        if place in declaring or prefix in declared or prefix == "_":
            continue
        known = PREFIXES.get(prefix)
        remedy = f"PREFIX {prefix}: <{known}>" if known else "its PREFIX line"
        yield f"the prefix “{prefix}:” is not declared; put {remedy} at the top", listed[place].start
        return


def _unknown(listed: list[Terminal]) -> Iterator[tuple[str, int]]:
    """A word that SPARQL does not have, with the nearest one that it has."""
    for one in listed:
        if one.kind == "word" and not one.text[0].isdigit() and one.text != "a" and one.text.upper() not in _WORDS:
            near = get_close_matches(one.text.upper(), _WORDS, 1)
            yield f"“{one.text}” is no word of SPARQL{f'; is {near[0]} meant?' if near else ''}", one.start
            return


def _parser(message: str) -> str:
    """What the parser says, without the classes of characters that nobody wants to read."""
    if not message.startswith("expected "):
        return message[:500]
    expected = message.removeprefix("expected ").removeprefix("one of ")
    readable = _CLASS.sub("", expected)
    marks = [text for text in _QUOTED.findall(readable) if len(text) == len('"x"')]
    parts = [part.strip() for part in _QUOTED.sub("", readable).split(",")]
    sentences = [part for part in parts if " " in part and part not in _OTHERS]
    if sentences:
        return _SENTENCES.get(sentences[0], sentences[0])
    words = [part for part in parts if part in _WORDS]
    could = [f"“{text[1]}”" for text in marks] + (words if len(words) > 1 or not _NOISE.issuperset(words) else [])
    return f"expected {' or '.join(dict.fromkeys(could))}" if could else "it cannot be read on from here"
