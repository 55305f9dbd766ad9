"""Dumps: a release, and its parts, as files in several forms, with checksums and the digest of the graph itself.

The digest of a graph is that of its canonical N-Quads (RDFC-1.0): equal graphs have equal digests, whatever the names
of their blank nodes and the order of their statements. Canonicalisation: https://www.w3.org/TR/rdf-canon/
"""

from __future__ import annotations

import gzip
import json
import shutil
import tempfile
from dataclasses import asdict, dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Final

from pyoxigraph import RdfFormat, parse, serialize

from kompas.knowledge.release import canonical, digest
from kompas_api.linked.releases import PARTS, Release, part_of
from kompas_api.linked.statements import MORE_PREFIXES

FORMS: Final = {
    "nq": RdfFormat.N_QUADS,
    "ttl": RdfFormat.TURTLE,
    "jsonld": RdfFormat.JSON_LD,
    "rdf": RdfFormat.RDF_XML,
}
NAMES: Final = tuple(f"{part}.{suffix}{zipped}" for part in PARTS for suffix in FORMS for zipped in ("", ".gz"))
"""The files of a release."""
CHECKSUMS: Final = "SHA256SUMS"
MANIFEST: Final = "manifest.json"
_LINES: Final = frozenset({"nq"})


@dataclass(frozen=True, slots=True)
class Dump:
    """A file of a release: its name, how many bytes it has, and their SHA-256."""

    name: str
    bytes: int
    sha256: str


class Dumps:
    """The files of releases; made when they are first asked for, in a folder that goes when the service ends."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._folder: Path | None = None
        self._listed: dict[str, tuple[Dump, ...]] = {}

    @cached_property
    def digests(self) -> dict[str, dict[str, str]]:
        """For each release the digests of its graphs, by part; filled as dumps are made."""
        return {}

    def listed(self, release: Release) -> tuple[Dump, ...]:
        """The files of a release, with their checksums."""
        with self._lock:
            if release.name not in self._listed:
                self._listed[release.name] = self._made(release)
            return self._listed[release.name]

    def find(self, release: Release, name: str) -> tuple[Path, Dump] | None:
        """Where a file of a release is, and what it is; None when it has no such file."""
        listed = self.listed(release)
        assert self._folder is not None
        path = self._folder / release.name / name
        if name in (CHECKSUMS, MANIFEST):
            return path, _described(path)
        return next(((path, dump) for dump in listed if dump.name == name), None)

    def close(self) -> None:
        """Take the files away."""
        with self._lock:
            self._listed.clear()
            if self._folder is not None:
                shutil.rmtree(self._folder, ignore_errors=True)
                self._folder = None

    def _made(self, release: Release) -> tuple[Dump, ...]:
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="kompas-dumps-"))
        folder = self._folder / release.name
        folder.mkdir(exist_ok=True)
        digests = {}
        released = release.lines()
        whole = [quad.triple for quad in parse(released, format=RdfFormat.N_QUADS)]
        for part in PARTS:
            lines = released if part == "knowledge" else canonical(part_of(whole, part))
            digests[part] = digest(lines)
            for suffix, form in FORMS.items():
                content = lines if suffix in _LINES else _written(lines, form)
                (folder / f"{part}.{suffix}").write_bytes(content)
                (folder / f"{part}.{suffix}.gz").write_bytes(gzip.compress(content, 6, mtime=0))
        self.digests[release.name] = digests
        dumps = tuple(_described(folder / name) for name in NAMES)
        sums = "".join(f"{dump.sha256}  {dump.name}\n" for dump in dumps)
        (folder / CHECKSUMS).write_text(sums, "ascii")
        manifest = {
            "version": release.manifest.version,
            "rules_version": release.manifest.rules_version,
            "address": release.address,
            "date": release.date,
            "canonical_digests": digests,
            "counts": release.manifest.counts,
            "files": [asdict(dump) for dump in dumps],
        }
        (folder / MANIFEST).write_text(json.dumps(manifest, indent=2) + "\n", "utf-8")
        return dumps


def _written(lines: bytes, form: RdfFormat) -> bytes:
    triples = [quad.triple for quad in parse(lines, format=RdfFormat.N_TRIPLES)]
    return serialize(triples, format=form, prefixes=MORE_PREFIXES) or b""


def _described(path: Path) -> Dump:
    content = path.read_bytes()
    return Dump(path.name, len(content), sha256(content).hexdigest())
