"""A portrait of a concept: everything the knowledge says of it, in both directions, with where it comes from."""

from __future__ import annotations

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kompas.justification import cite
from kompas.knowledge import Knowledge
from kompas.namespaces import DCTERMS, ID, KOMPAS, RDF, RDFS, SKOS, kompas, shortened
from kompas.recommendation import Language
from kompas.standing import LABELS, state_of
from kompas.vocabulary import Vocabulary

HIDDEN = frozenset(
    {f"{SKOS}prefLabel", f"{SKOS}definition", f"{SKOS}inScheme", f"{DCTERMS}source"}
    | {kompas(name).value for name in ("locator", "lastChecked")}
)
CLASSES = (
    "Problem", "Intervention", "KernelElement", "AgePhase", "ProtectiveFactor", "RiskFactor", "ParentingTask",
    "ParentingAdvice", "CommonFactor", "SafetySignal", "LifeDomain", "Service", "Milieu", "Guideline",
    "GuidelineAdvice", "Treatment", "Route", "Source",
)  # fmt: skip
"""The classes a term is looked for in, one after the other: what people most often ask for comes first."""
HEADINGS = {
    "what": {"nl": "Wat de kennis erover zegt", "en": "What the knowledge says of it"},
    "who": {"nl": "Waar het bij hoort", "en": "What refers to it"},
    "source": {"nl": "Bron", "en": "Source"},
    "checked": {"nl": "laatst nagekeken", "en": "last checked"},
}


def portrait(term: str, knowledge: Knowledge, vocabulary: Vocabulary, language: Language) -> str:
    """Everything known of a concept, as text.

    Raises:
        UnknownTerm: there is no such concept; the three nearest are named.
        InvalidValue: more than one concept of a class has this name.
    """
    node = vocabulary.resolve(term, CLASSES)
    lines = [knowledge.label(node, language), shortened(node.value), ""]
    definition = knowledge.literal(node, NamedNode(f"{SKOS}definition"), language)
    if definition:
        lines += [definition, ""]
    lines += [f"{HEADINGS['what'][language]}:", *_outgoing(node, knowledge, language), ""]
    incoming = _incoming(node, knowledge, language)
    if incoming:
        lines += [f"{HEADINGS['who'][language]}:", *incoming, ""]
    return "\n".join([*lines, *_source(node, knowledge, language)]) + "\n"


def _outgoing(node: NamedNode, knowledge: Knowledge, language: Language) -> list[str]:
    told: dict[str, set[str]] = {}
    for quad in knowledge.store.quads_for_pattern(node, None, None):
        value = quad.object
        if quad.predicate.value in HIDDEN or isinstance(value, BlankNode | Triple):
            continue
        if isinstance(value, Literal) and value.language not in (None, language):
            continue
        if quad.predicate.value == f"{RDF}type" and not value.value.startswith(KOMPAS):
            continue
        told.setdefault(_name(quad.predicate, knowledge, language), set()).add(_value(value, knowledge, language))
    return [f"  {name}: {'; '.join(sorted(values))}" for name, values in sorted(told.items())]


def _incoming(node: NamedNode, knowledge: Knowledge, language: Language) -> list[str]:
    told: dict[str, set[str]] = {}
    for quad in knowledge.store.quads_for_pattern(None, None, node):
        subject = quad.subject
        if isinstance(subject, NamedNode) and subject.value.startswith(ID):
            told.setdefault(_name(quad.predicate, knowledge, language), set()).add(_value(subject, knowledge, language))
    return [f"  {name} ← {'; '.join(sorted(values))}" for name, values in sorted(told.items())]


def _name(predicate: NamedNode, knowledge: Knowledge, language: Language) -> str:
    known = knowledge.literal(predicate, NamedNode(f"{RDFS}label"), language)
    return known or shortened(predicate.value)


def _value(term: object, knowledge: Knowledge, language: Language) -> str:
    if isinstance(term, NamedNode):
        own = term.value.startswith((ID, KOMPAS))
        state = f" ({LABELS[state_of(term, knowledge)][language]})" if _is_rating(term, knowledge) else ""
        return f"{knowledge.label(term, language)}{state}" if own else term.value
    return term.value if isinstance(term, Literal) else str(term)


def _is_rating(term: NamedNode, knowledge: Knowledge) -> bool:
    return kompas("Rating") in knowledge.objects(term, NamedNode(f"{RDF}type"))


def _source(node: NamedNode, knowledge: Knowledge, language: Language) -> list[str]:
    source = knowledge.value(node, NamedNode(f"{DCTERMS}source"))
    if not isinstance(source, NamedNode):
        return []
    locator, checked = (knowledge.value(node, kompas(name)) for name in ("locator", "lastChecked"))
    cited = cite(knowledge, source, locator.value if isinstance(locator, Literal) else "", language)
    place = f", {cited.locator}" if cited.locator else ""
    date = f" ({HEADINGS['checked'][language]} {checked.value})" if isinstance(checked, Literal) else ""
    where = f"\n  {cited.url}" if cited.url else ""
    return [f"{HEADINGS['source'][language]}: {cited.citation}{place}{date}{where}"]
