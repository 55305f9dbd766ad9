"""Deciding on a population with two editions, in several processes, and keeping what comes out otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from kompas import resources
from kompas.case import Case, read_case
from kompas.changes import Change, changes
from kompas.editions import Edition, read_edition
from kompas.errors import BadInput
from kompas.impact.differences import Difference, directions
from kompas.impact.outcomes import AT_ONCE, Decider
from kompas.impact.reach import Reach, reach
from kompas.impact.tracing import Tracer
from kompas.memory import search_seldom
from kompas.population import Population
from kompas.vocabulary import Vocabulary

Advance = Callable[[int], object]
"""Told how many more cases are done."""
CHUNK: Final = 40
"""How many cases a process is given at once."""


@dataclass(frozen=True)
class Impact:
    """What changed between two editions, and what that changes for cases."""

    old: Edition
    new: Edition
    changes: tuple[Change, ...]
    examples: tuple[Difference, ...]
    """Example cases that come out otherwise."""
    example_names: tuple[str, ...]
    """Every example that was compared."""
    unreadable: tuple[str, ...]
    """Examples that one of the editions cannot read, because it lacks a term."""
    population: tuple[Difference, ...]
    size: int
    seed: int

    @property
    def is_none(self) -> bool:
        """Whether no case comes out otherwise."""
        return not self.examples and not self.population


@dataclass(frozen=True)
class Assignment:
    """What every process works with."""

    old: Path
    new: Path
    changed: frozenset[str]
    seed: int
    reach: Reach


def measure(
    old: Edition, new: Edition, *, size: int, seed: int = 1, processes: int = 1, advance: Advance = lambda _: None
) -> Impact:
    """Compare two editions on the examples and on a generated population.

    Args:
        old: the edition before.
        new: the edition after.
        size: how many generated cases.
        seed: of the population.
        processes: how many of them work at the same time.
        advance: is told how many more cases are done.
    """
    found = changes(old, new)
    far = reach(old, new, found)
    assignment = Assignment(old.folder, new.folder, frozenset(change.iri for change in found), seed, far)
    named, unreadable = examples(old, new)
    comparer = Comparer(assignment, old, new)
    in_examples = comparer.compare([name for name, _ in named], [case for _, case in named])
    advance(len(named))
    in_population: list[Difference] = []
    if not far.is_nowhere:
        for differences, done in _over_population(assignment, comparer, size, processes):
            in_population += differences
            advance(done)
    return Impact(
        old, new, found, tuple(in_examples), tuple(name for name, _ in named), unreadable, tuple(in_population), size,
        seed,
    )  # fmt: skip


class Comparer:
    """Decides on cases with both editions."""

    def __init__(self, assignment: Assignment, old: Edition, new: Edition) -> None:
        self._reach = assignment.reach
        deciding = self._reach.deciding
        self._old = Decider(old.knowledge, old.rules, deciding[0])
        self._new = Decider(new.knowledge, new.rules, deciding[1])
        self._tracer = Tracer(assignment.changed, old.rules.descriptions, new.rules.descriptions)
        self._population = Population(old.knowledge, assignment.seed, also=new.knowledge)

    def compare(self, names: Sequence[str], cases: Sequence[Case]) -> list[Difference]:
        """The cases that come out otherwise, by name."""
        touched = list(self._touched(cases))
        found: list[Difference] = []
        for start in range(0, len(touched), AT_ONCE):
            few = touched[start : start + AT_ONCE]
            found += self._compare([names[n] for n in few], [cases[n] for n in few])
        return found

    def _touched(self, cases: Sequence[Case]) -> Iterable[int]:
        """The cases on which the rules that a change touches do not conclude the same."""
        if self._reach.is_nowhere or not self._reach.is_narrow:
            return range(0 if self._reach.is_nowhere else len(cases))
        before = self._old.conclusions(cases, self._reach.leading_up[0])
        after = self._new.conclusions(cases, self._reach.leading_up[1])
        return [n for n in range(len(cases)) if before[n] != after[n]]

    def _compare(self, names: Sequence[str], cases: Sequence[Case]) -> list[Difference]:
        before, was = self._old.derive(cases)
        after, now = self._new.derive(cases)
        return [
            Difference(
                name, before[n], after[n], self._tracer.roots(n, was.applications, now.applications)
            )
            for n, name in enumerate(names)
            if directions(before[n], after[n])
        ]  # fmt: skip

    def compare_generated(self, numbers: Sequence[int]) -> list[Difference]:
        """The generated cases of these numbers that come out otherwise."""
        cases = [Case.model_validate(self._population.case(number)) for number in numbers]
        return self.compare([str(number) for number in numbers], cases)


def examples(old: Edition, new: Edition) -> tuple[list[tuple[str, Case]], tuple[str, ...]]:
    """The example cases that both editions can read, by name, and the names of the others."""
    vocabularies = [Vocabulary(edition.knowledge) for edition in (old, new)]
    named, unreadable = [], []
    for path in sorted((resources.data() / "cases").glob("*.yaml")):
        try:
            first, second = (read_case(path, vocabulary=vocabulary) for vocabulary in vocabularies)
        except BadInput:
            unreadable.append(path.stem)
            continue
        if first == second:
            named.append((path.stem, second))
        else:
            unreadable.append(path.stem)
    return named, tuple(unreadable)


def _over_population(
    assignment: Assignment, comparer: Comparer, size: int, processes: int
) -> Iterator[tuple[list[Difference], int]]:
    chunks = [range(start, min(start + CHUNK, size)) for start in range(0, size, CHUNK)]
    if processes == 1 or len(chunks) <= processes:
        for chunk in chunks:
            yield comparer.compare_generated(chunk), len(chunk)
        return
    with get_context("spawn").Pool(processes, _begin, (assignment,)) as pool:
        for chunk, found in zip(chunks, pool.imap(_compare, chunks), strict=True):
            yield found, len(chunk)


_at_work: list[Comparer] = []
"""The comparer of this process, once it has begun."""


def _begin(assignment: Assignment) -> None:
    search_seldom()
    editions = (read_edition(assignment.old, "old"), read_edition(assignment.new, "new"))
    _at_work[:] = [Comparer(assignment, *editions)]


def _compare(numbers: Iterable[int]) -> list[Difference]:
    return _at_work[0].compare_generated(list(numbers))
