"""`kompas build`: tables and ontology → one reasoned, validated, released graph. The stages in order, nothing else."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from pyoxigraph import Triple

from kompas import __version__, resources
from kompas.errors import MalformedInput
from kompas.knowledge.documents import read_ontology, read_rules
from kompas.knowledge.findings import Finding, refuse
from kompas.knowledge.graph import NAME as GRAPH
from kompas.knowledge.manifest import NAME as MANIFEST
from kompas.knowledge.manifest import Manifest, read_manifest
from kompas.knowledge.mapping import Mapped, map_tables
from kompas.knowledge.readdressing import read_readdressing
from kompas.knowledge.reasoning import Reasoned, infer
from kompas.knowledge.release import release
from kompas.knowledge.rule_cases import cases_as_graph
from kompas.knowledge.schemes import top_concepts
from kompas.knowledge.shapes import breaches
from kompas.knowledge.tables import read_tables

SHAPES: Final = ("knowledge.ttl", "rules.ttl")
"""The shapes that a release must have; those of cases and recommendations are for other graphs."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """The folders a release is made from."""

    ontology: Path
    rules: Path
    tables: Path
    rule_cases: Path | None = None
    """The cases of the rules; a folder to compare with may lack them."""

    @property
    def digest(self) -> str:
        """SHA-256 over names and contents of every file, and over the code of the build itself."""
        told = hashlib.sha256(__version__.encode())
        folders = (self.ontology, self.rules, self.tables, self.rule_cases, Path(__file__).parent)
        for folder in filter(None, folders):
            for path in _files(folder):
                told.update(f"{folder.name}/{path.relative_to(folder).as_posix()}\n".encode())
                told.update(hashlib.sha256(path.read_bytes()).digest())
        return told.hexdigest()


@dataclass(frozen=True, slots=True)
class Assembled:
    """Everything a release is made of, before it is written."""

    ontology: tuple[Triple, ...] = field(repr=False)
    rules: tuple[Triple, ...] = field(repr=False)
    rule_cases: tuple[Triple, ...] = field(repr=False)
    mapped: Mapped
    reasoned: Reasoned = field(repr=False)

    @property
    def triples(self) -> list[Triple]:
        """Every statement, each once."""
        concluded = (*self.reasoned.stated, *self.reasoned.inferred)
        tops = top_concepts(self.mapped.triples)
        parts = (self.ontology, self.mapped.triples, tops, concluded, self.rules, self.rule_cases)
        return list(dict.fromkeys(triple for part in parts for triple in part))


def build(target: Path | None = None) -> Manifest:
    """Make the release, unless the one that stands there was made from the same files.

    Args:
        target: the folder to write; by default where `kompas.resources.release` looks for it.

    Raises:
        CheckFailed: a table has mistakes, told with file, row and column; or a thing has not the shape it should have.
        InconsistentKnowledge: the reasoner finds a contradiction; told with axioms and rows.
        MalformedInput: an ontology module or rule file is not Turtle.
        ResourceMissing: ontology or tables are not there, or the reasoner is not installed.
    """
    inputs = default_inputs()
    folder = target or resources.release_target()
    made_from = inputs.digest
    if (standing := _standing(folder)) and standing.inputs == made_from:
        (folder / MANIFEST).touch()
        return standing
    whole = assemble(inputs)
    shapes = [inputs.ontology / "shapes" / name for name in SHAPES]
    refuse("The shapes", breaches(whole.triples, shapes, whole.mapped.rows_of), "Correct these and build again.")
    return release(folder, whole.triples, inferred=len(whole.reasoned.inferred), rules=whole.rules, inputs=made_from)


def default_inputs() -> Inputs:
    """The ontology, rules, tables and cases of rules that come with Kompas.

    Raises:
        ResourceMissing: one of them is not there.
    """
    return Inputs(resources.ontology(), resources.rules(), resources.data() / "tables", resources.rule_cases())


def assemble(inputs: Inputs) -> Assembled:
    """Read, map and reason over everything, without writing anything.

    Raises:
        CheckFailed: a table, or a case of a rule, has mistakes.
        InconsistentKnowledge: the reasoner finds a contradiction.
        MalformedInput: an ontology module or rule file is not Turtle.
    """
    ontology = read_ontology(inputs.ontology)
    rules = read_rules(inputs.rules)
    mapped, findings = read_knowledge(inputs.tables)
    refuse("The tables", findings, "Correct these cells and build again.")
    files = inputs.rule_cases.rglob("*.yaml") if inputs.rule_cases else ()
    cases, wrong = cases_as_graph(files, ontology, rules)
    refuse("The cases of the rules", wrong, "Correct these and build again.")
    return Assembled(tuple(ontology), tuple(rules), tuple(cases), mapped, infer(ontology, mapped))


def read_knowledge(folder: Path) -> tuple[Mapped, list[Finding]]:
    """The tables as triples, and everything that is wrong with them."""
    tables, findings = read_tables(folder)
    mapped = read_readdressing(folder).applied(map_tables(tables))
    return mapped, [*findings, *mapped.findings]


def _standing(folder: Path) -> Manifest | None:
    if not (folder / GRAPH).is_file() or not (folder / MANIFEST).is_file():
        return None
    try:
        return read_manifest(folder)
    except MalformedInput:
        return None


def _files(folder: Path) -> Iterator[Path]:
    yield from (
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith(".")
    )
