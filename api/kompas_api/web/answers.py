"""What was filled in so far: it travels with the form from page to page, and is kept nowhere else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl

from kompas_api.problems import Refusal

STEPS: Final = ("age", "concerns", "seriousness", "family", "safety", "tried", "wishes", "answer")
"""The steps of the conversation, in order."""

PAGES: Final = (*STEPS, "reasoning", "what-if", "keep")
"""The steps, and the pages around the answer: the way to it, what if, and what is taken along."""

DECIDED: Final = ("choice", "otherwise", "reason", "family-view", "review")
"""What the people at the table decide, and why: for their own file, never a part of the case."""

_FIELDS: Final = {
    "years": "age",
    "months": "age",
    "unborn": "age",
    "problem": "concerns",
    "duration": "seriousness",
    "unit": "seriousness",
    "frequency": "seriousness",
    "setting": "seriousness",
    "consequences": "seriousness",
    "protection": "family",
    "risks-known": "family",
    "risk": "family",
    "domain": "family",
    "service": "family",
    "signal": "safety",
    "no-signals": "safety",
    "danger": "safety",
    "untried": "tried",
    "ordinary": "tried",
    "elements": "tried",
    "programme": "tried",
    "programme-outcome": "tried",
    "goals": "wishes",
    "format": "wishes",
    "declines": "wishes",
    "declines-words": "wishes",
    "practice-setting": "wishes",
    "qualification": "wishes",
    "offer-known": "wishes",
    "available": "wishes",
    "available-words": "wishes",
    "if": "what-if",
    **dict.fromkeys(DECIDED, "keep"),
}
# A unit or an outcome is always chosen, also when nothing stands beside it.
_SAY_NOTHING: Final = frozenset({"unit", "programme-outcome"})
_MOST_FIELDS: Final = 5000


@dataclass(frozen=True, slots=True)
class Answers:
    """The fields of the form, by name, as they were typed."""

    fields: tuple[tuple[str, str], ...] = ()

    @classmethod
    def parse(cls, body: bytes) -> Answers:
        """Read a form; fields that the conversation does not have are left out.

        Raises:
            Refusal: (400) the form is not readable.
        """
        try:
            pairs = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=_MOST_FIELDS)
        except ValueError as error:
            raise Refusal(400, "Invalid form", "The form cannot be read.") from error
        return cls(tuple((name, value.replace("\r\n", "\n")) for name, value in pairs))

    def one(self, name: str) -> str:
        """The last value of a field, without spaces around it; empty when it is not filled in."""
        return next((value.strip() for key, value in reversed(self.fields) if key == name), "")

    def typed(self, name: str) -> str:
        """The last value of a field, exactly as it was typed."""
        return next((value for key, value in reversed(self.fields) if key == name), "")

    def all(self, name: str) -> tuple[str, ...]:
        """Every value of a field that can have several, each once."""
        return tuple(dict.fromkeys(value for key, value in self.fields if key == name and value.strip()))

    def rows(self, *names: str) -> tuple[tuple[str, ...], ...]:
        """The values of fields that stand side by side in rows."""
        columns = [[value for key, value in self.fields if key == name] for name in names]
        return tuple(zip(*columns, strict=False))

    def has(self, name: str, value: str) -> bool:
        """Whether a box was ticked or a choice made."""
        return (name, value) in self.fields

    def lines(self, name: str) -> tuple[str, ...]:
        """The lines of a text, without empty ones."""
        return tuple(line.strip() for line in self.typed(name).split("\n") if line.strip())

    def going_to(self, step: str) -> Answers:
        """The same answers, on their way from this step to this step."""
        fields = tuple((name, value) for name, value in self.fields if name not in ("step", "go"))
        return Answers((*fields, ("step", step), ("go", step)))

    @property
    def problems(self) -> tuple[str, ...]:
        """The slugs of the concerns that were chosen."""
        return self.all("problem")

    def outside(self, step: str) -> Iterator[tuple[str, str]]:
        """The fields that are not on the page of this step: they travel along unseen."""
        return ((name, value) for name, value in self.fields if value and step_of(name) not in (step, None))

    def filled(self) -> frozenset[str]:
        """The steps in which something was filled in."""
        said = (name for name, value in self.fields if value.strip() and name.partition(".")[0] not in _SAY_NOTHING)
        return frozenset(step for name in said if (step := step_of(name)))


def step_of(field: str) -> str | None:
    """The step that a field belongs to; None for what is no answer (a button, a search word)."""
    return _FIELDS.get(field.partition(".")[0])


def step_of_case(field: str) -> str:
    """The step in which a field of the case is asked, for a place in a recommendation (`concerns[0].frequency`)."""
    parts = field.replace("]", "").replace("[", ".").split(".")
    match parts[0]:
        case "concerns":
            last: Iterable[str] = parts[2:3]
            return next((_CONCERN_STEPS.get(name, "seriousness") for name in last), "concerns")
        case "family":
            return "family"
        case "safety_signals":
            return "safety"
        case "age":
            return "age"
    return "wishes"


_CONCERN_STEPS: Final = {"problem": "concerns", "danger": "safety", "tried": "tried"}
