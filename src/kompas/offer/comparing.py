"""An offer held against the knowledge: for each problem in each phase, whether recognised help is offered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Final

from pyoxigraph import NamedNode

from kompas.knowledge import Knowledge
from kompas.namespaces import RDF, SKOS, kompas
from kompas.offer.reading import Offer, Offered
from kompas.quality.coverage import Coverage

_TYPE: Final = NamedNode(f"{RDF}type")
_BROADER: Final = NamedNode(f"{SKOS}broader")


class Standing(Enum):
    """How an offer stands for a problem in a phase."""

    FILLED = "filled"
    """A recognised programme that fits is offered."""
    UNRECOGNISED = "unrecognised"
    """What fits and is offered is not recognised, while a recognised programme exists."""
    OPEN = "open"
    """Nothing that fits is offered, while a recognised programme exists."""
    UNKNOWN = "unknown"
    """No recognised programme is known: not a gap of this region."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A problem in a phase, with the recognised programmes that fit, and what is offered."""

    problem: NamedNode
    phase: NamedNode
    recognised: frozenset[NamedNode]
    offered: frozenset[NamedNode]

    @property
    def standing(self) -> Standing:
        """How the offer stands here."""
        if not self.recognised:
            return Standing.UNKNOWN
        if self.recognised & self.offered:
            return Standing.FILLED
        return Standing.UNRECOGNISED if self.offered else Standing.OPEN

    @property
    def is_gap(self) -> bool:
        """Whether recognised help exists and is not offered."""
        return self.standing in (Standing.UNRECOGNISED, Standing.OPEN)


@dataclass(frozen=True, slots=True)
class Filling:
    """A programme that is not offered, and the gaps that it would fill."""

    programme: NamedNode
    gaps: frozenset[tuple[NamedNode, NamedNode]]


class Comparison:
    """What an offer leaves open. Universal prevention, for everybody, fills no gap: it helps nobody with a problem."""

    def __init__(self, offer: Offer, knowledge: Knowledge) -> None:
        self.offer, self.knowledge = offer, knowledge
        self.coverage = Coverage(knowledge)
        self._entries: dict[NamedNode, list[Offered]] = {}
        for entry in offer.entries:
            for help in self._with_members(entry.help):
                self._entries.setdefault(help, []).append(entry)

    @cached_property
    def cells(self) -> Mapping[tuple[NamedNode, NamedNode], Cell]:
        """Every problem in every phase for which some programme is known or offered."""
        found = {}
        for problem in self.coverage.problems:
            for phase in self.coverage.phases:
                fitting = self.coverage.programmes(problem, phase) - self.universal
                offered = {one for one in fitting if self._is_offered(one, phase)}
                recognised = fitting & self.coverage.recognised
                found[problem, phase] = Cell(problem, phase, frozenset(recognised), frozenset(offered))
        return found

    @cached_property
    def universal(self) -> frozenset[NamedNode]:
        """The programmes that are for everybody, and for nobody in particular."""
        level = kompas("preventionLevel")
        return frozenset(
            programme
            for programme in self.knowledge.subjects(level, kompas("UniversalPrevention"))
            if self.knowledge.objects(programme, level) == (kompas("UniversalPrevention"),)
        )

    @cached_property
    def gaps(self) -> tuple[Cell, ...]:
        """Where recognised help exists and is not offered."""
        return tuple(cell for cell in self.cells.values() if cell.is_gap)

    def count(self, standing: Standing) -> int:
        """In how many problems and phases the offer stands so."""
        return sum(cell.standing is standing for cell in self.cells.values())

    @cached_property
    def fillings(self) -> tuple[Filling, ...]:
        """The recognised programmes that would together fill every gap, each time the one that fills most of the rest.

        Of programmes that fill as many, the better recognised comes first. A greedy choice: not always the fewest
        that would do.
        """
        left = {(cell.problem, cell.phase): cell.recognised for cell in self.gaps}
        chosen: list[Filling] = []
        while left:
            fills = Counter(programme for programmes in left.values() for programme in programmes)
            best = min(fills, key=lambda one: (-fills[one], -self.rank(one), one.value))
            filled = frozenset(place for place, programmes in left.items() if best in programmes)
            chosen.append(Filling(best, filled))
            left = {place: programmes for place, programmes in left.items() if place not in filled}
        return tuple(chosen)

    @cached_property
    def not_recognised(self) -> tuple[NamedNode, ...]:
        """What is offered and was judged, and not recognised."""
        rejected = set(self.knowledge.members("NotRecognisedIntervention"))
        return tuple(entry.help for entry in self.offer.entries if entry.help in rejected)

    @cached_property
    def unjudged(self) -> tuple[NamedNode, ...]:
        """The programmes that are offered and of which no recognition is known: unknown, which is not bad."""
        judged = self.coverage.recognised | set(self.not_recognised)
        return tuple(
            entry.help
            for entry in self.offer.entries
            if kompas("Intervention") in self.knowledge.objects(entry.help, _TYPE)
            and not judged.intersection(self._with_members(entry.help))
        )

    def rank(self, programme: NamedNode) -> float:
        """How high the recognition is that holds now, on the Dutch ladder."""
        return max((rank for _, rank in self._ratings(programme)), default=0.0)

    def rating(self, programme: NamedNode) -> NamedNode | None:
        """The highest rating on the Dutch ladder that holds now."""
        rated = self._ratings(programme)
        return max(rated, key=lambda pair: (pair[1], pair[0].value))[0] if rated else None

    def _ratings(self, programme: NamedNode) -> list[tuple[NamedNode, float]]:
        found = []
        for rating in self.knowledge.objects(programme, kompas("hasRating")):
            level = self.knowledge.value(rating, kompas("level")) if isinstance(rating, NamedNode) else None
            if (
                isinstance(rating, NamedNode)
                and isinstance(level, NamedNode)
                and kompas("RecognitionLevel") in self.knowledge.objects(level, _TYPE)
                and self.knowledge.literal(rating, kompas("current"), "nl") == "true"
            ):
                found.append((rating, max(self.knowledge.numbers(level, "rank"), default=0.0)))
        return found

    def _with_members(self, help: NamedNode) -> list[NamedNode]:
        """A programme, and those of its family that it stands for: who offers the family offers its members."""
        found = [help]
        for one in found:
            found += [member for member in self.knowledge.subjects(_BROADER, one) if member not in found]
        return found

    def _is_offered(self, programme: NamedNode, phase: NamedNode) -> bool:
        """Whether a programme is offered at some age of a phase."""
        (start,), (end,) = self.knowledge.numbers(phase, "fromAge"), self.knowledge.numbers(phase, "untilAge")
        return any(
            (entry.min_age is None or entry.min_age < end) and (entry.max_age is None or entry.max_age >= start)
            for entry in self._entries.get(programme, ())
        )
