"""Kompas as a dataset: its catalogue and descriptions, its releases as files, and what changed between them."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from pyoxigraph import NamedNode, RdfFormat, Triple, serialize

from kompas_api.caching import public
from kompas_api.describing import exists, name_of
from kompas_api.linked.changes import RECENT, changes
from kompas_api.linked.dcat import CATALOGUE, markup
from kompas_api.linked.dumps import NAMES
from kompas_api.linked.feed import feed
from kompas_api.linked.forms import form, graph, other_forms, parted
from kompas_api.linked.pages import page, spoken_in
from kompas_api.linked.publication import Publication, base_of, publication
from kompas_api.linked.releases import Release
from kompas_api.linked.sending import sent
from kompas_api.linked.statements import Statements, text
from kompas_api.negotiation import media_type
from kompas_api.problems import Refusal
from kompas_api.worker import worker

router = APIRouter(include_in_schema=False)
Held = Annotated[Publication, Depends(publication)]

_YEAR: Final = 31_536_000
_DATASETS: Final = {
    "trig": ("application/trig", RdfFormat.TRIG),
    "nq": ("application/n-quads", RdfFormat.N_QUADS),
    "jsonld": ("application/ld+json", RdfFormat.JSON_LD),
}
_FEED: Final = '</changes.atom>; rel="alternate"; type="application/atom+xml"'
_NAMED: Final = {"nq": "N-Quads", "ttl": "Turtle", "jsonld": "JSON-LD", "rdf": "RDF/XML"}
"""What the forms of the files are called."""
_KINDS: Final = {
    "nq": "application/n-quads", "ttl": "text/turtle; charset=utf-8", "jsonld": "application/ld+json",
    "rdf": "application/rdf+xml", "gz": "application/gzip", "json": "application/json",
    "SHA256SUMS": "text/plain; charset=utf-8",
}  # fmt: skip


@router.get("/catalog")
@router.get("/catalog.{suffix}")
def catalogue(request: Request, held: Held, suffix: str = "") -> Response:
    """What is published here (DCAT-AP-NL); a page with the same for people and search engines."""
    kind = form(request, suffix, page=True)
    base = base_of(request)
    links = [f'<{CATALOGUE}>; rel="describes"', _FEED, *other_forms("/catalog")]
    if kind != "text/html":
        return graph(request, held.catalogue(base), kind, links)
    spoken = spoken_in(request)
    found = markup(held.settings, base, held.current, spoken)
    context = {"release": held.current, "settings": held.settings, "markup": found}
    return public(request, page("catalogue.html", spoken, links, **context))


@router.get("/.well-known/void")
def dataset(request: Request, held: Held) -> Response:
    """The knowledge graph in VoID."""
    links = [f'<{CATALOGUE}#knowledge>; rel="describes"']
    return graph(request, held.void(base_of(request)), form(request), links)


@router.get("/graphs")
def graph_store(request: Request, held: Held) -> Response:
    """A whole graph, by the Graph Store Protocol: `?default`, or `?graph=` with the address of a release."""
    asked = list(request.query_params.multi_items())
    names = [name for name, _ in asked]
    if len(asked) != 1 or names[0] not in ("default", "graph"):
        raise Refusal(400, "Invalid request", "Name one graph: ?default, or ?graph= with its address.")
    name = "current" if names[0] == "default" else asked[0][1]
    found = next((one for one in held.releases.all if one.address == name), None) if name != "current" else held.current
    if found is None:
        raise Refusal(404, "Not found", "There is no graph with this address.")
    return graph(request, found.triples(), form(request))


@router.get("/dumps")
def dumps(request: Request, held: Held) -> Response:
    """Which releases there are, and their files."""
    spoken = spoken_in(request)
    context = {"releases": held.releases.all, "forms": _NAMED, "base": base_of(request)}
    return public(request, page("dumps.html", spoken, [_FEED, '</catalog>; rel="describedby"'], **context))


@router.get("/dumps/{release}")
def folder(release: str, held: Held) -> Response:
    """Lead from the files of a release to the release, which tells which there are."""
    return RedirectResponse(f"/release/{held.release(release).name}", 303, {"Cache-Control": "public, max-age=300"})


@router.get("/dumps/{release}/{name}")
def dump(release: str, name: str, request: Request, held: Held) -> Response:
    """A file of a release, its checksums (`SHA256SUMS`), or all about it (`manifest.json`)."""
    found = held.release(release)
    if release in ("current", "latest"):
        return RedirectResponse(f"/dumps/{found.name}/{name}", 307, {"Cache-Control": "public, max-age=300"})
    file = held.dumps.find(found, name)
    if file is None:
        raise Refusal(404, "Not found", f"The files of a release are {', '.join(NAMES[::2])}, each also with .gz.")
    headers = {"Cache-Control": f"public, max-age={_YEAR}, immutable"}
    return sent(request, *file, found.moment, _KINDS[name.rpartition(".")[2]], headers)


@router.get("/release/{name}")
def release(name: str, request: Request, held: Held) -> Response:
    """A release: which version of what, its files, and what changed in it."""
    stem, suffix = parted(name)
    found = held.release(stem)
    if found.name != stem:
        ending = f".{suffix}" if suffix else ""
        return RedirectResponse(f"/release/{found.name}{ending}", 303, {"Cache-Control": "public, max-age=300"})
    kind = form(request, suffix, page=True)
    links = [*_place(held, found), *other_forms(f"/release/{found.name}")]
    if kind == "text/html":
        context = {"release": found, "older": _older(held, found)}
        return public(request, page("release.html", spoken_in(request), links, **context))
    return graph(request, _described(held, found, base_of(request)), kind, links)


@router.get("/release/{new}/since/{old}")
def since(new: str, old: str, held: Held) -> Response:
    """Lead from the address of what changed in a release to it."""
    address = f"/changes/{held.release(old).name}/{held.release(new).name}"
    return RedirectResponse(address, 303, {"Cache-Control": "public, max-age=300"})


@router.get("/changes.atom")
def news(request: Request, held: Held) -> Response:
    """The releases as an Atom feed."""
    spoken = spoken_in(request)
    base = base_of(request)
    asked = f"?lang={spoken}" if request.query_params.get("lang") == spoken else ""
    content = feed(held.settings, base, f"{base}/changes.atom{asked}", held.releases.all, spoken)
    return public(request, Response(content, media_type="application/atom+xml"))


@router.get("/changes")
def history(request: Request, held: Held) -> Response:
    """The releases on a page, with how much changed in each; a feed for who asks for one."""
    wanted = media_type(request.headers.get("accept", ""), ["text/html", "application/atom+xml"])
    if wanted == "application/atom+xml":
        return news(request, held)
    spoken = spoken_in(request)
    pairs = list(pairwise(held.releases.all))
    steps = [(new, old, changes(old, new)) for new, old in pairs[:RECENT]]
    knowledge = worker(request).knowledge
    context = {
        "steps": steps,
        "earlier": pairs[RECENT:],
        "first": held.releases.all[-1],
        "named": lambda iri: name_of(knowledge, iri, spoken),
        "here": lambda iri: exists(knowledge, NamedNode(iri)),
    }
    return public(request, page("changes.html", spoken, [_FEED], **context))


@router.get("/changes/{old}/{new}")
def difference(old: str, new: str, request: Request, held: Held) -> Response:
    """What changed from one release to another, as two graphs: added and removed."""
    name, _, suffix = new.partition(".")
    before, after = held.release(old), held.release(name)
    if suffix and suffix not in _DATASETS:
        raise Refusal(404, "Not found", f"This ends in {', '.join(_DATASETS)}, or in nothing.")
    offered = dict(_DATASETS.values())
    kind = _DATASETS[suffix][0] if suffix else media_type(request.headers.get("accept", ""), list(offered))
    content = serialize(changes(before, after).quads(), format=offered[kind]) or b""
    return public(request, Response(content, media_type=kind))


def _place(held: Publication, found: Release) -> list[str]:
    """The links from a release to its files, and to the releases around it (RFC 5829)."""
    all_releases = held.releases.all
    place = all_releases.index(found)
    near = {
        "latest-version": held.current,
        "predecessor-version": _older(held, found),
        "successor-version": all_releases[place - 1] if place else None,
    }
    return [
        f'<{found.address}>; rel="describes"',
        f'</dumps/{found.name}/knowledge.nq>; rel="item"',
        '</changes>; rel="version-history"',
        *(f'<{other.address}>; rel="{relation}"' for relation, other in near.items() if other),
    ]


def _older(held: Publication, found: Release) -> Release | None:
    following = held.releases.all[held.releases.all.index(found) + 1 :]
    return following[0] if following else None


def _described(held: Publication, found: Release, base: str) -> list[Triple]:
    made = Statements()
    older = _older(held, found)
    made.say(
        NamedNode(found.address),
        "dcat:Dataset",
        dcterms_title=[text(f"Kompas {found.manifest.version}")],
        dcterms_isVersionOf=NamedNode(f"{CATALOGUE}#knowledge"),
        dcat_version=text(found.manifest.version),
        dcterms_issued=text(found.date),
        dcat_previousVersion=NamedNode(older.address) if older else None,
        void_triples=found.manifest.counts.get("statements"),
        void_dataDump=[NamedNode(f"{base}/dumps/{found.name}/{name}") for name in NAMES],
        dcterms_hasPart=[
            made.part(dcterms_title=text("rules"), dcat_version=text(found.manifest.rules_version)),
            made.part(dcterms_title=text("ontology"), dcat_version=text(found.ontology_version)),
        ],
        dcterms_identifier=text(found.manifest.digest),
    )
    return made.triples
