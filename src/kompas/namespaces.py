"""Prefixes and addresses, bound once.

Ontology terms live under `kompas:`; things live under `https://w3id.org/kompas/id/{type}/{slug}` with a prefix per
type (`problem:driftbuien`). Identifiers stay the same wherever Kompas is hosted.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from pyoxigraph import NamedNode

from kompas import resources

ONTOLOGY: Final = "https://w3id.org/kompas/ontology"
KOMPAS: Final = f"{ONTOLOGY}#"
ID: Final = "https://w3id.org/kompas/id/"
RELEASE: Final = "https://w3id.org/kompas/release/"
CASE: Final = "urn:kompas:case"

RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
OWL: Final = "http://www.w3.org/2002/07/owl#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
SH: Final = "http://www.w3.org/ns/shacl#"
PROV: Final = "http://www.w3.org/ns/prov#"
DCTERMS: Final = "http://purl.org/dc/terms/"
BIBO: Final = "http://purl.org/ontology/bibo/"
FOAF: Final = "http://xmlns.com/foaf/0.1/"
DCAT: Final = "http://www.w3.org/ns/dcat#"
VOID: Final = "http://rdfs.org/ns/void#"
VANN: Final = "http://purl.org/vocab/vann/"

TYPES: Final = (
    "age-phase", "caution", "common-factor", "consideration", "delivery-feature", "disagreement", "evidence",
    "guideline", "guideline-advice", "indicator", "intervention", "kernel-element", "life-domain", "milieu", "moment",
    "parenting-advice", "parenting-task", "policy", "problem", "protective-activity", "protective-factor", "question",
    "rating", "risk-factor", "route", "rule", "rule-case", "safety-signal", "scheme", "service", "source", "treatment",
)  # fmt: skip
"""The types of things that have an address, in alphabetical order."""

PREFIXES: Final[dict[str, str]] = {
    "kompas": KOMPAS,
    "rdf": RDF,
    "rdfs": RDFS,
    "owl": OWL,
    "xsd": XSD,
    "skos": SKOS,
    "sh": SH,
    "prov": PROV,
    "dcterms": DCTERMS,
    "bibo": BIBO,
    "foaf": FOAF,
    "dcat": DCAT,
    "void": VOID,
    "vann": VANN,
    **{name: f"{ID}{name}/" for name in TYPES},
}
"""Every prefix that Kompas writes, for Turtle, SPARQL and JSON-LD alike."""


@cache
def kompas(name: str) -> NamedNode:
    """The ontology term of this name: `kompas("Problem")`."""
    return NamedNode(KOMPAS + name)


def thing(type: str, slug: str) -> NamedNode:
    """The thing of this type and slug: `thing("problem", "driftbuien")`; that of an extension at its own address.

    Raises:
        ValueError: there is no such type.
    """
    if type not in TYPES:
        raise ValueError(f"There is no type “{type}”; the types are {', '.join(TYPES)}.")
    return NamedNode(resources.elsewhere().get(f"{type}/{slug}") or f"{ID}{type}/{slug}")


def type_and_slug(iri: str) -> str:
    """The type and slug in the address of a thing, also when it is one of an extension.

    >>> type_and_slug("https://w3id.org/kompas/id/problem/driftbuien")
    'problem/driftbuien'
    """
    return iri.removeprefix(ID) if iri.startswith(ID) else iri.rpartition("/id/")[2]


def shortened(iri: str) -> str:
    """The address as prefix and name where a prefix covers it, else the address itself.

    >>> shortened("https://w3id.org/kompas/id/problem/driftbuien")
    'problem:driftbuien'
    """
    base = max((base for base in PREFIXES.values() if iri.startswith(base)), key=len, default="")
    name = iri.removeprefix(base)
    if not base or not name or "/" in name or "#" in name:
        return iri
    prefix = next(prefix for prefix, address in PREFIXES.items() if address == base)
    return f"{prefix}:{name}"
