"""Asking the knowledge graph: SPARQL queries, answered as a table, SPARQL results JSON, CSV or Turtle."""

from __future__ import annotations

import re

from pyoxigraph import BlankNode, Literal, NamedNode, QueryBoolean, QueryResultsFormat, QuerySolutions
from pyoxigraph import Triple as StarTriple

from kompas.errors import InvalidValue, MalformedInput
from kompas.knowledge import Knowledge
from kompas.namespaces import PREFIXES, shortened
from kompas.rendering.serialisation import turtle

SERVICE = re.compile(r"\bSERVICE\b", re.IGNORECASE)
NOISE = re.compile(
    r"\"\"\".*?\"\"\"|'''.*?'''|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|<[^<>\"{}|^`\\\x00-\x20]*>|#[^\n]*",
    re.DOTALL,
)
"""What may hold the word without meaning it: texts, addresses as SPARQL writes them, and remarks."""

CHANGE = re.compile(
    r"(?:\s|(?:PREFIX\s+\S*:|BASE))*\b(INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY|WITH)\b", re.IGNORECASE
)
"""How a request begins that would change the graph, where what is no matter is taken out."""


def ask(query: str, knowledge: Knowledge, format: str) -> str:
    """Answer a SPARQL query on the knowledge graph.

    Args:
        query: SPARQL 1.1; the prefixes of Kompas need no declaration.
        knowledge: the release that is asked.
        format: `table`, `json`, `csv`, or `turtle`.

    Raises:
        MalformedInput: the query is not SPARQL; the message has the place.
        InvalidValue: the answer cannot be written so (a graph as CSV, a table as Turtle), or the query asks another
            endpoint (SERVICE).
    """
    if SERVICE.search(NOISE.sub(" ", query)):
        raise InvalidValue("SERVICE would ask another endpoint, which is refused", pointer="", value="SERVICE")
    try:
        found = knowledge.store.query(query, prefixes=PREFIXES)
    except SyntaxError as error:
        if change := CHANGE.match(NOISE.sub(" ", query)):
            reason = "the knowledge is only asked here: SELECT, ASK, CONSTRUCT or DESCRIBE"
            raise InvalidValue(f"{change[1].upper()} would change it: {reason}", pointer="", value=change[1]) from error
        raise MalformedInput("SPARQL", str(error)) from error
    except (ValueError, RuntimeError, OSError) as error:
        raise MalformedInput("SPARQL that can be answered", str(error)) from error
    if isinstance(found, QuerySolutions | QueryBoolean):
        return _solutions(found, format)
    if format not in ("turtle", "table"):
        raise InvalidValue(f"A graph cannot be written as {format}", pointer="", value=format, nearest=["turtle"])
    return turtle(found)


def _solutions(found: QuerySolutions | QueryBoolean, format: str) -> str:
    if format == "turtle":
        raise InvalidValue(
            "Rows cannot be written as Turtle", pointer="", value=format, nearest=["table", "json", "csv"]
        )
    if format == "json":
        written = found.serialize(format=QueryResultsFormat.JSON)
    elif format == "csv" and isinstance(found, QuerySolutions):
        written = found.serialize(format=QueryResultsFormat.CSV)
    else:
        return _table(found) if isinstance(found, QuerySolutions) else f"{str(bool(found)).lower()}\n"
    assert written is not None
    return written.decode()


def _table(solutions: QuerySolutions) -> str:
    names = [variable.value for variable in solutions.variables]
    rows = [[_cell(solution[name]) for name in names] for solution in solutions]
    widths = [max(len(row[place]) for row in [names, *rows]) for place in range(len(names))]
    lines = [names, ["-" * width for width in widths], *rows]
    table = "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )
    return f"{table}\n({len(rows)} {'row' if len(rows) == 1 else 'rows'})\n"


def _cell(term: NamedNode | BlankNode | Literal | StarTriple | None) -> str:
    if isinstance(term, NamedNode):
        return shortened(term.value)
    if isinstance(term, Literal | BlankNode):
        return term.value.replace("\n", " ")
    return "" if term is None else str(term)
