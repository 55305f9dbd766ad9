"""Numbering of sources: in the order in which the report first cites them."""

from __future__ import annotations

from collections.abc import Iterable

from kompas.recommendation import SourceRef
from kompas.rendering.document import Cite, Reference


class Citations:
    """Hands out a number per source while a report is written, and lists the sources at its end."""

    def __init__(self, known: Iterable[SourceRef]) -> None:
        self._known = {source.id: source for source in known}
        self._cited: dict[str, SourceRef] = {}
        self._locators: dict[str, dict[str, None]] = {}

    def cite(self, *sources: SourceRef) -> tuple[Cite, ...]:
        """Number these sources, in the order given; the same source and place is named once."""
        cites: dict[Cite, None] = {}
        for source in sources:
            self._cited.setdefault(source.id, self._known.get(source.id, source))
            if source.locator:
                self._locators.setdefault(source.id, {})[source.locator] = None
            cites[Cite(list(self._cited).index(source.id) + 1, source.locator)] = None
        return tuple(cites)

    def references(self, *, complete: bool) -> tuple[Reference, ...]:
        """The numbered list: every source that was cited and, when `complete`, those known but not cited after them."""
        listed = dict(self._cited)
        if complete:
            for identifier, source in self._known.items():
                listed.setdefault(identifier, source)
        return tuple(
            Reference(number, source.citation, tuple(self._locators.get(source.id, ())), source.url)
            for number, source in enumerate(listed.values(), start=1)
        )
