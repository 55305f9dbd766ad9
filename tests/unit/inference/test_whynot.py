"""Why a rule did not apply: the first thing that fails, in the words of the query."""

from __future__ import annotations

import pytest
from pyoxigraph import BlankNode

from kompas.inference import Obstacle, UnsupportedRule, why_not
from tests.unit.inference.writing import ex, rule, rules, stored, triple_rule

WHERE = """WHERE {
    # it has a size
    $this ex:size ?size ;
        # and a colour
        # of its own
        ex:colour ?colour . # a remark on this line
    FILTER(?size < ?limit)
    ex:policy ex:limit ?limit .
    OPTIONAL { $this ex:note ?note }
    # nobody owns it
    FILTER NOT EXISTS { ?owner ex:owns $this }
    { ?colour a ex:Warm } UNION { ?colour a ex:Cold }   # either
    BIND(IRI(CONCAT(STR($this), "/x")) AS ?out)
    FILTER(CONCAT(STR(?colour), '  #')   != 'http://example.org/red  #')
}"""
POLICY = "ex:policy ex:limit 5 . ex:blue a ex:Cold . ex:red a ex:Warm . "


@pytest.mark.parametrize(
    ("data", "text", "comment"),
    [
        ("", "$this ex:size ?size", "it has a size"),
        ("ex:t ex:size 3 .", "$this ex:colour ?colour", "and a colour of its own"),
        ("ex:t ex:size 9 ; ex:colour ex:blue .", "FILTER(?size < ?limit)", ""),
        (
            "ex:t ex:size 3 ; ex:colour ex:blue . ex:ann ex:owns ex:t .",
            "FILTER NOT EXISTS { ?owner ex:owns $this }",
            "nobody owns it",
        ),
        ("ex:t ex:size 3 ; ex:colour ex:grey .", "{ ?colour a ex:Warm } UNION { ?colour a ex:Cold }", ""),
        (
            "ex:t ex:size 3 ; ex:colour ex:red .",
            "FILTER(CONCAT(STR(?colour), '  #') != 'http://example.org/red  #')",
            "",
        ),
    ],
)
def test_the_first_element_that_fails_is_named_with_its_comment(data: str, text: str, comment: str) -> None:
    chosen = rules(rule("r", "CONSTRUCT { $this ex:out ?out } " + WHERE)).rules[0]
    failure = why_not(stored(POLICY + "ex:t a ex:Thing . " + data), chosen, ex("t"))
    assert (failure.obstacle, failure.text, failure.comment) == (Obstacle.ELEMENT, text, comment)


def test_a_rule_that_applies_has_no_obstacle() -> None:
    chosen = rules(rule("r", "CONSTRUCT { $this ex:out ?out } " + WHERE)).rules[0]
    data = POLICY + "ex:t a ex:Thing ; ex:size 3 ; ex:colour ex:blue ."
    assert why_not(stored(data), chosen, ex("t")).obstacle is Obstacle.NONE


def test_a_node_that_is_no_target() -> None:
    chosen = rules(rule("r", "CONSTRUCT { $this ex:out 1 } WHERE { }")).rules[0]
    assert why_not(stored("ex:t a ex:Other ."), chosen, ex("t")).obstacle is Obstacle.NOT_A_TARGET


def test_a_condition_that_is_not_met() -> None:
    more = "ex:r sh:condition ex:Sized . ex:Sized a sh:NodeShape ; sh:property [ sh:path ex:size ; sh:minCount 1 ] ."
    chosen = rules(rule("r", "CONSTRUCT { $this ex:out 1 } WHERE { }", more=more)).rules[0]
    failure = why_not(stored("ex:t a ex:Thing ."), chosen, ex("t"))
    assert (failure.obstacle, failure.text) == (Obstacle.CONDITION, "http://example.org/Sized")
    assert str(failure) == "condition not met: http://example.org/Sized"


def test_a_subquery_fails_as_a_whole() -> None:
    query = "CONSTRUCT { $this ex:out ?x } WHERE { SELECT $this ?x WHERE { $this ex:p ?x } }"
    failure = why_not(stored("ex:t a ex:Thing ."), rules(rule("r", query)).rules[0], ex("t"))
    assert (failure.obstacle, failure.text) == (Obstacle.ELEMENT, "{ SELECT $this ?x WHERE { $this ex:p ?x } }")


def test_a_head_without_values() -> None:
    query = "CONSTRUCT { $this ex:out ?x } WHERE { OPTIONAL { $this ex:p ?x } }"
    failure = why_not(stored("ex:t a ex:Thing ."), rules(rule("r", query)).rules[0], ex("t"))
    assert failure.obstacle is Obstacle.NOTHING_TO_SAY


@pytest.mark.parametrize(("data", "obstacle"), [("", Obstacle.NOTHING_TO_SAY), ("ex:t ex:p 1 .", Obstacle.NONE)])
def test_triple_rules(data: str, obstacle: Obstacle) -> None:
    chosen = rules(triple_rule("r", "sh:this", "ex:out", "[ sh:path ex:p ]")).rules[0]
    assert why_not(stored("ex:t a ex:Thing . " + data), chosen, ex("t")).obstacle is obstacle


def test_a_blank_node_cannot_be_asked_about() -> None:
    chosen = rules(rule("r", "CONSTRUCT { $this ex:out ?x } WHERE { $this ex:p ?x }")).rules[0]
    store = stored("_:b a ex:Thing .")
    (node,) = {quad.subject for quad in store}
    assert isinstance(node, BlankNode)
    with pytest.raises(UnsupportedRule, match="as focus node"):
        why_not(store, chosen, node)
