"""Every question of the gallery has an answer that holds, on its page, at its address and by its snippets."""

from __future__ import annotations

import csv
import datetime
import re
from collections.abc import Callable
from html import escape
from io import StringIO
from typing import Any

import pyshacl
import pytest
from kompas_api.gallery.examples import gallery
from kompas_api.gallery.snippets import snippets
from pyoxigraph import Literal, NamedNode
from rdflib import Graph, URIRef
from starlette.testclient import TestClient

from kompas.knowledge import released
from kompas.namespaces import DCTERMS, RDF, SKOS, kompas, thing
from tests.api.graphs import graph_of

Rows = list[dict[str, str]]
TYPE = NamedNode(f"{RDF}type")
ID = "https://w3id.org/kompas/id/"
PREDATES = datetime.datetime.now(tz=datetime.UTC).year - 5


def is_a(address: str, name: str) -> bool:
    return kompas(name) in released().objects(NamedNode(address), TYPE)


def under(problem: str, group: str) -> bool:
    """Whether a problem falls under another, step by step upwards."""
    waiting, seen = [NamedNode(problem)], set()
    while waiting:
        node = waiting.pop()
        if node.value == group:
            return True
        seen.add(node)
        found = released().objects(node, NamedNode(f"{SKOS}broader"))
        waiting += [above for above in found if isinstance(above, NamedNode) and above not in seen]
    return False


def values(address: str, name: str) -> set[str]:
    return {term.value for term in released().objects(NamedNode(address), kompas(name))}


GROUP = f"{ID}problem/gedragsproblemen"


def addresses_group(programme: str) -> bool:
    return any(under(problem, GROUP) for problem in values(programme, "addresses"))


def shared(rows: Rows) -> bool:
    """Each element is in as many recognised programmes for the problem as is told, and in more than one."""
    for row in rows:
        programmes = [node for node in values(row["element"], "partOf")
                      if is_a(node, "RecognisedIntervention") and addresses_group(node)]  # fmt: skip
        if len(programmes) != int(row["programmes"]) or len(programmes) < 2:
            return False
    return len(rows) > 5


def unserved(rows: Rows) -> bool:
    """No recognised programme takes a problem in the list on at an age in the phase; others do have one."""
    missing = {row["problem"] for row in rows}
    served = set()
    for programme in released().members("RecognisedIntervention"):
        youngest, oldest = (released().numbers(programme, name) for name in ("minAge", "maxAge"))
        if youngest and oldest and youngest[0] < 12 and oldest[0] >= 5:
            served |= values(programme.value, "addresses")
    return bool(missing) and bool(served) and not missing & served


def old(rows: Rows) -> bool:
    return len(rows) > 10 and all(int(row["since"][:4]) < PREDATES for row in rows)


