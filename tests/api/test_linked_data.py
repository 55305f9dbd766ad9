"""Every thing has an address that leads to a description of it, in the form that is asked for."""

from __future__ import annotations

import pytest
from kompas_api.linked.forms import SUFFIXES
from pyoxigraph import NamedNode
from rdflib import Literal, URIRef
from rdflib.namespace import DCTERMS, SKOS
from starlette.testclient import TestClient

from kompas.knowledge import released
from kompas.namespaces import ID, PREFIXES
from tests.api.graphs import SYNTAXES, graph_of

_IN_SCHEME = NamedNode(f"{SKOS}inScheme")
THING = URIRef("https://w3id.org/kompas/id/problem/driftbuien")


def test_a_thing_leads_to_the_document_about_it(client: TestClient) -> None:
    answer = client.get("/id/problem/driftbuien", follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/doc/problem/driftbuien"


def test_a_prefix_of_things_leads_to_the_scheme_that_has_them(client: TestClient) -> None:
    prefixes = [base for base in PREFIXES.values() if base.startswith(ID)]
    assert len(prefixes) > 20
    for base in prefixes:
        name = base.removeprefix(ID).rstrip("/")
        for path in (f"/id/{name}/", f"/id/{name}"):
            answer = client.get(path, follow_redirects=False)
            if name in ("rule", "rule-case", "scheme"):
                assert answer.status_code == 404
            else:
                assert answer.headers["location"] == f"/doc/scheme/{name}"
                assert client.head(answer.headers["location"]).status_code == 200


@pytest.mark.parametrize("kind", SYNTAXES)
def test_a_document_has_the_thing_its_labels_and_its_sources_in_every_form(kind: str, client: TestClient) -> None:
    answer = client.get("/doc/problem/driftbuien", headers={"Accept": kind})
    assert answer.headers["content-type"].split(";")[0] == kind
    graph = graph_of(answer.content, kind)
    assert {label.language for label in graph.objects(THING, SKOS.prefLabel) if isinstance(label, Literal)} == {
        "nl",
        "en",
    }
    sources = list(graph.objects(THING, DCTERMS.source))
    assert sources
    assert all((source, None, None) in graph for source in sources)


def test_all_forms_say_the_same(client: TestClient) -> None:
    sizes = {
        len(graph_of(client.get("/doc/problem/driftbuien", headers={"Accept": kind}).content, kind))
        for kind in SYNTAXES
    }
    assert len(sizes) == 1


@pytest.mark.parametrize(("suffix", "kind"), [*SUFFIXES.items(), ("html", "text/html")])
def test_a_suffix_goes_before_what_is_accepted(suffix: str, kind: str, client: TestClient) -> None:
    answer = client.get(f"/doc/problem/driftbuien.{suffix}", headers={"Accept": "application/n-triples"})
    assert answer.headers["content-type"].split(";")[0] == kind


def test_a_browser_gets_a_page_with_links_in_its_language(client: TestClient) -> None:
    answer = client.get("/doc/problem/driftbuien?lang=en", headers={"Accept": "text/html"})
    assert '<html lang="en">' in answer.text
    assert "Temper tantrums" in answer.text
    assert str(THING) in answer.text
    assert 'href="/doc/age-phase/2-4-jaar?lang=en"' in answer.text


def test_the_pages_about_things_have_no_dead_links(client: TestClient) -> None:
    from re import findall

    seen = {"/doc/problem/driftbuien", "/doc/intervention/triple-p", "/doc/rule/licht-en-normaal"}
    first = {path: client.get(path, headers={"Accept": "text/html"}) for path in seen}
    linked = {
        link.split("?")[0] for page in first.values() for link in findall(r'href="(/(?:doc|v1)/[^"]+)"', page.text)
    }
    assert len(linked) > 10
    dead = [path for path in sorted(linked)[:80] if client.get(path).status_code != 200]
    assert not dead


def test_no_document_ever_holds_a_case(client: TestClient) -> None:
    from threading import Event, Thread

    done = Event()

    def consult() -> None:
        for _ in range(3):
            client.post("/v1/recommendations", json={"age": 5, "concerns": [{"problem": "driftbuien"}]})
        done.set()

    thread = Thread(target=consult)
    thread.start()
    looks = 0
    while not done.is_set() or looks < 3:
        assert "urn:kompas:case" not in client.get("/doc/problem/driftbuien.ttl").text
        looks += 1
    thread.join()


def test_a_page_says_each_thing_once_and_dates_as_people_write_them(client: TestClient) -> None:
    from re import findall

    page = client.get("/doc/problem/driftbuien?lang=nl", headers={"Accept": "text/html"}).text
    links = findall(r'href="(/doc/parenting-advice/[^"]+)"', page)
    assert links
    assert len(links) == len(set(links))
    assert "Valt onder" in page
    assert "tot bovenaan" not in page
    assert "22 november 2026" in page
    source = client.get("/doc/source/vanderput-2018-kindermishandeling?lang=en", headers={"Accept": "text/html"}).text
    assert 'href="https://doi.org/10.1007/s10567-017-0250-5"' in source
    assert source.count("Meta-analyse van interventies tegen kindermishandeling</h1>") == 1
    assert "<dt>Title</dt>" not in source


def test_scripts_and_styles_of_the_pages_are_let_through_by_their_own_policy(client: TestClient) -> None:
    for path in ("/catalog", "/doc/rule/licht-en-normaal", "/doc/problem/driftbuien", "/dumps"):
        answer = client.get(path, headers={"Accept": "text/html"})
        assert 'src="/static/' in answer.text
        assert "script-src 'self'" in answer.headers["content-security-policy"]


def test_everything_that_points_to_a_thing_is_told(client: TestClient) -> None:
    scheme = URIRef("https://w3id.org/kompas/id/scheme/parenting-advice")
    graph = graph_of(client.get("/doc/scheme/parenting-advice.nt").content, "application/n-triples")
    members = {member.value for member in released().subjects(_IN_SCHEME, NamedNode(str(scheme)))}
    assert len(members) > 200
    assert {str(member) for member in graph.subjects(SKOS.inScheme, scheme)} == members
