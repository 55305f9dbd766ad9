"""What the rules do on many cases: which fire where, what each argues for and against, what each concludes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from pyoxigraph import NamedNode, Quad, Store, Triple

from kompas.case import Case
from kompas.editions import Edition
from kompas.facts import facts
from kompas.inference import FastEngine
from kompas.namespaces import CASE, kompas
from kompas.recommendation import Language

AT_ONCE: Final = 10
_SUPPORTS, _ATTACKS, _CONCEPT = kompas("supports"), kompas("attacks"), kompas("concept")
_ABOUT_ARGUMENTS: Final = frozenset(kompas(name) for name in ("madeBy", "premise", "inReading"))
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Pull:
    """An argument without its maker: in which case, about what, and to which side."""

    case: int
    target: str
    side: str
    """`supports` or `attacks`."""


@dataclass(frozen=True)
class Firings:
    """What was observed, by the slug of the rule."""

    cases: int
    fired: Mapping[str, frozenset[int]]
    """In which cases a rule fired; every rule is there, also one that never did."""
    pulls: Mapping[str, frozenset[Pull]]
    """What each arguing rule pulled at."""
    concluded: Mapping[str, frozenset[Triple]]
    """What each rule concluded besides arguments."""
    called: Mapping[str, str]
    """What is pulled at, in words."""

    @property
    def never(self) -> tuple[str, ...]:
        """The rules that fired in no case."""
        return tuple(sorted(rule for rule, cases in self.fired.items() if not cases))

    @property
    def always(self) -> tuple[str, ...]:
        """The rules that fired in every case."""
        return tuple(sorted(rule for rule, cases in self.fired.items() if len(cases) == self.cases))


def observe(
    edition: Edition,
    cases: Sequence[Case],
    advance: Callable[[int], object] = lambda _: None,
    language: Language = "en",
) -> Firings:
    """Run all rules of an edition over cases and keep what each did."""
    store = Store()
    store.bulk_extend(Quad(*triple) for triple in edition.knowledge.triples())
    engine = FastEngine(store, edition.rules.rule_set)
    slugs = [rule.slug for rule in edition.rules.descriptions.values()]
    fired: dict[str, set[int]] = {slug: set() for slug in slugs}
    pulls: dict[str, set[Pull]] = {slug: set() for slug in slugs}
    concluded: dict[str, set[Triple]] = {slug: set() for slug in slugs}
    concepts: dict[str, NamedNode] = {}
    for start in range(0, len(cases), AT_ONCE):
        few = cases[start : start + AT_ONCE]
        given = {fact for n, case in enumerate(few, start) for fact in facts(case, f"{CASE}/{n}")}
        for application in engine.derive(given).applications:
            slug = str(getattr(application.rule, "value", "")).rsplit("/", 1)[-1]
            number = _case_of(application.focus)
            if slug not in fired or number is None:
                continue
            fired[slug].add(number)
            for triple in application.triples:
                if triple.predicate in (_SUPPORTS, _ATTACKS) and isinstance(triple.object, NamedNode):
                    pulls[slug].add(Pull(number, triple.object.value, _side(triple)))
                elif triple.predicate == _CONCEPT and isinstance(triple.subject, NamedNode):
                    assert isinstance(triple.object, NamedNode)
                    concepts[triple.subject.value] = triple.object
                if triple.predicate not in _ABOUT_ARGUMENTS and not _is_of_argument(triple):
                    concluded[slug].add(triple)
        advance(len(few))
    called = {item: edition.knowledge.label(concept, language) for item, concept in concepts.items()}
    return Firings(len(cases), _frozen(fired), _frozen(pulls), _frozen(concluded), called)


def _side(triple: Triple) -> str:
    return "supports" if triple.predicate == _SUPPORTS else "attacks"


def _is_of_argument(triple: Triple) -> bool:
    return isinstance(triple.subject, NamedNode) and "#argument/" in triple.subject.value


def _case_of(focus: object) -> int | None:
    told = str(getattr(focus, "value", "")).removeprefix(f"{CASE}/").partition("#")[0]
    return int(told) if told.isdecimal() else None


def _frozen(found: Mapping[str, Iterable[_T]]) -> dict[str, frozenset[_T]]:
    return {key: frozenset(values) for key, values in found.items()}
