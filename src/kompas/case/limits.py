"""How much of a case is read: many times what a conversation holds, so that no input keeps a reader busy."""

from __future__ import annotations

from typing import Final

LARGEST: Final = 1_000_000
"""Bytes of a file or text."""

DEEPEST: Final = 20
"""Levels of lists and mappings in each other."""

MOST_ITEMS: Final = 200
"""Items of a list, and fields of a mapping."""

LONGEST_TEXT: Final = 500
"""Characters of a goal."""

MOST_MISTAKES: Final = 100
"""Mistakes that are told at once."""

SHOWN: Final = 60
"""Characters of a wrong value that an error repeats."""

LONGEST_KEY: Final = 100
"""Characters of the name of a field in the place that an error gives."""
