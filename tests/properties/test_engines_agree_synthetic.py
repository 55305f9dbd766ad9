"""Whatever the query and the data: one query for all focus nodes, one for each, and pySHACL derive the same."""

from __future__ import annotations

from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st
from pyoxigraph import Triple

from kompas.inference import Derivation, ReferenceEngine, RuleSet, UnsupportedRule
from kompas.inference.sparqlrule import SparqlBody
from tests.properties.generated_rules import data, queries
from tests.unit.inference.writing import DECLARED, derive, rule, third_opinion, turtle

TARGETS = st.sampled_from(["sh:targetClass ex:Thing", "sh:targetNode ex:n1 , ex:n2", "sh:targetObjectsOf ex:p"])


def repeatable(examples: int) -> settings:
    """So many examples, the same each time."""
    checks = [HealthCheck.too_slow, HealthCheck.filter_too_much]
    return settings(max_examples=examples, derandomize=True, deadline=None, suppress_health_check=checks)


def accepted(text: str) -> list[Triple]:
    """The rule as triples, if it is one that the engines take; what is refused is tested elsewhere."""
    triples = turtle(DECLARED + text)
    try:
        found = RuleSet.from_triples(triples)
    except UnsupportedRule as refused:
        event(f"refused: {refused.construct}")
        assume(False)
    body = found.rules[0].body
    assert isinstance(body, SparqlBody)
    event(f"set mode proven: {body.plan is not None}")
    return triples


def told(derivation: Derivation) -> set[frozenset[tuple[str, str]]]:
    """The bindings of all applications."""
    return {frozenset((name, str(value)) for name, value in a.bindings.items()) for a in derivation.applications}


@repeatable(400)
@given(data, queries(), TARGETS)
def test_a_set_of_focus_nodes_gives_what_each_gives_apart(facts: str, query: str, target: str) -> None:
    text = rule("r", query, target)
    accepted(text)
    assert derive(facts, text).triples == derive(facts, text, set_mode=False).triples


@repeatable(100)
@given(data, queries(), TARGETS)
def test_pyshacl_derives_the_same(facts: str, query: str, target: str) -> None:
    text = rule("r", query, target)
    triples = accepted(text)
    assert ReferenceEngine(turtle(facts), triples).derive((), explain=False).triples == derive(facts, text).triples


@repeatable(100)
@given(data, queries())
def test_the_bindings_are_those_of_each_focus_node_apart(facts: str, query: str) -> None:
    text = rule("r", query)
    accepted(text)
    together, apart = derive(facts, text), derive(facts, text, set_mode=False)

    assert told(together) == told(apart)


@repeatable(40)
@given(data, queries(optional=False))
def test_pyshifty_derives_the_same(facts: str, query: str) -> None:
    """Without paths of length zero, which pyshifty also finds at nodes of the rules graph, and without OPTIONAL."""
    text = rule("r", query.replace("ex:q?", "ex:q").replace("ex:p*", "ex:p+"))
    triples = accepted(text)
    assert third_opinion(turtle(facts), triples) == derive(facts, text).triples
