"""The recognised programmes for a problem, and what each consists of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pyoxigraph import NamedNode

from kompas.knowledge import Knowledge
from kompas.namespaces import RDF, SKOS, kompas

_TYPE: Final = NamedNode(f"{RDF}type")
_BROADER: Final = NamedNode(f"{SKOS}broader")


def below(problem: NamedNode, knowledge: Knowledge) -> frozenset[NamedNode]:
    """A problem and everything that falls under it."""
    found, waiting = {problem}, [problem]
    while waiting:
        fresh = set(knowledge.subjects(_BROADER, waiting.pop())) - found
        found |= fresh
        waiting += fresh
    return frozenset(found)


def recognised_for(problem: NamedNode, knowledge: Knowledge) -> tuple[NamedNode, ...]:
    """The recognised programmes that address a problem or what falls under it, by address."""
    addressed = {p for one in below(problem, knowledge) for p in knowledge.subjects(kompas("addresses"), one)}
    recognised = kompas("RecognisedIntervention")
    found = (programme for programme in addressed if recognised in knowledge.objects(programme, _TYPE))
    return tuple(sorted(found, key=lambda programme: programme.value))


def elements_of(problem: NamedNode, knowledge: Knowledge) -> Mapping[NamedNode, frozenset[NamedNode]]:
    """The kernel elements of each recognised programme for a problem, of those of which elements are known."""
    found: dict[NamedNode, frozenset[NamedNode]] = {}
    for programme in recognised_for(problem, knowledge):
        elements = knowledge.objects(programme, kompas("hasKernelElement"))
        if elements:
            found[programme] = frozenset(element for element in elements if isinstance(element, NamedNode))
    return found
