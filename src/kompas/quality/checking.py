"""`kompas check`: everything a change to tables, ontology or rules must pass, and what is worth knowing besides.

The quickest checks come first. What would only repeat what is wrong already is left out: tables with mistakes are
not reasoned over, and a graph that cannot be built is not asked questions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from pyoxigraph import NamedNode, Quad, Store, Triple

from kompas import resources
from kompas.errors import CheckFailed, DoesNotHold, MalformedInput, MalformedRule, UnsupportedRule
from kompas.knowledge.build import build, default_inputs, read_knowledge
from kompas.knowledge.closure import groups
from kompas.knowledge.documents import read_ontology, read_rules
from kompas.knowledge.findings import Finding, errors
from kompas.knowledge.graph import read_release
from kompas.knowledge.links import follow
from kompas.knowledge.mapping import Mapped
from kompas.knowledge.profile import breaches_of_dl
from kompas.knowledge.queries import unexpected_answers, violations
from kompas.namespaces import ID, PREFIXES, RDF, RDFS
from kompas.quality.coverage import Coverage
from kompas.quality.freshness import overdue
from kompas.quality.gaps import gaps
from kompas.quality.rule_cases import without_case, wrong_cases
from kompas.quality.rule_texts import speechless
from kompas.rules.base import read_rules as read_rule_base

RowsOf = Callable[[NamedNode], list[str]]


def check(target: Path | None = None, *, today: date) -> list[Finding]:
    """Check tables, rules, reasoning and shapes, then profile, quality queries, competency questions and coverage.

    Args:
        target: the folder of the release that is made of what is checked; by default the one Kompas answers from.
        today: the day by which what was last checked is too long ago.

    Raises:
        ResourceMissing: ontology, rules or tables are not there.
    """
    mapped, early = _first()
    if errors(early):
        return sorted(early)
    try:
        build(target)
    except CheckFailed as error:
        return [*early, *(Finding("error", error.check, finding) for finding in error.findings)]
    except (DoesNotHold, MalformedInput) as error:
        return [*early, Finding("error", error.title, str(error))]
    knowledge = read_release(target or resources.release())
    own = resources.extended() is not None
    rows_of = partial(_rows_of, _rows(mapped))
    ontology, rules, cases = resources.ontology(), read_rule_base(resources.rules()), resources.rule_cases()
    found = [
        *without_case(rules, cases, own=own),
        *wrong_cases(rules, knowledge, (cases / resources.OWN_CASES).glob("*.yaml")),
        *violations(knowledge.store, ontology / "checks"),
        *unexpected_answers(knowledge.store, ontology / "questions"),
        *overdue(knowledge, today, rows_of),
        *gaps(Coverage(knowledge), rows_of),
    ]
    return [*early, *(_located(finding, rows_of) for finding in found)]


def check_quickly() -> list[Finding]:
    """The checks that need no reasoner: cells, rules, profile, and the quality queries on what is stated.

    Raises:
        ResourceMissing: ontology, rules or tables are not there.
    """
    mapped, early = _first()
    if errors(early):
        return sorted(early)
    ontology = resources.ontology()
    schema = read_ontology(ontology)
    stated = [*mapped.triples, *groups(mapped.triples)]
    whole = [*schema, *stated, *_classes(schema, stated), *follow(schema, stated), *read_rules(resources.rules())]
    store = Store()
    store.bulk_extend(Quad(triple.subject, triple.predicate, triple.object) for triple in whole)
    rows_of = partial(_rows_of, _rows(mapped))
    return [*early, *(_located(finding, rows_of) for finding in violations(store, ontology / "checks"))]


def _first() -> tuple[Mapped, list[Finding]]:
    """What is found before anything is reasoned over."""
    mapped, findings = read_knowledge(default_inputs().tables)
    try:
        findings += speechless(resources.rules())
        findings += breaches_of_dl(read_ontology(resources.ontology()))
    except (MalformedInput, MalformedRule, UnsupportedRule) as error:
        findings.append(Finding("error", error.title, str(error)))
    return mapped, findings


def _classes(schema: list[Triple], stated: list[Triple]) -> Iterator[Triple]:
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


def _rows(mapped: Mapped) -> dict[object, list[str]]:
    """The rows that each thing comes from."""
    found: dict[object, set[tuple[str, int]]] = {}
    for triple, origins in mapped.origins.items():
        found.setdefault(triple.subject, set()).update((origin.table, origin.row) for origin in origins)
    return {thing: [f"{table}, row {row}" for table, row in sorted(rows)] for thing, rows in found.items()}


def _rows_of(rows: dict[object, list[str]], thing: NamedNode) -> list[str]:
    return rows.get(thing, [])


def _located(finding: Finding, rows_of: RowsOf) -> Finding:
    """The finding with the rows of the thing it is about, when it names a thing and no row yet."""
    prefix, colon, name = finding.where.partition(":")
    address = PREFIXES.get(prefix, "") + name if colon else ""
    rows = rows_of(NamedNode(address)) if address.startswith(ID) and " " not in address else []
    return replace(finding, where=", ".join([finding.where, *rows])) if rows else finding
