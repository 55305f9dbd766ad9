"""A release: one N-Quads file with everything in the default graph, and a manifest beside it.

Blank nodes get canonical names (RDFC-1.0) and lines are sorted, so the same statements give the same bytes and the
same digest in whatever order they came. A release is written in a new folder that then takes the place of the old
one: whoever reads, reads a whole release. Canonicalisation: https://www.w3.org/TR/rdf-canon/
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from pyoxigraph import (
    CanonicalizationAlgorithm,
    Dataset,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    Store,
    Triple,
    serialize,
)

from kompas import __version__
from kompas.knowledge.graph import NAME as GRAPH
from kompas.knowledge.manifest import NAME as MANIFEST
from kompas.knowledge.manifest import CitedSource, Manifest
from kompas.namespaces import DCTERMS, ID, KOMPAS, RDF, SKOS

_TYPE: Final = NamedNode(f"{RDF}type")
_SOURCE: Final = NamedNode(f"{DCTERMS}source")
_TITLES: Final = (NamedNode(f"{DCTERMS}title"), NamedNode(f"{SKOS}prefLabel"))
_SHORT: Final = 12


def canonical(triples: Iterable[Triple]) -> bytes:
    """The statements as sorted N-Quads with canonical blank nodes: equal for equal graphs."""
    dataset = Dataset(Quad(triple.subject, triple.predicate, triple.object, DefaultGraph()) for triple in triples)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    lines = serialize(dataset, format=RdfFormat.N_QUADS) or b""
    return b"".join(sorted(lines.splitlines(keepends=True)))


def digest(content: bytes) -> str:
    """The SHA-256 of some bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def release(
    target: Path, triples: Iterable[Triple], *, inferred: int, rules: Iterable[Triple], inputs: str
) -> Manifest:
    """Write a release, in place of what stands there.

    Args:
        target: the folder of the release; made when it is not there.
        triples: every statement.
        inferred: how many of them the reasoner concluded.
        rules: the statements that are rules and policy, for their version.
        inputs: digest of the files it was made from.
    """
    statements = _as_read(triples)
    content = canonical(statements)
    own_rules = _as_read(rules)
    whole = digest(content)
    manifest = Manifest(
        version=f"{__version__}+{whole[:_SHORT]}",
        digest=whole,
        rules_version=f"{__version__}+{digest(canonical(own_rules))[:_SHORT]}",
        inputs=inputs,
        counts=_counts(statements, inferred),
        sources=_sources(statements),
    )
    fresh = target.with_name(f".{target.name}-{os.getpid()}")
    stale = target.with_name(f".{target.name}-{os.getpid()}-before")
    fresh.mkdir(parents=True)
    try:
        (fresh / GRAPH).write_bytes(content)
        (fresh / MANIFEST).write_text(manifest.to_json(), "utf-8")
        if target.exists():
            target.rename(stale)
        fresh.rename(target)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.rmtree(stale, ignore_errors=True)
    return manifest


def _as_read(triples: Iterable[Triple]) -> list[Triple]:
    """The statements as a store gives them back, with each number in one spelling (`3` for `3.0`).

    So that whoever takes the graph from the endpoint has the same graph, with the same digest, as in the file.
    """
    store = Store()
    store.extend(Quad(triple.subject, triple.predicate, triple.object) for triple in triples)
    return [quad.triple for quad in store]


def _counts(statements: list[Triple], inferred: int) -> dict[str, int]:
    kinds = {
        (triple.subject, triple.object.value.removeprefix(KOMPAS))
        for triple in statements
        if triple.predicate == _TYPE
        and isinstance(triple.object, NamedNode)
        and triple.object.value.startswith(KOMPAS)
        and isinstance(triple.subject, NamedNode)
        and triple.subject.value.startswith(ID)
    }
    return {"statements": len(statements), "inferred": inferred, **Counter(name for _, name in kinds)}


def _sources(statements: list[Triple]) -> tuple[CitedSource, ...]:
    cited = Counter(
        triple.object
        for triple in statements
        if triple.predicate == _SOURCE
        and isinstance(triple.object, NamedNode)
        and triple.object.value.startswith(f"{ID}source/")
    )
    titles: dict[object, str] = {}
    for predicate in reversed(_TITLES):
        for triple in sorted((t for t in statements if t.predicate == predicate and t.subject in cited), key=str):
            if isinstance(triple.object, Literal):
                titles[triple.subject] = triple.object.value
    return tuple(
        CitedSource(source.value, titles.get(source, ""), number)
        for source, number in sorted(cited.items(), key=lambda entry: entry[0].value)
    )
