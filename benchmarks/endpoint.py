"""Measure the SPARQL endpoint, side by side with other servers: `python -m benchmarks.endpoint`.

Throughput of the gallery's questions, the time of light queries with many clients, and a long mixed load with hostile
queries in it, of which is told whether any light answer was not the right one, whether memory grew, and whether a
process was left.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from contextlib import ExitStack
from time import sleep
from typing import Final

from kompas_api.gallery.examples import gallery

from benchmarks.clients import get, load, page
from benchmarks.endpoint_servers import KOMPAS, OXIGRAPH, RDFLIB, serving
from benchmarks.enduring import endure, told
from benchmarks.measuring import load as machine_load
from benchmarks.measuring import machine, remark
from benchmarks.report import Table, text_table
from kompas.allocator import start_again

HEAVIER: Final = (
    "gedeelde-kernelementen", "problemen-zonder-erkend-aanbod", "bewijs-dat-omslaat", "erkende-interventies",
    "overlap-van-programmas", "nagekeken-sinds", "elementen-zonder-bewijs-bij-behandeling", "oude-beoordelingen",
    "interventies-voor-een-leeftijd",
)  # fmt: skip
"""The questions of the gallery on which the engine works for two milliseconds or more."""
WARMING: Final = 3.0
"""Seconds after the start in which the service makes its index of names."""
SLOW: Final = 3
"""So many of the questions are asked of rdflib-endpoint: it goes on with one that it took too long for."""
DIFFERENT: Final = 2_000
"""So many spellings of each question are asked: no server gives an answer that it kept."""
LIGHT: Final = (
    "SELECT ?label WHERE { <https://w3id.org/kompas/id/problem/driftbuien> "
    "<http://www.w3.org/2004/02/skos/core#prefLabel> ?label } ORDER BY ?label"
)


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
    say(f"\nNames, while somebody types\n{text_table(names(given.seconds))}\n")
    if given.endurance:
        say(
            f"\n{given.endurance:g} s of light queries with hostile ones\n{text_table(told(endure(given.endurance)))}\n"
        )
    say(f"\n{remark((before, machine_load()))}\n")


def throughput(seconds: float) -> Table:
    """For each question the answers a second of each server with eight clients; of rdflib-endpoint with one."""
    rates: dict[str, dict[str, float]] = {}
    with ExitStack() as running:
        servers = {name: running.enter_context(serving(name)) for name in (KOMPAS, OXIGRAPH, RDFLIB)}
        for place, question in enumerate(HEAVIER):
            query = gallery()[question].filled()
            for name, server in servers.items():
                if server is None or (name == RDFLIB and place >= SLOW):
                    continue
                load(server.port, [get(server.port, server.path, query)], 1, 0.2)
                asked = [get(server.port, server.path, f"{query}# {number}") for number in range(DIFFERENT)]
                met = load(server.port, asked, 1 if name == RDFLIB else 8, seconds)
                rates.setdefault(question, {})[name] = met.per_second
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


def names(seconds: float) -> Table:
    """Within how many milliseconds the label service answers one client: while somebody types, and by address."""
    with serving(KOMPAS) as server:
        assert server is not None
        sleep(WARMING)
        calls = {
            "letters that were typed": [
                f"/v1/labels?q={typed}" for typed in ("a", "dr", "angst", "steun+van", "kernel")
            ],
            "a name with a slip": ["/v1/labels?q=driftbuein", "/v1/labels?q=eenzamheid"],
            "names of an address": ["/v1/labels?iri=https://w3id.org/kompas/id/problem/angst"],
            "above and below": ["/v1/hierarchy?iri=https://w3id.org/kompas/id/problem/gedragsproblemen"],
        }
        rows: list[tuple[str, ...]] = [("label service", "p50 ms", "p95 ms", "p99 ms", "otherwise")]
        for what, paths in calls.items():
            met = load(server.port, [page(server.port, path) for path in paths], 1, seconds)
            times = (f"{met.percentile(part):.1f}" for part in (0.5, 0.95, 0.99))
            rows.append((what, *times, str(len(met.otherwise))))
    return tuple(rows)


def _compared(rates: dict[str, float]) -> tuple[str, ...]:
    ours = rates[KOMPAS]
    cells = [f"{ours:,.0f}"]
    for name in (OXIGRAPH, RDFLIB):
        other = rates.get(name)
        ratio = "–" if not other else f"{ours / other:,.2f}×" if ours < 10 * other else f"{ours / other:,.0f}×"
        cells += ["–", "–"] if other is None else [f"{other:,.1f}" if other < 10 else f"{other:,.0f}", ratio]
    return tuple(cells)


if __name__ == "__main__":
    start_again()
    main()
