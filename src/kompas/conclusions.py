"""What is known of one case after the rules have run: its facts and everything derived, ready to look things up in."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kompas.errors import ReleaseMismatch
from kompas.namespaces import CASE, RDF, kompas

Term = NamedNode | BlankNode | Literal
IS_A = NamedNode(f"{RDF}type")


class Conclusions:
    """Facts and derived triples of a case, indexed both ways. Answers come in one fixed order, whatever the input's."""

    def __init__(self, triples: Iterable[Triple], case: NamedNode | None = None) -> None:
        self.case = case or NamedNode(CASE)
        self._forward: dict[tuple[str, str], list[Term]] = {}
        self._backward: dict[tuple[str, Term], list[NamedNode]] = {}
        for triple in triples:
            subject, predicate, value = triple.subject, triple.predicate.value, triple.object
            if isinstance(subject, NamedNode) and not isinstance(value, Triple):
                self._forward.setdefault((subject.value, predicate), []).append(value)
                self._backward.setdefault((predicate, value), []).append(subject)

    def things(self, subject: NamedNode, name: str) -> list[NamedNode]:
        """The things a subject is related to by `kompas:<name>`, sorted by address."""
        found = (value for value in self._forward.get((subject.value, kompas(name).value), ()))
        return sorted((value for value in found if isinstance(value, NamedNode)), key=lambda thing: thing.value)

    def thing(self, subject: NamedNode, name: str) -> NamedNode | None:
        """The one thing a subject is related to by `kompas:<name>`; the first by address when there are more."""
        return next(iter(self.things(subject, name)), None)

    def decided(self, subject: NamedNode, name: str) -> NamedNode:
        """The one thing that the rules must relate a subject to by `kompas:<name>`.

        Raises:
            ReleaseMismatch: they did not, so the released knowledge and the rules do not belong together.
        """
        found = self.thing(subject, name)
        if found is None:
            raise ReleaseMismatch(subject.value, name)
        return found

    def literal(self, subject: NamedNode, name: str) -> Literal | None:
        """The literal value of `kompas:<name>`, if any."""
        found = self._forward.get((subject.value, kompas(name).value), ())
        return next((value for value in found if isinstance(value, Literal)), None)

    def number(self, subject: NamedNode, name: str) -> float:
        """The numeric value of `kompas:<name>`; 0 when absent."""
        value = self.literal(subject, name)
        return float(value.value) if value is not None else 0.0

    def holds(self, subject: NamedNode, name: str) -> bool:
        """Whether `kompas:<name>` is stated as true."""
        value = self.literal(subject, name)
        return value is not None and value.value == "true"

    def those(self, name: str, value: Term) -> list[NamedNode]:
        """The subjects related to a value by `kompas:<name>`, sorted by address."""
        return sorted(self._backward.get((kompas(name).value, value), ()), key=lambda thing: thing.value)

    def instances(self, class_name: str) -> list[NamedNode]:
        """The things that are a `kompas:<class_name>`, sorted by address."""
        return sorted(self._backward.get((IS_A.value, kompas(class_name)), ()), key=lambda thing: thing.value)
