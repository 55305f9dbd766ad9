"""Reads a query into its structure (`kompas.inference.syntax`) and refuses, by name, what may not stand in a rule.

What pre-binding `$this` forbids is listed in https://www.w3.org/TR/shacl/#pre-binding. What else is refused would make
a rule depend on the engine that runs it: named graphs, services, blank nodes, parts of a solution sequence.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kompas.inference.cursor import Refused
from kompas.inference.syntax import Element, Group, Query, Role, Select, Sort, Span
from kompas.inference.tokens import Kind, UnreadableSparql, tokens
from kompas.inference.triples import TriplesReader

_AGGREGATES: Final = ("COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT")
_FORBIDDEN: Final = {
    "MINUS": "pre-binding does not reach it; write FILTER NOT EXISTS",
    "VALUES": "pre-binding forbids it; write FILTER (?x IN (…))",
    "SERVICE": "a rule reads the data at hand, not another service",
    "GRAPH": "the data of a rule is one graph",
    "LATERAL": "it is not part of SPARQL 1.1",
}


def read(text: str) -> Query:
    """Read a CONSTRUCT, SELECT or ASK query.

    Raises:
        UnreadableSparql: the text is not a query.
        Refused: it uses a construct that may not stand in a rule or a function.
    """
    return _Reader(tokens(text)).query()


class _Reader(TriplesReader):
    # The query as a whole.

    def query(self) -> Query:
        prefixes = self._prologue()
        form = self._take().text.upper()
        start = self._here
        if form == "CONSTRUCT":
            head, where = self._construct()
        elif form in ("SELECT", "ASK"):
            if form == "SELECT":
                self._projection()
            head = (start, self._here)
            where = self._where()
        elif form == "DESCRIBE":
            raise Refused("DESCRIBE", "what it returns is left to the engine")
        else:
            raise UnreadableSparql(f"a query starts with CONSTRUCT, not with “{form}”")
        begin = self._here
        limited, _ = self._modifiers()
        modifiers = (begin, len(self._tokens))
        if self._next < len(self._places):
            raise UnreadableSparql(f"“{self._peek().text}” stands after the end of the query")
        return Query(
            form, self._tokens, prefixes, head, where, modifiers, limited, self._roles, self._bound,
            tuple(self._functions),
        )  # fmt: skip

    def _prologue(self) -> Mapping[str, str]:
        prefixes: dict[str, str] = {}
        while self._peek().is_word("PREFIX", "BASE"):
            if self._take().is_word("BASE"):
                raise Refused("BASE", "write addresses in full or with a prefix")
            name, address = self._take(), self._take()
            if name.kind is not Kind.NAME or not name.text.endswith(":") or address.kind is not Kind.IRI:
                raise UnreadableSparql(f"PREFIX {name.text} {address.text} is not a prefix declaration")
            prefixes[name.text[:-1]] = address.text[1:-1]
        return prefixes

    def _construct(self) -> tuple[Span, Group]:
        if self._peek().is_word("WHERE"):
            where = self._where()
            return (where.start, where.end + 1), where
        start = self._expect("{")
        depth = 1
        while depth:
            here, token = self._here, self._take()
            depth += token.is_mark("{") - token.is_mark("}")
            if token.kind is Kind.VARIABLE:
                self._roles[here] = Role.TERM
        head = (start, self._behind)
        if self._peek().is_mark("{"):
            raise Refused("several templates", "a CONSTRUCT has one template")
        return head, self._where()

    def _where(self) -> Group:
        if self._peek().is_word("FROM"):
            raise Refused("FROM", "the data of a rule is one graph")
        if self._peek().is_word("WHERE"):
            self._take()
        return self._group()

    # Groups and their elements.

    def _group(self) -> Group:
        start = self._expect("{")
        if self._peek().is_word("SELECT"):
            select = self._subselect()
            return Group(start, self._expect("}"), select=select)
        elements: list[Element] = []
        while not self._peek().is_mark("}"):
            if self._peek().is_mark("."):
                self._take()
                continue
            elements.extend(self._elements())
        return Group(start, self._expect("}"), tuple(elements))

    def _elements(self) -> list[Element]:
        token, here = self._peek(), self._here
        word = token.text.upper() if token.kind is Kind.WORD else ""
        if word in _FORBIDDEN:
            raise Refused(word, _FORBIDDEN[word])
        if token.is_word("OPTIONAL"):
            self._take()
            group = self._group()
            return [Element(Sort.OPTIONAL, (here, self._behind), groups=(group,))]
        if token.is_mark("{"):
            groups = [self._group()]
            while self._peek().is_word("UNION"):
                self._take()
                groups.append(self._group())
            return [Element(Sort.UNION, (here, self._behind), groups=tuple(groups))]
        if token.is_word("FILTER"):
            self._take()
            exists = self._constraint()
            return [Element(Sort.FILTER, (here, self._behind), exists=exists)]
        if token.is_word("BIND"):
            return [self._bind()]
        return self._triples()

    def _bind(self) -> Element:
        here = self._here
        self._take()
        self._expect("(")
        exists = self._expression(until_as=True)
        self._take()
        assigned = self._take().variable
        self._expect(")")
        return Element(Sort.BIND, (here, self._behind), exists=exists, assigned=assigned)

    def _constraint(self) -> tuple[Group, ...]:
        """A constraint after FILTER or HAVING: EXISTS, a function call or an expression in parentheses."""
        exists: list[Group] = []
        while not self._peek().is_mark("(", "{"):
            if self._peek().kind in (Kind.IRI, Kind.NAME):
                self._functions.append(self._here)
            if self._peek().is_word("BOUND"):
                self._note_bound()
            self._take()
        if self._peek().is_mark("{"):
            return (self._group(),)
        self._take()
        exists.extend(self._expression())
        self._expect(")")
        return tuple(exists)

    def _expression(self, until_as: bool = False) -> tuple[Group, ...]:
        """An expression up to the parenthesis that closes it, or up to its AS; returns its EXISTS groups."""
        exists: list[Group] = []
        depth = 0
        while True:
            token = self._peek()
            if depth == 0 and (token.is_mark(")") or (until_as and token.is_word("AS"))):
                return tuple(exists)
            if token.is_word("EXISTS"):
                self._take()
                exists.append(self._group())
                continue
            if token.is_word("BOUND"):
                self._note_bound()
            if token.kind in (Kind.IRI, Kind.NAME) and self._peek(1).is_mark("("):
                self._functions.append(self._here)
            if token.kind is Kind.VARIABLE:
                self._roles[self._here] = Role.TERM
            depth += token.is_mark("(") - token.is_mark(")")
            self._take()

    def _note_bound(self) -> None:
        if self._peek(1).is_mark("(") and self._peek(2).kind is Kind.VARIABLE and self._peek(3).is_mark(")"):
            self._bound[self._here] = self._places[self._next + 3] + 1

    # Subqueries.

    def _subselect(self) -> Select:
        begin = self._here
        self._take()
        projected, everything, assigned = self._projection()
        where = self._where()
        start, grouped = self._next, frozenset[str]()
        sliced, grouping_ends = self._modifiers()
        places = self._places[start : self._next]
        grouped = frozenset(self._tokens[i].variable for i in places if self._roles.get(i) is Role.GROUPED)
        words = [self._tokens[i] for i in self._places if begin <= i < where.start or i in places]
        aggregates = any(w.is_word("GROUP", "HAVING", *_AGGREGATES) for w in words)
        span = (begin, self._behind)
        return Select(projected | assigned, everything, grouped, aggregates, sliced, grouping_ends, where, span)

    def _projection(self) -> tuple[frozenset[str], bool, frozenset[str]]:
        projected: set[str] = set()
        assigned: set[str] = set()
        everything = False
        if self._peek().is_word("DISTINCT", "REDUCED"):
            self._take()
        while not (self._peek().is_mark("{") or self._peek().is_word("WHERE", "FROM")):
            if self._peek().kind is Kind.VARIABLE:
                projected.add(self._variable(Role.PROJECTED))
            elif self._peek().is_mark("("):
                self._take()
                self._refuse_exists(self._expression(until_as=True), "SELECT")
                self._take()
                assigned.add(self._take().variable)
                self._expect(")")
            else:
                everything = everything or self._peek().is_mark("*")
                self._take()
        return frozenset(projected), everything, frozenset(assigned)

    def _refuse_exists(self, groups: tuple[Group, ...], where: str) -> None:
        if groups:
            raise Refused(f"EXISTS in {where}", "write it as a FILTER")

    def _modifiers(self) -> tuple[bool, int | None]:
        """What follows a WHERE; tells whether the solutions are cut off, and where a GROUP BY ends."""
        limited = False
        grouping_ends: int | None = None
        role = Role.TERM
        while self._next < len(self._places) and not self._peek().is_mark("}"):
            token = self._peek()
            if token.is_word("VALUES"):
                raise Refused("VALUES", _FORBIDDEN["VALUES"])
            if token.is_word("GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET"):
                role = {"GROUP": Role.GROUPED, "ORDER": Role.ORDERED}.get(token.text.upper(), Role.TERM)
            limited = limited or token.is_word("LIMIT", "OFFSET")
            if token.kind is Kind.VARIABLE:
                self._variable(role)
                grouping_ends = self._behind if role is Role.GROUPED else grouping_ends
                continue
            self._take()
            if token.is_mark("("):
                self._refuse_exists(self._expression(until_as=role is Role.GROUPED), "a solution modifier")
                if self._peek().is_word("AS"):
                    self._take()
                    self._take()
                self._expect(")")
            grouping_ends = self._behind if role is Role.GROUPED else grouping_ends
        return limited, grouping_ends
