"""SPARQL text as tokens, without loss: joining the texts gives the query back.

`$this` may be replaced only where it is a variable, never inside a string, an IRI or a comment, so text is cut into the
terminals of SPARQL 1.1 (https://www.w3.org/TR/sparql11-query/#grammar) before anything is replaced.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from typing import Final, NamedTuple


class Kind(Enum):
    """The kinds of SPARQL terminals that matter for reading a rule."""

    SPACE = "space"
    COMMENT = "comment"
    IRI = "iri"
    STRING = "string"
    BLANK = "blank"
    NAME = "name"
    VARIABLE = "variable"
    LANGUAGE = "language"
    NUMBER = "number"
    WORD = "word"
    MARK = "mark"


class Token(NamedTuple):
    """One terminal: its kind and its text exactly as written."""

    kind: Kind
    text: str

    @property
    def variable(self) -> str:
        """The name of the variable without its sign; `$this` and `?this` are the same variable."""
        return self.text[1:]

    def is_word(self, *words: str) -> bool:
        """Whether this is one of these keywords (given in capitals); SPARQL keywords know no case."""
        return self.kind is Kind.WORD and self.text.upper() in words

    def is_mark(self, *marks: str) -> bool:
        """Whether this is one of these punctuation marks or operators."""
        return self.kind is Kind.MARK and self.text in marks


class UnreadableSparql(ValueError):
    """Text that is not SPARQL, or SPARQL that cannot be read with certainty."""


_ESCAPE: Final = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
_MIDDLE: Final = "\u00b7\u0300-\u036f\u203f\u2040"
_PREFIX: Final = rf"(?:[^\W\d_](?:[\w\-.{_MIDDLE}]*[\w\-{_MIDDLE}])?)?"
_LOCAL: Final = rf"(?:(?:[\w:]|{_ESCAPE})(?:(?:[\w\-.:{_MIDDLE}]|{_ESCAPE})*(?:[\w\-:{_MIDDLE}]|{_ESCAPE}))?)?"

_TERMINALS: Final = re.compile(
    "|".join(
        f"(?P<{kind.value}>{pattern})"
        for kind, pattern in (
            (Kind.SPACE, r"[ \t\r\n]+"),
            (Kind.COMMENT, r"#[^\r\n]*"),
            (Kind.IRI, r'<[A-Za-z][A-Za-z0-9+.\-]*:[^<>"{}|^`\\\x00-\x20]*>'),
            (
                Kind.STRING,
                r'"""(?:"{0,2}(?:[^"\\]|\\[tbnrf\\"\']))*"""'
                r"|'''(?:'{0,2}(?:[^'\\]|\\[tbnrf\\\"']))*'''"
                r'|"(?:[^"\\\r\n]|\\[tbnrf\\"\'])*"'
                r"|'(?:[^'\\\r\n]|\\[tbnrf\\\"'])*'",
            ),
            (Kind.BLANK, rf"_:\w(?:[\w\-.{_MIDDLE}]*[\w\-{_MIDDLE}])?"),
            (Kind.NAME, f"{_PREFIX}:{_LOCAL}"),
            (Kind.VARIABLE, rf"[?$]\w[\w{_MIDDLE}]*"),
            (Kind.LANGUAGE, r"@[A-Za-z]+(?:-[A-Za-z0-9]+)*"),
            (Kind.NUMBER, r"(?:\d+\.\d*|\.?\d+)[eE][+-]?\d+|\d*\.\d+|\d+"),
            (Kind.WORD, r"[A-Za-z_]\w*"),
            (Kind.MARK, r"\^\^|&&|\|\||!=|<=|>=|[{}()\[\].,;=<>!+\-*/|^?]"),
        )
    )
)
_KINDS: Final[dict[str | None, Kind]] = {kind.value: kind for kind in Kind}
_VALUES: Final = frozenset({Kind.VARIABLE, Kind.NUMBER, Kind.STRING, Kind.LANGUAGE})


def tokens(text: str) -> tuple[Token, ...]:
    r"""Cut SPARQL text into its terminals, spaces and comments included.

    Raises:
        UnreadableSparql: a character that starts no terminal, a relative IRI, a codepoint escape such as `\u0041`, or
            a `<` of which it cannot be seen whether it opens an IRI or compares.
    """
    return tuple(_cut(text))


def _cut(text: str) -> Iterator[Token]:
    end = 0
    previous: Token | None = None
    while (match := _TERMINALS.match(text, end)) is not None:
        written = match.group()
        token = Token(_KINDS[match.lastgroup], written)
        if written[0] == "<":
            if token.kind is Kind.IRI and _could_compare(token, previous):
                raise UnreadableSparql(f"put spaces around the < at {_place(text, end)}")
            if written == "<" and previous is not None and previous.text == "<":
                raise UnreadableSparql(f"quoted triples are not supported, at {_place(text, end)}")
        yield token
        previous = token
        end = match.end()
    if end < len(text):
        raise UnreadableSparql(f"cannot read on at {_place(text, end)}")


def _could_compare(token: Token, previous: Token | None) -> bool:
    touching = previous is not None and (previous.kind in _VALUES or previous.is_mark(")"))
    return touching or "&&" in token.text


def _place(text: str, position: int) -> str:
    line = text.count("\n", 0, position) + 1
    excerpt = text[position : position + 20].partition("\n")[0]
    return f"line {line}: “{excerpt}”"