CLAIMS: dict[str, Callable[[Rows], bool]] = {
    "gedeelde-kernelementen": shared,
    "problemen-zonder-erkend-aanbod": unserved,
    "oude-beoordelingen": old,
    "bewijs-dat-omslaat": lambda rows: bool(rows) and all(row["worksIn"] != row["turnsIn"] for row in rows),
    "bronnen-onder-beslissingen": lambda rows: [int(row["rules"]) for row in rows] == sorted(
        (int(row["rules"]) for row in rows), reverse=True) and int(rows[0]["rules"]) > 5,
    "nieuw-sinds-een-uitgave": lambda rows: not rows,
    "nagekeken-sinds": lambda rows: sum(int(row["things"]) for row in rows) > 500,
    "gewoon-gedrag": lambda rows: f"{ID}problem/driftbuien" in {row["problem"] for row in rows} and all(
        f"{ID}age-phase/2-4-jaar" in values(row["problem"], "normalIn") for row in rows),
    "adviezen-bij-gedrag": lambda rows: len(rows) > 5 and all(
        f"{ID}problem/driftbuien" in values(row["advice"], "answersTo") for row in rows),
    "erkende-interventies": lambda rows: len(rows) > 10 and all(
        is_a(row["programme"], "RecognisedIntervention") and addresses_group(row["programme"]) for row in rows),
    "interventies-voor-een-leeftijd": lambda rows: len(rows) > 10 and all(
        float(row["youngest"]) <= 9 <= float(row["oldest"]) for row in rows),
    "nog-niet-nagegaan": lambda rows: all(int(row["things"]) > 0 for row in rows),
    "oneens": lambda rows: len(rows) == len(released().members("Disagreement")) > 5,
    "voorbeelden-van-een-regel": lambda rows: [row["speaks"] for row in rows] == ["true", "false", "false"]
    and all(f"{ID}rule/licht-en-normaal" in values(row["example"], "caseOfRule") for row in rows),
    "regels-op-een-bron": lambda rows: len(rows) > 20 and all(is_a(row["rule"], "Rule") for row in rows),
    "waarschuwingen": lambda rows: {row["caution"] for row in rows} == {
        node.value for node in released().members("Caution")},
    "volgorde-van-elementen": lambda rows: bool(rows) and all(row["first"] != row["then"] for row in rows),
    "bescherming-versterken": lambda rows: len(rows) > 3 and all(
        f"{ID}milieu/school" in values(row["activity"], "inMilieu") for row in rows),
    "blijvende-risicofactoren": lambda rows: len(rows) == len(released().members("LastingRiskFactor")),
    "veiligheidssignalen": lambda rows: len(rows) == len(released().members("SafetySignal")) and (
        rows[0]["acute"] == "true"),
    "eerste-keus-van-richtlijnen": lambda rows: bool(rows) and all(row["guideline"] and row["choice"] for row in rows),
    "programma-zonder-elementen": lambda rows: all(
        is_a(row["programme"], "RecognisedIntervention") and not values(row["programme"], "hasKernelElement")
        for row in rows),
    "elementen-zonder-bewijs-bij-behandeling": lambda rows: bool(rows) and all(
        kompas("TreatmentContext").value not in values(evidence, "inContext")
        for row in rows for evidence in values(row["element"], "hasEvidence")),
    "overlap-van-programmas": lambda rows: bool(rows) and all(int(row["shared"]) > 1 for row in rows),
    "aanbod-op-een-plek": lambda rows: len(rows) > 5 and all(
        (row["recognised"] == "true") == is_a(row["programme"], "RecognisedIntervention") for row in rows),
    "niveaus-van-erkenning": lambda rows: sum(int(row["programmes"]) for row in rows) > 100,
    "regels-per-laag": lambda rows: [row["layer"] for row in rows] == [str(layer) for layer in range(1, 8)] and (
        sum(int(row["rules"]) for row in rows) == len(released().members("Rule"))),
    "oordelen-over-een-interventie": lambda rows: len({row["rating"] for row in rows}) > 1,
    "schadelijke-praktijken": lambda rows: {row["practice"] for row in rows} == {
        node.value for node in released().members("HarmfulPractice")},
    "bronnen-per-jaar": lambda rows: sum(int(row["sources"]) for row in rows) > 100,
}  # fmt: skip
"""What must hold of the answer to each question, counted in another way."""
GRAPHS = {
    "boom-van-problemen": (GROUP, f"{SKOS}prefLabel"),
    "alles-over-een-probleem": (f"{ID}problem/angst", f"{SKOS}definition"),
}
YES = {"is-erkend"}


def rows_of(answer: Any) -> Rows:
    assert answer.status_code == 200, answer.text
    return list(csv.DictReader(StringIO(answer.text)))


def test_there_are_questions_enough_and_each_is_asked_here() -> None:
    assert len(gallery()) >= 25
    assert set(gallery()) == {*CLAIMS, *GRAPHS, *YES}


@pytest.mark.parametrize("name", CLAIMS)
def test_a_question_has_an_answer_that_holds(name: str, client: TestClient) -> None:
    assert CLAIMS[name](rows_of(client.get(f"/queries/{name}/answer?format=csv")))


