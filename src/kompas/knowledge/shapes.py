"""Validation against the SHACL shapes of the ontology, by pySHACL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from pyoxigraph import RdfFormat, Triple, parse

from kompas.knowledge.findings import Finding
from kompas.namespaces import SH, shortened


def breaches(triples: Iterable[Triple], shapes: Iterable[Path]) -> Iterator[Finding]:
    """What in a graph does not conform to the shapes in these files."""
    from pyshacl import validate
    from rdflib import URIRef
    from rdflib.namespace import RDF

    from kompas.inference.conversion import graph_of

    rules = [
        quad.triple for path in shapes for quad in parse(path=path, format=RdfFormat.TURTLE, rename_blank_nodes=True)
    ]
    _, report, _ = validate(graph_of(triples), shacl_graph=graph_of(rules), inference="none", advanced=False)
    assert not isinstance(report, str | bytes)
    found = []
    for result in report.subjects(RDF.type, URIRef(f"{SH}ValidationResult")):
        focus, path = (str(report.value(result, URIRef(f"{SH}{name}")) or "") for name in ("focusNode", "resultPath"))
        messages = sorted(report.objects(result, URIRef(f"{SH}resultMessage")), key=_english_first)
        place = f" ({shortened(path)})" if path.startswith("http") else ""
        found.append(
            Finding("error", shortened(focus), f"{messages[0]}{place}", "See ontology/shapes for what is asked.")
        )
    yield from sorted(found)


def _english_first(message: object) -> tuple[bool, str]:
    return (getattr(message, "language", None) != "en", str(message))
