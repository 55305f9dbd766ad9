"""Data flows one way through the layers: what a rule reads is there before it runs."""

from __future__ import annotations

import re

import pytest
from pyoxigraph import NamedNode

from kompas.namespaces import ID
from kompas.rules import RuleDescription, rule_base
from kompas.rules.dependency import reads, writes

RULES = sorted(rule_base().descriptions.values(), key=lambda rule: rule.slug)
WRITERS: dict[str, list[RuleDescription]] = {}
for _rule in RULES:
    for _name in writes(_rule):
        WRITERS.setdefault(_name, []).append(_rule)
NAMED_RULE = re.compile(r"kompas:madeBy rule:([a-z0-9-]+)")
every_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.slug)


@every_rule
def test_a_rule_reads_only_what_its_own_or_an_earlier_layer_derives(rule: RuleDescription) -> None:
    later = {name for name in reads(rule) if name in WRITERS and min(w.layer for w in WRITERS[name]) > rule.layer}
    assert later == set()


@every_rule
def test_within_its_layer_a_rule_reads_only_what_was_derived_before_it(rule: RuleDescription) -> None:
    own = writes(rule)
    early = {
        name
        for name in reads(rule) - own
        if name in WRITERS and min(writer.order for writer in WRITERS[name]) >= rule.order and name[0].islower()
    }
    assert early == set()


def test_nothing_is_written_in_more_than_one_layer() -> None:
    spread = {name for name, writers in WRITERS.items() if len({writer.layer for writer in writers}) > 1}
    assert spread == set()


@every_rule
def test_a_rule_that_looks_at_the_arguments_of_another_runs_after_it(rule: RuleDescription) -> None:
    where = rule.construct.partition("WHERE")[2]
    descriptions = rule_base().descriptions
    makers = [descriptions[NamedNode(f"{ID}rule/{slug}")] for slug in NAMED_RULE.findall(where)]
    assert [maker.slug for maker in makers if maker.order >= rule.order] == []


@every_rule
def test_an_argument_says_that_this_rule_made_it(rule: RuleDescription) -> None:
    head = rule.construct.partition("WHERE")[0]
    assert set(NAMED_RULE.findall(head)) == ({rule.slug} if "a kompas:Argument" in head else set())
