"""The releases there are: the current one, and those kept in the archive; each has an address that stays.

The archive is a folder with a folder for each release, as `kompas publish --archive` fills it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Final

from pyoxigraph import BlankNode, NamedNode, RdfFormat, Triple, parse

from kompas import resources
from kompas.errors import MalformedInput, ResourceMissing
from kompas.knowledge.graph import NAME
from kompas.knowledge.manifest import Manifest, read_manifest
from kompas.namespaces import ID, ONTOLOGY, RELEASE, SH

PARTS: Final = ("knowledge", "ontology", "rules")
"""What a release can be had as: the whole, and two parts of it."""
PUBLISHED: Final = "published.json"
SHORT: Final = 12
_DECLARE: Final = NamedNode(f"{SH}declare")
_CHECKED: Final = "https://w3id.org/kompas/ontology#lastChecked"
_OF_RULES: Final = (f"{ID}rule/", f"{ID}rule-case/", f"{ID}policy/")
_SCHEMES: Final = f"{ID}scheme/"


@dataclass(frozen=True)
class Release:
    """One release in its folder."""

    folder: Path
    manifest: Manifest

    @property
    def name(self) -> str:
        """The first characters of its digest, by which it is named in addresses."""
        return self.manifest.digest[:SHORT]

    @property
    def address(self) -> str:
        """Its address, wherever Kompas is hosted."""
        return f"{RELEASE}{self.name}"

    @property
    def ontology_version(self) -> str:
        """The version of the ontology in it."""
        return self.manifest.version.partition("+")[0]

    @cached_property
    def date(self) -> str:
        """The day it was published; failing that, the last day on which something in it was checked."""
        with suppress(OSError, ValueError, KeyError):
            return str(json.loads((self.folder / PUBLISHED).read_text("utf-8"))["date"])
        return max((triple.object.value for triple in self.triples() if triple.predicate.value == _CHECKED), default="")  # type: ignore[union-attr]

    @property
    def moment(self) -> datetime:
        """The start of the day it was published."""
        return datetime.fromisoformat(self.date[:10]).replace(tzinfo=UTC)

    def triples(self, part: str = "knowledge") -> list[Triple]:
        """Its statements, or those of a part of it.

        Raises:
            ResourceMissing: another release has taken its place since.
        """
        if read_manifest(self.folder).digest != self.manifest.digest:
            raise ResourceMissing(f"release {self.name}", [self.folder], "Start Kompas again to publish the new one")
        quads = parse(path=self.folder / NAME, format=RdfFormat.N_QUADS)
        return part_of([quad.triple for quad in quads], part)

    def lines(self) -> bytes:
        """Its statements as it was released: canonical N-Quads.

        Raises:
            ResourceMissing: another release has taken its place since.
        """
        content = (self.folder / NAME).read_bytes()
        if sha256(content).hexdigest() != self.manifest.digest:
            raise ResourceMissing(f"release {self.name}", [self.folder], "Start Kompas again to publish the new one")
        return content


def part_of(whole: list[Triple], part: str) -> list[Triple]:
    """The statements of a part of a release: `ontology` with schemes, `rules` with cases and policy, or all."""
    if part == "knowledge":
        return whole
    return list(_about(whole, _is_rule if part == "rules" else _is_ontology))


class Releases:
    """The current release first, then the archive from new to old."""

    def __init__(self, archive: Path | None = None) -> None:
        self.archive = archive

    @cached_property
    def all(self) -> tuple[Release, ...]:
        """Every release there is, each once.

        Raises:
            ResourceMissing: there is no current release.
        """
        current = self.current
        kept = {release.name: release for release in self._kept()}
        if current.name in kept:
            current = kept.pop(current.name)
        older = sorted(kept.values(), key=lambda release: (release.date, release.name), reverse=True)
        return (current, *older)

    @cached_property
    def current(self) -> Release:
        """The release that this Kompas answers from.

        Raises:
            ResourceMissing: it has not been built.
        """
        folder = resources.release()
        return Release(folder, read_manifest(folder))

    def find(self, name: str) -> Release | None:
        """The release with this name, version or address, `current`, or the newest with this version of the rules."""
        if name in ("current", "latest"):
            return self.all[0]
        wanted = name.removeprefix(RELEASE).rpartition("+")[2]
        for release in self.all:
            if wanted in (release.name, release.manifest.digest):
                return release
        by_rules = (one for one in self.all if one.manifest.rules_version.rpartition("+")[2] == wanted)
        return next(by_rules, None)

    def _kept(self) -> Iterator[Release]:
        if self.archive is None or not self.archive.is_dir():
            return
        for folder in sorted(self.archive.iterdir()):
            with suppress(OSError, MalformedInput):
                yield Release(folder, read_manifest(folder))


def _is_rule(address: str) -> bool:
    return address.startswith(_OF_RULES)


def _is_ontology(address: str) -> bool:
    return not address.startswith(ID) or address.startswith(_SCHEMES)


def _about(whole: Iterable[Triple], wanted: object) -> Iterator[Triple]:
    """The statements about what is wanted, and about the parts of it that have no address, in their order."""
    listed = list(whole)
    chosen: set[object] = {
        triple.subject
        for triple in listed
        if isinstance(triple.subject, NamedNode) and wanted(triple.subject.value)  # type: ignore[operator]
    }
    of_parts: dict[object, list[object]] = {}
    for triple in listed:
        if isinstance(triple.object, BlankNode):
            declared = wanted is _is_rule and triple.predicate == _DECLARE
            if declared:
                chosen.add(triple.object)
            of_parts.setdefault(triple.subject, []).append(triple.object)
    waiting = list(chosen)
    while waiting:
        fresh = [part for part in of_parts.get(waiting.pop(), []) if part not in chosen]
        chosen.update(fresh)
        waiting += fresh
    declares = NamedNode(ONTOLOGY)
    for triple in listed:
        prefixes = wanted is _is_rule and triple.subject == declares and triple.predicate == _DECLARE
        if triple.subject in chosen or prefixes:
            yield triple
