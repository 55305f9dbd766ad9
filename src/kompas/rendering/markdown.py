"""The report as Markdown (CommonMark with tables): the complete report, to keep in the file and to write in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from kompas.rendering.characters import shown, web_address
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
    Reason,
    Reasons,
    Reference,
    Section,
    Table,
    WritingSpace,
)

_SPECIAL: Final = re.compile(r"([\\`*_\[\]<>|~&$])")
_OPENING: Final = re.compile(r"^(?:([-+=#>])|(\d+)([.)]))")


def markdown(document: Document) -> str:
    """The document as Markdown; nothing in its texts is read as markup."""
    return "\n".join(_document(document)) + "\n"


def escaped(content: str) -> str:
    """Text that Markdown shows as it is."""
    return _OPENING.sub(_opened, _SPECIAL.sub(r"\\\1", shown(content)))


def _opened(match: re.Match[str]) -> str:
    sign, figure, stop = match.groups()
    return f"\\{sign}" if sign else f"{figure}\\{stop}"


def _document(document: Document) -> Iterator[str]:
    yield f"# {escaped(document.title)}"
    yield from ("", f"*{escaped(document.subtitle)}*")
    for section in document.sections:
        yield from _section(section, 2)
    yield from ("", f"## {escaped(document.references_title)}", "")
    yield from (_reference(reference) for reference in document.references)
    yield from ("", f"## {escaped(document.colophon_title)}", "")
    yield from (f"- {_line(line)}" for line in document.colophon)


def _section(section: Section, level: int) -> Iterator[str]:
    yield from ("", f"{'#' * min(level, 6)} {escaped(section.title)}")
    for block in section.blocks:
        yield from _block(block, level)


def _block(block: Block, level: int) -> Iterator[str]:
    match block:
        case Paragraph(line):
            yield from ("", _line(line))
        case Bullets(lines, kind):
            yield ""
            for number, line in enumerate(lines, 1):
                yield {"points": "- ", "numbered": f"{number}. ", "boxes": "- [ ] "}[kind] + _line(line)
        case Reasons(title, reasons):
            if title:
                yield from ("", f"**{escaped(title)}**")
            yield ""
            for reason in reasons:
                yield from _reason(reason)
        case Facts(pairs):
            yield ""
            for name, line in pairs:
                yield f"- **{escaped(name)}:** {_line(line)}"
        case Table(caption, header, rows):
            yield from ("", f"*{escaped(caption)}*", "")
            yield from (_row([escaped(head) for head in header]), _row(["---"] * len(header)))
            yield from (_row([_line(cell) for cell in row]) for row in rows)
        case Notice(_, title, blocks):
            yield from ("", f"> **{escaped(title)}**")
            for inner in blocks:
                yield from (f"> {row}".rstrip() for row in _block(inner, level))
        case Card(title, kind, _, status, blocks):
            yield from ("", f"{'#' * min(level + 1, 6)} {escaped(title)}", "", f"*{escaped(kind)}, {escaped(status)}*")
            for inner in blocks:
                yield from _block(inner, level + 1)
        case WritingSpace(label, lines):
            yield from ("", f"**{escaped(label)}:**")
            for _ in range(lines):
                yield from ("", "\\_" * 40)
        case Section():
            yield from _section(block, level + 1)


def _reason(reason: Reason) -> Iterator[str]:
    yield f"- {_line(reason.line)} *({escaped(reason.weight)}; {escaped(reason.theme)})*"
    if reason.grounds:
        yield f"  - {' · '.join(map(_line, reason.grounds))}"


def _line(line: Line) -> str:
    lead = escaped(line.opening)
    parts = [f"**{lead}**" if lead else "", escaped(line.text), _cites(line.cites)]
    parts.append(f"*({escaped(line.aside)})*" if line.aside else "")
    return " ".join(part for part in parts if part)


def _cites(cites: Sequence[Cite]) -> str:
    """The numbers of the sources with the places in them: `[1: §1; figure 1] [3]`."""
    places = (f"{cite.number}: {escaped(cite.locator)}" if cite.locator else str(cite.number) for cite in cites)
    return " ".join(rf"\[{place}\]" for place in places)


def _reference(reference: Reference) -> str:
    parts = [f"{reference.number}. {escaped(reference.citation)}"]
    if reference.locators:
        parts.append(f"({'; '.join(map(escaped, reference.locators))})")
    if address := web_address(reference.url):
        parts.append(f"<{address}>")
    return " ".join(parts)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
