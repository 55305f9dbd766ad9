"""What is not supported, or not well-formed, is refused by name and never ignored."""

from __future__ import annotations

import re

import pytest

from kompas.inference import MalformedRule, UnsupportedRule
from tests.unit.inference.writing import rule, rules, triple_rule

HEAD = "CONSTRUCT { $this ex:out ?x } "


def refused(where: str) -> str:
    return rule("r", HEAD + where)


UNSUPPORTED = {
    "MINUS": refused("WHERE { $this ex:p ?x MINUS { $this ex:q ?x } }"),
    "VALUES": refused("WHERE { $this ex:p ?x VALUES ?x { 1 } }"),
    "VALUES ": refused("WHERE { $this ex:p ?x } VALUES ?x { 1 }"),
    "SERVICE": refused("WHERE { SERVICE <http://example.org/sparql> { $this ex:p ?x } }"),
    "GRAPH": refused("WHERE { GRAPH ?g { $this ex:p ?x } }"),
    "FROM": refused("FROM <http://example.org/g> WHERE { $this ex:p ?x }"),
    "BASE": rule("r", "BASE <http://example.org/> " + HEAD + "WHERE { $this ex:p ?x }"),
    "AS $this": refused("WHERE { ?x ex:p ?y BIND(?y AS ?this) }"),
    "AS $this ": refused("WHERE { { SELECT ?x (MAX(?y) AS $this) WHERE { ?x ex:p ?y } GROUP BY ?x } }"),
    "a subquery with $this that does not project it": refused("WHERE { { SELECT ?x WHERE { $this ex:p ?x } } }"),
    "SELECT * in a subquery": refused("WHERE { { SELECT * WHERE { $this ex:p ?x } } }"),
    "a subquery under EXISTS": refused("WHERE { FILTER EXISTS { { SELECT $this ?x WHERE { $this ex:p ?x } } } }"),
    "EXISTS in SELECT": refused("WHERE { { SELECT $this (EXISTS { $this ex:p 1 } AS ?x) WHERE { $this ex:p ?y } } }"),
    "?x inside braces that do not bind it": refused("WHERE { $this ex:p ?x { ?y ex:q ?z FILTER(?z = ?x) } }"),
    "?x inside braces": refused("WHERE { $this ex:p ?x OPTIONAL { ?y ex:q ?z BIND(?x AS ?c) } }"),
    "GROUP after the WHERE": refused("WHERE { $this ex:p ?x } GROUP BY ?x"),
    "HAVING after the WHERE": refused("WHERE { $this ex:p ?x } HAVING (COUNT(?x) > 1)"),
    "a blank node in the head": rule("r", "CONSTRUCT { $this ex:out [ ex:p 1 ] } WHERE { }"),
    "a blank node in the head ": rule("r", "CONSTRUCT { $this ex:out _:b } WHERE { }"),
    "a blank node in the head  ": rule("r", "CONSTRUCT { $this ex:out ( 1 2 ) } WHERE { }"),
    "several templates": rule("r", "CONSTRUCT { $this ex:a 1 } { $this ex:b 1 } WHERE { }"),
    "ASK": rule("r", "ASK { $this ex:p ?x }"),
    "SELECT": rule("r", "SELECT ?x WHERE { $this ex:p ?x }"),
    "DESCRIBE": rule("r", "DESCRIBE $this"),
    "the variable ?prebound_": refused("WHERE { $this ex:p ?x ; ex:q ?prebound_ }"),
    "NOW()": refused("WHERE { BIND(NOW() AS ?x) }"),
    "BNODE()": refused("WHERE { BIND(BNODE() AS ?x) }"),
    "the function <http://example.org/f>": refused("WHERE { $this ex:p ?y BIND(ex:f(?y) AS ?x) }"),
    "sh:target": rule("r", HEAD + "WHERE { $this ex:p ?x }", "sh:target [ a sh:SPARQLTarget ]"),
    "a rule of http://www.w3.org/ns/shacl#JSRule": "ex:s a sh:NodeShape ; sh:rule [ a sh:JSRule ] .",
    "no rdf:type": "ex:s a sh:NodeShape ; sh:rule [ sh:order 1 ] .",
    "both rule types": "ex:s a sh:NodeShape ; sh:rule [ a sh:TripleRule , sh:SPARQLRule ] .",
    "a node expression with": triple_rule("r", "sh:this", "ex:p", "[ sh:if ex:a ; sh:then ex:b ]"),
    "the function <http://www.w3.org/ns/shacl#count>": triple_rule("r", "sh:this", "ex:p", "[ sh:count ( ex:a ) ]"),
    "sh:runOnce": rule("r", HEAD + "WHERE { $this ex:p ?x }", more="ex:r sh:runOnce true ."),
    "sh:targetWhere": rule("r", HEAD + "WHERE { $this ex:p ?x }", "sh:targetWhere [ sh:class ex:Thing ]"),
    "sh:shape": rule("r", HEAD + "WHERE { $this ex:p ?x }", more="ex:a sh:shape ex:r-focus ."),
    "sh:js": rule("r", HEAD + "WHERE { }", more="ex:r sh:condition [ sh:js [ sh:jsFunctionName 'f' ] ] ."),
    "sh:someValue": rule("r", HEAD + "WHERE { }", more="ex:r sh:condition [ sh:or ( [ sh:someValue ex:s ] [] ) ] ."),
    "sh:reifierShape": rule(
        "r",
        HEAD + "WHERE { }",
        more="ex:r sh:condition ex:c . ex:c sh:property [ sh:path ex:p ; sh:reifierShape [] ] .",
    ),
    "sh:memberShape": triple_rule("r", "sh:this", "ex:p", "[ sh:filterShape [ sh:memberShape [] ] ; sh:nodes ex:a ]"),
    "sh:limit": triple_rule("r", "sh:this", "ex:p", "[ sh:path ex:q ; sh:limit 1 ]"),
    "sh:distinct": triple_rule("r", "sh:this", "ex:p", "[ sh:union ( ex:a ex:b ) ; sh:distinct true ]"),
    "sh:entailment http://www.w3.org/ns/entailment/RDFS": "ex:o sh:entailment <http://www.w3.org/ns/entailment/RDFS> .",
    "$currentShape": refused("WHERE { $this ex:p ?x FILTER(?x != $currentShape) }"),
    "$shapesGraph": rule("r", "CONSTRUCT { $this ex:out $shapesGraph } WHERE { $this ex:p ?x }"),
    "recursion": """
        ex:f a sh:SPARQLFunction ; sh:prefixes ex:prefixes ; sh:select "SELECT (ex:g() AS ?r) WHERE { }" .
        ex:g a sh:SPARQLFunction ; sh:prefixes ex:prefixes ; sh:select "SELECT (ex:f() AS ?r) WHERE { }" .
    """,
}
MALFORMED = {
    "exactly one sh:construct": "ex:s a sh:NodeShape ; sh:rule [ a sh:SPARQLRule ] .",
    "exactly one sh:subject": "ex:s a sh:NodeShape ; sh:rule [ a sh:TripleRule ; sh:predicate ex:p ; sh:object 1 ] .",
    "the prefix nope: is not declared": refused("WHERE { $this nope:p ?x }"),
    "expected a predicate": refused("WHERE { $this ex:p ?x . ?x }"),
    "the query ends too early": refused("WHERE { $this ex:p ?x "),
    "stands after the end of the query": refused("WHERE { $this ex:p ?x } }"),
    "cannot be read": refused("WHERE { $this ex:p ?x BIND(1 AS ?x) }"),
    "cannot be read ": refused("WHERE { { SELECT $this (COUNT(?y) AS ?x) WHERE { $this ex:p ?y } } }"),
    "not a number": rule("r", HEAD + "WHERE { $this ex:p ?x }", more="ex:r-focus sh:order 'first' .").replace(
        "sh:order 0 ; sh:rule", "sh:rule"
    ),
    "is not a number": rule("r", HEAD + "WHERE { }", more="ex:r sh:order 'NaN'^^xsd:double .").replace(
        "sh:order 0 ; sh:prefixes", "sh:prefixes"
    ),
    "is not a number ": """
        ex:f a sh:SPARQLFunction ; sh:ask "ASK { }" ; sh:parameter [ sh:path ex:x ; sh:order "one" ] .
    """,
    "/f is not well-formed: its query cannot be read": """
        ex:f a sh:SPARQLFunction ; sh:parameter [ sh:path ex:my-x ] ; sh:select "SELECT ($my-x AS ?r) WHERE { }" .
    """,
    "it has rules and is not a shape": """
        ex:s sh:order 1 ; sh:rule [ a sh:TripleRule ; sh:subject sh:this ; sh:predicate ex:p ; sh:object 1 ] .
    """,
    "its sh:predicate is the literal": triple_rule("r", "sh:this", "'p'", "1"),
    "2 values for http://www.w3.org/ns/shacl#order": rule("r", HEAD + "WHERE { }", more="ex:r sh:order 7 ."),
    "not true or false": rule("r", HEAD + "WHERE { }", more="ex:r sh:deactivated 'no' ."),
    "is not a shape": rule("r", HEAD + "WHERE { }", more="ex:r sh:condition ex:nothing ."),
    "is not a shape ": rule("r", HEAD + "WHERE { }", more="ex:r sh:condition ( ex:a ex:b ) ."),
    "not an address": rule("r", HEAD + "WHERE { }", "sh:targetClass 'Thing'"),
    "stands for both": rule("r", HEAD + "WHERE { }")
    + """ex:prefixes owl:imports ex:other .
         ex:other sh:declare [ sh:prefix "ex" ; sh:namespace "http://example.org/other#"^^xsd:anyURI ] .""",
    "exactly one sh:prefix": rule("r", HEAD + "WHERE { }") + 'ex:prefixes sh:declare [ sh:prefix "a" ] .',
    "used as a property path": triple_rule("r", "sh:this", "ex:p", "[ sh:path [ ex:what ex:ever ] ]"),
    "at least two paths": triple_rule("r", "sh:this", "ex:p", "[ sh:path ( ex:a ) ]"),
    "at least two node expressions": triple_rule("r", "sh:this", "ex:p", "[ sh:union ( ex:a ) ]"),
    "both sh:intersection and sh:union": triple_rule(
        "r", "sh:this", "ex:p", "[ sh:union ( ex:a ex:b ) ; sh:intersection ( ex:a ex:b ) ]"
    ),
    "lacks its sh:nodes": triple_rule("r", "sh:this", "ex:p", "[ sh:filterShape ex:s ]"),
    "contains itself": triple_rule("r", "sh:this", "ex:p", "_:e") + "_:e sh:path ex:p ; sh:nodes _:e .",
    "exactly one sh:select or sh:ask": "ex:f a sh:SPARQLFunction .",
    "takes 0 arguments, not 1": triple_rule("r", "sh:this", "ex:p", "[ ex:f ( 1 ) ]")
    + 'ex:f a sh:SPARQLFunction ; sh:ask "ASK { }" .',
}


