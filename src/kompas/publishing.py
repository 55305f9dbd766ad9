"""Publishing a release: into an existing SPARQL store, in a graph of its own, and into an archive of releases.

A store takes a release in one request (Graph Store HTTP Protocol, `PUT`): whoever reads sees all of it or nothing. It
is counted afterwards, and only then is the graph `…/release/current` made to point to it.
Protocol: https://www.w3.org/TR/sparql11-http-rdf-update/
"""

from __future__ import annotations

import base64
import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from kompas.errors import BadInput, DoesNotHold, InvalidValue
from kompas.files import write
from kompas.namespaces import DCTERMS, RELEASE

if TYPE_CHECKING:
    from kompas.knowledge.manifest import Manifest

CURRENT: Final = f"{RELEASE}current"
PUBLISHED: Final = "published.json"
SHORT: Final = 12
_PATIENCE: Final = 600
"""Seconds in which a store must have taken a release."""


@dataclass(frozen=True, slots=True)
class StoreAddress:
    """Where a store is written (Graph Store Protocol) and asked (SPARQL Protocol), and who may."""

    graphs: str
    query: str = ""
    user: str = ""
    password: str = field(default="", repr=False)


def graph_of(manifest: Manifest) -> str:
    """The address of the graph of a release."""
    return f"{RELEASE}{manifest.digest[:SHORT]}"


def publish(folder: Path, store: StoreAddress) -> str:
    """Put the release of a folder into a store; the address of its graph.

    Raises:
        BadInput: the store cannot be reached, or refuses.
        DoesNotHold: the store has another number of statements than the release.
    """
    from kompas.knowledge.graph import NAME
    from kompas.knowledge.manifest import read_manifest

    manifest = read_manifest(folder)
    graph = graph_of(manifest)
    _send(store, "PUT", graph, (folder / NAME).read_bytes())
    if store.query:
        _counted(store, graph, manifest.counts["statements"])
    pointer = f"<{CURRENT}> <{DCTERMS}hasVersion> <{graph}> .\n"
    _send(store, "PUT", CURRENT, pointer.encode())
    return graph


def archive(folder: Path, target: Path, day: date) -> Path:
    """Keep the release of a folder in an archive, as published on a day; where it stands. Twice is the same as once."""
    from kompas.knowledge.manifest import read_manifest

    kept = target / read_manifest(folder).digest[:SHORT]
    if (kept / PUBLISHED).is_file():
        return kept
    part = target / f".{kept.name}.part"
    shutil.rmtree(part, ignore_errors=True)
    shutil.copytree(folder, part)
    (part / PUBLISHED).write_text(json.dumps({"date": day.isoformat()}) + "\n", "utf-8")
    part.rename(kept)
    return kept


def add_to(app: typer.Typer) -> None:
    """Put the command in place."""
    app.command(name="publish", epilog="Example: kompas publish --archive /srv/kompas/releases")(command)


def command(
    store: Annotated[str, typer.Option(help="Graph Store Protocol address of a store to publish into.")] = "",
    query: Annotated[
        str, typer.Option(envvar="KOMPAS_SPARQL_STORE", help="Its SPARQL query address, to count what arrived.")
    ] = "",
    archive_in: Annotated[
        Path | None, typer.Option("--archive", help="A folder of releases to keep this one in.")
    ] = None,
    user: Annotated[str, typer.Option(envvar="KOMPAS_STORE_USER", help="Who writes to the store.")] = "",
) -> None:
    """Publish the release: into a SPARQL store, into an archive, or both. KOMPAS_STORE_PASSWORD is the password."""
    import os
    from datetime import UTC, datetime

    from kompas import resources

    if not store and archive_in is None:
        raise BadInput("Say where to: --store, --archive, or both.")
    folder = resources.release()
    if store:
        place = StoreAddress(store, query, user, os.environ.get("KOMPAS_STORE_PASSWORD", ""))
        write(f"Published as graph {publish(folder, place)}.")
    if archive_in is not None:
        write(f"Kept in {archive(folder, archive_in, datetime.now(UTC).date())}.")


def _counted(store: StoreAddress, graph: str, expected: int) -> None:
    from urllib.parse import urlencode

    query = f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
    headers = {"Accept": "application/sparql-results+json", "Content-Type": "application/x-www-form-urlencoded"}
    answer = _request(store, "POST", store.query, urlencode({"query": query}).encode(), headers)
    found = int(json.loads(answer)["results"]["bindings"][0]["n"]["value"])
    if found != expected:
        _send(store, "DELETE", graph, None)
        raise DoesNotHold(f"The store has {found} statements of the release, which has {expected}; it was taken out.")


def _send(store: StoreAddress, method: str, graph: str, content: bytes | None) -> None:
    from urllib.parse import quote

    mark = "&" if "?" in store.graphs else "?"
    _request(
        store, method, f"{store.graphs}{mark}graph={quote(graph, safe='')}", content,
        {"Content-Type": "application/n-triples"},
    )  # fmt: skip


def _request(
    store: StoreAddress, method: str, address: str, content: bytes | None, headers: Mapping[str, str]
) -> bytes:
    from urllib.error import HTTPError
    from urllib.request import Request, urlopen

    if not address.startswith(("http://", "https://")):
        raise InvalidValue("The address of a store starts with http:// or https://", pointer="", value=address)
    known = {}
    if store.user:
        secret = base64.b64encode(f"{store.user}:{store.password}".encode()).decode()
        known["Authorization"] = f"Basic {secret}"
    request = Request(address, content, {**headers, **known}, method=method)  # noqa: S310 - checked above
    try:
        with urlopen(request, timeout=_PATIENCE) as answer:  # noqa: S310 - checked above
            return bytes(answer.read())
    except HTTPError as error:
        said = error.read()[:300].decode("utf-8", "replace")
        raise BadInput(f"The store at {address} answers {error.code}: {said}") from error
    except OSError as error:
        raise BadInput(f"The store at {address} cannot be reached: {error}") from error
