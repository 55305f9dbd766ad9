"""Alternatives: what to ask next, and what would change the answer. Exact: every possibility is put to the rules."""

from kompas.alternatives.changes import counterfactuals
from kompas.alternatives.questions import open_questions
from kompas.alternatives.worlds import Decision, Worlds

__all__ = ["Decision", "Worlds", "counterfactuals", "open_questions"]
