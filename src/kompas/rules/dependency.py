"""Which rules feed which: read from what a rule's WHERE mentions and its head writes.

An argument is written by many rules, but the decision looks only at two kinds: decisive arguments made in a reading,
and arguments for a flag. The dependency is therefore drawn through those, and not through every argument there is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from kompas.namespaces import kompas
from kompas.rules.description import RuleDescription

NAME = re.compile(r"kompas:(\w+)")
FLAG = re.compile(r"kompas:supports kompas:(SafetyFirst|IntegralApproach|BuildProtection)\b")
ARGUMENT_PARTS = frozenset({"Argument", "supports", "attacks", "madeBy", "premise", "ofCase", "concept", "weight"})
DECISION = frozenset({"lowestRoute", "highestRoute", "route", "raisesFlag"})
"""What a decision consists of: the routes of concerns and case, and the flags."""


def writes(rule: RuleDescription) -> frozenset[str]:
    """The names of the ontology that a rule's conclusions use."""
    head = rule.construct.partition("WHERE")[0]
    if rule.weight is None:
        return frozenset(NAME.findall(head)) - ARGUMENT_PARTS
    if FLAG.search(head):
        return frozenset({"Flag"})
    return frozenset({"inReading"}) if "inReading" in head and rule.weight == kompas("Decisive") else frozenset()


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
