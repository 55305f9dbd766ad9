"""The figures as a page to talk over together (Markdown), and as plain data (JSON)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from pyoxigraph import Literal, NamedNode

from kompas.knowledge import Knowledge
from kompas.namespaces import DCTERMS, SKOS, kompas, thing
from kompas.outcomes.figures import FEW, INSUFFICIENT, Figures, Group, Indicator, Share
from kompas.outcomes.reading import Course
from kompas.outcomes.wording import WORDS
from kompas.recommendation import Language

_DEFINITION: Final = NamedNode(f"{SKOS}definition")
_SOURCE: Final = NamedNode(f"{DCTERMS}source")
_CITATION: Final = NamedNode(f"{DCTERMS}bibliographicCitation")
_THIRD: Final = "doelrealisatie"
_PARTS_OF_THIRD: Final = (
    "verder-zonder-hulp",
    "geen-nieuwe-start",
    "problemen-verminderd",
    "afgesproken-doelen-bereikt",
)
_OFF_TRACK: Final = thing("moment", "bijsturen-als-het-niet-loopt")


class Page:
    """The figures written in a language, each with the questions that give it meaning."""

    def __init__(self, figures: Figures, knowledge: Knowledge, language: Language) -> None:
        self._figures, self._knowledge, self._language = figures, knowledge, language
        self._words = WORDS[language]

    def markdown(self) -> str:
        """The whole page: what asks for action first, then the three indicators, and how they were counted."""
        whole = self._figures.whole
        parts = [
            f"# {self._words['title']}",
            self._say("purpose", courses=self._courses(whole.courses)),
            *self._off_track(),
            *self._indicator("1", "uitval", [whole.of("uitval")]),
            *self._indicator("2", "tevredenheid-over-nut", [whole.of("tevredenheid-over-nut")]),
            *self._indicator("3", _THIRD, [whole.of(slug) for slug in _PARTS_OF_THIRD]),
            *self._groups("by-period", "period", self._figures.by_period),
            *self._by_help(),
            *self._unmeasured(),
            f"## {self._words['method']}",
            self._say("method-text", few=FEW, insufficient=f"{INSUFFICIENT:g}"),
        ]
        return "\n\n".join(parts) + "\n"

    def data(self) -> dict[str, Any]:
        """The figures as plain data."""
        return {
            "courses": self._figures.whole.courses,
            "indicators": [self._plain(indicator) for indicator in self._figures.whole.indicators],
            "by_help": [
                {
                    "help": self._concept(help),
                    "courses": group.courses,
                    "indicators": list(map(self._plain, group.indicators)),
                }
                for help, group in self._figures.by_help.items()
            ],
            "by_period": [
                {"period": period, "courses": group.courses, "indicators": list(map(self._plain, group.indicators))}
                for period, group in self._figures.by_period.items()
            ],
            "off_track": [course.row for course in self._figures.off_track],
            "unmeasured": [
                {"help": self._concept(help), "indicators": list(slugs)}
                for help, slugs in self._figures.unmeasured.items()
            ],
            "questions": [
                {"question": self._label(question), "why": self._why(question), "source": self._place(question)}
                for question in self._questions()
            ],
        }

    def _off_track(self) -> Iterator[str]:
        courses = self._figures.off_track
        if not courses:
            return
        many = "off-track-one" if len(courses) == 1 else "off-track-many"
        text = self._knowledge.literal(_OFF_TRACK, _DEFINITION, self._language) or ""
        yield f"## {self._words['off-track']}"
        yield f"{self._say(many, number=len(courses))}. {text} ({self._place(_OFF_TRACK)})"
        yield "\n".join(f"- {self._words['row']} {course.row}: {self._why_off(course)}" for course in courses)

    def _why_off(self, course: Course) -> str:
        told = [self._knowledge.label(course.help, self._language)]
        told += [self._words[course.direction]] if course.direction else []
        told += [self._say("grade", grade=self._number(course.usefulness))] if course.usefulness is not None else []
        return ", ".join(told)

    def _indicator(self, number: str, slug: str, parts: list[Indicator]) -> Iterator[str]:
        node = thing("indicator", slug)
        yield f"## {number}. {self._label(node)}"
        yield f"{self._knowledge.literal(node, _DEFINITION, self._language)} ({self._place(node)})"
        if slug == parts[0].slug:
            yield f"**{self._told(parts[0])}**"
        else:
            yield "\n".join(f"- {self._label(thing('indicator', part.slug))}: **{self._told(part)}**" for part in parts)
        rows = [f"| {self._label(question)} | |" for question in self._questions()]
        yield "\n".join([f"| {self._words['questions']} | {self._words['answer']} |", "| --- | --- |", *rows])

    def _told(self, indicator: Indicator) -> str:
        if not indicator.asked:
            return self._words["not-yet"]
        if not indicator.share.whole:
            return self._words["none"]
        told = [self._share(indicator.share)]
        if indicator.mean is not None:
            given = {"mean": self._number(indicator.mean), "insufficient": f"{INSUFFICIENT:g}", "share": told[0]}
            told = [self._words["mean"].format(**given)]
        if indicator.partly:
            told.append(self._say("partly", partly=indicator.partly))
        if indicator.unanswered:
            told.append(self._say("unanswered", unanswered=indicator.unanswered))
        return "; ".join(told)

    def _share(self, share: Share) -> str:
        count = self._say("of", part=share.part, whole=share.whole)
        if share.percentage is None or share.margin is None:
            return f"{count} ({self._words['few']})"
        low, high = share.margin
        return f"{count} ({self._say('margin', percentage=share.percentage, low=low, high=high)})"

    def _by_help(self) -> Iterator[str]:
        named = {self._label(help): group for help, group in self._figures.by_help.items()}
        in_order = {name: named[name] for name in sorted(named, key=str.casefold)}
        for place, part in enumerate(self._groups("by-help", "help", in_order)):
            yield part
            if not place:
                yield self._words["by-help-note"]

    def _groups(self, title: str, head: str, groups: Mapping[str, Group]) -> Iterator[str]:
        if len(groups) < 2:  # one group is the whole again
            return
        slugs = [indicator.slug for indicator in self._figures.whole.indicators]
        names = [self._words[head], self._words["number"], *(self._label(thing("indicator", slug)) for slug in slugs)]
        lines = [f"| {' | '.join(names)} |", f"| --- |{' --: |' * (len(names) - 1)}"]
        for name, group in groups.items():
            cells = [self._cell(indicator) for indicator in group.indicators]
            lines.append(f"| {name} | {group.courses} | {' | '.join(cells)} |")
        yield f"## {self._words[title]}"
        yield "\n".join(lines)

    def _cell(self, indicator: Indicator) -> str:
        if not indicator.share.whole:
            return "–"
        if indicator.mean is not None:
            return self._number(indicator.mean)
        percentage = "" if indicator.share.percentage is None else f" ({indicator.share.percentage}%)"
        return f"{self._say('of', part=indicator.share.part, whole=indicator.share.whole)}{percentage}"

    def _unmeasured(self) -> Iterator[str]:
        if not self._figures.unmeasured:
            return
        yield f"## {self._words['unmeasured']}"
        yield self._words["unmeasured-note"]
        yield "\n".join(
            f"- {self._label(help)}: {', '.join(self._label(thing('indicator', slug)).lower() for slug in slugs)}"
            for help, slugs in self._figures.unmeasured.items()
        )

    def _plain(self, indicator: Indicator) -> dict[str, Any]:
        told: dict[str, Any] = {
            "indicator": self._concept(thing("indicator", indicator.slug)),
            "number": indicator.share.part,
            "answered": indicator.share.whole,
            "unanswered": indicator.unanswered,
        }
        if indicator.share.percentage is not None:
            told |= {"percentage": indicator.share.percentage, "interval": list(indicator.share.margin or ())}
        if indicator.mean is not None:
            told["mean"] = round(indicator.mean, 2)
        return told | ({"partly": indicator.partly} if indicator.partly else {})

    def _questions(self) -> list[NamedNode]:
        asked = self._knowledge.members("MonitoringQuestion")
        return sorted(asked, key=lambda question: self._knowledge.numbers(question, "position"))

    def _why(self, question: NamedNode) -> str:
        return self._knowledge.literal(question, kompas("why"), self._language) or ""

    def _concept(self, node: NamedNode) -> dict[str, str]:
        return {"iri": node.value, "slug": node.value.rsplit("/", 1)[-1], "label": self._label(node)}

    def _label(self, node: NamedNode) -> str:
        return self._knowledge.label(node, self._language)

    def _place(self, node: NamedNode) -> str:
        """Where it is said: the citation of the source, and the place in it."""
        source, locator = self._knowledge.value(node, _SOURCE), self._knowledge.value(node, kompas("locator"))
        cited = ""
        if isinstance(source, NamedNode):
            cited = self._knowledge.literal(source, _CITATION, self._language) or self._label(source)
        return ", ".join([cited, locator.value] if isinstance(locator, Literal) else [cited])

    def _courses(self, number: int) -> str:
        return self._words["course"] if number == 1 else self._say("courses", number=number)

    def _number(self, number: float | None) -> str:
        text = f"{number or 0:.1f}".removesuffix(".0")
        return text.replace(".", ",") if self._language == "nl" else text

    def _say(self, key: str, **values: int | str) -> str:
        return self._words[key].format(**values)
