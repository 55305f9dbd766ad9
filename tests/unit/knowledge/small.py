"""A small ontology and the tables of a small knowledge, for tests of the build."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

ONTOLOGY = """
@prefix kompas: <https://w3id.org/kompas/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<https://w3id.org/kompas/ontology> a owl:Ontology .
skos:broader a owl:ObjectProperty ; rdfs:subPropertyOf skos:broaderTransitive .
skos:broaderTransitive a owl:ObjectProperty, owl:TransitiveProperty .
skos:prefLabel a owl:AnnotationProperty .
kompas:closedOn a owl:AnnotationProperty .
kompas:Problem a owl:Class ; owl:disjointWith kompas:Intervention, kompas:Rating .
kompas:ProblemGroup a owl:Class ; rdfs:subClassOf kompas:Problem .
kompas:Intervention a owl:Class ; owl:disjointWith kompas:Rating .
kompas:Rating a owl:Class .
kompas:Level a owl:Class ; owl:equivalentClass [ a owl:Class ; owl:oneOf ( kompas:Good kompas:Bad ) ] .
kompas:Good a owl:NamedIndividual, kompas:Level .
kompas:Bad a owl:NamedIndividual, kompas:Level .
[] a owl:AllDifferent ; owl:distinctMembers ( kompas:Good kompas:Bad ) .
kompas:level a owl:ObjectProperty, owl:FunctionalProperty ; rdfs:domain kompas:Rating .
kompas:current a owl:DatatypeProperty, owl:FunctionalProperty .
kompas:ratingOf a owl:ObjectProperty ; rdfs:range kompas:Intervention .
kompas:hasRating a owl:ObjectProperty ; owl:inverseOf kompas:ratingOf ; kompas:closedOn kompas:Intervention .
kompas:addresses a owl:ObjectProperty ; rdfs:domain kompas:Intervention ; rdfs:range kompas:Problem .
kompas:addressedBy a owl:ObjectProperty ; owl:inverseOf kompas:addresses ; kompas:closedOn kompas:Problem .
kompas:inGroup a owl:ObjectProperty ; owl:propertyChainAxiom ( skos:broader kompas:inGroup ) .
kompas:CurrentRating a owl:Class ; owl:equivalentClass [ a owl:Class ; owl:intersectionOf (
    kompas:Rating [ a owl:Restriction ; owl:onProperty kompas:current ; owl:hasValue true ] ) ] .
kompas:Recognised a owl:Class ; owl:equivalentClass [ a owl:Class ; owl:intersectionOf ( kompas:Intervention
    [ a owl:Restriction ; owl:onProperty kompas:hasRating ; owl:someValuesFrom kompas:GoodRating ] ) ] .
kompas:GoodRating a owl:Class ; owl:equivalentClass [ a owl:Class ; owl:intersectionOf ( kompas:CurrentRating
    [ a owl:Restriction ; owl:onProperty kompas:level ; owl:hasValue kompas:Good ] ) ] .
kompas:BadRating a owl:Class ; owl:equivalentClass [ a owl:Class ; owl:intersectionOf ( kompas:CurrentRating
    [ a owl:Restriction ; owl:onProperty kompas:level ; owl:hasValue kompas:Bad ] ) ] .
kompas:Rejected a owl:Class ; owl:disjointWith kompas:Recognised ; owl:equivalentClass [ a owl:Class ;
    owl:intersectionOf ( kompas:Intervention
    [ a owl:Restriction ; owl:onProperty kompas:hasRating ; owl:someValuesFrom kompas:BadRating ] ) ] .
kompas:Orphan a owl:Class ; owl:equivalentClass [ a owl:Class ; owl:intersectionOf ( kompas:Problem
    [ a owl:Class ; owl:complementOf
        [ a owl:Restriction ; owl:onProperty kompas:addressedBy ; owl:someValuesFrom kompas:Recognised ] ] ) ] .
kompas:Unrated a owl:Class ; owl:equivalentClass [ a owl:Class ; owl:intersectionOf ( kompas:Intervention
    [ a owl:Class ; owl:complementOf
        [ a owl:Restriction ; owl:onProperty kompas:hasRating ; owl:someValuesFrom kompas:CurrentRating ] ] ) ] .
"""
SHAPES = """
@prefix kompas: <https://w3id.org/kompas/ontology#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
kompas:Named a sh:NodeShape ; sh:targetClass kompas:Problem ;
    sh:property [ sh:path skos:prefLabel ; sh:minCount 1 ; sh:message "A problem has a name."@en ] .
"""
PROBLEMS = ["slug,label,broader", "gedrag,Gedrag,", "boos,Boos,gedrag", "woede,Woede,boos", "angst,Angst,"]
INTERVENTIONS = ["slug,addresses", "rustig,boos", "snel,woede;angst", "nieuw,angst"]
RATINGS = ["slug,of,level,current", "een,rustig,Good,true", "twee,snel,Bad,true", "drie,snel,Good,false"]


def knowledge(folder: Path, **changed: list[str]) -> Path:
    """The folders `ontology`, `rules` and `tables` of a small knowledge, with some tables changed."""
    ontology, rules, tables = (folder / name for name in ("ontology", "rules", "tables"))
    for part in (ontology / "shapes", rules, tables):
        part.mkdir(parents=True, exist_ok=True)
    (ontology / "kompas.ttl").write_text(ONTOLOGY, "utf-8")
    (ontology / "shapes" / "knowledge.ttl").write_text(SHAPES, "utf-8")
    (ontology / "shapes" / "rules.ttl").write_text("", "utf-8")
    broader = {"propertyUrl": "skos:broader", "valueUrl": "problem:{broader}"}
    addresses = {"separator": ";", "propertyUrl": "kompas:addresses", "valueUrl": "problem:{addresses}"}
    level = {"propertyUrl": "kompas:level", "valueUrl": "kompas:{level}"}
    rating_of = {"propertyUrl": "kompas:ratingOf", "valueUrl": "intervention:{of}"}
    current = {"datatype": "boolean", "propertyUrl": "kompas:current"}
    label = {"lang": "nl", "propertyUrl": "skos:prefLabel"}
    _table(tables, "problems", "Problem", changed.get("problems", PROBLEMS), label=label, broader=broader)
    _table(tables, "interventions", "Intervention", changed.get("interventions", INTERVENTIONS), addresses=addresses)
    _table(tables, "ratings", "Rating", changed.get("ratings", RATINGS), of=rating_of, level=level, current=current)
    return folder


def _table(folder: Path, name: str, kind: str, lines: list[str], **columns: dict[str, Any]) -> None:
    (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", "utf-8")
    schema = {
        "aboutUrl": f"{kind.lower()}:{{slug}}",
        "primaryKey": "slug",
        "columns": [
            {"name": "slug", "required": True, "suppressOutput": True},
            *({"name": own, **declared} for own, declared in columns.items()),
            {"name": "type", "virtual": True, "propertyUrl": "rdf:type", "valueUrl": f"kompas:{kind}"},
        ],
    }
    metadata = {"@context": "http://www.w3.org/ns/csvw", "url": f"{name}.csv", "tableSchema": schema}
    (folder / f"{name}.csv-metadata.json").write_text(json.dumps(metadata), "utf-8")
