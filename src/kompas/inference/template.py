"""The head of a CONSTRUCT rule, compiled once, so that a solution becomes triples without another query."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, Triple, parse

from kompas.inference.cursor import Refused
from kompas.inference.syntax import Query
from kompas.inference.terms import TYPE, Term
from kompas.inference.tokens import Kind, Token, UnreadableSparql

_SUBJECTS: Final = (NamedNode, BlankNode)

Slot: TypeAlias = "str | Term"
"""A place in a head triple: the name of a variable, or a constant."""


@dataclass(frozen=True, slots=True)
class Template:
    """The triples of a head; each place holds a constant or the name of a variable."""

    triples: tuple[tuple[Slot, Slot, Slot], ...]

    @property
    def variables(self) -> frozenset[str]:
        """The variables that the head uses."""
        return frozenset(slot for triple in self.triples for slot in triple if isinstance(slot, str))

    def instantiate(self, bindings: Mapping[str, Term]) -> tuple[Triple, ...]:
        """The triples for one solution."""
        return tuple([quad.triple for quad in self.quads(bindings)])

    def quads(self, bindings: Mapping[str, Term]) -> list[Quad]:
        """The triples for one solution, as quads of the default graph.

        As SPARQL says, a triple with an unbound variable, or in which a literal or blank node stands where it may not,
        is left out (https://www.w3.org/TR/sparql11-query/#construct).
        """
        made: list[Quad] = []
        for s, p, o in self.triples:
            subject = bindings.get(s) if type(s) is str else s
            predicate = bindings.get(p) if type(p) is str else p
            value = bindings.get(o) if type(o) is str else o
            if type(predicate) is NamedNode and value is not None and type(subject) in _SUBJECTS:
                made.append(Quad(subject, predicate, value))  # type: ignore[arg-type]
        return made


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
