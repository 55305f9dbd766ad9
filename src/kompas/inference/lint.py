"""What may not stand in the query of a rule, beyond what the reader already refuses."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise
from typing import Final

from kompas.inference.cursor import Refused
from kompas.inference.syntax import Element, Group, Query, Select
from kompas.inference.tokens import Kind, UnreadableSparql
from kompas.namespaces import XSD

_CHANGING: Final = ("RAND", "UUID", "STRUUID", "NOW", "BNODE")
_OF_VALIDATION: Final = frozenset(("shapesGraph", "currentShape"))
_CASTS: Final = frozenset(XSD + n for n in ("boolean", "double", "float", "decimal", "integer", "dateTime", "string"))


def check_prebinding(query: Query, variables: Collection[str]) -> None:
    """Refuse what pre-binding these variables forbids.

    Raises:
        Refused: a pre-bound variable is assigned with AS, or a subquery uses it without projecting it.
    """
    items = [t for t in query.tokens if t.kind not in (Kind.SPACE, Kind.COMMENT)]
    for token, following in pairwise(items):
        if token.is_word("AS") and following.kind is Kind.VARIABLE and following.variable in variables:
            raise Refused(f"AS ${following.variable}", "the variable already has its value; choose another name")
    for select in subqueries(query.where):
        used = query.variables((select.where.start, select.where.end)) & frozenset(variables)
        if used and select.everything:
            reason = f"it does not say that it projects ${min(used)}; name the variables"
            raise Refused("SELECT * in a subquery", reason)
        if used - select.projected:
            name = min(used - select.projected)
            raise Refused(f"a subquery with ${name} that does not project it", f"add ${name} to its SELECT")


def check_rule(query: Query) -> None:
    """Refuse what a CONSTRUCT rule may not have, besides what pre-binding forbids.

    Raises:
        Refused: GROUP BY or HAVING outside a subquery, a variable that only validation has, or a function that answers
            differently every time.
        UnreadableSparql: the query is not a CONSTRUCT.
    """
    if query.form != "CONSTRUCT":
        raise Refused(query.form, "a rule is a CONSTRUCT query")
    for token in query.tokens[slice(*query.modifiers)]:
        if token.is_word("GROUP", "HAVING"):
            raise Refused(f"{token.text.upper()} after the WHERE", "aggregate in a subquery")
    for name in sorted(query.variables((0, len(query.tokens))) & _OF_VALIDATION):
        raise Refused(f"${name}", "only validation has a value for it, a rule has none")
    check_functions(query)


def check_functions(query: Query) -> None:
    """Refuse functions that answer differently every time they are asked."""
    items = [t for t in query.tokens if t.kind not in (Kind.SPACE, Kind.COMMENT)]
    for token, following in pairwise(items):
        if token.is_word(*_CHANGING) and following.is_mark("("):
            raise Refused(f"{token.text.upper()}()", "it answers differently each time, so nothing could be verified")


def called_functions(query: Query, prefixes: Mapping[str, str]) -> frozenset[str]:
    """The addresses of the functions that the query calls, the casts of XML Schema excepted."""
    return frozenset(address(query, place, prefixes) for place in query.functions) - _CASTS


def used_prefixes(query: Query, prefixes: Mapping[str, str]) -> frozenset[str]:
    """The prefixes that stand in the query.

    Raises:
        UnreadableSparql: one of them is not declared.
    """
    names = {t.text.partition(":")[0] for t in query.tokens if t.kind is Kind.NAME}
    for name in sorted(names - prefixes.keys() - query.prefixes.keys()):
        raise UnreadableSparql(f"the prefix {name}: is not declared by sh:declare at a value of sh:prefixes")
    return frozenset(names)


def address(query: Query, place: int, prefixes: Mapping[str, str]) -> str:
    """The address that the IRI or prefixed name at this place stands for."""
    token = query.tokens[place]
    if token.kind is Kind.IRI:
        return token.text[1:-1]
    prefix, _, name = token.text.partition(":")
    return prefixes[prefix] + name.replace("\\", "")


def has_open_path(query: Query, variable: str) -> bool:
    """Whether the variable stands at an end of a property path that can have length zero."""
    return any(
        element.open_paths and any(query.mentions(variable, span) for span in (element.span, element.subject or (0, 0)))
        for element in elements(query.where)
    )


def subqueries(group: Group) -> Iterator[Select]:
    """All subqueries in a group, at any depth, under EXISTS too."""
    for inner in groups(group):
        if inner.select is not None:
            yield inner.select


def elements(group: Group) -> Iterator[Element]:
    """All elements of a group, at any depth, under EXISTS too."""
    for inner in groups(group):
        yield from inner.elements


def groups(group: Group) -> Iterator[Group]:
    """The group and all groups in it, at any depth, under EXISTS too."""
    yield group
    for inner in group.subgroups():
        yield from groups(inner)
    for element in group.elements:
        for tested in element.exists:
            yield from groups(tested)
