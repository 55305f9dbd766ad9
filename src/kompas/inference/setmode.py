"""When may one query answer for all focus nodes at once?

Set mode puts `VALUES ?this { … }` before the WHERE and reads the focus node from each solution. That gives what
pre-binding gives for each node apart only if joining the value never differs from writing it. The rules below are
conservative: they follow from the SPARQL algebra (https://www.w3.org/TR/sparql11-query/#sparqlAlgebra), and where they
do not prove it, the executor takes the focus nodes one by one.

- A triple pattern: joining and writing agree. (For paths of length zero they agree if the node is in the data; the
  executor does not run such rules for other nodes.)
- FILTER, BIND and OPTIONAL that mention `$this` need it bound in the same group: the block is repeated there. Repeating
  it only leaves out solutions that the outer block would drop.
- UNION and nested groups: each branch by these same rules.
- A subquery that projects `$this`: the block is repeated inside it, and need not stand around it as well. With
  aggregates it must group by `$this`; with LIMIT or OFFSET the nodes would share one slice, so no.
- EXISTS sees the binding of the solution it is tested for. Inside it only triple patterns and filters are trusted.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from kompas.inference.syntax import Element, Group, Query, Sort, Span

THIS: Final = "this"


class _NotProven(Exception):
    pass


@dataclass(frozen=True, slots=True)
class SetPlan:
    """Where to put the block with focus nodes."""

    pieces: tuple[str, ...]
    """The WHERE, cut at the places where the block goes."""

    def with_block(self, block: str) -> str:
        """The WHERE with the block at its places."""
        return block.join(self.pieces)


def set_plan(query: Query) -> SetPlan | None:
    """The plan for running this rule once for many focus nodes; None when that is not proven to be the same."""
    plan = _Plan(query)
    try:
        plan.group(query.where, block=not any(map(plan.is_bound_by, query.where.elements)))
    except _NotProven:
        return None
    places = [query.where.start, *sorted(place + 1 for place in plan.places), query.where.end + 1]
    pieces = tuple(query.text((a, b)) for a, b in pairwise(places))
    return SetPlan(pieces)


class _Plan:
    def __init__(self, query: Query) -> None:
        self._query = query
        self.places: set[int] = set()

    def _mentions(self, span: Span) -> bool:
        return self._query.mentions(THIS, span)

    def _concerns(self, element: Element) -> bool:
        return self._mentions(element.span) or (element.subject is not None and self._mentions(element.subject))

    def is_bound_by(self, element: Element) -> bool:
        """Whether the element is a subquery about `$this`: it has the block inside, and gives no other focus nodes."""
        alone = element.sort is Sort.UNION and len(element.groups) == 1
        return alone and element.groups[0].select is not None and self._mentions(element.span)

    def group(self, group: Group, block: bool = False) -> None:
        if group.select is not None:
            select = group.select
            if not self._mentions(select.span):
                return
            if select.sliced or THIS not in select.projected or (select.aggregates and THIS not in select.grouped):
                raise _NotProven
            self.group(select.where, block=True)
            return
        for element in group.elements:
            if not self._concerns(element):
                continue
            for inner in element.groups:
                self.group(inner)
            for inner in element.exists:
                self._exists(inner)
            block = block or element.sort in (Sort.FILTER, Sort.BIND, Sort.OPTIONAL)
        if block:
            self.places.add(group.start)

    def _exists(self, group: Group, branch: bool = False) -> None:
        if not self._mentions((group.start, group.end)):
            return
        if group.select is not None:
            raise _NotProven
        binds = any(e.sort is Sort.TRIPLES and self._concerns(e) for e in group.elements)
        for element in group.elements:
            if not self._concerns(element):
                continue
            if element.sort in (Sort.BIND, Sort.OPTIONAL) or (element.sort is Sort.FILTER and branch and not binds):
                raise _NotProven
            for inner in element.groups:
                self._exists(inner, branch=True)
            for inner in element.exists:
                self._exists(inner)
