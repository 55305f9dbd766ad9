"""The ontology: its documentation for people, itself for programs, and each version of it."""

from __future__ import annotations

import re
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from pyoxigraph import NamedNode

from kompas import resources
from kompas.knowledge.documents import read_turtle
from kompas.namespaces import DCTERMS, ONTOLOGY
from kompas_api.caching import public
from kompas_api.linked.forms import form, graph, other_forms, parted
from kompas_api.linked.pages import page, spoken_in
from kompas_api.linked.publication import Publication, publication
from kompas_api.linked.releases import Release
from kompas_api.linked.statements import settled
from kompas_api.problems import Refusal

router = APIRouter(include_in_schema=False)
Held = Annotated[Publication, Depends(publication)]
_VERSION = re.compile(r"\d+\.\d+\.\d+(?:[+-][\w.-]+)?")


@router.get("/ontology")
@router.get("/ontology.{suffix}")
def ontology(request: Request, held: Held, suffix: str = "") -> Response:
    """The ontology of the current release; terms are parts of this address (`#Problem`)."""
    return _answered(request, held, held.current, "/ontology", suffix)


@router.get("/ontology/{name}")
def part(name: str, request: Request, held: Held) -> Response:
    """A version of the ontology (`0.1.0`), or a module of it (`evidence`)."""
    stem, suffix = parted(name)
    if not _VERSION.fullmatch(stem):
        return _module(request, stem, suffix)
    of_version = (one for one in held.releases.all if stem in (one.ontology_version, one.manifest.version, one.name))
    if (release := next(of_version, None)) is None:
        raise Refusal(404, "Not found", "This version of the ontology is not here; /dumps lists those there are.")
    return _answered(request, held, release, f"/ontology/{stem}", suffix)


def _answered(request: Request, held: Publication, release: Release, path: str, suffix: str) -> Response:
    kind = form(request, suffix, page=True)
    links = [
        f'<{ONTOLOGY}>; rel="describes"',
        f'<{ONTOLOGY}/{held.current.ontology_version}>; rel="latest-version"',
        '</changes>; rel="version-history"',
        *other_forms(path),
    ]
    if kind != "text/html":
        return graph(request, held.ontology(release), kind, links)
    spoken = spoken_in(request)
    known = held.documentation(release)
    sections = known.sections(spoken)
    answer = page(
        "ontology.html",
        spoken,
        links,
        release=release,
        path=path,
        version=f"{ONTOLOGY}/{release.ontology_version}",
        title=known.literal(NamedNode(ONTOLOGY), f"{DCTERMS}title", spoken),
        told=known.literal(NamedNode(ONTOLOGY), f"{DCTERMS}description", spoken),
        sections=sections,
        ids=[term.name for _, terms in sections for term in terms],
    )
    return public(request, answer)


def _module(request: Request, name: str, suffix: str) -> Response:
    path = resources.ontology() / f"{name}.ttl"
    if not re.fullmatch(r"[a-z]+", name) or not path.is_file():
        raise Refusal(404, "Not found", "The ontology has no version and no module with this name.")
    if name == "kompas":
        return RedirectResponse("/ontology", 303)
    return graph(request, settled(read_turtle([path])), form(request, suffix), [f'<{ONTOLOGY}>; rel="collection"'])
