"""What help came to, in figures to talk over: the three indicators and the four questions (`kompas monitor`).

a sheet with a row for each course of help → reading → figures → a page to talk over together

The figures are for learning, not for settling accounts: nothing is compared but what one team did with what it did
before, nothing is ranked, and every figure comes with the questions that give it meaning.
"""

from kompas.outcomes.figures import Figures, figures
from kompas.outcomes.reading import Course, read_courses

__all__ = ["Course", "Figures", "figures", "read_courses"]
