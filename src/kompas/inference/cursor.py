"""A place in the tokens of a query, moving forward, and what is noted on the way."""

from __future__ import annotations

from kompas.inference.syntax import Role
from kompas.inference.tokens import Kind, Token, UnreadableSparql


class Refused(ValueError):
    """A construct that may not stand in a rule; `construct` names it, `reason` says why."""

    def __init__(self, construct: str, reason: str) -> None:
        super().__init__(f"{construct}: {reason}")
        self.construct = construct
        self.reason = reason


class Cursor:
    """Walks over the tokens that matter, spaces and comments left out."""

    def __init__(self, items: tuple[Token, ...]) -> None:
        self._tokens = items
        self._places = [i for i, t in enumerate(items) if t.kind not in (Kind.SPACE, Kind.COMMENT)]
        self._next = 0
        self._roles: dict[int, Role] = {}
        self._bound: dict[int, int] = {}
        self._functions: list[int] = []

    # The position in the token sequence, and moving through it.

    @property
    def _here(self) -> int:
        return self._places[self._next] if self._next < len(self._places) else len(self._tokens)

    @property
    def _behind(self) -> int:
        return self._places[self._next - 1] + 1

    def _peek(self, ahead: int = 0) -> Token:
        index = self._next + ahead
        return self._tokens[self._places[index]] if index < len(self._places) else Token(Kind.SPACE, "")

    def _take(self) -> Token:
        token = self._peek()
        if self._next >= len(self._places):
            raise UnreadableSparql("the query ends too early")
        self._next += 1
        return token

    def _expect(self, mark: str) -> int:
        here = self._here
        if not self._take().is_mark(mark):
            raise UnreadableSparql(f"expected {mark} before “{self._tokens[here].text}”")
        return here

    def _missing(self, what: str) -> UnreadableSparql:
        """The error that something else is expected here."""
        token = self._peek()
        return UnreadableSparql(f"expected {what} before “{token.text}”" if token.text else "the query ends too early")

    def _variable(self, role: Role = Role.TERM) -> str:
        self._roles[self._here] = role
        return self._take().variable
