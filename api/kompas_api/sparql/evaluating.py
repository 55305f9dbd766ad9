"""Answering a question over a store, within limits: what a process that can be ended does."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass, replace
from io import BytesIO, TextIOWrapper
from itertools import islice
from typing import Final

from pyoxigraph import (
    DefaultGraph,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    parse_query_results,
    serialize,
)

from kompas.namespaces import PREFIXES
from kompas_api.sparql.limits import Limits
from kompas_api.sparql.messages import Question, Reply
from kompas_api.sparql.mistakes import mistake
from kompas_api.sparql.reading import DEEPEST, SOLUTIONS, Outline, bounded, outline

_RESULTS: Final = {kind.media_type: kind for kind in (
    QueryResultsFormat.JSON, QueryResultsFormat.XML, QueryResultsFormat.CSV, QueryResultsFormat.TSV)}  # fmt: skip
_TABLES: Final = {kind.split(";")[0]: form for kind, form in _RESULTS.items()}
_GRAPHS: Final = {kind.media_type: kind for kind in (
    RdfFormat.TURTLE, RdfFormat.N_TRIPLES, RdfFormat.RDF_XML, RdfFormat.JSON_LD, RdfFormat.TRIG, RdfFormat.N_QUADS)
}  # fmt: skip
_PREFIXED: Final = frozenset({"text/turtle", "application/trig", "application/rdf+xml", "application/ld+json"})
_SMALLEST_ROW: Final = 1
"""The bytes that the shortest row takes in any form of table."""


@dataclass(frozen=True, slots=True)
class Graphs:
    """What is asked: the default graph in a store of its own, and the graphs with a name in another.

    In one store each would slow the other down: the engine looks at the statements of all graphs.
    """

    plain: Store
    named: Store
    default: str = ""
    """Which of the named graphs is the default graph, for a query that looks into both."""


def answered(graphs: Graphs, question: Question, limits: Limits) -> Reply:
    """Answer a question, or say why not."""
    known = outline(question.query)
    if (reason := refused(known, limits)) is not None:
        return reason
    form = getattr(question, known.form) if known.form else ""
    if known.form and not form:
        return Reply("not-acceptable", detail=known.form)
    try:
        reply = _evaluated(graphs, question, known, form, limits)
    except SyntaxError as error:
        return malformed(str(error), question.query)
    except (ValueError, RuntimeError, OSError) as error:
        return Reply("no-service" if known.services else "too-heavy", detail=str(error)[:500])
    except MemoryError:
        return Reply("too-heavy", detail="It needs more memory than a query may use.", worn=True)
    return replace(reply, changing=known.changing)


def refused(known: Outline, limits: Limits) -> Reply | None:
    """Why a query is not run at all, if there is a reason."""
    if known.update:
        return Reply("malformed", detail="This is an update. This endpoint answers queries only.")
    if known.depth > DEEPEST:
        return Reply("malformed", detail=f"Brackets stand deeper than {DEEPEST} within each other.")
    foreign = [service for service in known.services if service not in limits.services]
    if not foreign:
        return None
    allowed = ", ".join(f"<{service}>" for service in limits.services)
    said = (
        f"SERVICE may only ask {allowed} here, with the address as it stands here"
        if allowed
        else "This endpoint asks no other endpoint on your behalf: SERVICE is refused"
    )
    return Reply("refused", detail=f"{said}. Ask the other one from your side.")


def _evaluated(graphs: Graphs, question: Question, known: Outline, form: str, limits: Limits) -> Reply:
    query = bounded(question.query, known, limits.rows + 1) if known.form == SOLUTIONS else question.query
    try:
        found = _found(graphs, query, question, known)
    except SyntaxError:
        found = _found(graphs, question.query, question, known)
    if isinstance(found, QueryTriples):
        return written_graph(found, form, limits)
    content = written_table(found, form)
    too_many = isinstance(found, QuerySolutions) and counted(content, form, limits)
    return too_large(limits) if too_many else Reply("answered", content, form)


def _found(
    graphs: Graphs, query: str, question: Question, known: Outline
) -> QuerySolutions | QueryBoolean | QueryTriples:
    if question.default_graphs or question.named_graphs:
        default: list[NamedNode | DefaultGraph] = [NamedNode(graph) for graph in question.default_graphs]
        return graphs.named.query(
            query,
            base_iri=question.base,
            default_graph=default,  # type: ignore[arg-type]
            named_graphs=[NamedNode(graph) for graph in question.named_graphs],
        )
    if known.dataset or (known.graphs and not graphs.default):
        return graphs.named.query(query, base_iri=question.base)
    if known.graphs:
        return graphs.named.query(query, base_iri=question.base, default_graph=NamedNode(graphs.default))
    return graphs.plain.query(query, base_iri=question.base)


def written_table(found: QuerySolutions | QueryBoolean, form: str) -> bytes:
    """A table, or a yes or no, in a form."""
    return found.serialize(format=_TABLES[form]) or b""


def counted(content: bytes, form: str, limits: Limits) -> bool:
    """Whether a table in a form has more rows than an answer may have."""
    return len(content) > _SMALLEST_ROW * limits.rows and _rows(content, form) > limits.rows


def written_graph(statements: Iterable[Triple], form: str, limits: Limits) -> Reply:
    """The reply with statements in a form, each once; unless there are too many."""
    found = iter(statements)
    triples = dict.fromkeys(islice(found, limits.rows + 1))
    if len(triples) > limits.rows or next(found, None) is not None:
        return too_large(limits)
    prefixes = PREFIXES if form in _PREFIXED else None
    return Reply("answered", serialize(triples, format=_GRAPHS[form], prefixes=prefixes) or b"", form)


def _rows(content: bytes, form: str) -> int:
    kind = _TABLES[form]
    if kind == QueryResultsFormat.CSV:
        return sum(1 for _ in csv.reader(TextIOWrapper(BytesIO(content), "utf-8", newline=""))) - 1
    parsed = parse_query_results(content, format=kind)
    return sum(1 for _ in parsed) if isinstance(parsed, QuerySolutions) else 0


def too_large(limits: Limits) -> Reply:
    """The reply when there are more rows or statements than an answer may have."""
    return Reply("too-large", detail=f"The answer has more than {limits.rows} rows or statements.")


def malformed(message: str, query: str) -> Reply:
    """The reply to a query that cannot be read, with what is wrong and where."""
    wrong = mistake(query, message)
    return Reply("malformed", detail=wrong.said, position=dict(wrong.place))
