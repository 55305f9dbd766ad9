"""Courses of help counted: each indicator with how many answered, and whose help does not go as it should."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Final

from pyoxigraph import NamedNode

from kompas.knowledge import Knowledge
from kompas.namespaces import RDF, kompas, thing
from kompas.outcomes.reading import Course

FEW: Final = 10
"""Fewer answers than this get no percentage: one family would change it by over ten points (our choice)."""
INSUFFICIENT: Final = 5.0
"""A grade for usefulness up to this one counts as insufficient, as it does in Dutch schools (our choice)."""
_Z: Final = 1.96
_TYPE: Final = NamedNode(f"{RDF}type")
_HEAVIEST: Final = thing("route", "volledige-interventie")
_ROUTES: Final = {
    "Intervention": _HEAVIEST,
    "Treatment": _HEAVIEST,
    "KernelElement": thing("route", "kernelementen"),
    "ParentingAdvice": thing("route", "gewoon-opvoeden"),
}


@dataclass(frozen=True, slots=True)
class Share:
    """How many of those who answered."""

    part: int
    whole: int

    @property
    def percentage(self) -> int | None:
        """Whole percents; None when fewer than `FEW` answered."""
        return round(100 * self.part / self.whole) if self.whole >= FEW else None

    @property
    def margin(self) -> tuple[int, int] | None:
        """The 95% score interval in whole percents (Wilson 1927); None when fewer than `FEW` answered."""
        if self.whole < FEW:
            return None
        share, number = self.part / self.whole, self.whole
        middle = (share + _Z**2 / (2 * number)) / (1 + _Z**2 / number)
        reach = _Z * sqrt(share * (1 - share) / number + _Z**2 / (4 * number**2)) / (1 + _Z**2 / number)
        return round(100 * (middle - reach)), round(100 * (middle + reach))


@dataclass(frozen=True, slots=True)
class Indicator:
    """An outcome indicator over some courses of help."""

    slug: str
    """Of the indicator in the knowledge."""
    asked: int
    """Of how many courses it could be known by now."""
    share: Share
    """How many of those who answered have what the indicator asks about; of usefulness, how many find it sufficient."""
    partly: int = 0
    mean: float | None = None
    """The mean grade for usefulness, from 1 to 10."""

    @property
    def unanswered(self) -> int:
        """Of how many courses it is not known."""
        return self.asked - self.share.whole


@dataclass(frozen=True, slots=True)
class Group:
    """Some courses of help with their indicators, in the order of the indicators."""

    courses: int
    indicators: tuple[Indicator, ...]

    def of(self, slug: str) -> Indicator:
        """One indicator."""
        return next(indicator for indicator in self.indicators if indicator.slug == slug)


@dataclass(frozen=True, slots=True)
class Figures:
    """What a sheet of courses of help comes to."""

    whole: Group
    by_help: Mapping[NamedNode, Group]
    by_period: Mapping[str, Group]
    """By period, oldest first."""
    off_track: tuple[Course, ...]
    """Help that goes on without going better, or that child and parents find of little use: look again now."""
    unmeasured: Mapping[NamedNode, tuple[str, ...]]
    """For each help the indicators that go with its route and that nobody answered."""


def figures(courses: Sequence[Course], knowledge: Knowledge) -> Figures:
    """The figures over some courses of help: all, for each help, and for each period.

    An indicator is asked of the courses whose route it goes with, and of those that answered it all the same.
    """
    helps = sorted({course.help for course in courses}, key=lambda help: help.value)
    required = {help: _required(help, knowledge) for help in helps}
    by_help = {help: _group([course for course in courses if course.help == help], required) for help in helps}
    periods = sorted({course.period for course in courses if course.period})
    unmeasured = {
        help: tuple(i.slug for i in group.indicators if i.slug in required[help] and i.asked and not i.share.whole)
        for help, group in by_help.items()
    }
    return Figures(
        whole=_group(courses, required),
        by_help=by_help,
        by_period={period: _group([c for c in courses if c.period == period], required) for period in periods},
        off_track=tuple(course for course in courses if _is_off_track(course)),
        unmeasured={help: slugs for help, slugs in unmeasured.items() if slugs},
    )


def _group(courses: Sequence[Course], required: Mapping[NamedNode, frozenset[str]]) -> Group:
    past = [course for course in courses if course.ended != "ongoing"]

    def share(slug: str, answer: Callable[[Course], str | None], wanted: str = "yes") -> Indicator:
        answers = [answer(course) for course in past]
        asked = sum(slug in required[c.help] or told is not None for c, told in zip(past, answers, strict=True))
        told = Share(answers.count(wanted), len(answers) - answers.count(None))
        return Indicator(slug, asked, told, answers.count("partly"))

    return Group(
        len(courses),
        (
            share("uitval", lambda course: course.ended, "early"),
            _usefulness(courses, required),
            share("verder-zonder-hulp", lambda course: course.without_help),
            share("geen-nieuwe-start", lambda course: course.new_start, "no"),
            share("problemen-verminderd", lambda course: course.problems_reduced),
            share("afgesproken-doelen-bereikt", lambda course: course.goals_reached),
        ),
    )


def _usefulness(courses: Sequence[Course], required: Mapping[NamedNode, frozenset[str]]) -> Indicator:
    slug = "tevredenheid-over-nut"
    grades = [course.usefulness for course in courses if course.usefulness is not None]
    asked = sum(slug in required[course.help] or course.usefulness is not None for course in courses)
    sufficient = Share(sum(grade > INSUFFICIENT for grade in grades), len(grades))
    return Indicator(slug, asked, sufficient, mean=sum(grades) / len(grades) if grades else None)


def _is_off_track(course: Course) -> bool:
    little_use = course.usefulness is not None and course.usefulness <= INSUFFICIENT
    return course.ended == "ongoing" and (course.direction in ("same", "worse") or little_use)


def _required(help: NamedNode, knowledge: Knowledge) -> frozenset[str]:
    """The slugs of the indicators that go with the route a form of help is on."""
    route = _route(knowledge.objects(help, _TYPE)) or help
    return frozenset(
        indicator.value.rsplit("/", 1)[-1]
        for indicator in knowledge.members("OutcomeIndicator")
        if route in knowledge.objects(indicator, kompas("requiredWith"))
    )


def _route(classes: Iterable[object]) -> NamedNode | None:
    """The route that help of these classes is on; None for a route itself."""
    known = set(classes)
    return next((route for name, route in _ROUTES.items() if kompas(name) in known), None)
