"""Two editions held side by side, thing by thing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kompas.changes.kinds import Change, Detail, Kind
from kompas.changes.wording import Language, property_in, property_of, words
from kompas.editions import Edition
from kompas.knowledge import Knowledge
from kompas.namespaces import DCTERMS, ID, KOMPAS, RDFS, SKOS, kompas
from kompas.rules import RuleDescription

Statements: TypeAlias = Mapping[NamedNode, frozenset[tuple[NamedNode, str]]]

_LABELS: Final = frozenset({f"{SKOS}prefLabel", f"{SKOS}altLabel", f"{RDFS}label", f"{SKOS}hiddenLabel"})
_TEXTS: Final = frozenset(
    {f"{SKOS}{name}" for name in ("definition", "note", "scopeNote", "example")}
    | {kompas(name).value for name in ("reason", "how", "why", "follows", "dose", "becomesWorryingWhen", "byWhom")}
)
_PROVENANCE: Final = frozenset(
    {f"{DCTERMS}source", *(kompas(name).value for name in ("locator", "verification", "lastChecked", "readOn"))}
)
_RETIRED: Final = (f"{DCTERMS}isReplacedBy", "http://www.w3.org/2002/07/owl#deprecated")
_TERM: Final = "term"


def changes(old: Edition, new: Edition, language: Language = "en") -> tuple[Change, ...]:
    """Everything that is otherwise in the new edition, sorted by kind, type and slug.

    What a reasoner concludes is compared too: a statement that changed may have been derived from another that did.

    Args:
        old: the edition before.
        new: the edition after.
        language: of labels and properties.
    """
    found = [*_things(old, new, language), *_rules(old, new, language)]
    order = list(Kind)
    return tuple(sorted(found, key=lambda change: (order.index(change.kind), change.type, change.slug)))


def _things(old: Edition, new: Edition, language: Language) -> Iterator[Change]:
    before, after = statements(old.knowledge), statements(new.knowledge)
    for node in sorted(before.keys() | after.keys(), key=lambda node: node.value):
        was, now = before.get(node), after.get(node)
        if was == now:
            continue
        type = type_of(node)
        knowledge = new.knowledge if now is not None else old.knowledge
        label = knowledge.label(node, language)
        if was is None or now is None:
            yield Change(Kind.ADDED if was is None else Kind.REMOVED, type, node.value, label)
            continue
        properties = {predicate for predicate, _ in was ^ now}
        details = tuple(
            _detail(old, new, node, predicate, language) for predicate in sorted(properties, key=property_of)
        )
        yield Change(_kind(type, {predicate.value for predicate in properties}), type, node.value, label, details)


def _kind(type: str, properties: set[str]) -> Kind:
    if properties & set(_RETIRED):
        return Kind.RETIRED
    if type == _TERM:
        return Kind.ONTOLOGY
    if properties <= _PROVENANCE:
        return Kind.SOURCED
    if type == "policy" and any(name.startswith(f"{KOMPAS}cutoff") for name in properties):
        return Kind.CUTOFF
    if properties - _TEXTS - _PROVENANCE <= _LABELS:
        return Kind.RELABELLED if properties & _LABELS else Kind.REWORDED
    return Kind.RATING if type == "rating" else Kind.STATEMENT


def _detail(old: Edition, new: Edition, node: NamedNode, predicate: NamedNode, language: Language) -> Detail:
    was, now = (set(edition.knowledge.objects(node, predicate)) for edition in (old, new))
    return Detail(
        property_in(predicate, new.knowledge, language),
        tuple(sorted(words(value, old.knowledge, language) for value in was - now)),
        tuple(sorted(words(value, new.knowledge, language) for value in now - was)),
    )


def _rules(old: Edition, new: Edition, language: Language) -> Iterator[Change]:
    before, after = old.rules.descriptions, new.rules.descriptions
    for iri in sorted(before.keys() | after.keys(), key=lambda iri: iri.value):
        was, now = before.get(iri), after.get(iri)
        rule = now or was
        assert rule is not None
        label = rule.label.get(language, rule.slug)
        if was is None or now is None:
            yield Change(Kind.RULE_ADDED if was is None else Kind.RULE_REMOVED, "rule", iri.value, label)
            continue
        details = tuple(
            Detail(_PARTS[name][language], (one,) if one else (), (two,) if two else ())
            for name, one, two in zip(_PARTS, _told(was), _told(now), strict=True)
            if one != two
        )
        if details:
            parts = {name for name, one, two in zip(_PARTS, _told(was), _told(now), strict=True) if one != two}
            worded, sourced = parts <= {"label", "text", "premises"}, parts <= {"basis", "last verified"}
            kind = Kind.REWORDED if worded else Kind.SOURCED if sourced else Kind.RULE_CHANGED
            yield Change(kind, "rule", iri.value, label, details)


_PARTS: Final[Mapping[str, Mapping[Language, str]]] = {
    name: {"en": name, "nl": dutch}
    for name, dutch in {
        "label": "naam",
        "text": "tekst",
        "premises": "feiten waarop het berust",
        "basis": "bron",
        "last verified": "laatst nagekeken",
        "weight": "gewicht",
        "theme": "thema",
        "order": "volgorde",
        "focus": "waarop het let",
        "query": "vraag aan de graaf",
    }.items()
}


def _told(rule: RuleDescription) -> tuple[str, ...]:
    """What a rule says of itself, part by part."""
    return (
        " | ".join(f"{language}: {text}" for language, text in sorted(rule.label.items())),
        " | ".join(f"{language}: {text}" for language, text in sorted(rule.text.items())),
        " | ".join(f"{p.variable}: {sorted(p.text.items())}" for p in rule.premises),
        " | ".join(sorted(f"{basis.source.value} {basis.locator}" for basis in rule.basis)),
        rule.last_verified,
        rule.weight.value.removeprefix(KOMPAS) if rule.weight else "",
        rule.theme.value.removeprefix(KOMPAS) if rule.theme else "",
        f"layer {rule.layer}, {rule.order:g}",
        ", ".join(sorted(of.value.removeprefix(KOMPAS) for of in rule.focus)),
        " ".join(rule.construct.split()),
    )


def statements(knowledge: Knowledge) -> Statements:
    """What a release says of each thing and term, rules and their cases aside; blank nodes only by their kind."""
    found: dict[NamedNode, set[tuple[NamedNode, str]]] = {}
    for triple in knowledge.triples():
        subject = triple.subject
        if isinstance(subject, NamedNode) and type_of(subject) not in ("", "rule", "rule-case"):
            found.setdefault(subject, set()).add((triple.predicate, _value(triple.object)))
    return {node: frozenset(told) for node, told in found.items()}


def type_of(node: NamedNode) -> str:
    """The type of a thing by its address; `term` for what the ontology defines, nothing for what is neither."""
    if node.value.startswith(ID):
        return node.value.removeprefix(ID).partition("/")[0]
    return _TERM if node.value.startswith(KOMPAS) else ""


def _value(value: NamedNode | BlankNode | Literal | Triple) -> str:
    return "a description" if isinstance(value, BlankNode | Triple) else str(value)
