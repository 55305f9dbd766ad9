"""What a check finds: how bad it is, where it stands, what it is, and how to mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from kompas.errors import CheckFailed

Severity = Literal["error", "warning", "remark"]


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing a check found.

    An error stops the release; a warning is for whoever tends the knowledge; a remark says what is not there (yet).
    """

    severity: Severity
    where: str
    """File, row and column (`problems.csv, row 5, column "level"`), or the term or rule it is about."""
    what: str
    how_to_mend: str = ""

    def __str__(self) -> str:
        return " ".join(part for part in (f"{self.where}: {self.what}", self.how_to_mend) if part)


def errors(findings: Iterable[Finding]) -> list[Finding]:
    """The findings that stop a release."""
    return [finding for finding in findings if finding.severity == "error"]


def refuse(check: str, findings: Iterable[Finding], remedy: str = "") -> None:
    """Stop when there are errors.

    Raises:
        CheckFailed: at least one of the findings is an error.
    """
    if found := errors(findings):
        raise CheckFailed(check, [str(finding) for finding in found], remedy)
