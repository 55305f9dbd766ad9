"""What an engine gives back: the derived triples and how each came about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from pyoxigraph import Triple

from kompas.inference.terms import Node, Term


@dataclass(frozen=True, slots=True)
class Application:
    """One application of a rule: the focus node, the bindings of one solution, and the triples made from it.

    The bindings hold every variable that is in scope at the end of the WHERE and has a value, `this` included; for a
    triple rule only `this`. The triples are all that the head makes, also those that were already known.
    """

    rule: Node
    focus: Term
    bindings: Mapping[str, Term]
    triples: tuple[Triple, ...]


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
