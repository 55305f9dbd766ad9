"""Reading a stranger's query as far as is needed before it runs: its form, whom it would ask, where its limit stands.

Text is cut into the terminals of SPARQL, so that a word in a string, an address or a comment is never taken for a
keyword. Whether it is SPARQL at all is for the engine to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

DEEPEST: Final = 500
"""Brackets within brackets: ten times what people write, a tenth of what the engine's parser can take."""
SOLUTIONS, BOOLEAN, GRAPH = "solutions", "boolean", "graph"
_FORMS: Final = {"SELECT": SOLUTIONS, "ASK": BOOLEAN, "CONSTRUCT": GRAPH, "DESCRIBE": GRAPH}
_UPDATES: Final = frozenset(["INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"])
_CHANGING: Final = frozenset(["RAND", "NOW", "UUID", "STRUUID", "BNODE"])
_TERMINALS: Final = re.compile(
    r"(?P<space>[ \t\r\n]+|#[^\r\n]*)"
    r'|(?P<text>"""(?:"{0,2}(?:[^"\\]|\\.))*"""'
    r"|'''(?:'{0,2}(?:[^'\\]|\\.))*'''"
    r'|"(?:[^"\\\r\n]|\\.)*"'
    r"|'(?:[^'\\\r\n]|\\.)*')"
    r'|(?P<iri><(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>)'
    r"|(?P<variable>[?$]\w+)"
    r"|(?P<language>@[A-Za-z][A-Za-z0-9-]*)"
    r"|(?P<name>(?:\w[\w\-.]{0,200})?:(?:[\w\-.:%]|\\.)*)"
    r"|(?P<word>\w+)"
    r"|(?P<mark>.)",
    re.DOTALL,
)


class Terminal(NamedTuple):
    """A piece of a query: what kind, how it is written, and where it starts."""

    kind: str
    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Outline:
    """What can be told of a query without running it."""

    form: str
    """`solutions`, `boolean` or `graph`; empty when there is no telling."""
    update: bool
    """It would change something."""
    services: tuple[str, ...]
    """Which endpoints it would ask: addresses, or `?` for one that it computes."""
    dataset: bool
    """It names its own graphs (FROM)."""
    graphs: bool
    """It looks into graphs with a name (GRAPH)."""
    changing: bool
    """Its answer differs from one moment to the next: by the clock, by chance, or by what another endpoint says."""
    depth: int
    """The most brackets within brackets."""
    limit: tuple[int, int] | None
    """Where the number of its own LIMIT stands."""
    end: int
    """Where a LIMIT can be written."""


def terminals(query: str) -> Iterator[Terminal]:
    """The terminals of a query in order, without spaces and comments."""
    for match in _TERMINALS.finditer(query):
        if match.lastgroup != "space":
            yield Terminal(match.lastgroup or "", match.group(), match.start())


def outline(query: str) -> Outline:
    """What can be told of a query without running it."""
    form, update, dataset, graphs, changing = "", False, False, False, False
    services: list[str] = []
    depth = deepest = 0
    limit: tuple[int, int] | None = None
    end = len(query)
    body_seen = False
    before = ("", "")
    for kind, text, start in terminals(query):
        word = text.upper() if kind == "word" else ""
        if kind == "mark":
            depth, deepest = _deeper(text, depth, deepest)
            body_seen = body_seen or text == "{"
        elif word in _FORMS and not form:
            form = _FORMS[word]
        elif word in _UPDATES and not form:
            update = True
        elif word in _CHANGING:
            changing = True
        elif word == "FROM":
            dataset = dataset or depth == 0
        elif word == "GRAPH":
            graphs = True
        elif word == "VALUES" and depth == 0 and body_seen:
            end = start
        if word == "SERVICE":
            services.append("?")
        elif word != "SILENT" and before[0] == "SERVICE" and kind == "iri":
            services[-1] = text[1:-1]
        if before[0] == "LIMIT" and depth == 0 and kind == "word" and text.isdecimal():
            limit = (start, start + len(text))
        if word != "SILENT":
            before = (word, text)
    changing = changing or bool(services)
    return Outline(form, update and not form, tuple(services), dataset, graphs, changing, deepest, limit, end)


def bounded(query: str, known: Outline, rows: int) -> str:
    """The query, asking for no more than this many solutions; one that asks for fewer stays as it is."""
    if known.limit is None:
        return f"{query[: known.end]}\nLIMIT {rows}\n{query[known.end :]}"
    start, end = known.limit
    return query if int(query[start:end]) <= rows else f"{query[:start]}{rows}{query[end:]}"


def _deeper(mark: str, depth: int, deepest: int) -> tuple[int, int]:
    if mark in "{([":
        depth += 1
    elif mark in "})]":
        depth -= 1
    return depth, max(deepest, depth)
