"""The OpenAPI 3.1 description of everything under `/v1`: in Dutch and English, with the schemas of case and answer.

FastAPI describes the routes; what it cannot know is added here: bodies in four formats, problem documents for every
error, headers, examples. It is made once per process.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel

from kompas.case import Case
from kompas.recommendation import Recommendation
from kompas_api.catalogue import MOST_A_PAGE
from kompas_api.examples import CASE, CASE_YAML, SEVERAL_PROBLEMS
from kompas_api.lists import COLLECTIONS, Collection
from kompas_api.routes.recommendations import CASE_FORMATS, RECOMMENDATION_FORMATS
from kompas_api.schemas import Problem
from kompas_api.settings import API_VERSION, Settings

Json = dict[str, Any]

_INTRODUCTION: Final = """\
Kompas denkt mee over passende hulp voor kinderen, jongeren en gezinnen. U stuurt een anonieme situatie, en krijgt een
voorstel terug met alle redenen, wat ertegen pleit, wat u nog kunt vragen en wat het voorstel zou veranderen.
Professional, ouders en kind beslissen. Gegevens over een situatie staan alleen in de inhoud van een verzoek en worden
niet bewaard en niet gelogd.

In English: Kompas helps to choose proportionate help for children, young people and families. An anonymous situation
goes in; a proposal comes out with its reasons, what speaks against it, what to ask next and what would change it.
The professional, the parents and the child decide. Case data stand only in request bodies; they are not kept or logged.

