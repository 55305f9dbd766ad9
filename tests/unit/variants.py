"""Editions that differ from the released one in a few statements, made without building."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, serialize

from kompas import resources
from kompas.editions import Edition, read_edition
from kompas.knowledge.graph import NAME as GRAPH
from kompas.knowledge.manifest import NAME as MANIFEST
from kompas.namespaces import RDF, SH, SKOS, kompas, thing

Edit = Callable[[list[Triple]], list[Triple]]
CONSTRUCT = NamedNode(f"{SH}construct")
LABEL = NamedNode(f"{SKOS}prefLabel")
TYPE = NamedNode(f"{RDF}type")


@cache
def standing(name: str = "before") -> Edition:
    """The released edition."""
    return read_edition(resources.release(), name)


def variant(folder: Path, edit: Edit) -> Edition:
    """The released edition with its statements edited, as a release of its own."""
    before = standing().knowledge
    folder.mkdir(parents=True)
    quads = [Quad(*triple) for triple in edit(list(before.triples()))]
    serialize(quads, folder / GRAPH, RdfFormat.N_QUADS)
    (folder / MANIFEST).write_text(replace(before.manifest, version="0.0.0+edited").to_json(), "utf-8")
    return read_edition(folder, "after")


def cutoff(slug: str, value: str) -> Edit:
    """A cut-off at another value."""

    def edit(triples: list[Triple]) -> list[Triple]:
        return [
            Triple(t.subject, t.predicate, Literal(value, datatype=t.object.datatype))
            if t.subject == thing("policy", slug)
            and t.predicate == kompas("cutoffValue")
            and isinstance(t.object, Literal)
            else t
            for t in triples
        ]

    return edit


def rewritten(rule: str, old: str, new: str) -> Edit:
    """A rule with a part of its query written otherwise."""

    def edit(triples: list[Triple]) -> list[Triple]:
        made = []
        for triple in triples:
            if triple.subject == thing("rule", rule) and triple.predicate == CONSTRUCT:
                assert isinstance(triple.object, Literal)
                assert old in triple.object.value
                made.append(Triple(triple.subject, CONSTRUCT, Literal(triple.object.value.replace(old, new))))
            else:
                made.append(triple)
        return made

    return edit


def relabelled(type: str, slug: str, label: str) -> Edit:
    """A concept with another English label."""

    def edit(triples: list[Triple]) -> list[Triple]:
        return [
            Triple(t.subject, LABEL, Literal(label, language="en"))
            if t.subject == thing(type, slug)
            and t.predicate == LABEL
            and isinstance(t.object, Literal)
            and t.object.language == "en"
            else t
            for t in triples
        ]

    return edit


def without(subject: NamedNode) -> Edit:
    """Everything about a thing left out."""

    def edit(triples: list[Triple]) -> list[Triple]:
        return [triple for triple in triples if subject not in (triple.subject, triple.object)]

    return edit


def with_triples(*more: Triple) -> Edit:
    """Some statements more."""
    return lambda triples: [*triples, *more]
