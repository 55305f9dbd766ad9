"""Property paths of SHACL: the values that a path leads to.

https://www.w3.org/TR/shacl/#property-paths
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, TypeAlias

from pyoxigraph import NamedNode

from kompas.errors import MalformedRule
from kompas.inference.data import DataGraph
from kompas.inference.shapesgraph import ShapesGraph
from kompas.inference.terms import FIRST, Term, named, sh

_REPEATED: Final = {"zeroOrMorePath": (0, True), "oneOrMorePath": (1, True), "zeroOrOnePath": (0, False)}


@dataclass(frozen=True, slots=True)
class Step:
    """Follow a predicate, forwards or against its direction."""

    predicate: NamedNode
    inverse: bool

    def values(self, data: DataGraph, node: Term) -> dict[Term, None]:
        """The nodes at the end of this step."""
        if self.inverse:
            return dict.fromkeys(data.subjects(self.predicate, node))
        return dict.fromkeys(data.objects(node, self.predicate))


@dataclass(frozen=True, slots=True)
class Sequence:
    """Follow paths one after another."""

    parts: tuple[Path, ...]

    def values(self, data: DataGraph, node: Term) -> dict[Term, None]:
        """The nodes at the end of the last path."""
        nodes: dict[Term, None] = {node: None}
        for part in self.parts:
            nodes = _union(part.values(data, n) for n in nodes)
        return nodes


@dataclass(frozen=True, slots=True)
class Alternative:
    """Follow any of several paths."""

    parts: tuple[Path, ...]

    def values(self, data: DataGraph, node: Term) -> dict[Term, None]:
        """The nodes at the end of any of the paths."""
        return _union(part.values(data, node) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Repeated:
    """Follow a path at least `least` (0 or 1) times, and again as often as possible if `more`."""

    part: Path
    least: int
    more: bool

    def values(self, data: DataGraph, node: Term) -> dict[Term, None]:
        """The nodes that can be reached."""
        found: dict[Term, None] = {} if self.least else {node: None}
        waiting: list[Term] = [node]
        while waiting:
            for value in self.part.values(data, waiting.pop()):
                if value not in found:
                    found[value] = None
                    waiting += [value] if self.more else []
        return found


Path: TypeAlias = Step | Sequence | Alternative | Repeated


def path(graph: ShapesGraph, node: Term, inverse: bool = False) -> Path:
    """Read a property path.

    Raises:
        MalformedRule: the node is not a well-formed path.
    """
    if isinstance(node, NamedNode):
        return Step(node, inverse)
    if graph.objects(node, FIRST):
        members = _members(graph, node)
        return Sequence(tuple(path(graph, m, inverse) for m in (reversed(members) if inverse else members)))
    for predicate in graph.predicates(node):
        value = graph.at_most_one(node, predicate)
        if value is None or value == node:
            continue
        if predicate == sh("inversePath"):
            return path(graph, value, not inverse)
        if predicate == sh("alternativePath"):
            return Alternative(tuple(path(graph, m, inverse) for m in _members(graph, value)))
        for name, (least, more) in _REPEATED.items():
            if predicate == sh(name):
                return Repeated(path(graph, value, inverse), least, more)
    raise MalformedRule(
        named(node), "it is used as a property path but is none", "https://www.w3.org/TR/shacl/#property-paths"
    )


def _members(graph: ShapesGraph, node: Term) -> tuple[Term, ...]:
    members = graph.members(node)
    if members is None or len(members) < 2:
        raise MalformedRule(named(node), "a sequence or alternative of paths is a list of at least two paths")
    return members


def _union(sets: Iterable[dict[Term, None]]) -> dict[Term, None]:
    found: dict[Term, None] = {}
    for nodes in sets:
        found.update(nodes)
    return found
