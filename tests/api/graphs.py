"""Graphs in answers, read back by a library that had no part in writing them."""

from __future__ import annotations

from pyoxigraph import RdfFormat, parse, serialize
from rdflib import Graph

SYNTAXES = {
    "text/turtle": RdfFormat.TURTLE,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/n-triples": RdfFormat.N_TRIPLES,
}
_OF_RDFLIB = {"text/turtle": "turtle", "application/rdf+xml": "xml", "application/n-triples": "nt"}


def graph_of(content: bytes, kind: str) -> Graph:
    """The graph in an answer. rdflib reads JSON-LD only by a class that it deprecates itself: there Oxigraph reads."""
    if kind in _OF_RDFLIB:
        return Graph().parse(content, format=_OF_RDFLIB[kind])
    triples = [quad.triple for quad in parse(content, format=SYNTAXES[kind])]
    return Graph().parse(serialize(triples, format=RdfFormat.N_TRIPLES), format="nt")
