"""What an engine gives back: the derived triples and how each came about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from pyoxigraph import Quad, Triple

from kompas.inference.terms import Node, Row, Term


class Application(NamedTuple):
    """One application of a rule: the focus node, one solution, and what was made from it.

    It is kept as it came, names and row apart, because most applications of a derivation are never looked at again.
    """

    rule: Node
    focus: Term
    names: tuple[str, ...]
    row: Row
    quads: Sequence[Quad]

    @property
    def bindings(self) -> dict[str, Term]:
        """Every variable that is in scope at the end of the WHERE and has a value, `this` included.

        For a triple rule that is only `this`.
        """
        return {name: value for name, value in zip(self.names, self.row, strict=True) if value is not None}

    @property
    def triples(self) -> tuple[Triple, ...]:
        """All that the head makes, also what was already known."""
        return tuple([quad.triple for quad in self.quads])


@dataclass(frozen=True, slots=True)
class Derivation:
    """What follows from facts: the triples that were not there before, and the applications in order of the rules.

    Within one rule the order of applications has no meaning.
    """

    triples: frozenset[Triple]
    applications: tuple[Application, ...]


class Engine(Protocol):
    """Derives what follows from facts, given the knowledge and rules that the engine holds."""

    @property
    def name(self) -> str:
        """What the engine is called."""

    def derive(self, facts: Iterable[Triple]) -> Derivation:
        """What follows from these facts."""
