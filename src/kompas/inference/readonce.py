"""An rdflib graph that reads each query once.

pySHACL hands a rule's query over as text for every focus node, and reading it takes rdflib longer than answering it.
The graph keeps what was read; answering is rdflib's own, unchanged.
"""

from __future__ import annotations

from typing import Any

import rdflib
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Result


class ReadOnceGraph(rdflib.Graph):
    """A graph in rdflib's memory that remembers the queries it was asked."""

    def __init__(self, triples: rdflib.Graph) -> None:
        """Copy the triples and prefixes of a graph."""
        super().__init__(bind_namespaces="none")
        for prefix, namespace in triples.namespaces():
            self.bind(prefix, namespace)
        for triple in triples:
            self.add(triple)
        self._read: dict[str, Query] = {}

    def query(self, query_object: Any, *arguments: Any, **options: Any) -> Result:
        """Answer a query, read only when it is new."""
        if isinstance(query_object, str):
            if query_object not in self._read:
                self._read[query_object] = prepareQuery(query_object, initNs=dict(self.namespaces()))
            query_object = self._read[query_object]
        return super().query(query_object, *arguments, **options)
