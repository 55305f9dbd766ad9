"""Between the terms of rdflib and those of Oxigraph, exactly: lexical form, datatype and language are kept.

Both are names for the same RDF terms, with two differences in form: a plain literal has the datatype xsd:string in
Oxigraph and none in rdflib; and rdflib accepts labels of blank nodes that no syntax allows, which are then encoded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final, cast

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kompas.errors import MalformedInput
from kompas.inference.terms import STRING, Node, Term

if TYPE_CHECKING:
    import rdflib
    from rdflib.term import Node as RdflibNode

_LABEL: Final = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?", re.ASCII)


def rdflib_term(term: Term) -> RdflibNode:
    """The term in rdflib, its lexical form untouched."""
    import rdflib

    if isinstance(term, NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, BlankNode):
        return rdflib.BNode(term.value)
    if isinstance(term, Triple):
        raise TypeError("rdflib has no triple terms.")
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    datatype = None if term.datatype == STRING else rdflib.URIRef(term.datatype.value)
    return rdflib.Literal(term.value, datatype=datatype, normalize=False)


def term_of(node: Any) -> Term:
    """The rdflib node in Oxigraph."""
    import rdflib

    if isinstance(node, rdflib.BNode):
        label = str(node)
        return BlankNode(label if _LABEL.fullmatch(label) else "x" + label.encode().hex())
    if isinstance(node, rdflib.URIRef):
        return NamedNode(str(node))
    if isinstance(node, rdflib.Literal):
        if node.language:
            return Literal(str(node), language=node.language)
        return Literal(str(node), datatype=NamedNode(str(node.datatype)) if node.datatype else STRING)
    raise TypeError(f"{node!r} is not an RDF term.")


def graph_of(triples: Iterable[Triple]) -> rdflib.Graph:
    """The triples as an rdflib graph."""
    import rdflib

    graph = rdflib.Graph(bind_namespaces="none")
    terms: dict[Term, RdflibNode] = {}

    def converted(term: Term) -> Any:
        if term not in terms:
            terms[term] = rdflib_term(term)
        return terms[term]

    for triple in triples:
        graph.add((converted(triple.subject), converted(triple.predicate), converted(triple.object)))
    return graph


def triple_of(triple: tuple[Any, Any, Any]) -> Triple:
    """The rdflib triple in Oxigraph."""
    s, p, o = triple
    return Triple(cast(Node, term_of(s)), cast(NamedNode, term_of(p)), term_of(o))


def _plain(graph: rdflib.Graph) -> Iterable[tuple[RdflibNode, RdflibNode, RdflibNode]]:
    import rdflib

    if not isinstance(graph, rdflib.Dataset):
        return graph
    if graph.default_union:
        return {(s, p, o) for s, p, o, _ in graph.quads()}
    return cast("rdflib.Graph", graph.default_graph)


def triples_of(graph: rdflib.Graph) -> list[Triple]:
    """The triples of an rdflib graph; of a dataset, those of its default graph, or of all where it says so.

    Raises:
        MalformedInput: rdflib let through what is not RDF, such as a literal as subject or an address with spaces.
    """
    terms: dict[Any, Term] = {}

    def converted(node: Any) -> Term:
        if node not in terms:
            terms[node] = term_of(node)
        return terms[node]

    found: list[Triple] = []
    for s, p, o in _plain(graph):
        try:
            found.append(Triple(cast(Node, converted(s)), cast(NamedNode, converted(p)), converted(o)))
        except (TypeError, ValueError) as error:
            raise MalformedInput("RDF", f"“{s} {p} {o}” is no triple that RDF allows") from error
    return found
