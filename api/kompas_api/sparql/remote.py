"""Asking an existing SPARQL store instead of processes of our own: the same questions, rules and limits.

The store is asked for one form of each kind of answer; the form that is wanted is written here, so that every store
gives the same. Of its graphs a query sees the release that this Kompas answers from, unless it names others.
"""

from __future__ import annotations

import asyncio
import base64
import re
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from threading import Lock
from time import monotonic
from typing import Final
from urllib.parse import urlencode, urlsplit

from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, RdfFormat, parse, parse_query_results

from kompas_api.sparql.evaluating import counted, malformed, refused, too_large, written_graph, written_table
from kompas_api.sparql.limits import Limits
from kompas_api.sparql.messages import Question, Reply
from kompas_api.sparql.pool import TURN, NoAnswer
from kompas_api.sparql.reading import BOOLEAN, GRAPH, SOLUTIONS, Outline, bounded, outline, terminals

_LONGEST: Final = 200_000
"""Characters of a query that is sent on."""
_PIECE: Final = 64 * 1024
_LOOK_AGAIN: Final = 60.0
"""Seconds after which it is looked whether the release is still in the store."""
_WHOLE: Final = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*:")
_PLACE: Final = re.compile(r"(?<=error at )\d+(?=:\d)")
_REFUSED: Final[dict[int, tuple[str, int | None]]] = {
    HTTPStatus.GATEWAY_TIMEOUT: ("too-slow", None),
    HTTPStatus.TOO_MANY_REQUESTS: ("busy", 5),
    HTTPStatus.SERVICE_UNAVAILABLE: ("busy", 5),
}
"""What it means that the store refuses with this status."""
_ACCEPT: Final = {GRAPH: "application/n-triples"}


class _Malformed(Exception):
    """The store cannot read a query; what it says of it."""


