"""What each rule costs: how long it takes to ask its question of a case, and how often that comes to anything."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import process_time

from pyoxigraph import Quad, Store

from kompas.case import Case
from kompas.editions import Edition
from kompas.facts import facts
from kompas.inference import FastEngine
from kompas.inference.data import DataGraph
from kompas.inference.executor import Executor


@dataclass(frozen=True, slots=True)
class Cost:
    """The cost of a rule over some cases."""

    rule: str
    """Its slug."""
    milliseconds: float
    """Processor time a case, on average."""
    share: float
    """Of what all rules take together, from 0 to 1."""
    fired: int
    """In how many cases it fired."""


def costs(
    edition: Edition, cases: Sequence[Case], advance: Callable[[int], object] = lambda _: None
) -> tuple[Cost, ...]:
    """The cost of each rule of an edition, the dearest first.

    Every rule is asked once more when all has been derived of a case, on its own and whether it could fire or not. The
    engine leaves out what cannot fire and asks together what it can, so a case takes less than these times together.

    Args:
        edition: whose rules are measured.
        cases: on which they are measured.
        advance: is told that another case is done.
    """
    store = Store()
    store.bulk_extend(Quad(*triple) for triple in edition.knowledge.triples())
    rules = edition.rules.rule_set
    slugs: dict[object, str] = {iri: rule.slug for iri, rule in edition.rules.descriptions.items()}
    engine = FastEngine(store, rules)
    taken, fired = defaultdict[str, float](float), Counter[str]()
    for case in cases:
        given = list(facts(case))
        derivation = engine.derive(given)
        fired.update({slugs[one.rule] for one in derivation.applications if one.rule in slugs})
        with engine.holding([*given, *derivation.triples]) as whole:
            executor = Executor(DataGraph(whole, rules.subclasses), rules)
            for rule in rules.rules:
                start = process_time()
                executor.applications(rule)
                taken[slugs[rule.node]] += process_time() - start
        advance(1)
    together, number = sum(taken.values()), len(cases)
    found = [
        Cost(slug, 1000 * taken[slug] / max(number, 1), taken[slug] / together if together else 0.0, fired[slug])
        for slug in slugs.values()
    ]
    return tuple(sorted(found, key=lambda cost: (-cost.milliseconds, cost.rule)))
