"""The checks of shapes made here say what pySHACL says."""

from __future__ import annotations

import pytest
from pyoxigraph import Triple

from kompas.inference.conformance import check
from kompas.inference.data import DataGraph
from kompas.inference.shapesgraph import ShapesGraph
from kompas.inference.terms import Term
from kompas.inference.validation import Validator
from tests.unit.inference.writing import ex, stored, turtle

DATA = """
    ex:none a ex:Thing .
    ex:one a ex:Thing ; ex:p 1 ; ex:q 1 ; ex:name "een"@nl .
    ex:two a ex:Thing , ex:Low ; ex:p 1 , 2 ; ex:q 2 , 1 ; ex:name "een"@nl , "one" ; ex:next ex:one .
    ex:odd a ex:Thing ; ex:p "x"^^xsd:integer , 2.5 , true ; ex:q 3 ; ex:next [ ex:p 9 ] , "text" , ex:two .
    ex:High rdfs:subClassOf ex:Top . ex:Low rdfs:subClassOf ex:High .
    ex:mixed ex:p "1"^^xsd:string , 1e0 , -3 , "2026-01-01"^^xsd:date .
"""
NODES = [ex(name) for name in ("none", "one", "two", "odd", "mixed", "stranger")]

NATIVE = [
    "sh:property [ sh:path ex:p ; sh:minCount 1 ]",
    "sh:property [ sh:path ex:p ; sh:maxCount 1 ]",
    "sh:property [ sh:path ex:p ; sh:minCount 2 ; sh:maxCount 2 ] , [ sh:path ex:next ; sh:minCount 1 ]",
    "sh:property [ sh:path ex:p ; sh:equals ex:q ]",
    "sh:property [ sh:path ex:p ; sh:disjoint ex:q ]",
    "sh:property [ sh:path ex:p ; sh:hasValue 2 ]",
    "sh:property [ sh:path ex:p ; sh:in ( 1 2 3 ) ]",
    "sh:property [ sh:path ex:p ; sh:datatype xsd:integer ]",
    "sh:property [ sh:path ex:p ; sh:datatype xsd:decimal ]",
    "sh:property [ sh:path ex:p ; sh:datatype xsd:boolean ]",
    "sh:property [ sh:path ex:p ; sh:datatype xsd:string ]",
    "sh:property [ sh:path ex:name ; sh:datatype rdf:langString ]",
    "sh:property [ sh:path ex:p ; sh:minInclusive 1 ]",
    "sh:property [ sh:path ex:p ; sh:minExclusive 1 ]",
    "sh:property [ sh:path ex:p ; sh:maxInclusive 2.0 ]",
    "sh:property [ sh:path ex:p ; sh:maxExclusive 2 ]",
    "sh:property [ sh:path ex:next ; sh:nodeKind sh:IRI ]",
    "sh:property [ sh:path ex:next ; sh:nodeKind sh:BlankNodeOrIRI ]",
    "sh:property [ sh:path ex:next ; sh:nodeKind sh:BlankNodeOrLiteral ]",
    "sh:property [ sh:path ex:next ; sh:class ex:Thing ]",
    "sh:property [ sh:path ( ex:next ex:p ) ; sh:minCount 1 ]",
    "sh:property [ sh:path [ sh:inversePath ex:next ] ; sh:minCount 1 ]",
    "sh:property [ sh:path [ sh:oneOrMorePath ex:next ] ; sh:hasValue ex:one ]",
    "sh:property [ sh:path ex:next ; sh:node [ sh:property [ sh:path ex:p ; sh:maxCount 1 ] ] ]",
    "sh:property [ sh:path ex:next ; sh:property [ sh:path ex:p ; sh:minCount 1 ] ]",
    "sh:property [ sh:path ex:p ; sh:minCount 1 ; sh:deactivated true ]",
    "sh:class ex:Top",
    "sh:nodeKind sh:Literal",
    "sh:hasValue ex:one",
    "sh:in ( ex:one ex:two )",
    "sh:not [ sh:property [ sh:path ex:p ; sh:minCount 1 ] ]",
    "sh:and ( [ sh:class ex:Thing ] [ sh:property [ sh:path ex:p ; sh:minCount 1 ] ] )",
    "sh:or ( [ sh:class ex:Low ] [ sh:property [ sh:path ex:p ; sh:maxCount 0 ] ] )",
    "sh:xone ( [ sh:class ex:Thing ] [ sh:class ex:Low ] )",
    "sh:deactivated true ; sh:class ex:Nothing",
    "sh:severity sh:Info ; sh:message 'no'@nl ; sh:class ex:Low",
]
BEYOND = [
    'sh:property [ sh:path ex:name ; sh:pattern "^o" ]',
    "sh:property [ sh:path ex:name ; sh:uniqueLang true ]",
    "sh:property [ sh:path ex:name ; sh:minLength 3 ]",
    "sh:property [ sh:path ex:p ; sh:lessThan ex:q ]",
    "sh:property [ sh:path ex:p ; sh:datatype xsd:date ]",
    "sh:property [ sh:path ex:p ; sh:minInclusive '2026-01-01'^^xsd:date ]",
    "sh:closed true ; sh:property [ sh:path ex:p ]",
    "sh:property [ sh:path ex:next ; sh:qualifiedMinCount 1 ; sh:qualifiedValueShape [ sh:class ex:Thing ] ]",
]


def shape_of(text: str) -> list[Triple]:
    return turtle(f"ex:shape a sh:NodeShape ; {text} .")


def by_pyshacl(shape: Term, graph: ShapesGraph, data: DataGraph) -> set[Term]:
    return set(Validator(graph).conforming(data, shape, NODES))


@pytest.mark.parametrize("text", NATIVE)
def test_a_native_check_agrees_with_pyshacl(text: str) -> None:
    graph, data = ShapesGraph(shape_of(text)), DataGraph(stored(DATA))
    conforms = check(graph, ex("shape"))
    assert conforms is not None
    assert {node for node in NODES if conforms(data, node)} == by_pyshacl(ex("shape"), graph, data)


@pytest.mark.parametrize("text", BEYOND)
def test_everything_else_is_left_to_pyshacl(text: str) -> None:
    assert check(ShapesGraph(shape_of(text)), ex("shape")) is None


def test_a_shape_that_contains_itself_is_left_to_pyshacl() -> None:
    graph = ShapesGraph(turtle("ex:shape a sh:NodeShape ; sh:property [ sh:path ex:next ; sh:node ex:shape ] ."))
    assert check(graph, ex("shape")) is None


def test_constraint_components_of_ones_own_are_left_to_pyshacl() -> None:
    graph = ShapesGraph([*shape_of("sh:class ex:Thing ; ex:own 1"), *turtle("ex:c a sh:ConstraintComponent .")])
    assert check(graph, ex("shape")) is None


def test_the_words_of_a_shape_do_not_count_as_constraints() -> None:
    assert check(ShapesGraph(shape_of("sh:name 'a' ; sh:order 3 ; sh:description 'b'")), ex("shape")) is not None
