"""Verifying a saved recommendation: does it follow from its case, by an engine that is not ours?

The case is taken from the recommendation, the reference engine (pySHACL on rdflib) derives everything anew, and every
statement saved is held against that. A recommendation in Turtle or JSON-LD is compared triple by triple; one in JSON
claim by claim, each at its JSON Pointer.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pyoxigraph import NamedNode, RdfFormat, Triple, parse, serialize

from kompas.case import Case, case_from_mapping, read_case, statements
from kompas.conclusions import IS_A
from kompas.consultation import Answer, EngineName, consultant
from kompas.errors import BadInput, InputMissing, MalformedInput, ProofFailed
from kompas.namespaces import CASE, DCTERMS, kompas
from kompas.recommendation import Recommendation
from kompas.rendering.linked_data import RECOMMENDATION, recommendation_graph

FORMATS = {".ttl": RdfFormat.TURTLE, ".jsonld": RdfFormat.JSON_LD}
SHOWN = 20
"""How many statements that do not follow are named one by one."""
NOT_PROVEN = frozenset({"/provenance/engine"})
"""What may differ between engines: the name of the engine that derived it."""


@dataclass(frozen=True)
class Verified:
    """A recommendation that follows from its case: how many statements were held against how many derived triples."""

    statements: int
    derived: int
    engine: str


def verify(path: Path, engine: EngineName = "pyshacl") -> Verified:
    """Derive a saved recommendation again from its case and compare.

    Args:
        path: a recommendation as JSON, Turtle (`.ttl`) or JSON-LD (`.jsonld`).
        engine: the engine that derives it again.

    Raises:
        InputMissing: there is no such file.
        MalformedInput: it is not a recommendation.
        ProofFailed: statements that do not follow from the case; each is named.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputMissing(str(path), error.strerror or "it cannot be read") from error
    if (format := FORMATS.get(path.suffix)) is not None:
        return _verify_graph(content, format, path, engine)
    return _verify_json(content, path, engine)


def _verify_graph(content: bytes, format: RdfFormat, path: Path, engine: EngineName) -> Verified:
    try:
        saved = {quad.triple for quad in parse(content, format=format)}
    except SyntaxError as error:
        raise MalformedInput(format.name, str(error), source=str(path)) from error
    answer = _again(_case_in(saved, path), engine)
    expected = recommendation_graph(answer.recommendation, answer.graph)
    _compare(
        [str(triple) for triple in sorted(saved - expected, key=str) if not _names_engine(triple)],
        [str(triple) for triple in sorted(expected - saved, key=str) if not _names_engine(triple)],
    )
    return Verified(len(saved), len(answer.derivation.triples), answer.recommendation.provenance.engine)


def _case_in(saved: set[Triple], path: Path) -> Case:
    """The case that a recommendation graph is about: what it states of the case, its concerns and the help tried."""
    in_language = (NamedNode(RECOMMENDATION), NamedNode(f"{DCTERMS}language"))
    stated = [triple for triple in saved if _states_case(triple)]
    language = [triple.object for triple in saved if (triple.subject, triple.predicate) == in_language]
    stated += [Triple(NamedNode(CASE), in_language[1], spoken) for spoken in language]
    text = serialize(stated, format=RdfFormat.TURTLE)
    assert text is not None
    try:
        return read_case(text, format="turtle", vocabulary=consultant().vocabulary)
    except BadInput as error:
        raise MalformedInput("recommendation", f"its case cannot be read: {error}", source=str(path)) from error


def _states_case(triple: Triple) -> bool:
    subject = triple.subject.value if isinstance(triple.subject, NamedNode) else ""
    predicate = triple.predicate.value
    if subject == CASE:
        return predicate in statements.CASE or (predicate == IS_A.value and triple.object == kompas("Case"))
    for part, fields, kind in (("concern", statements.CONCERN, "Concern"), ("help", statements.HELP, "HelpTried")):
        if subject.startswith(f"{CASE}#{part}/"):
            return predicate in fields or (predicate == IS_A.value and triple.object == kompas(kind))
    return False


def _names_engine(triple: Triple) -> bool:
    return triple.predicate.value.endswith("#engine")


def _verify_json(content: bytes, path: Path, engine: EngineName) -> Verified:
    try:
        data = json.loads(content)
        Recommendation.from_dict(data)
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise MalformedInput("JSON", str(error), source=str(path)) from error
    except (ValidationError, AttributeError) as error:
        reason = "it is not a recommendation as Kompas saves it"
        raise MalformedInput("recommendation", reason, source=str(path)) from error
    answer = _again(case_from_mapping(data["case"], consultant().vocabulary), engine)
    saved, expected = (dict(_claims(value)) for value in (data, answer.recommendation.to_dict()))
    _compare(
        [f"{pointer}: {value}" for pointer, value in saved.items() if expected.get(pointer, _ABSENT) != value],
        [f"{pointer}: {value}" for pointer, value in expected.items() if pointer not in saved],
    )
    return Verified(len(saved), len(answer.derivation.triples), answer.recommendation.provenance.engine)


_ABSENT = object()


def _again(case: Case, engine: EngineName) -> Answer:
    return consultant().answer(case, engine)


def _claims(value: Any, pointer: str = "") -> Iterator[tuple[str, Any]]:
    """Every single value in a recommendation, with its JSON Pointer."""
    if isinstance(value, dict):
        for name, entry in value.items():
            yield from _claims(entry, f"{pointer}/{name.replace('~', '~0').replace('/', '~1')}")
    elif isinstance(value, list):
        for place, entry in enumerate(value):
            yield from _claims(entry, f"{pointer}/{place}")
    elif pointer not in NOT_PROVEN:
        yield pointer, value


def _compare(unproven: list[str], missing: list[str]) -> None:
    if not unproven and not missing:
        return
    told = [f"does not follow: {statement}" for statement in unproven]
    told += [f"follows, but is missing: {statement}" for statement in missing]
    rest = [f"… and {len(told) - SHOWN} more"] if len(told) > SHOWN else []
    raise ProofFailed(
        f"The recommendation does not follow from its case: {len(unproven)} statements are not derived and "
        f"{len(missing)} derived statements are missing.",
        [*told[:SHOWN], *rest],
    )
