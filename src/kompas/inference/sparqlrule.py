"""The execution of SPARQL rules: the WHERE as a SELECT, the head from its solutions.

Running the WHERE apart from the head is what keeps, for every triple, the bindings that made it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode

from kompas.errors import UnsupportedRule
from kompas.inference.cursor import Refused
from kompas.inference.data import DataGraph, block_of
from kompas.inference.functions import Function, check_calls
from kompas.inference.lint import called_functions, check_prebinding, check_rule, has_open_path, used_prefixes
from kompas.inference.needs import Need, needs
from kompas.inference.prebinding import HIDDEN, Prebindable, prebindable
from kompas.inference.prefixes import declared, header
from kompas.inference.problems import MalformedRule
from kompas.inference.reader import read
from kompas.inference.scope import check_scope
from kompas.inference.setmode import THIS, SetPlan, set_plan
from kompas.inference.shapesgraph import ShapesGraph
from kompas.inference.syntax import Query
from kompas.inference.template import Template, compile_template
from kompas.inference.terms import Term, named, sh
from kompas.inference.tokens import Kind, UnreadableSparql

Solution: TypeAlias = tuple[Term, dict[str, Term]]
"""A focus node and the bindings of one solution for it."""


@dataclass(frozen=True, slots=True)
class SparqlBody:
    """What a SPARQL rule does: its query as read, ready to run for one focus node or for many."""

    rule: str
    query: Query
    prefixes: Mapping[str, str]
    head: Template
    select: str
    where: Prebindable
    plan: SetPlan | None
    modifiers: str
    open_path: bool
    """Whether a path of length zero can start or end at the focus node."""
    needs: tuple[Need, ...]
    """Patterns without which there are no solutions."""

    def solutions(self, data: DataGraph, focus_nodes: Sequence[Term], set_mode: bool = True) -> Iterator[Solution]:
        """The solutions for these focus nodes, each solution once.

        Raises:
            UnsupportedRule: a focus node is blank, and the query is one of the few that cannot be pointed at it; or a
                path of length zero is asked for a node that is nowhere in the data.
        """
        if self.open_path:
            self._refuse_strangers(data, focus_nodes)
        blank = [node for node in focus_nodes if isinstance(node, BlankNode)]
        plain: Sequence[Term] = focus_nodes
        if blank:
            plain = [node for node in focus_nodes if not isinstance(node, BlankNode)]
        for node in blank:
            if self.plan is None:
                raise UnsupportedRule(self.rule, f"the blank node {node} as focus node", "no query can point at it")
            with data.pointing_at(node) as block:
                yield from self._run(data, self.plan.with_block(block) + self.modifiers, None)
        if set_mode and len(plain) > 1 and self.plan is not None and not self.modifiers:
            yield from self._run(data, self.plan.with_block(block_of(plain)), None)
            return
        for focus in plain:
            yield from self._run(data, self.where.filled({THIS: focus}), focus)

    def texts(self, focus: NamedNode) -> tuple[str, ...]:
        """The queries that are run for a focus node: the one for this node, and the one for a set of nodes."""
        one = self.select + self.where.filled({THIS: focus})
        return (one,) if self.plan is None else (one, self.select + self.plan.with_block(block_of((focus,))))

    def _refuse_strangers(self, data: DataGraph, nodes: Sequence[Term]) -> None:
        """By the standard such a node has a path of length zero to itself; Oxigraph finds paths in the data alone."""
        for node in nodes:
            if not data.has_node(node):
                what = f"a path of length zero for {named(node)}"
                raise UnsupportedRule(self.rule, what, "the node is a target but is nowhere in the data")

    def _run(self, data: DataGraph, where: str, focus: Term | None) -> Iterator[Solution]:
        names, rows = data.solutions(self.select + where)
        keep = [(i, name) for i, name in enumerate(names) if not name.startswith(HIDDEN)]
        seen: set[tuple[Term | None, ...]] | None = set() if self.modifiers else None
        for row in rows:
            if seen is not None:
                if row in seen:
                    continue
                seen.add(row)
            bindings = {name: value for i, name in keep if (value := row[i]) is not None}
            if focus is not None:
                bindings[THIS] = focus
            yield bindings[THIS], bindings


def sparql_body(graph: ShapesGraph, node: Term, functions: Mapping[str, Function] | None = None) -> SparqlBody:
    """Read the query of a SPARQL rule.

    Raises:
        MalformedRule: there is not exactly one sh:construct, or it is not a CONSTRUCT query.
        UnsupportedRule: the query uses a construct that may not stand in a rule.
    """
    rule = named(node)
    texts = graph.objects(node, sh("construct"))
    if len(texts) != 1 or not isinstance(texts[0], Literal):
        raise MalformedRule(
            rule,
            "a SPARQL rule has exactly one sh:construct, a string",
            "https://www.w3.org/TR/shacl-af/#SPARQLRule",
        )
    try:
        query = read(texts[0].value)
        check_rule(query)
        check_prebinding(query, (THIS,))
        check_scope(query, (THIS,))
        prefixes = declared(graph, node)
        used = used_prefixes(query, prefixes)
        prefixes = {**prefixes, **query.prefixes}
        check_calls(rule, called_functions(query, prefixes), {f.name: f for f in (functions or {}).values()})
        template = compile_template(query, {name: prefixes[name] for name in used})
    except Refused as refused:
        raise UnsupportedRule(rule, refused.construct, refused.reason) from refused
    except UnreadableSparql as unreadable:
        raise MalformedRule(rule, str(unreadable)) from unreadable
    where = (query.where.start, query.where.end + 1)
    start, end = query.modifiers
    modified = any(t.kind not in (Kind.SPACE, Kind.COMMENT) for t in query.tokens[start:end])
    whole = (where[0], end) if modified else where
    return SparqlBody(
        rule,
        query,
        prefixes,
        template,
        header(prefixes, used) + ("SELECT * WHERE " if query.limited else "SELECT DISTINCT * WHERE "),
        prebindable(query, whole, frozenset({THIS})),
        set_plan(query),
        query.text((start, end)) if modified else "",
        has_open_path(query, THIS),
        needs(query, {name: prefixes[name] for name in used}),
    )
