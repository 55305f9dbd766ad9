"""What may be said of a rule, its shape and its conditions. A SHACL term that is not known here is refused by name.

SHACL processors pass over properties that they do not know. For a rule that is dangerous: `sh:limit` beside `sh:path`,
or a constraint of a later version in a condition, would silently mean nothing, and the rule derive too much.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from pyoxigraph import NamedNode

from kompas.errors import MalformedRule, UnsupportedRule
from kompas.inference.shapesgraph import ShapesGraph
from kompas.inference.terms import Term, named, sh
from kompas.namespaces import SH

_SAYING: Final = frozenset(("name", "description", "message", "severity", "order", "group", "deactivated"))
_RULE: Final = _SAYING | {"condition", "construct", "prefixes", "subject", "predicate", "object"}
_TARGETS: Final = frozenset(("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf"))
_SHAPES: Final = frozenset(("property", "node", "not", "qualifiedValueShape"))
"""Constraints whose value is a shape."""
_LISTS: Final = frozenset(("and", "or", "xone"))
"""Constraints whose value is a list of shapes."""
_SHAPE: Final = (
    _SAYING
    | _TARGETS
    | _SHAPES
    | _LISTS
    | {
        "path", "class", "datatype", "nodeKind", "minCount", "maxCount", "minExclusive", "minInclusive",
        "maxExclusive", "maxInclusive", "minLength", "maxLength", "pattern", "flags", "languageIn", "uniqueLang",
        "equals", "disjoint", "lessThan", "lessThanOrEquals", "qualifiedMinCount", "qualifiedMaxCount",
        "qualifiedValueShapesDisjoint", "closed", "ignoredProperties", "hasValue", "in", "defaultValue", "sparql",
        "expression", "rule", "target", "prefixes", "declare",
    }
)  # fmt: skip
_OLDER: Final = "this engine supports SHACL 1.0 with the rules of SHACL-AF"


def check_entailment(graph: ShapesGraph) -> None:
    """Refuse an entailment regime other than that of rules; https://www.w3.org/TR/shacl/#entailment asks for it.

    Raises:
        UnsupportedRule: the graph asks for another regime.
    """
    for subject, regime in graph.pairs(sh("entailment")):
        if regime != sh("Rules"):
            raise UnsupportedRule(
                named(subject),
                f"sh:entailment {named(regime)}",
                "nothing is derived but by rules",
                "Reason over the data first, and give what came of it",
            )


def check_rule(graph: ShapesGraph, rule: Term) -> None:
    """Refuse what is said of a rule and is not known.

    Raises:
        UnsupportedRule: a SHACL property that rules do not have in SHACL-AF.
    """
    _refuse_unknown(graph, rule, _RULE, named(rule))


def check_shape_of_rules(graph: ShapesGraph, shape: Term) -> None:
    """Refuse a subject of sh:rule that is no shape, and targets that are not known.

    Raises:
        MalformedRule: it is no shape.
        UnsupportedRule: the shape has a target of a later version of SHACL.
    """
    said = {predicate.value.removeprefix(SH) for predicate in graph.predicates(shape)}
    typed = any(graph.is_instance(shape, sh(kind)) for kind in ("Shape", "NodeShape", "PropertyShape"))
    if not typed and not said & (_SHAPE - _SAYING - {"rule"}):
        raise MalformedRule(
            named(shape), "it has rules and is not a shape; make it a sh:NodeShape",
            "https://www.w3.org/TR/shacl-af/#rules-syntax",
        )  # fmt: skip
    for name in sorted(said - _TARGETS - {"target"}):
        if name.startswith("target"):
            raise UnsupportedRule(named(shape), f"sh:{name}", _OLDER)
    if graph.subjects(sh("shape"), shape):
        raise UnsupportedRule(named(shape), "sh:shape", _OLDER)


def check_condition(graph: ShapesGraph, shape: Term, rule: str, seen: set[Term] | None = None) -> None:
    """Refuse what is not known in a shape that nodes must conform to, and in the shapes that it refers to.

    Raises:
        UnsupportedRule: a SHACL property that shapes do not have in SHACL 1.0, or a constraint in JavaScript.
    """
    seen = set() if seen is None else seen
    if shape in seen:
        return
    seen.add(shape)
    _refuse_unknown(graph, shape, _SHAPE, rule)
    inner = [value for name in _SHAPES for value in graph.objects(shape, sh(name))]
    for name in _LISTS:
        for value in graph.objects(shape, sh(name)):
            inner += graph.members(value) or ()
    for value in inner:
        check_condition(graph, value, rule, seen)


def check_expression(graph: ShapesGraph, expression: Term, known: Collection[str], rule: str) -> None:
    """Refuse what else is said of a node expression of a known kind.

    Raises:
        UnsupportedRule: a SHACL property that such an expression does not have.
    """
    _refuse_unknown(graph, expression, {*known, "message"}, rule)


def _refuse_unknown(graph: ShapesGraph, node: Term, known: Collection[str], rule: str) -> None:
    parameters = {
        path
        for component, _ in graph.pairs(sh("parameter"))
        for parameter in graph.objects(component, sh("parameter"))
        for path in graph.objects(parameter, sh("path"))
    }
    for predicate in graph.predicates(node):
        name = predicate.value.removeprefix(SH)
        if name != predicate.value and name not in known and predicate not in parameters:
            raise UnsupportedRule(rule, _shortened(predicate), _OLDER)


def _shortened(predicate: NamedNode) -> str:
    return f"sh:{predicate.value.removeprefix(SH)}"
