"""What changed from one release to another: statements that came and went, and the things they are about.

Blank nodes have no name that lasts, so each is named after what is said of it: a part that says the same is the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from threading import Lock
from typing import Final

from pyoxigraph import BlankNode, NamedNode, Quad, Triple

from kompas.namespaces import ID, ONTOLOGY
from kompas_api.linked.releases import Release
from kompas_api.problems import Refusal

RECENT: Final = 12
"""Of how many releases is told how much changed, where all are told of: comparing two takes about a second."""
PATIENCE: Final = 5.0
"""Seconds that who asks waits while others are compared."""
ADDED: Final = "added"
REMOVED: Final = "removed"


@dataclass(frozen=True, slots=True)
class Changes:
    """From one release to another: what was added and removed, and which things came, went, or changed."""

    old: str
    new: str
    added: tuple[Triple, ...]
    removed: tuple[Triple, ...]
    came: tuple[str, ...]
    went: tuple[str, ...]
    changed: tuple[str, ...]

    def quads(self) -> list[Quad]:
        """The statements in two graphs: `#added` and `#removed` of the address of the changes."""
        address = f"{self.new}/since/{self.old.rpartition('/')[2]}"
        graphs = ((ADDED, self.added), (REMOVED, self.removed))
        return [
            Quad(triple.subject, triple.predicate, triple.object, NamedNode(f"{address}#{name}"))
            for name, triples in graphs
            for triple in triples
        ]


_comparing = Lock()


def changes(old: Release, new: Release) -> Changes:
    """What changed from one release to another; kept for those asked for last, and worked out one at a time.

    Raises:
        Refusal: (503) others are compared, for longer than anyone should wait.
    """
    if not _comparing.acquire(timeout=PATIENCE):
        detail = "Other releases are compared at this moment. Come back later."
        raise Refusal(503, "Too busy", detail, headers={"Retry-After": f"{PATIENCE:g}"})
    try:
        return _changes(_Known(old), _Known(new))
    finally:
        _comparing.release()


class _Known:
    """A release as the key of what is kept: the same when its digest is."""

    def __init__(self, release: Release) -> None:
        self.release = release

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Known) and other.release.name == self.release.name

    def __hash__(self) -> int:
        return hash(self.release.name)


@lru_cache(maxsize=4 * RECENT)
def _changes(old: _Known, new: _Known) -> Changes:
    before, after = (set(lasting(known.release.triples())) for known in (old, new))
    added, removed = (tuple(sorted(part, key=str)) for part in (after - before, before - after))
    were, are = (_things(statements) for statements in (before, after))
    touched = _things((*added, *removed))
    return Changes(
        old.release.address,
        new.release.address,
        added,
        removed,
        tuple(sorted(are - were)),
        tuple(sorted(were - are)),
        tuple(sorted(touched & were & are)),
    )


def lasting(triples: Iterable[Triple]) -> list[Triple]:
    """The statements, with each blank node named after what is said of it."""
    listed = list(triples)
    said: dict[BlankNode, list[Triple]] = {}
    for triple in listed:
        if isinstance(triple.subject, BlankNode):
            said.setdefault(triple.subject, []).append(triple)
    named: dict[BlankNode, BlankNode] = {}

    def name(node: BlankNode, within: frozenset[BlankNode]) -> BlankNode:
        if node in named:
            return named[node]
        if node in within:
            return BlankNode("cycle")
        parts = sorted(f"{triple.predicate} {term(triple.object, within | {node})}" for triple in said.get(node, ()))
        named[node] = BlankNode("b" + sha256("\n".join(parts).encode()).hexdigest()[:20])
        return named[node]

    def term(value: object, within: frozenset[BlankNode] = frozenset()) -> object:
        return name(value, within) if isinstance(value, BlankNode) else value

    return [Triple(term(triple.subject), triple.predicate, term(triple.object)) for triple in listed]  # type: ignore[arg-type]


def _things(triples: Iterable[Triple]) -> set[str]:
    subjects = {triple.subject.value for triple in triples if isinstance(triple.subject, NamedNode)}
    return {address for address in subjects if address.startswith((ID, ONTOLOGY))}
