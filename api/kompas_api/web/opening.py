"""A situation from a file on someone's own device: back into the fields of the form."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from kompas.case import Case
from kompas.errors import InvalidValue
from kompas_api.problems import Refusal
from kompas_api.web.answers import DECIDED, Answers
from kompas_api.web.draft import Draft
from kompas_api.worker import Worker

FILE_NAME: Final = "kompas-situatie.json"
_KIND: Final = "kompas-conversation"


def saved(answers: Answers, draft: Draft) -> bytes:
    """The situation as a file: the case as the command line reads it too, with what was decided beside it."""
    case = {name: part for name, part in draft.case.items() if part not in ([], {}, None)}
    decided = {name: list(found) for name in DECIDED if (found := answers.all(name))}
    whole = {"kind": _KIND, "case": case, **({"decision": decided} if decided else {})}
    return json.dumps(whole, ensure_ascii=False, indent=2).encode()


def opened(content: bytes, held: Worker) -> Answers:
    """The fields that a file fills in; a bare case (JSON or YAML, as the command line reads it) is a file too.

    Raises:
        BadInput: the file holds no case, or one that is not right.
    """
    from kompas.case import case_from_mapping, read_case

    whole = _parsed(content)
    if isinstance(whole, dict) and whole.get("kind") == _KIND and isinstance(whole.get("case"), dict):
        if not whole["case"].get("concerns") or "age" not in whole["case"]:
            raise InvalidValue("The file holds no age or no worries.", pointer="/file")
        case = case_from_mapping(whole["case"], held.vocabulary)
        decided = whole.get("decision")
        return Answers((*fields(case), *_decided(decided if isinstance(decided, dict) else {})))
    return Answers(tuple(fields(read_case(content, format="yaml", vocabulary=held.vocabulary))))


def fields(case: Case) -> Iterator[tuple[str, str]]:
    """The fields of the form that say what a case says."""
    yield from _age(case.age)
    for concern in case.concerns:
        slug = concern.problem
        yield "problem", slug
        if concern.duration_months is not None:
            yield f"duration.{slug}", f"{concern.duration_months:g}"
            yield f"unit.{slug}", "months"
        for name in ("frequency", "consequences", "danger"):
            if said := getattr(concern, name):
                yield f"{name}.{slug}", said
        yield from ((f"setting.{slug}", setting) for setting in concern.settings or ())
        if concern.tried == ():
            yield f"untried.{slug}", "yes"
        for help in concern.tried or ():
            yield from _tried(slug, help.what, help.outcome)
    family = case.family
    yield from ((f"protection.{factor}", state) for factor, state in (family.protective_factors or {}).items())
    if family.risk_factors is not None:
        yield "risks-known", "some" if family.risk_factors else "none"
        yield from (("risk", risk) for risk in family.risk_factors)
    for field, terms in (("domain", family.life_domains), ("service", family.services_involved)):
        yield from ((field, term) for term in terms or ())
    if case.safety_signals == ():
        yield "no-signals", "yes"
    yield from (("signal", signal) for signal in case.safety_signals or ())
    if case.goals:
        yield "goals", "\n".join(case.goals)
    yield from (("format", form) for form in case.preferences.formats or ())
    if case.preferences.declines:
        yield "declines-words", "\n".join(case.preferences.declines)
    if case.practice.setting:
        yield "practice-setting", case.practice.setting
    if case.practice.qualification:
        yield "qualification", case.practice.qualification
    available = case.practice.available
    if available is not None:
        yield "offer-known", "some" if available else "none"
        yield "available-words", "\n".join(available)


def _age(age: float) -> Iterator[tuple[str, str]]:
    if age < 0:
        yield "unborn", "yes"
        return
    months = round((age % 1) * 12)
    yield "years", str(int(age) + months // 12)
    if months % 12:
        yield "months", str(months % 12)


def _tried(slug: str, what: str, outcome: str) -> Iterator[tuple[str, str]]:
    field = {"ordinary-parenting": "ordinary", "kernel-elements": "elements"}.get(what)
    if field:
        yield f"{field}.{slug}", outcome
    else:
        yield f"programme.{slug}", what
        yield f"programme-outcome.{slug}", outcome


def _decided(decided: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name in DECIDED:
        values = decided.get(name)
        if isinstance(values, list):
            yield from ((name, value) for value in values if isinstance(value, str))


def _parsed(content: bytes) -> object:
    try:
        return json.loads(content)
    except ValueError:
        return None


def file_in(body: bytes, content_type: str) -> bytes:
    """The file in a form of several parts.

    Raises:
        Refusal: (400) there is no file in it, or it cannot be read.
    """
    from email.parser import BytesParser
    from email.policy import HTTP

    if not content_type.lower().startswith("multipart/form-data"):
        raise Refusal(415, "Unsupported media type", "Send the file as a form of several parts.")
    whole = BytesParser(policy=HTTP).parsebytes(b"Content-Type: " + content_type.encode() + b"\r\n\r\n" + body)
    for part in whole.iter_parts() if whole.is_multipart() else ():
        if part.get_param("name", header="content-disposition") == "file":
            content = part.get_payload(decode=True)
            return content if isinstance(content, bytes) else b""
    raise Refusal(400, "Invalid form", "There is no file in this form.")
