"""The recommendation as linked data: PROV-O, complete, readable, and the same graph in both notations."""

from __future__ import annotations

import json
from typing import cast

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from kompas.namespaces import CASE, DCTERMS, ID, PROV, RDF, RDFS, XSD, kompas
from kompas.recommendation import Recommendation
from kompas.rendering import render
from kompas.rendering.frame import arguments
from kompas.rendering.linked_data import RECOMMENDATION, argument_node, recommendation_graph
from kompas.rendering.serialisation import json_ld, turtle
from tests.unit.rendering.conftest import SHOWN
from tests.unit.rendering.samples import SAMPLES

NODE = NamedNode(RECOMMENDATION)
DERIVED = (
    Triple(NamedNode(CASE), kompas("age"), Literal("5", datatype=NamedNode(f"{XSD}decimal"))),
    Triple(NamedNode(CASE), kompas("riskFactorsKnown"), Literal("true", datatype=NamedNode(f"{XSD}boolean"))),
    Triple(NamedNode(CASE), NamedNode(f"{RDF}type"), kompas("Case")),
    Triple(NamedNode(CASE), NamedNode(f"{DCTERMS}source"), NamedNode(f"{ID}source/essay-effectievere-jeugdhulp")),
    Triple(NamedNode(CASE), kompas("source"), Literal('een "bron" .\nen nog een\u2028@prefix x: <y> .')),
    Triple(NamedNode(CASE), NamedNode("urn:example:other"), Literal("colour", language="en")),
    Triple(NamedNode(CASE), NamedNode("urn:example:other"), Literal("3", datatype=NamedNode(f"{XSD}integer"))),
    Triple(NamedNode(CASE), NamedNode("urn:example:other"), NODE),
    Triple(NamedNode("https://example.org/id/a b".replace(" ", "%20")), NamedNode(f"{RDFS}label"), Literal("A")),
)


def objects(graph: frozenset[Triple], subject: NamedNode, predicate: NamedNode) -> set[object]:
    return {triple.object for triple in graph if triple.subject == subject and triple.predicate == predicate}


def read(text: str, format: RdfFormat) -> set[Triple]:
    return {quad.triple for quad in parse(text.encode(), format=format)}


def with_rdflib(text: str, format: str) -> set[Triple]:
    """The triples as rdflib reads them, an independent reader of both notations."""
    import rdflib

    graph = rdflib.Graph()
    graph.parse(data=text, format=format)
    return read(graph.serialize(format="nt"), RdfFormat.N_TRIPLES)


def test_what_was_derived_stays_whole(sample: Recommendation) -> None:
    assert set(DERIVED) <= recommendation_graph(sample, DERIVED)


def test_the_recommendation_says_what_it_is_and_from_what_it_follows(sample: Recommendation) -> None:
    graph = recommendation_graph(sample)
    derived_from = objects(graph, NODE, NamedNode(f"{PROV}wasDerivedFrom"))
    assert NamedNode(CASE) in derived_from
    assert {argument_node(argument.id) for argument in arguments(sample)} <= derived_from
    assert len(objects(graph, NODE, kompas("route"))) == 1
    assert len(objects(graph, NODE, kompas("raisesFlag"))) == len(sample.flags)
    assert objects(graph, NODE, NamedNode(f"{RDFS}comment")) == {Literal(sample.summary, language=sample.language)}


def test_every_argument_has_its_words_its_activity_and_its_sources(sample: Recommendation) -> None:
    graph = recommendation_graph(sample)
    for argument in arguments(sample):
        node = argument_node(argument.id)
        (activity,) = objects(graph, node, NamedNode(f"{PROV}wasGeneratedBy"))
        used = objects(graph, cast(NamedNode, activity), NamedNode(f"{PROV}used"))
        assert NamedNode(argument.rule.iri) in used
        assert {NamedNode(premise.iri) for premise in argument.premises if premise.iri} <= used
        assert Literal(argument.text, language=sample.language) in objects(graph, node, NamedNode(f"{RDFS}comment"))
        assert len(objects(graph, node, NamedNode(f"{PROV}hadPrimarySource"))) == len(argument.sources)
        assert len(objects(graph, node, kompas("weight"))) == len(objects(graph, node, kompas("theme"))) == 1


