"""Versions and what each step from one to the next may bring (https://semver.org)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from kompas.changes import Kind
from kompas.errors import CheckFailed, InvalidValue
from kompas.impact import Impact

_WRITTEN: Final = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)")
_TAKEN_AWAY: Final = frozenset({Kind.REMOVED})


@dataclass(frozen=True, slots=True, order=True)
class Version:
    """A version of three numbers."""

    major: int
    minor: int
    patch: int

    @classmethod
    def read(cls, text: str) -> Version:
        """The version that a text is.

        Raises:
            InvalidValue: it is not three numbers.

        >>> Version.read("1.4.2")
        Version(major=1, minor=4, patch=2)
        """
        found = _WRITTEN.fullmatch(text)
        if not found:
            raise InvalidValue(f"“{text}” is not a version: write three numbers, as in 1.4.2", pointer="", value=text)
        return cls(*map(int, found.groups()))

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}.{self.patch}"


class Step(IntEnum):
    """The kinds of step between versions, the smallest first."""

    PATCH = 1
    MINOR = 2
    MAJOR = 3


def step(old: Version, new: Version) -> Step:
    """The step from one version to the next.

    Raises:
        InvalidValue: the new one is not higher.

    >>> step(Version(1, 4, 2), Version(1, 5, 0)).name
    'MINOR'
    """
    if new <= old:
        raise InvalidValue(f"{new} is not higher than {old}, which it follows", pointer="", value=str(new))
    if new.major > old.major:
        return Step.MAJOR
    return Step.MINOR if new.minor > old.minor else Step.PATCH


def needed(impact: Impact) -> tuple[Step, tuple[str, ...]]:
    """The smallest step that a change may be, and why."""
    removed = [change for change in impact.changes if change.kind in _TAKEN_AWAY]
    if removed:
        return Step.MAJOR, tuple(
            f"{change.name} is gone; retire it instead, so that it keeps its address" for change in removed
        )
    reasons = [f"example {d.case}: {', '.join(d.directions)}" for d in impact.examples]
    reasons += [f"example {name} can no longer be compared" for name in impact.unreadable]
    return (Step.MINOR, tuple(reasons)) if reasons else (Step.PATCH, ())


def allowed(old: Version, new: Version, impact: Impact) -> None:
    """Refuse a step that promises less than what changes. Before 1.0.0 a minor version may take things away.

    Raises:
        CheckFailed: the step is too small; what asks for a larger one is named.
        InvalidValue: the new version is not higher.
    """
    least, reasons = needed(impact)
    if old.major == new.major == 0:
        least = min(least, Step.MINOR)
    taken = step(old, new)
    if taken < least:
        raise CheckFailed(
            f"{new} would be a {taken.name.lower()} after {old}, but this is at least a {least.name.lower()} change",
            reasons,
            "Give it a higher version",
        )
