"""Reads the triples of a group: one subject, its predicates and paths, their objects.

https://www.w3.org/TR/sparql11-query/#rTriplesSameSubjectPath
"""

from __future__ import annotations

from typing import Final

from kompas.inference.cursor import Cursor
from kompas.inference.syntax import Element, Pattern, Role, Sort, Span
from kompas.inference.tokens import Kind

_CONSTANTS: Final = (Kind.IRI, Kind.NAME, Kind.BLANK, Kind.STRING, Kind.NUMBER)


class TriplesReader(Cursor):
    """Reads triples at the cursor."""

    def _triples(self) -> list[Element]:
        """The triples of one subject, one element for each predicate."""
        begin = self._here
        simple = self._term()
        subject = (begin, self._behind)
        found: list[Element] = []
        if self._peek().is_mark(".", "}") and not simple:
            return [Element(Sort.TRIPLES, subject)]
        start = begin
        while True:
            predicate, open_paths = self._verb()
            patterns, deep = self._objects(subject if simple else None, predicate)
            element = Element(
                Sort.TRIPLES, (start, self._behind), subject if found else None, patterns, open_paths=open_paths or deep
            )
            found.append(element)
            while self._peek().is_mark(";"):
                self._take()
            if not self._tokens[self._places[self._next - 1]].is_mark(";") or self._peek().is_mark(".", "}", "]"):
                break
            start = self._here
        if simple:
            return found
        whole = (begin, found[-1].span[1])
        return [Element(Sort.TRIPLES, whole, open_paths=any(e.open_paths for e in found))]

    def _verb(self) -> tuple[Span | None, bool]:
        """A predicate: its span when it is one term, and whether it is a path that can have length zero."""
        begin = self._here
        if self._peek().kind is Kind.VARIABLE:
            self._variable(Role.PREDICATE)
            return (begin, self._behind), False
        marks: list[str] = []
        depth = 0
        operand = False
        while True:
            token = self._peek()
            if token.is_mark("(") and not operand:
                depth += 1
            elif token.is_mark(")") and depth:
                depth -= 1
                operand = True
            elif token.is_mark("^", "!") and not operand:
                pass
            elif token.is_mark("/", "|") and operand:
                operand = False
            elif token.is_mark("*", "+", "?") and operand:
                pass
            elif (token.kind in (Kind.IRI, Kind.NAME) or token.is_word("A")) and not operand:
                operand = True
            else:
                break
            if token.kind is Kind.MARK:
                marks.append(token.text)
            self._take()
        if not operand or depth:
            raise self._missing("a predicate")
        return None if marks else (begin, self._behind), "*" in marks or "?" in marks

    def _objects(self, subject: Span | None, predicate: Span | None) -> tuple[tuple[Pattern, ...], bool]:
        patterns: list[Pattern] = []
        deep = False
        while True:
            begin, noted = self._here, self._next
            simple = self._term()
            marks = [self._tokens[i].text for i in self._places[noted : self._next]]
            deep = deep or (not simple and ("*" in marks or "?" in marks))
            if simple and subject is not None and predicate is not None:
                patterns.append(Pattern(subject, predicate, (begin, self._behind)))
            if not self._peek().is_mark(","):
                return tuple(patterns), deep
            self._take()

    def _term(self) -> bool:
        """One term, collection or blank node with properties; tells whether it is a single constant or variable."""
        token = self._peek()
        if token.kind is Kind.VARIABLE:
            self._variable()
            return True
        if token.is_mark("["):
            self._take()
            while not self._peek().is_mark("]"):
                self._verb()
                self._objects(None, None)
                while self._peek().is_mark(";"):
                    self._take()
            self._expect("]")
            return False
        if token.is_mark("("):
            self._take()
            while not self._peek().is_mark(")"):
                self._term()
            self._expect(")")
            return False
        if token.is_mark("-", "+"):
            self._take()
            token = self._peek()
            if token.kind is not Kind.NUMBER:
                raise self._missing("a number")
        if token.kind not in _CONSTANTS and not token.is_word("TRUE", "FALSE"):
            raise self._missing("a term")
        self._take()
        if token.kind is Kind.STRING and self._peek().kind is Kind.LANGUAGE:
            self._take()
        elif token.kind is Kind.STRING and self._peek().is_mark("^^"):
            self._take()
            self._take()
        return token.kind is not Kind.BLANK
