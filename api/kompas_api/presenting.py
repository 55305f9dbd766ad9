"""Entries of the vocabulary as plain data, in the language that was asked for."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from pyoxigraph import Literal, NamedNode

from kompas.knowledge import Knowledge
from kompas.namespaces import ID, SKOS
from kompas.vocabulary import slug_of
from kompas_api.catalogue import Catalogue, Entry, Page, Wish
from kompas_api.describing import Property, Value, name_of, properties
from kompas_api.lists import Collection

_DEFINITION = NamedNode(f"{SKOS}definition")
_NOTATION = NamedNode(f"{SKOS}notation")


def page_of(catalogue: Catalogue, collection: Collection, wish: Wish, page: Page, base: str) -> dict[str, Any]:
    """One page of a list, with how many were found in all, the facets, and the addresses of the other pages."""
    return {
        "items": [summary(catalogue, collection, entry, wish.language, base) for entry in page.entries],
        "page": wish.page,
        "page_size": wish.page_size,
        "total": page.total,
        "facets": {
            key: [
                {
                    "value": _code(catalogue.knowledge, iri),
                    "label": name_of(catalogue.knowledge, iri, wish.language),
                    "count": count,
                }
                for iri, count in counts
            ]
            for key, counts in page.counts.items()
        },
    }


def summary(
    catalogue: Catalogue, collection: Collection, entry: Entry, language: str, base: str = ""
) -> dict[str, Any]:
    """A concept as a list shows it."""
    concept = entry.concept
    said: dict[str, Any] = {
        "iri": concept.iri.value,
        "slug": concept.slug,
        "label": name_of(catalogue.knowledge, concept.iri.value, language),
        "synonyms": [text for text, spoken in concept.synonyms if spoken == language],
        "codes": list(concept.codes),
        "definition": catalogue.knowledge.literal(concept.iri, _DEFINITION, language),
        "min_age": entry.youngest,
        "max_age": entry.oldest,
        "facets": {
            key: [reference(catalogue.knowledge, iri, language) for iri in sorted(values)]
            for key, values in entry.facets.items()
            if values
        },
        "links": {
            "self": f"{base}/v1/{collection.name}/{concept.slug}",
            "doc": f"{base}/doc/{collection.type}/{concept.slug}",
        },
    }
    return {name: value for name, value in said.items() if value is not None}


def detail(catalogue: Catalogue, collection: Collection, entry: Entry, language: str, base: str = "") -> dict[str, Any]:
    """A concept with everything that is said about it."""
    said = properties(catalogue.knowledge, entry.concept.iri, language)
    return {
        **summary(catalogue, collection, entry, language, base),
        "properties": {property.name: [_plain(value) for value in property.values] for property in said},
    }


def reference(knowledge: Knowledge, iri: str, language: str) -> dict[str, str]:
    """A concept as a value names it; a term of a closed list goes by its code."""
    return {"iri": iri, "slug": _code(knowledge, iri), "label": name_of(knowledge, iri, language)}


def page_links(path: str, asked: list[tuple[str, str]], wish: Wish, total: int) -> dict[str, str]:
    """The addresses of this page of a list and of those around it."""
    last = max(1, -(-total // wish.page_size))
    kept = [(key, value) for key, value in asked if key != "page"]
    pages = {"self": wish.page, "first": 1, "last": last}
    if wish.page > 1:
        pages["prev"] = min(wish.page - 1, last)
    if wish.page < last:
        pages["next"] = wish.page + 1
    return {name: f"{path}?{urlencode([*kept, ('page', str(number))])}" for name, number in pages.items()}


def _code(knowledge: Knowledge, iri: str) -> str:
    notation = None if iri.startswith(ID) else knowledge.value(NamedNode(iri), _NOTATION)
    return notation.value if isinstance(notation, Literal) else slug_of(iri)


def _plain(value: Value) -> dict[str, Any]:
    plain: dict[str, Any] = {"text": value.text}
    if value.language:
        plain["language"] = value.language
    if value.iri:
        plain["iri"] = value.iri
    if value.parts:
        plain["parts"] = _parts(value.parts)
    return plain


def _parts(properties: tuple[Property, ...]) -> dict[str, Any]:
    return {property.name: [_plain(value) for value in property.values] for property in properties}
