"""The coverage report: the gaps in the knowledge, for everybody to see."""

from __future__ import annotations

from kompas.knowledge import Knowledge
from kompas.quality.coverage import Coverage
from kompas.quality.coverage_page import page as written


def page(knowledge: Knowledge) -> str:
    """The coverage of a release as Markdown."""
    return written(Coverage(knowledge), "en")
