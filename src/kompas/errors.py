"""Everything Kompas can refuse or find wrong, as one tree.

    KompasError
    ├── BadInput                    exit 2   what was given cannot be used as it is
    │   ├── InputMissing                     the file or the input is not there, or is empty
    │   ├── InputTooLarge                    more bytes, lines or items than is reasonable
    │   ├── MalformedInput                   not readable as JSON, YAML, Turtle, SPARQL …
    │   ├── UnknownKey                       a field that does not exist
    │   ├── UnknownTerm                      a concept that the vocabulary does not have
    │   ├── InvalidValue                     wrong type, unit, range, or an empty list
    │   ├── IdentifyingData                  something that could point to a person
    │   └── SeveralErrors                    more than one of the above, told all at once
    ├── NotWritten                  exit 2   the answer cannot be written where it was to go
    ├── UnsupportedRule             exit 2   a rule uses what the engine does not support
    ├── MalformedRule               exit 2   a rule breaks the syntax of SHACL or SPARQL
    ├── ResourceMissing             exit 2   ontology, rules, data or release cannot be found
    ├── ReleaseMismatch             exit 2   the released knowledge and the rules do not belong together
    └── DoesNotHold                 exit 1   what was asked about is not so
        ├── InconsistentKnowledge            the reasoner finds a contradiction
        ├── CheckFailed                      a quality check has findings
        └── ProofFailed                      a recommendation does not follow from its case

An error carries data; its message is rendered from that data and says what is wrong, where, what comes nearest, and
what to do. Catch `KompasError` to handle them all:

    >>> try:
    ...     raise UnknownTerm("driftbuij", "problem", pointer="/concerns/0/problem", nearest=("Driftbuien",))
    ... except KompasError as error:
    ...     print(error)
    concerns[0].problem: “driftbuij” is not a known problem. Nearest: “Driftbuien”.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Final

THE_INPUT: Final = "the input"
"""What is read when it is no file: standard input, or the body of a request."""

LONGEST_NAME: Final = 200
"""Characters of the name of a file that an error repeats."""


@dataclass(frozen=True, slots=True)
class FieldError:
    """One thing wrong at one place of the input; `detail` is a whole sentence, `code` names the kind of mistake."""

    pointer: str
    """JSON Pointer (RFC 6901) to the field; empty for the input as a whole."""
    detail: str
    value: str | None = None
    nearest: tuple[str, ...] = ()
    code: str = "bad-input"

    @property
    def place(self) -> str:
        """The pointer as people write a place: `concerns[0].problem`."""
        return readable(self.pointer)

    def __str__(self) -> str:
        return f"{self.place}: {self.detail}" if self.pointer else self.detail


class KompasError(Exception):
    """Base of every error that Kompas raises on purpose. Anything else that escapes is a defect."""

    title: ClassVar[str] = "Kompas cannot go on"
    code: ClassVar[str] = "error"
    exit_code: ClassVar[int] = 2

    def __init__(self, detail: str, errors: Iterable[FieldError] = ()) -> None:
        super().__init__(detail)
        self.detail = detail
        self.errors = tuple(errors)

    def __str__(self) -> str:
        return self.detail

    def __reduce__(self) -> tuple[object, ...]:
        return _restored, (type(self), self.args, self.__dict__)


class BadInput(KompasError):
    """What was given cannot be used as it is: one field, or the input as a whole."""

    title = "The input cannot be used"
    code = "bad-input"

    def __init__(
        self, detail: str, *, pointer: str = "", value: object = None, nearest: Iterable[str] = (), source: str = ""
    ) -> None:
        self.pointer = pointer
        self.value = None if value is None else str(value)
        self.nearest = tuple(nearest)
        self.source = source
        field = FieldError(pointer, detail, self.value, self.nearest, self.code)
        super().__init__(f"{source}: {field}" if source else str(field), (field,))


class InputMissing(BadInput):
    """The file or the input is not there, cannot be read, or is empty."""

    title = "There is no input"
    code = "input-missing"

    def __init__(self, name: str, reason: str = "it does not exist") -> None:
        advice = "Give a case." if name == THE_INPUT else "Give a file that exists, or - for standard input."
        shown = name if name == THE_INPUT else f"“{_shown(name)}”"
        super().__init__(f"Cannot read {shown}: {reason}. {advice}")
        self.name = name
        self.reason = reason


class InputTooLarge(BadInput):
    """There is more of the input than is reasonable."""

    title = "The input is too large"
    code = "input-too-large"

    def __init__(self, what: str, size: int, limit: int, unit: str = "bytes", *, pointer: str = "") -> None:
        super().__init__(
            f"{what} is too large: {size} {unit}, where at most {limit} {unit} are accepted. "
            "Make it smaller or split it.",
            pointer=pointer,
        )
        self.what = what
        self.size = size
        self.limit = limit
        self.unit = unit


class MalformedInput(BadInput):
    """The input is not readable as the format it should be in; `position` says where reading stopped."""

    title = "The input is malformed"
    code = "malformed-input"

    def __init__(self, format: str, reason: str, *, position: str = "", source: str = "", pointer: str = "") -> None:
        where = f" at {position}" if position else ""
        super().__init__(
            f"This is not readable as {format}{where}: {_sentence(reason)}", pointer=pointer, source=source
        )
        self.format = format
        self.reason = reason
        self.position = position


class UnknownKey(BadInput):
    """A field that does not exist where it was written."""

    title = "Unknown field"
    code = "unknown-key"

    def __init__(self, key: str, *, pointer: str, nearest: Iterable[str] = ()) -> None:
        names = tuple(nearest)
        hint = _nearest(names) or " Take it out, or see the case format for the fields there are."
        super().__init__(f"There is no field “{key}” here.{hint}", pointer=pointer, value=key, nearest=names)
        self.key = key


class UnknownTerm(BadInput):
    """A concept that the vocabulary does not have; never dropped in silence."""

    title = "Unknown term"
    code = "unknown-term"

    def __init__(self, term: str, kind: str = "term", *, pointer: str = "", nearest: Iterable[str] = ()) -> None:
        names = tuple(nearest)
        hint = _nearest(names) or " Use a label in Dutch or English, a slug, or an address from the vocabulary."
        super().__init__(f"“{term}” is not a known {kind}.{hint}", pointer=pointer, value=term, nearest=names)
        self.term = term
        self.kind = kind


class InvalidValue(BadInput):
    """A value of the wrong type, outside its range, of an unknown unit, or an empty list where one is needed."""

    title = "Invalid value"
    code = "invalid-value"

    def __init__(self, detail: str, *, pointer: str, value: object = None, nearest: Iterable[str] = ()) -> None:
        names = tuple(nearest)
        super().__init__(_sentence(detail) + _nearest(names), pointer=pointer, value=value, nearest=names)


class IdentifyingData(BadInput):
    """Something that could point to a person; its value is never kept nor repeated in the message."""

    title = "A case is anonymous"
    code = "identifying-data"

    def __init__(self, key: str, *, pointer: str) -> None:
        super().__init__(
            f"“{key}” could identify a person. A case is anonymous: Kompas needs no names, numbers, addresses or dates "
            "of birth to reason about a situation. Take it out.",
            pointer=pointer,
        )
        self.key = key


class SeveralErrors(BadInput):
    """More than one thing is wrong; all are told at once, in the order in which they stand in the input."""

    title = "The input cannot be used"
    code = "several-errors"

    def __init__(self, causes: Iterable[BadInput]) -> None:
        self.causes = tuple(causes)
        fields = tuple(field for cause in self.causes for field in cause.errors)
        super().__init__(f"{len(fields)} things are wrong:" + "".join(f"\n- {field}" for field in fields))
        self.errors = fields


class NotWritten(KompasError):
    """The answer cannot be written where it was to go: no such folder, no right to, or no space left."""

    title = "The answer cannot be written"
    code = "not-written"

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"Cannot write to “{_shown(name)}”: {_sentence(reason)}")
        self.name = name
        self.reason = reason


def together(causes: Iterable[BadInput]) -> BadInput:
    """The given errors as one to raise: the error itself when there is one, else all of them (never empty)."""
    found = tuple(causes)
    return found[0] if len(found) == 1 else SeveralErrors(found)


class UnsupportedRule(KompasError):
    """A rule uses a construct that the engine does not support: refused by name, never ignored."""

    title = "Unsupported rule"
    code = "unsupported-rule"

    def __init__(self, rule: str, construct: str, reason: str, instead: str = "") -> None:
        advice = f" {_sentence(instead)}" if instead else ""
        super().__init__(f"Rule {rule} uses {construct}, which is not supported: {_sentence(reason)}{advice}")
        self.rule = rule
        self.construct = construct
        self.reason = reason
        self.instead = instead


class MalformedRule(KompasError):
    """A rule or its shape breaks a syntax rule of SHACL or SPARQL; says which rule, what is wrong and where to read."""

    title = "Malformed rule"
    code = "malformed-rule"

    def __init__(self, rule: str, reason: str, reference: str = "") -> None:
        see = f" See {reference}." if reference else ""
        super().__init__(f"Rule {rule} is not well-formed: {reason}{'' if reason.endswith('.') else '.'}{see}")
        self.rule = rule
        self.reason = reason
        self.reference = reference


class ResourceMissing(KompasError):
    """A part of Kompas that should come with it cannot be found."""

    title = "A part of Kompas is missing"
    code = "resource-missing"

    def __init__(self, name: str, looked_in: Iterable[Path], remedy: str) -> None:
        self.name = name
        self.looked_in = tuple(looked_in)
        self.remedy = remedy
        places = " or ".join(str(place) for place in self.looked_in)
        super().__init__(f"Cannot find the {name}: looked in {places}. {_sentence(remedy)}")


class ReleaseMismatch(KompasError):
    """The rules left open what they decide on every case: they were changed and the release was not, or the reverse."""

    title = "Release and rules do not belong together"
    code = "release-mismatch"

    def __init__(self, subject: str, name: str) -> None:
        self.subject = subject
        self.name = name
        super().__init__(
            f"The rules derive no {name} for {subject}: the released knowledge and the rules do not belong together. "
            "Run `kompas build`; if that does not help, the rules miss something: run `kompas check`."
        )


class DoesNotHold(KompasError):
    """What was asked about is not so; `findings` says what was found instead, one line each."""

    title = "This does not hold"
    code = "does-not-hold"
    exit_code = 1

    def __init__(self, summary: str, findings: Iterable[str] = (), remedy: str = "") -> None:
        self.summary = summary
        self.findings = tuple(findings)
        self.remedy = remedy
        lines = [summary, *(f"- {finding}" for finding in self.findings)]
        super().__init__("\n".join([*lines, _sentence(remedy)] if remedy else lines))


class InconsistentKnowledge(DoesNotHold):
    """The reasoner finds a contradiction: which axioms clash, and which rows of which tables bring them together."""

    title = "The knowledge contradicts itself"
    code = "inconsistent-knowledge"

    def __init__(self, summary: str, axioms: Iterable[str] = (), rows: Iterable[str] = ()) -> None:
        self.axioms = tuple(axioms)
        self.rows = tuple(rows)
        remedy = "Correct one of these rows or axioms and build again." if self.axioms or self.rows else ""
        super().__init__(summary, (*self.axioms, *self.rows), remedy)


class CheckFailed(DoesNotHold):
    """A quality check has findings: which check, and each finding with its place."""

    title = "A check fails"
    code = "check-failed"

    def __init__(self, check: str, findings: Iterable[str], remedy: str = "") -> None:
        found = tuple(findings)
        super().__init__(f"{check}: {len(found)} {'finding' if len(found) == 1 else 'findings'}", found, remedy)
        self.check = check


class ProofFailed(DoesNotHold):
    """A recommendation does not follow from its case: the statements that no rule derives."""

    title = "The proof does not verify"
    code = "proof-failed"

    def __init__(self, summary: str, unproven: Iterable[str] = ()) -> None:
        self.unproven = tuple(unproven)
        super().__init__(summary, self.unproven)


def readable(pointer: str) -> str:
    """A JSON Pointer as people write a place in a case.

    >>> readable("/concerns/0/problem")
    'concerns[0].problem'
    """
    parts = [part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:]]
    return "".join(f"[{part}]" if part.isdecimal() else f".{part}" for part in parts).removeprefix(".")


def _nearest(names: tuple[str, ...]) -> str:
    return " Nearest: " + ", ".join(f"“{name}”" for name in names) + "." if names else ""


def _shown(name: str) -> str:
    """The name of a file, of which a very long one is cut off."""
    return name if len(name) <= LONGEST_NAME else f"{name[:LONGEST_NAME]}…"


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _restored(kind: type[KompasError], args: tuple[object, ...], state: dict[str, object]) -> KompasError:
    error = kind.__new__(kind, *args)
    error.__dict__.update(state)
    return error
