"""The whole knowledge before a second reasoner: `python -m benchmarks.reasoners` (minutes, and 4 GB of memory).

Openllet gets ontology and tables as they are written, data values and nominals included; the build gives HermiT a form
without them (`kompas.knowledge.values`), and works out links itself (`kompas.knowledge.links`). Compared are all
classes of all individuals that follow in an open world. What the release has more must be in the classes that the
closure of a release finds (what is *not* there), of which an open world knows nothing.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from pathlib import Path
from time import perf_counter
from typing import Final

from pyoxigraph import NamedNode, RdfFormat, Triple, serialize

from kompas.knowledge import released
from kompas.knowledge.build import default_inputs, read_knowledge
from kompas.knowledge.closure import distinct, groups
from kompas.knowledge.documents import read_ontology
from kompas.knowledge.reasoning import DIFFERENT, logical
from kompas.namespaces import KOMPAS, OWL, RDF, SKOS
from tests.ontology.owl_api import Pair, ask

_TYPE: Final = NamedNode(f"{RDF}type")
_OWN: Final = (KOMPAS, SKOS)


def main() -> int:
    """Compare, print what differs, and say by the exit status whether they agree."""
    inputs = default_inputs()
    schema = read_ontology(inputs.ontology)
    mapped, _ = read_knowledge(inputs.tables)
    facts = [*mapped.triples, *groups(mapped.triples)]
    header = Triple(NamedNode("urn:kompas:ontology"), _TYPE, NamedNode(f"{OWL}Ontology"))
    whole = [header, *logical(schema, schema), *distinct(facts, DIFFERENT), *logical(schema, facts)]
    start = perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "knowledge.nt")
        path.write_bytes(serialize(whole, format=RdfFormat.N_TRIPLES) or b"")
        found = ask(path, "Openllet", "types", timeout=1800)
    told = {(one, kind) for one, kind in found.types["Openllet"] if kind.startswith(_OWN)}
    individuals = {one for one, _ in told}
    ours = _released(individuals)
    closed = {kind for _, kind in ours - told}
    sys.stdout.write(
        f"{len(whole)} statements, {len(individuals)} individuals, {len(told)} classes of individuals, "
        f"{perf_counter() - start:.0f} s.\n"
        f"Consistent by Openllet: {found.consistent['Openllet']}.\n"
        f"Found by Openllet and not in the release: {len(told - ours)} {_counted(told - ours)}.\n"
        f"In the release and not found by Openllet: {len(ours - told)} {_counted(ours - told)}.\n"
    )
    return int(bool(told - ours) or not closed <= _by_closure(schema))


def _released(individuals: set[str]) -> set[Pair]:
    """The classes that the release gives these individuals."""
    return {
        (quad.subject.value, quad.object.value)
        for quad in released().store.quads_for_pattern(None, _TYPE, None)
        if isinstance(quad.subject, NamedNode)
        and isinstance(quad.object, NamedNode)
        and quad.subject.value in individuals
        and quad.object.value.startswith(_OWN)
    }


def _by_closure(schema: list[Triple]) -> set[str]:
    """The classes that are defined by what is not there, and what is above them."""
    negative = {triple.subject for triple in schema if triple.predicate == NamedNode(f"{OWL}complementOf")}
    parts: dict[object, set[object]] = {}
    for triple in schema:
        parts.setdefault(triple.subject, set()).add(triple.object)

    def speaks_of_lack(node: object) -> bool:
        return node in negative or any(
            speaks_of_lack(part) for part in parts.get(node, ()) if not isinstance(part, NamedNode)
        )

    return {
        triple.subject.value
        for triple in schema
        if isinstance(triple.subject, NamedNode)
        and triple.predicate == NamedNode(f"{OWL}equivalentClass")
        and speaks_of_lack(triple.object)
    }


def _counted(pairs: set[Pair]) -> dict[str, int]:
    return dict(sorted(Counter(kind.rsplit("#", 1)[-1] for _, kind in pairs).items()))


if __name__ == "__main__":
    raise SystemExit(main())
