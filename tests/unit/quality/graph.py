"""A small knowledge graph written in Turtle, for tests of what is said about one."""

from __future__ import annotations

from pyoxigraph import RdfFormat, Store

from kompas.knowledge import Knowledge, Manifest
from kompas.namespaces import PREFIXES


def knowledge(turtle: str) -> Knowledge:
    """Knowledge with these statements, which may use every prefix of Kompas."""
    store = Store()
    header = "\n".join(f"@prefix {prefix}: <{address}> ." for prefix, address in PREFIXES.items())
    store.load(f"{header}\n{turtle}", format=RdfFormat.TURTLE)
    return Knowledge(store, Manifest("0", "0", "0", "0", {}, ()))
