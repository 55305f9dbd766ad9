"""The ontology answers at its address: a page for people, itself for programs, and each version and module of it."""

from __future__ import annotations

import re

import pytest
from rdflib import OWL, RDF, RDFS, URIRef
from starlette.testclient import TestClient

from tests.api.graphs import SYNTAXES, graph_of

KOMPAS = "https://w3id.org/kompas/ontology#"
PAGE = {"Accept": "text/html"}


@pytest.mark.parametrize("kind", SYNTAXES)
@pytest.mark.parametrize("path", ["/ontology", "/ontology/0.1.0"])
def test_programs_get_the_ontology_with_every_term_labelled(kind: str, path: str, client: TestClient) -> None:
    answer = client.get(path, headers={"Accept": kind})
    assert answer.headers["content-type"].partition(";")[0] == kind
    graph = graph_of(answer.content, kind)
    assert (URIRef(KOMPAS[:-1]), RDF.type, OWL.Ontology) in graph
    classes = [node for node in graph.subjects(RDF.type, OWL.Class) if str(node).startswith(KOMPAS)]
    assert len(classes) > 80
    assert all((node, RDFS.label, None) in graph for node in classes)
    assert not [node for node in graph.subjects() if "/id/problem/" in str(node)]


SUFFIXES = {
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "rdf": "application/rdf+xml",
    "nt": "application/n-triples",
}


@pytest.mark.parametrize(("suffix", "kind"), SUFFIXES.items())
def test_a_suffix_goes_before_what_is_accepted(suffix: str, kind: str, client: TestClient) -> None:
    for path in (f"/ontology.{suffix}", f"/ontology/0.1.0.{suffix}", f"/ontology/evidence.{suffix}"):
        answer = client.get(path, headers=PAGE)
        assert answer.headers["content-type"].partition(";")[0] == kind
        assert len(graph_of(answer.content, kind)) > 100


@pytest.mark.parametrize(("spoken", "label"), [("nl", "Kernelement"), ("en", "Kernel element")])
def test_people_get_a_page_on_which_every_term_has_a_place(spoken: str, label: str, client: TestClient) -> None:
    page = client.get("/ontology", headers={**PAGE, "Accept-Language": spoken}).text
    assert f'<html lang="{spoken}">' in page
    assert f">{label} <small>" in page
    places = re.findall(r' id="([A-Za-z0-9-]+)"', page)
    assert len(places) == len(set(places))
    graph = graph_of(client.get("/ontology.ttl").content, "text/turtle")
    terms = {str(node).removeprefix(KOMPAS) for node in graph.subjects(RDF.type) if str(node).startswith(KOMPAS)}
    assert terms <= set(places)
    links = {link for link in re.findall(r'href="#([^"]+)"', page)}  # noqa: C416 - a set of what is found
    assert links <= {*places, "main"}


def test_a_defined_class_is_explained_as_it_is_defined(client: TestClient) -> None:
    page = client.get("/ontology", headers=PAGE).text
    text = " ".join(re.sub(r"<[^>]+>", "", page).split())
    assert "kompas:Intervention and (kompas:hasRating some kompas:CurrentRecognition)" in text
    assert "kompas:addresses o kompas:inGroup" in text


def test_what_is_not_there_is_404(client: TestClient) -> None:
    for path in ("/ontology/9.9.9", "/ontology/nothing", "/ontology/..%2Fkompas", "/ontology.doc"):
        assert client.get(path).status_code == 404


def test_headers_lead_to_the_other_forms(client: TestClient) -> None:
    links = client.get("/ontology", headers=PAGE).headers["link"]
    assert '</ontology.ttl>; rel="alternate"; type="text/turtle"' in links
    assert f'<{KOMPAS[:-1]}/0.1.0>; rel="latest-version"' in links
    assert '</changes>; rel="version-history"' in links
