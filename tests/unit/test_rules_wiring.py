"""How rules feed each other: what is read and written, and that no circle goes unnoticed."""

from __future__ import annotations

import pytest
from pyoxigraph import RdfFormat, parse

from kompas.editions.edition import rules_of
from kompas.errors import CheckFailed
from kompas.impact.outcomes import DECIDING
from kompas.knowledge import released
from kompas.rules import RuleBase
from kompas.rules.wiring import Wiring
from tests.unit.variants import standing

HEADER = """
@prefix kompas: <https://w3id.org/kompas/ontology#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix rule: <https://w3id.org/kompas/id/rule/> . @prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<https://w3id.org/kompas/ontology> sh:declare
    [ sh:prefix "kompas" ; sh:namespace "https://w3id.org/kompas/ontology#"^^xsd:anyURI ] .
"""


def rules(*written: tuple[str, int, str, str]) -> RuleBase:
    """Rules about concerns, each given as name, order, head and WHERE."""
    text = HEADER
    for name, order, head, where in written:
        text += f"""
rule:{name} a sh:SPARQLRule, kompas:Rule ; rdfs:label "{name}"@nl, "{name}"@en ; kompas:layer 1 ; sh:order {order} ;
    sh:prefixes <https://w3id.org/kompas/ontology> ;
    sh:construct "CONSTRUCT {{ {head} }} WHERE {{ {where} }}" .
rule:{name}-focus a sh:NodeShape ; sh:targetClass kompas:Concern ; sh:order {order} ; sh:rule rule:{name} .
"""
    return rules_of([quad.triple for quad in parse(text, RdfFormat.TURTLE)], "made")


def feeds(base: RuleBase) -> set[tuple[str, str]]:
    return {(feed.writer.slug, feed.reader.slug) for feed in Wiring(base, released()).feeds()}


@pytest.fixture(scope="module")
def wiring() -> Wiring:
    edition = standing()
    return Wiring(edition.rules, edition.knowledge)


def test_a_rule_feeds_the_rule_that_reads_what_it_writes() -> None:
    base = rules(
        ("one", 1, "$this kompas:raises kompas:Duration", "$this kompas:durationMonths ?m"),
        ("two", 2, "$this kompas:leavesOpen kompas:Types", "$this kompas:raises ?c"),
    )
    assert feeds(base) == {("one", "two")}


def test_another_value_or_another_kind_of_subject_does_not_feed() -> None:
    base = rules(
        ("one", 1, "$this kompas:raises kompas:Duration", "$this kompas:durationMonths ?m"),
        ("two", 2, "$this kompas:leavesOpen kompas:Types", "$this kompas:raises kompas:Types"),
        ("three", 3, "$this kompas:leavesOpen kompas:Types", "?o a kompas:Option ; kompas:raises ?c"),
    )
    assert feeds(base) == set()


def test_a_guard_is_fed_by_what_comes_before_it_only() -> None:
    guard = "$this kompas:aboutProblem ?p FILTER NOT EXISTS { $this kompas:raises kompas:Duration }"
    early = ("early", 1, "$this kompas:raises kompas:Duration", "$this kompas:durationMonths ?m")
    reader = ("reader", 2, "$this kompas:leavesOpen kompas:Types", guard)
    late = ("late", 3, "$this kompas:raises kompas:Duration", "$this kompas:leavesOpen kompas:Types")
    assert ("early", "reader") in feeds(rules(early, reader))
    assert ("late", "reader") not in feeds(rules(reader, late))
    assert Wiring(rules(reader, late), released()).cycles() == []


def test_a_circle_is_named_rule_by_rule() -> None:
    base = rules(
        ("kip", 1, "$this kompas:raises kompas:Duration", "$this kompas:leavesOpen ?c"),
        ("ei", 2, "$this kompas:leavesOpen kompas:Types", "$this kompas:raises ?c"),
    )
    wiring = Wiring(base, released())
    assert wiring.cycles() == [("ei", "kip")]
    with pytest.raises(CheckFailed, match="ei → kip → ei"):
        wiring.refuse_cycles()


def test_a_rule_that_feeds_itself_is_a_circle() -> None:
    base = rules(("slang", 1, "$this kompas:raises kompas:Types", "$this kompas:raises ?c"))
    assert Wiring(base, released()).cycles() == [("slang",)]


def test_the_rules_of_kompas_have_no_circle(wiring: Wiring) -> None:
    assert wiring.cycles() == []
    wiring.refuse_cycles()


def test_no_rule_of_kompas_depends_on_one_that_comes_later(wiring: Wiring) -> None:
    late = [(f.writer.slug, f.reader.slug) for f in wiring.feeds() if f.writer.order >= f.reader.order]
    assert late == []


def test_an_exclusion_depends_on_the_decisive_objections_and_on_no_others(wiring: Wiring) -> None:
    feeding = {feed.writer.slug for feed in wiring.feeds() if feed.reader.slug == "keuze-uitgesloten"}
    assert {"tegenindicatie", "afgewezen", "buiten-leeftijd"} <= feeding
    assert "waarschuwing" not in feeding


def test_what_decides_leaves_out_what_only_tells(wiring: Wiring) -> None:
    deciding = wiring.leading_to(DECIDING)
    assert {"duur-verhoogd", "ernst-licht", "keuze-aanbevolen-programma", "vlag"} <= deciding
    assert deciding.isdisjoint({"reflectievragen", "samen-beslissen", "boven-door-niveau"})


def test_the_graph_has_every_rule_and_says_what_an_arrow_carries(wiring: Wiring) -> None:
    graph = wiring.graph()
    assert len(graph) == len(wiring.rules)
    assert "raises Duration" in graph.edges["duur-verhoogd", "duur-niet-verhoogd"]["reads"]
