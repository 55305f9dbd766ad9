"""Writes small data and rules for the tests of the engines."""

from __future__ import annotations

from collections.abc import Iterable

import shifty
from pyoxigraph import NamedNode, Quad, RdfFormat, Store, Triple, parse, serialize

from kompas.inference import Derivation, FastEngine, RuleSet

EX = "http://example.org/"
PREFIXES = f"""
@prefix ex: <{EX}> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
DECLARED = """
ex:prefixes a owl:Ontology ;
    sh:declare [ sh:prefix "ex" ; sh:namespace "http://example.org/"^^xsd:anyURI ] ,
               [ sh:prefix "rdfs" ; sh:namespace "http://www.w3.org/2000/01/rdf-schema#"^^xsd:anyURI ] ,
               [ sh:prefix "xsd" ; sh:namespace "http://www.w3.org/2001/XMLSchema#"^^xsd:anyURI ] .
"""


def ex(name: str) -> NamedNode:
    """The thing of this name."""
    return NamedNode(EX + name)


def turtle(text: str) -> list[Triple]:
    """The triples of Turtle text, with the usual prefixes."""
    return [quad.triple for quad in parse(PREFIXES + text, RdfFormat.TURTLE)]


def rule(name: str, construct: str, target: str = "sh:targetClass ex:Thing", order: int = 0, more: str = "") -> str:
    """A SPARQL rule with its own shape, as Turtle; more says what else is true of the rule."""
    quoted = construct.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f"""
        ex:{name} a sh:SPARQLRule ; sh:order {order} ; sh:prefixes ex:prefixes ; sh:construct "{quoted}" . {more}
        ex:{name}-focus a sh:NodeShape ; {target} ; sh:order {order} ; sh:rule ex:{name} .
    """


def triple_rule(name: str, subject: str, predicate: str, value: str, target: str = "sh:targetClass ex:Thing") -> str:
    """A triple rule with its own shape, as Turtle."""
    return f"""
        ex:{name} a sh:TripleRule ; sh:subject {subject} ; sh:predicate {predicate} ; sh:object {value} .
        ex:{name}-focus a sh:NodeShape ; {target} ; sh:rule ex:{name} .
    """


def rules(*texts: str) -> RuleSet:
    """The rules of these pieces of Turtle."""
    return RuleSet.from_triples(turtle(DECLARED + "".join(texts)))


def stored(data: str | Iterable[Triple]) -> Store:
    """A store with this data in its default graph."""
    store = Store()
    triples = turtle(data) if isinstance(data, str) else data
    store.extend(Quad(t.subject, t.predicate, t.object) for t in triples)
    return store


def derive(data: str | Iterable[Triple], *texts: str, set_mode: bool = True) -> Derivation:
    """What the fast engine derives from this data by these rules."""
    return FastEngine(stored(data), rules(*texts), set_mode=set_mode).derive(())


def derived(data: str | Iterable[Triple], *texts: str, set_mode: bool = True) -> set[str]:
    """The derived triples, in short: `a knows b`, literals as their text."""
    return {short(triple) for triple in derive(data, *texts, set_mode=set_mode).triples}


def third_opinion(data: Iterable[Triple], rules: Iterable[Triple]) -> frozenset[Triple]:
    """What pyshifty derives; it repeats the rules until nothing is added."""
    known = frozenset(data)
    result = shifty.infer(_ntriples(known), _ntriples(rules), on_unsupported="error")
    return frozenset(quad.triple for quad in parse(result.graph_ntriples, RdfFormat.N_TRIPLES)) - known


def _ntriples(triples: Iterable[Triple]) -> bytes:
    return serialize(triples, format=RdfFormat.N_TRIPLES) or b""


def short(triple: Triple) -> str:
    """A triple without the addresses."""
    return " ".join(str(getattr(term, "value", term)).removeprefix(EX) for term in triple)