Waar we van de API Design Rules afwijken, en waarom: namen zijn Engels, omdat de begrippen en hun codes
internationaal gebruikt worden; antwoorden met openbare kennis mogen in een cache (de ETag is de uitgave van de kennis),
antwoorden op een situatie niet (no-store). / Where we deviate from the API Design Rules, and why: names are English,
because the concepts and their codes are used internationally; public knowledge may be cached (the ETag is the
release), answers to a case may not.
"""
_ERRORS: Final = {
    "400": "Het verzoek klopt niet; alle fouten staan erin. / The request is not valid; all errors are listed.",
    "404": "Dit bestaat niet. / There is nothing here.",
    "405": "Deze methode kan hier niet. / This method is not supported here.",
    "406": "Geen van de gevraagde vormen is er. / None of the accepted forms is available.",
    "408": "Het verzoek kwam te langzaam. / The request came too slowly.",
    "413": "Het verzoek is te groot. / The request is too large.",
    "415": "Deze vorm van invoer kan niet. / This form of input is not supported.",
    "500": "Er ging iets mis in Kompas. / Something went wrong in Kompas.",
    "503": "Kompas kan nu niet antwoorden. / Kompas cannot answer at the moment.",
}
_VERSION_HEADER: Final[Json] = {
    "API-Version": {
        "description": "De volledige versie van deze API. / The full version of this API.",
        "schema": {"type": "string", "examples": [API_VERSION]},
    }
}
_TAG_HEADER: Final[Json] = {
    "ETag": {
        "description": "De uitgave van de kennis. / The release of the knowledge.",
        "schema": {"type": "string"},
    }
}
_KEPT_WHEN_NULL: Final = frozenset({"from", "raises", "level", "as_of"})


def description(app: FastAPI) -> Json:
    """The OpenAPI document of this application."""
    return _described(app, app.state.settings)


@lru_cache(maxsize=4)
def _described(app: FastAPI, settings: Settings) -> Json:
    document = get_openapi(
        title="Kompas",
        version=API_VERSION,
        summary="Passende hulp, met redenen / Proportionate help, with reasons",
        description=_INTRODUCTION,
        routes=app.routes,
    )
    document["info"]["contact"] = {
        "name": settings.contact_name,
        "email": settings.contact_email,
        "url": settings.contact_url,
    }
    document["info"]["license"] = {"name": "EUPL-1.2", "identifier": "EUPL-1.2"}
    document["servers"] = [{"url": f"{settings.public_url}/v1", "description": "Kompas, versie 1 / version 1"}]
    document["tags"] = _TAGS
    document["paths"] = {
        path.removeprefix("/v1") or "/": operations
        for path, operations in document["paths"].items()
        if path == "/v1" or path.startswith("/v1/")
    }
    schemas = document["components"]["schemas"]
    schemas.pop("HTTPValidationError", None)
    schemas.pop("ValidationError", None)
    for model in (Case, Recommendation, Problem):
        schemas.update(_schemas(model))
    _mend_recommendation(schemas)
    _describe_vocabulary(document["paths"])
    document["paths"]["/recommendations"]["post"].update(_recommend())
    for operation in _operations(document["paths"]):
        _complete(operation)
    document["paths"]["/"]["get"]["responses"].pop("400", None)
    return document


_TAGS: Final = [
    {"name": "recommendations", "description": "Van situatie naar voorstel. / From a case to a recommendation."},
    {"name": "vocabulary", "description": "De begrippen, met bronnen. / The concepts, with their sources."},
    {"name": "description", "description": "De API over zichzelf. / The API about itself."},
]


def _schemas(model: type[BaseModel]) -> dict[str, Json]:
    """The schema of a model and of its parts, by name."""
    schema = model.model_json_schema(ref_template="#/components/schemas/{model}")
    return {model.__name__: schema, **schema.pop("$defs", {})}


def _mend_recommendation(schemas: dict[str, Json]) -> None:
    """Describe recommendations as they are sent: `from` under its own name, and what is not known left out."""
    change = schemas["Change"]
    change["properties"] = {"from" if name == "from_" else name: part for name, part in change["properties"].items()}
    for schema in schemas.values():
        for name, part in schema.get("properties", {}).items():
            nullable = {"type": "null"} in part.get("anyOf", [])
            if nullable and name not in _KEPT_WHEN_NULL and name in schema.get("required", []):
                schema["required"].remove(name)


def _describe_vocabulary(paths: dict[str, Json]) -> None:
    for collection in COLLECTIONS:
        listed = paths[f"/{collection.name}"]["get"]
        listed["description"] = (
            f"{collection.nl}: zoeken, verfijnen en bladeren. / {collection.en}: search, narrow down and page."
        )
        listed["parameters"] = [*_query(collection), _LANGUAGE, _ACCEPT_LANGUAGE]
        described = paths[f"/{collection.name}/{{slug}}"]["get"]
        described["description"] = (
            f"{collection.nl}: alles over één ervan. / {collection.en}: everything about one of them."
        )
        slug = {"name": "slug", "in": "path", "required": True, "schema": {"type": "string", "pattern": "^[a-z0-9-]+$"}}
        described["parameters"] = [slug, _LANGUAGE, _ACCEPT_LANGUAGE]
        for operation in (listed, described):
            operation["responses"]["200"]["headers"] = dict(_TAG_HEADER)
            operation["responses"]["304"] = {
                "description": "Niet veranderd. / Not modified.",
                "headers": dict(_TAG_HEADER),
            }


def _query(collection: Collection) -> Iterator[Json]:
    yield _parameter("q", "zoekwoorden, ook andere woorden ervoor", "search words, synonyms too", {"type": "string"})
    for facet in collection.facets:
        parameter = _parameter(
            facet.key,
            f"{facet.nl}: naam, slug of adres; meer dan één mag",
            f"{facet.en}: label, slug or address; more than one is allowed",
            {"type": "array", "items": {"type": "string"}},
        )
        yield {**parameter, "style": "form", "explode": True}
    if collection.ages:
        yield _parameter(
            "age", "leeftijd in jaren", "age in years", {"type": "number", "minimum": -0.75, "maximum": 23}
        )
    yield _parameter("page", "de bladzijde", "the page", {"type": "integer", "minimum": 1, "maximum": 1_000_000})
    yield _parameter(
        "pageSize",
        "hoeveel op een bladzijde; 20 als er niets staat",
        "how many on a page; 20 when not said",
        {"type": "integer", "minimum": 1, "maximum": MOST_A_PAGE},
    )


def _parameter(name: str, nl: str, en: str, schema: Json) -> Json:
    return {"name": name, "in": "query", "required": False, "description": f"{nl} / {en}", "schema": schema}


_LANGUAGE: Final = _parameter(
    "lang", "de taal van de teksten", "the language of the texts", {"type": "string", "enum": ["nl", "en"]}
)
_ACCEPT_LANGUAGE: Final[Json] = {
    "name": "Accept-Language",
    "in": "header",
    "required": False,
    "description": "De taal van de teksten, als `lang` er niet is. / The language of the texts, without `lang`.",
    "schema": {"type": "string"},
}


def _recommend() -> Json:
    return {
        "summary": "Van situatie naar voorstel / From a case to a recommendation",
        "description": (
            "Stuur een anonieme situatie en krijg een voorstel met redenen. Niets ervan wordt bewaard. Wat u weglaat, "
            "is niet bekend. Dezelfde situatie geeft altijd hetzelfde voorstel. / Send an anonymous case and get a "
            "recommendation with its reasons. Nothing of it is kept. What is left out is not known. The same case "
            "always gives the same recommendation."
        ),
        "parameters": [],
        "requestBody": {
            "required": True,
            "description": "De situatie, zonder iets dat naar een persoon wijst. / The case, nothing that identifies.",
            "content": {kind: _case_content(kind) for kind in CASE_FORMATS},
        },
        "responses": {
            "200": {
                "description": "Het voorstel met zijn redenen. / The recommendation with its reasons.",
                "content": {kind: _answer_content(kind) for kind in RECOMMENDATION_FORMATS},
            },
            **{
                status: {"description": _ERRORS[status]} for status in ("400", "406", "408", "413", "415", "500", "503")
            },
        },
    }


def _case_content(kind: str) -> Json:
    if kind == "application/json":
        return {"schema": {"$ref": "#/components/schemas/Case"}, "examples": {"sandra": {"value": CASE}}}
    if kind == "application/yaml":
        return {"schema": {"type": "string"}, "examples": {"sandra": {"value": CASE_YAML}}}
    return {"schema": {"type": "string", "description": "De situatie als graaf. / The case as a graph."}}


def _answer_content(kind: str) -> Json:
    if kind == "application/json":
        return {"schema": {"$ref": "#/components/schemas/Recommendation"}}
    if kind == "application/ld+json":
        return {"schema": {}}
    return {"schema": {"type": "string", **({"format": "binary"} if kind == "application/pdf" else {})}}


def _operations(paths: dict[str, Json]) -> Iterator[Json]:
    for operations in paths.values():
        yield from operations.values()


def _complete(operation: Json) -> None:
    """Every answer with its version header; every error as a problem document."""
    responses = operation["responses"]
    responses.pop("422", None)
    for status in ("400", "404", "406", "500", "503") if "requestBody" not in operation else ():
        responses.setdefault(status, {"description": _ERRORS[status]})
    for status, response in responses.items():
        response["headers"] = {**_VERSION_HEADER, **response.get("headers", {})}
        if status >= "400":
            content: Json = {"schema": {"$ref": "#/components/schemas/Problem"}}
            if status == "400":
                content["examples"] = {"several": {"value": SEVERAL_PROBLEMS}}
            response["content"] = {"application/problem+json": content}
