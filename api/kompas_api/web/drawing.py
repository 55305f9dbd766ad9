"""The shapes of the drawings: the compass of the three routes, and the balance of the reasons for each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, pi, sin
from typing import Final

from kompas.recommendation import Argument, Option, Recommendation

_ROUTES: Final = ("ordinary-parenting", "kernel-elements", "full-intervention")
_THEMES: Final = ("proportionality", "fit", "certainty", "preference", "feasibility", "safety")
_HEAVINESS: Final = {"decisive": 3, "strong": 2, "supporting": 1}
_MIDDLE: Final = (120.0, 122.0)
_INNER: Final = 46.0
_OUTER: Final = 104.0
_GAP: Final = 2.0


@dataclass(frozen=True, slots=True)
class Sector:
    """The part of the compass that stands for a route: its outline, and where its number stands."""

    route: str
    number: int
    status: str
    open: bool
    """Whether the answer can still come out here."""
    outline: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Compass:
    """Half a compass from light (left) to heavy (right); the needle points at what is proposed."""

    sectors: tuple[Sector, ...]
    needle: float | None
    """The angle of the needle in degrees from upright; None while it can still go more than one way."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """How heavy the heaviest reason of one theme is, for and against: from 0 (none) to 3 (it decides)."""

    theme: str
    for_: int
    against: int


def compass(recommendation: Recommendation) -> Compass:
    """The compass of a recommendation."""
    low, high = (_ROUTES.index(route) for route in recommendation.route_range)
    undecided = recommendation.route == "clarify-first"
    sectors = tuple(
        _sector(place, option, low <= place <= high if undecided else option.route == recommendation.route)
        for place, option in enumerate(recommendation.options)
    )
    return Compass(sectors, None if undecided else 60.0 * (_ROUTES.index(recommendation.route) - 1))


def balance(option: Option) -> tuple[Weighed, ...]:
    """How heavy the reasons for and against a route are, by theme; themes without a reason are left out."""
    found = (
        Weighed(theme, _weight(option.arguments_for, theme), _weight(option.arguments_against, theme))
        for theme in _THEMES
    )
    return tuple(one for one in found if one.for_ or one.against)


def by_theme(arguments: Iterable[Argument]) -> tuple[tuple[str, tuple[Argument, ...]], ...]:
    """Arguments under their themes, in the fixed order of the themes."""
    listed = tuple(arguments)
    grouped = ((theme, tuple(one for one in listed if one.theme == theme)) for theme in _THEMES)
    return tuple((theme, found) for theme, found in grouped if found)


def _weight(arguments: Iterable[Argument], theme: str) -> int:
    """The heaviest reason gives the length: reasons are not added up, and many small ones are not one large one."""
    return max((_HEAVINESS[one.weight] for one in arguments if one.theme == theme), default=0)


def _sector(place: int, option: Option, open: bool) -> Sector:
    from_, until = 180 - 60 * place - _GAP, 120 - 60 * place + _GAP
    points = [_at(_OUTER, from_), _at(_OUTER, until), _at(_INNER, until), _at(_INNER, from_)]
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = points
    outline = f"M{ax} {ay}A{_OUTER:g} {_OUTER:g} 0 0 1 {bx} {by}L{cx} {cy}A{_INNER:g} {_INNER:g} 0 0 0 {dx} {dy}Z"
    x, y = _at((_INNER + _OUTER) / 2 + 6, 150 - 60 * place)
    return Sector(option.route, place + 1, option.status, open, outline, x, y)


def _at(radius: float, degrees: float) -> tuple[float, float]:
    angle = degrees * pi / 180
    return round(_MIDDLE[0] + radius * cos(angle), 1), round(_MIDDLE[1] - radius * sin(angle), 1)
