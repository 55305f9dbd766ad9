"""The cut-offs stand in one file, each labelled as a choice of ours, and nowhere else."""

from __future__ import annotations

import re

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Store, parse

from kompas import resources
from kompas.namespaces import DCTERMS, ID, RDF, SKOS, kompas
from kompas.rules import RuleDescription, rule_base

POLICY = Store()
POLICY.extend(parse((resources.rules() / "policy.ttl").read_bytes(), RdfFormat.TURTLE))
TYPE = NamedNode(f"{RDF}type")
_FOUND = {quad.subject for quad in POLICY.quads_for_pattern(None, TYPE, kompas("Cutoff"))}
CUTOFFS = sorted((cutoff for cutoff in _FOUND if isinstance(cutoff, NamedNode)), key=lambda cutoff: cutoff.value)
RULES = sorted(rule_base().descriptions.values(), key=lambda rule: rule.slug)
COMPARED = re.compile(r"(?:[<>=]\s*-?\d[\d.]*|\d[\d.]*\s*[<>=])")
NAMED_CUTOFF = re.compile(r"policy:([a-z-]+)")
every_cutoff = pytest.mark.parametrize("cutoff", CUTOFFS, ids=lambda cutoff: cutoff.value.rsplit("/", 1)[-1])
every_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.slug)


def values(cutoff: NamedNode, predicate: NamedNode) -> list[object]:
    return [quad.object for quad in POLICY.quads_for_pattern(cutoff, predicate, None)]


def test_the_policy_lists_every_cut_off_and_no_other() -> None:
    assert {quad.object for quad in POLICY.quads_for_pattern(None, kompas("hasCutoff"), None)} == set(CUTOFFS)
    assert len(CUTOFFS) >= 14


@every_cutoff
def test_a_cut_off_is_labelled_a_design_choice(cutoff: NamedNode) -> None:
    assert values(cutoff, kompas("designChoice")) == [Literal(True)]


@every_cutoff
def test_a_cut_off_has_one_value(cutoff: NamedNode) -> None:
    assert len(values(cutoff, kompas("cutoffValue")) + values(cutoff, kompas("cutoffLevel"))) == 1


@every_cutoff
def test_a_cut_off_is_explained_in_both_languages_with_its_place_in_the_decision_model(cutoff: NamedNode) -> None:
    for predicate in ("prefLabel", "definition"):
        texts = values(cutoff, NamedNode(SKOS + predicate))
        assert sorted(text.language or "" for text in texts if isinstance(text, Literal)) == ["en", "nl"]
    assert values(cutoff, NamedNode(f"{DCTERMS}source"))
    assert values(cutoff, kompas("locator"))


@every_rule
def test_a_rule_names_only_cut_offs_that_exist(rule: RuleDescription) -> None:
    assert {NamedNode(f"{ID}policy/{slug}") for slug in NAMED_CUTOFF.findall(rule.construct)} <= set(CUTOFFS)


@every_cutoff
def test_some_rule_uses_the_cut_off(cutoff: NamedNode) -> None:
    slug = cutoff.value.rsplit("/", 1)[-1]
    named = any(slug in NAMED_CUTOFF.findall(rule.construct) for rule in RULES)
    looked_up = [predicate for predicate in ("cutoffFor", "fitsLevel") if values(cutoff, kompas(predicate))]
    assert named or any(f"kompas:{predicate}" in rule.construct for predicate in looked_up for rule in RULES)


@every_rule
def test_no_rule_holds_a_cut_off_of_its_own(rule: RuleDescription) -> None:
    found = COMPARED.findall(rule.construct)
    one_digit_of_the_order = ["> 9"] if rule.slug == "sleutel-overlap" else []
    assert found == one_digit_of_the_order
