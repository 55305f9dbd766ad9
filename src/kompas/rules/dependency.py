"""Which rules feed which: read from what a rule's WHERE mentions and its head writes.

An argument is written by many rules, but of those the decision looks only at arguments for a flag. The dependency is
therefore not drawn through arguments as such, but through what else a rule writes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from kompas.rules.description import RuleDescription

NAME = re.compile(r"kompas:(\w+)")
FLAG = re.compile(r"kompas:supports kompas:(SafetyFirst|IntegralApproach|BuildProtection)\b")
ARGUMENT_PARTS = frozenset({"Argument", "supports", "attacks", "madeBy", "premise", "inReading", "ofCase", "concept"})
DECISION = frozenset({"lowestRoute", "highestRoute", "route", "raisesFlag"})
"""What a decision consists of: the routes of concerns and case, and the flags."""


def writes(rule: RuleDescription) -> frozenset[str]:
    """The names of the ontology that a rule's conclusions use."""
    head = rule.construct.partition("WHERE")[0]
    flag = {"Flag"} if FLAG.search(head) else set()
    return frozenset(NAME.findall(head)) - ARGUMENT_PARTS | flag


def reads(rule: RuleDescription) -> frozenset[str]:
    """The names of the ontology that a rule's conditions use."""
    return frozenset(NAME.findall(rule.construct.partition("WHERE")[2])) - ARGUMENT_PARTS


def leading_to(goals: Iterable[str], rules: Iterable[RuleDescription]) -> frozenset[RuleDescription]:
    """The rules on which the goals depend, directly or through other rules."""
    known = list(rules)
    wanted = set(goals)
    chosen: set[RuleDescription] = set()
    while True:
        found = {rule for rule in known if rule not in chosen and writes(rule) & wanted}
        if not found:
            return frozenset(chosen)
        chosen |= found
        wanted.update(*(reads(rule) for rule in found))
