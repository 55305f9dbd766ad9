"""`kompas check`: everything a change to tables, ontology or rules must pass."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kompas import resources
from kompas.errors import CheckFailed, DoesNotHold, MalformedInput
from kompas.knowledge.build import build, default_inputs, read_knowledge
from kompas.knowledge.documents import read_ontology
from kompas.knowledge.findings import Finding, errors
from kompas.knowledge.graph import read_release
from kompas.knowledge.profile import breaches_of_dl
from kompas.knowledge.queries import unexpected_answers, violations


def check(target: Path | None = None) -> list[Finding]:
    """Check tables, reasoning and shapes, then profile, quality queries and competency questions of what was built.

    Args:
        target: the folder of the release that is made of what is checked; by default the one Kompas answers from.

    Raises:
        ResourceMissing: ontology, rules or tables are not there.
    """
    _, in_tables = read_knowledge(default_inputs().tables)
    if errors(in_tables):
        return in_tables
    try:
        build(target)
    except CheckFailed as error:
        return [*in_tables, *(Finding("error", error.check, finding) for finding in error.findings)]
    except (DoesNotHold, MalformedInput) as error:
        return [*in_tables, Finding("error", error.title, str(error))]
    return [*in_tables, *sorted(_in_release(target or resources.release()))]


def _in_release(folder: Path) -> Iterator[Finding]:
    knowledge = read_release(folder)
    ontology = resources.ontology()
    yield from breaches_of_dl(read_ontology(ontology))
    yield from violations(knowledge.store, ontology / "checks")
    yield from unexpected_answers(knowledge.store, ontology / "questions")
