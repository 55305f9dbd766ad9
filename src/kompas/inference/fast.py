"""The fast engine: SHACL-AF rules executed on an Oxigraph store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Final

from pyoxigraph import DefaultGraph, Quad, Store, Triple

from kompas.inference.data import DataGraph
from kompas.inference.derivation import Derivation
from kompas.inference.executor import Executor
from kompas.inference.ruleset import RuleSet

WEAR: Final = 200_000
"""How many triples may come and go before the store is copied afresh. A store in memory keeps what is removed, as
versions that nobody sees any more: it grows by some 250 bytes a triple, and looking up slows down."""


class FastEngine:
    """Derives with knowledge and rules that stay the same; one case at a time.

    Facts and what follows from them stand in the store's default graph beside the knowledge while `derive` runs, and
    are taken out before it returns. So a store belongs to one engine, and nothing else may write to it.
    """

    name = "fast"

    def __init__(self, store: Store, rules: RuleSet, *, set_mode: bool = True) -> None:
        """`set_mode=False` runs every rule for each focus node apart: slower, the same result."""
        self._store = store
        self._rules = rules
        self._set_mode = set_mode
        self._lock = Lock()
        self._worn = 0

    def derive(self, facts: Iterable[Triple], rules: RuleSet | None = None) -> Derivation:
        """What follows from these facts, by all rules or by those given.

        Raises:
            UnsupportedRule: a blank node turned up where a query would have to name it.
        """
        with self._lock:
            chosen = self._rules if rules is None else rules
            data = DataGraph(self._store, chosen.subclasses)
            executor = Executor(data, chosen, self._set_mode)
            given: list[Quad] = []
            try:
                given = data.add(Quad(*triple) for triple in sorted(set(facts), key=str))
                derived, applications = executor.run()
            finally:
                self._remove([*given, *executor.added])
        return Derivation(frozenset(derived), tuple(applications))

    @contextmanager
    def holding(self, triples: Iterable[Triple]) -> Iterator[Store]:
        """The store with these triples beside the knowledge, for as long as the block lasts; read it, no more.

        This is where `why_not` is asked: hold the facts and what was derived from them. The engine derives nothing
        meanwhile, and waits for itself if it is asked to from within the block.
        """
        with self._lock:
            added: list[Quad] = []
            try:
                added = DataGraph(self._store).add(Quad(*triple) for triple in set(triples))
                yield self._store
            finally:
                self._remove(added)

    def _remove(self, quads: list[Quad]) -> None:
        self._worn += len(quads)
        for quad in quads:
            self._store.remove(quad)
        if self._worn > WEAR:
            fresh = Store()
            fresh.bulk_extend(self._store.quads_for_pattern(None, None, None, DefaultGraph()))
            self._store, self._worn = fresh, 0
