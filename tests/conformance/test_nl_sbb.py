"""The concepts against NL-SBB, the Dutch standard for describing concepts: nothing that its shapes call a violation.

Its shapes are asked of the released graph by Oxigraph: the constraints in SPARQL as they stand, those on properties by
what they say. pySHACL takes many minutes for the constraints that compare all concepts with all others.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Store

from kompas.knowledge import released

SHAPES = Path(__file__).parents[3] / "shared" / "suites" / "nl" / "nl-sbb" / "skos-ap-nl.ttl"
SH = "http://www.w3.org/ns/shacl#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
PREFIXES = {"skos": SKOS, "skosapnl": "http://nlbegrip.nl/def/skosapnl#"}
pytestmark = pytest.mark.skipif(not SHAPES.exists(), reason="the shapes of NL-SBB are not beside this checkout")

Node = NamedNode | BlankNode


@pytest.fixture(scope="module")
def shapes() -> Store:
    store = Store()
    store.bulk_load(path=SHAPES, format=RdfFormat.TURTLE)
    return store


def one(shapes: Store, node: Node, name: str) -> str:
    """The value of a SHACL property, or nothing."""
    found = next(shapes.quads_for_pattern(node, NamedNode(SH + name), None), None)
    return found.object.value if found and isinstance(found.object, NamedNode | Literal) else ""


def rows(query: str) -> list[str]:
    return [str(row[0]) for row in released().store.query(query, prefixes=PREFIXES)]  # type: ignore[union-attr]


def test_no_constraint_in_sparql_is_violated(shapes: Store) -> None:
    nodes = [quad.subject for quad in shapes.quads_for_pattern(None, NamedNode(f"{SH}select"), None)]
    named = [
        node for node in nodes if isinstance(node, NamedNode) and one(shapes, node, "severity") == f"{SH}Violation"
    ]
    assert len(named) >= 2
    broken = {node.value: rows(one(shapes, node, "select")) for node in named}
    assert not {name: found[:3] for name, found in broken.items() if found}


@pytest.mark.parametrize("kind", ["Concept", "ConceptScheme", "Collection"])
def test_no_property_is_missing_or_of_the_wrong_kind(kind: str, shapes: Store) -> None:
    shape = NamedNode(f"{PREFIXES['skosapnl']}{kind}")
    properties = [quad.object for quad in shapes.quads_for_pattern(shape, NamedNode(f"{SH}property"), None)]
    demanding = [node for node in properties if isinstance(node, NamedNode)
                 and one(shapes, node, "severity") in ("", f"{SH}Violation")]  # fmt: skip
    for node in demanding:
        path = one(shapes, node, "path")
        if not path:
            continue
        start = f"SELECT DISTINCT ?this WHERE {{ ?this a <{SKOS}{kind}> "
        if one(shapes, node, "minCount"):
            assert not rows(f"{start} FILTER NOT EXISTS {{ ?this <{path}> ?value }} }}"), path
        # What is mapped to stands in the schemes of others, who describe it: the graph does not repeat their concepts.
        if (of := one(shapes, node, "class")) and not path.endswith("Match"):
            assert not rows(f"{start} ; <{path}> ?value FILTER NOT EXISTS {{ ?value a <{of}> }} }}"), path
        if one(shapes, node, "datatype").endswith("langString"):
            assert not rows(f"{start} ; <{path}> ?value FILTER(lang(?value) = '') }}"), path


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?x { ?x a skos:Concept, skos:ConceptScheme }",
        "SELECT ?x { ?x a skos:Concept, skos:Collection }",
        "SELECT ?x { ?x skos:prefLabel ?a, ?b FILTER(?a != ?b && lang(?a) = lang(?b)) }",
        "SELECT ?x { ?x skos:prefLabel|skos:hiddenLabel ?l ; skos:altLabel ?l }",
        "SELECT ?x { ?x skos:related ?y ; skos:broader+ ?y }",
        "SELECT ?x { ?x skos:exactMatch ?y ; skos:broadMatch|skos:narrowMatch|skos:relatedMatch ?y }",
        "SELECT ?x { ?x skos:broader+ ?x }",
        "SELECT ?x { ?x skos:exactMatch|skos:closeMatch|skos:broadMatch|skos:narrowMatch ?y . "
        "?x skos:inScheme ?s . ?y skos:inScheme ?s }",
    ],
)
def test_the_integrity_conditions_of_skos_hold(query: str) -> None:
    assert not rows(query)
