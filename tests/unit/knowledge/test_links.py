"""Links follow from links as the property axioms say, and the reasoner agrees."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from pyoxigraph import RdfFormat, Triple, parse, serialize

from kompas.knowledge.hermit import installed, java
from kompas.knowledge.links import follow

ONTOLOGY = """
@prefix : <https://example.org/> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
:partOf a owl:ObjectProperty ; owl:inverseOf :hasPart .
:hasPart a owl:ObjectProperty .
:addresses a owl:ObjectProperty ; rdfs:subPropertyOf :isAbout .
:isAbout a owl:ObjectProperty .
:usedFor a owl:ObjectProperty ; owl:propertyChainAxiom ( :partOf :addresses ) .
:above a owl:ObjectProperty, owl:TransitiveProperty .
:beside a owl:ObjectProperty, owl:SymmetricProperty .
:inGroup a owl:ObjectProperty ; owl:propertyChainAxiom ( :above :inGroup ) .
:Task a owl:Class ; rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :isTask ; owl:hasSelf true ] .
:isTask a owl:ObjectProperty .
:hasTask a owl:ObjectProperty ; owl:propertyChainAxiom ( :hasPart :isTask ) .
"""
FACTS = """
@prefix : <https://example.org/> .
:element :partOf :programme . :programme :addresses :anger . :a :above :b . :b :above :c . :c :inGroup :c .
:x :beside :y . :phase :hasPart :task , :advice . :task a :Task .
"""


def read(turtle: str) -> list[Triple]:
    return [quad.triple for quad in parse(turtle, format=RdfFormat.TURTLE)]


def told(links: set[Triple]) -> set[str]:
    return {
        " ".join(term.value.rsplit("/", 1)[-1] for term in (link.subject, link.predicate, link.object))  # type: ignore[union-attr]
        for link in links
    }


def test_inverses_chains_and_transitive_steps_are_followed_to_their_end() -> None:
    found = told(follow(read(ONTOLOGY), read(FACTS)))
    assert {
        "programme hasPart element",
        "programme isAbout anger",
        "element usedFor anger",
        "a above c",
        "a inGroup c",
        "b inGroup c",
        "y beside x",
        "task partOf phase",
        "phase hasTask task",
    } <= found
    assert "phase hasTask advice" not in found, "advice is no task"


def test_the_reasoner_finds_the_same_links(tmp_path: Path) -> None:
    schema, facts = read(ONTOLOGY), read(FACTS)
    path = tmp_path / "ontology.nt"
    path.write_bytes(serialize([*schema, *facts], format=RdfFormat.N_TRIPLES) or b"")
    jars = installed("owlready2") / "hermit"
    classpath = f"{jars}:{jars / 'HermiT.jar'}"
    command = [str(java()), "-cp", classpath, "org.semanticweb.HermiT.cli.CommandLine", "-c", "-O", "-I", "-Y"]
    done = subprocess.run([*command, path.as_uri()], check=True, capture_output=True, encoding="utf-8")
    reported = {
        f"<{property}> ({pair})"
        for property, known in re.findall(r"^<([^>]+)> \(known instances: (.*?) \| possible", done.stdout, re.MULTILINE)
        for pair in re.findall(r"\(([^)]+)\)", known)
    }
    followed = {f"{link.predicate} ({link.subject}, {link.object})" for link in follow(schema, facts)}
    # HermiT reports a link under its most specific property only
    assert reported == {link for link in followed if "isAbout" not in link}
