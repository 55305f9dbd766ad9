"""The report as a document: sections and blocks, before any format.

What is said is decided once, in `kompas.rendering.sections`; how it looks is decided once per format, by a writer
that knows these few blocks (`text`, `markdown`, `html`, `pdf`). Blocks are plain and frozen, and hold plain text:
escaping is the writer's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Tone = Literal["safety", "route", "note"]


@dataclass(frozen=True, slots=True)
class Cite:
    """A reference to a numbered source, with the place in it."""

    number: int
    locator: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence or two: an optional lead (shown bold), the text, what it cites, and an aside in small print."""

    text: str
    lead: str = ""
    cites: tuple[Cite, ...] = ()
    aside: str = ""

    @property
    def opening(self) -> str:
        """The lead with the sign that leads over to the text."""
        bare = not self.text or self.lead.endswith(("?", "!", ".", ":"))
        return self.lead if bare or not self.lead else f"{self.lead}:"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line that stands by itself; `role` lets a writer set it apart."""

    line: Line
    role: Literal["text", "answer", "more"] = "text"


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list: of points, of numbered points, or of boxes to tick."""

    lines: tuple[Line, ...]
    kind: Literal["points", "numbered", "boxes"] = "points"


@dataclass(frozen=True, slots=True)
class Reason:
    """An argument: its text, how heavy it weighs and under which theme, and the grounds it stands on."""

    line: Line
    against: bool
    weight: str
    theme: str
    grounds: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Reasons:
    """Reasons for or against one thing, under a short title."""

    title: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Pairs of a name and what is known about it."""

    pairs: tuple[tuple[str, Line], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption and a row of headings; the first cell of a row is its heading."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]
    blank: bool = False
    """The table has cells to write in."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that must not be missed."""

    tone: Tone
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """One thing that can be done: its name, what kind of thing it is, its status, and the reasons."""

    title: str
    kind: str
    status: str
    status_label: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class WritingSpace:
    """Room for the professional to write, of so many lines."""

    label: str
    lines: int = 2


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands under it; sections nest."""

    id: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """A source in the numbered list at the end."""

    number: int
    citation: str
    locators: tuple[str, ...]
    url: str | None


@dataclass(frozen=True, slots=True)
class Document:
    """The whole report."""

    language: str
    title: str
    subtitle: str
    sections: tuple[Section, ...]
    references_title: str
    references: tuple[Reference, ...]
    colophon_title: str
    colophon: tuple[Line, ...]


Block = Paragraph | Bullets | Reasons | Facts | Table | Notice | Card | WritingSpace | Section
