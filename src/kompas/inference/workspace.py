"""The store that an engine works in, renewed before it wears out.

An Oxigraph store in memory keeps what is removed, as versions that nobody sees any more: it grows by some 250 bytes a
triple, and looking up gets slower. So once enough has come and gone, what remains is copied into a fresh store, beside
the work and in small steps, and the fresh store takes over between two cases.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock, Thread
from typing import Final

from pyoxigraph import DefaultGraph, Quad, Store

WEAR: Final = 100_000
"""How many triples may come and go before a fresh store is made."""
STEP: Final = 500
"""How many triples are copied at a time; other threads get a turn in between."""


class Workspace:
    """A store for one case at a time; what a case adds is taken out again."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = Lock()
        self._worn = 0
        self._renewal: Thread | None = None

    @contextmanager
    def one_case(self) -> Iterator[tuple[Store, list[Quad]]]:
        """The store, and a list for what is added to it: all that stands in the list is removed at the end."""
        with self._lock:
            added: list[Quad] = []
            store = self._store
            try:
                yield store, added
            finally:
                for quad in added:
                    store.remove(quad)
                self._worn += len(added)
                if self._worn > WEAR and self._renewal is None:
                    self._renewal = Thread(target=self._renew, name="renewal of a store", daemon=True)
                    self._renewal.start()

    def settle(self) -> None:
        """Wait until a fresh store that is in the making has taken over."""
        renewal = self._renewal
        if renewal is not None:
            renewal.join()

    def _renew(self) -> None:
        with self._lock:
            quads = list(self._store.quads_for_pattern(None, None, None, DefaultGraph()))
        fresh = Store()
        for start in range(0, len(quads), STEP):
            fresh.extend(quads[start : start + STEP])
            time.sleep(0)
        with self._lock:
            self._store, self._worn, self._renewal = fresh, 0, None
