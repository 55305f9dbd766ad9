"""Other OWL tools than ours read the ontology as it is meant: a second reasoner agrees with HermiT."""

from __future__ import annotations

import shutil
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from kompas import resources
from kompas.knowledge import released
from kompas.knowledge.documents import read_ontology
from kompas.knowledge.hermit import reason
from kompas.knowledge.reasoning import logical
from kompas.knowledge.values import decide
from kompas.namespaces import KOMPAS, OWL, RDFS, SKOS, kompas
from tests.ontology.owl_api import Findings, Pair, ask

MODULES = sorted(resources.ontology().glob("*.ttl"))


@cache
def found() -> Findings:
    """What the OWL API, Openllet and ELK find in the ontology as it stands, with its imports."""
    return ask(resources.ontology(), "Openllet", "ELK")


@cache
def by_hermit() -> set[Pair]:
    """Every pair of classes that HermiT finds, from the ontology as the build gives it to HermiT."""
    schema = read_ontology(resources.ontology())
    axioms, _ = decide(logical(schema, schema), [])
    above: dict[str, set[str]] = defaultdict(set)
    for triple in reason(axioms).triples:
        if triple.predicate == NamedNode(f"{RDFS}subClassOf"):
            assert isinstance(triple.subject, NamedNode)
            assert isinstance(triple.object, NamedNode)
            above[triple.subject.value].add(triple.object.value)
    return {(one, other) for one in above for other in reachable(one, above) if named(one, other)}


def reachable(one: str, above: dict[str, set[str]]) -> set[str]:
    found, waiting = set[str](), [one]
    while waiting:
        fresh = above.get(waiting.pop(), set()) - found
        found |= fresh
        waiting += fresh
    return found - {one}


def named(*names: str) -> bool:
    """Whether these are classes of the ontology, not those made for one run of the reasoner nor what holds of all."""
    return not any(name.startswith(("urn:kompas:", OWL)) for name in names)


def test_it_loads_with_its_imports_and_without_a_network() -> None:
    assert found().modules == len(MODULES)


def test_it_is_owl_2_dl_with_its_imports() -> None:
    assert found().violations == []


@pytest.mark.parametrize("reasoner", ["Openllet", "ELK"])
def test_every_reasoner_finds_it_consistent_and_every_class_possible(reasoner: str) -> None:
    assert found().consistent[reasoner]
    assert found().unsatisfiable[reasoner] == []


def test_openllet_and_hermit_find_the_same_hierarchy() -> None:
    """Two complete reasoners for OWL 2 DL, by other people and other methods (tableau, hypertableau)."""
    assert len(by_hermit()) > 150
    assert found().subsumptions["Openllet"] == by_hermit()


def test_elk_finds_nothing_that_hermit_does_not() -> None:
    """ELK knows a part of OWL 2 only (EL): what it finds is so, and it finds nearly all."""
    elk = found().subsumptions["ELK"]
    assert elk <= by_hermit()
    assert len(elk) >= 0.95 * len(by_hermit())


@pytest.mark.parametrize(
    ("lacking", "context"),
    [
        ("ElementWithoutTreatmentEvidence", "TreatmentContext"),
        ("ElementWithoutPreventionEvidence", "PreventionContext"),
    ],
)
def test_what_lacks_findings_is_found_by_the_reasoner_as_by_a_query(lacking: str, context: str) -> None:
    """HermiT once left out all members of one of these two, which Openllet and this query find."""
    knowledge = released()
    with_findings = {
        element
        for finding in knowledge.subjects(kompas("inContext"), kompas(context))
        for element in knowledge.subjects(kompas("hasEvidence"), finding)
    }
    without = set(knowledge.members("KernelElement")) - with_findings
    assert without
    assert set(knowledge.members(lacking)) == without


def test_a_general_element_is_one_that_is_for_every_group_of_problems() -> None:
    """The definition names the groups; a group that is added must be named there too."""
    knowledge = released()
    problems = knowledge.members("Problem")
    groups = {problem for problem in problems if not knowledge.objects(problem, NamedNode(f"{SKOS}broader"))}
    assert len(groups) == 10
    for_all = {
        element
        for element in knowledge.members("KernelElement")
        if groups <= set(knowledge.objects(element, kompas("forProblem")))
    }
    assert for_all
    assert set(knowledge.members("GeneralElement")) == for_all


def test_what_is_wrong_is_seen(tmp_path: Path) -> None:
    """The other way round: a module that leaves OWL 2 DL, a class that cannot be, a hierarchy that differs."""
    shutil.copytree(resources.ontology(), tmp_path / "ontology")
    module = tmp_path / "ontology" / "argumentation.ttl"
    wrong = """
kompas:Impossible a owl:Class ; rdfs:subClassOf kompas:Problem , kompas:AgePhase .
kompas:Undeclared rdfs:subClassOf kompas:Problem .
"""
    module.write_text(module.read_text("utf-8") + wrong, "utf-8")
    told = ask(tmp_path / "ontology", "Openllet")
    assert any("Undeclared" in violation for violation in told.violations)
    assert told.unsatisfiable["Openllet"] == [f"{KOMPAS}Impossible"]
    assert told.subsumptions["Openllet"] != by_hermit()
