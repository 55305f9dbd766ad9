"""What is wrong with a case, said in the reader's language next to the field it is about."""

from __future__ import annotations

from typing import Final

from kompas.errors import BadInput, FieldError
from kompas_api.web.draft import Draft, Fault
from kompas_api.web.languages import N_

_MESSAGES: Final = {
    "unknown-term": N_("Kompas does not know “%(about)s”."),
    "identifying-data": N_(
        "Something here could identify a person: a name, number, address or date. Leave it out. A case is anonymous."
    ),
    "input-too-large": N_("This is more than Kompas can read. Make it shorter."),
}
_NEAREST: Final = N_("Kompas does not know this. Did you mean: %(about)s?")
_CHOOSE: Final = N_("Choose one of the answers that stand here.")
_CODED: Final = frozenset(
    ("frequency", "settings", "consequences", "danger", "outcome", "protective_factors", "formats", "setting",
     "qualification")
)  # fmt: skip
"""The parts of a case with a fixed set of codes: the page offers them in words, and codes say nothing to its reader."""
_OTHERWISE: Final = N_("This is not filled in correctly.")


def faults_of(error: BadInput, draft: Draft) -> list[Fault]:
    """The faults that an error of the case reader comes down to, each at its field."""
    return [Fault(draft.field_of(field.pointer), *_said(field)) for field in error.errors]


def _said(field: FieldError) -> tuple[str, str]:
    if _CODED.intersection(field.pointer.split("/")):
        return _CHOOSE, ""
    if field.nearest and field.code != "identifying-data":
        return _NEAREST, ", ".join(field.nearest)
    about = field.value or "" if field.code == "unknown-term" else ""
    return _MESSAGES.get(field.code, _OTHERWISE), about
