"""Releases: as files that can be checked and taken over, at addresses that stay, and followed as they change."""

from __future__ import annotations

import gzip
import json
import re
from hashlib import sha256
from xml.etree import ElementTree as Xml

import pytest
from kompas_api.linked import changes
from pyoxigraph import CanonicalizationAlgorithm, Dataset, RdfFormat, parse
from rdflib import URIRef
from rdflib.namespace import DCAT
from starlette.testclient import TestClient

from kompas.knowledge import released
from kompas.knowledge.release import canonical, digest
from tests.api.archived import CAME, CHANGED, WENT
from tests.api.graphs import graph_of

ATOM = "{http://www.w3.org/2005/Atom}"


def test_checksums_are_those_of_the_files_and_the_digest_is_that_of_the_graph(
    kept: TestClient, names: list[str]
) -> None:
    for name in names:
        manifest = json.loads(kept.get(f"/dumps/{name}/manifest.json").text)
        sums = dict(line.split("  ")[::-1] for line in kept.get(f"/dumps/{name}/SHA256SUMS").text.splitlines())
        for file in ("knowledge.nq", "ontology.ttl", "rules.jsonld", "ontology.rdf.gz"):
            answer = kept.get(f"/dumps/{name}/{file}")
            assert sha256(answer.content).hexdigest() == sums[file]
            assert "immutable" in answer.headers["cache-control"]
        assert manifest["canonical_digests"]["knowledge"] == sums["knowledge.nq"]
        assert manifest["canonical_digests"]["knowledge"].startswith(name)


def test_every_form_of_a_dump_is_the_same_graph(kept: TestClient, names: list[str]) -> None:
    digests = set()
    forms = {"nq": RdfFormat.N_QUADS, "ttl": RdfFormat.TURTLE, "jsonld": RdfFormat.JSON_LD, "rdf": RdfFormat.RDF_XML}
    for suffix, form in forms.items():
        for zipped in ("", ".gz"):
            content = kept.get(f"/dumps/{names[0]}/rules.{suffix}{zipped}").content
            dataset = Dataset(parse(gzip.decompress(content) if zipped else content, format=form))
            dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
            digests.add(sha256("\n".join(sorted(str(quad) for quad in dataset)).encode()).hexdigest())
    assert len(digests) == 1


def test_the_graph_of_the_endpoint_has_the_digest_of_the_dump(kept: TestClient, names: list[str]) -> None:
    asked = {"query": "CONSTRUCT WHERE { ?s ?p ?o }", "format": "nt"}
    triples = [quad.triple for quad in parse(kept.get("/sparql", params=asked).content, format=RdfFormat.N_TRIPLES)]
    manifest = kept.get(f"/dumps/{names[0]}/manifest.json").json()
    assert digest(canonical(triples)) == manifest["canonical_digests"]["knowledge"]


def test_a_part_of_a_dump_can_be_had(kept: TestClient, names: list[str]) -> None:
    answer = kept.get(f"/dumps/{names[0]}/knowledge.nq", headers={"Range": "bytes=0-99"})
    assert answer.status_code == 206
    assert len(answer.content) == 100


def test_a_part_is_never_compressed(kept: TestClient, names: list[str]) -> None:
    path = f"/dumps/{names[0]}/manifest.json"
    whole = kept.get(path).content
    answer = kept.get(path, headers={"Range": "bytes=100-1999", "Accept-Encoding": "gzip"})
    assert answer.status_code == 206
    assert answer.content == whole[100:2000]
    assert "content-encoding" not in answer.headers


@pytest.mark.parametrize(
    ("asked", "status"),
    [("bytes=0-0", 206), ("bytes=-5", 206), ("bytes=0-1, 4-5", 206), ("lines=1-2", 200), ("bytes=5-1", 200),
     ("bytes=a-b", 200), ("bytes", 200), ("bytes=999999999-", 416), ("bytes=-0", 416)],
)  # fmt: skip
def test_a_range_that_is_none_for_bytes_is_passed_over(
    asked: str, status: int, kept: TestClient, names: list[str]
) -> None:
    answer = kept.get(f"/dumps/{names[0]}/SHA256SUMS", headers={"Range": asked})
    assert answer.status_code == status
    if status == 416:
        assert answer.headers["content-range"].startswith("bytes */")
        assert answer.headers["content-type"] == "application/problem+json"


