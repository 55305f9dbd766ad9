"""The rules graph as rules are read from it: an index over its triples, in the order in which they came."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import cast

from pyoxigraph import Literal, NamedNode, Triple

from kompas.errors import MalformedRule
from kompas.inference.terms import FIRST, NIL, REST, SUBCLASS_OF, TYPE, Node, Term, named, sh


class ShapesGraph:
    """A graph of shapes and rules, read only."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self.triples = tuple(dict.fromkeys(triples))
        self._values: dict[Term, dict[NamedNode, list[Term]]] = {}
        self._pairs: dict[NamedNode, list[tuple[Node, Term]]] = {}
        for subject, predicate, value in self.triples:
            self._values.setdefault(subject, {}).setdefault(predicate, []).append(value)
            self._pairs.setdefault(predicate, []).append((subject, value))

    def objects(self, subject: Term, predicate: NamedNode) -> list[Term]:
        """The values of this predicate."""
        return self._values.get(subject, {}).get(predicate, [])

    def subjects(self, predicate: NamedNode, value: Term) -> list[Node]:
        """The subjects that have this value."""
        return [subject for subject, found in self.pairs(predicate) if found == value]

    def pairs(self, predicate: NamedNode) -> list[tuple[Node, Term]]:
        """Subject and object of each triple with this predicate."""
        return self._pairs.get(predicate, [])

    def predicates(self, subject: Term) -> list[NamedNode]:
        """The predicates that say something of this node."""
        return list(self._values.get(subject, {}))

    def at_most_one(self, subject: Term, predicate: NamedNode) -> Term | None:
        """The value of this predicate, if there is one.

        Raises:
            MalformedRule: there are several.
        """
        values = self.objects(subject, predicate)
        if len(values) > 1:
            raise MalformedRule(
                named(subject), f"it has {len(values)} values for {named(predicate)} where one is allowed"
            )
        return values[0] if values else None

    def members(self, head: Term) -> tuple[Term, ...] | None:
        """The members of a list; None when the node is not a well-formed list."""
        found: list[Term] = []
        seen: set[Term] = set()
        while head != NIL:
            first, rest = self.objects(head, FIRST), self.objects(head, REST)
            if len(first) != 1 or len(rest) != 1 or head in seen:
                return None
            seen.add(head)
            found.append(first[0])
            head = rest[0]
        return tuple(found)

    def is_true(self, subject: Term, predicate: NamedNode) -> bool:
        """Whether a boolean switch such as sh:deactivated is on.

        Raises:
            MalformedRule: the value is not a boolean, or there are several.
        """
        value = self.at_most_one(subject, predicate)
        if value is None:
            return False
        if not isinstance(value, Literal) or value.value not in ("true", "false", "1", "0"):
            raise MalformedRule(named(subject), f"the value of {named(predicate)} is {named(value)}, not true or false")
        return value.value in ("true", "1")

    def is_instance(self, node: Term, of: NamedNode) -> bool:
        """Whether the node is a SHACL instance of the class within this graph."""
        wanted = self.subclasses(of)
        return any(kind in wanted for kind in self.objects(node, TYPE))

    def subclasses(self, of: NamedNode) -> frozenset[Term]:
        """The class and all its subclasses within this graph."""
        found: set[Term] = {of}
        waiting: list[Term] = [of]
        while waiting:
            for below in self.subjects(SUBCLASS_OF, waiting.pop()):
                if below not in found:
                    found.add(below)
                    waiting.append(below)
        return frozenset(found)

    def is_deactivated(self, node: Term) -> bool:
        """Whether a rule or shape is switched off."""
        return self.is_true(node, sh("deactivated"))


def order(graph: ShapesGraph, node: Term) -> Decimal:
    """The sh:order of a rule, a shape or a parameter; 0 when it has none.

    Raises:
        MalformedRule: the value is not a number, or there are several.
    """
    value = graph.at_most_one(node, sh("order"))
    if value is None:
        return Decimal(0)
    try:
        number = Decimal(cast(Literal, value).value)
    except (InvalidOperation, AttributeError):
        number = Decimal("NaN")
    if not number.is_finite():
        raise MalformedRule(named(node), f"its sh:order {named(value)} is not a number")
    return number
