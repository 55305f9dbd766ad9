"""Does a node conform to a shape? For sh:condition and sh:filterShape.

Shapes built from the commonest constraints are checked here, directly on the store. Any shape that uses anything else,
itself or in a shape it refers to, is left as a whole to pySHACL (`kompas.inference.validation`): slower, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Final, TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode

from kompas.inference.data import DataGraph
from kompas.inference.paths import path
from kompas.inference.shapesgraph import ShapesGraph
from kompas.inference.terms import TYPE, Term, sh
from kompas.namespaces import RDF, SH, XSD

Check: TypeAlias = Callable[[DataGraph, Term], bool]
"""Whether a node of the data passes."""

Values: TypeAlias = Callable[[DataGraph, Term], dict[Term, None]]
Test: TypeAlias = Callable[[DataGraph, Term, dict[Term, None]], bool]
"""Whether focus node and value nodes pass one constraint."""

_SILENT: Final = frozenset(
    sh(name)
    for name in (
        "path", "name", "description", "message", "severity", "order", "group", "defaultValue", "deactivated", "rule",
        "targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf", "condition", "subject", "predicate",
        "object", "construct", "prefixes",
    )
)  # fmt: skip
_INTEGERS: Final = frozenset(
    XSD + name
    for name in (
        "integer", "nonNegativeInteger", "positiveInteger", "nonPositiveInteger", "negativeInteger", "long", "int",
        "short", "byte", "unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte",
    )
)  # fmt: skip
_LEXICAL: Final = {
    XSD + "integer": re.compile(r"[+-]?\d+", re.ASCII),
    XSD + "decimal": re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)", re.ASCII),
    XSD + "boolean": re.compile(r"true|false|0|1"),
    XSD + "string": re.compile(r".*", re.DOTALL),
    RDF + "langString": re.compile(r".*", re.DOTALL),
}
_KINDS: Final[dict[Term, tuple[type, ...]]] = {
    sh("IRI"): (NamedNode,),
    sh("BlankNode"): (BlankNode,),
    sh("Literal"): (Literal,),
    sh("BlankNodeOrIRI"): (BlankNode, NamedNode),
    sh("BlankNodeOrLiteral"): (BlankNode, Literal),
    sh("IRIOrLiteral"): (NamedNode, Literal),
}


class Beyond(Exception):
    """A shape uses something that is not checked here."""


def check(graph: ShapesGraph, shape: Term) -> Check | None:
    """The check that a node conforms to this shape; None when it is left to pySHACL."""
    if graph.subjects(TYPE, sh("ConstraintComponent")):
        return None
    try:
        return _Compiler(graph).shape(shape, ())
    except Beyond:
        return None


class _Compiler:
    def __init__(self, graph: ShapesGraph) -> None:
        self._graph = graph

    def shape(self, shape: Term, above: tuple[Term, ...]) -> Check:
        graph = self._graph
        if shape in above or not graph.predicates(shape):
            raise Beyond
        if graph.is_deactivated(shape):
            return lambda data, focus: True
        paths = graph.objects(shape, sh("path"))
        if len(paths) > 1:
            raise Beyond
        values: Values = path(graph, paths[0]).values if paths else lambda data, focus: {focus: None}
        tests = [
            self.constraint(predicate, value, (*above, shape), bool(paths))
            for predicate in graph.predicates(shape)
            if predicate.value.startswith(SH) and predicate not in _SILENT
            for value in graph.objects(shape, predicate)
        ]

        def conforms(data: DataGraph, focus: Term) -> bool:
            found = values(data, focus)
            return all(test(data, focus, found) for test in tests)

        return conforms

    def constraint(self, predicate: NamedNode, value: Term, above: tuple[Term, ...], has_path: bool) -> Test:
        name = predicate.value.removeprefix(SH)
        if name in ("property", "node"):
            return self._each(self.shape(value, above))
        if name == "not":
            inner = self.shape(value, above)
            return self._each(lambda data, node: not inner(data, node))
        if name in ("and", "or", "xone"):
            return self._each(self._logic(name, value, above))
        if name in ("minCount", "maxCount") and has_path:
            limit = int(_number(value))
            least = name == "minCount"
            return lambda _, __, found: len(found) >= limit if least else len(found) <= limit
        if name == "hasValue":
            return lambda _, __, found: value in found
        if name in ("equals", "disjoint") and isinstance(value, NamedNode):
            other = value
            if name == "equals":
                return lambda data, focus, found: set(data.objects(focus, other)) == set(found)
            return lambda data, focus, found: not set(data.objects(focus, other)) & set(found)
        if name == "in":
            members = self._graph.members(value)
            if members is None:
                raise Beyond
            allowed = frozenset(members)
            return lambda _, __, found: allowed.issuperset(found)
        return self._each(_value_test(name, value))

    def _logic(self, name: str, value: Term, above: tuple[Term, ...]) -> Check:
        members = self._graph.members(value)
        if not members:
            raise Beyond
        inner = [self.shape(member, above) for member in members]
        if name == "and":
            return lambda data, node: all(check(data, node) for check in inner)
        if name == "or":
            return lambda data, node: any(check(data, node) for check in inner)
        return lambda data, node: sum(check(data, node) for check in inner) == 1

    @staticmethod
    def _each(check: Check) -> Test:
        return lambda data, _, found: all(check(data, node) for node in found)


def _value_test(name: str, value: Term) -> Check:
    if name == "class" and isinstance(value, NamedNode):
        return lambda data, node: data.has_class(node, value)
    if name == "nodeKind" and value in _KINDS:
        kinds = _KINDS[value]
        return lambda _, node: isinstance(node, kinds)
    if name == "datatype" and isinstance(value, NamedNode) and value.value in _LEXICAL:
        form = _LEXICAL[value.value]
        return lambda _, node: isinstance(node, Literal) and node.datatype == value and bool(form.fullmatch(node.value))
    if name in ("minInclusive", "minExclusive", "maxInclusive", "maxExclusive"):
        limit = _number(value)
        low, strict = name.startswith("min"), name.endswith("Exclusive")

        def within(_: DataGraph, node: Term) -> bool:
            try:
                number = _number(node)
            except Beyond:
                return False
            return (number > limit if low else number < limit) or (not strict and number == limit)

        return within
    raise Beyond


def _number(term: Term) -> Decimal:
    """The value of an exact number; anything else is beyond what is compared here."""
    if isinstance(term, Literal):
        kind = term.datatype.value
        pattern = _LEXICAL[XSD + ("integer" if kind in _INTEGERS else "decimal")]
        if (kind in _INTEGERS or kind == XSD + "decimal") and pattern.fullmatch(term.value):
            return Decimal(term.value)
    raise Beyond