def test_who_has_a_file_gets_it_only_when_it_is_another(kept: TestClient, names: list[str]) -> None:
    path = f"/dumps/{names[0]}/ontology.ttl"
    sums = dict(line.split("  ")[::-1] for line in kept.get(f"/dumps/{names[0]}/SHA256SUMS").text.splitlines())
    first = kept.head(path).headers
    assert first["etag"] == f'"{sums["ontology.ttl"]}"', "the same from every process"
    assert first["last-modified"] == "Sun, 01 Nov 2026 00:00:00 GMT"
    for known in (
        {"If-None-Match": first["etag"]},
        {"If-Modified-Since": first["last-modified"]},
        {"If-None-Match": f"W/{first['etag']}", "If-Modified-Since": "Sat, 01 Nov 2025 00:00:00 GMT"},
    ):
        answer = kept.get(path, headers=known)
        assert (answer.status_code, answer.content) == (304, b"")
    for other in ({"If-None-Match": '"x"'}, {"If-Modified-Since": "yesterday"}):
        assert kept.get(path, headers=other).status_code == 200
    rest = {"Range": "bytes=10-", "If-Range": first["etag"]}
    assert kept.get(path, headers=rest).status_code == 206
    assert kept.get(path, headers=rest | {"If-Range": '"x"'}).status_code == 200


