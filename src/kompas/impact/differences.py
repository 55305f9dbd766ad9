"""How the outcome of a case differs between two editions, and in which direction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kompas.impact.outcomes import Outcome

CLARIFY: Final = "clarify-first"
HEAVINESS: Final = {"ordinary-parenting": 1, "kernel-elements": 2, "full-intervention": 3}
DECISIVENESS: Final = ("undecided-for-lack-of-information", "balanced", "clear")
LIGHTER, HEAVIER = "lighter route", "heavier route"
TO_CLARIFY, FROM_CLARIFY = "now to be clarified first", "no longer to be clarified first"
WIDER = "other range of routes"
LEADING = "other leading candidate"


@dataclass(frozen=True, slots=True)
class Difference:
    """A case that comes out otherwise: what was and is decided, and which changes that came through."""

    case: str
    """The number in the population, or the name of the example."""
    before: Outcome
    after: Outcome
    traced: tuple[str, ...] = ()
    """The addresses of changed things and rules that stand at the roots of the difference."""

    @property
    def directions(self) -> tuple[str, ...]:
        """In which ways it is otherwise, the route first."""
        return directions(self.before, self.after)

    @property
    def is_route(self) -> bool:
        """Whether the route itself is another."""
        return self.before.route != self.after.route


def directions(before: Outcome, after: Outcome) -> tuple[str, ...]:
    """In which ways an outcome differs from another; nothing when they are the same."""
    found: list[str] = []
    if before.route != after.route:
        if after.route == CLARIFY:
            found.append(TO_CLARIFY)
        elif before.route == CLARIFY:
            found.append(FROM_CLARIFY)
        else:
            found.append(HEAVIER if HEAVINESS[after.route] > HEAVINESS[before.route] else LIGHTER)
    elif (before.lowest, before.highest) != (after.lowest, after.highest):
        found.append(WIDER)
    found += [f"{flag} raised" for flag in sorted(after.flags - before.flags)]
    found += [f"{flag} dropped" for flag in sorted(before.flags - after.flags)]
    if before.leading != after.leading:
        found.append(LEADING)
    if before.decisiveness != after.decisiveness and before.route == after.route:
        found.append(f"now {after.decisiveness}")
    return tuple(found)
