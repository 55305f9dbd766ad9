"""Insight in the rules: each in words, what each does on many cases, and how they pull with and against each other."""

from kompas.insight.cost import Cost, costs
from kompas.insight.firing import Firings, observe
from kompas.insight.pulling import conflicts, redundancies
from kompas.insight.words import explanation

__all__ = ["Cost", "Firings", "conflicts", "costs", "explanation", "observe", "redundancies"]
