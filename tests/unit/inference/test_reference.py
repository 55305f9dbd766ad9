"""The reference engine: pySHACL, told what the standard means where it would take it otherwise."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal

from kompas.inference import FastEngine, MalformedRule, ReferenceEngine, RuleSet, UnsupportedRule
from kompas.inference.discipline import second_pass
from tests.unit.inference.writing import DECLARED, ex, rule, short, stored, triple_rule, turtle

KNOWLEDGE = """
    ex:Teacher rdfs:subClassOf ex:Person .
    ex:known a ex:Teacher ; ex:p 1 , 2 ; ex:next ex:far . ex:far ex:p 3 .
"""
FACTS = "ex:t a ex:Person ; ex:p 4.50 ; ex:next ex:known ."
COPY = "CONSTRUCT { $this ex:out ?x } WHERE { $this ex:p ?x }"
PERSON = "sh:targetClass ex:Person"
RULES = {
    "query": rule("r", COPY, PERSON),
    "triple rule": triple_rule("r", "sh:this", "ex:out", "[ sh:path ( ex:next ex:p ) ]", PERSON),
    "touching variables": rule(
        "r", "CONSTRUCT{?x ex:of $this}WHERE{?x ex:p ?y.FILTER(!($this=?x)&&EXISTS{$this ex:next ?x})}", PERSON
    ),
    "deactivated shape": rule("r", COPY, PERSON, more="ex:r-focus sh:deactivated true ."),
    "imported prefix": rule("r", COPY.replace("ex:out", "deep:out"), PERSON)
    + """ex:prefixes owl:imports ex:more .
         ex:more sh:declare [ sh:prefix "deep" ; sh:namespace "http://example.org/deep/"^^xsd:anyURI ] .""",
    "subclass in the rules": rule("r", COPY, "sh:targetClass ex:Being") + "ex:Person rdfs:subClassOf ex:Being .",
    "grouping nothing": rule(
        "r",
        """CONSTRUCT { $this ex:n ?n } WHERE {
            { SELECT $this (COUNT(?y) AS ?n) WHERE { $this ex:nothing ?y } GROUP BY $this HAVING(COUNT(?y) < 9) } }""",
        PERSON,
    ),
    "one name inside and outside a subquery": rule(
        "r",
        """CONSTRUCT { $this ex:n ?n } WHERE { $this ex:next ?y .
            { SELECT $this (COUNT(?y) AS ?n) WHERE { $this ex:p ?y } GROUP BY $this } }""",
        PERSON,
    ),
    "condition": rule("r", COPY, PERSON, more="ex:r sh:condition [ sh:property [ sh:path ex:p ; sh:maxCount 1 ] ] ."),
    "two orders": rule("a", COPY, PERSON, 1)
    + rule("b", "CONSTRUCT { $this ex:more ?x } WHERE { $this ex:out ?x }", PERSON, 2),
    "a function": rule("r", "CONSTRUCT { $this ex:out ?x } WHERE { BIND(ex:first($this) AS ?x) }", PERSON)
    + """ex:first a sh:SPARQLFunction ; sh:prefixes ex:prefixes ; sh:parameter [ sh:path ex:of ] ;
            sh:select "SELECT ?r WHERE { $of ex:p ?r } ORDER BY ?r LIMIT 1" .""",
}


@pytest.mark.parametrize("name", RULES)
def test_the_engines_agree_and_both_explain_every_triple(name: str) -> None:
    text = turtle(DECLARED + RULES[name])
    fast = FastEngine(stored(KNOWLEDGE), RuleSet.from_triples(text)).derive(turtle(FACTS))
    reference = ReferenceEngine(turtle(KNOWLEDGE), text).derive(turtle(FACTS))
    assert reference.triples == fast.triples
    for derivation in (fast, reference):
        assert derivation.triples <= {triple for a in derivation.applications for triple in a.triples}
    assert {(a.rule, a.focus, frozenset(a.triples)) for a in reference.applications} == {
        (a.rule, a.focus, frozenset(a.triples)) for a in fast.applications
    }


def test_the_bindings_are_told() -> None:
    engine = ReferenceEngine(turtle(KNOWLEDGE), turtle(DECLARED + RULES["query"]))
    (found,) = (a for a in engine.derive(turtle(FACTS)).applications if a.focus == ex("t"))
    assert set(found.bindings) == {"this", "x"}
    assert isinstance(found.bindings["x"], Literal)


def test_one_case_leaves_nothing_for_the_next() -> None:
    engine = ReferenceEngine(turtle(KNOWLEDGE), turtle(DECLARED + RULES["query"]))
    first = engine.derive(turtle(FACTS))
    assert {short(t) for t in engine.derive(()).triples} == {"known out 1", "known out 2"}
    assert engine.derive(turtle(FACTS)) == first
    assert engine.derive(turtle(FACTS), explain=False).applications == ()


@pytest.mark.parametrize(
    ("expression", "construct"),
    [
        ("[ sh:path ex:p ; sh:nodes [ sh:path ex:next ] ]", "sh:path with sh:nodes"),
        ("[ sh:union ( ex:a [ sh:filterShape [ sh:class ex:P ] ; sh:nodes sh:this ] ) ]", "sh:filterShape"),
        ("[ sh:path [ sh:inversePath ( ex:a ex:b ) ] ]", "the inverse of a sequence path"),
    ],
)
def test_what_pyshacl_gets_wrong_is_refused(expression: str, construct: str) -> None:
    text = turtle(DECLARED + triple_rule("r", "sh:this", "ex:out", expression))
    assert RuleSet.from_triples(text).rules
    with pytest.raises(UnsupportedRule, match=construct):
        ReferenceEngine((), text)


def test_malformed_rules_are_refused_as_by_the_fast_engine() -> None:
    with pytest.raises(MalformedRule):
        ReferenceEngine((), turtle(DECLARED + rule("r", "CONSTRUCT { nope:a nope:b 1 } WHERE { }")))


@pytest.mark.parametrize(("second", "left"), [(2, set()), (1, {"t far 1"})])
def test_a_second_pass_adds_nothing_when_order_is_kept(second: int, left: set[str]) -> None:
    text = rule("a", "CONSTRUCT { $this ex:near ?x } WHERE { $this ex:p ?x }", order=1) + rule(
        "b", "CONSTRUCT { $this ex:far ?x } WHERE { $this ex:near ?x }", order=second
    )
    engine = FastEngine(stored(""), RuleSet.from_triples(turtle(DECLARED + text)))
    assert {short(triple) for triple in second_pass(engine, turtle("ex:t a ex:Thing ; ex:p 1 ."))} == left
