"""The fast engine: SHACL-AF rules executed on an Oxigraph store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from pyoxigraph import Quad, Store, Triple

from kompas.inference.data import DataGraph
from kompas.inference.derivation import Derivation
from kompas.inference.executor import Executor
from kompas.inference.ruleset import RuleSet
from kompas.inference.workspace import Workspace


class FastEngine:
    """Derives with knowledge and rules that stay the same; one case at a time.

    Facts and what follows from them stand in the store's default graph beside the knowledge while `derive` runs, and
    are taken out before it returns. So a store belongs to one engine, and nothing else may write to it.
    """

    name = "fast"

    def __init__(self, store: Store, rules: RuleSet, *, set_mode: bool = True) -> None:
        """`set_mode=False` runs every rule for each focus node apart: slower, the same result."""
        self._workspace = Workspace(store)
        self._rules = rules
        self._set_mode = set_mode

    def derive(self, facts: Iterable[Triple], rules: RuleSet | None = None) -> Derivation:
        """What follows from these facts, by all rules or by those given.

        Raises:
            UnsupportedRule: a blank node turned up where a query would have to name it.
        """
        chosen = self._rules if rules is None else rules
        given = [Quad(*triple) for triple in sorted(set(facts), key=str)]
        with self._workspace.one_case() as (store, added):
            data = DataGraph(store, chosen.subclasses)
            added.extend(data.add(given))
            derived, applications = Executor(data, chosen, self._set_mode).run(added)
        return Derivation(frozenset(derived), tuple(applications))

    @contextmanager
    def holding(self, triples: Iterable[Triple]) -> Iterator[Store]:
        """The store with these triples beside the knowledge, for as long as the block lasts; read it, no more.

        This is where `why_not` is asked: hold the facts and what was derived from them. The engine derives nothing
        meanwhile, and waits for itself if it is asked to from within the block.
        """
        given = [Quad(*triple) for triple in set(triples)]
        with self._workspace.one_case() as (store, added):
            added.extend(DataGraph(store).add(given))
            yield store

    def settle(self) -> None:
        """Wait until the copying of a worn store, if any is going on, is done."""
        self._workspace.settle()