@pytest.mark.parametrize("name", GRAPHS)
def test_a_question_for_a_graph_has_one(name: str, client: TestClient) -> None:
    subject, predicate = GRAPHS[name]
    graph = graph_of(client.get(f"/queries/{name}/answer?format=turtle").content, "text/turtle")
    assert len(graph) > 10
    assert any(str(s) == subject and str(p) == predicate for s, p, _ in graph)


def test_a_question_to_be_answered_with_yes_or_no_is(client: TestClient) -> None:
    for intervention in ("multisysteem-therapie", "triple-p-niveau-4-5"):
        answer = client.get(f"/queries/is-erkend/answer?intervention={intervention}").json()["boolean"]
        assert answer is is_a(f"{ID}intervention/{intervention}", "RecognisedIntervention")


def test_a_parameter_is_filled_in_as_people_write_it(client: TestClient) -> None:
    for written in ("angst", "Angst", "anxiety", f"{ID}problem/angst"):
        answer = client.get("/queries/erkende-interventies/answer", params={"problem": written, "format": "csv"})
        found = {row["programme"] for row in rows_of(answer)}
        assert found
        assert all(any(under(problem, f"{ID}problem/angst") for problem in values(one, "addresses")) for one in found)


def test_names_come_in_the_language_that_is_asked_for(client: TestClient) -> None:
    for spoken, label in (("nl", "Driftbuien"), ("en", "Temper tantrums")):
        rows = rows_of(client.get(f"/queries/gewoon-gedrag/answer?format=csv&language={spoken}"))
        assert label in {row["label"] for row in rows}


@pytest.mark.parametrize(
    ("name", "asked", "pointer"),
    [
        ("erkende-interventies", {"problem": "angstt"}, "/query/problem"),
        ("erkende-interventies", {"probleem": "angst"}, "/query/probleem"),
        ("oude-beoordelingen", {"years": "5) || (1=1"}, "/query/years"),
        ("interventies-voor-een-leeftijd", {"age": "NaN"}, "/query/age"),
        ("gewoon-gedrag", {"language": "fr"}, "/query/language"),
        ("nagekeken-sinds", {"since": "x" * 201}, "/query/since"),
    ],
)
def test_what_cannot_be_filled_in_is_told(name: str, asked: dict[str, str], pointer: str, client: TestClient) -> None:
    answer = client.get(f"/queries/{name}/answer", params=asked)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["pointer"] == pointer
    (typed,) = asked.values()
    for spoken, words in (("nl", {"niet", "geen", "Vul"}), ("en", {"not", "no", "Fill"})):
        page = client.get(f"/queries/{name}", params=asked | {"lang": spoken}, headers={"Accept": "text/html"})
        assert page.status_code == 200
        (told,) = re.findall(r'class="fault">(.*?)</p>', page.text, re.DOTALL)
        assert words & set(told.split()), told
        assert pointer.endswith(("language", "probleem")) or f'value="{escape(typed)}"' in page.text


def test_a_text_cannot_break_out_of_the_query(client: TestClient) -> None:
    for text in ('2026" || "a" = "a', "2026\\", "2026\n}", '"""'):
        answer = client.get("/queries/nagekeken-sinds/answer", params={"since": text, "format": "csv"})
        assert answer.status_code == 200
        assert all(int(row["things"]) >= 0 for row in rows_of(answer))


@pytest.mark.parametrize("spoken", ["nl", "en"])
def test_the_pages_show_question_answer_query_and_calls(spoken: str, client: TestClient) -> None:
    listed = client.get(f"/queries?lang={spoken}", headers={"Accept": "text/html"}).text
    for name in gallery():
        assert f'href="/queries/{name}?lang={spoken}"' in listed
    for name in ("gedeelde-kernelementen", "boom-van-problemen", "is-erkend"):
        page = client.get(f"/queries/{name}?lang={spoken}", headers={"Accept": "text/html"}).text
        example = gallery()[name]
        assert example.labels[spoken] in page.replace("&#39;", "'")
        assert "PREFIX skos:" in page or "PREFIX kompas:" in page
        assert all(f">{language}</h3>" in page for language in ("curl", "Python", "R"))
    assert client.get("/queries/nothing").status_code == 404


