"""Always true of what is derived: an independent SHACL engine derives the same, triple for triple."""

from __future__ import annotations

from typing import Final

from pyoxigraph import NamedNode, Triple

from kompas import resources
from kompas.facts import facts
from kompas.inference import FastEngine, ReferenceEngine
from kompas.knowledge.graph import read_release
from kompas.namespaces import CASE
from kompas.rules import rule_base
from tests.properties.generated_cases import read, sample

ENOUGH: Final = 3
"""The independent engine takes many seconds for a case; it is given these at once, each under its own address."""


def test_9_both_engines_derive_the_same_triple_for_triple() -> None:
    knowledge, rules = read_release(resources.release()), rule_base()
    given: set[Triple] = set()
    for number, plain in enumerate(sample(ENOUGH)):
        given |= facts(read(plain), NamedNode(f"{CASE}/{number}").value)
    reference = ReferenceEngine(knowledge.triples(), rules.triples).derive(given, explain=False)
    fast = FastEngine(knowledge.store, rules.rule_set).derive(given)
    assert fast.triples - reference.triples == frozenset()
    assert reference.triples - fast.triples == frozenset()
    assert len(fast.triples) > len(given)
