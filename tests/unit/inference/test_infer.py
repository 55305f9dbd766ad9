"""`infer`: rdflib graphs in, the derived triples out, for any data."""

from __future__ import annotations

import pytest
import rdflib
from rdflib import XSD, BNode, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.term import Node, Variable

from kompas import infer
from kompas.errors import MalformedInput
from kompas.inference import UnsupportedRule
from tests.unit.inference.writing import DECLARED, PREFIXES, rule, triple_rule

EX = rdflib.Namespace("http://example.org/")
COPY = triple_rule("r", "sh:this", "ex:out", "[ sh:path ex:p ]")


def graph(text: str) -> rdflib.Graph:
    return rdflib.Graph().parse(data=PREFIXES + text, format="turtle")


def test_only_what_is_derived_comes_back_and_nothing_is_changed() -> None:
    data, rules = graph("ex:t a ex:Thing ; ex:p 1 ."), graph(DECLARED + COPY)
    before = set(data), set(rules)
    assert set(infer(data, rules)) == {(EX.t, EX.out, Literal(1))}
    assert (set(data), set(rules)) == before


@pytest.mark.parametrize(
    "literal",
    [
        Literal("plain"),
        Literal("tekst", lang="nl"),
        Literal("01", datatype=XSD.integer, normalize=False),
        Literal("7", datatype=XSD.int),
        Literal("1.50", datatype=XSD.decimal, normalize=False),
        Literal("1", datatype=XSD.boolean, normalize=False),
        Literal("2026-11-22T00:00:00.000Z", datatype=XSD.dateTime, normalize=False),
        Literal("no number", datatype=XSD.integer, normalize=False),
        Literal("own", datatype=EX.type),
    ],
    ids=repr,
)
def test_literals_of_the_data_come_back_as_they_are_written(literal: Literal) -> None:
    data = graph("ex:t a ex:Thing .")
    data.add((EX.t, EX.p, literal))
    (found,) = infer(data, graph(DECLARED + COPY)).objects()
    assert isinstance(found, Literal)
    assert (str(found), found.datatype, found.language) == (str(literal), literal.datatype, literal.language)


def test_blank_nodes_keep_their_identity() -> None:
    data = graph("_:a a ex:Thing ; ex:p _:b . _:b ex:p 1 .")
    found = infer(data, graph(DECLARED + COPY))
    assert isomorphic(found, graph("_:x ex:out _:y ."))
    ((subject, _, value),) = found
    assert (subject, EX.p, value) in data


def test_blank_nodes_with_labels_of_any_kind() -> None:
    data = graph("")
    odd = BNode("a label with spaces ü")
    data.add((odd, rdflib.RDF.type, EX.Thing))
    data.add((odd, EX.p, Literal(1)))
    (subject,) = infer(data, graph(DECLARED + COPY)).subjects()
    assert isinstance(subject, BNode)


def test_is_blank_is_true_of_a_blank_node() -> None:
    text = rule("r", "CONSTRUCT { ex:r ex:found $this } WHERE { FILTER(isBlank($this)) }")
    (found,) = infer(graph("_:a a ex:Thing . ex:b a ex:Thing ."), graph(DECLARED + text)).objects()
    assert isinstance(found, BNode)


def test_data_and_rules_state_the_classes_together() -> None:
    data = graph("ex:t a ex:Low ; ex:p 1 . ex:Low rdfs:subClassOf ex:Middle .")
    rules = graph(DECLARED + COPY + "ex:Middle rdfs:subClassOf ex:Thing .")
    assert set(infer(data, rules)) == {(URIRef(EX.t), EX.out, Literal(1))}


def test_data_and_rules_may_be_one_graph() -> None:
    both = graph(DECLARED + COPY + "ex:t a ex:Thing ; ex:p 1 .")
    assert set(infer(both, both)) == {(EX.t, EX.out, Literal(1))}


@pytest.mark.parametrize(("union", "found"), [(False, [1]), (True, [1, 2])])
def test_a_dataset_stands_for_its_default_graph_or_for_all(union: bool, found: list[int]) -> None:
    dataset = rdflib.Dataset(default_union=union)
    for statement in graph("ex:t a ex:Thing ; ex:p 1 ."):
        dataset.default_graph.add(statement)
    dataset.graph(EX.other).add((EX.t, EX.p, Literal(2)))
    assert set(infer(dataset, graph(DECLARED + COPY))) == {(EX.t, EX.out, Literal(number)) for number in found}


@pytest.mark.parametrize("kind", ["rdfs:Class", "owl:Class"])
def test_a_class_that_is_a_shape_is_its_own_target(kind: str) -> None:
    rules = graph(
        f"ex:Thing a {kind} , sh:NodeShape ; sh:rule "
        "[ a sh:TripleRule ; sh:subject sh:this ; sh:predicate ex:out ; sh:object 1 ] ."
    )
    assert set(infer(graph("ex:t a ex:Thing ."), rules)) == {(EX.t, EX.out, Literal(1))}


@pytest.mark.parametrize(
    "subject",
    [URIRef("http://example.org/with space"), URIRef("relative"), Literal("text"), Variable("x")],
    ids=repr,
)
def test_what_rdflib_lets_through_and_rdf_does_not_is_refused(subject: Node) -> None:
    data = graph("")
    data.add((subject, rdflib.RDF.type, EX.Thing))
    with pytest.raises(MalformedInput, match="no triple that RDF allows"):
        infer(data, graph(DECLARED + COPY))


def test_what_is_not_supported_is_refused() -> None:
    with pytest.raises(UnsupportedRule):
        infer(graph(""), graph(DECLARED + rule("r", "CONSTRUCT { $this ex:p 1 } WHERE { $this ex:p ?x MINUS { } }")))
