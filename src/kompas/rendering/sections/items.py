"""What can be done on a route: each item with its recognition, its findings, and the reasons for and against it."""

from __future__ import annotations

from collections.abc import Sequence

from kompas.recommendation import Item, Recognition
from kompas.rendering.document import Block, Card, Facts, Line, Paragraph, Section, Table
from kompas.rendering.frame import Frame, heaviest_first
from kompas.rendering.wording import day

_GROUPS = ("recommended", "not-available", "alternative", "excluded")


def items(frame: Frame, found: Sequence[Item]) -> tuple[Block, ...]:
    """The items in groups by status, best first within each; a brief report shows the first few of each group."""
    blocks: list[Block] = []
    for status in _GROUPS:
        group = [item for item in found if item.status == status]
        if not group:
            continue
        kept, more = frame.few(group, _limit(frame, status), frame.words["more_items"])
        cards = tuple(_complete(frame, item) for item in kept) if frame.depth.complete else _brief(frame, kept)
        blocks.append(Section("", frame.words["item_groups"][status], (*cards, *more)))
    return tuple(blocks)


def _limit(frame: Frame, status: str) -> int:
    """A brief report gives most room to what is proposed."""
    return frame.depth.items if status == "recommended" or frame.depth.complete else 2


def _brief(frame: Frame, kept: Sequence[Item]) -> tuple[Card, ...]:
    """Items with their description and, of each kind, their heaviest reason; what was just said is not said again."""
    words, said, cards = frame.words, set[str](), []
    for item in kept:
        proposed = item.status in ("recommended", "not-available")
        blocks: list[Block] = []
        if item.description and proposed:
            blocks.append(Paragraph(Line(item.description)))
        if item.recognition is not None:
            blocks.append(Paragraph(_recognition(frame, item.recognition)))
        heaviest = (*heaviest_first(item.arguments_for)[:1],) if proposed else ()
        for argument in (*heaviest, *heaviest_first(item.arguments_against)[:1]):
            if argument.text not in said:
                blocks.extend(frame.reasons("", (argument,)))
                said.add(argument.text)
        kind, status = words["item_types"][item.type], words["item_status"][item.status]
        cards.append(Card(item.concept.label, kind, item.status, status, tuple(blocks)))
    return tuple(cards)


def _complete(frame: Frame, item: Item) -> Card:
    """The item with everything known about it."""
    words = frame.words
    blocks: list[Block] = []
    if item.description:
        blocks.append(Paragraph(Line(item.description)))
    pairs: list[tuple[str, Line]] = []
    if item.recognition is not None:
        recognition = _recognition(frame, item.recognition)
        pairs.append((recognition.lead, Line(recognition.text, cites=recognition.cites, aside=recognition.aside)))
    if item.found_in:
        pairs.append((words["found_in"], Line(", ".join(concept.label for concept in item.found_in))))
    if pairs:
        blocks.append(Facts(tuple(pairs)))
    blocks.extend(frame.reasons(words["reasons_for"], item.arguments_for))
    blocks.extend(frame.reasons(words["reasons_against"], item.arguments_against))
    if item.evidence:
        blocks.append(_evidence(frame, item))
    return Card(
        item.concept.label,
        words["item_types"][item.type],
        item.status,
        words["item_status"][item.status],
        tuple(blocks),
    )


def _recognition(frame: Frame, recognition: Recognition) -> Line:
    """The recognition with its date: a level without its date says less than it seems to."""
    words = frame.words
    text = recognition.label
    if recognition.as_of:
        text = words["recognition_line"].format(level=text, date=day(words, recognition.as_of))
    sources = (recognition.source,) if recognition.source else ()
    return frame.line(text, *sources, lead=words["recognition"], aside=recognition.assessor or "")


def _evidence(frame: Frame, item: Item) -> Table:
    words = frame.words
    rows = []
    for found in item.evidence:
        checked = "" if found.verification == "verified" else words["unverified"]
        context = ", ".join(words["contexts"].get(name, name) for name in found.context)
        study = "; ".join(part for part in (found.study_design, found.effect_size) if part)
        rows.append(
            (
                frame.line(found.text, found.source, aside=checked),
                Line(words["directions"][found.direction]),
                Line(context),
                Line(study),
            )
        )
    header = (words["finding_column"], words["direction_column"], words["context_column"], words["study_column"])
    return Table(words["evidence_caption"].format(item=item.concept.label), header, tuple(rows))
