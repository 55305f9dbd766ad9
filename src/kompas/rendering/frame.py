"""What every section is written with: the recommendation, the words, the numbered sources, and how much is shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, TypeVar

from kompas.recommendation import Argument, Option, Recommendation, SourceRef
from kompas.rendering.citations import Citations
from kompas.rendering.document import Block, Line, Paragraph, Reason, Reasons
from kompas.rendering.wording import WORDINGS, Wording, counted

_LONG: Final = 60
_ALL: Final = 1_000_000
_WEIGHTS: Final = {"decisive": 0, "strong": 1, "supporting": 2}
Entry = TypeVar("Entry")


@dataclass(frozen=True, slots=True)
class Depth:
    """How much of each list is shown; what is left out is counted."""

    complete: bool
    """Whether what is shown is shown with its grounds, and the sections that only a file needs are there."""
    appendix: bool = False
    """Whether what is not proposed is told in full as well."""
    elsewhere: Literal["more_where", "more_on_file"] = "more_where"
    """The words for where the rest is found."""
    items: int = _ALL
    others: int = _ALL
    arguments: int = _ALL
    questions: int = _ALL
    changes: int = _ALL
    factors: int = _ALL
    sources: int = _ALL


COMPLETE: Final = Depth(complete=True, appendix=True)
"""Everything, to look things up in."""
FILED: Final = Depth(complete=True, elsewhere="more_on_file", items=4, others=4, arguments=3, questions=6, changes=6)
"""For the file of a child: what is proposed with its grounds, on as many pages as somebody reads."""
BRIEF: Final = Depth(complete=False, items=4, others=2, arguments=2, questions=4, changes=4, factors=3, sources=2)
"""For a terminal: the answer, and what it rests on in short."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One report in the making."""

    recommendation: Recommendation
    words: Wording
    depth: Depth
    citations: Citations
    _arguments: dict[str, Argument] = field(default_factory=dict)

    @classmethod
    def of(cls, recommendation: Recommendation, depth: Depth) -> Frame:
        """A fresh frame in the language of the recommendation: no source numbered yet."""
        return cls(
            recommendation,
            WORDINGS[recommendation.language],
            depth,
            Citations(recommendation.provenance.sources),
            {argument.id: argument for argument in arguments(recommendation)},
        )

    def option(self, route: str) -> Option | None:
        """The option of this route, when the recommendation has it."""
        return next((option for option in self.recommendation.options if option.route == route), None)

    def route(self, code: str) -> str:
        """The route in words, to stand in a sentence."""
        return self.words["routes"][code]

    def flags(self, codes: Iterable[str]) -> str:
        """Flags in words, with commas."""
        return ", ".join(self.words["flags"][code].lower() for code in codes)

    def line(self, text: str, *sources: SourceRef, lead: str = "", aside: str = "") -> Line:
        """A line that cites these sources; a brief report names the first few."""
        return Line(text, lead, self.citations.cite(*sources[: self.depth.sources]), aside)

    def argument(self, identifier: str) -> Argument | None:
        """The argument with this id, wherever in the recommendation it stands."""
        return self._arguments.get(identifier)

    def few(
        self, entries: Sequence[Entry], limit: int, words: tuple[str, str]
    ) -> tuple[Sequence[Entry], tuple[Block, ...]]:
        """The first entries, and a line that counts the others; one left over is shown rather than counted."""
        if len(entries) <= limit + 1:
            return entries, ()
        more = self.words[self.depth.elsewhere].format(more=counted(words, len(entries) - limit))
        return entries[:limit], (Paragraph(Line(more), "more"),)

    def reasons(
        self, title: str, found: Sequence[Argument], limit: int | None = None, *, grounds: bool = True
    ) -> tuple[Block, ...]:
        """Arguments as reasons under a title, heaviest first; nothing when there are none."""
        if not found:
            return ()
        kept, more = self.few(
            heaviest_first(found), self.depth.arguments if limit is None else limit, self.words["more_arguments"]
        )
        return (Reasons(title, tuple(self.reason(argument, grounds) for argument in kept)), *more)

    def reason(self, argument: Argument, grounds: bool = True) -> Reason:
        """An argument with its sources; in a complete report also the grounds it stands on and its rule."""
        premises = [premise.text for premise in argument.premises if not _repeated(premise.text, argument.text)]
        rule = Line(argument.rule.label, lead=self.words["rule"])
        return Reason(
            self.line(argument.text, *argument.sources),
            argument.kind == "against",
            self.words["weights"][argument.weight],
            self.words["themes"][argument.theme],
            (*map(Line, premises), rule) if grounds and self.depth.complete else (),
        )


def heaviest_first(found: Sequence[Argument]) -> Sequence[Argument]:
    """The arguments by weight; those of one weight stay in their order."""
    return sorted(found, key=lambda argument: _WEIGHTS[argument.weight])


def _repeated(premise: str, text: str) -> bool:
    """Whether a long premise only says again what the argument says: a finding, for instance."""
    return len(premise) > _LONG and premise.partition(": ")[2] in text


def arguments(recommendation: Recommendation) -> Iterator[Argument]:
    """Every argument of the recommendation, in the order in which it stands there; one may come more than once."""
    for flag in recommendation.flag_reasons:
        yield from flag.arguments
    yield from recommendation.decisiveness_reasons
    for option in recommendation.options:
        yield from option.arguments_for
        yield from option.arguments_against
        for item in option.items:
            yield from item.arguments_for
            yield from item.arguments_against
    for factor in recommendation.protective_factors:
        yield from factor.arguments
