"""`kompas check --changed`: what changed since the last build, and what stands near it; in a few seconds.

Cells, rules, profile and quality queries are checked whole, for that is quick. Shapes and the reasoner go over the
things that changed, what refers to them, and what stands near in the graph. What they find is so: a part that
contradicts makes the whole contradict. That they find nothing is only sure of the whole: `kompas check`. The reasoner
is asked when nothing else is wrong: most contradictions have a quality query that tells them sooner and shorter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store, Triple

from kompas import resources
from kompas.errors import InconsistentKnowledge, ResourceMissing
from kompas.knowledge import Knowledge
from kompas.knowledge.build import SHAPES
from kompas.knowledge.closure import distinct, groups
from kompas.knowledge.documents import read_ontology, read_rules
from kompas.knowledge.explanation import explain, individuals, nearest_first
from kompas.knowledge.findings import Finding, errors
from kompas.knowledge.graph import read_release
from kompas.knowledge.hermit import first_inconsistent, reason
from kompas.knowledge.links import follow
from kompas.knowledge.manifest import NAME as MANIFEST
from kompas.knowledge.mapping import Mapped
from kompas.knowledge.queries import violations
from kompas.knowledge.reasoning import DIFFERENT, logical, open_world
from kompas.knowledge.shapes import breaches
from kompas.knowledge.values import decide
from kompas.namespaces import RDF
from kompas.quality.groundwork import located, read_and_checked, rows, wider_classes
from kompas.quality.rule_cases import without_case, wrong_cases
from kompas.rules.base import read_rules as read_rule_base

NEAR: Final = 300
"""How many statements, the nearest first, the reasoner gets with those that changed (more take seconds)."""
_TYPE: Final = NamedNode(f"{RDF}type")


@dataclass(frozen=True, slots=True)
class Changed:
    """What was checked and found."""

    findings: tuple[Finding, ...]
    things: tuple[NamedNode, ...]
    """What the tables say otherwise than the last build, or no longer say."""
    files: tuple[Path, ...]
    """The files of ontology, rules and their cases that are newer than the last build."""


def check_changed() -> Changed:
    """Check what changed since the last build.

    Raises:
        ResourceMissing: ontology, rules or tables are not there, or nothing was built yet.
    """
    folder = resources.release()
    files = tuple(_newer(folder))
    mapped, early = read_and_checked(rules_too=_under(files, resources.rules()))
    if errors(early):
        return Changed(tuple(sorted(early)), (), files)
    ontology, knowledge = resources.ontology(), read_release(folder)
    schema = read_ontology(ontology)
    stated = [*mapped.triples, *groups(mapped.triples)]
    links = follow(schema, stated)
    known = [*stated, *wider_classes(schema, stated), *links]
    store = Store()
    rules = read_rules(resources.rules())
    store.bulk_extend(Quad(t.subject, t.predicate, t.object) for t in (*schema, *known, *rules))
    things = _changed(stated, links, knowledge)
    found = [
        *violations(store, ontology / "checks"),
        *_shapeless(things, known, knowledge, mapped),
        *_rules_shapeless([*schema, *known, *rules], files),
        *_rules_and_cases(files, knowledge),
    ]
    if not found:
        found += _contradictions(things, schema, stated, mapped, ontology_too=_under(files, ontology))
    rows_of = rows(mapped)
    told = dict.fromkeys([*early, *(located(finding, rows_of) for finding in found)])
    return Changed(tuple(told), tuple(sorted(things, key=str)), files)


def _newer(release: Path) -> Iterator[Path]:
    """The files of ontology, rules and their cases that were saved after the last build."""
    built = (release / MANIFEST).stat().st_mtime_ns
    try:
        cases = resources.rule_cases()
    except ResourceMissing:
        cases = resources.rules()
    for folder in dict.fromkeys((resources.ontology(), resources.rules(), cases)):
        yield from (path for path in sorted(folder.rglob("*.*")) if path.is_file() and path.stat().st_mtime_ns > built)


def _under(files: Iterable[Path], folder: Path) -> bool:
    return any(path.is_relative_to(folder) and path.suffix == ".ttl" for path in files)


def _changed(stated: list[Triple], links: set[Triple], knowledge: Knowledge) -> set[NamedNode]:
    """The things that the tables say something else of than the last build did, or nothing any more."""
    now = {*stated, *links}
    predicates = {triple.predicate for triple in stated} - {_TYPE}
    fresh = {t.subject for t in stated if Quad(t.subject, t.predicate, t.object, DefaultGraph()) not in knowledge.store}
    records = {*knowledge.members("Record"), *knowledge.members("Source")}
    gone = {
        quad.subject
        for quad in knowledge.store
        if quad.predicate in predicates and quad.subject in records and quad.triple not in now
    }
    return {thing for thing in (*fresh, *gone) if isinstance(thing, NamedNode)}


def _concerned(things: set[NamedNode], known: list[Triple], knowledge: Knowledge) -> set[NamedNode]:
    """The changed things, and what refers to those that are gone or are something else now.

    Nothing more: the shapes of the knowledge look at the values of a thing, at the classes of these, and no further.
    """
    kinds = {(t.subject, t.object) for t in known if t.predicate == _TYPE}
    told = {kind for _, kind in kinds}
    lost = {
        thing
        for thing in things
        if any(kind in told and (thing, kind) not in kinds for kind in knowledge.objects(thing, _TYPE))
    }
    return things | {t.subject for t in known if t.object in lost and isinstance(t.subject, NamedNode)}


def _shapeless(things: set[NamedNode], known: list[Triple], knowledge: Knowledge, mapped: Mapped) -> Iterator[Finding]:
    """What of the things concerned has not the shape it should have; unchanged ones have the classes they had."""
    if focus := _concerned(things, known, knowledge):
        own = [triple for triple in known if triple.subject in focus]
        ends = {triple.object for triple in own if isinstance(triple.object, NamedNode)}
        kinds = [triple for triple in known if triple.predicate == _TYPE and triple.subject in ends & things]
        kinds += [Triple(one, _TYPE, kind) for one in ends - things for kind in knowledge.objects(one, _TYPE)]
        yield from breaches([*own, *kinds], [resources.ontology() / "shapes" / SHAPES[0]], mapped.rows_of, focus)


def _rules_shapeless(known: list[Triple], files: Iterable[Path]) -> Iterator[Finding]:
    """What of the rules has not the shape it should have, when rules or ontology changed."""
    if _under(files, resources.rules()) or _under(files, resources.ontology()):
        yield from breaches(known, [resources.ontology() / "shapes" / SHAPES[1]])


def _contradictions(
    things: set[NamedNode], schema: list[Triple], stated: list[Triple], mapped: Mapped, *, ontology_too: bool
) -> Iterator[Finding]:
    """What the reasoner finds wrong in the changed things with what stands near them, and in a changed ontology."""
    if not things and not ontology_too:
        return
    statements = [triple for triple in logical(schema, stated) if individuals(triple)]
    near = nearest_first(statements, individuals, frozenset(things))
    own = [triple for triple in near if triple.subject in things]
    part = [*own, *[triple for triple in near if triple.subject not in things][:NEAR]] if things else []
    kinds = [Triple(t.subject, _TYPE, t.object) for t in stated if t.predicate == _TYPE]
    there = frozenset[object]().union(*map(individuals, part))
    weighty = [*logical(schema, schema), *distinct((t for t in kinds if t.subject in there), DIFFERENT)]
    axioms, decided = decide(weighty, part)
    question = [*open_world(axioms), *decided]
    unsatisfiable = reason(open_world(decide(weighty, [])[0])).unsatisfiable if ontology_too else ()
    if unsatisfiable or first_inconsistent([question]) is not None:
        error = explain(weighty, part, mapped, unsatisfiable)
        yield Finding("error", InconsistentKnowledge.title, str(error))


def _rules_and_cases(files: Iterable[Path], knowledge: Knowledge) -> Iterator[Finding]:
    """Rules without cases; and of rules that changed, or of which the cases did, the cases that come out otherwise."""
    folders = (resources.rules(), resources.rule_cases())
    slugs = {path.stem for path in files if any(path.is_relative_to(folder) for folder in folders)}
    if not slugs:
        return
    rules, cases = read_rule_base(resources.rules()), resources.rule_cases()
    yield from without_case(rules, cases, own=resources.extended() is not None)
    yield from wrong_cases(rules, knowledge, (path for path in cases.rglob("*.yaml") if path.stem in slugs))