def test_the_folder_of_a_release_leads_to_what_is_told_of_it(kept: TestClient, names: list[str]) -> None:
    for name in ("current", names[0]):
        answer = kept.get(f"/dumps/{name}", follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (303, f"/release/{names[0]}")


def test_the_newest_release_has_a_lasting_name(kept: TestClient, names: list[str]) -> None:
    answer = kept.get("/dumps/current/ontology.ttl", follow_redirects=False)
    assert answer.headers["location"] == f"/dumps/{names[0]}/ontology.ttl"
    assert kept.get("/release/current", follow_redirects=False).headers["location"] == f"/release/{names[0]}"


def test_every_release_can_be_reached_by_its_version_and_tells_the_one_before(
    kept: TestClient, names: list[str]
) -> None:
    for name in names:
        version = f"0.1.0+{name}"
        assert kept.get(f"/release/{version}", follow_redirects=False).headers["location"] == f"/release/{name}"
        assert kept.get(f"/release/{name}", headers={"Accept": "text/html"}).status_code == 200
        graph_of(kept.get(f"/release/{name}.ttl").content, "text/turtle")
    graph = graph_of(kept.get(f"/release/{names[0]}.ttl").content, "text/turtle")
    now, before = (URIRef(f"https://w3id.org/kompas/release/{name}") for name in names)
    assert (now, URIRef(f"{DCAT}previousVersion"), before) in graph
    assert kept.get("/release/000000000000").status_code == 404


LINK = re.compile(r'<([^>]+)>; rel="([a-z-]+)"(?:; type="([^"]+)")?')
LINKED = ["/catalog", "/ontology", "/ontology/0.1.0+{old}", "/release/{new}", "/release/{old}",
          "/queries", "/queries/is-erkend", "/doc/problem/driftbuien", "/doc/rule/licht-en-normaal", "/changes",
          "/dumps"]  # fmt: skip


@pytest.mark.parametrize("path", LINKED)
def test_links_in_headers_lead_to_what_they_say(path: str, kept: TestClient, names: list[str]) -> None:
    asked = path.format(new=names[0], old=names[1])
    page = kept.get(asked, headers={"Accept": "text/html"})
    links = LINK.findall(page.headers["link"])
    assert links
    for address, relation, kind in links:
        answer = kept.get(address.replace("https://w3id.org/kompas", "").partition("#")[0])
        assert answer.status_code == 200, address
        assert not kind or answer.headers["content-type"].partition(";")[0] == kind
        if relation == "alternate" and "atom" not in kind:
            assert address.startswith(f"{asked}.")
            assert LINK.findall(answer.headers["link"]) == links, "every form has the same links"


def test_an_older_version_of_the_ontology_leads_to_its_own_forms(kept: TestClient, names: list[str]) -> None:
    path = f"/ontology/0.1.0+{names[1]}"
    page = kept.get(path, headers={"Accept": "text/html"}).text
    assert f'href="{path}.ttl"' in page
    assert f'href="{path}?lang=en"' in page
    assert 'href="/ontology.ttl"' not in page


def test_releases_lead_to_those_before_and_after(kept: TestClient, names: list[str]) -> None:
    now, before = (f"https://w3id.org/kompas/release/{name}" for name in names)
    links = {name: LINK.findall(kept.get(f"/release/{name}").headers["link"]) for name in names}
    found = {name: {relation: address for address, relation, _ in of_one} for name, of_one in links.items()}
    assert found[names[0]]["predecessor-version"] == before
    assert found[names[1]]["successor-version"] == found[names[1]]["latest-version"] == now
    assert "successor-version" not in found[names[0]]


def test_the_graphs_of_changes_have_addresses_that_lead_to_them(kept: TestClient, names: list[str]) -> None:
    new, old = names
    quads = list(parse(kept.get(f"/changes/{old}/{new}.trig").content, format=RdfFormat.TRIG))
    for graph in {quad.graph_name.value.partition("#")[0] for quad in quads}:
        answer = kept.get(graph.replace("https://w3id.org/kompas", ""), headers={"Accept": "application/trig"})
        assert len(list(parse(answer.content, format=RdfFormat.TRIG))) == len(quads)


def test_a_release_with_its_version_and_a_suffix_is_found(kept: TestClient, names: list[str]) -> None:
    answer = kept.get(f"/release/0.1.0+{names[1]}.ttl", headers={"Accept": "text/html"})
    assert answer.headers["content-type"].startswith("text/turtle")
    assert URIRef(f"https://w3id.org/kompas/release/{names[1]}") in set(
        graph_of(answer.content, "text/turtle").subjects()
    )


def test_a_graph_is_read_by_the_graph_store_protocol_and_never_written(kept: TestClient, names: list[str]) -> None:
    whole = kept.get("/graphs?default", headers={"Accept": "application/n-triples"}).content
    named = {"graph": f"https://w3id.org/kompas/release/{names[1]}"}
    older = kept.get("/graphs", params=named, headers={"Accept": "application/n-triples"}).content
    assert len(whole.splitlines()) == len(released().store)
    assert b"verdwenen-probleem" in older
    assert b"verdwenen-probleem" not in whole
    assert kept.get("/graphs?graph=https://example.org/").status_code == 404
    assert kept.get("/graphs").status_code == kept.get("/graphs?default&graph=x:y").status_code == 400
    assert kept.head("/graphs?default").status_code == 200
    for method in ("PUT", "POST", "DELETE", "PATCH"):
        assert kept.request(method, "/graphs?default", content=b"").status_code == 405


@pytest.mark.parametrize(
    ("suffix", "form"), [("trig", RdfFormat.TRIG), ("nq", RdfFormat.N_QUADS), ("jsonld", RdfFormat.JSON_LD)]
)
def test_what_changed_is_two_graphs(suffix: str, form: RdfFormat, kept: TestClient, names: list[str]) -> None:
    new, old = names
    quads = list(parse(kept.get(f"/changes/{old}/{new}.{suffix}").content, format=form))
    found = {(quad.graph_name.value.rpartition("#")[2], quad.subject) for quad in quads}
    assert {("added", CAME), ("removed", WENT), ("added", CHANGED), ("removed", CHANGED)} <= found
    assert ("removed", CAME) not in found
    assert ("added", WENT) not in found
    touched = [
        quad for quad in quads if CAME not in (quad.subject, quad.object) and quad.subject not in (WENT, CHANGED)
    ]
    assert not touched, "a blank node that says the same is the same in both releases"


def test_nothing_changed_between_a_release_and_itself(kept: TestClient, names: list[str]) -> None:
    assert kept.get(f"/changes/{names[0]}/{names[0]}.nq").content == b""


def test_a_feed_tells_of_each_release(kept: TestClient, names: list[str]) -> None:
    root = Xml.fromstring(kept.get("/changes.atom").content)  # noqa: S314 - our own feed
    assert root.tag == f"{ATOM}feed"
    assert all(root.findtext(f"{ATOM}{name}") for name in ("id", "title", "updated"))
    entries = root.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}id") for entry in entries] == [
        f"https://w3id.org/kompas/release/{name}" for name in names
    ]
    assert [entry.findtext(f"{ATOM}updated") for entry in entries] == ["2026-11-01T00:00:00Z", "2026-05-01T00:00:00Z"]
    links = [link.attrib["href"] for entry in entries for link in entry.iterfind(f"{ATOM}link")]
    assert all(kept.get(link).status_code == 200 for link in links)
    for path in ("/changes.atom", "/changes.atom?lang=en"):
        own = Xml.fromstring(kept.get(path).content).find(f"{ATOM}link[@rel='self']")  # noqa: S314 - our own feed
        assert own is not None
        assert own.attrib["href"] == f"http://kompas.test{path}", "a reader asks again where it was"


