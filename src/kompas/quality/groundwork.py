"""What every check begins with: cells, sentences of rules, the profile of the ontology; and the rows findings name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from pyoxigraph import NamedNode, Triple

from kompas import resources
from kompas.errors import MalformedInput, MalformedRule, UnsupportedRule
from kompas.knowledge.build import default_inputs, read_knowledge
from kompas.knowledge.documents import read_ontology
from kompas.knowledge.findings import Finding
from kompas.knowledge.mapping import Mapped
from kompas.knowledge.profile import breaches_of_dl
from kompas.namespaces import PREFIXES, RDF, RDFS
from kompas.quality.rule_texts import speechless

RowsOf = Callable[[NamedNode], list[str]]


def read_and_checked(*, rules_too: bool = True) -> tuple[Mapped, list[Finding]]:
    """What is found before anything is reasoned over.

    Args:
        rules_too: whether the sentences of the rules are looked at.
    """
    mapped, findings = read_knowledge(default_inputs().tables)
    try:
        findings += speechless(resources.rules()) if rules_too else ()
        findings += breaches_of_dl(read_ontology(resources.ontology()))
    except (MalformedInput, MalformedRule, UnsupportedRule) as error:
        findings.append(Finding("error", error.title, str(error)))
    return mapped, findings


def wider_classes(schema: list[Triple], stated: list[Triple]) -> Iterator[Triple]:
    """Every wider class of what is stated, as far as the ontology names it outright."""
    kind, wider = NamedNode(f"{RDF}type"), NamedNode(f"{RDFS}subClassOf")
    above: dict[object, list[NamedNode]] = {}
    for triple in schema:
        if triple.predicate == wider and isinstance(triple.object, NamedNode):
            above.setdefault(triple.subject, []).append(triple.object)
    for triple in stated:
        if triple.predicate == kind:
            waiting = [*above.get(triple.object, ())]
            for one in waiting:
                waiting += (other for other in above.get(one, ()) if other not in waiting)
                yield Triple(triple.subject, kind, one)


def rows(mapped: Mapped) -> RowsOf:
    """What tells the rows that a thing comes from."""
    found: dict[object, set[tuple[str, int]]] = {}
    for triple, origins in mapped.origins.items():
        found.setdefault(triple.subject, set()).update((origin.table, origin.row) for origin in origins)
    return lambda thing: [f"{table}, row {row}" for table, row in sorted(found.get(thing, ()))]


def located(finding: Finding, rows_of: RowsOf) -> Finding:
    """The finding with the rows of the thing it is about, when it names a thing and no row yet."""
    prefix, colon, name = finding.where.partition(":")
    address = PREFIXES.get(prefix, "") + name if prefix in PREFIXES else finding.where if colon else ""
    rows = rows_of(NamedNode(address)) if address.startswith(("http:", "https:")) and " " not in address else []
    return replace(finding, where=", ".join([finding.where, *rows])) if rows else finding
