"""What a rule says of itself: label, sources, weight and theme, and the sentences it argues with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kompas.namespaces import DCTERMS, RDF, RDFS, kompas

Node = NamedNode | BlankNode
Texts = Mapping[str, str]
"""One text per language: `{"nl": …, "en": …}`."""


@dataclass(frozen=True, slots=True)
class Basis:
    """Where a rule gets its right to exist: a source, and the place in it."""

    source: NamedNode
    locator: str


@dataclass(frozen=True, slots=True)
class PremiseTemplate:
    """A premise of an argument as a sentence; `variable` names the variable of the rule it tells about, if any."""

    variable: str | None
    text: Texts


@dataclass(frozen=True, slots=True, eq=False)
class RuleDescription:
    """A rule's own metadata; `weight` and `theme` are set for rules that argue, and None for rules that appraise."""

    iri: NamedNode
    label: Texts
    layer: int
    order: float
    basis: tuple[Basis, ...]
    last_verified: str
    weight: NamedNode | None
    theme: NamedNode | None
    text: Texts
    premises: tuple[PremiseTemplate, ...]
    construct: str
    focus: frozenset[NamedNode]
    """The classes whose instances the rule is about, one at a time: its `$this`."""

    @property
    def slug(self) -> str:
        """The last segment of the rule's address."""
        return self.iri.value.rsplit("/", 1)[-1]


def describe(triples: Iterable[Triple]) -> Mapping[NamedNode, RuleDescription]:
    """Read the description of every `kompas:Rule` in the rules graph, by rule."""
    statements: dict[tuple[Node, str], list[NamedNode | BlankNode | Literal]] = {}
    for triple in triples:
        if not isinstance(triple.subject, Triple) and not isinstance(triple.object, Triple):
            statements.setdefault((triple.subject, triple.predicate.value), []).append(triple.object)

    def objects(node: Node, predicate: str) -> list[NamedNode | BlankNode | Literal]:
        return statements.get((node, predicate), [])

    focus: dict[Node, set[NamedNode]] = {}
    for (shape, predicate), attached in statements.items():
        if predicate == f"{_SH}rule":
            classes = {target for target in objects(shape, f"{_SH}targetClass") if isinstance(target, NamedNode)}
            for rule in attached:
                if not isinstance(rule, Literal):
                    focus.setdefault(rule, set()).update(classes)
    rules = [node for (node, predicate), types in statements.items() if predicate == f"{RDF}type" and _RULE in types]
    return MappingProxyType(
        {
            rule: _description(rule, objects, frozenset(focus.get(rule, ())))
            for rule in rules
            if isinstance(rule, NamedNode)
        }
    )


_RULE = kompas("Rule")
_SH = "http://www.w3.org/ns/shacl#"
_Objects = Callable[[Node, str], list[NamedNode | BlankNode | Literal]]


def _description(rule: NamedNode, objects: _Objects, focus: frozenset[NamedNode]) -> RuleDescription:
    def texts(node: Node, predicate: str) -> Texts:
        found = {str(text.language): text.value for text in objects(node, predicate) if isinstance(text, Literal)}
        return MappingProxyType(found)

    def literal(node: Node, predicate: str) -> str:
        return next((entry.value for entry in objects(node, predicate) if isinstance(entry, Literal)), "")

    def thing(node: Node, predicate: str) -> NamedNode | None:
        return next((entry for entry in objects(node, predicate) if isinstance(entry, NamedNode)), None)

    def members(head: Node | None) -> Iterable[Node]:
        while head is not None and head.value != f"{RDF}nil":
            yield from (entry for entry in objects(head, f"{RDF}first") if not isinstance(entry, Literal))
            head = next((entry for entry in objects(head, f"{RDF}rest") if not isinstance(entry, Literal)), None)

    basis = [
        Basis(source, literal(node, kompas("locator").value))
        for node in objects(rule, kompas("basis").value)
        if not isinstance(node, Literal) and (source := thing(node, f"{DCTERMS}source")) is not None
    ]
    listed = next((node for node in objects(rule, kompas("premises").value) if not isinstance(node, Literal)), None)
    return RuleDescription(
        iri=rule,
        label=texts(rule, f"{RDFS}label"),
        layer=int(literal(rule, kompas("layer").value)),
        order=float(literal(rule, f"{_SH}order")),
        basis=tuple(sorted(basis, key=lambda entry: (entry.source.value, entry.locator))),
        last_verified=literal(rule, kompas("lastVerified").value),
        weight=thing(rule, kompas("weight").value),
        theme=thing(rule, kompas("theme").value),
        text=texts(rule, kompas("text").value),
        premises=tuple(
            PremiseTemplate(literal(node, kompas("variable").value) or None, texts(node, kompas("text").value))
            for node in members(listed)
        ),
        construct=literal(rule, f"{_SH}construct"),
        focus=focus,
    )
