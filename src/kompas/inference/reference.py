"""The reference engine: pySHACL on plain rdflib, an implementation by others of the same standard.

It runs on rdflib's own memory and never on an Oxigraph store: there pySHACL joins `$this` from outside and silently
misses FILTER, BIND and EXISTS.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from threading import Lock
from typing import TYPE_CHECKING, Any, cast

from pyoxigraph import Quad, Store, Triple

from kompas.inference.conversion import graph_of, rdflib_term, term_of, triple_of
from kompas.inference.data import DataGraph
from kompas.inference.derivation import Application, Derivation
from kompas.inference.dialect import as_pyshacl_reads, refuse_what_differs, rules_for_pyshacl
from kompas.inference.executor import Executor
from kompas.inference.ruleset import Rule, RuleSet, TripleBody
from kompas.inference.setmode import THIS
from kompas.inference.sparqlrule import SparqlBody
from kompas.inference.terms import Term

if TYPE_CHECKING:
    import rdflib


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
            refuse_what_differs(rule)
        from kompas.inference.readonce import ReadOnceGraph

        self._graph = ReadOnceGraph(graph_of(self._knowledge))
        self._shapes = graph_of(rules_for_pyshacl(self._rules, self._knowledge))
        self._lock = Lock()

    def derive(self, facts: Iterable[Triple], *, explain: bool = True) -> Derivation:
        """What follows from these facts.

        pySHACL tells only the triples. The applications are found afterwards, by running each WHERE over all that is
        then known: with rdflib, or, for triple rules and beside functions, with our own executor. Without `explain`
        they are left out, which saves more than half of the time.
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
            if isinstance(rule.body, TripleBody) or rule.functions:
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
    where = as_pyshacl_reads(body.query, (body.query.where.start, len(body.query.tokens)))
    query = prepareQuery(body.select + where)
    for focus in nodes:
        for row in graph.query(query, initBindings={THIS: cast(Any, rdflib_term(focus))}):
            values = cast("dict[str, Any]", row.asdict())  # type: ignore[union-attr]
            bindings = {name: term_of(value) for name, value in values.items()} | {THIS: focus}
            names, solution = tuple(bindings), tuple(bindings.values())
            quads = body.head.instantiation(names)(solution)
            if quads:
                yield Application(rule.node, focus, names, solution, quads)
