"""The data graph as rules see it: the default graph of an Oxigraph store."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Final, cast

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, QueryBoolean, QuerySolutions, Store, Triple

from kompas.inference.needs import Need
from kompas.inference.prebinding import HIDDEN
from kompas.inference.terms import SUBCLASS_OF, TYPE, Node, Row, Term

_DEFAULT: Final = DefaultGraph()
_FOCUS: Final = NamedNode("urn:x-kompas:focus")

FOCUS_BLOCK: Final = f" GRAPH {_FOCUS} {{ ?this {_FOCUS} {_FOCUS} . }} "
"""Binds `?this` to the node that is marked; the only way to point at a blank node, which no query can name."""


FEW: Final = 3
"""Up to so many nodes a query names one by one."""


class DataGraph:
    """Reads and extends a store; remembers the focus nodes of a class for as long as nothing is added."""

    def __init__(self, store: Store, subclasses: Iterable[tuple[Term, Term]] = ()) -> None:
        """`subclasses` holds subclass and superclass of each rdfs:subClassOf that the rules themselves state."""
        self.store = store
        self.version = 0
        self.functions: dict[NamedNode, Callable[..., Term | None]] = {}
        self._below: dict[Term, list[Term]] = {}
        for below, above in subclasses:
            self._below.setdefault(above, []).append(below)
        self._graph: tuple[DefaultGraph, ...] = (_DEFAULT,) if any(True for _ in store.named_graphs()) else ()
        """The graph to look in, left out where there is no other: naming it takes longer than looking."""
        self._instances: dict[tuple[NamedNode, ...], tuple[Node, ...]] = {}
        self._classes: dict[Term, tuple[Term, ...]] = {}
        self._matched: set[Need] = set()
        self._blocks: dict[int, tuple[tuple[Term, ...], str]] = {}

    def objects(self, subject: Term, predicate: NamedNode) -> Iterator[Term]:
        """The values of a predicate."""
        if isinstance(subject, Literal | Triple):
            return iter(())
        return (quad.object for quad in list(self.store.quads_for_pattern(subject, predicate, None, *self._graph)))

    def subjects(self, predicate: NamedNode, value: Term) -> Iterator[Node]:
        """The subjects that have this value."""
        quads = list(self.store.quads_for_pattern(None, predicate, value, *self._graph))
        return (cast(Node, quad.subject) for quad in quads)

    def pairs(self, predicate: NamedNode) -> Iterator[tuple[Node, Term]]:
        """Subject and object of each triple with this predicate."""
        quads = list(self.store.quads_for_pattern(None, predicate, None, *self._graph))
        return ((cast(Node, quad.subject), quad.object) for quad in quads)

    def matches(self, need: Need) -> bool:
        """Whether any triple matches the pattern; once one does, it does for as long as triples are only added."""
        if need in self._matched:
            return True
        subject, predicate, value = need
        found = next(self.store.quads_for_pattern(subject, predicate, value, *self._graph), None) is not None
        if found:
            self._matched.add(need)
        return found

    def has_node(self, node: Term) -> bool:
        """Whether the node is subject or object of a triple."""
        if next(self.store.quads_for_pattern(None, None, node, *self._graph), None) is not None:
            return True
        if isinstance(node, Literal | Triple):
            return False
        return next(self.store.quads_for_pattern(node, None, None, *self._graph), None) is not None

    def instances(self, classes: tuple[NamedNode, ...]) -> tuple[Node, ...]:
        """The SHACL instances of these classes, those of their subclasses included, each once."""
        found = self._instances.get(classes)
        if found is None:
            kinds = dict.fromkeys(kind for of in classes for kind in self.subclasses(of))
            members = {kind: nodes for kind in kinds if (nodes := list(self.subjects(TYPE, kind)))}
            nodes = [node for some in members.values() for node in some]
            found = self._instances[classes] = tuple(dict.fromkeys(nodes))
            if FEW < len(found) == len(nodes) and all(isinstance(kind, NamedNode) for kind in members):
                self._blocks[id(found)] = found, block_of_instances(members)
        return found

    def subclasses(self, of: Term) -> tuple[Term, ...]:
        """The class and all classes below it, by the data and by the rules."""
        if of not in self._classes:
            found: dict[Term, None] = {of: None}
            waiting = [of]
            while waiting:
                above = waiting.pop()
                for below in (*self.subjects(SUBCLASS_OF, above), *self._below.get(above, ())):
                    if below not in found:
                        found[below] = None
                        waiting.append(below)
            self._classes[of] = tuple(found)
        return self._classes[of]

    def has_class(self, node: Term, of: Term) -> bool:
        """Whether the data says that the node is an instance of the class or of a class below it."""
        waiting = list(self.objects(node, TYPE))
        seen: set[Term] = set()
        while waiting:
            kind = waiting.pop()
            if kind == of:
                return True
            if kind not in seen:
                seen.add(kind)
                waiting.extend(self.objects(kind, SUBCLASS_OF))
        return False

    def triples(self) -> Iterator[Triple]:
        """All triples."""
        return (quad.triple for quad in self.store.quads_for_pattern(None, None, None, *self._graph))

    def add(self, quads: Iterable[Quad]) -> list[Quad]:
        """Add the quads that are new, all of the default graph; returns what was added."""
        new: list[Quad] = []
        kinds: set[Term] = set()
        store = self.store
        for quad in quads:
            if quad not in store:
                new.append(quad)
                predicate = quad.predicate
                if predicate == TYPE:
                    kinds.add(quad.object)
                elif predicate == SUBCLASS_OF:
                    self._classes.clear()
                    self._instances.clear()
        if new:
            self.store.extend(new)
            self._forget(kinds)
            self.version += 1
        return new

    def _forget(self, kinds: set[Term]) -> None:
        """Forget who the instances are of each class that has new ones."""
        outdated = [key for key in self._instances if any(not kinds.isdisjoint(self._classes[of]) for of in key)]
        for classes in outdated:
            del self._instances[classes]

    def block(self, nodes: tuple[Term, ...]) -> str:
        """The block that binds `?this` to each of these nodes; many rules have the same ones.

        Where the nodes are all instances of some classes that have addresses, each of one, the block says just that: it
        is shorter to read.
        """
        known = self._blocks.get(id(nodes))
        if known is None or known[0] is not nodes:
            known = self._blocks[id(nodes)] = nodes, block_of(nodes)
        return known[1]

    def solutions(self, query: str) -> list[Row]:
        """All solutions of a SELECT.

        They are read to the end here and now: a half-read result of Oxigraph must not reach another thread.
        """
        return [tuple(solution) for solution in cast(QuerySolutions, self._query(query))]

    def ask(self, query: str) -> bool:
        """The answer to an ASK."""
        return bool(cast(QueryBoolean, self._query(query)))

    def _query(self, query: str) -> object:
        functions = self.functions
        return self.store.query(query, custom_functions=functions) if functions else self.store.query(query)

    @contextmanager
    def pointing_at(self, node: BlankNode) -> Iterator[str]:
        """Mark a blank node for the time being; gives the block that binds `?this` to it."""
        mark = Quad(node, _FOCUS, _FOCUS, _FOCUS)
        self.store.add(mark)
        try:
            yield FOCUS_BLOCK
        finally:
            self.store.remove(mark)


def block_of(nodes: Iterable[Term]) -> str:
    """The block that binds `?this` to each of these nodes, none of which is blank."""
    return f" VALUES ?this {{ {' '.join(map(str, nodes))} }} "


def block_of_instances(kinds: Iterable[Term]) -> str:
    """The block that binds `?this` to each instance of each of these classes.

    The classes stand in a VALUES of their own, because Oxigraph begins with what is shortest.
    """
    return f" VALUES ?{HIDDEN} {{ {' '.join(map(str, kinds))} }} ?this a ?{HIDDEN} . "
