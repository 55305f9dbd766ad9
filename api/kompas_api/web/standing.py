"""What follows so far: the provisional answer beside every question, with what changed in it and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, get_args

from kompas.recommendation import Argument, FlagCode, Recommendation, RouteCode

_HEAVIEST: Final = {"decisive": 0, "strong": 1, "supporting": 2}
_SHOWN: Final = 3
_ROUTES: Final = frozenset(get_args(RouteCode))
_FLAGS: Final = frozenset(get_args(FlagCode))


@dataclass(frozen=True, slots=True)
class Seen:
    """The provisional answer that was in view before: it travels with the form, so that a change can be told."""

    route: str
    flags: frozenset[str]
    arguments: frozenset[str]

    @classmethod
    def read(cls, text: str) -> Seen | None:
        """Read what `Standing.seen` wrote; anything else counts as nothing seen."""
        route, *rest = text.split("|")
        flags, arguments = (frozenset(part.split()) for part in (rest if len(rest) == 2 else ("?", "")))
        return cls(route, flags, arguments) if route in _ROUTES and flags <= _FLAGS else None


@dataclass(frozen=True, slots=True)
class Standing:
    """A recommendation, next to the one that was in view before it."""

    now: Recommendation
    before: Seen | None = None

    @property
    def seen(self) -> str:
        """What is now in view, in a form that the next request brings back."""
        said = (self.now.route, " ".join(self.now.flags), " ".join(sorted(one.id for one in self._arguments())))
        return "|".join(said)

    @property
    def came_from(self) -> str | None:
        """The route that was in view before, when it was another."""
        return self.before.route if self.before and self.before.route != self.now.route else None

    @property
    def raised(self) -> tuple[str, ...]:
        """The labels of the flags that came up since."""
        before = self.before.flags if self.before else frozenset(self.now.flags)
        return tuple(flag.label for flag in self.now.flag_reasons if flag.flag not in before)

    @property
    def dropped(self) -> tuple[str, ...]:
        """The codes of the flags that went away since."""
        return tuple(sorted(self.before.flags - set(self.now.flags))) if self.before else ()

    @property
    def fresh(self) -> tuple[Argument, ...]:
        """The reasons that were not there before, the heaviest first, and only a few of them."""
        if self.before is None:
            return ()
        found = (one for one in self._arguments() if one.id not in self.before.arguments)
        return tuple(sorted(found, key=lambda one: _HEAVIEST[one.weight]))[:_SHOWN]

    @property
    def gone(self) -> int:
        """How many reasons no longer hold."""
        return len(self.before.arguments - {one.id for one in self._arguments()}) if self.before else 0

    @property
    def changed(self) -> bool:
        """Whether anything is different from what was in view before."""
        return bool(self.came_from or self.raised or self.dropped or self.fresh or self.gone)

    @property
    def why(self) -> tuple[Argument, ...]:
        """The heaviest reasons for the route, or for not choosing yet."""
        if self.now.route == "clarify-first":
            return self.now.decisiveness_reasons[:1]
        chosen = next(option for option in self.now.options if option.route == self.now.route)
        return tuple(sorted(chosen.arguments_for, key=lambda one: _HEAVIEST[one.weight]))[:2]

    def _arguments(self) -> Iterator[Argument]:
        """The reasons for and against the routes, and for the flags, each once."""
        found: dict[str, Argument] = {}
        for flag in self.now.flag_reasons:
            found |= {one.id: one for one in flag.arguments}
        for option in self.now.options:
            found |= {one.id: one for one in (*option.arguments_for, *option.arguments_against)}
        yield from found.values()