@pytest.mark.parametrize("construct", UNSUPPORTED, ids=str.strip)
def test_unsupported_constructs_are_named(construct: str) -> None:
    with pytest.raises(UnsupportedRule, match=re.escape(construct.strip())):
        rules(UNSUPPORTED[construct])


@pytest.mark.parametrize("words", MALFORMED, ids=str.strip)
def test_malformed_rules_are_told_apart_and_named(words: str) -> None:
    with pytest.raises(MalformedRule, match=re.escape(words.strip())):
        rules(MALFORMED[words])


def test_the_rule_is_named() -> None:
    with pytest.raises(UnsupportedRule) as caught:
        rules(UNSUPPORTED["MINUS"])
    assert caught.value.rule == "http://example.org/r"
    assert caught.value.construct == "MINUS"


def test_what_is_said_beside_a_rule_and_asks_nothing_is_no_construct() -> None:
    text = rule("r", HEAD + "WHERE { $this ex:p ?x }", more="ex:r sh:name 'r' ; rdfs:label 'r' ; sh:condition ex:c .")
    shape = """
        ex:c a sh:NodeShape ; sh:severity sh:Info ; ex:most 3 ; sh:property ex:p-shape .
        ex:p-shape sh:path ex:p ; sh:minCount 1 ; sh:name "p" .
        ex:most-3 a sh:ConstraintComponent ; sh:parameter [ sh:path ex:most ] ; sh:validator [
            a sh:SPARQLAskValidator ; sh:ask "ASK { FILTER(true) }" ] .
        ex:o sh:entailment sh:Rules .
    """
    assert len(rules(text, shape).rules) == 1


@pytest.mark.parametrize(
    "where",
    [
        "WHERE { $this ex:p ?x . ?x ex:label 'MINUS { VALUES }' . # MINUS\n }",
        "WHERE { $this ex:minus ?x . ?x ex:SERVICE ?values }",
        "WHERE { $this ex:p ?graph . BIND(?graph AS ?x) }",
    ],
)
def test_a_forbidden_word_inside_a_string_name_or_comment_is_no_construct(where: str) -> None:
    assert len(rules(refused(where)).rules) == 1
