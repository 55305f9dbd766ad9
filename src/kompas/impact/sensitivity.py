"""How much hangs on each cut-off of the policy: its range tried, value by value, on a population.

Cut-offs are design choices. This says what another choice would have meant: how many cases get another route, flag or
leading candidate, and in which direction.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, Store

from kompas.case import Case
from kompas.editions import Edition, read_edition
from kompas.impact.differences import HEAVIER, LEADING, LIGHTER, directions
from kompas.impact.measuring import CHUNK
from kompas.impact.outcomes import Decider, Outcome
from kompas.impact.reach import CutoffReaders
from kompas.impact.report import table
from kompas.impact.wording import WORDS
from kompas.knowledge import Knowledge
from kompas.memory import search_seldom
from kompas.namespaces import RDF, XSD, kompas
from kompas.population import Population
from kompas.recommendation import Language
from kompas.rules.wiring import Wiring

_VALUE, _LEVEL = kompas("cutoffValue"), kompas("cutoffLevel")
_TYPE = NamedNode(f"{RDF}type")
_DECIMAL = NamedNode(f"{XSD}decimal")
FACTORS: Final = (0.5, 2.0)
"""A cut-off that is not a small whole number is tried at these multiples."""
SMALL: Final = 20
"""Below this a whole number is tried one lower and one higher, twice."""
STEPS: Final = (-2, -1, 1, 2)


@dataclass(frozen=True, slots=True)
class Trial:
    """A cut-off with another value, and what that changes in a population."""

    cutoff: str
    label: str
    standing: str
    tried: str
    cases: int
    changed: int
    routes: int
    lighter: int
    heavier: int
    flags: int
    leading: int


@dataclass(frozen=True, slots=True)
class _Variant:
    """A cut-off and the value it is given."""

    cutoff: NamedNode
    property: NamedNode
    value: NamedNode | Literal


def sensitivity(
    edition: Edition,
    *,
    size: int,
    seed: int = 1,
    processes: int = 1,
    only: str | None = None,
    language: Language = "en",
    advance: Callable[[int], object] = lambda _: None,
) -> tuple[Trial, ...]:
    """Try the range of each cut-off of an edition.

    Args:
        edition: whose policy is tried.
        size: how many generated cases each value is tried on.
        seed: of the population.
        processes: how many values are tried at the same time.
        only: the slug of one cut-off, to try that alone.
        language: of the labels of cut-offs and levels.
        advance: is told that another value was tried.
    """
    variants = [v for v in _variants(edition.knowledge) if only is None or _slug(v.cutoff) == only]
    found: list[Trial] = []
    if processes == 1 or len(variants) <= 1:
        bench = _Bench(edition, size, seed, language)
        for variant in variants:
            found.append(bench.trial(variant))
            advance(1)
        return tuple(found)
    with get_context("spawn").Pool(processes, _begin, (edition.folder, size, seed, language)) as pool:
        for trial in pool.imap(_try, range(len(variants)) if only is None else _places(edition, variants)):
            found.append(trial)
            advance(1)
    return tuple(found)


def values_to_try(edition: Edition, only: str | None = None) -> int:
    """How many values `sensitivity` tries."""
    return sum(only is None or _slug(variant.cutoff) == only for variant in _variants(edition.knowledge))


def sensitivity_report(trials: Sequence[Trial], title: str, seed: int, language: Language) -> str:
    """The trials as Markdown, the cut-offs on which most hangs first."""
    most: Counter[str] = Counter()
    for trial in trials:
        most[trial.cutoff] = max(most[trial.cutoff], trial.changed)
    ranked = sorted(trials, key=lambda trial: (-most[trial.cutoff], trial.cutoff))
    rows = [
        (
            f"{trial.label} (`policy:{trial.cutoff}`)",
            *(trial.standing, trial.tried, str(trial.changed), str(trial.routes), str(trial.lighter)),
            *(str(trial.heavier), str(trial.flags), str(trial.leading)),
        )
        for trial in ranked
    ]
    say, cases = WORDS[language], trials[0].cases if trials else 0
    return (
        f"# {say['hangs'].format(title=title)}\n\n{say['hangs-note'].format(cases=cases, seed=seed)}\n\n"
        f"{table(say['hangs-head'].split('|'), rows)}\n"
    )


class _Bench:
    """A population with what is decided on it as the policy stands."""

    def __init__(self, edition: Edition, size: int, seed: int, language: Language) -> None:
        self._edition, self._language = edition, language
        self._cases = [Case.model_validate(plain) for plain in Population(edition.knowledge, seed).cases(size)]
        self._wiring = Wiring(edition.rules, edition.knowledge)
        self._decider = Decider.of(edition)
        self._standing = self._decider.decide(self._cases)
        self.variants = _variants(edition.knowledge)

    def trial(self, variant: _Variant) -> Trial:
        knowledge = self._edition.knowledge
        before = knowledge.value(variant.cutoff, variant.property)
        outcomes = self._outcomes(variant)
        ways = [directions(was, now) for was, now in zip(self._standing, outcomes, strict=True)]
        assert before is not None
        return Trial(
            cutoff=_slug(variant.cutoff),
            label=knowledge.label(variant.cutoff, self._language),
            standing=_shown(before, knowledge, self._language),
            tried=_shown(variant.value, knowledge, self._language),
            cases=len(self._cases),
            changed=sum(bool(way) for way in ways),
            routes=sum(was.route != now.route for was, now in zip(self._standing, outcomes, strict=True)),
            lighter=sum(LIGHTER in way for way in ways),
            heavier=sum(HEAVIER in way for way in ways),
            flags=sum(_flags(pair) for pair in zip(self._standing, outcomes, strict=True)),
            leading=sum(LEADING in way for way in ways),
        )

    def _outcomes(self, variant: _Variant) -> list[Outcome]:
        """The outcome of each case with another value: decided anew where the rules that read it conclude otherwise."""
        readers = CutoffReaders((self._edition, self._edition), frozenset({_slug(variant.cutoff)}))
        rules = self._edition.rules.descriptions.values()
        touched = {rule.slug for rule in rules if readers.is_read_by(rule.construct.partition("WHERE")[2])}
        few = self._wiring.up_from(touched & self._decider.chosen)
        decider = Decider(_with(self._edition.knowledge, variant), self._edition.rules, self._decider.chosen)
        outcomes = list(self._standing)
        for start in range(0, len(self._cases), CHUNK):
            cases = self._cases[start : start + CHUNK]
            before, after = self._decider.conclusions(cases, few), decider.conclusions(cases, few)
            otherwise = [n for n in range(len(cases)) if before[n] != after[n]]
            for n, outcome in zip(otherwise, decider.decide([cases[n] for n in otherwise]), strict=True):
                outcomes[start + n] = outcome
        return outcomes


def _flags(pair: tuple[Outcome, Outcome]) -> bool:
    return pair[0].flags != pair[1].flags


def _variants(knowledge: Knowledge) -> list[_Variant]:
    """The values that each cut-off is tried at."""
    found = []
    for cutoff in knowledge.members("Cutoff"):
        for value in knowledge.objects(cutoff, _VALUE):
            assert isinstance(value, Literal)
            found += [_Variant(cutoff, _VALUE, Literal(text, datatype=value.datatype)) for text in _around(value)]
        for level in knowledge.objects(cutoff, _LEVEL):
            if isinstance(level, NamedNode):
                found += [_Variant(cutoff, _LEVEL, other) for other in _other_levels(level, knowledge)]
    return found


def _around(value: Literal) -> list[str]:
    number = float(value.value)
    if number.is_integer() and abs(number) < SMALL:
        return [f"{number + step:.0f}" for step in STEPS if number + step >= 0]
    written = (f"{number * factor:f}".rstrip("0").rstrip(".") for factor in FACTORS)
    return [text if value.datatype == _DECIMAL else text.partition(".")[0] for text in written]


def _other_levels(level: NamedNode, knowledge: Knowledge) -> list[NamedNode]:
    """The other members of the list that a level stands in, by rank."""
    lists = [knowledge.subjects(_TYPE, of) for of in knowledge.objects(level, _TYPE) if isinstance(of, NamedNode)]
    own = min(lists, key=len)
    ranked = {member: ranks[0] for member in own if (ranks := knowledge.numbers(member, "rank"))}
    return sorted((member for member in ranked if member != level), key=lambda member: ranked[member])


def _with(knowledge: Knowledge, variant: _Variant) -> Knowledge:
    """The knowledge with one cut-off at another value."""
    store = Store()
    store.bulk_extend(knowledge.store)
    for quad in knowledge.store.quads_for_pattern(variant.cutoff, variant.property, None):
        store.remove(quad)
    store.add(Quad(variant.cutoff, variant.property, variant.value))
    return Knowledge(store, knowledge.manifest)


def _shown(value: object, knowledge: Knowledge, language: Language) -> str:
    return knowledge.label(value, language) if isinstance(value, NamedNode) else str(getattr(value, "value", value))


def _slug(node: NamedNode) -> str:
    return node.value.rsplit("/", 1)[-1]


def _places(edition: Edition, variants: Iterable[_Variant]) -> list[int]:
    everything = _variants(edition.knowledge)
    return [everything.index(variant) for variant in variants]


_at_work: list[_Bench] = []
"""The bench of this process, once it has begun."""


def _begin(folder: Path, size: int, seed: int, language: Language) -> None:
    search_seldom()
    _at_work[:] = [_Bench(read_edition(folder, folder.name), size, seed, language)]


def _try(place: int) -> Trial:
    bench = _at_work[0]
    return bench.trial(bench.variants[place])
