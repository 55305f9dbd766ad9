"""Measure the SPARQL endpoint, side by side with other servers: `python -m benchmarks.endpoint`.

Throughput of the gallery's questions, the time of light queries with many clients, and a long mixed load with hostile
queries in it, of which is told whether any light query failed, whether memory grew, and whether a process was left.
"""

from __future__ import annotations

import asyncio
import sys
from argparse import ArgumentParser
from dataclasses import dataclass
from pathlib import Path
from time import sleep
from typing import Final

from kompas_api.gallery.examples import gallery

from benchmarks.clients import Load, get, load, loaded, post
from benchmarks.endpoint_servers import KOMPAS, OXIGRAPH, RDFLIB, Server, serving
from benchmarks.measuring import load as machine_load
from benchmarks.measuring import machine, remark
from benchmarks.report import Table, text_table

HEAVIER: Final = (
    "gedeelde-kernelementen", "problemen-zonder-erkend-aanbod", "bewijs-dat-omslaat", "erkende-interventies",
    "eerste-keus-van-richtlijnen", "overlap-van-programmas", "nagekeken-sinds", "regels-op-een-bron",
)  # fmt: skip
SLOW: Final = 3
"""So many of the questions are asked of rdflib-endpoint: it goes on with one that it took too long for."""
DIFFERENT: Final = 2_000
"""So many spellings of each question are asked: no server gives an answer that it kept."""
LIGHT: Final = (
    "SELECT ?label WHERE { <https://w3id.org/kompas/id/problem/driftbuien> "
    "<http://www.w3.org/2004/02/skos/core#prefLabel> ?label } ORDER BY ?label"
)
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


@dataclass(frozen=True)
class Endurance:
    """A long mixed load: what the light queries met, and the memory and processes before and after."""

    light: Load
    hostile: Load
    memory: tuple[int, int, int]
    """Megabytes of all processes together: before, after, and the most in between."""
    left: int
    """Processes that were still there after the service ended."""


def main() -> None:
    """Measure, and print the tables."""
    parser = ArgumentParser(prog="benchmarks.endpoint", description=__doc__)
    parser.add_argument("--seconds", type=float, default=3.0, help="how long each question is asked of each server")
    parser.add_argument("--endurance", type=float, default=60.0, help="how long the mixed load lasts; 0 leaves it out")
    given = parser.parse_args()
    before = machine_load()
    say = sys.stdout.write
    say("".join(f"{name}: {value}\n" for name, value in machine().items()))
    say(f"\nThe gallery's heavier questions, answers a second\n{text_table(throughput(given.seconds))}\n")
    say(f"\nA light query, 16 clients\n{text_table(light(given.seconds))}\n")
    if given.endurance:
        say(
            f"\n{given.endurance:g} s of light queries with hostile ones\n{text_table(told(endure(given.endurance)))}\n"
        )
    say(f"\n{remark((before, machine_load()))}\n")


def throughput(seconds: float) -> Table:
    """For each question the answers a second of each server with eight clients; of rdflib-endpoint with one."""
    rates: dict[str, dict[str, float]] = {}
    for name, clients in ((KOMPAS, 8), (OXIGRAPH, 8), (RDFLIB, 1)):
        with serving(name) as server:
            for question in (HEAVIER if name != RDFLIB else HEAVIER[:SLOW]) if server else ():
                assert server is not None
                query = gallery()[question].filled()
                load(server.port, [get(server.port, server.path, query)], 1, 0.2)
                asked = [get(server.port, server.path, f"{query}# {number}") for number in range(DIFFERENT)]
                rates.setdefault(question, {})[name] = load(server.port, asked, clients, seconds).per_second
    heading = ("question", KOMPAS, OXIGRAPH, "ratio", RDFLIB, "ratio")
    return (heading, *((question, *_compared(rates[question])) for question in HEAVIER))


def light(seconds: float) -> Table:
    """Answers a second to a light query, and within how many milliseconds half, 95 and 99 of a hundred came."""
    rows: list[tuple[str, ...]] = [("server", "per second", "p50 ms", "p95 ms", "p99 ms", "otherwise")]
    for name in (KOMPAS, OXIGRAPH):
        with serving(name) as server:
            if server is None:
                continue
            same = [get(server.port, server.path, LIGHT)]
            other = [get(server.port, server.path, f"{LIGHT} # {number}") for number in range(20 * DIFFERENT)]
            load(server.port, same, 16, 0.5)
            for asked, what in ((other, "each time another"), (same, "the same")):
                met = load(server.port, asked, 16, seconds)
                times = (f"{met.percentile(part):.1f}" for part in (0.5, 0.95, 0.99))
                rows.append((f"{name}, {what}", f"{met.per_second:,.0f}", *times, str(len(met.otherwise))))
    return tuple(rows)


def endure(seconds: float) -> Endurance:
    """Ask light queries with eight clients, and hostile ones with four, at the same time."""
    with serving(KOMPAS) as server:
        assert server is not None
        request = get(server.port, server.path, LIGHT)
        load(server.port, [request], 8, 2)
        pids = family(server.process.pid)
        before = megabytes(pids)
        light_load, hostile_load, most = asyncio.run(_mixed(server, request, seconds))
        sleep(2)
        pids = family(server.process.pid)
        after = megabytes(pids)
    sleep(1)
    left = [pid for pid in pids if Path(f"/proc/{pid}").exists()]
    return Endurance(light_load, hostile_load, (before, after, most), len(left))


def told(found: Endurance) -> Table:
    """The long mixed load as a table."""
    refused = {status: found.hostile.otherwise.count(status) for status in sorted(set(found.hostile.otherwise))}
    return (
        ("what", "found"),
        ("light queries answered rightly", f"{len(found.light.milliseconds):,}"),
        ("light queries that went otherwise", str(len(found.light.otherwise))),
        ("light queries, p50 and p99, ms", f"{found.light.percentile(0.5):.1f}, {found.light.percentile(0.99):.1f}"),
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


async def _mixed(server: Server, request: bytes, seconds: float) -> tuple[Load, Load, int]:
    hostile = [post(server.port, server.path, query) for query in HOSTILE]
    most = 0

    async def watched() -> None:
        nonlocal most
        while True:
            most = max(most, megabytes(await asyncio.to_thread(family, server.process.pid)))
            await asyncio.sleep(1)

    watching = asyncio.ensure_future(watched())
    met = await asyncio.gather(loaded(server.port, [request], 8, seconds), loaded(server.port, hostile, 4, seconds))
    watching.cancel()
    return met[0], met[1], most


def _compared(rates: dict[str, float]) -> tuple[str, ...]:
    ours = rates[KOMPAS]
    cells = [f"{ours:,.0f}"]
    for name in (OXIGRAPH, RDFLIB):
        other = rates.get(name)
        ratio = "–" if not other else f"{ours / other:,.2f}×" if ours < 10 * other else f"{ours / other:,.0f}×"
        cells += ["–", "–"] if other is None else [f"{other:,.1f}" if other < 10 else f"{other:,.0f}", ratio]
    return tuple(cells)


if __name__ == "__main__":
    main()