def test_a_question_comes_in_the_form_of_its_suffix(client: TestClient) -> None:
    for path in ("/queries", "/queries/is-erkend"):
        assert client.get(f"{path}.html").headers["content-type"].startswith("text/html")
        assert len(graph_of(client.get(f"{path}.ttl", headers={"Accept": "text/html"}).content, "text/turtle")) > 10


def test_what_can_be_filled_in_has_an_address_that_leads_to_the_questions(client: TestClient) -> None:
    whole = graph_of(client.get("/queries.ttl").content, "text/turtle")
    paths = {str(path) for path in whole.objects(None, URIRef("http://www.w3.org/ns/shacl#path"))}
    assert len(paths) > 5
    for path in paths:
        answer = client.get(path.replace("https://w3id.org/kompas", ""), follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (303, "/queries")
    assert client.get("/queries/parameter/nothing").status_code == 404


def test_the_other_language_keeps_what_was_filled_in(client: TestClient) -> None:
    page = client.get("/queries/erkende-interventies?problem=angst&lang=en", headers={"Accept": "text/html"}).text
    assert 'href="/queries/erkende-interventies?problem=angst&amp;lang=nl"' in page
    editor = client.get("/sparql?query=ASK%7B%7D&lang=nl", headers={"Accept": "text/html"}).text
    assert 'href="/sparql?query=ASK%7B%7D&amp;lang=en"' in editor


def test_every_question_is_there_as_data_with_both_languages(client: TestClient) -> None:
    whole = graph_of(client.get("/queries", headers={"Accept": "text/turtle"}).content, "text/turtle")
    shapes = Graph().parse(data=SHAPE, format="turtle")
    _, _, text = pyshacl.validate(whole, shacl_graph=shapes)
    assert "Conforms: True" in text, text
    assert len(list(whole.subjects(None, None))) > 100
    one = client.get("/queries/is-erkend.jsonld")
    assert one.headers["content-type"] == "application/ld+json"


SHAPE = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<urn:shape> a sh:NodeShape ; sh:targetClass sh:SPARQLExecutable ;
    sh:property [ sh:path rdfs:label ; sh:uniqueLang true ; sh:minCount 2 ; sh:languageIn ("nl" "en") ] ,
        [ sh:path sh:prefixes ; sh:hasValue <https://w3id.org/kompas/ontology> ] ,
        [ sh:path sh:parameter ; sh:node <urn:parameter> ] ;
    sh:xone ( [ sh:property [ sh:path sh:select ; sh:minCount 1 ] ]
              [ sh:property [ sh:path sh:construct ; sh:minCount 1 ] ]
              [ sh:property [ sh:path sh:ask ; sh:minCount 1 ] ] ) .
<urn:parameter> a sh:NodeShape ;
    sh:property [ sh:path sh:path ; sh:minCount 1 ; sh:maxCount 1 ] ,
        [ sh:path sh:defaultValue ; sh:minCount 1 ; sh:maxCount 1 ] , [ sh:path sh:name ; sh:minCount 2 ] .
"""


def test_calls_name_what_was_filled_in() -> None:
    calls = snippets(gallery()["erkende-interventies"], "http://kompas.test", {"problem": "angst"})
    address = "http://kompas.test/queries/erkende-interventies/answer?format=csv&problem=angst"
    assert calls.keys() == {"curl", "Python", "R"}
    assert all(address in call for call in calls.values())


def test_what_is_filled_in_stands_where_its_variable_stood() -> None:
    example = gallery()["regels-op-een-bron"]
    filled = example.filled({"source": thing("source", "a-b"), "language": Literal("en")})
    assert "dcterms:source source:a-b" in filled
    assert f"PREFIX dcterms: <{DCTERMS}>" in filled
    assert 'lang(?label) = "en"' in filled
