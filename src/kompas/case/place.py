"""Where in a case something stands, and what was found wrong there."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from pyoxigraph import NamedNode

from kompas.case.limits import MOST_ITEMS, MOST_MISTAKES, SHOWN
from kompas.case.privacy import escaped
from kompas.errors import BadInput, InputTooLarge, InvalidValue, together
from kompas.vocabulary import Vocabulary


@dataclass
class Findings:
    """The mistakes found so far. Places that were refused for privacy are not looked at again."""

    refused: Collection[str] = ()
    causes: list[BadInput] = field(default_factory=list)

    def add(self, cause: BadInput) -> None:
        """Keep a mistake; raise what there is at a hundred, more are not worth telling."""
        self.causes.append(cause)
        if len(self.causes) >= MOST_MISTAKES:
            self.settle()

    def settle(self) -> None:
        """Raise what was found, if anything was."""
        if self.causes:
            raise together(self.causes)


@dataclass(frozen=True)
class Place:
    """A place in a case: where it is, which terms may be used there, and where mistakes go."""

    vocabulary: Vocabulary
    findings: Findings
    pointer: str = ""

    @property
    def is_refused(self) -> bool:
        """Whether what stands here could identify a person, and has been refused."""
        return self.pointer in self.findings.refused

    def at(self, key: str | int) -> Place:
        """A place one step further."""
        return Place(self.vocabulary, self.findings, f"{self.pointer}/{escaped(str(key))}")

    def refuse(self, detail: str, value: object = None) -> None:
        """Report a value that cannot be used; a list or mapping is not repeated."""
        shown = None if value is None or isinstance(value, dict | list) else str(value)[:SHOWN]
        self.findings.add(InvalidValue(detail, pointer=self.pointer, value=shown))

    def refuse_size(self, what: str, size: int, limit: int, unit: str) -> None:
        """Report that there is too much of something here."""
        self.findings.add(InputTooLarge(what, size, limit, unit, pointer=self.pointer))

    def has_room(self, parts: list[Any] | dict[str, Any]) -> bool:
        """Whether a list or mapping has no more parts than a case can have; reports it when it has."""
        if len(parts) > MOST_ITEMS:
            what, unit = ("This list", "items") if isinstance(parts, list) else ("This mapping", "fields")
            self.refuse_size(what, len(parts), MOST_ITEMS, unit)
        return len(parts) <= MOST_ITEMS

    def resolve(self, text: str, classes: tuple[str, ...]) -> NamedNode | None:
        """The concept that a text names, or None after reporting that it names none, or several."""
        try:
            return self.vocabulary.resolve(text, classes, self.pointer)
        except BadInput as mistake:
            self.findings.add(mistake)
            return None
