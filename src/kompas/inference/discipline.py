"""The discipline of order: one ordered pass over the rules is already the fixpoint.

Engines that run the rules once, as the SHACL-AF note has it, and engines that repeat them until nothing is added then
derive the same.
"""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Triple

from kompas.inference.derivation import Engine


def second_pass(engine: Engine, facts: Iterable[Triple]) -> frozenset[Triple]:
    """What the rules still add to the facts and all that they derived from them; empty when order is kept."""
    given = frozenset(facts)
    return engine.derive(given | engine.derive(given).triples).triples
