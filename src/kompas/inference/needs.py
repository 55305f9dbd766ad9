"""What a query cannot do without: triple patterns that must match for it to have any solution.

When nothing in the data matches one of them, there are no solutions, and the query need not be run. Only patterns that
every solution passes through count: those of the WHERE itself, of a group that stands alone, and of a subquery that
gives no row when its own patterns find nothing. What is optional, one branch of a UNION, or under EXISTS does not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode, Triple

from kompas.inference.syntax import Group, Pattern, Query, Sort, Span
from kompas.inference.template import constants
from kompas.inference.terms import TYPE, Node, Term
from kompas.inference.tokens import Kind

Need: TypeAlias = tuple[Node | None, NamedNode, Term | None]
"""Subject, predicate and object of a pattern, None where a variable stands."""


def needs(query: Query, prefixes: Mapping[str, str]) -> tuple[Need, ...]:
    """The patterns with a constant predicate that every solution passes through, each once, the narrowest first."""
    found = [_Written(query, pattern) for pattern in _necessary(query.where)]
    texts = {text for written in found for text in written.texts if text is not None}
    terms = constants(texts, prefixes)
    chosen: dict[Need, None] = {}
    for written in found:
        subject, predicate, object = (None if text is None else terms[text] for text in written.texts)
        if isinstance(predicate, NamedNode) and not isinstance(subject, Literal | Triple):
            chosen[subject, predicate, object] = None
    return tuple(sorted(chosen, key=lambda need: sum(term is None for term in need)))


def _necessary(group: Group) -> Iterator[Pattern]:
    if group.select is not None:
        if not group.select.aggregates or group.select.grouped:
            yield from _necessary(group.select.where)
        return
    for element in group.elements:
        if element.sort is Sort.TRIPLES:
            yield from element.patterns
        elif element.sort is Sort.UNION and len(element.groups) == 1:
            yield from _necessary(element.groups[0])


class _Written:
    """A pattern as it is written: the text of each constant, None for a variable."""

    def __init__(self, query: Query, pattern: Pattern) -> None:
        self._query = query
        self.texts = tuple(self._text(span) for span in (pattern.subject, pattern.predicate, pattern.object))

    def _text(self, span: Span) -> str | None:
        tokens = [t for t in self._query.tokens[span[0] : span[1]] if t.kind not in (Kind.SPACE, Kind.COMMENT)]
        if len(tokens) == 1 and tokens[0].kind is Kind.VARIABLE:
            return None
        written = "".join(token.text for token in tokens)
        return f"<{TYPE.value}>" if written == "a" else written
