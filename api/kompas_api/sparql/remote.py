"""Asking an existing SPARQL store instead of processes of our own: the same questions, rules and limits.

The store is asked for one form of each kind of answer; the form that is wanted is written here, so that every store
gives the same. Of its graphs a query sees the release that this Kompas answers from, unless it names others.
"""

from __future__ import annotations

import asyncio
import base64
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPException
from threading import Lock
from typing import Final
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, RdfFormat, parse, parse_query_results

from kompas_api.sparql.evaluating import counted, malformed, refused, written_graph, written_table
from kompas_api.sparql.limits import Limits
from kompas_api.sparql.messages import Question, Reply
from kompas_api.sparql.pool import NoAnswer
from kompas_api.sparql.reading import GRAPH, SOLUTIONS, bounded, outline, terminals

_LONGEST: Final = 200_000
"""Characters of a query that is sent on."""
_WHOLE: Final = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*:")
_ACCEPT: Final = {GRAPH: "application/n-triples"}


@dataclass(frozen=True, slots=True)
class RemoteStore:
    """The SPARQL query address of a store, and who may ask it."""

    address: str
    user: str = ""
    password: str = field(default="", repr=False)


class RemoteAnswers:
    """Questions in, replies out, at most so many at once, from a store elsewhere."""

    def __init__(self, store: RemoteStore, graphs: tuple[str, ...], limits: Limits) -> None:
        self.store = store
        self.graphs = graphs
        self.limits = limits
        self._lock = Lock()
        self._asked = 0
        self._threads = ThreadPoolExecutor(limits.processes, thread_name_prefix="sparql-store")

    async def answer(self, question: Question) -> Reply:
        """The reply to a question.

        Raises:
            NoAnswer: it is too busy here or there, or took too long.
        """
        with self._lock:
            if self._asked >= self.limits.processes + self.limits.waiting:
                raise NoAnswer("busy", 2)
            self._asked += 1
        try:
            asking = asyncio.get_running_loop().run_in_executor(self._threads, self._answered, question)
            return await asking
        finally:
            with self._lock:
                self._asked -= 1

    def start(self) -> None:
        """There is nothing to start."""

    def close(self) -> None:
        """Ask nothing any more."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _answered(self, question: Question) -> Reply:
        if len(question.query) > _LONGEST:
            return Reply("malformed", detail=f"The query is longer than {_LONGEST} characters.")
        known = outline(question.query)
        if (reason := refused(known, self.limits)) is not None:
            return reason
        form = getattr(question, known.form) if known.form else ""
        if known.form and not form:
            return Reply("not-acceptable", detail=known.form)
        query = bounded(question.query, known, self.limits.rows + 1) if known.form == SOLUTIONS else question.query
        if question.base and any(one.kind == "iri" and not _WHOLE.match(one.text) for one in terminals(query)):
            query = f"BASE <{question.base}>\n{query}"
        try:
            content = self._asked_of(query, question, own_graphs=known.dataset, accept=known.form)
            reply = self._reply(content, known.form, form)
        except HTTPError as error:
            said = error.read(2_000).decode("utf-8", "replace")
            if error.code == 400:
                return malformed(said, question.query)
            raise NoAnswer("too-slow" if error.code == 504 else "busy", None if error.code == 504 else 5) from error
        except TimeoutError as slow:
            raise NoAnswer("too-slow") from slow
        except (OSError, HTTPException) as lost:
            raise NoAnswer("busy", 5) from lost
        except (ValueError, SyntaxError):
            return Reply("too-heavy", detail="The store behind this endpoint answers with something that is no answer.")
        return Reply(reply.verdict, reply.content, reply.media_type, reply.detail, known.changing)

    def _asked_of(self, query: str, question: Question, *, own_graphs: bool, accept: str) -> bytes:
        fields = [("query", query)]
        default, named = question.default_graphs, question.named_graphs
        if not (default or named or own_graphs):
            default, named = self.graphs[:1], self.graphs
        fields += [("default-graph-uri", graph) for graph in default]
        fields += [("named-graph-uri", graph) for graph in named]
        headers = {
            "Accept": _ACCEPT.get(accept, "application/sparql-results+json"),
            "Content-Type": "application/x-www-form-urlencoded",
        }
        if self.store.user:
            secret = base64.b64encode(f"{self.store.user}:{self.store.password}".encode()).decode()
            headers["Authorization"] = f"Basic {secret}"
        request = Request(self.store.address, urlencode(fields).encode(), headers, method="POST")  # noqa: S310 - a checked setting
        most = self.limits.megabytes * 1024 * 1024
        with urlopen(request, timeout=self.limits.seconds) as answer:  # noqa: S310 - a checked setting
            content = bytes(answer.read(most + 1))
        if len(content) > most:
            raise ValueError("too large")
        return content

    def _reply(self, content: bytes, kind: str, form: str) -> Reply:
        if kind == GRAPH:
            return written_graph(
                (quad.triple for quad in parse(content, format=RdfFormat.N_TRIPLES)), form, self.limits
            )
        found = parse_query_results(content, format=QueryResultsFormat.JSON)
        if isinstance(found, QueryBoolean):
            return Reply("answered", written_table(found, form), form)
        if counted(content, "application/sparql-results+json", self.limits):
            return Reply("too-large", detail=f"The answer has more than {self.limits.rows} rows or statements.")
        assert isinstance(found, QuerySolutions)
        return Reply("answered", written_table(found, form), form)
