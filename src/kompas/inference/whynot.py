"""Why a rule did not apply to a node: the first thing that fails.

The WHERE is tried element by element. The first element with which no solution is left is what failed; the comment
that stands before it in the query says it in words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final

from pyoxigraph import BlankNode, Store

from kompas.errors import UnsupportedRule
from kompas.inference.data import DataGraph
from kompas.inference.executor import Executor
from kompas.inference.prebinding import prebindable
from kompas.inference.ruleset import Rule, RuleSet
from kompas.inference.setmode import THIS
from kompas.inference.sparqlrule import SparqlBody
from kompas.inference.syntax import Element, Query, Sort, Span
from kompas.inference.terms import Term, named
from kompas.inference.tokens import Kind, Token

_GAP: Final = Token(Kind.SPACE, " ")


class Obstacle(Enum):
    """What kept a rule from applying."""

    NOT_A_TARGET = "not a target"
    CONDITION = "condition not met"
    ELEMENT = "nothing matches"
    NOTHING_TO_SAY = "an expression has no value"
    NONE = "it applies"


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a rule did not apply: the obstacle, the SPARQL text or shape that failed, and its comment in the query."""

    obstacle: Obstacle
    text: str = ""
    comment: str = ""

    def __str__(self) -> str:
        said = f" ({self.comment})" if self.comment else ""
        return f"{self.obstacle.value}: {self.text}{said}" if self.text else self.obstacle.value


def why_not(store: Store, rule: Rule, focus: Term) -> Failure:
    """The first thing that keeps the rule from applying to the node in the data of the store's default graph.

    The store holds what was known when the rule was tried: knowledge, facts and what was derived
    (`FastEngine.holding`). When the rule does apply, the obstacle is `Obstacle.NONE`.

    Raises:
        UnsupportedRule: the node is blank, so that no query can name it.
    """
    rules = RuleSet(rule.graph, (rule,), rule.functions)
    data = DataGraph(store, rules.subclasses)
    if focus not in rule.targets.focus_nodes(data):
        return Failure(Obstacle.NOT_A_TARGET)
    executor = Executor(data, rules)
    for condition in rule.conditions:
        if not executor.meets(condition, focus):
            return Failure(Obstacle.CONDITION, named(condition.shape))
    if isinstance(rule.body, SparqlBody):
        if isinstance(focus, BlankNode):
            raise UnsupportedRule(rule.name, f"the blank node {focus} as focus node", "no query can name it")
        failure = _in_query(data, rule.body, focus)
        if failure is not None:
            return failure
    applies = any(application.focus == focus for application in executor.applications(rule))
    return Failure(Obstacle.NONE if applies else Obstacle.NOTHING_TO_SAY)


def _in_query(data: DataGraph, body: SparqlBody, focus: Term) -> Failure | None:
    query = body.query
    tried: list[str] = []
    for element in _in_order(query):
        tried.append(_filled(query, element, focus))
        if not data.solutions(f"{body.select}{{ {' '.join(tried)} }} LIMIT 1"):
            return Failure(Obstacle.ELEMENT, _as_written(query, element), comment_before(query, element.span[0]))
    return None


def _in_order(query: Query) -> Iterator[Element]:
    """The elements as written, except that a FILTER waits for the variables that later elements bind."""
    where = query.where
    if where.select is not None:
        yield Element(Sort.UNION, (where.start, where.end + 1), groups=(where,))
    unbound: list[frozenset[str]] = [frozenset()]
    for element in reversed(where.elements):
        binds = frozenset() if element.sort is Sort.FILTER else query.variables(element.span)
        unbound.append(unbound[-1] | binds)
    waiting: list[tuple[Element, frozenset[str]]] = []
    bound: frozenset[str] = frozenset({THIS})
    for element, later in zip(where.elements, reversed(unbound[:-1]), strict=True):
        if element.sort is Sort.FILTER:
            waiting.append((element, query.variables(element.span) & later))
        else:
            bound |= query.variables(element.span)
            yield element
        yield from (e for e, needs in waiting if needs <= bound)
        waiting = [(e, needs) for e, needs in waiting if not needs <= bound]


def _spans(element: Element) -> tuple[Span, ...]:
    return (element.span,) if element.subject is None else (element.subject, element.span)


def _filled(query: Query, element: Element, focus: Term) -> str:
    text = " ".join(prebindable(query, span, frozenset({THIS})).filled({THIS: focus}) for span in _spans(element))
    return f"{text}\n." if element.sort is Sort.TRIPLES else f"{text}\n"


def _as_written(query: Query, element: Element) -> str:
    kept = (token for span in _spans(element) for token in (_GAP, *query.tokens[slice(*span)]))
    words = "".join("\0" if token.kind in (Kind.SPACE, Kind.COMMENT) else token.text for token in kept)
    return re.sub("\0+", " ", words).strip()


def comment_before(query: Query, position: int) -> str:
    """The comment lines that stand directly before a token, as one text; not a comment at the end of a line of code."""
    lines: list[str] = []
    for place in range(position - 1, -1, -1):
        token = query.tokens[place]
        if token.kind is Kind.COMMENT:
            before = query.tokens[place - 1] if place else _GAP
            if before.kind is not Kind.SPACE or (place > 1 and "\n" not in before.text):
                break
            lines.append(token.text.lstrip("#").strip())
        elif token.kind is not Kind.SPACE or token.text.count("\n") > 1:
            break
    return " ".join(reversed(lines))
