"""The reference engine: pySHACL on plain rdflib, an implementation by others of the same standard.

It runs on rdflib's own memory and never on an Oxigraph store: there pySHACL joins `$this` from outside and silently
misses FILTER, BIND and EXISTS.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from threading import Lock
from typing import TYPE_CHECKING, Any, Final, cast

from pyoxigraph import Literal, Quad, Store, Triple

from kompas.errors import UnsupportedRule
from kompas.inference.conversion import graph_of, rdflib_term, term_of, triple_of
from kompas.inference.data import DataGraph
from kompas.inference.derivation import Application, Derivation
from kompas.inference.executor import Executor
from kompas.inference.expressions import Call, Combined, Expression, FilterShape, FocusNode, PathValues
from kompas.inference.prefixes import header
from kompas.inference.ruleset import Rule, RuleSet, TripleBody
from kompas.inference.setmode import THIS
from kompas.inference.shapesgraph import ShapesGraph
from kompas.inference.sparqlrule import SparqlBody
from kompas.inference.terms import FIRST, SUBCLASS_OF, Node, Term, sh
from kompas.inference.tokens import Kind

if TYPE_CHECKING:
    import rdflib

_UNSUPPORTED: Final = "pySHACL gets it wrong, so the two engines could not be compared"


class ReferenceEngine:
    """Derives with pySHACL; one case at a time."""

    name = "pyshacl"

    def __init__(self, knowledge: Iterable[Triple], rules: Iterable[Triple]) -> None:
        """Copy knowledge and rules into rdflib.

        Raises:
            UnsupportedRule: a rule uses what the engines do not support, or what pySHACL gets wrong.
            MalformedRule: a rule is not well-formed.
        """
        self._knowledge = as_stored(knowledge)
        self._rules = RuleSet.from_triples(rules)
        for rule in self._rules.rules:
            _refuse_wrong(self._rules.graph, rule)
        self._graph = graph_of(self._knowledge)
        self._shapes = graph_of(_for_pyshacl(self._rules, self._knowledge))
        self._lock = Lock()

    def derive(self, facts: Iterable[Triple], *, explain: bool = True) -> Derivation:
        """What follows from these facts.

        pySHACL tells only the triples. The applications are found afterwards, by running each WHERE (with rdflib) over
        all that is then known; without `explain` they are left out, which saves more than half of the time.
        """
        import warnings

        from pyshacl import shacl_rules

        given = as_stored(facts)
        with self._lock:
            graph = self._graph
            new = [t for t in graph_of(given) if t not in graph]
            try:
                for triple in new:
                    graph.add(triple)
                before = set(graph)
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")
                    shacl_rules(graph, shacl_graph=self._shapes, inplace=True)
                made = set(graph) - before
                derived = frozenset(triple_of(triple) for triple in made)
                applications = tuple(self._explained(graph, given, derived)) if explain else ()
            finally:
                for triple in set(graph) - before | set(new):
                    graph.remove(triple)
        return Derivation(derived, applications)

    def _explained(
        self, graph: rdflib.Graph, facts: tuple[Triple, ...], derived: frozenset[Triple]
    ) -> Iterator[Application]:
        """The applications that make derived triples."""
        store = Store()
        store.bulk_extend(Quad(*triple) for triple in (*self._knowledge, *facts, *derived))
        data = DataGraph(store, self._rules.subclasses)
        executor = Executor(data, self._rules)
        for rule in self._rules.rules:
            if isinstance(rule.body, TripleBody):
                found: Iterable[Application] = executor.applications(rule)
            else:
                found = _sparql_applications(graph, rule, rule.body, executor.focus_nodes(rule))
            yield from (application for application in found if derived.intersection(application.triples))


def as_stored(triples: Iterable[Triple]) -> tuple[Triple, ...]:
    """The triples as Oxigraph keeps them: numbers and times in their canonical form, each triple once."""
    store = Store()
    store.extend(Quad(t.subject, t.predicate, t.object) for t in triples)
    return tuple(quad.triple for quad in store)


def _sparql_applications(
    graph: rdflib.Graph, rule: Rule, body: SparqlBody, focus_nodes: Iterable[Term]
) -> Iterator[Application]:
    from rdflib.plugins.sparql import prepareQuery

    nodes = tuple(focus_nodes)
    if not nodes:
        return
    where = body.query.text((body.query.where.start, body.query.where.end + 1))
    query = prepareQuery(f"{body.select}{where}{body.modifiers}")
    for focus in nodes:
        for row in graph.query(query, initBindings={THIS: cast(Any, rdflib_term(focus))}):
            values = cast("dict[str, Any]", row.asdict())  # type: ignore[union-attr]
            bindings = {name: term_of(value) for name, value in values.items()} | {THIS: focus}
            triples = body.head.instantiate(bindings)
            if triples:
                yield Application(rule.node, focus, bindings, triples)


def _for_pyshacl(rules: RuleSet, knowledge: Iterable[Triple]) -> Iterator[Triple]:
    """The rules graph in a form that pySHACL reads as the standard means it.

    Four differences are evened out: pySHACL runs the rules of deactivated shapes; it finds `$this` only after a space,
    brace or parenthesis; it does not follow owl:imports for prefixes; it looks for subclasses in the data alone.
    """
    graph = rules.graph
    bodies = {rule.node: rule.body for rule in rules.rules}
    for triple in graph.triples:
        node = triple.subject
        body = bodies.get(cast(Node, node))
        if triple.predicate == sh("rule") and graph.is_deactivated(node):
            continue
        if isinstance(body, SparqlBody) and triple.predicate == sh("prefixes"):
            continue
        if isinstance(body, SparqlBody) and triple.predicate == sh("construct"):
            yield Triple(node, triple.predicate, Literal(_spaced(body)))
            continue
        yield triple
    if rules.subclasses:
        store = Store()
        store.extend(Quad(*triple) for triple in knowledge if triple.predicate == SUBCLASS_OF)
        data = DataGraph(store, rules.subclasses)
        for rule in rules.rules:
            for of in rule.targets.classes:
                yield from (Triple(rule.shape, sh("targetClass"), below) for below in data.subclasses(of))


def _spaced(body: SparqlBody) -> str:
    """The query with its prefixes and with a space on either side of each variable."""
    texts = (f" {t.text} " if t.kind is Kind.VARIABLE else t.text for t in body.query.tokens)
    known = {name: address for name, address in body.prefixes.items() if name not in body.query.prefixes}
    return header(known, known) + "".join(texts)


def _refuse_wrong(graph: ShapesGraph, rule: Rule) -> None:
    for _, value in graph.pairs(sh("inversePath")):
        if graph.objects(value, FIRST):
            raise UnsupportedRule(rule.name, "the inverse of a sequence path", _UNSUPPORTED)
    if isinstance(rule.body, TripleBody):
        for expression in (rule.body.subject, rule.body.predicate, rule.body.object):
            for part in _parts(expression):
                if isinstance(part, FilterShape):
                    raise UnsupportedRule(rule.name, "sh:filterShape", _UNSUPPORTED)
                if isinstance(part, PathValues) and not isinstance(part.start, FocusNode):
                    raise UnsupportedRule(rule.name, "sh:path with sh:nodes", _UNSUPPORTED)


def _parts(expression: Expression) -> Iterator[Expression]:
    yield expression
    if isinstance(expression, Combined):
        for part in expression.parts:
            yield from _parts(part)
    elif isinstance(expression, Call):
        for part in expression.arguments:
            yield from _parts(part)
    elif isinstance(expression, PathValues):
        yield from _parts(expression.start)
    elif isinstance(expression, FilterShape):
        yield from _parts(expression.source)
