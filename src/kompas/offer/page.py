"""The comparison of an offer as a page to talk over (Markdown), and as plain data (JSON)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from pyoxigraph import Literal, NamedNode

from kompas.namespaces import DCTERMS, RDF, SKOS, kompas
from kompas.offer.comparing import Cell, Comparison, Standing
from kompas.offer.wording import WORDS
from kompas.recommendation import Language

_DEFINITION: Final = NamedNode(f"{SKOS}definition")
_CITATION: Final = NamedNode(f"{DCTERMS}bibliographicCitation")
_SOURCE: Final = NamedNode(f"{DCTERMS}source")
_TYPE: Final = NamedNode(f"{RDF}type")
_NAMED: Final = 3
"""How many programmes or problems are named before the rest is only counted."""


class Page:
    """What an offer leaves open, written in a language."""

    def __init__(self, comparison: Comparison, language: Language) -> None:
        self._comparison, self._language = comparison, language
        self._knowledge = comparison.knowledge
        self._words = WORDS[language]

    def markdown(self) -> str:
        """The whole page: how it stands, what would fill the gaps, the gaps, what is offered besides, what to ask."""
        offer = self._comparison.offer
        as_of = self._say("as-of", as_of=offer.as_of) if offer.as_of else ""
        parts = [
            f"# {self._say('title', region=offer.region)}",
            self._say("purpose", as_of=as_of),
            self._standings(),
            *self._fillings(),
            *self._gaps(),
            *self._nowhere(),
            *self._besides(),
            *self._questions(),
        ]
        return "\n\n".join(parts) + "\n"

    def data(self) -> dict[str, Any]:
        """The comparison as plain data."""
        found = self._comparison
        return {
            "region": found.offer.region,
            "as_of": found.offer.as_of or None,
            "counts": {standing.value: found.count(standing) for standing in Standing},
            "fillings": [
                {"programme": self._concept(filling.programme), "gaps": len(filling.gaps)} for filling in found.fillings
            ],
            "gaps": [
                {
                    "problem": self._concept(cell.problem),
                    "age_phase": self._concept(cell.phase),
                    "standing": cell.standing.value,
                    "would_fit": [self._concept(one) for one in self._best(cell.recognised)],
                }
                for cell in found.gaps
            ],
            "not_recognised": [self._concept(help) for help in found.not_recognised],
            "recognition_not_known": [self._concept(help) for help in found.unjudged],
        }

    def _standings(self) -> str:
        rows = [(self._words[standing.value], str(self._comparison.count(standing))) for standing in Standing]
        return _table((self._words["standing"], self._words["number"]), rows, numbers=1)

    def _fillings(self) -> Iterator[str]:
        yield f"## {self._words['fillings']}"
        if not self._comparison.fillings:
            yield self._words["fillings-none"]
            return
        yield self._words["fillings-note"]
        rows = []
        for filling in self._comparison.fillings:
            problems = {problem for problem, _ in filling.gaps}
            named = self._some(sorted(problems, key=self._label), lower=True)
            rows.append(
                (self._label(filling.programme), self._rating(filling.programme), str(len(filling.gaps)), named)
            )
        head = (self._words["programme"], self._words["rating"], self._words["fills"], self._words["fills-also"])
        yield _table(head, rows)

    def _gaps(self) -> Iterator[str]:
        yield f"## {self._words['gaps']}"
        by_problem: dict[NamedNode, list[Cell]] = {}
        for cell in self._comparison.gaps:
            by_problem.setdefault(cell.problem, []).append(cell)
        if not by_problem:
            yield self._words["gaps-none"]
            return
        yield self._words["gaps-note"]
        alike: dict[tuple[str, str], list[str]] = {}
        for problem, cells in by_problem.items():
            phases = ", ".join(
                f"{self._label(cell.phase).lower()}{'°' if cell.standing is Standing.UNRECOGNISED else ''}"
                for cell in cells
            )
            fitting = self._some(self._best({one for cell in cells for one in cell.recognised}))
            alike.setdefault((phases, fitting), []).append(self._label(problem))
        rows = [(", ".join(names), *where_and_what) for where_and_what, names in alike.items()]
        yield _table((self._words["problem"], self._words["phases"], self._words["would-fit"]), rows)

    def _nowhere(self) -> Iterator[str]:
        known = {cell.problem for cell in self._comparison.cells.values() if cell.recognised}
        without = [problem for problem in self._comparison.coverage.problems if problem not in known]
        if without:
            yield f"## {self._words['nowhere']} ({len(without)})"
            yield self._words["nowhere-note"]
            yield ", ".join(sorted((self._label(problem) for problem in without), key=str.casefold)) + "."

    def _besides(self) -> Iterator[str]:
        lists = (("judged", self._comparison.not_recognised), ("unjudged", self._comparison.unjudged))
        for name, helps in lists:
            if helps:
                yield f"## {self._words[name]} ({len(helps)})"
                yield self._words[f"{name}-note"]
                yield "\n".join(f"- {self._label(help)}: {self._rating(help)}" for help in helps)
        elements = [
            entry.help
            for entry in self._comparison.offer.entries
            if kompas("KernelElement") in self._knowledge.objects(entry.help, _TYPE)
        ]
        if elements:
            yield f"## {self._words['elements']} ({len(elements)})"
            yield "\n".join(f"- {self._label(element)}" for element in elements)

    def _questions(self) -> Iterator[str]:
        asked = self._knowledge.members("OfferQuestion")
        yield f"## {self._words['questions']}"
        yield "\n".join(
            f"{number}. **{self._label(question)}** {self._knowledge.literal(question, _DEFINITION, self._language)} "
            f"({self._place(question)})"
            for number, question in enumerate(
                sorted(asked, key=lambda one: self._knowledge.numbers(one, "position")), start=1
            )
        )

    def _rating(self, programme: NamedNode) -> str:
        rating = self._comparison.rating(programme)
        level = self._knowledge.value(rating, kompas("level")) if rating else None
        if rating is None or not isinstance(level, NamedNode):
            return self._words["not-rated"]
        rated_on = self._knowledge.literal(rating, kompas("ratedOn"), self._language)
        return ", ".join([self._label(level), *([rated_on] if rated_on else [])])

    def _best(self, programmes: Iterable[NamedNode]) -> list[NamedNode]:
        return sorted(programmes, key=lambda one: (-self._comparison.rank(one), self._label(one).casefold()))

    def _some(self, things: Sequence[NamedNode], *, lower: bool = False) -> str:
        names = [self._label(one) for one in things[:_NAMED]]
        rest = len(things) - _NAMED
        told = [name.lower() if lower else name for name in names]
        return ", ".join([*told, *([self._say("more", number=rest)] if rest > 0 else [])])

    def _place(self, node: NamedNode) -> str:
        source, locator = self._knowledge.value(node, _SOURCE), self._knowledge.value(node, kompas("locator"))
        cited = self._knowledge.literal(source, _CITATION, self._language) if isinstance(source, NamedNode) else None
        return ", ".join([*([cited] if cited else []), *([locator.value] if isinstance(locator, Literal) else [])])

    def _concept(self, node: NamedNode) -> dict[str, str]:
        return {"iri": node.value, "slug": node.value.rsplit("/", 1)[-1], "label": self._label(node)}

    def _label(self, node: NamedNode) -> str:
        return self._knowledge.label(node, self._language)

    def _say(self, key: str, **values: int | str) -> str:
        return self._words[key].format(**values)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]], numbers: int = 0) -> str:
    """A table in Markdown; its last columns hold numbers."""
    rules = ["---"] * (len(head) - numbers) + ["--:"] * numbers
    return "\n".join(f"| {' | '.join(line)} |" for line in (head, rules, *rows))
