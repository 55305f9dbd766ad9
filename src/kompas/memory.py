"""How often Python looks for what may be forgotten.

Kompas loads a graph once and keeps it; what it makes for an answer rarely refers in circles, and is let go of at once
by counting. Looking through everything for circles, as Python does after every few hundred new objects, would take a
sixth of the time of an answer.
"""

from __future__ import annotations

import gc
from typing import Final

_NEW_OBJECTS: Final = 50_000
_YOUNG: Final = 20
_MIDDLE: Final = 50


def search_seldom() -> None:
    """Look for circles after many new objects only."""
    gc.set_threshold(_NEW_OBJECTS, _YOUNG, _MIDDLE)


def keep_what_is_loaded() -> None:
    """Look once more, and from now on seldom, passing over everything that is in memory now."""
    search_seldom()
    gc.collect()
    gc.freeze()
