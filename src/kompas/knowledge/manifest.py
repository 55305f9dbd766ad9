"""What a release says of itself: version, digests, counts and sources."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from kompas.errors import MalformedInput

NAME: Final = "manifest.json"


@dataclass(frozen=True, slots=True)
class CitedSource:
    """A source that the release cites, and in how many statements."""

    id: str
    title: str
    statements: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """The description that stands beside a released graph."""

    version: str
    """Version of Kompas and the first twelve characters of the digest: `0.1.0+3f2a…`."""
    digest: str
    """SHA-256 over the sorted statements with canonical blank nodes: independent of their order."""
    rules_version: str
    """Version of Kompas and the first twelve characters of the digest of the rules alone."""
    inputs: str
    """SHA-256 over the files the release was made from; equal inputs need no new build."""
    counts: dict[str, int]
    """How many statements, inferred statements, rules, and things of each class there are."""
    sources: tuple[CitedSource, ...]
    """Every source that is cited, in order of its address."""

    def to_json(self) -> str:
        """The manifest as JSON text, two spaces indented, with sorted counts."""
        return (
            json.dumps(asdict(self) | {"counts": dict(sorted(self.counts.items()))}, ensure_ascii=False, indent=2)
            + "\n"
        )


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a release.

    Raises:
        MalformedInput: the file is not a manifest.
        OSError: there is no such file.
    """
    path = folder / NAME
    try:
        fields = json.loads(path.read_text("utf-8"))
        sources = tuple(CitedSource(**source) for source in fields.pop("sources"))
        return Manifest(**fields, sources=sources)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise MalformedInput("a release manifest", str(error), source=path.name) from error
