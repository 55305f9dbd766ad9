"""Verifying a saved recommendation: does it follow from its case, by an engine that is not ours?

The case is taken from the recommendation, the reference engine (pySHACL on rdflib) derives everything anew, and every
statement saved is held against that. A recommendation in Turtle or JSON-LD is compared triple by triple; one in JSON
claim by claim, each at its JSON Pointer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pyoxigraph import NamedNode, RdfFormat, Triple, parse, serialize

from kompas.case import Case, case_from_mapping, read_case, statements
from kompas.case.texts import parse_json
from kompas.conclusions import IS_A
from kompas.consultation import Answer, EngineName, consultant
from kompas.errors import THE_INPUT, BadInput, InputMissing, InputTooLarge, MalformedInput, ProofFailed
from kompas.namespaces import CASE, DCTERMS, kompas
from kompas.recommendation import Recommendation
from kompas.rendering.linked_data import RECOMMENDATION, recommendation_graph

FORMATS = {".ttl": RdfFormat.TURTLE, ".jsonld": RdfFormat.JSON_LD}
LARGEST = 20_000_000
"""Bytes of a saved recommendation that are read: some twenty times the largest there is."""
REASON = 300
"""Characters of what a parser says that are told."""
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


def verify(source: Path | bytes, engine: EngineName = "pyshacl") -> Verified:
    """Derive a saved recommendation again from its case and compare.

    Args:
        source: a recommendation as JSON, Turtle or JSON-LD: a file, or what it holds.
        engine: the engine that derives it again.

    Raises:
        InputMissing: there is no such file.
        InputTooLarge: it has more bytes than any recommendation.
        MalformedInput: it is not a recommendation.
        BadInput: it is one, of a case that cannot be.
        ProofFailed: statements that do not follow from the case; each is named.
    """
    name, content = (str(source), _contents(source)) if isinstance(source, Path) else (THE_INPUT, source)
    if len(content) > LARGEST:
        raise InputTooLarge("The recommendation", len(content), LARGEST)
    suffix = source.suffix.lower() if isinstance(source, Path) else ""
    try:
        text = content.decode("utf-8-sig")
        if (format := FORMATS.get(suffix)) or not _is_json(text, suffix):
            return _verify_graph(text, format or RdfFormat.TURTLE, name, engine)
        data = parse_json(text)
        if isinstance(data, dict) and "@context" in data:
            return _verify_graph(text, RdfFormat.JSON_LD, name, engine)
        return _verify_json(data, name, engine)
    except UnicodeDecodeError as error:
        raise MalformedInput("UTF-8 text", f"it breaks off at byte {error.start + 1}", source=name) from error
    except MalformedInput as error:
        if error.source:
            raise
        raise MalformedInput(error.format, error.reason, position=error.position, source=name) from error


def _contents(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as error:
        raise InputMissing(str(path), error.strerror or "it cannot be read") from error


def _is_json(text: str, suffix: str) -> bool:
    return suffix == ".json" or not text.strip() or text.lstrip().startswith(("{", "["))


def _verify_graph(text: str, format: RdfFormat, name: str, engine: EngineName) -> Verified:
    try:
        saved = {quad.triple for quad in parse(text, format=format)}
    except (SyntaxError, ValueError) as error:
        raise MalformedInput(format.name, str(error)[:REASON], source=name) from error
    answer = _again(_case_in(saved, name), engine)
    expected = recommendation_graph(answer.recommendation, answer.graph)
    _compare(
        [str(triple) for triple in sorted(saved - expected, key=str) if not _names_engine(triple)],
        [str(triple) for triple in sorted(expected - saved, key=str) if not _names_engine(triple)],
    )
    return Verified(len(saved), len(answer.derivation.triples), answer.recommendation.provenance.engine)


def _case_in(saved: set[Triple], name: str) -> Case:
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
        raise MalformedInput("recommendation", f"its case cannot be read: {error}", source=name) from error


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


def _verify_json(data: Any, name: str, engine: EngineName) -> Verified:
    try:
        Recommendation.from_dict(data)
    except (ValidationError, AttributeError) as error:
        reason = "it is not a recommendation as Kompas saves it"
        raise MalformedInput("recommendation", reason, source=name) from error
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
