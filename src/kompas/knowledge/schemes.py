"""Concepts at the top of their scheme: those with nothing above them, from where one finds the way down.

SKOS: https://www.w3.org/TR/skos-reference/#schemes
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from pyoxigraph import NamedNode, Triple

from kompas.namespaces import SKOS

_IN_SCHEME: Final = NamedNode(f"{SKOS}inScheme")
_BROADER: Final = NamedNode(f"{SKOS}broader")
_TOP: Final = NamedNode(f"{SKOS}topConceptOf")


def top_concepts(triples: Iterable[Triple]) -> list[Triple]:
    """For every concept that has nothing above it, that it stands at the top of its scheme.

    >>> from kompas.namespaces import thing
    >>> scheme = thing("scheme", "problem")
    >>> above, below = thing("problem", "ruzies"), thing("problem", "de-baas-spelen")
    >>> placed = [Triple(one, _IN_SCHEME, scheme) for one in (above, below)]
    >>> [triple.subject.value for triple in top_concepts([*placed, Triple(below, _BROADER, above)])]
    ['https://w3id.org/kompas/id/problem/ruzies']
    """
    listed = list(triples)
    below = {triple.subject for triple in listed if triple.predicate == _BROADER}
    return [
        Triple(triple.subject, _TOP, triple.object)
        for triple in listed
        if triple.predicate == _IN_SCHEME and triple.subject not in below
    ]
