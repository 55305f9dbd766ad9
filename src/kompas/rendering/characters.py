"""Text as it may safely be shown: without control characters, whatever was typed or pasted."""

from __future__ import annotations

import re
from typing import Final

_UNWANTED: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters: escape sequences of terminals among them
    "\u200e\u200f\u202a-\u202e\u2066-\u2069"  # changes of writing direction, which can make a text read otherwise
    "\ud800-\udfff\ufffe\uffff]"  # halves of a pair, and what is no character
)
_WEB: Final = re.compile(r"https?://[^\s<>\"'\\^`{|}]+")


def shown(text: str) -> str:
    r"""The text on one line, without control characters and changes of writing direction.

    >>> shown("boos\x1b[31m  \n en moe")
    'boos[31m en moe'
    """
    return " ".join(_UNWANTED.sub("", text).split())


def web_address(address: str | None) -> str | None:
    """The address when it is one of the web and can be written as a link, else None: never `javascript:` or the like.

    >>> web_address("https://doi.org/10.1016/j.jaac.2018.07.900")
    'https://doi.org/10.1016/j.jaac.2018.07.900'
    """
    return address if address and _WEB.fullmatch(address) else None
