"""What to ask next: the facts that are not known and whose answer could change the route.

Every way to answer everything that is open is a reading of the concern; the rules give each reading its route. A
question is open when two readings that differ only in its answer give the case another route. Concerns meet in the
heaviest of their routes, and in what is not known of the family, so a concern's question counts only where the other
concerns leave room for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from pyoxigraph import NamedNode, Triple

from kompas.alternatives.worlds import Worlds
from kompas.case import Case, Concern
from kompas.conclusions import IS_A, Conclusions
from kompas.namespaces import CASE, kompas
from kompas.questions import question_text
from kompas.recommendation import OpenQuestion

FAMILY = "family.risk_factors"
COUNTED = {"duration_months": "Duration", "frequency": "FrequencyCriterion", "settings": "SettingsCriterion"}
CONSEQUENCES = ("NoConsequences", "SomeConsequences", "SubstantialConsequences", "SevereConsequences")
READ = {"consequences": "readConsequences", "danger": "readDanger", "tried": "readTried"}


@dataclass(frozen=True)
class _Concern:
    """A concern with its open fields, the answers each allows, and the route for every way to answer them all."""

    index: int
    choices: Mapping[str, tuple[str, ...]]
    routes: Mapping[tuple[str, ...], str]

    def pairs(self) -> Iterable[tuple[str, tuple[str, ...], tuple[str, ...]]]:
        """Every two ways to answer that differ in one field only, with that field."""
        for place, (field, answers) in enumerate(self.choices.items()):
            for taken in self.routes:
                for other in answers[answers.index(taken[place]) + 1 :]:
                    yield field, taken, (*taken[:place], other, *taken[place + 1 :])

    def lightest(self, family: str | None, worlds: Worlds) -> str:
        """The lightest route that is open, given an answer about the family (None: any)."""
        place = list(self.choices).index(FAMILY) if FAMILY in self.choices else None
        agreeing = (
            route for given, route in self.routes.items() if place is None or family is None or given[place] == family
        )
        return min(agreeing, key=worlds.heaviness)


def open_questions(
    case: Case, known: Iterable[Triple], conclusions: Conclusions, worlds: Worlds
) -> tuple[OpenQuestion, ...]:
    """The open questions of a case: danger first of all, then the most telling first.

    Args:
        case: the case as given.
        known: its facts and everything derived from them.
        conclusions: the same, to look things up in.
        worlds: puts readings to the rules.
    """
    concerns = _weighed(case, known, conclusions, worlds)
    now = worlds.decision(conclusions, NamedNode(CASE)).route
    reached: dict[str, set[str]] = {}
    times: dict[str, int] = {}
    for concern in concerns:
        others = [other for other in concerns if other is not concern]
        for field, taken, instead in concern.pairs():
            if concern.routes[taken] == concern.routes[instead]:
                continue
            before, after = (_case_route(concern, others, answers, worlds) for answers in (taken, instead))
            if before != after:
                name = field if field == FAMILY else f"concerns[{concern.index}].{field}"
                reached.setdefault(name, set()).update((before, after))
                times[name] = times.get(name, 0) + 1
    order = sorted(reached, key=lambda name: (not name.endswith(".danger"), -times[name], name))
    return tuple(
        OpenQuestion(
            field=name,
            question=question_text(name, case, worlds.knowledge),
            could_change_route_to=tuple(sorted(reached[name] - {now}, key=worlds.heaviness)),
        )
        for name in order
    )


def _case_route(concern: _Concern, others: Sequence[_Concern], answers: tuple[str, ...], worlds: Worlds) -> str:
    """The route of the case when this concern is answered so and the others are as light as they may be."""
    family = dict(zip(concern.choices, answers, strict=True)).get(FAMILY)
    routes = [concern.routes[answers], *(other.lightest(family, worlds) for other in others)]
    return max(routes, key=worlds.heaviness)


def _weighed(case: Case, known: Iterable[Triple], conclusions: Conclusions, worlds: Worlds) -> list[_Concern]:
    """Every concern with the route for every way to answer what is open, all in one derivation."""
    readings: dict[NamedNode, list[Triple]] = {}
    choices: list[dict[str, tuple[str, ...]]] = []
    nodes = [NamedNode(f"{CASE}#concern/{concern.problem}") for concern in case.concerns]
    for concern, node in zip(case.concerns, nodes, strict=True):
        open_fields = _choices(concern, conclusions, node)
        choices.append(open_fields)
        for answers in product(*open_fields.values()):
            reading = _reading_of(node, answers)
            readings[reading] = _reading(reading, node, dict(zip(open_fields, answers, strict=True)), conclusions)
    routes = worlds.routes(known, readings)
    return [
        _Concern(index, fields, {answers: routes[_reading_of(node, answers)] for answers in product(*fields.values())})
        for index, (fields, node) in enumerate(zip(choices, nodes, strict=True))
    ]


def _reading_of(concern: NamedNode, answers: tuple[str, ...]) -> NamedNode:
    return NamedNode("/".join((concern.value, "reading", *(answer or "-" for answer in answers))))


def _choices(concern: Concern, conclusions: Conclusions, node: NamedNode) -> dict[str, tuple[str, ...]]:
    """The open fields of a concern, each with the answers that the rules tell apart, lightest first."""
    left_open = conclusions.things(node, "leavesOpen")
    choices: dict[str, tuple[str, ...]] = {
        field: ("", name) for field, name in COUNTED.items() if kompas(name) in left_open
    }
    if kompas("OtherProblems") in left_open:
        choices[FAMILY] = ("", "OtherProblems")
    if concern.consequences is None:
        choices["consequences"] = CONSEQUENCES
    if concern.danger is None:
        choices["danger"] = ("", "DangerToSelf")
    if concern.tried is None:
        choices["tried"] = ("", "Insufficient")
    return choices


def _reading(
    reading: NamedNode, concern: NamedNode, answers: Mapping[str, str], conclusions: Conclusions
) -> list[Triple]:
    """One reading of a concern as facts: what is raised in any case, and the answers taken for what is open."""
    told = conclusions.thing(concern, "lowestReading")
    assert told is not None
    raised = conclusions.things(told, "counts")
    raised += [kompas(answers[field]) for field in (*COUNTED, FAMILY) if answers.get(field)]
    triples = [Triple(reading, IS_A, kompas("Reading")), Triple(reading, kompas("readingOf"), concern)]
    triples += [Triple(reading, kompas("counts"), criterion) for criterion in raised]
    for field, name in READ.items():
        value = kompas(answers[field]) if answers.get(field) else conclusions.thing(told, name)
        if value is not None:
            triples.append(Triple(reading, kompas(name), value))
    return triples
