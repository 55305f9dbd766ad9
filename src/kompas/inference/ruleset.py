"""Rules as they are executed: read once from a graph, checked, in order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode, RdfFormat, Store, Triple, parse

from kompas.errors import MalformedRule, UnsupportedRule
from kompas.inference.conformance import Check, check
from kompas.inference.expressions import Expression, Expressions
from kompas.inference.functions import Function, functions
from kompas.inference.shapesgraph import ShapesGraph, order
from kompas.inference.sparqlrule import SparqlBody, sparql_body
from kompas.inference.support import check_condition, check_entailment, check_rule, check_shape_of_rules
from kompas.inference.targets import Targets, targets
from kompas.inference.terms import SUBCLASS_OF, TYPE, Node, Term, named, sh
from kompas.namespaces import SH

Order: TypeAlias = tuple[Decimal, Decimal]
"""The sh:order of the shape, then that of the rule."""


@dataclass(frozen=True, slots=True)
class TripleBody:
    """What a triple rule does: every combination of these subjects, predicates and objects."""

    subject: Expression
    predicate: Expression
    object: Expression


@dataclass(frozen=True, slots=True)
class Condition:
    """A shape that a focus node must conform to; `check` is None when only pySHACL can tell."""

    shape: Term
    check: Check | None


@dataclass(frozen=True, eq=False)
class Rule:
    """A rule at a shape. A rule that several shapes have is one `Rule` for each."""

    node: Node
    shape: Node
    order: Order
    targets: Targets
    conditions: tuple[Condition, ...]
    body: SparqlBody | TripleBody
    graph: ShapesGraph
    """The graph that the rule comes from."""
    functions: Mapping[NamedNode, Function]

    @property
    def name(self) -> str:
        """How messages call the rule."""
        return named(self.node)


@dataclass(frozen=True, eq=False)
class RuleSet:
    """Rules in the order of their execution: by the sh:order of the shape, then by that of the rule.

    Rules with the same two orders do not see what the others derive. Rules that are deactivated, or stand at a
    deactivated shape, are left out.
    """

    graph: ShapesGraph
    rules: tuple[Rule, ...]
    functions: Mapping[NamedNode, Function] = field(default_factory=dict)

    @classmethod
    def from_triples(cls, triples: Iterable[Triple]) -> RuleSet:
        """Read the rules of a graph of shapes and rules.

        Raises:
            UnsupportedRule: a rule uses something that is not supported; it is never ignored.
            MalformedRule: a rule or a shape with rules is not well-formed.
        """
        graph = ShapesGraph(triples)
        check_entailment(graph)
        known = functions(graph)
        checks: dict[Term, Condition] = {}
        rules = [
            _rule(graph, shape, node, known, checks)
            for shape, node in graph.pairs(sh("rule"))
            if not graph.is_deactivated(shape) and not graph.is_deactivated(node)
        ]
        rules.sort(key=lambda rule: (rule.order, str(rule.node), str(rule.shape)))
        _refuse_bad_syntax(rules, known)
        return cls(graph, tuple(rules), known)

    @classmethod
    def from_files(cls, paths: Iterable[Path]) -> RuleSet:
        """Read the rules of Turtle files as one graph; raises as `from_triples`, and SyntaxError for broken Turtle."""
        triples: list[Triple] = []
        for path in paths:
            quads = parse(path=path, format=RdfFormat.TURTLE, rename_blank_nodes=True)
            triples.extend(quad.triple for quad in quads)
        return cls.from_triples(triples)

    def subset(self, predicate: Callable[[Rule], bool]) -> RuleSet:
        """The rules for which the predicate holds, in the same order."""
        return RuleSet(self.graph, tuple(rule for rule in self.rules if predicate(rule)), self.functions)

    @cached_property
    def groups(self) -> tuple[tuple[Rule, ...], ...]:
        """The rules by order; those of one group do not see each other's results."""
        return tuple(tuple(rules) for _, rules in groupby(self.rules, key=lambda rule: rule.order))

    @cached_property
    def subclasses(self) -> tuple[tuple[Term, Term], ...]:
        """Subclass and superclass of each rdfs:subClassOf in the rules graph; they count for targets."""
        return tuple(self.graph.pairs(SUBCLASS_OF))


def _rule(
    graph: ShapesGraph, shape: Node, node: Term, known: dict[NamedNode, Function], checks: dict[Term, Condition]
) -> Rule:
    if isinstance(node, Literal | Triple):
        raise MalformedRule(named(shape), f"its sh:rule {node} is not a rule")
    name = named(node)
    check_shape_of_rules(graph, shape)
    check_rule(graph, node)
    kinds = [kind for kind in ("SPARQLRule", "TripleRule") if graph.is_instance(node, sh(kind))]
    if len(kinds) != 1:
        found = ", ".join(named(kind) for kind in graph.objects(node, TYPE)) or "no rdf:type"
        raise UnsupportedRule(name, "both rule types" if kinds else f"a rule of {found}",
                              "a rule is either a sh:SPARQLRule or a sh:TripleRule")  # fmt: skip
    body = sparql_body(graph, node, {f.name.value: f for f in known.values()}) if kinds == ["SPARQLRule"] else None
    for shape_node in graph.objects(node, sh("condition")):
        if shape_node not in checks:
            if not _is_shape(graph, shape_node):
                raise MalformedRule(name, f"its sh:condition {named(shape_node)} is not a shape")
            check_condition(graph, shape_node, name)
            checks[shape_node] = Condition(shape_node, check(graph, shape_node))
    return Rule(
        node,
        shape,
        (order(graph, shape), order(graph, node)),
        targets(graph, shape),
        tuple(checks[shape_node] for shape_node in graph.objects(node, sh("condition"))),
        body or _triple_body(graph, node, known),
        graph,
        known,
    )


def _is_shape(graph: ShapesGraph, node: Term) -> bool:
    typed = any(graph.is_instance(node, sh(kind)) for kind in ("Shape", "NodeShape", "PropertyShape"))
    return typed or any(predicate.value.startswith(SH) for predicate in graph.predicates(node))


def _triple_body(graph: ShapesGraph, node: Node, known: dict[NamedNode, Function]) -> TripleBody:
    name = named(node)
    parts: list[Expression] = []
    for part in ("subject", "predicate", "object"):
        value = graph.at_most_one(node, sh(part))
        if value is None:
            raise MalformedRule(
                name, f"a triple rule has exactly one sh:{part}", "https://www.w3.org/TR/shacl-af/#TripleRule"
            )
        if isinstance(value, Literal) and part != "object":
            raise MalformedRule(name, f"its sh:{part} is the literal {value}, which can only be an object")
        parts.append(Expressions(graph, known, name).read(value))
    return TripleBody(*parts)


def _refuse_bad_syntax(rules: Iterable[Rule], known: Mapping[NamedNode, Function]) -> None:
    """Let Oxigraph read each query once, so that a query it cannot read is found when rules are loaded."""
    silent: dict[NamedNode, Callable[..., Term | None]] = {name: lambda *_: None for name in known}
    texts = [(name.value, function.query.filled({})) for name, function in known.items()]
    texts += [(rule.name, rule.body.text) for rule in rules if isinstance(rule.body, SparqlBody)]
    empty = Store()
    for name, text in texts:
        try:
            empty.query(text, custom_functions=silent)
        except SyntaxError as error:
            raise MalformedRule(name, f"its query cannot be read: {error}") from error
