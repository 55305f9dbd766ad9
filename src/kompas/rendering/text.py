"""The report as plain text for a terminal: wrapped to its width, readable without colour."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from kompas.rendering.characters import shown
from kompas.rendering.document import (
    Block,
    Bullets,
    Card,
    Cite,
    Document,
    Facts,
    Line,
    Notice,
    Paragraph,
    Reasons,
    Reference,
    Section,
    Table,
    WritingSpace,
)

NARROWEST: Final = 40
WIDEST: Final = 100
_BOLD: Final = ("\x1b[1m", "\x1b[0m")
_TABLE_FROM: Final = 64


def text(document: Document, width: int = 80, colour: bool = False) -> str:
    """The document as text of at most `width` columns (40 to 100); with `colour` headings are bold."""
    return "\n".join(_Writer(max(NARROWEST, min(width, WIDEST)), colour).document(document)) + "\n"


class _Writer:
    """Writes blocks as lines of text within a width."""

    def __init__(self, width: int, colour: bool) -> None:
        self._width = width
        self._bold = _BOLD if colour else ("", "")

    def document(self, document: Document) -> Iterator[str]:
        yield self._strong(shown(document.title).upper())
        yield from wrapped(shown(document.subtitle), self._width)
        for section in document.sections:
            yield from ("", "")
            yield from self._section(section, 1, self._width)
        yield from ("", "", *self._heading(document.references_title, 1))
        for reference in document.references:
            yield from self._reference(reference)
        yield from ("", "", *self._heading(document.colophon_title, 1))
        for line in document.colophon:
            yield from wrapped(written(line), self._width)

    def _section(self, section: Section, level: int, width: int) -> Iterator[str]:
        yield from self._heading(section.title, level)
        yield from self._blocks(section.blocks, level, width)

    def _blocks(self, blocks: Sequence[Block], level: int, width: int) -> Iterator[str]:
        previous: Block | None = None
        for block in blocks:
            if _apart(previous, block):
                yield ""
            yield from self._block(block, level, width)
            previous = block

    def _block(self, block: Block, level: int, width: int) -> Iterator[str]:
        match block:
            case Paragraph(line, role):
                yield from wrapped(f"… {written(line)}" if role == "more" else written(line), width)
            case Bullets(lines, kind):
                for number, line in enumerate(lines, 1):
                    mark = {"points": "•", "numbered": f"{number}.", "boxes": "☐"}[kind]
                    yield from hanging(mark, written(line), width)
            case Reasons(title, reasons):
                if title:
                    yield shown(title) + ":"
                for reason in reasons:
                    yield from hanging("–" if reason.against else "+", written(reason.line), width)
            case Facts(pairs):
                for name, line in pairs:
                    yield from hanging("", f"{shown(name)}: {written(line)}", width)
            case Table():
                yield from _table(block, width)
            case Notice(_, title, blocks):
                yield self._strong(f"┃ {shown(title)}")
                for row in self._blocks(blocks, level, width - 2):
                    yield f"┃ {row}".rstrip()
            case Card(title, kind, _, _, blocks):
                yield from hanging("•", f"{shown(title)} ({shown(kind)})", width)
                for inner in blocks:
                    yield from (f"  {row}".rstrip() for row in self._block(inner, level, width - 2))
            case WritingSpace(label, lines):
                yield from wrapped(shown(label) + ":", width)
                for _ in range(lines):
                    yield "_" * width
            case Section():
                yield from self._section(block, level + 1, width)

    def _heading(self, title: str, level: int) -> Iterator[str]:
        rows = wrapped(shown(title).upper() if level == 1 else shown(title), self._width)
        yield from (self._strong(row) for row in rows)
        if level < 3:
            yield ("═" if level == 1 else "─") * max(map(len, rows))

    def _reference(self, reference: Reference) -> Iterator[str]:
        parts = [shown(reference.citation)]
        if reference.locators:
            parts.append(f"({'; '.join(map(shown, reference.locators))})")
        if reference.url:
            parts.append(shown(reference.url))
        yield from hanging(f"[{reference.number}]", " ".join(parts), self._width)

    def _strong(self, row: str) -> str:
        return row.join(self._bold) if self._bold[0] else row


def written(line: Line) -> str:
    """The line as running text: lead, text, numbers of the sources, aside."""
    parts = [shown(line.opening), shown(line.text), numbers(line.cites), f"({shown(line.aside)})" if line.aside else ""]
    return " ".join(part for part in parts if part)


def numbers(cites: Sequence[Cite]) -> str:
    """The numbers of the sources, once each: `[1, 3]`."""
    found = sorted({cite.number for cite in cites})
    return f"[{', '.join(map(str, found))}]" if found else ""


def wrapped(content: str, width: int) -> list[str]:
    """The text in rows of at most `width`; only a word longer than a row is cut."""
    rows: list[str] = []
    row = ""
    for word in content.split():
        if row and len(row) + 1 + len(word) <= width:
            row += f" {word}"
            continue
        if row:
            rows.append(row)
        *whole, row = (word[start : start + width] for start in range(0, len(word), width))
        rows += whole
    return [*rows, row] if row or not rows else rows


def hanging(mark: str, content: str, width: int) -> Iterator[str]:
    """A marked point: its rows stand under each other, beside the mark."""
    indent = " " * (len(mark) + 1 if mark else 2)
    first, *rest = wrapped(content, width - len(indent))
    yield f"{mark} {first}".rstrip() if mark else first
    yield from (indent + row for row in rest)


def _table(table: Table, width: int) -> Iterator[str]:
    """A table in columns where there is room, else one point per row."""
    cells = [[written(cell) for cell in row] for row in table.rows]
    if width < _TABLE_FROM:
        for row in cells:
            values = "; ".join(f"{head.lower()}: {cell}" for head, cell in zip(table.header[1:], row[1:], strict=True))
            yield from hanging("•", f"{row[0]} – {values}", width)
        return
    widths = _widths(table.header, cells, width)
    yield from _row([shown(head) for head in table.header], widths)
    yield from _row(["─" * column for column in widths], widths)
    for row in cells:
        yield from _row(row, widths)


def _widths(header: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> list[int]:
    """Widths of the columns: as wide as they need, the widest giving way first."""
    widths = [max(len(row[column]) for row in (header, *rows)) for column in range(len(header))]
    while sum(widths) + 2 * (len(widths) - 1) > width:
        widths[widths.index(max(widths))] -= 1
    return widths


def _row(cells: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    columns = [wrapped(cell, width) for cell, width in zip(cells, widths, strict=True)]
    for line in range(max(map(len, columns))):
        parts = (column[line] if line < len(column) else "" for column in columns)
        yield "  ".join(part.ljust(width) for part, width in zip(parts, widths, strict=True)).rstrip()


def _apart(previous: Block | None, block: Block) -> bool:
    """Whether an empty line stands between two blocks; short ones of a kind stay together."""
    if previous is None:
        return isinstance(block, Notice)
    if isinstance(previous, Reasons) and isinstance(block, Reasons):
        return bool(block.title)
    if isinstance(block, Reasons) and not block.title:
        return False
    if isinstance(block, Paragraph) and block.role == "more":
        return False
    return not (isinstance(previous, Card) and isinstance(block, Card))
