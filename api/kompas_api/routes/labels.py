"""The label service: names by address, names while someone types, and what is above and below; one call each."""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse, Response
from pydantic import Field

from kompas.errors import BadInput, InvalidValue, UnknownKey, together
from kompas.namespaces import ID, TYPES
from kompas_api.caching import public
from kompas_api.labels.index import Entry, Labels, labels_of
from kompas_api.negotiation import language, media_type
from kompas_api.problems import Refusal
from kompas_api.schemas import Shape
from kompas_api.worker import Worker, worker

router = APIRouter(prefix="/v1", tags=["vocabulary"])
Held = Annotated[Worker, Depends(worker)]

MOST: Final = 100
"""The most names or addresses in one call."""
_USUAL: Final = 10


class Named(Shape):
    """A thing with its names."""

    iri: str
    type: str = Field(description="Wat het is. / What it is.")
    slug: str
    label: str
    labels: dict[str, str] = Field(description="De naam per taal. / The name per language.")
    match: str | None = Field(default=None, description="De naam die paste. / The name that fitted.")
    match_language: str | None = None


class NamedList(Shape):
    """Things with their names, best first."""

    items: list[Named]


class Hierarchy(Shape):
    """A thing with what is above it, nearest first, and what is directly below it."""

    concept: Named
    broader: list[Named]
    narrower: list[Named]


def _parameter(name: str, nl: str, en: str, schema: dict[str, Any], *, required: bool = False) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": required, "description": f"{nl} / {en}", "schema": schema}


_LANGUAGE: Final = _parameter("lang", "de taal van de namen", "the language of the names",
                              {"type": "string", "enum": ["nl", "en"]})  # fmt: skip
_UNCHANGED: Final[dict[int | str, dict[str, Any]]] = {304: {"description": "Niet veranderd. / Not modified."}}
_LABELS: Final = [
    _parameter("q", "de letters die getypt zijn", "the letters that were typed", {"type": "string", "maxLength": 200}),
    _parameter("iri", "een adres waarvan u de naam zoekt; meer dan één mag", "an address to be named; more is allowed",
               {"type": "array", "items": {"type": "string"}, "maxItems": MOST}),
    _parameter("type", "alleen dingen van deze soort; meer dan één mag", "only things of this kind; more is allowed",
               {"type": "array", "items": {"type": "string", "enum": [*TYPES, "term"]}}),
    _parameter("limit", "hoeveel er hooguit komen", "how many at most",
               {"type": "integer", "minimum": 1, "maximum": MOST, "default": _USUAL}),
    _LANGUAGE,
]  # fmt: skip


@router.get(
    "/labels",
    operation_id="labels",
    response_model=NamedList,
    responses=_UNCHANGED,
    openapi_extra={"parameters": _LABELS},
    summary="Namen / Labels",
    description="Namen zoeken terwijl iemand typt, of opzoeken bij adressen, in één vraag. / Find names while someone "
    "types, or look them up by address, in one call.",
)
def labels(request: Request, held: Held) -> Response:
    """Names that begin with what was typed, or those of addresses."""
    media_type(request.headers.get("accept", ""), ["application/json"])
    spoken = language(request.headers.get("accept-language", ""), request.query_params.get("lang"))
    typed, addresses, types, limit = _asked(request)
    known = labels_of(held.knowledge)
    if addresses:
        items = [_named(known.by_iri[iri], spoken) for iri in addresses if iri in known.by_iri]
    else:
        items = [
            _named(entry, spoken) | {"match": name, "match_language": tag or None}
            for entry, name, tag in known.find(typed, types, limit)
        ]
    return public(request, JSONResponse({"items": items}, headers={"Content-Language": spoken}))


@router.get(
    "/hierarchy",
    operation_id="hierarchy",
    response_model=Hierarchy,
    responses=_UNCHANGED,
    openapi_extra={
        "parameters": [_parameter("iri", "het adres", "the address", {"type": "string"}, required=True), _LANGUAGE]
    },
    summary="Boven en onder / Above and below",
    description="Wat boven een begrip staat, van dichtbij naar veraf, en wat er direct onder valt. / What is above a "
    "concept, from near to far, and what falls directly under it.",
)
def hierarchy(request: Request, held: Held) -> Response:
    """What is above and below a concept."""
    media_type(request.headers.get("accept", ""), ["application/json"])
    spoken = language(request.headers.get("accept-language", ""), request.query_params.get("lang"))
    addresses = request.query_params.getlist("iri")
    if len(addresses) != 1:
        raise InvalidValue("Give one iri", pointer="/query/iri")
    known = labels_of(held.knowledge)
    entry = known.by_iri.get(addresses[0])
    if entry is None:
        raise Refusal(404, "Not found", "Kompas knows no thing with this address.")
    content = {
        "concept": _named(entry, spoken),
        "broader": _all(known, known.above(entry.iri), spoken),
        "narrower": _all(known, known.narrower(entry.iri), spoken),
    }
    return public(request, JSONResponse(content, headers={"Content-Language": spoken}))


def _asked(request: Request) -> tuple[str, list[str], frozenset[str], int]:
    """What is typed, which addresses, which types, and how many.

    Raises:
        BadInput: everything that is wrong with the query keys, at once.
    """
    asked = list(request.query_params.multi_items())
    wrong: list[BadInput] = []
    known = ("q", "iri", "type", "limit", "lang")
    wrong += [UnknownKey(key, pointer=f"/query/{key}", nearest=known) for key, _ in asked if key not in known]
    values = {key: [text for name, text in asked if name == key] for key in known}
    typed, addresses, types = "".join(values["q"][:1]), values["iri"], values["type"]
    if bool(typed) == bool(addresses):
        wrong.append(InvalidValue("Give either q or iri", pointer="/query/q"))
    if len(typed) > 2 * MOST or len(addresses) > MOST:
        wrong.append(InvalidValue(f"This is more than {MOST} addresses, or {2 * MOST} letters", pointer="/query/q"))
    for type in types:
        if type not in (*TYPES, "term"):
            wrong.append(InvalidValue("There is no such type", pointer="/query/type", value=type, nearest=TYPES[:3]))
    limit = values["limit"][0] if values["limit"] else str(_USUAL)
    if not limit.isdecimal() or not 1 <= int(limit) <= MOST:
        wrong.append(InvalidValue(f"The limit is a number from 1 to {MOST}", pointer="/query/limit", value=limit))
    if wrong:
        raise together(wrong)
    return typed, addresses, frozenset(types), int(limit)


def _all(known: Labels, addresses: list[str] | tuple[str, ...], spoken: str) -> list[dict[str, Any]]:
    return [_named(known.by_iri[iri], spoken) for iri in addresses if iri in known.by_iri and iri.startswith(ID)]


def _named(entry: Entry, spoken: str) -> dict[str, Any]:
    known = {tag or "und": text for tag, text in entry.labels}
    return {"iri": entry.iri, "type": entry.type, "slug": entry.slug, "label": entry.label(spoken), "labels": known}
