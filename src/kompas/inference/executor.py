"""One ordered pass of rules over a data graph.

https://www.w3.org/TR/shacl-af/#rules-execution
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import product
from typing import cast

from pyoxigraph import Literal, NamedNode, Quad, Triple

from kompas.inference.conformance import check
from kompas.inference.data import DataGraph
from kompas.inference.derivation import Application
from kompas.inference.ruleset import Condition, Rule, RuleSet, TripleBody
from kompas.inference.setmode import THIS
from kompas.inference.shapesgraph import ShapesGraph
from kompas.inference.terms import Term
from kompas.inference.validation import Validator


class Executor:
    """Applies rules to data."""

    def __init__(self, data: DataGraph, rules: RuleSet, set_mode: bool = True) -> None:
        self._data = data
        self._rules = rules
        self._set_mode = set_mode
        self._conformance = Conformance(rules.graph)
        for name, function in rules.functions.items():
            data.functions[name] = lambda *arguments, function=function: function(data, arguments)

    def run(self, added: list[Quad]) -> tuple[list[Triple], list[Application]]:
        """Apply all rules once, in order; gives the triples that were new and every application.

        What is added to the data is listed in `added` at once, so that it can be taken out again whatever happens.

        Raises:
            UnsupportedRule: a blank node turned up where a query would have to name it.
        """
        applications: list[Application] = []
        known = len(added)
        for group in self._rules.groups:
            made: list[Quad] = []
            for rule in group:
                applications += self._applied(rule, made)
            added += self._data.add(dict.fromkeys(made))
        return [quad.triple for quad in added[known:]], applications

    def applications(self, rule: Rule) -> list[Application]:
        """The applications of one rule to the data as it is now."""
        return self._applied(rule, [])

    def _applied(self, rule: Rule, made: list[Quad]) -> list[Application]:
        """The applications of one rule; what they make is noted."""
        nodes = self.focus_nodes(rule)
        body = rule.body
        applications: list[Application] = []
        if isinstance(body, TripleBody):
            for node in nodes:
                quads = self._quads(body, node)
                if quads:
                    made += quads
                    applications.append(Application(rule.node, node, (THIS,), (node,), quads))
        elif nodes and all(map(self._data.matches, body.needs)):
            for names, rows in body.solutions(self._data, nodes, self._set_mode):
                instantiate, this = body.head.instantiation(names), names.index(THIS)
                for row in rows:
                    quads = instantiate(row)
                    if quads:
                        made += quads
                        applications.append(Application(rule.node, cast(Term, row[this]), names, row, quads))
        return applications

    def focus_nodes(self, rule: Rule) -> tuple[Term, ...]:
        """The focus nodes of a rule that meet all its conditions."""
        nodes = rule.targets.focus_nodes(self._data)
        for condition in rule.conditions:
            passing = self._conformance.meeting(self._data, condition, nodes)
            nodes = tuple(node for node in nodes if node in passing)
        return nodes

    def meets(self, condition: Condition, node: Term) -> bool:
        """Whether a node meets a condition."""
        return node in self._conformance.meeting(self._data, condition, (node,))

    def _quads(self, body: TripleBody, node: Term) -> list[Quad]:
        places = (body.subject, body.predicate, body.object)
        parts = [place.nodes(self._data, node, self._conformance) for place in places]
        return [
            Quad(s, p, o)
            for s, p, o in product(*parts)
            if not isinstance(s, Literal | Triple) and isinstance(p, NamedNode)
        ]


class Conformance:
    """Which nodes conform to which shapes, asked once for each state of the data."""

    def __init__(self, graph: ShapesGraph) -> None:
        self._graph = graph
        self._validator = Validator(graph)
        self._conditions: dict[Term, Condition] = {}
        self._known: dict[tuple[Term, Term], bool] = {}
        self._version = -1

    def __call__(self, data: DataGraph, shape: Term, nodes: Iterable[Term]) -> Collection[Term]:
        """Those of the nodes that conform to the shape."""
        if shape not in self._conditions:
            self._conditions[shape] = Condition(shape, check(self._graph, shape))
        return self.meeting(data, self._conditions[shape], nodes)

    def meeting(self, data: DataGraph, condition: Condition, nodes: Iterable[Term]) -> Collection[Term]:
        """Those of the nodes that meet the condition."""
        if self._version != data.version:
            self._known.clear()
            self._version = data.version
        wanted = tuple(nodes)
        unknown = [node for node in wanted if (condition.shape, node) not in self._known]
        if condition.check is not None:
            self._known.update({(condition.shape, node): condition.check(data, node) for node in unknown})
        elif unknown:
            passing = self._validator.conforming(data, condition.shape, unknown)
            self._known.update({(condition.shape, node): node in passing for node in unknown})
        return {node for node in wanted if self._known[condition.shape, node]}
