"""The dataset in VoID: what it holds, how much of it, what it is linked to, and where it can be had and asked.

Vocabulary: https://www.w3.org/TR/void/
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from pyoxigraph import NamedNode, Triple

from kompas.namespaces import ID, PREFIXES, RDF
from kompas_api.linked.dcat import CATALOGUE, LICENCE
from kompas_api.linked.linksets import linksets
from kompas_api.linked.releases import Release
from kompas_api.linked.statements import Statements, text

_TYPE: Final = NamedNode(f"{RDF}type")
_EXAMPLES: Final = ("problem/driftbuien", "intervention/triple-p", "rule/licht-en-normaal")
_USED: Final = ("kompas", "skos", "sh", "dcterms", "prov")


def void(base: str, release: Release, triples: Iterable[Triple]) -> list[Triple]:
    """The description of the knowledge graph of a release, reached at this base address."""
    listed = list(triples)
    made = Statements()
    classes = Counter(triple.object for triple in listed if triple.predicate == _TYPE)
    properties = Counter(triple.predicate for triple in listed)
    ours = NamedNode(f"{CATALOGUE}#knowledge")
    made.say(
        ours,
        "void:Dataset",
        dcterms_title=[text("Kennisgraaf van Kompas", "nl"), text("Knowledge graph of Kompas", "en")],
        dcterms_license=NamedNode(LICENCE),
        dcterms_source=NamedNode(release.address),
        foaf_homepage=NamedNode(f"{base}/"),
        void_sparqlEndpoint=NamedNode(f"{base}/sparql"),
        void_dataDump=[
            NamedNode(f"{base}/dumps/{release.name}/knowledge.{name}") for name in ("nq", "ttl", "jsonld", "rdf")
        ],
        void_uriSpace=text(ID),
        void_exampleResource=[NamedNode(f"{ID}{name}") for name in _EXAMPLES],
        void_vocabulary=[NamedNode(PREFIXES[name]) for name in _USED],
        void_triples=len(listed),
        void_entities=len({triple.subject for triple in listed if _is_thing(triple.subject)}),
        void_distinctSubjects=len({triple.subject for triple in listed}),
        void_distinctObjects=len({triple.object for triple in listed}),
        void_classes=len(classes),
        void_properties=len(properties),
        void_feature=NamedNode("http://www.w3.org/ns/formats/Turtle"),
        void_subset=linksets(made, ours, CATALOGUE, listed),
        void_classPartition=[
            made.part(void_class=kind, void_entities=number)
            for kind, number in sorted(classes.items(), key=str)
            if isinstance(kind, NamedNode)
        ],
        void_propertyPartition=[
            made.part(void_property=predicate, void_triples=number)
            for predicate, number in sorted(properties.items(), key=str)
        ],
    )
    made.say(
        NamedNode(f"{base}/.well-known/void"),
        "void:DatasetDescription",
        foaf_primaryTopic=ours,
        dcterms_title=[text("Beschrijving van de kennisgraaf", "nl"), text("Description of the graph", "en")],
    )
    return made.triples


def _is_thing(node: object) -> bool:
    return isinstance(node, NamedNode) and node.value.startswith(ID)
