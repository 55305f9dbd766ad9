"""The rules of Kompas mean the same to every engine: ours, pySHACL on plain rdflib, and pyshifty.

The cases are the examples, and others that are spread evenly over the terms of the knowledge and the codes of the
contract. pySHACL takes seconds a case, so there are as many as a build can bear.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest
from pyoxigraph import BlankNode, NamedNode, RdfFormat, Triple, parse, serialize

from kompas import resources
from kompas.case import Case, read_case
from kompas.facts import facts
from kompas.inference import FastEngine, ReferenceEngine
from kompas.inference.data import DataGraph
from kompas.inference.executor import Executor
from kompas.knowledge import Knowledge
from kompas.knowledge.graph import read_release
from kompas.namespaces import ID, RDF, kompas
from kompas.rules import rule_base
from kompas.vocabulary import Vocabulary
from tests.rule_cases import in_short

EXAMPLES: Final = sorted((resources.data() / "cases").glob("*.yaml"))
GENERATED: Final = (0, 3, 4, 7, 9, 11)
JUDGED_BY_THREE: Final = ("peuter-die-bijt", "bram", "weinig-bekend", "bram-later", 3, 4, 11)
"""The cases on which pyshifty is asked as well."""
AGES: Final = (-0.3, 0.5, 1.99, 2, 4.5, 6, 7.25, 9, 11.99, 12, 13, 15.5, 16.99, 18, 21)

CaseName = str | int
every_case = pytest.mark.parametrize(
    "name", [*(example.stem for example in EXAMPLES), *GENERATED], ids=lambda name: f"{name}"
)


@dataclass(frozen=True)
class Bench:
    """The engines side by side, on the same knowledge and rules."""

    knowledge: Knowledge
    vocabulary: Vocabulary
    fast: FastEngine
    reference: Callable[[], ReferenceEngine]

    def facts(self, name: CaseName) -> frozenset[Triple]:
        """The facts of an example, or of a generated case."""
        return facts(self.case(name))

    def case(self, name: CaseName) -> Case:
        if isinstance(name, int):
            return read_case(json.dumps(generated(name, self.slugs)), format="json", vocabulary=self.vocabulary)
        return read_case(resources.data() / "cases" / f"{name}.yaml", vocabulary=self.vocabulary)

    def slugs(self, kind: str) -> Sequence[str]:
        """The slugs of every concept of a class."""
        found = self.knowledge.subjects(NamedNode(f"{RDF}type"), kompas(kind))
        return [term.value.removeprefix(ID).partition("/")[2] for term in found if term.value.startswith(ID)]


@pytest.fixture(scope="module")
def bench() -> Bench:
    knowledge, rules = read_release(resources.release()), rule_base()
    whole = tuple(knowledge.triples())
    reference = cache(lambda: ReferenceEngine(whole, rules.triples))
    return Bench(knowledge, Vocabulary(knowledge), FastEngine(knowledge.store, rules.rule_set), reference)


def generated(number: int, slugs: Callable[[str], Sequence[str]]) -> Mapping[str, Any]:
    """A case in the form of the contract: another pick from every field for each number, some fields left out."""

    def pick(options: Sequence[Any], step: int) -> Any:
        return options[(number * step + step) % len(options)]

    def some(options: Sequence[Any], step: int, count: int) -> list[Any]:
        return sorted({pick(options, step + index * 5) for index in range(count)})

    def concern(problem: str, step: int) -> dict[str, Any]:
        helps = ("ordinary-parenting", "kernel-elements", "triple-p-niveau-4-5")
        fields = {
            "problem": problem,
            "duration_months": pick((None, 0, 0.5, 2.9, 3, 14), step),
            "frequency": pick((None, "rarely", "weekly", "several-times-a-week", "daily"), step + 1),
            "settings": pick((None, ["home"], ["home", "school"], ["online", "club", "peer-group"]), step + 1),
            "consequences": pick(("some", "substantial", "severe", None, "none"), step),
            "danger": pick((None, "none", None, "to-self", None, "none", "to-others"), step),
            "tried": pick(
                (None, [{"what": pick(helps, 2), "outcome": pick(("insufficient", "helps", "unknown"), 4)}], []), step
            ),
        }
        return {name: value for name, value in fields.items() if value is not None}

    problems = slugs("Problem")
    factors = slugs("ProtectiveFactor")
    whole: dict[str, Any] = {
        "age": AGES[number],
        "concerns": [concern(problem, 7 + index) for index, problem in enumerate(some(problems, 13, 1 + number % 2))],
    }
    if number % 4:
        whole["family"] = {
            "risk_factors": some(slugs("RiskFactor"), 3, number % 5),
            "protective_factors": {factor: pick(("present", "absent"), 3) for factor in some(factors, 3, number % 6)},
            "life_domains": some(slugs("LifeDomain"), 7, number % 4),
            "services_involved": some(slugs("Service"), 5, number % 2),
        }
    if number % 3 == 0:
        whole["safety_signals"] = some(slugs("SafetySignal"), 7, number % 2)
    if number % 2:
        whole["preferences"] = {"formats": [pick(("group", "at-home", "online"), 1)], "declines": ["triple-p"]}
    if number % 5:
        whole["practice"] = {
            "setting": pick(("school", "home", "neighbourhood"), 1),
            "qualification": pick(("mbo", "hbo", "wo", "specialist"), 1),
            "available": some(slugs("Intervention"), 11, number % 7),
        }
    return whole


def told(triples: frozenset[Triple]) -> list[str]:
    """The triples in short, so that a difference reads."""
    return sorted(in_short(triple) for triple in triples)


def test_there_are_enough_cases() -> None:
    assert len(EXAMPLES) >= 30
    assert len({AGES[number] for number in GENERATED}) >= 6


@every_case
def test_the_fast_engine_derives_what_pyshacl_derives(bench: Bench, name: CaseName) -> None:
    given = bench.facts(name)
    fast = bench.fast.derive(given).triples
    reference = bench.reference().derive(given, explain=False).triples
    assert told(fast - reference) == [], "only the fast engine derives this"
    assert told(reference - fast) == [], "only pySHACL derives this"
    assert len(fast) > 100


def fixpoint(bench: Bench, name: CaseName) -> tuple[frozenset[Triple], frozenset[Triple]]:
    """What one ordered pass derives, and what further passes over the result add."""
    given = bench.facts(name)
    first = known = bench.fast.derive(given).triples
    while more := bench.fast.derive(given | known).triples:
        known |= more
    return first, known - first


def test_a_second_pass_adds_nothing(bench: Bench) -> None:
    names: list[CaseName] = [*(example.stem for example in EXAMPLES), *GENERATED]
    added = {name: told(fixpoint(bench, name)[1]) for name in names}
    assert {name: triples for name, triples in added.items() if triples} == {}


@pytest.mark.parametrize("name", JUDGED_BY_THREE, ids=lambda name: f"{name}")
def test_pyshifty_that_runs_to_a_fixpoint_derives_the_same(bench: Bench, name: CaseName, tmp_path: Path) -> None:
    import shifty

    given = bench.facts(name)
    data, rules = tmp_path / "data.nt", tmp_path / "rules.nt"
    serialize((*bench.knowledge.triples(), *given), data, RdfFormat.N_TRIPLES)
    serialize(rule_base().triples, rules, RdfFormat.N_TRIPLES)
    result = shifty.infer(data, rules, on_unsupported="error")
    assert list(result.diagnostics) == []
    found = {quad.triple for quad in parse(result.graph_ntriples.encode(), RdfFormat.N_TRIPLES)}
    before = {quad.triple for quad in bench.knowledge.store} | given
    third = frozenset(triple for triple in found - before if not has_blank(triple))
    first, more = fixpoint(bench, name)
    assert told((first | more) - third) == [], "only the fast engine derives this"
    assert told(third - (first | more)) == [], "only pyshifty derives this"


def has_blank(triple: Triple) -> bool:
    """Blank nodes, which only the knowledge has, get other names on the way."""
    return isinstance(triple.subject, BlankNode) or isinstance(triple.object, BlankNode)


@pytest.mark.parametrize("example", [path.stem for path in EXAMPLES])
def test_an_argument_can_be_made_again_when_everything_is_known(bench: Bench, example: str) -> None:
    """The independent engine finds the reasons of each argument afterwards, so no argument may deny its own ground."""
    given = bench.facts(example)
    derived = bench.fast.derive(given)
    rules = rule_base().rule_set
    with bench.fast.holding(given | derived.triples) as store:
        executor = Executor(DataGraph(store, rules.subclasses), rules)
        again = {triple for rule in rules.rules for found in executor.applications(rule) for triple in found.triples}
    made_by = kompas("madeBy")
    assert told(frozenset(triple for triple in derived.triples - again if triple.predicate == made_by)) == []
