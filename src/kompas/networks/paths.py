"""How two concepts hang together: the shortest ways from one to the other through the knowledge."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from kompas.knowledge import Knowledge
from kompas.namespaces import DCTERMS, FOAF, ID, RDF, SKOS, kompas

if TYPE_CHECKING:
    import networkx

_PASSED_OVER: Final = frozenset(
    {f"{RDF}type", f"{SKOS}inScheme", f"{SKOS}topConceptOf", f"{SKOS}hasTopConcept", f"{FOAF}page"}
    | {f"{DCTERMS}source", kompas("sourceA").value, kompas("sourceB").value}
)
"""What everything has in common explains nothing; a shared source is no connection in the field."""


@dataclass(frozen=True, slots=True)
class Step:
    """One statement on the way; `forward` when it is read from the one before to the one after."""

    start: NamedNode
    property: NamedNode
    end: NamedNode
    forward: bool


def paths(one: NamedNode, other: NamedNode, knowledge: Knowledge, most: int = 3) -> tuple[tuple[Step, ...], ...]:
    """The shortest ways from one thing to another, at most so many; none when they do not hang together."""
    import networkx as nx

    graph = _graph(knowledge)
    if one.value not in graph or other.value not in graph:
        return ()
    try:
        ways = list(islice(nx.all_shortest_paths(graph, one.value, other.value), most * most))
    except nx.NetworkXNoPath:
        return ()
    return tuple(tuple(_steps(way, graph)) for way in sorted(ways)[:most])


def _steps(way: list[str], graph: networkx.Graph[str]) -> list[Step]:
    made = []
    for start, end in pairwise(way):
        said = graph.edges[start, end]["said"]
        subject, property = min(said, key=lambda statement: (statement[0] != start, statement[1]))
        made.append(Step(NamedNode(start), NamedNode(property), NamedNode(end), subject == start))
    return made


@lru_cache(maxsize=1)
def _graph(knowledge: Knowledge) -> networkx.Graph[str]:
    """The things of the knowledge as a graph without direction; a line keeps who says what of whom."""
    import networkx as nx

    graph: networkx.Graph[str] = nx.Graph()
    for triple in sorted(knowledge.triples(), key=str):
        subject, predicate, value = triple.subject, triple.predicate, triple.object
        if not isinstance(subject, NamedNode) or not isinstance(value, NamedNode):
            continue
        if predicate.value in _PASSED_OVER or subject == value:
            continue
        if subject.value.startswith(ID) and value.value.startswith(ID):
            if not graph.has_edge(subject.value, value.value):
                graph.add_edge(subject.value, value.value, said=[])
            graph.edges[subject.value, value.value]["said"].append((subject.value, predicate.value))
    return graph
