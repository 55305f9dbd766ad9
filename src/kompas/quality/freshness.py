"""What was last checked longer ago than its review period; for rules, what was last verified.

How long a statement may stand unchecked depends on how sure anybody was of it: the period stands with each state of
verification in the ontology (`kompas:reviewAfterMonths`), as a design choice. A rule is verified against its basis, so
it is held to the period of what is verified. The day of today comes from outside.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date
from typing import Final

from pyoxigraph import Literal, NamedNode

from kompas.knowledge import Knowledge
from kompas.knowledge.findings import Finding
from kompas.namespaces import kompas, shortened

_VERIFICATION: Final = kompas("verification")
_LAST_CHECKED: Final = kompas("lastChecked")
_LAST_VERIFIED: Final = kompas("lastVerified")
_VERIFIED: Final = kompas("Verified")
_REVIEW_AFTER: Final = kompas("reviewAfterMonths")


def overdue(
    knowledge: Knowledge, today: date, rows_of: Callable[[NamedNode], list[str]] = lambda thing: []
) -> Iterator[Finding]:
    """The statements that are to be looked up again, the longest overdue first.

    Args:
        knowledge: the released graph.
        today: the day to judge by.
        rows_of: the rows of the tables that say something about a thing, to name them in the findings.
    """
    found = []
    for state in knowledge.members("Verification"):
        period = knowledge.value(state, _REVIEW_AFTER)
        if not isinstance(period, Literal):
            continue
        months = int(period.value)
        dated = [(thing, _LAST_CHECKED) for thing in knowledge.subjects(_VERIFICATION, state)]
        if state == _VERIFIED:
            dated += [(rule, _LAST_VERIFIED) for rule in knowledge.members("Rule")]
        for thing, property in dated:
            checked = knowledge.value(thing, property)
            if isinstance(checked, Literal) and (due := later(date.fromisoformat(checked.value), months)) < today:
                found.append((due, thing, state, months, checked.value))
    for due, thing, state, months, last in sorted(found, key=lambda entry: (entry[0], entry[1].value)):
        where = ", ".join([shortened(thing.value), *rows_of(thing)])
        named = knowledge.label(state, "en").lower()
        what = f"It was last checked on {last}; what is {named} is looked up again after {months} months ({due})."
        yield Finding("warning", where, what, "Read it in its source again and renew the date.")


def later(day: date, months: int) -> date:
    """The day some months later; the last of the month when that month is shorter.

    >>> later(date(2026, 11, 30), 3)
    datetime.date(2027, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
