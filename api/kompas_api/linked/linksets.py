"""The links to vocabularies of others, as VoID linksets: which vocabulary, by which relation, how many.

https://www.w3.org/TR/void/#linkset
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode, Triple

from kompas.namespaces import SKOS
from kompas_api.linked.statements import Statements, text

RELATIONS: Final = frozenset(
    NamedNode(f"{SKOS}{name}") for name in ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")
)
"""The relations of SKOS between concepts of one scheme and those of another."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A vocabulary of others: a short name, its title, and how the addresses of its concepts begin."""

    name: str
    title: str
    space: str


VOCABULARIES: Final = (
    Vocabulary("mesh", "Medical Subject Headings (MeSH)", "http://id.nlm.nih.gov/mesh/"),
    Vocabulary("doid", "Human Disease Ontology", "http://purl.obolibrary.org/obo/DOID_"),
    Vocabulary("icd-11", "ICD-11", "http://id.who.int/icd/entity/"),
    Vocabulary("cap-j", "Classificatiesysteem voor de Aard van de Problematiek van cliënten in de Jeugdzorg (CAP-J)",
               "https://www.nji.nl/"),
)  # fmt: skip


def linksets(made: Statements, ours: NamedNode, catalogue: str, triples: Iterable[Triple]) -> list[NamedNode]:
    """State each set of links from our dataset to a vocabulary by one relation; gives their addresses."""
    counted = Counter(
        (triple.predicate, vocabulary)
        for triple in triples
        if triple.predicate in RELATIONS and isinstance(triple.object, NamedNode)
        for vocabulary in VOCABULARIES
        if triple.object.value.startswith(vocabulary.space)
    )
    found = []
    for vocabulary in VOCABULARIES:
        linked = sorted((relation, number) for (relation, other), number in counted.items() if other == vocabulary)
        theirs = made.part("void:Dataset", dcterms_title=text(vocabulary.title), void_uriSpace=text(vocabulary.space))
        for relation, number in linked:
            address = NamedNode(f"{catalogue}#links-{vocabulary.name}-{relation.value.removeprefix(SKOS)}")
            made.say(
                address,
                "void:Linkset",
                void_subjectsTarget=ours,
                void_objectsTarget=theirs,
                void_linkPredicate=relation,
                void_triples=number,
            )
            found.append(address)
    return found
