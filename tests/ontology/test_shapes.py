"""The shapes hold of what is released and derived, and do not hold when something is left out."""

from __future__ import annotations

from functools import cache

from pyoxigraph import NamedNode, Triple

from kompas import resources
from kompas.case import read_case
from kompas.consultation import consultant
from kompas.knowledge import released
from kompas.knowledge.shapes import breaches
from kompas.namespaces import RDF, kompas

SHAPES = resources.ontology() / "shapes"
TYPE = NamedNode(f"{RDF}type")


@cache
def derived() -> frozenset[Triple]:
    """What is derived for a worry about sleep, with the classes of the rules that made the arguments."""
    case = read_case(resources.data() / "cases" / "slecht-slapen.yaml", vocabulary=consultant().vocabulary)
    rules = {Triple(rule, TYPE, kompas("Rule")) for rule in consultant().rules.descriptions}
    return consultant().answer(case).graph | rules


def test_a_recommendation_has_no_item_route_or_argument_without_its_reason() -> None:
    assert list(breaches(derived(), [SHAPES / "recommendation.ttl"])) == []


def test_an_item_without_an_argument_breaks_the_shape() -> None:
    reasons = {kompas("supports"), kompas("attacks")}
    bare = [triple for triple in derived() if triple.predicate not in reasons]
    told = {finding.what for finding in breaches(bare, [SHAPES / "recommendation.ttl"])}
    assert any("No item without an argument" in what for what in told)


def test_an_argument_without_a_premise_breaks_the_shape() -> None:
    bare = [triple for triple in derived() if triple.predicate != kompas("premise")]
    assert any("premise" in finding.what for finding in breaches(bare, [SHAPES / "recommendation.ttl"]))


def test_a_rule_without_a_source_breaks_the_shape() -> None:
    bare = [triple for triple in released().triples() if triple.predicate != kompas("basis")]
    told = list(breaches(bare, [SHAPES / "rules.ttl"]))
    assert len(told) == len(consultant().rules.descriptions)


def test_a_row_without_its_state_of_verification_breaks_the_shape() -> None:
    problem = NamedNode("https://w3id.org/kompas/id/problem/driftbuien")
    bare = [
        triple
        for triple in released().triples()
        if not (triple.subject == problem and triple.predicate == kompas("verification"))
    ]
    (finding,) = breaches(bare, [SHAPES / "knowledge.ttl"])
    assert finding.where == "problem:driftbuien"
