"""SPARQL-based functions: sh:SPARQLFunction, called in node expressions and in the queries of rules.

https://www.w3.org/TR/shacl-af/#SPARQLFunction
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pyoxigraph import BlankNode, Literal, NamedNode

from kompas.errors import MalformedRule, UnsupportedRule
from kompas.inference.cursor import Refused
from kompas.inference.data import DataGraph
from kompas.inference.lint import called_functions, check_functions, check_prebinding, used_prefixes
from kompas.inference.prebinding import Prebindable, prebindable
from kompas.inference.prefixes import declared, header
from kompas.inference.reader import read
from kompas.inference.scope import check_scope
from kompas.inference.shapesgraph import ShapesGraph, order
from kompas.inference.terms import TYPE, Term, sh
from kompas.inference.tokens import UnreadableSparql


@dataclass(frozen=True, slots=True)
class Function:
    """A function that a query answers: its address, its parameters in order with whether each may be left out."""

    name: NamedNode
    parameters: tuple[tuple[str, bool], ...]
    query: Prebindable
    asks: bool
    calls: frozenset[str]

    def __call__(self, data: DataGraph, arguments: Sequence[Term | None]) -> Term | None:
        """The value for these arguments; None when a mandatory argument is missing or there is no answer.

        Raises:
            UnsupportedRule: an argument is a blank node, which cannot be written into a query.
        """
        values: dict[str, Term] = {}
        given = [*arguments, *[None] * (len(self.parameters) - len(arguments))]
        for (variable, optional), value in zip(self.parameters, given, strict=True):
            if isinstance(value, BlankNode):
                raise UnsupportedRule(self.name.value, "a blank node as argument", "no query can point at it")
            if value is not None:
                values[variable] = value
            elif not optional:
                return None
        text = self.query.filled(values)
        if self.asks:
            return Literal(data.ask(text))
        solutions = data.solutions(text)
        return solutions[0][0] if solutions and solutions[0] else None


def functions(graph: ShapesGraph) -> dict[NamedNode, Function]:
    """Read the functions that the rules declare.

    Raises:
        MalformedRule: a function is not well-formed.
        UnsupportedRule: a function calls itself, or uses a construct that is not supported.
    """
    nodes = [n for kind in graph.subclasses(sh("SPARQLFunction")) for n in graph.subjects(TYPE, kind)]
    found = {n: _function(graph, n) for n in dict.fromkeys(nodes) if isinstance(n, NamedNode)}
    for function in found.values():
        _refuse_recursion(function, found)
    return found


def check_calls(rule: str, calls: frozenset[str], known: Mapping[NamedNode, Function]) -> None:
    """Refuse calls to functions that are not declared: engines would answer with an error or with silence."""
    unknown = sorted(calls - {name.value for name in known})
    if unknown:
        raise UnsupportedRule(rule, f"the function <{unknown[0]}>", "it is not declared as sh:SPARQLFunction")


def _function(graph: ShapesGraph, node: NamedNode) -> Function:
    texts = [(value, kind == "ask") for kind in ("select", "ask") for value in graph.objects(node, sh(kind))]
    text, asks = texts[0] if len(texts) == 1 else (None, False)
    if not isinstance(text, Literal):
        raise MalformedRule(
            node.value,
            "a SPARQL function has exactly one sh:select or sh:ask",
            "https://www.w3.org/TR/shacl-af/#SPARQLFunction",
        )
    parameters = _parameters(graph, node)
    names = frozenset(name for name, _ in parameters)
    try:
        query = read(text.value)
        if query.form != ("ASK" if asks else "SELECT"):
            raise UnreadableSparql(f"the value of sh:{'ask' if asks else 'select'} is a {query.form} query")
        check_prebinding(query, names)
        check_scope(query, names)
        check_functions(query)
        prefixes = declared(graph, node)
        used = used_prefixes(query, prefixes)
        calls = called_functions(query, {**prefixes, **query.prefixes})
    except Refused as refused:
        raise UnsupportedRule(node.value, refused.construct, refused.reason) from refused
    except UnreadableSparql as unreadable:
        raise MalformedRule(node.value, str(unreadable)) from unreadable
    body = prebindable(query, (0, len(query.tokens)), names)
    known = {n: a for n, a in prefixes.items() if n not in query.prefixes}
    return Function(node, parameters, Prebindable((header(known, used & known.keys()), *body.pieces)), asks, calls)


def _parameters(graph: ShapesGraph, node: NamedNode) -> tuple[tuple[str, bool], ...]:
    """Parameters in order: by sh:order if any has it, else by local name."""
    found: list[tuple[Decimal, str, bool]] = []
    ordered = False
    for parameter in graph.objects(node, sh("parameter")):
        path = graph.at_most_one(parameter, sh("path"))
        if not isinstance(path, NamedNode):
            raise MalformedRule(node.value, "each parameter of a function has an address as its sh:path")
        ordered = ordered or bool(graph.objects(parameter, sh("order")))
        found.append(
            (order(graph, parameter), re.split(r"[#/:]", path.value)[-1], graph.is_true(parameter, sh("optional")))
        )
    found.sort(key=lambda item: item[0] if ordered else item[1])
    return tuple((name, optional) for _, name, optional in found)


def _refuse_recursion(function: Function, known: Mapping[NamedNode, Function]) -> None:
    waiting, seen = list(function.calls), set[str]()
    while waiting:
        name = waiting.pop()
        if name == function.name.value:
            raise UnsupportedRule(function.name.value, "recursion", "a function may not call itself, directly or not")
        check_calls(function.name.value, frozenset({name}), known)
        if name not in seen:
            seen.add(name)
            waiting.extend(known[NamedNode(name)].calls)
