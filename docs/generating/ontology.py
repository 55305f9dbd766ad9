"""The reference of the ontology: every class and property, module by module."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple, parse

from kompas.knowledge.axioms import axioms_of, describe
from kompas.knowledge.documents import read_ontology
from kompas.knowledge.reasoning import logical
from kompas.namespaces import DCTERMS, KOMPAS, OWL, RDF, RDFS, SKOS, kompas, shortened

_TYPE: Final = NamedNode(f"{RDF}type")
_KINDS: Final = {
    f"{OWL}Class": "class",
    f"{OWL}ObjectProperty": "property that leads to a thing",
    f"{OWL}DatatypeProperty": "property with a value",
    f"{OWL}AnnotationProperty": "annotation",
    f"{OWL}NamedIndividual": "value of a code list",
}
_INTRODUCTION: Final = """# The ontology

Every class, property and value of `kompas:`, module by module, as the ontology says it itself. Ask for a term with
`kompas query`, or open `ontology/kompas.ttl` in Protégé. The axioms are written as sentences; a reasoner works with
them at every build.
"""


def page(folder: Path) -> str:
    """The terms of the ontology in a folder, as Markdown."""
    schema = read_ontology(folder)
    about: dict[object, list[Triple]] = {}
    for triple in schema:
        about.setdefault(triple.subject, []).append(triple)
    _, axioms = axioms_of(logical(schema, schema))
    said: dict[object, list[str]] = {}
    for axiom in axioms:
        said.setdefault(axiom.triples[0].subject, []).extend(describe([axiom]))
    parts = [_INTRODUCTION]
    for module in sorted(folder.glob("*.ttl")):
        triples = [quad.triple for quad in parse(path=module)]
        own = [t.subject for t in triples if t.predicate == _TYPE and _is_own(t.subject)]
        if terms := [term for term in dict.fromkeys(own) if isinstance(term, NamedNode)]:
            (header,) = {t.subject for t in triples if t.object == NamedNode(f"{OWL}Ontology")}
            title = _text([t for t in triples if t.subject == header], f"{DCTERMS}title", "en")
            description = _text([t for t in triples if t.subject == header], f"{DCTERMS}description", "en")
            parts.append(
                f"## {title.removeprefix('Kompas: ').capitalize()}\n\n{description} (`ontology/{module.name}`)\n"
            )
            parts += ["\n".join(_term(term, about[term], said.get(term, []))) for term in terms]
    return "\n".join(parts)


def _is_own(term: object) -> bool:
    return isinstance(term, NamedNode) and term.value.startswith(KOMPAS)


def _term(term: NamedNode, triples: list[Triple], axioms: list[str]) -> Iterator[str]:
    label, dutch = (_text(triples, f"{RDFS}label", language) for language in ("en", "nl"))
    kinds = [t.object.value for t in triples if t.predicate == _TYPE and isinstance(t.object, NamedNode)]
    kind = next((_KINDS[name] for name in kinds if name in _KINDS), "term")
    yield f"### `{shortened(term.value)}`"
    yield ""
    yield f"**{label}**, *{dutch}*: {kind}. {_text(triples, f'{SKOS}definition', 'en')}"
    yield ""
    told = sorted({axiom for axiom in axioms if not axiom.endswith(" is a owl:NamedIndividual")})
    yield from (f"- {axiom}" for axiom in told)
    sources = sorted(t.object.value.rsplit("/", 1)[-1] for t in triples
                     if t.predicate == NamedNode(f"{DCTERMS}source") and isinstance(t.object, NamedNode))  # fmt: skip
    locators = sorted(
        t.object.value for t in triples if t.predicate == kompas("locator") and isinstance(t.object, Literal)
    )
    yield f"- source: {', '.join(sources)} ({'; '.join(locators)})"
    yield ""


def _text(triples: list[Triple], predicate: str, language: str) -> str:
    found = [t.object for t in triples if t.predicate == NamedNode(predicate) and isinstance(t.object, Literal)]
    return next((text.value for text in found if text.language == language), "")
