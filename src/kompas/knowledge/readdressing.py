"""What extensions add and retire, put under the right addresses.

A row of an extension is written with slugs, as every row is. Its thing lives in the namespace of the extension; what
is retired keeps its address and its names, marked with what replaces it, and whatever referred to it refers to the
replacement. Which is which stands in `extensions.json` beside the tables.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from kompas.knowledge.mapping import Mapped, Origin
from kompas.namespaces import DCTERMS, ID, OWL, SKOS, XSD

NAME: Final = "extensions.json"
_KEPT: Final = frozenset({f"{SKOS}prefLabel", f"{SKOS}definition", f"{DCTERMS}source"})
_NAMES: Final = frozenset({f"{SKOS}prefLabel", f"{SKOS}altLabel"})
_ALTERNATIVE: Final = NamedNode(f"{SKOS}altLabel")
_DEPRECATED: Final = NamedNode(f"{OWL}deprecated")
_REPLACED_BY: Final = NamedNode(f"{DCTERMS}isReplacedBy")
_TRUE: Final = Literal("true", datatype=NamedNode(f"{XSD}boolean"))


@dataclass(frozen=True, slots=True)
class Readdressing:
    """Where things of extensions live, and which things of the core they replace."""

    addresses: Mapping[NamedNode, NamedNode]
    """The address a row would have in the core, and the one it has."""
    retired: Mapping[NamedNode, NamedNode]
    """What is retired, and its replacement."""

    def applied(self, mapped: Mapped) -> Mapped:
        """The statements of all tables under their right addresses."""
        if not self.addresses and not self.retired:
            return mapped
        names: set[tuple[object, object]] = {
            (triple.subject, triple.object) for triple in mapped.origins if triple.predicate.value in _NAMES
        }
        origins: dict[Triple, tuple[Origin, ...]] = {}
        for triple, own in mapped.origins.items():
            for moved in self._moved(triple, names):
                origins[moved] = (*origins.get(moved, ()), *own)
        return Mapped(origins, mapped.findings)

    def _moved(self, triple: Triple, names: set[tuple[object, object]]) -> Iterator[Triple]:
        subject, predicate, target = triple.subject, triple.predicate, triple.object
        if isinstance(subject, NamedNode) and (new := self.retired.get(subject)):
            if predicate.value in _KEPT:
                yield triple
                yield Triple(subject, _DEPRECATED, _TRUE)
                yield Triple(subject, _REPLACED_BY, new)
            if predicate.value in _NAMES and not any((one, target) in names for one in self._written(new)):
                yield Triple(new, _ALTERNATIVE, target)
            return
        if isinstance(subject, NamedNode):
            subject = self.addresses.get(subject, subject)
        if isinstance(target, NamedNode):
            target = self.addresses.get(target, target)
            target = self.retired.get(target, target)
        yield Triple(subject, predicate, target)

    def _written(self, new: NamedNode) -> list[NamedNode]:
        return [new, *(written for written, own in self.addresses.items() if own == new)]


def read_readdressing(tables: Path) -> Readdressing:
    """What extensions add and retire, from the file beside the tables; nothing when there is none."""
    path = tables / NAME
    told = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    return Readdressing(
        {NamedNode(f"{ID}{name}"): NamedNode(address) for name, address in told.get("addresses", {}).items()},
        {NamedNode(old): NamedNode(new) for old, new in told.get("retired", {}).items()},
    )
