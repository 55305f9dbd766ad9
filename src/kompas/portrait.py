"""A portrait of a concept: everything the knowledge says of it, in both directions, with where it comes from."""

from __future__ import annotations

from collections.abc import Mapping

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kompas.justification import cite
from kompas.knowledge import Knowledge
from kompas.namespaces import DCTERMS, ID, KOMPAS, RDF, RDFS, SKOS, XSD, kompas, shortened
from kompas.recommendation import Language
from kompas.standing import LABELS, state_of
from kompas.vocabulary import Vocabulary

HIDDEN = frozenset(
    {f"{SKOS}{name}" for name in ("prefLabel", "definition", "inScheme", "topConceptOf")}
    | {f"{SKOS}{name}" for name in ("broaderTransitive", "narrowerTransitive")}
    | {f"{DCTERMS}source", f"{RDFS}isDefinedBy"}
    | {kompas(name).value for name in ("locator", "lastChecked")}
)
CLASSES = (
    "Problem", "Intervention", "KernelElement", "AgePhase", "ProtectiveFactor", "RiskFactor", "ParentingTask",
    "ParentingAdvice", "CommonFactor", "SafetySignal", "LifeDomain", "Service", "Milieu", "Guideline",
    "GuidelineAdvice", "Treatment", "Route", "Source",
)  # fmt: skip
"""The classes a term is looked for in, one after the other: what people most often ask for comes first."""
WORDS: Mapping[str, Mapping[Language, str]] = {
    f"{RDF}type": {"nl": "soort", "en": "kind"},
    f"{SKOS}altLabel": {"nl": "ook genoemd", "en": "also called"},
    f"{SKOS}note": {"nl": "opmerking", "en": "note"},
    f"{SKOS}notation": {"nl": "code", "en": "code"},
    f"{SKOS}broader": {"nl": "valt onder", "en": "falls under"},
    f"{SKOS}narrower": {"nl": "daaronder valt", "en": "under it falls"},
    f"{SKOS}broadMatch": {"nl": "elders, ruimer", "en": "elsewhere, broader"},
    f"{SKOS}narrowMatch": {"nl": "elders, smaller", "en": "elsewhere, narrower"},
    f"{SKOS}closeMatch": {"nl": "elders, bijna hetzelfde", "en": "elsewhere, nearly the same"},
    f"{SKOS}relatedMatch": {"nl": "elders, verwant", "en": "elsewhere, related"},
    f"{DCTERMS}title": {"nl": "titel", "en": "title"},
    f"{DCTERMS}creator": {"nl": "gemaakt door", "en": "made by"},
    f"{DCTERMS}date": {"nl": "datum", "en": "date"},
    f"{DCTERMS}language": {"nl": "taal", "en": "language"},
    f"{DCTERMS}rights": {"nl": "rechten", "en": "rights"},
    f"{DCTERMS}bibliographicCitation": {"nl": "verwijzing", "en": "citation"},
    "http://purl.org/ontology/bibo/doi": {"nl": "doi", "en": "doi"},
    "http://xmlns.com/foaf/0.1/page": {"nl": "bladzijde", "en": "page"},
}
"""What the predicates of other vocabularies are called here; those of Kompas have their labels in the ontology."""
TRUTHS: Mapping[str, Mapping[Language, str]] = {
    "true": {"nl": "ja", "en": "yes"},
    "false": {"nl": "nee", "en": "no"},
}
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
        if quad.predicate.value in HIDDEN:
            continue
        if isinstance(subject, NamedNode) and subject.value.startswith(ID):
            told.setdefault(_name(quad.predicate, knowledge, language), set()).add(_value(subject, knowledge, language))
    return [f"  {name} ← {'; '.join(sorted(values))}" for name, values in sorted(told.items())]


def _name(predicate: NamedNode, knowledge: Knowledge, language: Language) -> str:
    if predicate.value in WORDS:
        return WORDS[predicate.value][language]
    known = knowledge.literal(predicate, NamedNode(f"{RDFS}label"), language)
    return known or shortened(predicate.value)


def _value(term: object, knowledge: Knowledge, language: Language) -> str:
    if isinstance(term, NamedNode):
        own = term.value.startswith((ID, KOMPAS))
        state = f" ({LABELS[state_of(term, knowledge)][language]})" if _is_rating(term, knowledge) else ""
        return f"{knowledge.label(term, language)}{state}" if own else term.value
    if isinstance(term, Literal) and term.datatype.value == f"{XSD}boolean":
        return TRUTHS[term.value][language]
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
