"""Rules are published with everything that carries them, cases too; and whatever a recommendation names can be read."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from pyoxigraph import RdfFormat, parse, serialize
from rdflib import RDF, RDFS, SH, Graph, Literal, Namespace, URIRef
from starlette.testclient import TestClient

from kompas import resources
from kompas.case import read_case
from kompas.consultation import consultant
from kompas.inference import FastEngine
from kompas.knowledge import released
from kompas.knowledge.rule_cases import read_rule_cases
from kompas.rendering.linked_data import recommendation_graph
from kompas.rules import rule_base
from tests.api.graphs import SYNTAXES, graph_of

KOMPAS = Namespace("https://w3id.org/kompas/ontology#")
ID = "https://w3id.org/kompas/id/"
RULE = URIRef(f"{ID}rule/ernst-bereik")
PAGE = {"Accept": "text/html"}
EXAMPLES = sorted((resources.data() / "cases").glob("*.yaml"))


def path_of(address: str) -> str:
    return urlsplit(address).path.removeprefix("/kompas")


def named_in(example: Path) -> set[str]:
    """Every address of Kompas in a recommendation: in what is told, and in the graph that proves it."""
    answer = consultant().sketch(read_case(example, vocabulary=consultant().vocabulary))
    graph = recommendation_graph(answer.recommendation, answer.graph)
    told = f"{answer.recommendation.to_json()} {' '.join(map(str, graph))}"
    return set(re.findall(r"https://w3id\.org/kompas/[a-z]+(?:[#/][\w/.-]+)?", told))


def test_every_address_in_the_recommendations_of_all_examples_leads_somewhere(client: TestClient) -> None:
    headers = {"Content-Type": "application/yaml", "Accept": "application/json"}
    told = client.post("/v1/recommendations", content=EXAMPLES[0].read_bytes(), headers=headers)
    found = set(re.findall(r'"(https://w3id\.org/kompas/[^"]+)"', told.text)).union(*map(named_in, EXAMPLES))
    of_type: dict[str, list[str]] = {}
    for path in sorted({path_of(address) for address in found}):
        of_type.setdefault(path.rpartition("/")[0], []).append(path)
    assert {
        f"/id/{name}" for name in ("rule", "source", "problem", "evidence", "parenting-advice", "intervention")
    } <= set(of_type)
    dead = [path for paths in of_type.values() for path in paths if not leads(client, path)]
    assert not dead
    for first, *_ in of_type.values():
        assert client.get(first, headers={"Accept": "text/turtle"}).status_code == 200


def leads(client: TestClient, path: str) -> bool:
    """Whether an address is there: a thing leads to the document about it."""
    answer = client.get(path, headers={"Accept": "text/turtle"}, follow_redirects=False)
    return answer.status_code == (303 if path.startswith("/id/") else 200)


@pytest.mark.parametrize("kind", SYNTAXES)
def test_a_rule_is_published_with_its_query_its_texts_its_sources_its_shape_and_its_cases(
    kind: str, client: TestClient
) -> None:
    rule = URIRef(f"{ID}rule/licht-en-normaal")
    graph = graph_of(client.get("/doc/rule/licht-en-normaal", headers={"Accept": kind}).content, kind)
    assert "CONSTRUCT" in str(graph.value(rule, SH.construct))
    assert len(list(graph.objects(rule, KOMPAS.text))) == 2
    assert {shape for shape in graph.subjects(SH.rule, rule) if (shape, SH.targetClass, None) in graph}
    bases = list(graph.objects(rule, KOMPAS.basis))
    assert bases
    assert all((base, URIRef("http://purl.org/dc/terms/source"), None) in graph for base in bases)
    cases = set(graph.subjects(KOMPAS.caseOfRule, rule))
    assert {str(graph.value(case, KOMPAS.ruleSpeaks)) for case in cases} == {"true", "false"}
    for case in cases:
        assert {label.language for label in graph.objects(case, RDFS.label) if isinstance(label, Literal)} == {
            "nl",
            "en",
        }
        assert json.loads(str(graph.value(case, KOMPAS.caseAsJson)))["age"]


def test_every_case_in_the_files_is_published_at_an_address_of_its_own() -> None:
    written = {
        f"{ID}rule-case/{case.slug}"
        for file in resources.rule_cases().rglob("*.yaml")
        for case in read_rule_cases(file)[0]
    }
    assert {case.value for case in released().members("RuleCase")} == written
    assert len(written) > 400


def test_the_rules_of_the_dump_have_their_cases(client: TestClient) -> None:
    lines = client.get("/dumps/current/rules.nq").text
    assert lines.count(f"{KOMPAS.RuleCase}> .") == len(released().members("RuleCase"))


def test_a_published_case_is_all_that_somebody_else_needs_to_try_the_rule(client: TestClient) -> None:
    graph = graph_of(client.get("/doc/rule/ernst-bereik.nt").content, "application/n-triples")
    case = next(
        case for case in graph.subjects(KOMPAS.caseOfRule, RULE) if (case, KOMPAS.ruleSpeaks, Literal(True)) in graph
    )
    path = path_of(str(case)).replace("/id/", "/doc/")
    facts = [quad.triple for quad in parse(client.get(f"{path}/facts.nt").content, RdfFormat.N_TRIPLES)]
    derived = FastEngine(released().store, rule_base().rule_set).derive(facts).triples
    lines = set((serialize(derived, format=RdfFormat.N_TRIPLES) or b"").decode().splitlines())
    expected = {str(line) for line in graph.objects(case, KOMPAS.expectedStatement)}
    assert expected
    assert expected <= lines
    answer = client.post("/v1/recommendations", content=str(graph.value(case, KOMPAS.caseAsJson)),
                         headers={"Content-Type": "application/json"})  # fmt: skip
    assert answer.status_code == 200


@pytest.mark.parametrize("kind", SYNTAXES)
def test_the_facts_of_a_case_come_in_each_form(kind: str, client: TestClient) -> None:
    case = released().members("RuleCase")[0].value
    answer = client.get(f"{path_of(case).replace('/id/', '/doc/')}/facts", headers={"Accept": kind})
    graph: Graph = graph_of(answer.content, kind)
    assert (None, RDF.type, KOMPAS.Case) in graph


@pytest.mark.parametrize(
    ("spoken", "speaks", "silent"), [("nl", "Hij spreekt", "Hij zwijgt"), ("en", "It speaks", "It is silent")]
)
def test_people_read_when_a_rule_speaks_and_go_on_to_the_case(
    spoken: str, speaks: str, silent: str, client: TestClient
) -> None:
    text = client.get(f"/doc/rule/licht-en-normaal?lang={spoken}", headers=PAGE).text
    assert speaks in text
    assert silent in text
    assert "CONSTRUCT {\n" in text
    links = re.findall(r'href="(/doc/rule-case/[^"]+)"', text)
    assert len(links) == 3
    for link in links:
        page = client.get(link, headers=PAGE)
        assert page.status_code == 200
        assert "&#34;problem&#34;: &#34;driftbuien&#34;" in page.text
        assert f'href="/doc/rule/licht-en-normaal?lang={spoken}"' in page.text


def test_the_cases_of_a_rule_are_a_list_of_the_api(client: TestClient) -> None:
    page = client.get("/v1/rule-cases", params={"rule": "licht-en-normaal"}).json()
    assert page["total"] == 3
    assert all(item["facets"]["rule"][0]["slug"] == "licht-en-normaal" for item in page["items"])


def test_a_case_that_is_not_there_is_404(client: TestClient) -> None:
    for path in ("/doc/rule-case/nergens", "/doc/rule-case/nergens/facts", "/doc/rule-case/nergens/facts.ttl"):
        assert client.get(path).status_code == 404