def test_codes_become_individuals_of_the_ontology() -> None:
    graph = recommendation_graph(SAMPLES["clarify.nl"]())
    assert objects(graph, NODE, kompas("decisiveness")) == {kompas("UndecidedForLackOfInformation")}
    assert objects(graph, NODE, kompas("route")) == {NamedNode(f"{ID}route/eerst-verhelderen")}
    assert objects(graph, NODE, kompas("lowestRoute")) == {NamedNode(f"{ID}route/gewoon-opvoeden")}
    assert kompas("BuildProtection") in objects(graph, NODE, kompas("raisesFlag"))


def test_goals_are_never_in_the_graph(hostile: Recommendation) -> None:
    goal = "een doel dat van het gezin blijft"
    recommendation = hostile.model_copy(update={"case": hostile.case | {"goals": [goal]}})
    assert goal not in str(render(recommendation, "turtle"))


def test_there_are_no_blank_nodes(sample: Recommendation) -> None:
    assert "_:" not in str(render(sample, "turtle", graph=DERIVED))


# rdflib's own JSON-LD reader still makes the kind of graph that rdflib warns of
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_both_notations_say_the_same_to_two_readers(sample: Recommendation) -> None:
    graph = set(recommendation_graph(sample, DERIVED))
    assert read(turtle(graph), RdfFormat.TURTLE) == graph
    assert with_rdflib(turtle(graph), "turtle") == graph
    assert read(json_ld(graph), RdfFormat.JSON_LD) == graph
    assert with_rdflib(json_ld(graph), "json-ld") == graph


def test_hostile_text_and_addresses_come_back_as_they_were(hostile: Recommendation) -> None:
    argument = hostile.options[0].arguments_for[0].model_copy(update={"id": 'argument/<x> "y"/é }'})
    option = hostile.options[0].model_copy(update={"arguments_for": (argument,)})
    recommendation = hostile.model_copy(update={"options": (option,)})
    graph = set(recommendation_graph(recommendation))
    assert read(turtle(graph), RdfFormat.TURTLE) == graph == read(json_ld(graph), RdfFormat.JSON_LD)
    assert argument_node(argument.id).value.endswith("#argument/%3Cx%3E%20%22y%22/%C3%A9%20%7D")
    assert SHOWN.split()[0] in turtle(graph)


def test_json_ld_is_compact() -> None:
    data = json.loads(json_ld(recommendation_graph(SAMPLES["ordinary.nl"](), DERIVED)))
    nodes = {node["@id"]: node for node in data["@graph"]}
    answer = nodes[RECOMMENDATION]
    assert next(iter(nodes)) == RECOMMENDATION
    assert answer["@type"] == ["prov:Entity", "kompas:Recommendation"]
    assert answer["decisiveness"] == "kompas:Clear"
    assert answer["kompas:route"] == "route:gewoon-opvoeden"
    assert answer["comment"].startswith("De driftbuien")
    assert nodes[CASE]["age"] == "5"
    assert data["@context"]["age"] == {"@id": "kompas:age", "@type": "xsd:decimal"}
    assert data["@context"]["comment"] == {"@id": "rdfs:comment", "@language": "nl"}


@pytest.mark.parametrize("write", [turtle, json_ld])
def test_the_order_of_the_triples_does_not_matter(write: object) -> None:
    graph = sorted(recommendation_graph(SAMPLES["ordinary.nl"](), DERIVED), key=str)
    written = turtle if write is turtle else json_ld
    assert written(graph) == written(reversed(graph))


def test_only_prefixes_that_occur_are_declared() -> None:
    text = turtle(DERIVED[:1])
    assert [line.split()[1] for line in text.splitlines() if line.startswith("@prefix")] == ["kompas:", "xsd:"]