class _TooMany(Exception):
    """The store answers with more statements than an answer may have."""


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
        self._until = 0.0
        self._threads = ThreadPoolExecutor(limits.processes, thread_name_prefix="sparql-store")

    async def answer(self, question: Question) -> Reply:
        """The reply to a question.

        Raises:
            NoAnswer: it is too busy here or there, took too long, or the store has no release to answer from.
        """
        with self._lock:
            if self._asked >= self.limits.processes + self.limits.waiting:
                raise NoAnswer("busy", 2)
            self._asked += 1
        try:
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self._threads, self._in_turn, question, monotonic())
        finally:
            with self._lock:
                self._asked -= 1

    def start(self) -> None:
        """There is nothing to start."""

    def close(self) -> None:
        """Ask nothing any more."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _in_turn(self, question: Question, asked: float) -> Reply:
        if monotonic() - asked > TURN:
            raise NoAnswer("busy", 2)
        return self._answered(question)

    def _answered(self, question: Question) -> Reply:
        if len(question.query) > _LONGEST:
            return Reply("malformed", detail=f"The query is longer than {_LONGEST} characters.")
        known = outline(question.query)
        if (reason := refused(known, self.limits)) is not None:
            return reason
        form = getattr(question, known.form) if known.form else ""
        if known.form and not form:
            return Reply("not-acceptable", detail=known.form)
        try:
            self._look_for_release()
            reply = self._reply_to(question, known, form)
        except TimeoutError as slow:
            raise NoAnswer("too-slow") from slow
        except (OSError, HTTPException) as lost:
            raise NoAnswer("unavailable", 5) from lost
        except _TooMany:
            reply = too_large(self.limits)
        except (ValueError, SyntaxError):
            return Reply("too-heavy", detail="The store behind this endpoint answers with something that is no answer.")
        return replace(reply, changing=known.changing)

    def _look_for_release(self) -> None:
        """See to it that the store has the release, now and then: of what is not there, no answer is right."""
        if not self.graphs or monotonic() < self._until:
            return
        try:
            content = self._asked_of([("query", f"ASK {{ GRAPH <{self.graphs[0]}> {{ ?s ?p ?o }} }}")], BOOLEAN)
        except _Malformed as none:
            raise NoAnswer("unavailable", 5) from none
        found = parse_query_results(content, format=QueryResultsFormat.JSON)
        if not (isinstance(found, QueryBoolean) and bool(found)):
            raise NoAnswer("unpublished", 60)
        self._until = monotonic() + _LOOK_AGAIN

    def _reply_to(self, question: Question, known: Outline, form: str) -> Reply:
        """The reply of the store: to the query with a limit, or to the query itself where that cannot be read."""
        within = bounded(question.query, known, self.limits.rows + 1) if known.form == SOLUTIONS else question.query
        said, above = "", 0
        for query in dict.fromkeys((within, question.query)):
            relative = any(one.kind == "iri" and not _WHOLE.match(one.text) for one in terminals(query))
            based = f"BASE <{question.base}>\n" if question.base and relative else ""
            try:
                content = self._asked_of([("query", based + query), *self._dataset(question, known)], known.form)
            except _Malformed as error:
                said, above = str(error), based.count("\n")
            else:
                return self._reply(content, known.form, form)
        return malformed(_PLACE.sub(lambda line: str(int(line[0]) - above), said), question.query)

    def _dataset(self, question: Question, known: Outline) -> list[tuple[str, str]]:
        default, named = question.default_graphs, question.named_graphs
        if not (default or named or known.dataset):
            default, named = self.graphs[:1], self.graphs
        return [("default-graph-uri", graph) for graph in default] + [("named-graph-uri", graph) for graph in named]

    def _asked_of(self, fields: list[tuple[str, str]], kind: str) -> bytes:
        """What the store answers, read within the time there is for the whole.

        Raises:
            NoAnswer: it is busy, took too long, or does not do what it is asked.
            TimeoutError: it takes too long.
            OSError: it cannot be reached.
        """
        until = monotonic() + self.limits.seconds
        place = urlsplit(self.store.address)
        connect = HTTPSConnection if place.scheme == "https" else HTTPConnection
        target = f"{place.path or '/'}?{place.query}" if place.query else place.path or "/"
        headers = {
            "Accept": _ACCEPT.get(kind, "application/sparql-results+json"),
            "Content-Type": "application/x-www-form-urlencoded",
        }
        if self.store.user:
            secret = base64.b64encode(f"{self.store.user}:{self.store.password}".encode()).decode()
            headers["Authorization"] = f"Basic {secret}"
        with closing(connect(place.netloc.rpartition("@")[2], timeout=self.limits.seconds)) as line:
            line.request("POST", target, urlencode(fields), headers)
            heard = line.sock
            heard.settimeout(_left(until))
            with line.getresponse() as answer:
                content = bytearray()
                statements = 0
                while piece := answer.read1(_PIECE):
                    heard.settimeout(_left(until))
                    content += piece
                    statements += piece.count(b"\n") if kind == GRAPH else 0
                    if statements > self.limits.rows + 1:
                        raise _TooMany
                    if len(content) > self.limits.megabytes * 1024 * 1024:
                        raise ValueError("too large")
        if answer.status == HTTPStatus.OK:
            return bytes(content)
        if answer.status == HTTPStatus.BAD_REQUEST:
            raise _Malformed(content[:2_000].decode("utf-8", "replace"))
        raise NoAnswer(*_REFUSED.get(answer.status, ("unavailable", 5)))

    def _reply(self, content: bytes, kind: str, form: str) -> Reply:
        if kind == GRAPH:
            return written_graph(
                (quad.triple for quad in parse(content, format=RdfFormat.N_TRIPLES)), form, self.limits
            )
        found = parse_query_results(content, format=QueryResultsFormat.JSON)
        if isinstance(found, QueryBoolean):
            return Reply("answered", written_table(found, form), form)
        if counted(content, "application/sparql-results+json", self.limits):
            return too_large(self.limits)
        assert isinstance(found, QuerySolutions)
        return Reply("answered", written_table(found, form), form)


def _left(until: float) -> float:
    """The seconds until a moment.

    Raises:
        TimeoutError: there are none.
    """
    left = until - monotonic()
    if left <= 0:
        raise TimeoutError
    return left
