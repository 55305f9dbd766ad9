"""The head of a CONSTRUCT rule, compiled once, so that a solution becomes triples without another query."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, parse

from kompas.inference.cursor import Refused
from kompas.inference.syntax import Query
from kompas.inference.terms import TYPE, Row, Term
from kompas.inference.tokens import Kind, Token, UnreadableSparql

_SUBJECTS: Final = (NamedNode, BlankNode)

Slot: TypeAlias = "str | Term"
"""A place in a head triple: the name of a variable, or a constant."""


Instantiation: TypeAlias = Callable[[Row], list[Quad]]
"""Makes the triples of a head for one solution, as quads of the default graph."""


@dataclass(frozen=True)
class Template:
    """The triples of a head; each place holds a constant or the name of a variable."""

    triples: tuple[tuple[Slot, Slot, Slot], ...]
    _known: dict[tuple[str, ...], Instantiation] = field(default_factory=dict, repr=False, compare=False)

    def instantiation(self, names: tuple[str, ...]) -> Instantiation:
        """How the head is instantiated for solutions that bind these variables, in this order."""
        if names not in self._known:
            self._known[names] = self._instantiation(names)
        return self._known[names]

    def _instantiation(self, names: tuple[str, ...]) -> Instantiation:
        """Each place of the head as a position in the solution followed by the constants of the head.

        As SPARQL says, a triple with an unbound variable, or in which a literal or blank node stands where it may not,
        is left out (https://www.w3.org/TR/sparql11-query/#construct). Most heads have none, so it is tried first
        whether all can be made.
        """
        positions: dict[Slot, int] = {name: position for position, name in enumerate(names)}
        fixed: list[Term | None] = []
        for slot in (slot for triple in self.triples for slot in triple):
            if slot not in positions:
                positions[slot] = len(names) + len(fixed)
                fixed.append(None if isinstance(slot, str) else slot)
        constants = tuple(fixed)
        places = tuple((positions[s], positions[p], positions[o]) for s, p, o in self.triples)

        def instantiate(row: Row) -> list[Quad]:
            cells: Sequence[Any] = row + constants
            try:
                return [Quad(cells[s], cells[p], cells[o]) for s, p, o in places]
            except TypeError:
                parts = [(cells[s], cells[p], cells[o]) for s, p, o in places]
                return [Quad(*part) for part in parts if _is_triple(*part)]

        return instantiate


def _is_triple(subject: Term | None, predicate: Term | None, value: Term | None) -> bool:
    return isinstance(subject, _SUBJECTS) and isinstance(predicate, NamedNode) and value is not None


def compile_template(query: Query, prefixes: Mapping[str, str]) -> Template:
    """Compile the head of a CONSTRUCT query.

    Raises:
        Refused: a blank node or a collection in the head: each application would make new ones, so that applying the
            rules again would never end. Mint an IRI instead.
        UnreadableSparql: the head is not a list of triples.
    """
    start, end = query.head
    items = [t for t in query.tokens[start + 1 : end - 1] if t.kind not in (Kind.SPACE, Kind.COMMENT)]
    for token in items:
        if token.kind is Kind.BLANK or token.is_mark("[", "]", "("):
            raise Refused("a blank node in the head", "each application would make a new one; mint an IRI with BIND")
    texts: list[tuple[str, str, str]] = []
    position = 0
    while position < len(items):
        subject, position = _term(items, position)
        position = _properties(items, position, subject, texts)
        if position < len(items):
            if not items[position].is_mark("."):
                raise UnreadableSparql(f"expected . before “{items[position].text}” in the head")
            position += 1
    terms = constants({text for triple in texts for text in triple if text[0] not in "?$"}, prefixes)
    return Template(tuple((_slot(s, terms), _slot(p, terms), _slot(o, terms)) for s, p, o in texts))


def _properties(items: Sequence[Token], position: int, subject: str, texts: list[tuple[str, str, str]]) -> int:
    while True:
        predicate, position = _term(items, position)
        predicate = str(TYPE) if predicate == "a" else predicate
        while True:
            value, position = _term(items, position)
            texts.append((subject, predicate, value))
            if position >= len(items) or not items[position].is_mark(","):
                break
            position += 1
        if position >= len(items) or not items[position].is_mark(";"):
            return position
        while position < len(items) and items[position].is_mark(";"):
            position += 1
        if position >= len(items) or items[position].is_mark("."):
            return position


def _term(items: Sequence[Token], position: int) -> tuple[str, int]:
    """The text of the term at this position, and the position after it."""
    if position >= len(items):
        raise UnreadableSparql("the head ends in the middle of a triple")
    text = items[position].text
    following = position + 1
    if items[position].is_mark("-", "+") and following < len(items):
        return text + items[following].text, following + 1
    if items[position].kind is Kind.STRING and following < len(items):
        if items[following].kind is Kind.LANGUAGE:
            return text + items[following].text, following + 1
        if items[following].is_mark("^^") and following + 1 < len(items):
            return f"{text}^^{items[following + 1].text}", following + 2
    return text, following


def constants(texts: Iterable[str], prefixes: Mapping[str, str]) -> dict[str, Term]:
    """The terms that these texts mean, read by the Turtle parser, in which constants are written as in SPARQL."""
    ordered = sorted(texts)
    lines = [f"@prefix {name}: <{address}> ." for name, address in prefixes.items()]
    lines += [f"<urn:x:s> <urn:x:p> {text} ." for text in ordered]
    try:
        objects = [quad.object for quad in parse("\n".join(lines), RdfFormat.TURTLE)]
    except SyntaxError as error:
        raise UnreadableSparql(f"a term: {error}") from error
    return dict(zip(ordered, objects, strict=True))


def _slot(text: str, terms: Mapping[str, Term]) -> Slot:
    return text[1:] if text[0] in "?$" else terms[text]
