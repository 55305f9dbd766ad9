"""Rules in the dialect of pySHACL: said so that it does what the standard means, or refused where that cannot be.

Everything here makes pySHACL and rdflib agree with the specifications; nothing makes them agree with the fast engine.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, cast

from pyoxigraph import Literal, Quad, Store, Triple

from kompas.errors import UnsupportedRule
from kompas.inference.data import DataGraph
from kompas.inference.expressions import Call, Combined, Expression, FilterShape, FocusNode, PathValues
from kompas.inference.lint import subqueries
from kompas.inference.prefixes import header
from kompas.inference.ruleset import Rule, RuleSet, TripleBody
from kompas.inference.sparqlrule import SparqlBody
from kompas.inference.syntax import Query, Select, Span
from kompas.inference.terms import FIRST, SUBCLASS_OF, Node, sh
from kompas.inference.tokens import Kind, Token

_WRONG: Final = "pySHACL computes it otherwise than the standard says, so the two engines could not be compared"


def rules_for_pyshacl(rules: RuleSet, knowledge: Iterable[Triple]) -> Iterator[Triple]:
    """The rules graph in a form that pySHACL reads as the standard means it.

    What is evened out: pySHACL runs the rules of deactivated shapes; it finds `$this` only after a space, brace or
    parenthesis; it does not follow owl:imports for prefixes; it looks for subclasses in the data alone.
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
            yield Triple(node, triple.predicate, Literal(_construct(body)))
            continue
        yield triple
    if rules.subclasses:
        store = Store()
        store.extend(Quad(*triple) for triple in knowledge if triple.predicate == SUBCLASS_OF)
        data = DataGraph(store, rules.subclasses)
        for rule in rules.rules:
            for of in rule.targets.classes:
                yield from (Triple(rule.shape, sh("targetClass"), below) for below in data.subclasses(of))


def _construct(body: SparqlBody) -> str:
    known = {name: address for name, address in body.prefixes.items() if name not in body.query.prefixes}
    return header(known, known) + as_pyshacl_reads(body.query, (0, len(body.query.tokens)))


def as_pyshacl_reads(query: Query, span: Span) -> str:
    """A part of a query, in words that rdflib reads as SPARQL means it.

    Each variable gets a space on either side. A variable that a subquery keeps to itself gets a name of its own, for
    rdflib mixes it up with one of the same name outside. Where a GROUP BY finds no solutions there are no groups, but
    rdflib makes one (https://github.com/RDFLib/rdflib/issues/3382); so every grouping asks for groups with solutions.
    """
    selects = tuple(subqueries(query.where))
    ends = {select.grouping_ends for select in selects}
    texts: list[str] = []
    asking = False
    for position in range(*span):
        token = query.tokens[position]
        asking = asking or position in ends
        if asking and token.kind not in (Kind.SPACE, Kind.COMMENT):
            having = token.is_word("HAVING")
            texts.append(" HAVING (COUNT(*) > 0) ")
            asking = False
            if having:
                continue
        is_variable = token.kind is Kind.VARIABLE
        texts.append(f" {_own_name(token, position, selects)} " if is_variable else token.text)
    return "".join(texts)


def _own_name(token: Token, position: int, selects: Iterable[Select]) -> str:
    around = [select for select in selects if select.span[0] <= position < select.span[1]]
    for select in sorted(around, key=lambda select: select.span[0], reverse=True):
        if not select.everything and token.variable not in select.projected:
            return f"{token.text}_{select.span[0]}"
    return token.text


def refuse_what_differs(rule: Rule) -> None:
    """Refuse what pySHACL computes otherwise than the standard says and what cannot be evened out.

    Raises:
        UnsupportedRule: the rule has an inverse of a sequence path, a sh:filterShape, or a path with sh:nodes.
    """
    if any(rule.graph.objects(value, FIRST) for _, value in rule.graph.pairs(sh("inversePath"))):
        raise UnsupportedRule(rule.name, "the inverse of a sequence path", _WRONG)
    if isinstance(rule.body, TripleBody):
        for expression in (rule.body.subject, rule.body.predicate, rule.body.object):
            for part in _parts(expression):
                if isinstance(part, FilterShape):
                    raise UnsupportedRule(rule.name, "sh:filterShape", _WRONG)
                if isinstance(part, PathValues) and not isinstance(part.start, FocusNode):
                    raise UnsupportedRule(rule.name, "sh:path with sh:nodes", _WRONG)


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
