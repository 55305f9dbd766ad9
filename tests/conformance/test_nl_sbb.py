"""The concepts against NL-SBB, the Dutch standard for describing concepts: what its shapes find is explained.

The validator is pyshifty, which passes the W3C suite for SPARQL constraints and takes seconds; pySHACL takes many
minutes for the constraints that compare all concepts with all others, and finds the same on the rest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import pytest
import shifty
from kompas_api.linked.linksets import RELATIONS
from pyoxigraph import NamedNode, RdfFormat, Triple, serialize
from rdflib import RDF, SH, Graph, URIRef

from kompas.knowledge import released
from kompas.namespaces import DCTERMS, FOAF, RDFS, SKOS

SHAPES = Path(__file__).parents[3] / "shared" / "suites" / "nl" / "nl-sbb" / "skos-ap-nl.ttl"
pytestmark = pytest.mark.skipif(not SHAPES.exists(), reason="the shapes of NL-SBB are not beside this checkout")

_OF_OTHERS: Final = (
    "What is mapped to stands in a scheme of others (MeSH, the Disease Ontology, CAP-J), who describe it: saying here "
    "that it is a concept would ask for a definition of theirs that we have no copy of."
)
_TITLES: Final = (
    "The title of a source has no language tag: where the title itself was not read it is a description in Dutch, also "
    "of a document in English, and dcterms:language says in what language the document is."
)
EXPLAINED: Final = {
    ("Concept-closeMatch", "Violation"): _OF_OTHERS,
    ("Concept-narrowMatch", "Warning"): _OF_OTHERS,
    ("Concept-relatedMatch", "Warning"): _OF_OTHERS,
    ("Concept-broadMatch", "Warning"): _OF_OTHERS,
    ("SemanticRelations", "Violation"): _OF_OTHERS,
    ("SourceDocument-label", "Info"): _TITLES,
    ("Concept-source", "Warning"): _TITLES,
}
"""Every shape that finds something, how serious it calls that, and why it stays."""


def spoken_of(triple: Triple) -> bool:
    """Whether the shapes speak of such a statement."""
    if triple.predicate.value == str(RDF.type):
        return isinstance(triple.object, NamedNode) and triple.object.value.startswith(SKOS)
    return triple.predicate.value.startswith((SKOS, DCTERMS, FOAF, f"{RDFS}comment"))


def reported(triples: Iterable[Triple], folder: Path) -> Graph:
    """The report of the shapes on what they speak of in these triples."""
    data = folder / "release.nt"
    data.write_bytes(serialize(filter(spoken_of, triples), format=RdfFormat.N_TRIPLES) or b"")
    _, report, _ = shifty.validate(str(data), str(SHAPES), infer=False)
    return report


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """The report of the shapes on the release."""
    return reported(released().triples(), tmp_path_factory.mktemp("nl-sbb"))


def found(report: Graph) -> dict[tuple[str, str], set[str]]:
    """The values, or else the things, that each shape finds, by its name and how serious it calls that."""
    results: dict[tuple[str, str], set[str]] = {}
    for result in report.subjects(RDF.type, SH.ValidationResult):
        shape, severity = (str(report.value(result, name)) for name in (SH.sourceShape, SH.resultSeverity))
        what = report.value(result, SH.value) or report.value(result, SH.focusNode)
        results.setdefault((shape.rpartition("#")[2], severity.rpartition("#")[2]), set()).add(str(what))
    return results


def test_the_concepts_by_themselves_have_no_violation(tmp_path: Path) -> None:
    """Without the links to vocabularies of others, which VoID describes as sets of their own."""
    own = [triple for triple in released().triples() if triple.predicate not in RELATIONS]
    left = found(reported(own, tmp_path)).keys()
    assert left == {key for key, reason in EXPLAINED.items() if reason == _TITLES}
    assert "Violation" not in {severity for _, severity in left}


def test_what_the_shapes_find_is_explained_and_nothing_else(report: Graph) -> None:
    assert found(report).keys() == EXPLAINED.keys()


def test_what_is_explained_as_of_others_is_of_others(report: Graph) -> None:
    for key, things in found(report).items():
        if EXPLAINED[key] == _OF_OTHERS:
            assert not [thing for thing in things if thing.startswith("https://w3id.org/kompas/")]


def test_what_is_explained_as_a_title_is_a_title_and_every_source_says_its_language(report: Graph) -> None:
    paths = Counter(
        str(report.value(result, SH.resultPath)) for result in report.subjects(RDF.type, SH.ValidationResult)
    )
    assert paths[f"{DCTERMS}title"] > 0
    missing = rows("SELECT ?s { ?s a kompas:Source FILTER NOT EXISTS { ?s dcterms:language ?l } }")
    assert not missing
    assert (None, SH.resultPath, URIRef(f"{SKOS}prefLabel")) not in report


def rows(query: str) -> list[str]:
    prefixes = {"skos": SKOS, "dcterms": DCTERMS, "kompas": "https://w3id.org/kompas/ontology#"}
    return [str(row[0]) for row in released().store.query(query, prefixes=prefixes)]  # type: ignore[union-attr]


def test_every_concept_is_at_the_top_of_its_scheme_or_below_another() -> None:
    assert not rows("SELECT ?x { ?x a skos:Concept FILTER NOT EXISTS { ?x skos:topConceptOf|skos:broader ?y } }")


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
