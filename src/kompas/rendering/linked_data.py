"""The recommendation as linked data: what was derived, and on what it stands, in PROV-O.

    case fact ──prov:used──╮
    rule ──────prov:used───┤
                     application (prov:Activity) ◁─prov:wasGeneratedBy─ argument (prov:Entity)
                                                                          ├─prov:hadPrimarySource─ source
    recommendation ──prov:wasDerivedFrom──▷ case, arguments               ╰─prov:qualifiedPrimarySource─ its locator

Every node has an address of its own (no blank nodes), so that two recommendations can be compared line by line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Triple

from kompas.namespaces import CASE, DCTERMS, FOAF, ID, PROV, RDF, RDFS, kompas
from kompas.recommendation import Argument, Recommendation, SourceRef
from kompas.rendering.frame import arguments

RECOMMENDATION: Final = "urn:kompas:recommendation"
_ROUTES: Final = {
    "ordinary-parenting": "gewoon-opvoeden",
    "kernel-elements": "kernelementen",
    "full-intervention": "volledige-interventie",
    "clarify-first": "eerst-verhelderen",
}
_TYPE: Final = NamedNode(f"{RDF}type")
_LABEL: Final = NamedNode(f"{RDFS}label")
_COMMENT: Final = NamedNode(f"{RDFS}comment")
_ENTITY: Final = NamedNode(f"{PROV}Entity")
_ACTIVITY: Final = NamedNode(f"{PROV}Activity")
_USED: Final = NamedNode(f"{PROV}used")
_DERIVED_FROM: Final = NamedNode(f"{PROV}wasDerivedFrom")
_GENERATED_BY: Final = NamedNode(f"{PROV}wasGeneratedBy")
_PRIMARY_SOURCE: Final = NamedNode(f"{PROV}hadPrimarySource")
_QUALIFIED_SOURCE: Final = NamedNode(f"{PROV}qualifiedPrimarySource")


def recommendation_graph(recommendation: Recommendation, graph: Iterable[Triple] = ()) -> frozenset[Triple]:
    """The triples of the case and those derived from it (`graph`), with the recommendation and its arguments explained.

    Addresses: `urn:kompas:recommendation`; an argument is the case's fragment by its id; the application of its rule
    has `application/` where the argument has `argument/`.
    """
    return frozenset((*graph, *_answer(recommendation), *_sources(recommendation), *_arguments(recommendation)))


def route_node(code: str) -> NamedNode:
    """The route with this code."""
    return NamedNode(f"{ID}route/{_ROUTES[code]}")


def argument_node(identifier: str) -> NamedNode:
    """The argument with this id."""
    return _fragment(identifier)


def source_node(source: SourceRef) -> NamedNode:
    """The source: its id is a slug, or already an address."""
    known = source.id.startswith(("https://", "http://"))
    return NamedNode(quote(source.id, safe=_SAFE) if known else f"{ID}source/{quote(source.id, safe='')}")


_SAFE: Final = "/:?#[]@!$&'()*+,;=-._~%"


def _answer(recommendation: Recommendation) -> Iterator[Triple]:
    """The recommendation itself, and the consultation that made it."""
    node, case, provenance = NamedNode(RECOMMENDATION), NamedNode(CASE), recommendation.provenance
    consultation = NamedNode(f"{RECOMMENDATION}#consultation")
    low, high = recommendation.route_range
    yield Triple(node, _TYPE, kompas("Recommendation"))
    yield Triple(node, _TYPE, _ENTITY)
    yield Triple(node, _DERIVED_FROM, case)
    yield Triple(node, _GENERATED_BY, consultation)
    yield Triple(node, _COMMENT, Literal(recommendation.summary, language=recommendation.language))
    yield Triple(node, NamedNode(f"{DCTERMS}language"), Literal(recommendation.language))
    yield Triple(node, kompas("route"), route_node(recommendation.route))
    yield Triple(node, kompas("lowestRoute"), route_node(low))
    yield Triple(node, kompas("highestRoute"), route_node(high))
    yield Triple(node, kompas("decisiveness"), _individual(recommendation.decisiveness))
    for flag in recommendation.flags:
        yield Triple(node, kompas("raisesFlag"), _individual(flag))
    for argument in arguments(recommendation):
        yield Triple(node, _DERIVED_FROM, argument_node(argument.id))
    yield Triple(consultation, _TYPE, _ACTIVITY)
    yield Triple(consultation, _USED, case)
    yield Triple(consultation, _USED, NamedNode(provenance.policy.iri))
    yield Triple(consultation, kompas("knowledgeVersion"), Literal(provenance.knowledge_version))
    yield Triple(consultation, kompas("rulesVersion"), Literal(provenance.rules_version))
    yield Triple(consultation, kompas("engine"), Literal(provenance.engine))


def _sources(recommendation: Recommendation) -> Iterator[Triple]:
    """Every source with its citation and its page."""
    for source in recommendation.provenance.sources:
        node = source_node(source)
        yield Triple(node, NamedNode(f"{DCTERMS}bibliographicCitation"), Literal(source.citation))
        if source.url:
            yield Triple(node, NamedNode(f"{FOAF}page"), NamedNode(quote(source.url, safe=_SAFE)))


def _arguments(recommendation: Recommendation) -> Iterator[Triple]:
    for argument in arguments(recommendation):
        yield from _argument(argument, recommendation.language)


def _argument(argument: Argument, language: str) -> Iterator[Triple]:
    """An argument: its words, weight and theme, the application of its rule, and its sources with their places."""
    node, rule = argument_node(argument.id), NamedNode(argument.rule.iri)
    application = _fragment(f"application/{argument.id.removeprefix('argument/')}")
    yield Triple(node, _TYPE, kompas("Argument"))
    yield Triple(node, _TYPE, _ENTITY)
    yield Triple(node, _COMMENT, Literal(argument.text, language=language))
    yield Triple(node, kompas("weight"), _individual(argument.weight))
    yield Triple(node, kompas("theme"), _individual(argument.theme))
    yield Triple(node, _GENERATED_BY, application)
    yield Triple(rule, _LABEL, Literal(argument.rule.label, language=language))
    yield Triple(application, _TYPE, _ACTIVITY)
    yield Triple(application, _USED, rule)
    for premise in argument.premises:
        yield Triple(application, _COMMENT, Literal(premise.text, language=language))
        if premise.iri:
            yield Triple(application, _USED, NamedNode(premise.iri))
    for number, source in enumerate(argument.sources, 1):
        yield Triple(node, _PRIMARY_SOURCE, source_node(source))
        if source.locator:
            place = _fragment(f"{argument.id}/source/{number}")
            yield Triple(node, _QUALIFIED_SOURCE, place)
            yield Triple(place, _TYPE, NamedNode(f"{PROV}PrimarySource"))
            yield Triple(place, NamedNode(f"{PROV}entity"), source_node(source))
            yield Triple(place, kompas("locator"), Literal(source.locator))


def _fragment(identifier: str) -> NamedNode:
    """A part of the case, by the fragment of its address."""
    return NamedNode(f"{CASE}#{quote(identifier, safe='/-._~:')}")


def _individual(code: str) -> NamedNode:
    """The ontology individual of a code: `safety-first` is `kompas:SafetyFirst`."""
    return kompas("".join(part.capitalize() for part in code.split("-")))
