"""Numbering of sources: in the order in which the report first cites them."""

from __future__ import annotations

from collections.abc import Iterable

from kompas.recommendation import SourceRef
from kompas.rendering.document import Cite, Reference


class Citations:
    """Hands out a number per source while a report is written, and lists the sources at its end."""

    def __init__(self, known: Iterable[SourceRef]) -> None:
        self._known = {source.id: source for source in known}
        self._numbers: dict[str, int] = {}
        self._cited: dict[str, SourceRef] = {}
        self._locators: dict[str, dict[str, None]] = {}

    def cite(self, *sources: SourceRef) -> tuple[Cite, ...]:
        """Number these sources, in the order given; each is named once, with its places."""
        places: dict[str, dict[str, None]] = {}
        for source in sources:
            self._numbers.setdefault(source.id, len(self._numbers) + 1)
            self._cited.setdefault(source.id, self._known.get(source.id, source))
            found = places.setdefault(source.id, {})
            if source.locator:
                found[source.locator] = None
        for identifier, found in places.items():
            self._locators.setdefault(identifier, {}).update(found)
        return tuple(Cite(self._numbers[identifier], "; ".join(found)) for identifier, found in places.items())

    def references(self, *, complete: bool, uncited: bool) -> tuple[Reference, ...]:
        """The numbered list; with `uncited`, sources that are known but not cited come after those that are.

        When `complete`, all have their address, and the places stand with the text. Else the places in each source are
        listed here.
        """
        listed = dict(self._cited)
        if uncited:
            for identifier, source in self._known.items():
                listed.setdefault(identifier, source)
        return tuple(
            Reference(number, source.citation, (), source.url)
            if complete
            else Reference(number, source.citation, tuple(self._locators.get(source.id, ())), None)
            for number, source in enumerate(listed.values(), start=1)
        )
