"""Whether a graph has the shape it should have, judged with pySHACL by the shapes of `ontology/shapes/`.

Which shapes there are: `knowledge` and `rules` for a release, `case` for a case before anything is derived from it,
`recommendation` for what the rules derived. Specification: https://www.w3.org/TR/shacl/
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pyoxigraph import BlankNode, NamedNode, RdfFormat, Triple, serialize

from kompas.knowledge.findings import Finding, Severity
from kompas.namespaces import shortened

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

ShapesName = Literal["knowledge", "rules", "case", "recommendation"]
RowsOf = Callable[[NamedNode | BlankNode], list[str]]


def validate(
    triples: Iterable[Triple], shapes: Path, names: Iterable[ShapesName], rows_of: RowsOf = lambda node: []
) -> list[Finding]:
    """What in a graph is not of the shape it should have.

    Args:
        triples: the graph, with every class of each individual written out.
        shapes: the folder of the shapes.
        names: which of them to judge by.
        rows_of: the rows of the tables that say something about a thing, to name them in the findings.
    """
    from pyshacl import validate as judge
    from rdflib import Graph

    wanted = Graph()
    for name in names:
        wanted.parse(shapes / f"{name}.ttl", format="turtle")
    graph = Graph().parse(data=serialize(triples, format=RdfFormat.N_TRIPLES) or b"", format="nt")
    _, report, _ = judge(graph, shacl_graph=wanted, meta_shacl=False, advanced=False, js=False)
    assert isinstance(report, Graph)
    return sorted(_findings(report, rows_of))


def _findings(report: Graph, rows_of: RowsOf) -> Iterable[Finding]:
    from rdflib import RDF, SH

    for result in report.subjects(RDF.type, SH.ValidationResult):
        focus = report.value(result, SH.focusNode)
        path = report.value(result, SH.resultPath)
        value = report.value(result, SH.value)
        messages = [text for text in report.objects(result, SH.resultMessage) if _language(text) in ("en", None)]
        severity: Severity = "error" if report.value(result, SH.resultSeverity) == SH.Violation else "warning"
        place = _short(focus) + (f", {_short(path)}" if _is_iri(path) else "")
        rows = rows_of(NamedNode(str(focus))) if _is_iri(focus) else []
        where = f"{', '.join(rows)} ({place})" if rows else place
        given = f" It has {_short(value)}." if value is not None and not _is_blank(value) and value != focus else ""
        yield Finding(severity, where, min(map(str, messages), default="It does not have the shape it should.") + given)


def _language(text: Node) -> str | None:
    return getattr(text, "language", None)


def _is_iri(node: object) -> bool:
    from rdflib import URIRef

    return isinstance(node, URIRef)


def _is_blank(node: object) -> bool:
    from rdflib import BNode

    return isinstance(node, BNode)


def _short(node: object) -> str:
    return shortened(str(node)) if _is_iri(node) else f"“{node}”"
