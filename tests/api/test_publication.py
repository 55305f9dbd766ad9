"""Kompas as a dataset: described so that harvesters find it, and that what is told of it is what is in it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pyshacl
import pytest
from kompas_api.settings import Settings
from pyoxigraph import NamedNode
from rdflib import RDF, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCAT, OWL, SKOS, VOID
from starlette.testclient import TestClient

from kompas.knowledge import released
from tests.api.graphs import SYNTAXES, graph_of

SHAPES = Path(__file__).parents[3] / "shared" / "suites" / "nl" / "dcat-ap-nl"
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
SH = Namespace("http://www.w3.org/ns/shacl#")
KNOWLEDGE = URIRef("https://w3id.org/kompas/catalog#knowledge")
TURTLE = {"Accept": "text/turtle"}


@pytest.fixture(scope="module")
def catalogue(kept: TestClient) -> Graph:
    return graph_of(kept.get("/catalog", headers=TURTLE).content, "text/turtle")


@pytest.mark.skipif(not SHAPES.exists(), reason="the shapes of DCAT-AP-NL are not beside this checkout")
def test_the_catalogue_is_valid_dcat_ap_nl(catalogue: Graph) -> None:
    shapes = Graph()
    for name in ("dcat-ap-SHACL", "dcat-ap-nl-SHACL", "dcat-ap-nl-SHACL-klassebereik",
                 "dcat-ap-nl-SHACL-klassebereik-codelijsten", "dcat-ap-nl-SHACL-aanbevolen"):  # fmt: skip
        shapes.parse(SHAPES / f"{name}.ttl")
    # DCAT-AP names two property shapes that its file does not have; pySHACL stops at those.
    for shape in set(shapes.objects(None, SH.property)):
        if (shape, SH.path, None) not in shapes:
            shapes.remove((None, None, shape))
    _, report, text = pyshacl.validate(catalogue, shacl_graph=shapes)
    found = {
        (str(report.value(result, SH.resultSeverity)).rpartition("#")[2], str(report.value(result, SH.resultPath)))
        for result in report.subjects(RDF.type, SH.ValidationResult)
    }
    # A file is not served by a data service: recommended, where there is one.
    assert found <= {("Warning", str(DCAT.accessService))}, text


def test_the_catalogue_has_the_endpoint_the_api_and_files_that_are_there(catalogue: Graph, kept: TestClient) -> None:
    endpoints = {str(address) for address in catalogue.objects(None, DCAT.endpointURL)}
    assert endpoints == {"http://kompas.test/sparql", "http://kompas.test/v1"}
    files = [str(address) for address in catalogue.objects(None, DCAT.downloadURL)]
    assert len(files) > 10
    assert all(kept.head(address).status_code == 200 for address in files)


def test_people_get_the_catalogue_as_a_page_with_markup_for_search_engines(kept: TestClient) -> None:
    for spoken, title in (("nl", "De gegevens van Kompas"), ("en", "The data of Kompas")):
        text = kept.get(f"/catalog?lang={spoken}", headers={"Accept": "text/html"}).text
        assert title in text
        (found,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
        dataset = json.loads(found)
        assert (dataset["@context"], dataset["@type"]) == ("https://schema.org/", "Dataset")
        assert 50 <= len(dataset["description"]) <= 5000, "what search engines ask"
        assert dataset["version"] == released().version
        assert dataset["license"].startswith("https://creativecommons.org/")
        assert dataset["creator"]["name"]
        files = dataset["distribution"]
        assert len(files) == 4
        for file in files:
            answer = kept.head(file["contentUrl"])
            assert answer.headers["content-type"].partition(";")[0] == file["encodingFormat"]


@pytest.mark.parametrize("kind", SYNTAXES)
def test_void_tells_how_much_there_is(kind: str, kept: TestClient) -> None:
    graph = graph_of(kept.get("/.well-known/void", headers={"Accept": kind}).content, kind)
    assert graph.value(KNOWLEDGE, VOID.triples) == Literal(len(released().store))
    assert (KNOWLEDGE, VOID.sparqlEndpoint, URIRef("http://kompas.test/sparql")) in graph
    assert len(list(graph.objects(KNOWLEDGE, VOID.classPartition))) > 20


def test_what_is_told_of_a_graph_is_what_is_in_it(kept: TestClient, names: list[str]) -> None:
    """The service description, VoID and the catalogue agree with what the endpoint counts."""

    def counted(query: str) -> int:
        return int(kept.get("/sparql", params={"query": query}).json()["results"]["bindings"][0]["n"]["value"])

    service = graph_of(kept.get("/sparql", headers=TURTLE).content, "text/turtle")
    described = {
        str(service.value(one, SD.name)): int(str(service.value(service.value(one, SD.graph), VOID.triples)))
        for one in service.subjects(RDF.type, SD.NamedGraph)
    }
    graphs = [f"https://w3id.org/kompas/release/{name}" for name in names]
    assert described == {one: counted(f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{one}> {{ ?s ?p ?o }} }}") for one in graphs}
    assert len(set(described.values())) == 2
    void = graph_of(kept.get("/.well-known/void", headers=TURTLE).content, "text/turtle")
    for predicate, what in ((VOID.triples, "*"), (VOID.distinctSubjects, "DISTINCT ?s"),
                            (VOID.distinctObjects, "DISTINCT ?o"), (VOID.properties, "DISTINCT ?p")):  # fmt: skip
        told = void.value(KNOWLEDGE, predicate)
        assert int(str(told)) == counted(f"SELECT (COUNT({what}) AS ?n) {{ ?s ?p ?o }}"), predicate
    classes = list(void.objects(KNOWLEDGE, VOID.classPartition))
    assert len(classes) == int(str(void.value(KNOWLEDGE, VOID.classes)))
    some = next(one for one in classes if void.value(one, VOID["class"]) == URIRef(f"{SKOS}Concept"))
    entities = counted(f"SELECT (COUNT(*) AS ?n) {{ ?s a <{SKOS}Concept> }}")
    assert int(str(void.value(some, VOID.entities))) == entities


def test_void_tells_every_link_to_a_vocabulary_of_others(kept: TestClient) -> None:
    void = graph_of(kept.get("/.well-known/void", headers=TURTLE).content, "text/turtle")
    told = {
        (str(void.value(one, VOID.linkPredicate)), str(void.value(void.value(one, VOID.objectsTarget), VOID.uriSpace))):
        int(str(void.value(one, VOID.triples)))
        for one in void.objects(KNOWLEDGE, VOID.subset)
        if (one, RDF.type, VOID.Linkset) in void and (one, VOID.subjectsTarget, KNOWLEDGE) in void
    }  # fmt: skip
    links = [
        (triple.predicate.value, triple.object.value)
        for triple in released().triples()
        if triple.predicate.value.startswith(str(SKOS)) and triple.predicate.value.endswith("Match")
        if isinstance(triple.object, NamedNode)
    ]
    assert links
    for (relation, space), number in told.items():
        assert number == sum(found == relation and to.startswith(space) for found, to in links)
    assert sum(told.values()) == len(links), "each link is in one of the sets"


def test_the_catalogue_has_the_versions_that_the_parts_give_themselves(kept: TestClient, catalogue: Graph) -> None:
    ontology = graph_of(kept.get("/ontology.ttl").content, "text/turtle")
    own = ontology.value(URIRef("https://w3id.org/kompas/ontology"), OWL.versionInfo)
    assert str(catalogue.value(URIRef("https://w3id.org/kompas/catalog#ontology"), URIRef(f"{DCAT}version"))) == str(
        own
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [("KOMPAS_CONTACT_EMAIL", "nobody"), ("KOMPAS_PUBLISHER_URL", "a b"), ("KOMPAS_CONTACT_URL", "mailto:x")],
)
def test_who_publishes_is_checked_at_the_start(name: str, value: str) -> None:
    with pytest.raises(ValueError, match=name):
        Settings.from_environment({name: value})
