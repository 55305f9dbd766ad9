"""The case: the anonymous facts of one conversation, read strictly and held in one canonical form."""

from kompas.case.mapping import case_from_mapping
from kompas.case.model import Case, Concern, Family, HelpTried, Practice, Preferences
from kompas.case.reading import CaseFormat, read_case

__all__ = [
    "Case",
    "CaseFormat",
    "Concern",
    "Family",
    "HelpTried",
    "Practice",
    "Preferences",
    "case_from_mapping",
    "read_case",
]