def test_a_long_archive_is_told_whole_and_only_what_is_recent_is_compared(
    kept: TestClient, names: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("kompas_api.routes.publication", "kompas_api.linked.feed"):
        monkeypatch.setattr(f"{module}.RECENT", 0)
        monkeypatch.setattr(f"{module}.changes", lambda *_: pytest.fail("this is not to be compared"))
    page = kept.get("/changes", headers={"Accept": "text/html"}).text
    assert all(f'href="/release/{name}?lang=nl"' in page for name in names)
    assert f'href="/changes/{names[1]}/{names[0]}.trig"' in page
    assert Xml.fromstring(kept.get("/changes.atom").content).findall(f"{ATOM}entry") == []  # noqa: S314 - our own feed


def test_who_asks_for_changes_does_not_wait_for_ever(
    kept: TestClient, names: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes, "PATIENCE", 0.01)
    with changes._comparing:  # noqa: SLF001 - as another request does
        answer = kept.get(f"/changes/{names[1]}/{names[0]}")
    assert answer.status_code == 503
    assert answer.headers["retry-after"]


def test_a_feed_reader_finds_the_feed_from_the_page(kept: TestClient) -> None:
    found = re.search(
        r'<link rel="alternate" type="application/atom\+xml"[^>]* href="([^"]+)"',
        kept.get("/changes?lang=en", headers={"Accept": "text/html"}).text,
    )
    assert found is not None
    assert kept.get(found[1]).headers["content-type"] == "application/atom+xml"


def test_a_page_tells_what_came_went_and_changed(kept: TestClient) -> None:
    text = kept.get("/changes?lang=en", headers={"Accept": "text/html"}).text
    assert "problem:driftbuien" in text
    assert "problem:verdwenen-probleem" in text
    assert (
        kept.get("/changes", headers={"Accept": "application/atom+xml"})
        .headers["content-type"]
        .startswith("application/atom+xml")
    )


def test_releases_can_be_compared_in_a_query(kept: TestClient, names: list[str]) -> None:
    new, old = (f"<https://w3id.org/kompas/release/{name}>" for name in names)
    query = f"""
        PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        SELECT ?thing WHERE {{
          GRAPH {new} {{ ?thing a skos:Concept }}
          FILTER NOT EXISTS {{ GRAPH {old} {{ ?thing ?p ?o }} }}
        }}"""
    rows = kept.get("/sparql", params={"query": query}).json()["results"]["bindings"]
    assert [row["thing"]["value"] for row in rows] == [CAME.value]
