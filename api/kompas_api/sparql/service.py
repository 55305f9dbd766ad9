"""The SPARQL service of an application: what it is made over, and how much each query may take."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from threading import Lock, Thread
from typing import TYPE_CHECKING, Final, Protocol

from fastapi import Request
from fastapi.responses import Response
from pyoxigraph import NamedNode

from kompas.knowledge.graph import NAME
from kompas.namespaces import OWL, PREFIXES, RDF
from kompas_api.caching import public
from kompas_api.linked.forms import FORMS, form, graph
from kompas_api.linked.pages import in_other_language, page, spoken_in
from kompas_api.linked.releases import Releases
from kompas_api.sparql.crew import Crew, Graph
from kompas_api.sparql.description import service_description
from kompas_api.sparql.formats import JSON
from kompas_api.sparql.limits import Limits
from kompas_api.sparql.messages import Question, Reply
from kompas_api.sparql.pool import Pool
from kompas_api.sparql.rate import Buckets
from kompas_api.sparql.remembering import Remembered
from kompas_api.sparql.remote import RemoteAnswers, RemoteStore
from kompas_api.web.files import script

if TYPE_CHECKING:
    from kompas_api.settings import Settings

OLDER: Final = 3
"""How many earlier releases can be asked, besides the current one."""
_COLUMNS: Final = "'sha256-zCK2EVMoPc04mRF/g5CotUvxbJPWS+8V0b+s9ptqQIk='"
"""The one style sheet that the editor writes into the page: that of columns which can be made wider."""
EDITOR_POLICY: Final = (
    f"default-src 'none'; script-src 'self'; style-src 'self' {_COLUMNS}; img-src 'self' data:; font-src data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""What the page with the editor may load and reach: this host only."""
_TYPE: Final = NamedNode(f"{RDF}type")
START: Final = """\
PREFIX kompas: <https://w3id.org/kompas/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

SELECT ?problem ?label WHERE {
  ?problem a kompas:Problem ; skos:prefLabel ?label .
  FILTER(lang(?label) = "nl")
} ORDER BY ?label LIMIT 20
"""
"""The query that the editor opens with."""


class Answers(Protocol):
    """Who answers questions."""

    async def answer(self, question: Question) -> Reply:
        """The reply to a question."""
        ...

    def start(self) -> None:
        """Be ready ahead of the first question."""
        ...

    def close(self) -> None:
        """End what was started."""
        ...


class Service:
    """Answers queries over graphs that are read when the first question comes, or when `start` is called."""

    def __init__(
        self,
        limits: Limits,
        graphs: Callable[[], Sequence[Graph]],
        release: Callable[[], str],
        store: RemoteStore | None = None,
    ) -> None:
        self.limits = limits
        self._store = store
        self.buckets = Buckets(limits.per_minute)
        self._graphs = graphs
        self._release = release
        self._lock = Lock()
        self._answers: Answers | None = None
        self._remembered = Remembered()

    @cached_property
    def release(self) -> str:
        """The digest of the release that is asked: answers may be kept as long as it stays the same."""
        return self._release()

    def _make(self) -> Answers:
        if self._store is None:
            return Pool(Crew(self._graphs(), self.limits))
        named = tuple(graph.name for graph in self._graphs() if graph.name)
        return RemoteAnswers(self._store, named, self.limits)

    async def answer(self, question: Question) -> Reply:
        """The reply to a question.

        Raises:
            NoAnswer: it is too busy, or the query took too long, or too much.
        """
        known = self._remembered.get(question)
        if known is None:
            known = await self.answers.answer(question)
            self._remembered.keep(question, known)
        return known

    async def check(self) -> bool:
        """Whether what answers is there and has something to answer from.

        Raises:
            NoAnswer: it gives no answer.
        """
        reply = await self.answers.answer(Question("ASK { ?s ?p ?o }", "", JSON, ""))
        return reply.verdict == "answered" and bool(json.loads(reply.content)["boolean"])

    @property
    def answers(self) -> Answers:
        """Who answers: processes of our own, or a store elsewhere; made when first needed."""
        with self._lock:
            if self._answers is None:
                self._answers = self._make()
            return self._answers

    def start(self) -> None:
        """Be ready ahead of the first question."""
        self.answers.start()

    def close(self) -> None:
        """End every process; a question that comes after makes new ones."""
        with self._lock:
            answers, self._answers = self._answers, None
        if answers is not None:
            answers.close()

    def editor(self, request: Request) -> Response:
        """The page on which people write queries, with the one of the address when there is one."""
        query = request.query_params.get("query") or START
        Thread(target=self.start, daemon=True).start()
        spoken = spoken_in(request)
        answer = page(
            "sparql.html",
            spoken,
            other=in_other_language(request, spoken),
            query=query,
            limits=self.limits,
            endpoint=self.address(request),
            scripted=script("yasgui.min.js") is not None,
            vocabulary={"query": query, "prefixes": PREFIXES, **self._terms(request)},
        )
        answer.headers["Content-Security-Policy"] = EDITOR_POLICY
        return public(request, answer)

    @staticmethod
    def _terms(request: Request) -> dict[str, list[str]]:
        """The classes and properties that the editor completes to."""
        store = request.app.state.worker.knowledge.store

        def of(*names: str) -> list[str]:
            kinds = (NamedNode(f"{OWL}{name}") for name in names)
            found = {quad.subject.value for kind in kinds for quad in store.quads_for_pattern(None, _TYPE, kind)}
            return sorted(address for address in found if address.startswith("http"))

        return {
            "classes": of("Class"),
            "properties": of("ObjectProperty", "DatatypeProperty", "AnnotationProperty"),
        }

    @staticmethod
    def address(request: Request) -> str:
        """Where the endpoint is reached."""
        base: str = request.app.state.settings.public_url or str(request.base_url).rstrip("/")
        return f"{base}/sparql"

    def description(self, request: Request, kind: str) -> Response:
        """What this service is and can do, for programs; in this form, where descriptions have it."""
        triples = service_description(self.address(request), self._graphs(), self.limits)
        answer = graph(request, triples, kind if kind in FORMS else form(request))
        answer.headers["Result-Limit"] = str(self.limits.rows)
        return answer


def over_the_release(settings: Settings) -> Service:
    """The service over the released knowledge: as the default graph, and once more in the graph of its release.

    Of the archive the newest releases are there too, each in its own graph, so that they can be compared.
    """
    releases = Releases(Path(settings.archive) if settings.archive else None)

    def graphs() -> list[Graph]:
        kept = [
            Graph(
                str(release.folder / NAME),
                release.address,
                release.manifest.counts.get("statements"),
                release.manifest.digest,
            )
            for release in releases.all[: 1 + OLDER]
        ]
        return [replace(kept[0], name=""), *kept]

    return Service(settings.sparql, graphs, lambda: releases.all[0].manifest.digest, settings.sparql_store)
