"""The execution of SPARQL rules: the WHERE as a SELECT, the head from its solutions.

Running the WHERE apart from the head is what keeps, for every triple, the bindings that made it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias, cast

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions, Store

from kompas.errors import MalformedRule, UnsupportedRule
from kompas.inference.cursor import Refused
from kompas.inference.data import DataGraph
from kompas.inference.functions import Function, check_calls
from kompas.inference.lint import called_functions, check_prebinding, check_rule, has_open_path, used_prefixes
from kompas.inference.needs import Need, needs
from kompas.inference.prebinding import HIDDEN, Prebindable, prebindable
from kompas.inference.prefixes import declared, header
from kompas.inference.reader import read
from kompas.inference.scope import check_scope
from kompas.inference.setmode import THIS, SetPlan, set_plan
from kompas.inference.shapesgraph import ShapesGraph
from kompas.inference.syntax import Query
from kompas.inference.template import Template, compile_template
from kompas.inference.terms import Row, Term, named, sh
from kompas.inference.tokens import Kind, UnreadableSparql

Solutions: TypeAlias = tuple[tuple[str, ...], list[Row]]
"""The names of the variables, and their values in each solution."""


@dataclass(frozen=True)
class SparqlBody:
    """What a SPARQL rule does: its query as read, ready to run for one focus node or for many."""

    rule: str
    query: Query
    prefixes: Mapping[str, str]
    head: Template
    opening: str
    """What comes before the variables that are asked for: the prefixes, SELECT, DISTINCT."""
    where: Prebindable
    plan: SetPlan | None
    modifiers: str
    open_path: bool
    """Whether a path of length zero can start or end at the focus node."""
    needs: tuple[Need, ...]
    """Patterns without which there are no solutions."""
    functions: tuple[NamedNode, ...]
    """The functions that the query may call."""

    def solutions(self, data: DataGraph, nodes: tuple[Term, ...], set_mode: bool = True) -> list[Solutions]:
        """The solutions for these focus nodes, `this` among the variables; each solution once.

        Raises:
            UnsupportedRule: a focus node is blank, and the query is one of the few that cannot be pointed at it; or a
                path of length zero is asked for a node that is nowhere in the data.
        """
        if self.open_path:
            self._refuse_strangers(data, nodes)
        if any(isinstance(node, BlankNode) for node in nodes):
            return self._mixed(data, nodes, set_mode)
        if set_mode and len(nodes) > 1 and self.plan is not None and not self.modifiers:
            return [self._run(data, self.plan.with_block(data.block(nodes)), None)]
        return [self._run(data, self.where.filled({THIS: node}), node) for node in nodes]

    def _mixed(self, data: DataGraph, nodes: tuple[Term, ...], set_mode: bool) -> list[Solutions]:
        """The solutions when some of the nodes are blank; these are taken one by one."""
        found: list[Solutions] = []
        for node in nodes:
            if isinstance(node, BlankNode):
                if self.plan is None:
                    raise UnsupportedRule(self.rule, f"the blank node {node} as focus node", "no query can point at it")
                with data.pointing_at(node) as block:
                    found.append(self._run(data, self.plan.with_block(block) + self.modifiers, None))
        plain = tuple(node for node in nodes if not isinstance(node, BlankNode))
        return found + self.solutions(data, plain, set_mode)

    @property
    def select(self) -> str:
        """The beginning of a query for all variables in scope, up to the WHERE group."""
        return f"{self.opening}* WHERE "

    @property
    def text(self) -> str:
        """The query as written, with the prefixes that it needs."""
        known = {name: address for name, address in self.prefixes.items() if name not in self.query.prefixes}
        return header(known, known) + self.query.text((0, len(self.query.tokens)))

    def _refuse_strangers(self, data: DataGraph, nodes: Iterable[Term]) -> None:
        """By the standard such a node has a path of length zero to itself; Oxigraph finds paths in the data alone."""
        for node in nodes:
            if not data.has_node(node):
                what = f"a path of length zero for {named(node)}"
                raise UnsupportedRule(self.rule, what, "the node is a target but is nowhere in the data")

    @cached_property
    def _in_scope(self) -> tuple[str, ...]:
        """The variables in scope at the end of the WHERE, `this` left out, as Oxigraph tells them of an empty store."""
        silent: dict[NamedNode, Callable[..., Term | None]] = {name: lambda *_: None for name in self.functions}
        query = self.select + self.query.text((self.query.where.start, self.query.where.end + 1))
        found = cast(QuerySolutions, Store().query(query, custom_functions=silent))
        return tuple(variable.value for variable in found.variables if variable.value != THIS)

    def _run(self, data: DataGraph, where: str, focus: Term | None) -> Solutions:
        """The solutions, of the variables that the rule itself has."""
        names = (THIS, *self._in_scope) if focus is None else self._in_scope
        shown = " ".join([f"?{name}" for name in names]) or f"(true AS ?{HIDDEN})"
        rows = data.solutions(f"{self.opening}{shown} WHERE {where}")
        if self.modifiers:
            rows = list(dict.fromkeys(rows))
        if not names:
            rows = [() for _ in rows]
        return (names, rows) if focus is None else ((*names, THIS), [(*row, focus) for row in rows])


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
        _refuse_own_names(query)
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
        header(prefixes, used) + ("SELECT " if query.limited else "SELECT DISTINCT "),
        prebindable(query, whole, frozenset({THIS})),
        set_plan(query),
        query.text((start, end)) if modified else "",
        has_open_path(query, THIS),
        needs(query, {name: prefixes[name] for name in used}),
        tuple(function.name for function in (functions or {}).values()),
    )


def _refuse_own_names(query: Query) -> None:
    """Refuse the names of variables that are put into queries here."""
    for name in sorted(query.variables((0, len(query.tokens)))):
        if name.startswith(HIDDEN):
            raise Refused(f"the variable ?{name}", f"names with {HIDDEN} are for pre-binding; choose another name")
