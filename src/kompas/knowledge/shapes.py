"""Validation against the SHACL shapes of the ontology, by pySHACL."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from kompas.knowledge.findings import Finding
from kompas.namespaces import SH, shortened


def breaches(
    triples: Iterable[Triple],
    shapes: Iterable[Path],
    rows_of: Callable[[NamedNode], list[str]] = lambda thing: [],
    things: Iterable[NamedNode] = (),
) -> Iterator[Finding]:
    """What in a graph does not conform to the shapes in these files.

    Args:
        triples: the graph, with every class of each individual written out.
        shapes: the files of the shapes to judge by.
        rows_of: the rows of the tables that say something about a thing, to name them in the findings.
        things: only these are looked at; by default all that the shapes are for.
    """
    from pyshacl import validate
    from rdflib import URIRef
    from rdflib.namespace import RDF

    from kompas.inference.conversion import graph_of

    rules = [
        quad.triple for path in shapes for quad in parse(path=path, format=RdfFormat.TURTLE, rename_blank_nodes=True)
    ]
    only: list[str | URIRef] = [URIRef(thing.value) for thing in things]
    _, report, _ = validate(
        graph_of(triples), shacl_graph=graph_of(rules), inference="none", advanced=False, focus_nodes=only or None
    )
    assert not isinstance(report, str | bytes)
    found = []
    for result in report.subjects(RDF.type, URIRef(f"{SH}ValidationResult")):
        focus, path = (str(report.value(result, URIRef(f"{SH}{name}")) or "") for name in ("focusNode", "resultPath"))
        messages = sorted(report.objects(result, URIRef(f"{SH}resultMessage")), key=_english_first)
        place = f" ({shortened(path)})" if path.startswith("http") else ""
        rows = rows_of(NamedNode(focus)) if isinstance(report.value(result, URIRef(f"{SH}focusNode")), URIRef) else []
        where = ", ".join([shortened(focus), *rows])
        found.append(Finding("error", where, f"{messages[0]}{place}", "See ontology/shapes for what is asked."))
    yield from sorted(found)


def _english_first(message: object) -> tuple[bool, str]:
    return (getattr(message, "language", None) != "en", str(message))
