"""Through which changes a case came out otherwise: read from the proofs of both editions.

Both engines tell of every firing its rule and what its variables were bound to. A firing that only one edition has
points to a change when its rule changed, when it is bound to a thing that changed, or when its rule names one (a
cut-off). Of these the earliest count: what comes later follows from them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from pyoxigraph import NamedNode

from kompas.impact.outcomes import address
from kompas.inference import Application
from kompas.namespaces import ID, KOMPAS, PREFIXES
from kompas.rules import RuleDescription

Descriptions: TypeAlias = Mapping[NamedNode, RuleDescription]
_NAMED = re.compile(r"\b([a-z][a-z-]*):([A-Za-z][\w-]*)")
_Firing: TypeAlias = "tuple[str, tuple[tuple[str, str], ...], frozenset[str]]"
"""The rule, what its variables were bound to, and what it concluded from that."""


@dataclass(frozen=True)
class Tracer:
    """Traces differences back to changes."""

    changed: frozenset[str]
    """The addresses of everything that changed, rules included."""
    old: Descriptions
    new: Descriptions

    def roots(self, number: int, before: Iterable[Application], after: Iterable[Application]) -> tuple[str, ...]:
        """The changes through which one case, by its number among those derived together, came out otherwise."""
        was, now = _firings(number, before), _firings(number, after)
        found: dict[str, float] = {}
        for key in was.keys() ^ now.keys():
            rule = NamedNode(key[0])
            order = min(side[rule].order for side in (self.old, self.new) if rule in side)
            for cause in self._causes(rule, key):
                found[cause] = min(order, found.get(cause, order))
        return tuple(sorted(found, key=lambda cause: (found[cause], cause)))

    def _causes(self, rule: NamedNode, firing: _Firing) -> set[str]:
        causes = {value for _, value in firing[1] if value in self.changed}
        if rule.value in self.changed:
            causes.add(rule.value)
        for side in (self.old, self.new):
            if rule in side:
                causes |= {iri for iri in _named(side[rule].construct) if iri in self.changed}
        return causes


def _firings(number: int, applications: Iterable[Application]) -> dict[_Firing, Application]:
    own = address(number)
    found: dict[_Firing, Application] = {}
    for application in applications:
        focus = getattr(application.focus, "value", "")
        if (focus == own or focus.startswith(f"{own}#")) and isinstance(application.rule, NamedNode):
            bound = tuple(
                (name, term.value)
                for name, term in sorted(application.bindings.items())
                if hasattr(term, "value") and name != "argument"
            )
            found[application.rule.value, bound, frozenset(map(str, application.triples))] = application
    return found


def _named(query: str) -> set[str]:
    """The addresses of what a query names: cut-offs, terms, other rules."""
    known = {prefix: base for prefix, base in PREFIXES.items() if base.startswith((ID, KOMPAS))}
    return {known[prefix] + name for prefix, name in _NAMED.findall(query) if prefix in known and prefix != "rule"}
