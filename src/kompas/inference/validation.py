"""Conformance by pySHACL on plain rdflib, for shapes that `kompas.inference.conformance` leaves alone.

pySHACL is asked through rules: a rule with the shape as its sh:condition says of each node that conforms that it does.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Final, cast

from pyoxigraph import BlankNode, NamedNode, Triple

from kompas.inference.conversion import graph_of, rdflib_term, term_of
from kompas.inference.data import DataGraph
from kompas.inference.shapesgraph import ShapesGraph
from kompas.inference.terms import TYPE, Node, Term, sh

if TYPE_CHECKING:
    import rdflib

_ASKED: Final = NamedNode("urn:x-kompas:asked")
_CONFORMS: Final = NamedNode("urn:x-kompas:conforms")


class Validator:
    """Validates nodes against the shapes of one rules graph; copies the data once for each state it is asked about."""

    def __init__(self, graph: ShapesGraph) -> None:
        self._graph = graph
        self._state: tuple[DataGraph, int] | None = None
        self._copy: rdflib.Graph | None = None

    @cached_property
    def _shapes(self) -> tuple[Triple, ...]:
        rule = sh("rule")
        return tuple(triple for triple in self._graph.triples if triple.predicate != rule)

    def conforming(self, data: DataGraph, shape: Term, nodes: Iterable[Term]) -> frozenset[Term]:
        """Those of the nodes that conform to the shape."""
        from pyshacl import shacl_rules

        wanted = tuple(nodes)
        if not wanted:
            return frozenset()
        if self._copy is None or self._state != (data, data.version):
            self._copy, self._state = graph_of(data.triples()), (data, data.version)
        rule = BlankNode()
        has_path = bool(self._graph.objects(shape, sh("path")))
        question = [
            Triple(_ASKED, TYPE, sh("NodeShape")),
            *(Triple(_ASKED, sh("targetNode"), node) for node in wanted),
            Triple(_ASKED, sh("rule"), rule),
            Triple(rule, TYPE, sh("TripleRule")),
            Triple(rule, sh("subject"), _ASKED),
            Triple(rule, sh("predicate"), _CONFORMS),
            Triple(rule, sh("object"), sh("this")),
            Triple(rule, sh("condition"), shape),
            Triple(cast(Node, shape), TYPE, sh("PropertyShape" if has_path else "NodeShape")),
        ]
        answer = shacl_rules(self._copy, shacl_graph=graph_of([*self._shapes, *question]), inplace=True)
        if isinstance(answer, str):
            raise TypeError("pySHACL gave text where it was asked for a graph.")
        asked, conforms = rdflib_term(_ASKED), rdflib_term(_CONFORMS)
        found = frozenset(term_of(node) for node in answer.objects(asked, conforms))
        self._copy.remove((asked, conforms, None))
        return found.intersection(wanted)

    def release(self) -> None:
        """Forget the copy of the data."""
        self._copy, self._state = None, None
