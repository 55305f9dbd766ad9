"""How rules feed each other: what each reads and writes, statement by statement, and the graph between them.

`kompas.rules.dependency` looks at names only, which is enough to choose the rules that decide. Here a statement is a
predicate with what is known of its subject (the class the rule looks at, or the range of the property that led there)
and of its value. So a rule that reads the status of an option is not fed by one that writes the status of an item.

A guard (what stands under NOT EXISTS) looks at what is there when its turn comes: a rule that comes later does not feed
it. Every other reading depends on whoever writes, wherever that stands in the order.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from kompas.errors import CheckFailed
from kompas.inference.sparqlrule import SparqlBody
from kompas.inference.syntax import Group, Pattern, Query
from kompas.knowledge import Knowledge
from kompas.namespaces import KOMPAS, RDF, RDFS, kompas
from kompas.rules.base import RuleBase
from kompas.rules.description import RuleDescription

if TYPE_CHECKING:
    import networkx

Classes = frozenset[str]
_NAME = re.compile(r"kompas:(\w+)")
_RULE = re.compile(r"rule:([\w-]+)")
_SUBCLASS = NamedNode(f"{RDFS}subClassOf")
_TYPE = f"{RDF}type"
_STRUCTURE = frozenset({"ofCase", "madeBy", "premise", "inReading"})
"""What every argument and item is hung up by; which rule reads which argument is told by its rule or weight."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What a rule reads or writes: a property of `kompas:`, or `a`; empty classes or value mean: any."""

    predicate: str
    of: Classes = frozenset()
    value: str = ""
    to: Classes = frozenset()
    """The classes of the value, where they are known."""

    def __str__(self) -> str:
        return f"{self.predicate} {self.value}".strip()


@dataclass(frozen=True, slots=True)
class Feed:
    """That one rule writes what another reads, and which statements these are."""

    writer: RuleDescription
    reader: RuleDescription
    statements: tuple[str, ...]


