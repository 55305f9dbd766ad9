"""Variables that have no value where they are used.

In SPARQL a group in braces is evaluated apart, before it is joined with what surrounds it. A FILTER or BIND inside it
that uses a variable from outside therefore has no value to work with. Authors mean otherwise, and engines differ:
Oxigraph pushes values into such groups when it rewrites joins. So it is refused.
"""

from __future__ import annotations

from collections.abc import Collection
from enum import Enum

from kompas.inference.cursor import Refused
from kompas.inference.lint import elements, subqueries
from kompas.inference.syntax import Element, Group, Query, Select, Sort


class _Place(Enum):
    """Where a group stands, which decides whose variables its FILTERs and BINDs can see."""

    WHERE = "sees all there is"
    EXISTS = "sees the solution it is tested for"
    OPTIONAL = "its FILTERs see what it is optional to"
    BRACES = "sees itself"


def check_scope(query: Query, prebound: Collection[str]) -> None:
    """Refuse variables that are used in a group that does not bind them.

    Raises:
        Refused: a FILTER or BIND inside braces uses a variable that only occurs outside these braces; or a subquery
            stands under EXISTS, for which SPARQL 1.1 does not say what it sees.
    """
    for element in elements(query.where):
        if any(next(subqueries(tested), None) is not None for tested in element.exists):
            raise Refused("a subquery under EXISTS", "SPARQL does not say which variables it sees, and engines differ")
    _Scope(query, query.where, frozenset(prebound)).check(query.where, _Place.WHERE)


class _Scope:
    def __init__(self, query: Query, where: Group, prebound: frozenset[str]) -> None:
        self._query = query
        self._where = where
        self._prebound = prebound

    def check(self, group: Group, place: _Place) -> None:
        if group.select is not None:
            self._subquery(group.select)
            return
        bound = _bound(self._query, group) | self._prebound
        outside = self._query.variables((self._where.start, group.start))
        outside |= self._query.variables((group.end, self._where.end))
        for element in group.elements:
            if element.sort in _hidden(place):
                missing = (self._query.variables(element.span) & outside) - bound
                if missing:
                    raise Refused(
                        f"?{min(missing)} inside braces that do not bind it",
                        "a group is evaluated apart, so the variable has no value there; "
                        "move the condition out of the braces, or the pattern that binds it in",
                    )
            inner = _Place.OPTIONAL if element.sort is Sort.OPTIONAL else _Place.BRACES
            for nested in element.groups:
                self.check(nested, inner)
            for tested in element.exists:
                self.check(tested, _Place.EXISTS)

    def _subquery(self, select: Select) -> None:
        _Scope(self._query, select.where, self._prebound).check(select.where, _Place.WHERE)


def _hidden(place: _Place) -> tuple[Sort, ...]:
    """The sorts of elements that cannot see the variables around the group."""
    return {_Place.BRACES: (Sort.FILTER, Sort.BIND), _Place.OPTIONAL: (Sort.BIND,)}.get(place, ())


def _bound(query: Query, group: Group) -> frozenset[str]:
    """The variables that a group can bind."""
    if group.select is not None:
        return group.select.projected
    found: set[str] = set()
    for element in group.elements:
        found |= _bound_by(query, element)
    return frozenset(found)


def _bound_by(query: Query, element: Element) -> frozenset[str]:
    if element.sort is Sort.FILTER:
        return frozenset()
    if element.sort is Sort.BIND:
        return frozenset() if element.assigned is None else frozenset({element.assigned})
    if element.sort is Sort.TRIPLES:
        shared = frozenset[str]() if element.subject is None else query.variables(element.subject)
        return query.variables(element.span) | shared
    return frozenset[str]().union(*(_bound(query, group) for group in element.groups))
