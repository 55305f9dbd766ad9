"""The released knowledge as a graph that answers questions: what stands in it, and how it is called.

Everything stands in the default graph of an in-memory store: ontology, tables, what the reasoner inferred, and the
rules with their policy. It is loaded once per process and never changed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Store, Triple

from kompas import resources
from kompas.knowledge.manifest import Manifest, read_manifest
from kompas.namespaces import KOMPAS, RDF, RDFS, SKOS

NAME: Final = "knowledge.nq"
_TYPE: Final = NamedNode(f"{RDF}type")
_PREF_LABEL: Final = NamedNode(f"{SKOS}prefLabel")
_LABEL: Final = NamedNode(f"{RDFS}label")

Term = NamedNode | BlankNode | Literal


@dataclass(frozen=True, slots=True, eq=False)
class Knowledge:
    """A released graph. Read-only by convention: whoever needs to write makes a store of their own."""

    store: Store = field(repr=False)
    manifest: Manifest
    _values: dict[tuple[NamedNode | BlankNode, NamedNode], tuple[Term, ...]] = field(default_factory=dict, repr=False)
    """What was looked up before; it stays true, because the graph does not change."""

    @property
    def version(self) -> str:
        """The version of the knowledge, as recommendations name it."""
        return self.manifest.version

    @property
    def digest(self) -> str:
        """The digest of every statement of the release."""
        return self.manifest.digest

    @property
    def rules_version(self) -> str:
        """The version of the rules that were released with this knowledge."""
        return self.manifest.rules_version

    def triples(self) -> Iterable[Triple]:
        """Every statement."""
        return [quad.triple for quad in self.store]

    def label(self, term: Term, language: str) -> str:
        """What a term is called in a language; failing that in the other language, or else its slug or text."""
        if isinstance(term, Literal):
            return term.value
        if not isinstance(term, NamedNode):
            return str(term)
        for predicate in (_PREF_LABEL, _LABEL):
            if (found := self.literal(term, predicate, language)) is not None:
                return found
        return term.value.rsplit("#", 1)[-1].rsplit("/", 1)[-1]

    def literal(self, subject: NamedNode | BlankNode, predicate: NamedNode, language: str) -> str | None:
        """The text of a property in a language; failing that without a language, or else in another one."""
        texts = [term for term in self.objects(subject, predicate) if isinstance(term, Literal)]
        for wanted in (language, None):
            for text in texts:
                if text.language == wanted:
                    return text.value
        return texts[0].value if texts else None

    def objects(self, subject: NamedNode | BlankNode, predicate: NamedNode) -> tuple[Term, ...]:
        """Every value of a property, in a fixed order."""
        known = self._values.get((subject, predicate))
        if known is None:
            found = (quad.object for quad in self.store.quads_for_pattern(subject, predicate, None))
            known = tuple(sorted((term for term in found if not isinstance(term, Triple)), key=str))
            if known:
                self._values[subject, predicate] = known
        return known

    def subjects(self, predicate: NamedNode, object: Term) -> list[NamedNode]:
        """Everything with an address that has this value of a property, in a fixed order."""
        found = (quad.subject for quad in self.store.quads_for_pattern(None, predicate, object))
        return sorted((term for term in found if isinstance(term, NamedNode)), key=str)

    def members(self, class_name: str) -> list[NamedNode]:
        """The members of `kompas:<class_name>`, in a fixed order."""
        return self.subjects(_TYPE, NamedNode(f"{KOMPAS}{class_name}"))

    def numbers(self, subject: NamedNode, name: str) -> list[float]:
        """The numeric values of `kompas:<name>`, in a fixed order."""
        found = self.objects(subject, NamedNode(f"{KOMPAS}{name}"))
        return [float(value.value) for value in found if isinstance(value, Literal)]

    def value(self, subject: NamedNode | BlankNode, predicate: NamedNode) -> Term | None:
        """One value of a property, the first in a fixed order, or None."""
        return next(iter(self.objects(subject, predicate)), None)


@cache
def released() -> Knowledge:
    """The released knowledge that came with Kompas, loaded once.

    Raises:
        ResourceMissing: the knowledge has not been built yet.
    """
    return read_release(resources.release())


def read_release(folder: Path) -> Knowledge:
    """The released knowledge in a folder.

    Raises:
        OSError: there is no release there.
        MalformedInput: its manifest is not one.
        SyntaxError: its graph is not N-Quads.
    """
    store = Store()
    store.bulk_load(path=folder / NAME, format=RdfFormat.N_QUADS)
    return Knowledge(store, read_manifest(folder))
