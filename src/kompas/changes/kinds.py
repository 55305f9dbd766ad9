"""The kinds of change that people speak of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What happened to a thing."""

    ADDED = "added"
    RETIRED = "retired"
    REMOVED = "removed"
    RELABELLED = "relabelled"
    RATING = "rating changed"
    CUTOFF = "cut-off changed"
    RULE_ADDED = "rule added"
    RULE_REMOVED = "rule removed"
    RULE_CHANGED = "rule changed"
    STATEMENT = "statement changed"
    REWORDED = "reworded"
    SOURCED = "source or verification changed"
    ONTOLOGY = "ontology changed"


@dataclass(frozen=True, slots=True)
class Detail:
    """One property that is otherwise: its values before and after, in words."""

    property: str
    before: tuple[str, ...]
    after: tuple[str, ...]

    def __str__(self) -> str:
        return self.told("nothing", ", and {number} more")

    def told(self, nothing: str, more: str) -> str:
        """The property with its values, given the words for nothing and for how many more there are."""
        return f"{self.property}: {_listed(self.before, nothing, more)} → {_listed(self.after, nothing, more)}"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is otherwise, and how."""

    kind: Kind
    type: str
    """The type of the thing, as its address has it: `problem`, `rating`, `rule` …"""
    iri: str
    label: str
    details: tuple[Detail, ...] = ()

    @property
    def slug(self) -> str:
        """The last part of the address."""
        return self.iri.rsplit("/", 1)[-1].rsplit("#", 1)[-1]

    @property
    def name(self) -> str:
        """Type and slug, which name a thing in a release once."""
        return f"{self.type}:{self.slug}"

    def __str__(self) -> str:
        told = "; ".join(map(str, self.details))
        return f"{self.kind.value}: {self.label} ({self.name}){f': {told}' if told else ''}"


_LONGEST = 160
_MOST = 6


def _listed(values: tuple[str, ...], nothing: str, more: str) -> str:
    shown = [value if len(value) <= _LONGEST else f"{value[:_LONGEST]}…" for value in values[:_MOST]]
    rest = more.format(number=len(values) - _MOST) if len(values) > _MOST else ""
    return (", ".join(f"“{value}”" for value in shown) or nothing) + rest
