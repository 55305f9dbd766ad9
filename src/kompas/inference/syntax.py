"""The structure of a rule's query: what its parts are called, and where in the tokens they stand.

A part is known by its span, the positions of its first token and of the token after its last. The text of a rule is
never rebuilt from these parts: tokens are replaced or text is put in between, and the rest stays as it was written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from kompas.inference.tokens import Kind, Token

Span: TypeAlias = tuple[int, int]


class Role(Enum):
    """How a variable is used, which decides what may stand in its place once its value is known."""

    TERM = "term"
    PREDICATE = "predicate"
    PROJECTED = "projected"
    GROUPED = "grouped"
    ORDERED = "ordered"


class Sort(Enum):
    """The sorts of elements that a group graph pattern consists of."""

    TRIPLES = "triple pattern"
    FILTER = "FILTER"
    BIND = "BIND"
    OPTIONAL = "OPTIONAL"
    UNION = "UNION"


@dataclass(frozen=True, slots=True)
class Pattern:
    """A triple pattern of which each part is one term, as spans of subject, predicate and object."""

    subject: Span
    predicate: Span
    object: Span


@dataclass(frozen=True, slots=True)
class Select:
    """A subquery: its projected variables, the variables it groups by, its WHERE."""

    projected: frozenset[str]
    everything: bool
    grouped: frozenset[str]
    aggregates: bool
    sliced: bool
    grouping_ends: int | None
    """The position after its GROUP BY, where a HAVING stands or could stand."""
    where: Group
    span: Span


@dataclass(frozen=True, slots=True)
class Element:
    """One element of a group. A group inside a group counts as a UNION of one."""

    sort: Sort
    span: Span
    subject: Span | None = None
    """The subject that is shared with an earlier element, when this is the part after a semicolon."""
    patterns: tuple[Pattern, ...] = ()
    groups: tuple[Group, ...] = ()
    exists: tuple[Group, ...] = ()
    """The groups under EXISTS and NOT EXISTS in this element's expression."""
    assigned: str | None = None
    """The variable that a BIND assigns."""
    open_paths: bool = False
    """Whether a property path in it can match a path of length zero."""


@dataclass(frozen=True, slots=True)
class Group:
    """A group graph pattern; `start` and `end` are the positions of its braces. It has elements or is a subquery."""

    start: int
    end: int
    elements: tuple[Element, ...] = ()
    select: Select | None = None

    def subgroups(self) -> Iterator[Group]:
        """The groups directly inside this one, those under EXISTS excepted."""
        if self.select is not None:
            yield self.select.where
        for element in self.elements:
            yield from element.groups


@dataclass(frozen=True, slots=True)
class Query:
    """A query as read: tokens, own prefixes, head (template or SELECT clause), WHERE, and what follows the WHERE."""

    form: str
    """CONSTRUCT, SELECT or ASK."""
    tokens: tuple[Token, ...]
    prefixes: Mapping[str, str]
    head: Span
    where: Group
    modifiers: Span
    limited: bool
    roles: Mapping[int, Role]
    bound: Mapping[int, int]
    """BOUND(?x): position of the word to the position after its closing parenthesis."""
    functions: tuple[int, ...]
    """Positions of the IRIs and prefixed names that are called as functions."""

    def text(self, span: Span) -> str:
        """The text of this part as written."""
        return "".join(token.text for token in self.tokens[span[0] : span[1]])

    def mentions(self, variable: str, span: Span) -> bool:
        """Whether the variable stands in this part."""
        return any(t.kind is Kind.VARIABLE and t.variable == variable for t in self.tokens[span[0] : span[1]])

    def variables(self, span: Span) -> frozenset[str]:
        """The variables that stand in this part."""
        return frozenset(t.variable for t in self.tokens[span[0] : span[1]] if t.kind is Kind.VARIABLE)