class Wiring:
    """The reads and writes of every rule of a rule base, held against the classes of the ontology."""

    def __init__(self, rules: RuleBase, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self.rules = sorted(rules.descriptions.values(), key=lambda rule: (rule.order, rule.slug))
        bodies = {rule.node: rule.body for rule in rules.rule_set.rules if isinstance(rule.body, SparqlBody)}
        self._above: dict[str, Classes] = {}
        self.reads: dict[str, frozenset[Statement]] = {}
        self.writes: dict[str, frozenset[Statement]] = {}
        self._guards: dict[str, frozenset[Statement]] = {}
        for rule in self.rules:
            body = bodies.get(rule.iri)
            if body is not None:
                self.reads[rule.slug], self._guards[rule.slug] = self._reads(rule, body)
                self.writes[rule.slug] = self._writes(rule, body)

    def feeds(self) -> tuple[Feed, ...]:
        """Every pair of rules of which one writes what the other reads, in the order of the rules."""
        writers: dict[str, list[tuple[RuleDescription, Statement]]] = {}
        for rule in self.rules:
            for statement in self.writes.get(rule.slug, ()):
                writers.setdefault(statement.predicate, []).append((rule, statement))
        found: dict[tuple[str, str], Feed] = {}
        for reader in self.rules:
            makers = self._makers(reader)
            for wanted in self.reads.get(reader.slug, ()):
                for writer, written in writers.get(wanted.predicate, ()):
                    if written.predicate in {"supports", "attacks"} and makers and writer.slug not in makers:
                        continue
                    if writer.order >= reader.order and wanted in self._guards[reader.slug]:
                        continue
                    if self._fits(written, wanted):
                        key = (writer.slug, reader.slug)
                        before = found[key].statements if key in found else ()
                        found[key] = Feed(writer, reader, tuple(sorted({*before, str(wanted)})))
        return tuple(found[key] for key in sorted(found))

    def graph(self) -> networkx.DiGraph[str]:
        """The rules as a graph: an arrow from the rule that writes to the rule that reads."""
        import networkx as nx

        graph: networkx.DiGraph[str] = nx.DiGraph()
        for rule in self.rules:
            graph.add_node(rule.slug, layer=rule.layer, order=rule.order, label=rule.label.get("en", rule.slug))
        for feed in self.feeds():
            graph.add_edge(feed.writer.slug, feed.reader.slug, reads="; ".join(feed.statements))
        return graph

    def cycles(self) -> list[tuple[str, ...]]:
        """The circles of rules that feed each other, each as its rules in order, the shortest of each knot."""
        import networkx as nx

        graph = self.graph()
        found = []
        for knot in nx.strongly_connected_components(graph):
            if len(knot) > 1 or any(graph.has_edge(rule, rule) for rule in knot):
                circle = min(nx.simple_cycles(graph.subgraph(knot), length_bound=6), key=lambda c: (len(c), sorted(c)))
                start = circle.index(min(circle))
                found.append((*circle[start:], *circle[:start]))
        return sorted(found)

    def refuse_cycles(self) -> None:
        """Stop when rules feed each other in a circle: one ordered pass would not reach its end.

        Raises:
            CheckFailed: each circle is named, rule by rule.
        """
        circles = [" → ".join((*circle, circle[0])) for circle in self.cycles()]
        if circles:
            raise CheckFailed("Rules that feed each other in a circle", circles, "Take one of the arrows away")

    def leading_to(self, goals: Iterable[str]) -> frozenset[str]:
        """The slugs of the rules on which these properties depend, directly or through other rules."""
        wanted = set(goals)
        return self.up_from(
            slug for slug, written in self.writes.items() if any(s.predicate in wanted for s in written)
        )

    def up_from(self, slugs: Iterable[str]) -> frozenset[str]:
        """These rules, as far as there are such, and all rules that feed them, directly or through others."""
        chosen = {slug for slug in slugs if slug in self.writes}
        feeders: dict[str, set[str]] = {}
        for feed in self.feeds():
            feeders.setdefault(feed.reader.slug, set()).add(feed.writer.slug)
        waiting = deque(chosen)
        while waiting:
            fresh = feeders.get(waiting.popleft(), set()) - chosen
            chosen |= fresh
            waiting.extend(fresh)
        return frozenset(chosen)

    def _makers(self, reader: RuleDescription) -> frozenset[str]:
        """The rules whose arguments a rule looks at, where it says which; empty when it looks at any."""
        where = reader.construct.partition("WHERE")[2]
        named = set(_RULE.findall(where))
        weights = {
            weight for weight in ("Decisive", "Strong", "Supporting") if f"kompas:weight kompas:{weight}" in where
        }
        heavy = {r.slug for r in self.rules if r.weight is not None and r.weight.value.removeprefix(KOMPAS) in weights}
        return frozenset(named | heavy)

    def _fits(self, written: Statement, wanted: Statement) -> bool:
        if written.predicate == "a":
            return wanted.value in self._classes_above(written.value)
        if written.value and wanted.value and written.value != wanted.value:
            return False
        return self._overlap(written.of, wanted.of) and self._overlap(written.to, wanted.to)

    def _overlap(self, some: Classes, others: Classes) -> bool:
        return not some or not others or any(self._meet(one, two) for one in some for two in others)

    def _meet(self, one: str, two: str) -> bool:
        return one in self._classes_above(two) or two in self._classes_above(one)

    def _classes_above(self, name: str) -> Classes:
        if name not in self._above:
            found, waiting = {name}, [kompas(name)]
            while waiting:
                above = self._knowledge.objects(waiting.pop(), _SUBCLASS)
                fresh = [node for node in above if isinstance(node, NamedNode) and _short(node) not in found]
                found.update(_short(node) for node in fresh)
                waiting += fresh
            self._above[name] = frozenset(found)
        return self._above[name]

    def _range(self, predicate: str) -> Classes:
        found = self._knowledge.objects(kompas(predicate), NamedNode(f"{RDFS}range"))
        return frozenset(
            _short(node) for node in found if isinstance(node, NamedNode) and node.value.startswith(KOMPAS)
        )

    def _reads(self, rule: RuleDescription, body: SparqlBody) -> tuple[frozenset[Statement], frozenset[Statement]]:
        """What a rule reads, and which of that only to make sure that it is not there (or, seldom, that it is)."""
        query = body.query
        classes = self._classes_of(rule, [_parts(query, pattern) for pattern in _patterns(query.where)])
        open_reads = {self._read(query, pattern, classes) for pattern in _patterns(query.where, exists=False)}
        reads = {self._read(query, pattern, classes) for pattern in _patterns(query.where)}
        where = query.text((query.where.start, query.where.end + 1))
        told = {statement.predicate for statement in reads if statement is not None}
        paths = {Statement(name) for name in _NAME.findall(where) if name not in told and name[0].islower()}
        found = {statement for statement in reads if statement is not None}
        found |= paths | {Statement("a", value=_short(of)) for of in rule.focus}
        kept = frozenset(statement for statement in found if statement.predicate not in _STRUCTURE)
        return kept, frozenset(statement for statement in kept - paths if statement not in open_reads)

    def _read(self, query: Query, pattern: Pattern, classes: Mapping[str, Classes]) -> Statement | None:
        subject, predicate, value = _parts(query, pattern)
        if predicate == "a" and value.startswith("kompas:"):
            return Statement("a", value=_bare(value))
        if not predicate.startswith("kompas:"):
            return None
        variable = value[0] in "?$"
        return Statement(
            _bare(predicate),
            classes.get(subject.lstrip("?$"), frozenset()),
            "" if variable else _bare(value),
            classes.get(value.lstrip("?$"), frozenset()) if variable else frozenset(),
        )

    def _writes(self, rule: RuleDescription, body: SparqlBody) -> frozenset[Statement]:
        query = body.query
        classes = self._classes_of(rule, [_parts(query, pattern) for pattern in _patterns(query.where)])
        made: dict[object, set[str]] = {}
        for subject, predicate, value in body.head.triples:
            if _is_type(predicate):
                made.setdefault(subject, set()).add(_shown(value))
        found = set()
        for subject, predicate, value in body.head.triples:
            constant = "" if isinstance(value, str) else _shown(value)
            if _is_type(predicate):
                found.add(Statement("a", value=constant))
            elif isinstance(predicate, NamedNode) and (name := _short(predicate)) not in _STRUCTURE:
                of = frozenset(made.get(subject, ())) or classes.get(str(subject), frozenset())
                to = self._kinds(value) if isinstance(value, NamedNode) else classes.get(str(value), frozenset())
                found.add(Statement(name, of, constant, to))
        return frozenset(found)

    def _kinds(self, value: NamedNode) -> Classes:
        found = self._knowledge.objects(value, NamedNode(_TYPE))
        return frozenset(
            _short(node) for node in found if isinstance(node, NamedNode) and node.value.startswith(KOMPAS)
        )

    def _classes_of(self, rule: RuleDescription, triples: list[tuple[str, str, str]]) -> Mapping[str, Classes]:
        """What is known of each variable: the focus, what is said with `a`, and the range of what led to it."""
        found: dict[str, Classes] = {"this": frozenset(_short(of) for of in rule.focus)}
        for subject, predicate, value in triples:
            if predicate == "a" and value.startswith("kompas:"):
                found[subject.lstrip("?$")] = frozenset({value.removeprefix("kompas:")})
        for _, predicate, value in triples:
            if value[0] in "?$" and predicate.startswith("kompas:") and (of := self._range(predicate[7:])):
                found.setdefault(value.lstrip("?$"), of)
        return found


def _patterns(group: Group, *, exists: bool = True) -> Iterator[Pattern]:
    """Every triple pattern in a group, those of its subqueries included, and those under EXISTS unless left out."""
    if group.select is not None:
        yield from _patterns(group.select.where, exists=exists)
    for element in group.elements:
        yield from element.patterns
        for inner in (*element.groups, *(element.exists if exists else ())):
            yield from _patterns(inner, exists=exists)


def _parts(query: Query, pattern: Pattern) -> tuple[str, str, str]:
    subject, predicate, value = (
        query.text(span).strip() for span in (pattern.subject, pattern.predicate, pattern.object)
    )
    return subject, predicate, value


def _is_type(slot: object) -> bool:
    return isinstance(slot, NamedNode) and slot.value == _TYPE


def _shown(slot: object) -> str:
    if isinstance(slot, NamedNode):
        return _short(slot)
    return slot.value if isinstance(slot, Literal) else ""


def _bare(text: str) -> str:
    return text.removeprefix("kompas:").rpartition(":")[2].strip('"')


def _short(node: NamedNode) -> str:
    return node.value.removeprefix(KOMPAS).rpartition("/")[2]
