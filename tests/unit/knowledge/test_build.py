"""A release is whole, says what it is, and is the same for the same input."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kompas.errors import CheckFailed, MalformedInput
from kompas.knowledge import build as building
from kompas.knowledge.build import Inputs, build
from kompas.knowledge.graph import NAME, read_release
from kompas.knowledge.manifest import read_manifest
from kompas.knowledge.release import canonical, release
from kompas.namespaces import DCTERMS, RDF, SKOS, kompas, thing
from tests.unit.knowledge.small import PROBLEMS, knowledge

TYPE = NamedNode(f"{RDF}type")
ANGER = thing("problem", "boos")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    made = knowledge(tmp_path / "knowledge")
    inputs = Inputs(made / "ontology", made / "rules", made / "tables")
    monkeypatch.setattr(building, "default_inputs", lambda: inputs)
    return made


def statements() -> list[Triple]:
    node = BlankNode()
    return [
        Triple(thing("rule", "een"), kompas("basis"), node),
        Triple(node, NamedNode(f"{DCTERMS}source"), thing("source", "boek")),
        Triple(thing("source", "boek"), NamedNode(f"{DCTERMS}title"), Literal("Het boek")),
        *(Triple(thing("problem", f"p{number}"), TYPE, kompas("Problem")) for number in range(9)),
    ]


def test_a_release_can_be_read_back_with_everything_in_it(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "release"
    manifest = build(target)
    found = read_release(target)
    assert found.manifest == manifest
    assert len(list(found.triples())) == manifest.counts["statements"] == len(found.store)
    assert manifest.counts["Problem"] == 4
    assert 0 < manifest.counts["inferred"] < manifest.counts["statements"]
    assert found.label(ANGER, "nl") == "Boos"
    assert sorted(path.name for path in target.iterdir()) == [NAME, "manifest.json"]


def test_the_same_input_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    assert build(first) == build(second)
    assert (first / NAME).read_bytes() == (second / NAME).read_bytes()


def test_order_and_names_of_blank_nodes_make_no_difference(tmp_path: Path) -> None:
    one, other = statements(), statements()
    assert canonical(one) == canonical(other[::-1])
    assert canonical(one) != canonical(one[1:])


def test_a_build_is_not_done_twice_for_the_same_files(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "release"
    first = build(target)
    os.utime(target / "manifest.json", (0, 0))
    monkeypatch.setattr(building, "assemble", lambda inputs: pytest.fail("built again"))
    assert build(target) == first
    assert (target / "manifest.json").stat().st_mtime > 0, "whoever goes by times sees that it is up to date"


def test_a_changed_row_is_built_anew(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "release"
    first = build(target)
    knowledge(folder, problems=[*PROBLEMS, "verdriet,Verdriet,"])
    second = build(target)
    assert second.digest != first.digest
    assert second.counts["Problem"] == first.counts["Problem"] + 1
    assert second.version.partition("+")[0] == first.version.partition("+")[0]
    assert read_release(target).label(thing("problem", "verdriet"), "nl") == "Verdriet"
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == [], "nothing is left behind"


def test_a_release_that_cannot_be_made_leaves_the_one_that_stands(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "release"
    first = build(target)
    knowledge(folder, problems=[*PROBLEMS, "verdriet,,"])
    with pytest.raises(CheckFailed, match=r"problem:verdriet, problems\.csv, row 6: A problem has a name"):
        build(target)
    assert read_manifest(target) == first


def test_the_manifest_names_the_sources_and_how_often_they_are_cited(tmp_path: Path) -> None:
    rules = [triple for triple in statements() if triple.subject == thing("rule", "een")]
    manifest = release(tmp_path / "release", statements(), inferred=2, rules=rules, inputs="x")
    (source,) = manifest.sources
    assert (source.id, source.title, source.statements) == (thing("source", "boek").value, "Het boek", 1)
    assert json.loads(manifest.to_json())["counts"] == {"Problem": 9, "inferred": 2, "statements": 12}
    assert read_manifest(tmp_path / "release") == manifest


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"sources": [{}]}'])
def test_a_file_that_is_no_manifest_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "manifest.json").write_text(text, "utf-8")
    with pytest.raises(MalformedInput, match="manifest"):
        read_manifest(tmp_path)


def test_ontology_that_is_not_turtle_is_told_with_file_and_line(folder: Path, tmp_path: Path) -> None:
    (folder / "ontology" / "kompas.ttl").write_text("@prefix kompas: <urn:x#> .\nkompas:A a .\n", "utf-8")
    with pytest.raises(MalformedInput, match=r"ontology/kompas\.ttl.*line 2"):
        build(tmp_path / "release")


def test_knowledge_answers_in_the_language_asked_and_else_in_another(tmp_path: Path) -> None:
    label = NamedNode(f"{SKOS}prefLabel")
    both = [Triple(ANGER, label, Literal("Boos", language="nl")), Triple(ANGER, label, Literal("Angry", language="en"))]
    only = [Triple(thing("problem", "bang"), label, Literal("Bang", language="nl"))]
    release(tmp_path / "release", [*both, *only], inferred=0, rules=[], inputs="x")
    found = read_release(tmp_path / "release")
    assert [found.label(ANGER, language) for language in ("nl", "en")] == ["Boos", "Angry"]
    assert found.label(thing("problem", "bang"), "en") == "Bang"
    assert found.label(thing("problem", "zonder-naam"), "nl") == "zonder-naam"
    assert found.literal(ANGER, label, "fr") is not None
    assert found.value(ANGER, kompas("nothing")) is None
    assert found.subjects(label, Literal("Boos", language="nl")) == [ANGER]
    assert len(found.objects(ANGER, label)) == 2
