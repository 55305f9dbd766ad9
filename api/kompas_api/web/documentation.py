"""Pages about what Kompas knows, and about its API: read by people, without scripts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from fastapi.responses import Response
from pyoxigraph import NamedNode

from kompas.namespaces import BIBO, DCTERMS, FOAF, KOMPAS, RDF, RDFS, SH, SKOS
from kompas.vocabulary import slug_of
from kompas_api.describing import Property, mentions, name_of, properties
from kompas_api.lists import BY_TYPE
from kompas_api.negotiation import Language
from kompas_api.web.languages import N_
from kompas_api.web.templating import page
from kompas_api.worker import Worker

_HEAD = {f"{SKOS}prefLabel", f"{SKOS}altLabel", f"{SKOS}definition", f"{RDF}type", f"{RDFS}label", f"{SKOS}inScheme",
         f"{SKOS}topConceptOf"}  # fmt: skip
_ACCOUNT = {
    f"{DCTERMS}source", f"{KOMPAS}locator", f"{KOMPAS}verification", f"{KOMPAS}lastChecked", f"{DCTERMS}date",
    f"{DCTERMS}creator", f"{DCTERMS}rights", f"{BIBO}doi", f"{FOAF}page", f"{KOMPAS}readOn", f"{KOMPAS}lastVerified",
    f"{KOMPAS}basis", f"{DCTERMS}bibliographicCitation",
}  # fmt: skip


_STANDARD = {
    f"{SKOS}broader": N_("Falls under"),
    f"{SKOS}narrower": N_("Has under it"),
    f"{SKOS}related": N_("Goes with"),
    f"{SKOS}broaderTransitive": N_("Falls under, all the way up"),
    f"{SKOS}narrowerTransitive": N_("Has under it, all the way down"),
    f"{SKOS}topConceptOf": N_("Stands at the top of"),
    f"{SKOS}hasTopConcept": N_("Has at the top"),
    f"{SKOS}exactMatch": N_("The same elsewhere"),
    f"{SKOS}closeMatch": N_("Nearly the same elsewhere"),
    f"{SKOS}broadMatch": N_("Wider elsewhere"),
    f"{SKOS}narrowMatch": N_("Narrower elsewhere"),
    f"{SKOS}relatedMatch": N_("Akin to, elsewhere"),
    f"{SKOS}notation": N_("Code"),
    f"{SKOS}note": N_("Remark"),
    f"{SKOS}example": N_("Example"),
    f"{SKOS}inScheme": N_("Vocabulary"),
    f"{DCTERMS}title": N_("Title"),
    f"{DCTERMS}creator": N_("Author"),
    f"{DCTERMS}date": N_("Date"),
    f"{DCTERMS}language": N_("Written in"),
    f"{DCTERMS}rights": N_("Rights"),
    f"{DCTERMS}source": N_("Source"),
    f"{DCTERMS}bibliographicCitation": N_("Citation"),
    f"{BIBO}doi": "DOI",
    f"{FOAF}page": N_("Web page"),
    f"{SH}order": N_("Order"),
    f"{RDFS}isDefinedBy": N_("Defined in"),
}
"""What the properties of standard vocabularies are called on the pages."""
_DATED = {f"{DCTERMS}date", f"{KOMPAS}readOn", f"{KOMPAS}lastChecked", f"{KOMPAS}lastVerified"}
_ALL_THE_WAY = {f"{SKOS}broaderTransitive": f"{SKOS}broader", f"{SKOS}narrowerTransitive": f"{SKOS}narrower"}
"""What follows from another property; it is shown only where it says more."""


def thing_page(held: Worker, node: NamedNode, type: str, spoken: Language) -> Response:
    """Everything the graph says about a thing, with its sources, who points to it, and its other forms."""
    said = {part.iri: part for part in properties(held.knowledge, node, spoken)}
    name = name_of(held.knowledge, node.value, spoken)
    told = [part for iri, part in said.items() if iri not in _HEAD | _ACCOUNT and not _repeats(part, said, name)]
    collection = BY_TYPE.get(type)
    return page(
        "thing.html",
        spoken,
        node=node.value,
        slug=slug_of(node.value),
        standard=_STANDARD,
        dated=_DATED,
        name=name,
        kind=(collection.nl if spoken == "nl" else collection.en) if collection else _SCHEMES[spoken],
        collection=collection.name if collection else None,
        synonyms=said.get(f"{SKOS}altLabel"),
        definition=said.get(f"{SKOS}definition"),
        said=told,
        account=[part for iri, part in said.items() if iri in _ACCOUNT],
        mentions=_others(mentions(held.knowledge, node, spoken), said.values()),
    )


def api_page(description: dict[str, Any], host: str, spoken: Language) -> Response:
    """The OpenAPI description as a page; examples go to the host that it is read at."""
    answer = page("api.html", spoken, api=description, host=host, written=_written, codes=_CODES)
    answer.headers.update({"Cache-Control": "public, max-age=3600", "Vary": "Accept-Language"})
    return answer


_CODES = (
    "bad-input", "input-missing", "input-too-large", "malformed-input", "unknown-key", "unknown-term",
    "invalid-value", "identifying-data", "several-errors", "resource-missing", "query-too-slow", "query-too-heavy",
    "result-too-large", "service-failed",
)  # fmt: skip


_SCHEMES = {"nl": "Begrippenkaders", "en": "Vocabularies"}


def _repeats(part: Property, said: Mapping[str, Property], name: str) -> bool:
    """Whether a property only says what the heading or another property says already."""
    if part.iri == f"{DCTERMS}title":
        return [value.text for value in part.values] == [name]
    nearer = said.get(_ALL_THE_WAY.get(part.iri, ""))
    return nearer is not None and nearer.values == part.values


def _others(found: Iterable[Property], said: Iterable[Property]) -> list[Property]:
    """Who points to a thing, without those it points to itself, and without what programs need only."""
    known = {value.iri for part in said for value in part.values if value.iri}
    parts = (
        replace(part, values=tuple(value for value in part.values if value.iri not in known))
        for part in found
        if not part.iri.startswith((RDF, RDFS)) and part.iri not in _ALL_THE_WAY
    )
    return [part for part in parts if part.values]


def _written(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent=2)
