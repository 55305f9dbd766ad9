"""On which sources the knowledge leans most, and what would be left without each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from kompas.knowledge import Knowledge
from kompas.namespaces import DCTERMS, ID, kompas

_SOURCE: Final = NamedNode(f"{DCTERMS}source")


@dataclass(frozen=True, slots=True)
class Standing:
    """How much stands on a source."""

    source: NamedNode
    things: int
    """How many things cite it."""
    alone: int
    """How many of them cite no other source."""
    types: tuple[str, ...]
    """What types of things these are, the most frequent first."""
    rules: int
    """How many rules have it among their grounds."""
    centrality: float
    """Of all things that cite a source, the share that this one reaches (degree centrality, things on one side)."""


def standings(knowledge: Knowledge) -> tuple[Standing, ...]:
    """Every source that something cites, the most central first."""
    import networkx as nx

    graph: nx.Graph[str] = nx.Graph()
    sources: set[str] = set()
    rules: dict[str, set[str]] = {}
    for quad in knowledge.store.quads_for_pattern(None, _SOURCE, None):
        subject, source = quad.subject, quad.object
        if isinstance(source, NamedNode) and source.value.startswith(f"{ID}source/"):
            if isinstance(subject, NamedNode):
                sources.add(source.value)
                graph.add_edge(source.value, subject.value)
            else:
                for holder in knowledge.store.quads_for_pattern(None, kompas("basis"), subject):
                    rules.setdefault(source.value, set()).add(str(holder.subject))
    sources |= rules.keys()
    graph.add_nodes_from(sources)
    things = graph.number_of_nodes() - len(sources)
    found = []
    for address in sources:
        cited = list(graph.neighbors(address))
        kinds = [thing.removeprefix(ID).partition("/")[0] for thing in cited if thing.startswith(ID)]
        found.append(
            Standing(
                NamedNode(address),
                len(cited),
                sum(graph.degree(thing) == 1 for thing in cited),
                tuple(sorted(set(kinds), key=lambda kind: (-kinds.count(kind), kind))),
                len(rules.get(address, ())),
                len(cited) / things if things else 0.0,
            )
        )
    return tuple(sorted(found, key=lambda s: (-s.centrality, -s.rules, s.source.value)))
