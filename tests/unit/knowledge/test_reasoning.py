"""What the build concludes: classes, links and what is missing; and what it says of a contradiction."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Triple

from kompas.errors import CheckFailed, InconsistentKnowledge
from kompas.knowledge.build import Inputs, assemble
from kompas.namespaces import RDF, SKOS, kompas, thing
from tests.unit.knowledge.small import INTERVENTIONS, ONTOLOGY, PROBLEMS, RATINGS, knowledge

TYPE = NamedNode(f"{RDF}type")


def inputs(folder: Path) -> Inputs:
    return Inputs(folder / "ontology", folder / "rules", folder / "tables")


@pytest.fixture(scope="module")
def concluded(tmp_path_factory: pytest.TempPathFactory) -> set[Triple]:
    return set(assemble(inputs(knowledge(tmp_path_factory.mktemp("small")))).triples)


def is_a(kind: str, slug: str, name: str) -> Triple:
    return Triple(thing(kind, slug), TYPE, kompas(name))


def test_what_is_well_rated_now_is_recognised_and_what_is_not_is_not(concluded: set[Triple]) -> None:
    assert is_a("intervention", "rustig", "Recognised") in concluded
    assert is_a("intervention", "snel", "Rejected") in concluded
    assert is_a("intervention", "snel", "Recognised") not in concluded, "its good rating is superseded"
    assert is_a("intervention", "nieuw", "Rejected") not in concluded, "unknown is not bad"


def test_what_is_missing_is_concluded_for_this_release(concluded: set[Triple]) -> None:
    orphans = {triple.subject for triple in concluded if triple.object == kompas("Orphan") and triple.predicate == TYPE}
    assert orphans == {thing("problem", slug) for slug in ("gedrag", "woede", "angst")}
    unrated = {
        triple.subject for triple in concluded if triple.object == kompas("Unrated") and triple.predicate == TYPE
    }
    assert unrated == {thing("intervention", "nieuw")}


def test_every_problem_has_its_group_and_a_group_has_itself(concluded: set[Triple]) -> None:
    groups = {(t.subject, t.object) for t in concluded if t.predicate == kompas("inGroup")}
    behaviour, fear = thing("problem", "gedrag"), thing("problem", "angst")
    assert groups == {
        (behaviour, behaviour),
        (thing("problem", "boos"), behaviour),
        (thing("problem", "woede"), behaviour),
        (fear, fear),
    }


def test_inverses_and_transitive_steps_are_written_out(concluded: set[Triple]) -> None:
    assert Triple(thing("intervention", "rustig"), kompas("hasRating"), thing("rating", "een")) in concluded
    above = NamedNode(f"{SKOS}broaderTransitive")
    assert Triple(thing("problem", "woede"), above, thing("problem", "gedrag")) in concluded


def test_nothing_of_the_inner_work_of_the_reasoner_is_released(concluded: set[Triple]) -> None:
    assert not [triple for triple in concluded if "urn:kompas:" in str(triple)]


def test_a_wrong_row_is_told_with_the_axioms_it_contradicts(tmp_path: Path) -> None:
    wrong = [*RATINGS, "vier,rustig,Bad,true"]
    with pytest.raises(InconsistentKnowledge) as told:
        assemble(inputs(knowledge(tmp_path, ratings=wrong)))
    rows = {row.partition(":")[0] for row in told.value.rows}
    assert rows == {
        f"ratings.csv, row {row}, column “{column}”" for row in (2, 5) for column in ("of", "level", "current")
    }
    assert any(
        "kompas:Recognised" in axiom and "kompas:Rejected" in axiom and "nothing in common" in axiom
        for axiom in told.value.axioms
    )
    assert not any("kompas:addresses" in axiom for axiom in told.value.axioms), "only what it takes is told"


def test_a_link_to_the_wrong_kind_of_thing_is_told(tmp_path: Path) -> None:
    folder = knowledge(tmp_path, interventions=[*INTERVENTIONS, "gek,boos"])
    metadata = folder / "tables" / "ratings.csv-metadata.json"
    metadata.write_text(metadata.read_text("utf-8").replace("intervention:{of}", "problem:{of}"), "utf-8")
    (folder / "tables" / "ratings.csv").write_text("slug,of,level,current\neen,boos,Good,true\n", "utf-8")
    with pytest.raises(InconsistentKnowledge) as told:
        assemble(inputs(folder))
    assert "kompas:ratingOf leads only to kompas:Intervention" in told.value.axioms
    assert any(row.startswith("ratings.csv, row 2, column “of”: rating:een") for row in told.value.rows)


def test_a_class_that_can_have_no_member_is_told_with_its_axioms(tmp_path: Path) -> None:
    folder = knowledge(tmp_path)
    both = "kompas:Both a owl:Class ; rdfs:subClassOf kompas:Problem, kompas:Rating ."
    (folder / "ontology" / "kompas.ttl").write_text(f"{ONTOLOGY}\n{both}", "utf-8")
    with pytest.raises(InconsistentKnowledge) as told:
        assemble(inputs(folder))
    assert "kompas:Both" in told.value.summary
    assert set(told.value.axioms) == {
        "kompas:Both is a kind of kompas:Problem",
        "kompas:Both is a kind of kompas:Rating",
        "kompas:Problem has nothing in common with kompas:Rating",
    }
    assert told.value.rows == ()


def test_a_mistake_in_a_table_stops_before_reasoning(tmp_path: Path) -> None:
    with pytest.raises(CheckFailed, match=r"problems\.csv, row 6, column “slug”"):
        assemble(inputs(knowledge(tmp_path, problems=[*PROBLEMS, "boos,Nog eens,"])))
