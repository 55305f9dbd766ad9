"""Which recognised programmes for a problem share kernel elements: a matrix, and the families that come out of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from kompas.knowledge import Knowledge
from kompas.networks.programmes import elements_of, recognised_for

if TYPE_CHECKING:
    import networkx


@dataclass(frozen=True)
class Overlap:
    """The overlap of elements between the recognised programmes for a problem."""

    problem: NamedNode
    elements: Mapping[NamedNode, frozenset[NamedNode]]
    """The elements of each programme, of those of which elements are known."""
    unknown: tuple[NamedNode, ...]
    """The recognised programmes of which no element is known: they are left out."""
    communities: tuple[tuple[NamedNode, ...], ...]
    """Programmes that share more with each other than with the rest, the largest community first."""

    @property
    def programmes(self) -> tuple[NamedNode, ...]:
        """The programmes, community by community."""
        return tuple(programme for community in self.communities for programme in community)

    def shared(self, one: NamedNode, other: NamedNode) -> frozenset[NamedNode]:
        """The elements that two programmes have both."""
        return self.elements[one] & self.elements[other]

    def likeness(self, one: NamedNode, other: NamedNode) -> float:
        """How alike two programmes are: the share of their elements that both have (Jaccard), from 0 to 1."""
        either = self.elements[one] | self.elements[other]
        return len(self.shared(one, other)) / len(either) if either else 0.0

    def graph(self) -> networkx.Graph[NamedNode]:
        """The programmes as a graph: a line between two that share an element, its weight how alike they are."""
        return _graph(self.elements)


def overlap(problem: NamedNode, knowledge: Knowledge) -> Overlap:
    """The overlap between the recognised programmes for a problem and what falls under it."""
    import networkx as nx

    elements = elements_of(problem, knowledge)
    graph = _graph(elements)
    found: list[tuple[NamedNode, ...]] = []
    if graph.number_of_edges():
        linked = graph.subgraph(sorted((n for n in graph if graph.degree(n)), key=lambda n: n.value))
        communities = nx.community.louvain_communities(linked, weight="weight", seed=1)
        found += [tuple(sorted(community, key=lambda node: node.value)) for community in communities]
    found += [(node,) for node in sorted(graph, key=lambda node: node.value) if not graph.degree(node)]
    unknown = tuple(programme for programme in recognised_for(problem, knowledge) if programme not in elements)
    return Overlap(
        problem, elements, unknown, tuple(sorted(found, key=lambda community: (-len(community), community[0].value)))
    )


def _graph(elements: Mapping[NamedNode, frozenset[NamedNode]]) -> networkx.Graph[NamedNode]:
    from itertools import combinations

    import networkx as nx

    graph: networkx.Graph[NamedNode] = nx.Graph()
    programmes = sorted(elements, key=lambda node: node.value)
    graph.add_nodes_from(programmes)
    for one, other in combinations(programmes, 2):
        both = elements[one] & elements[other]
        if both:
            graph.add_edge(one, other, weight=len(both) / len(elements[one] | elements[other]), shared=len(both))
    return graph
