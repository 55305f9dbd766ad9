"""Node expressions: the nodes that a triple rule takes as subjects, predicates and objects.

https://www.w3.org/TR/shacl-af/#node-expressions
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from itertools import product
from typing import TypeAlias

from pyoxigraph import BlankNode, NamedNode

from kompas.errors import MalformedRule, UnsupportedRule
from kompas.inference.data import DataGraph
from kompas.inference.functions import Function, check_calls
from kompas.inference.paths import Path, path
from kompas.inference.shapesgraph import ShapesGraph
from kompas.inference.support import check_condition, check_expression
from kompas.inference.terms import FIRST, NIL, Term, named, sh

Conforms: TypeAlias = Callable[[DataGraph, Term, Iterable[Term]], Collection[Term]]
"""Those of the nodes that conform to the shape."""


@dataclass(frozen=True, slots=True)
class FocusNode:
    """sh:this: the focus node itself."""

    def nodes(self, data: DataGraph, focus: Term, conforms: Conforms) -> dict[Term, None]:
        """The focus node."""
        return {focus: None}


@dataclass(frozen=True, slots=True)
class Constant:
    """An IRI or literal that stands for itself."""

    term: Term

    def nodes(self, data: DataGraph, focus: Term, conforms: Conforms) -> dict[Term, None]:
        """The constant."""
        return {self.term: None}


@dataclass(frozen=True, slots=True)
class PathValues:
    """The values of a path from the nodes of another expression."""

    path: Path
    start: Expression

    def nodes(self, data: DataGraph, focus: Term, conforms: Conforms) -> dict[Term, None]:
        """All nodes that the path leads to."""
        starts = self.start.nodes(data, focus, conforms)
        return {value: None for node in starts for value in self.path.values(data, node)}


@dataclass(frozen=True, slots=True)
class FilterShape:
    """The nodes of another expression that conform to a shape."""

    shape: Term
    source: Expression

    def nodes(self, data: DataGraph, focus: Term, conforms: Conforms) -> dict[Term, None]:
        """The nodes that conform."""
        nodes = self.source.nodes(data, focus, conforms)
        passing = conforms(data, self.shape, nodes)
        return {node: None for node in nodes if node in passing}


@dataclass(frozen=True, slots=True)
class Combined:
    """The union, or the intersection, of the nodes of several expressions."""

    parts: tuple[Expression, ...]
    all: bool

    def nodes(self, data: DataGraph, focus: Term, conforms: Conforms) -> dict[Term, None]:
        """The nodes of any part, or those of all parts."""
        sets = [part.nodes(data, focus, conforms) for part in self.parts]
        found = {node: None for nodes in sets for node in nodes}
        return {n: None for n in found if all(n in nodes for nodes in sets)} if self.all else found


@dataclass(frozen=True, slots=True)
class Call:
    """A function applied to every combination of the nodes of its arguments."""

    function: Function
    arguments: tuple[Expression, ...]

    def nodes(self, data: DataGraph, focus: Term, conforms: Conforms) -> dict[Term, None]:
        """What the function answers; nothing when a mandatory argument has no nodes."""
        values: list[list[Term | None]] = []
        for argument, (_, optional) in zip(self.arguments, self.function.parameters, strict=False):
            nodes: list[Term | None] = [*argument.nodes(data, focus, conforms)]
            values.append(nodes or ([None] if optional else []))
        answers = (self.function(data, combination) for combination in product(*values))
        return {answer: None for answer in answers if answer is not None}


Expression: TypeAlias = FocusNode | Constant | PathValues | FilterShape | Combined | Call


class Expressions:
    """Reads the node expressions of a rules graph."""

    def __init__(self, graph: ShapesGraph, functions: dict[NamedNode, Function], rule: str) -> None:
        self._graph = graph
        self._functions = functions
        self._rule = rule

    def read(self, node: Term, above: frozenset[Term] = frozenset()) -> Expression:
        """Read an expression.

        Raises:
            UnsupportedRule: an expression of another kind than those of the SHACL-AF note.
            MalformedRule: the expression is not well-formed or contains itself.
        """
        if node == sh("this"):
            return FocusNode()
        if not isinstance(node, BlankNode):
            return Constant(node)
        if node in above:
            raise MalformedRule(self._rule, "a node expression contains itself")
        above = above | {node}
        graph = self._graph
        known = {name for name in ("path", "filterShape", "intersection", "union") if graph.objects(node, sh(name))}
        if len(known) > 1:
            raise MalformedRule(self._rule, f"a node expression has both sh:{' and sh:'.join(sorted(known))}")
        if known:
            check_expression(graph, node, known if known & {"union", "intersection"} else {*known, "nodes"}, self._rule)
        if "path" in known:
            start = graph.at_most_one(node, sh("nodes"))
            source = FocusNode() if start is None else self.read(start, above)
            return PathValues(path(graph, self._one(node, "path")), source)
        if "filterShape" in known:
            check_condition(graph, self._one(node, "filterShape"), self._rule)
            return FilterShape(self._one(node, "filterShape"), self.read(self._one(node, "nodes"), above))
        if known:
            (name,) = known
            members = graph.members(self._one(node, name))
            if members is None or len(members) < 2:
                raise MalformedRule(self._rule, f"the value of sh:{name} is a list of at least two node expressions")
            return Combined(tuple(self.read(m, above) for m in members), all=name == "intersection")
        return self._call(node, above)

    def _one(self, node: Term, name: str) -> Term:
        value = self._graph.at_most_one(node, sh(name))
        if value is None:
            raise MalformedRule(self._rule, f"a node expression lacks its sh:{name}")
        return value

    def _call(self, node: Term, above: frozenset[Term]) -> Expression:
        graph = self._graph
        predicates = [p for p in graph.predicates(node) if p != sh("message")]
        calls = [
            (p, value)
            for p in predicates
            for value in graph.objects(node, p)
            if value == NIL or graph.objects(value, FIRST)
        ]
        if len(calls) != 1 or len(predicates) != 1:
            what = ", ".join(sorted(named(p) for p in predicates)) or "nothing that is known"
            raise UnsupportedRule(self._rule, f"a node expression with {what}", "SHACL-AF has no such expression")
        name, values = calls[0]
        check_calls(self._rule, frozenset({name.value}), self._functions)
        members = graph.members(values)
        function = self._functions[name]
        if members is None:
            raise MalformedRule(self._rule, f"the arguments of {name.value} are not a list")
        if len(members) > len(function.parameters):
            count = len(function.parameters)
            raise MalformedRule(self._rule, f"{name.value} takes {count} arguments, not {len(members)}")
        return Call(function, tuple(self.read(m, above) for m in members))
