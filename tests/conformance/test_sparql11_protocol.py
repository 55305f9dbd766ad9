"""The W3C tests of the SPARQL 1.1 Protocol, over HTTP semantics as a client meets them, with the data they ask for.

Not run are those that ask for an update to be carried out, and the Graph Store tests, which all write before they read:
Kompas publishes. That it refuses to write, and how it reads, is tested in `tests/api/`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from kompas_api.app import create_app
from kompas_api.settings import Settings
from kompas_api.sparql.crew import Graph as GraphFile
from kompas_api.sparql.limits import Limits
from kompas_api.sparql.service import Service
from rdflib import Graph, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.namespace import RDF
from starlette.testclient import TestClient

SUITE = Path(__file__).parents[3] / "shared" / "suites" / "sparql11-protocol"
MANIFEST = SUITE / "protocol" / "manifest.ttl"
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
DATA = "http://kasei.us/2009/09/sparql/data/"
TABLES = {
    "application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values",
}  # fmt: skip
FORMATS = {
    "boolean": {"application/sparql-results+json", "application/sparql-results+xml"},
    "tabular": TABLES,
    "RDF": {"text/turtle", "application/rdf+xml", "application/n-triples"},
}
WRITES = "Kompas publishes and takes no updates: the test asks that one is carried out"

pytestmark = pytest.mark.skipif(not MANIFEST.exists(), reason="the W3C suite is not beside this checkout")


def entries() -> list[str]:
    """The names of all tests of the manifest."""
    if not MANIFEST.exists():
        return ["query_get"]
    graph = Graph().parse(MANIFEST)
    listed = next(graph.objects(None, MF.entries))
    return [str(entry).rpartition("#")[2] for entry in Collection(graph, listed)]


@pytest.fixture(scope="module")
def manifest() -> Graph:
    return Graph().parse(MANIFEST)


@pytest.fixture(scope="module")
def endpoint() -> Iterator[TestClient]:
    folder = SUITE / "protocol"
    graphs = [GraphFile(str(folder / f"data{number}.nt"), f"{DATA}data{number}.rdf") for number in (1, 2, 3)]
    service = Service(Limits(), lambda: graphs, lambda: "suite")
    with TestClient(create_app(Settings(), sparql=service), base_url="http://www.example") as client:
        yield client


@pytest.mark.parametrize("name", entries())
def test_of_the_w3c(name: str, manifest: Graph, endpoint: TestClient) -> None:
    if name.startswith("update_"):
        pytest.skip(WRITES)
    test = next(entry for entry in manifest.subjects(RDF.type, MF.ProtocolTest) if str(entry).endswith(f"#{name}"))
    connection = next(manifest.objects(test, MF.action))
    requests = list(Collection(manifest, next(manifest.objects(connection, HT.requests))))
    assert requests
    for request in requests:
        expect(sent(manifest, request, endpoint), manifest, request)


def sent(manifest: Graph, request: Any, endpoint: TestClient) -> Any:
    """The answer to a request of the manifest."""
    path = str(manifest.value(request, HT.absolutePath)).replace("/sparql/", "/sparql", 1)
    headers = {"accept": "*/*"}
    if (listed := manifest.value(request, HT.headers)) is not None:
        for header in Collection(manifest, listed):
            headers[str(manifest.value(header, HT.fieldName))] = str(manifest.value(header, HT.fieldValue))
    body = manifest.value(request, HT.body)
    content = b""
    if body is not None:
        encoding = str(manifest.value(body, CNT.characterEncoding))
        content = str(manifest.value(body, CNT.chars)).encode(encoding)
    method = str(manifest.value(request, HT.methodName))
    return endpoint.request(method, path, content=content, headers=headers)


def expect(answer: Any, manifest: Graph, request: Any) -> None:
    """The answer has the status, the form and the truth that the manifest asks for."""
    response = manifest.value(request, HT.resp)
    statuses = {str(status).rpartition("#StatusCode")[2][0] for status in manifest.objects(response, MF.expectedStatus)}
    assert str(answer.status_code)[0] in statuses, answer.text
    kind = answer.headers["content-type"].partition(";")[0]
    wanted = manifest.value(response, MF.expectedFormat)
    if wanted is not None:
        assert kind in FORMATS[str(wanted)]
    truth = manifest.value(response, MF.expectedBoolean)
    if truth is not None:
        assert answer.json()["boolean"] is cast("Any", truth).toPython()


def test_all_twenty_query_tests_are_run() -> None:
    assert len([name for name in entries() if "query" in name or name == "bad_multiple_queries"]) == 20


@pytest.fixture(scope="module")
def described(endpoint: TestClient) -> Graph:
    answer = endpoint.get("/sparql")
    assert answer.status_code == 200
    return Graph().parse(answer.content, format=answer.headers["content-type"].partition(";")[0])


SD = Namespace("http://www.w3.org/ns/sparql-service-description#")


def test_the_description_has_the_address_that_it_was_had_from(described: Graph) -> None:
    """`has-endpoint-triple` and `returns-rdf` of the suite."""
    assert (None, SD.endpoint, URIRef("http://www.example/sparql")) in described


def test_the_description_is_one_by_its_schema(described: Graph) -> None:
    """`conforms-to-schema` of the suite: domains and ranges of the properties that are used."""
    kinds = {
        SD.endpoint: (SD.Service, None), SD.feature: (SD.Service, None), SD.supportedLanguage: (SD.Service, None),
        SD.resultFormat: (SD.Service, None), SD.defaultDataset: (SD.Service, SD.Dataset),
        SD.defaultGraph: (SD.Dataset, SD.Graph), SD.namedGraph: (SD.Dataset, SD.NamedGraph),
        SD.name: (SD.NamedGraph, None), SD.graph: (SD.NamedGraph, SD.Graph),
    }  # fmt: skip
    used = {URIRef(str(found)) for found in described.predicates() if str(found).startswith(str(SD))}
    assert used <= kinds.keys()
    assert {SD.endpoint, SD.supportedLanguage, SD.defaultDataset, SD.resultFormat} <= used
    for predicate in used:
        domain, reach = kinds[predicate]
        for subject, target in described.subject_objects(predicate):
            assert (subject, RDF.type, domain) in described
            assert reach is None or (target, RDF.type, reach) in described
            assert reach is not None or isinstance(target, URIRef)
