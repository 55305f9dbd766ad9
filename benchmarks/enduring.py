"""A long mixed load: light queries of which the answers are known, with hostile ones between them.

Each light query is another one, so that no answer comes from memory, and each answer is compared with the right one:
that of the released graph itself, asked here. So an answer that was mixed up with another, cut off or empty is found.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from time import sleep
from typing import Final

from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions

from benchmarks.clients import Asked, Load, get, loaded, post
from benchmarks.endpoint_servers import KOMPAS, Server, serving
from benchmarks.report import Table
from kompas.knowledge import Knowledge, released

HOSTILE: Final = (
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "SELECT ?s { ?s ?p ?o FILTER(REGEX(STR(?o), '((a{1,200}){1,200}){1,200}')) }",
    "SELECT (COUNT(*) AS ?n) { ?a (!<a:b>|^!<a:c>)+ ?b . ?b (!<a:b>)* ?c }",
    "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f ?a",
    "SELECT * { ?s ?p ?o . ?a ?b ?c }",
    "SELECT ?x { " + "BIND('0123456789abcdef' AS ?s0) " + "".join(
        f"BIND(CONCAT(?s{n}, ?s{n}) AS ?s{n + 1}) " for n in range(27)) + "BIND(STRLEN(?s27) AS ?x) }",
    "ASK " + "{" * 30_000 + "}" * 30_000,
    "ASK { " + "-" * 100_000,
)  # fmt: skip


_LABELS: Final = (
    "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> SELECT ?label ?above WHERE {{ <{iri}> skos:prefLabel ?label . "
    "OPTIONAL {{ <{iri}> skos:broader ?above }} }} ORDER BY ?label ?above"
)
_COUNTS: Final = (
    "PREFIX kompas: <https://w3id.org/kompas/ontology#> SELECT (COUNT(DISTINCT ?element) AS ?elements) WHERE {{ "
    "?element kompas:forProblem <{iri}> }}"
)
_IS_NORMAL: Final = "PREFIX kompas: <https://w3id.org/kompas/ontology#> ASK {{ <{iri}> kompas:normalIn ?phase }}"
_A_SECOND: Final = 1_500
"""So many light queries there are for each second, more than are answered in it: none comes again."""
_SETTLED: Final = 2.0
"""Seconds after the load, in which what was ended is taken away."""


@dataclass(frozen=True)
class Endurance:
    """What the light and the hostile queries met, and the memory and processes before and after."""

    light: Load
    hostile: Load
    memory: tuple[int, int, int]
    """Megabytes of all processes together: before, after, and the most in between."""
    left: int
    """Processes that were still there after the service ended."""


def endure(seconds: float, *, light: int = 8, hostile: int = 4, **settings: str) -> Endurance:
    """Ask light and hostile queries at the same time.

    Args:
        seconds: how long.
        light: how many clients ask light queries.
        hostile: how many ask hostile ones.
        settings: environment variables of the service that is started for it.
    """
    with serving(KOMPAS, settings) as server:
        assert server is not None
        warming = min(seconds, _SETTLED)
        asked = list(islice(light_queries(released(), server), int(_A_SECOND * (warming + seconds))))
        first = int(_A_SECOND * warming)
        asyncio.run(loaded(server.port, asked[:first], light, warming))
        before = megabytes(family(server.process.pid))
        met_light, met_hostile, most = asyncio.run(_mixed(server, asked[first:], (light, hostile), seconds))
        sleep(_SETTLED)
        pids = family(server.process.pid)
        after = megabytes(pids)
    sleep(1)
    left = [pid for pid in pids if Path(f"/proc/{pid}").exists()]
    return Endurance(met_light, met_hostile, (before, after, most), len(left))


def light_queries(knowledge: Knowledge, server: Server) -> Iterator[Asked]:
    """Light queries about each problem in turn, each with its right answer; no two are written the same."""
    problems = [node.value for node in knowledge.members("Problem")]
    queries = [form.format(iri=iri) for form in (_LABELS, _COUNTS, _IS_NORMAL) for iri in problems]
    right = {query: _answer(knowledge, query) for query in queries}
    for number, query in enumerate(cycle(queries)):
        yield get(server.port, server.path, f"{query} # {number}", right[query])


def told(found: Endurance) -> Table:
    """The long mixed load as a table."""
    refused = {status: found.hostile.otherwise.count(status) for status in sorted(set(found.hostile.otherwise))}
    wrong = {what: found.light.otherwise.count(what) for what in sorted(set(found.light.otherwise))}
    return (
        ("what", "found"),
        ("light queries answered rightly", f"{len(found.light.milliseconds):,}"),
        ("light queries that went otherwise", ", ".join(f"{what}: {number}" for what, number in wrong.items()) or "0"),
        ("light queries, p50 and p99, ms", f"{found.light.percentile(0.5):.1f}, {found.light.percentile(0.99):.1f}"),
        ("hostile queries answered", str(len(found.hostile.milliseconds))),
        ("hostile queries ended or refused", ", ".join(f"{status}: {number}" for status, number in refused.items())),
        ("memory before, after, at most, MB", ", ".join(map(str, found.memory))),
        ("processes left behind", str(found.left)),
    )


def family(pid: int) -> list[int]:
    """A process and all that descend from it."""
    parents: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text("utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        parents.setdefault(int(fields[1]), []).append(int(stat.parent.name))
    found = [pid]
    for one in found:
        found += parents.get(one, [])
    return found


def megabytes(pids: list[int]) -> int:
    """The memory of processes, each shared page counted in parts (PSS)."""
    total = 0
    for pid in pids:
        try:
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text("utf-8").splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total // 1024


def _answer(knowledge: Knowledge, query: str) -> bytes:
    found = knowledge.store.query(query)
    assert isinstance(found, QuerySolutions | QueryBoolean)
    return found.serialize(format=QueryResultsFormat.JSON) or b""


async def _mixed(
    server: Server, asked: list[Asked], clients: tuple[int, int], seconds: float
) -> tuple[Load, Load, int]:
    bombs = [post(server.port, server.path, query) for query in HOSTILE]
    most = 0

    async def watched() -> None:
        nonlocal most
        while True:
            most = max(most, await asyncio.to_thread(lambda: megabytes(family(server.process.pid))))
            await asyncio.sleep(1)

    watching = asyncio.ensure_future(watched())
    light, hostile = clients
    met = await asyncio.gather(loaded(server.port, asked, light, seconds), loaded(server.port, bombs, hostile, seconds))
    watching.cancel()
    return met[0], met[1], most
