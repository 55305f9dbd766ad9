"""The consultation as a whole: its proof, its provenance, and that it leaves nothing behind."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kompas.case import Case, case_from_mapping
from kompas.consultation import Consultant, consult, consultant
from kompas.errors import ReleaseMismatch
from kompas.facts import facts
from kompas.namespaces import CASE, thing


def case(problem: str = "driftbuien") -> Case:
    plain = {"age": 4, "concerns": [{"problem": problem}], "goals": ["samen lachen om niets"]}
    return case_from_mapping(plain, consultant().vocabulary)


def test_the_proof_is_the_facts_of_the_case_and_what_the_rules_derive_from_them() -> None:
    answer = consultant().answer(case())
    assert answer.facts == facts(case())
    assert answer.graph == answer.facts | answer.derivation.triples
    made = {triple for application in answer.derivation.applications for triple in application.triples}
    assert answer.derivation.triples <= made


def test_a_consultation_leaves_nothing_in_the_knowledge_and_nothing_for_the_next() -> None:
    store = consultant().knowledge.store
    size, first = len(store), consult(case()).to_json()
    consult(case("blowen"))
    assert consult(case()).to_json() == first
    assert len(store) == size
    assert not [quad for quad in store.quads_for_pattern(None, None, None) if CASE in str(quad.subject)]


def test_a_sketch_is_the_answer_without_what_takes_longest() -> None:
    whole, sketch = consultant().answer(case()), consultant().sketch(case())
    left_out = {"what_would_change": (), "why_not": ()}
    assert sketch.recommendation == whole.recommendation.model_copy(update=left_out)
    assert sketch.graph == whole.graph


def test_provenance_names_knowledge_rules_policy_engine_and_every_source_that_is_cited() -> None:
    found = consult(case()).provenance
    assert (found.knowledge_version, found.rules_version) == (
        consultant().knowledge.version,
        consultant().rules.version,
    )
    assert (found.policy.slug, found.engine) == ("standaard", "fast")
    assert [source.id for source in found.sources] == sorted({source.id for source in found.sources})
    assert all(source.citation for source in found.sources)


def test_the_case_comes_back_without_anyones_words() -> None:
    recommendation = consult(case())
    assert "goals" not in recommendation.case
    assert recommendation.case["goals_stated"] is True
    assert "lachen om niets" not in recommendation.to_json()


def test_knowledge_and_rules_that_do_not_belong_together_are_told_with_what_to_do() -> None:
    whole = consultant().rules
    lacking = whole.rule_set.subset(lambda rule: rule.node != thing("rule", "keuze-alternatief"))
    with pytest.raises(ReleaseMismatch, match=r"no status for .*Run `kompas build`"):
        Consultant(consultant().knowledge, replace(whole, rule_set=lacking)).answer(case())


def test_all_three_routes_are_options_from_light_to_heavy() -> None:
    assert [option.route for option in consult(case()).options] == [
        "ordinary-parenting",
        "kernel-elements",
        "full-intervention",
    ]


def test_every_concern_says_which_deciding_rules_kept_silent_and_why() -> None:
    silent = consult(case()).why_not
    assert silent
    assert all(one.rule.label and one.about == "Driftbuien" and one.failed.strip() for one in silent)
