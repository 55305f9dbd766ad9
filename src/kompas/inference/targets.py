"""Targets: the nodes that a shape's rules apply to.

https://www.w3.org/TR/shacl/#targets
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from kompas.errors import MalformedRule, UnsupportedRule
from kompas.inference.data import DataGraph
from kompas.inference.shapesgraph import ShapesGraph
from kompas.inference.terms import CLASS, OWL_CLASS, Term, named, sh

_TARGET: Final = sh("target")


@dataclass(frozen=True, slots=True)
class Targets:
    """What a shape is about: instances of classes, nodes by name, subjects and objects of predicates."""

    classes: tuple[NamedNode, ...]
    nodes: tuple[Term, ...]
    subjects_of: tuple[NamedNode, ...]
    objects_of: tuple[NamedNode, ...]

    def focus_nodes(self, data: DataGraph) -> tuple[Term, ...]:
        """The focus nodes in this data, each once."""
        instances = data.instances(self.classes)
        if not (self.nodes or self.subjects_of or self.objects_of):
            return instances
        found: dict[Term, None] = dict.fromkeys((*self.nodes, *instances))
        for predicate in self.subjects_of:
            found.update((subject, None) for subject, _ in data.pairs(predicate))
        for predicate in self.objects_of:
            found.update((value, None) for _, value in data.pairs(predicate))
        return tuple(found)


def targets(graph: ShapesGraph, shape: Term) -> Targets:
    """Read the targets of a shape, an implicit class target included; a class may be an rdfs:Class or an owl:Class.

    Raises:
        UnsupportedRule: the shape has a SPARQL-based or other custom target.
        MalformedRule: the value of a target is of a wrong kind.
    """
    if graph.objects(shape, _TARGET):
        raise UnsupportedRule(
            named(shape),
            "sh:target",
            "engines do not agree on custom targets",
            "Use sh:targetClass, sh:targetNode, sh:targetSubjectsOf or sh:targetObjectsOf",
        )
    is_class = any(graph.is_instance(shape, kind) for kind in (CLASS, OWL_CLASS))
    implicit = [shape] if isinstance(shape, NamedNode) and is_class else []
    return Targets(
        _addresses(shape, "sh:targetClass", [*graph.objects(shape, sh("targetClass")), *implicit]),
        tuple(graph.objects(shape, sh("targetNode"))),
        _addresses(shape, "sh:targetSubjectsOf", graph.objects(shape, sh("targetSubjectsOf"))),
        _addresses(shape, "sh:targetObjectsOf", graph.objects(shape, sh("targetObjectsOf"))),
    )


def _addresses(shape: Term, kind: str, values: list[Term]) -> tuple[NamedNode, ...]:
    for value in values:
        if not isinstance(value, NamedNode):
            raise MalformedRule(
                named(shape),
                f"the value of {kind} is {named(value)}, not an address",
                "https://www.w3.org/TR/shacl/#targets",
            )
    return tuple(dict.fromkeys(value for value in values if isinstance(value, NamedNode)))
