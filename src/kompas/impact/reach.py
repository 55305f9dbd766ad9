"""How far a change can reach: the rules it touches, and what these stand on.

A case on which the touched rules conclude the same in both editions comes out the same in both: the other rules are
the same, and read nothing that changed. So most cases need only these rules, and the rules that lead up to them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from kompas.changes import Change
from kompas.changes.comparing import statements
from kompas.editions import Edition
from kompas.impact.outcomes import DECIDING
from kompas.namespaces import ID, KOMPAS, RDF, RDFS, kompas, shortened, thing
from kompas.rules import RuleDescription
from kompas.rules.wiring import Wiring

WORTH_IT: Final = 0.7
"""Above this share of the deciding rules, looking at the touched rules first takes longer than looking at all."""
_SUBCLASS = NamedNode(f"{RDFS}subClassOf")
_VALUES = frozenset({"cutoffValue", "cutoffLevel"})
_VALUE = re.compile(r"kompas:cutoff(?:Value|Level)\b")
_NAMED = re.compile(r"policy:([\w-]+)\s+kompas:cutoff(?:Value|Level)\b")
_LOOKED_UP = frozenset({"cutoffFor", "fitsLevel", "fitsSeverity"})
_BY = re.compile(r"kompas:(cutoffFor|fitsLevel|fitsSeverity) \?(\w+)")
_RANGE = NamedNode(f"{RDFS}range")
_IS_A = NamedNode(f"{RDF}type")
_ANY_PROPERTY = re.compile(r"[;{.]\s*[?$]\w+\s+[?$]\w+\s+[?$\w]")


@dataclass(frozen=True, slots=True)
class Reach:
    """The slugs of the rules that decide, of those a change touches, and of those with everything they stand on."""

    deciding: tuple[frozenset[str], frozenset[str]]
    """By edition: the old one, the new one."""
    touched: frozenset[str]
    leading_up: tuple[frozenset[str], frozenset[str]]

    @property
    def is_nowhere(self) -> bool:
        """Whether no deciding rule is touched: every case comes out the same."""
        return not self.touched

    @property
    def is_narrow(self) -> bool:
        """Whether it pays to look at the touched rules first."""
        shares = [len(few) / len(all) for few, all in zip(self.leading_up, self.deciding, strict=True) if all]
        return max(shares, default=0.0) < WORTH_IT


def reach(old: Edition, new: Edition, changes: Iterable[Change]) -> Reach:
    """How far the changes between two editions reach."""
    wirings = Wiring(old.rules, old.knowledge), Wiring(new.rules, new.knowledge)
    deciding = tuple(wiring.leading_to(DECIDING) for wiring in wirings)
    either = deciding[0] | deciding[1]
    changed = {change.slug for change in changes if change.type == "rule"}
    named, cutoffs = _changed_names(old, new)
    looked_up = CutoffReaders((old, new), cutoffs)
    rules = {rule.slug: rule for edition in (old, new) for rule in edition.rules.descriptions.values()}
    touched = frozenset(s for s in either if s in changed or _reads(rules[s], named, looked_up))
    leading_up = tuple(wiring.up_from(touched) for wiring in wirings)
    return Reach((deciding[0], deciding[1]), touched, (leading_up[0], leading_up[1]))


def _changed_names(old: Edition, new: Edition) -> tuple[frozenset[str], frozenset[str]]:
    """The properties and classes in statements that changed, as rules write them, and the cut-offs that changed."""
    before, after = statements(old.knowledge), statements(new.knowledge)
    names: set[str] = set()
    cutoffs: set[str] = set()
    for node in before.keys() | after.keys():
        for predicate, value in before.get(node, frozenset()) ^ after.get(node, frozenset()):
            name = shortened(predicate.value)
            if predicate == _IS_A:
                names |= _with_classes_above(value.strip("<>"), (old, new))
            elif node.value.startswith(f"{ID}policy/") and name.removeprefix("kompas:") in _VALUES:
                cutoffs.add(node.value.rsplit("/", 1)[-1])
            else:
                names.add(name)
    return frozenset(names), frozenset(cutoffs)


def _with_classes_above(iri: str, editions: Iterable[Edition]) -> set[str]:
    found = {iri}
    waiting = [iri]
    while waiting:
        node = NamedNode(waiting.pop())
        above = {n.value for e in editions for n in e.knowledge.objects(node, _SUBCLASS) if isinstance(n, NamedNode)}
        waiting += above - found
        found |= above
    return {shortened(name) for name in found if name.startswith(KOMPAS)}


def _reads(rule: RuleDescription, named: frozenset[str], changed: CutoffReaders) -> bool:
    where = rule.construct.partition("WHERE")[2]
    used = set(re.findall(r"\b[a-z][\w-]*:[A-Za-z][\w-]*", where)) | {f"kompas:{_short(of)}" for of in rule.focus}
    return bool(used & named or (named and _ANY_PROPERTY.search(where))) or changed.is_read_by(where)


class CutoffReaders:
    """Which rules read certain cut-offs: those that name one, or find one by what it is for."""

    def __init__(self, editions: tuple[Edition, Edition], cutoffs: frozenset[str]) -> None:
        self._editions = editions
        self._cutoffs = cutoffs

    def is_read_by(self, where: str) -> bool:
        """Whether a rule with this WHERE may read a cut-off that changed."""
        if not self._cutoffs or not _VALUE.search(where):
            return False
        if set(_NAMED.findall(where)) & self._cutoffs:
            return True
        if len(_NAMED.findall(where)) == len(_VALUE.findall(where)):
            return False
        wanted = [(name, variable) for name, variable in _BY.findall(where)]
        return all(self._meets(name, self._ranges(where, variable)) for name, variable in wanted)

    def _ranges(self, where: str, variable: str) -> list[set[NamedNode]]:
        """The ranges of the other properties that a variable is a value of."""
        properties = set(re.findall(rf"kompas:(\w+) \?{variable}\b", where)) - _LOOKED_UP
        found = ({n for e in self._editions for n in e.knowledge.objects(kompas(p), _RANGE)} for p in properties)
        return [{node for node in ranges if isinstance(node, NamedNode)} for ranges in found if ranges]

    def _meets(self, name: str, ranges: list[set[NamedNode]]) -> bool:
        """Whether what some changed cut-off is for can be a value of all these properties."""
        for edition in self._editions:
            for cutoff in self._cutoffs:
                for aim in edition.knowledge.objects(thing("policy", cutoff), kompas(name)):
                    kinds = set(edition.knowledge.objects(aim, _IS_A)) if isinstance(aim, NamedNode) else set()
                    if all(kinds & range for range in ranges):
                        return True
        return False


def _short(of: NamedNode) -> str:
    return of.value.removeprefix(KOMPAS)
