"""Pre-binding: a query with the values of some variables filled in at every place where the variables stand.

https://www.w3.org/TR/shacl/#pre-binding. A value is written in place of the token that is the variable, so it reaches
FILTER, BIND, EXISTS, the branches of UNION, OPTIONAL and subqueries alike. Joining the value from outside
(as `substitutions` of pyoxigraph does) does not reach these.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from kompas.inference.lint import subqueries
from kompas.inference.syntax import Query, Role, Select, Span
from kompas.inference.terms import Term, written
from kompas.inference.tokens import Kind

HIDDEN: Final = "prebound_"
"""How variables begin that stand in for a pre-bound one where SPARQL demands a variable."""

_NOWHERE: Final = "<urn:x-kompas:no-predicate>"


@dataclass(frozen=True, slots=True)
class Hole:
    """A place to fill in: the variable, its role, and the position of its token."""

    variable: str
    role: Role
    position: int
    alone: bool = False
    """Whether a SELECT clause projects nothing else."""
    bound: bool = False
    """Whether the whole of BOUND($this) stands here."""

    def filled(self, value: Term, text: str) -> str:
        """What to write here for this value, of which `text` is the SPARQL form."""
        if self.bound:
            return "true"
        if self.role is Role.PREDICATE and not isinstance(value, NamedNode):
            return _NOWHERE
        if self.role is Role.GROUPED or (self.role is Role.PROJECTED and self.alone):
            return f"({text} AS ?{HIDDEN}{self.position})"
        if self.role is Role.PROJECTED:
            return ""
        return f"({text})" if self.role is Role.ORDERED else text

    def written(self) -> str:
        """The variable as it is, for a variable that has no value."""
        return f"BOUND(?{self.variable})" if self.bound else f"?{self.variable}"


@dataclass(frozen=True, slots=True)
class Prebindable:
    """Text with holes; fill them in and it is a query."""

    pieces: tuple[str | Hole, ...]

    def filled(self, values: Mapping[str, Term]) -> str:
        """The text with these values; a variable without a value stays a variable.

        Raises:
            ValueError: a value is a blank node, which cannot be written.
        """
        texts = {name: written(value) for name, value in values.items()}
        return "".join(
            piece
            if isinstance(piece, str)
            else piece.filled(values[piece.variable], texts[piece.variable])
            if piece.variable in values
            else piece.written()
            for piece in self.pieces
        )


def prebindable(query: Query, span: Span, variables: frozenset[str]) -> Prebindable:
    """Prepare a part of a query for filling in these variables."""
    alone = {
        position
        for select in subqueries(query.where)
        for position in _projection(query, select)
        if len(select.projected) == 1
    }
    if query.form == "SELECT":
        alone.update(range(*query.head))
    pieces: list[str | Hole] = []
    text: list[str] = []
    position = span[0]
    while position < span[1]:
        token = query.tokens[position]
        end = query.bound.get(position, 0)
        inside = next((t.variable for t in query.tokens[position:end] if t.kind is Kind.VARIABLE), "") if end else ""
        if token.kind is Kind.VARIABLE and token.variable in variables:
            role = query.roles.get(position, Role.TERM)
            hole = Hole(token.variable, role, position, position in alone)
        elif inside in variables:
            hole = Hole(inside, Role.TERM, position, bound=True)
            position = end - 1
        else:
            text.append(token.text)
            position += 1
            continue
        pieces += ["".join(text), hole]
        text = []
        position += 1
    pieces.append("".join(text))
    return Prebindable(tuple(pieces))


def _projection(query: Query, select: Select) -> range:
    return range(select.span[0], select.where.start)
