"""Making a release: the graph, its parts, what changed, checksums and a citation, in one folder."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from pyoxigraph import RdfFormat, Triple, serialize

from kompas import resources
from kompas.editions import Edition, edition, read_edition
from kompas.editions.finding import kept_releases
from kompas.errors import BadInput
from kompas.impact import Impact
from kompas.impact.report import directions_table, summary
from kompas.knowledge.graph import NAME as GRAPH
from kompas.knowledge.manifest import NAME as MANIFEST
from kompas.namespaces import PREFIXES, RELEASE
from kompas.releasing.versions import Version

CHECKSUMS: Final = "SHA256SUMS"
CHANGES: Final = "CHANGES.md"
CITATION: Final = "CITATION.cff"
DESCRIPTION: Final = "release.json"


@dataclass(frozen=True, slots=True)
class Released:
    """A release that was made."""

    version: Version
    folder: Path
    files: tuple[str, ...]


def release(
    new: Edition, version: Version, target: Path, made_on: date, impact: Impact | None, report: str | None
) -> Released:
    """Write a release of an edition.

    Args:
        new: the edition that is released.
        version: under which version; the knowledge must have been built as that version.
        target: the folder to write; it must not be there yet, because a release is never changed.
        made_on: the date of the release.
        impact: what it changes since the release before, None when it is the first.
        report: the whole report of that, None when it is the first.

    Raises:
        BadInput: there is such a release already, or the knowledge was built as another version.
    """
    built = new.knowledge.version.partition("+")[0]
    if built != str(version):
        raise BadInput(
            f"The knowledge was built as {built}, not as {version}. Set the version in src/kompas/__init__.py, "
            "CITATION.cff and CHANGELOG.md, and build again."
        )
    if target.exists():
        raise BadInput(f"{version} was released already, in {target.name}/; a release is never changed.")
    target.mkdir(parents=True)
    contents = {
        GRAPH: (new.folder / GRAPH).read_bytes(),
        MANIFEST: (new.folder / MANIFEST).read_bytes(),
        "knowledge.nq.gz": gzip.compress((new.folder / GRAPH).read_bytes(), mtime=0),
        "knowledge.ttl": _turtle(list(new.knowledge.triples())),
        "rules.ttl": _turtle(list(new.rules.triples)),
        CHANGES: (report or f"# Kompas {version}\n\nThe first release.\n").encode(),
        CITATION: _citation(version, made_on).encode(),
        DESCRIPTION: _description(new, version, made_on, impact).encode(),
    }
    for name, content in contents.items():
        (target / name).write_bytes(content)
    sums = [f"{hashlib.sha256(content).hexdigest()}  {name}" for name, content in sorted(contents.items())]
    (target / CHECKSUMS).write_text("\n".join(sums) + "\n", "utf-8")
    return Released(version, target, (*sorted(contents), CHECKSUMS))


def latest_kept(below: Version) -> Edition | None:
    """The newest release that was kept and is older than a version, or None."""
    found = []
    for folder in sorted(kept_releases().glob("*/")):
        try:
            version = Version.read(folder.name)
        except BadInput:
            continue
        if version < below:
            found.append((version, folder))
    if not found:
        return None
    version, folder = max(found)
    return read_edition(folder, str(version))


def previous(name: str | None, below: Version) -> Edition | None:
    """The edition that a release follows: the one that is named, else the newest that was kept."""
    return edition(name) if name is not None else latest_kept(below)


def entry(impact: Impact, version: Version, made_on: date) -> str:
    """What changed in a few lines, as a draft for CHANGELOG.md; a person adds what it means."""
    parts = [f"## {version}", f"{made_on.isoformat()}, after {impact.old.title}.", "\n".join(summary(impact, "en"))]
    if not impact.is_none:
        parts.append(directions_table(impact, "en"))
    return "\n\n".join(parts) + "\n"


def _turtle(triples: Sequence[Triple]) -> bytes:
    written = serialize(sorted(triples, key=str), format=RdfFormat.TURTLE, prefixes=PREFIXES)
    assert written is not None
    return written


def _citation(version: Version, made_on: date) -> str:
    """The citation of Kompas itself, with this version and date; a short one when it is not at hand."""
    root = resources.checkout()
    standing = (root / CITATION).read_text("utf-8") if root is not None else 'cff-version: 1.2.0\ntitle: "Kompas"\n'
    kept = [line for line in standing.splitlines() if not line.startswith(("version:", "date-released:"))]
    return "\n".join([*kept, f'version: "{version}"', f"date-released: {made_on.isoformat()}"]) + "\n"


def _description(new: Edition, version: Version, made_on: date, impact: Impact | None) -> str:
    """What machines read of a release: its addresses, digests, counts, and what it follows."""
    manifest = new.knowledge.manifest
    address = f"{RELEASE}{version}"
    told = {
        "version": str(version),
        "address": address,
        "files": {name: f"{address}/{name}" for name in (GRAPH, MANIFEST, "knowledge.ttl", "rules.ttl", CHANGES)},
        "releasedOn": made_on.isoformat(),
        "knowledgeDigest": manifest.digest,
        "rulesVersion": manifest.rules_version,
        "counts": manifest.counts,
        "follows": impact.old.knowledge.version if impact is not None else None,
        "changes": len(impact.changes) if impact is not None else None,
        "examplesThatComeOutOtherwise": [d.case for d in impact.examples] if impact is not None else [],
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"
