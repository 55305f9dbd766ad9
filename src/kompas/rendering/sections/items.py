"""What can be done on a route: each item with its recognition, its findings, and the reasons for and against it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kompas.recommendation import Item, Recognition
from kompas.rendering.document import Block, Bullets, Card, Facts, Line, Paragraph, Section, Table
from kompas.rendering.frame import Frame, heaviest_first
from kompas.rendering.wording import day

_PROPOSED = ("recommended", "not-available")
_GROUPS = (*_PROPOSED, "alternative", "excluded")


def items(frame: Frame, found: Sequence[Item]) -> tuple[Block, ...]:
    """The items in groups by status, best first within each.

    What is proposed is shown with its reasons. The rest is named: in a complete report its reasons stand in the
    appendix (`all_items`), a brief one counts what it leaves out.
    """
    blocks: list[Block] = []
    for status in _GROUPS:
        group = [item for item in found if item.status == status]
        if not group:
            continue
        advice = any(item.kind for item in group)
        if advice and status == "recommended":
            shown = _by_kind(frame, group)
        elif advice and frame.depth.appendix:
            shown = named_by_kind(frame, group)
        else:
            shown = _group(frame, group, status)
        blocks.append(Section("", frame.words["item_groups"][status], shown))
    return tuple(blocks)


def _group(frame: Frame, group: Sequence[Item], status: str) -> tuple[Block, ...]:
    kept, more = frame.few(group, _limit(frame, status), frame.words["more_items"])
    return (*(_proposed(frame, kept) if status in _PROPOSED else (named(frame, kept),)), *more)


def _by_kind(frame: Frame, group: Sequence[Item]) -> tuple[Block, ...]:
    """Parenting advice under what it says: do, avoid, how to tell that it helps, to whom to turn; then the tasks.

    What to do comes with its reasons; the rest is named, a few of each kind, but in a complete report.
    """
    blocks: list[Block] = []
    for title, found in _kinds(frame, group):
        first = found[0].kind == "do"
        kept, more = frame.few(found, frame.depth.items if first else frame.depth.others, frame.words["more_items"])
        shown = (*(_proposed(frame, kept) if first or frame.depth.appendix else (named(frame, kept),)), *more)
        blocks.append(Section("", title, shown))
    return tuple(blocks)


def named_by_kind(frame: Frame, found: Sequence[Item]) -> tuple[Block, ...]:
    """All parenting advice by name, under what it says: a sign that it helps is nothing to do."""
    return tuple(Section("", title, (named(frame, group),)) for title, group in _kinds(frame, found))


def _kinds(frame: Frame, found: Sequence[Item]) -> Iterator[tuple[str, Sequence[Item]]]:
    for kind in (*frame.words["advice_kinds"], None):
        group = [item for item in found if item.kind == kind]
        if group:
            yield frame.words["advice_kinds"][kind] if kind else frame.words["advice_tasks"], group


def all_items(frame: Frame) -> tuple[Section, ...]:
    """The appendix: what is not proposed, on every route, with everything known about it."""
    sections = []
    for option in frame.recommendation.options:
        proposed = option.route == frame.recommendation.route
        rest = [item for item in option.items if not (proposed and item.status in _PROPOSED)]
        if rest:
            cards = tuple(complete_card(frame, item) for item in rest)
            sections.append(Section(f"all-{option.route}", option.label, cards))
    if not sections:
        return ()
    intro = Paragraph(Line(frame.words["appendix_intro"]))
    return (Section("appendix", frame.words["appendix"], (intro, *sections)),)


def named(frame: Frame, found: Sequence[Item]) -> Bullets:
    """Items by name, each with the one thing to know: why not, how it is recognised, or what it is."""
    return Bullets(tuple(_short(frame, item) for item in found))


def _short(frame: Frame, item: Item) -> Line:
    name = item.concept.label
    if item.status == "excluded" and item.arguments_against:
        reason = heaviest_first(item.arguments_against)[0]
        return frame.line(reason.text, *reason.sources, lead=name)
    if item.recognition is not None:
        recognition = recognised(frame, item.recognition)
        return Line(recognition.text, name, recognition.cites, recognition.aside)
    return Line(item.description, lead=name)


def _limit(frame: Frame, status: str) -> int:
    """A brief report gives most room to what is proposed."""
    return frame.depth.items if status in _PROPOSED else frame.depth.others


def _proposed(frame: Frame, kept: Sequence[Item]) -> tuple[Card, ...]:
    return tuple(complete_card(frame, item) for item in kept) if frame.depth.complete else _brief(frame, kept)


def _brief(frame: Frame, kept: Sequence[Item]) -> tuple[Card, ...]:
    """Items with their description and, of each kind, their heaviest reason; what was just said is not said again."""
    words, said, cards = frame.words, set[str](), []
    for item in kept:
        blocks: list[Block] = []
        if item.description:
            blocks.append(Paragraph(Line(item.description)))
        if item.recognition is not None:
            blocks.append(Paragraph(recognised(frame, item.recognition)))
        for argument in (*heaviest_first(item.arguments_for)[:1], *heaviest_first(item.arguments_against)[:1]):
            if argument.text not in said:
                blocks.extend(frame.reasons("", (argument,)))
                said.add(argument.text)
        kind, status = words["item_types"][item.type], words["item_status"][item.status]
        cards.append(Card(item.concept.label, kind, item.status, status, tuple(blocks)))
    return tuple(cards)


def complete_card(frame: Frame, item: Item) -> Card:
    """The item with everything known about it."""
    words = frame.words
    blocks: list[Block] = []
    if item.description:
        blocks.append(Paragraph(Line(item.description)))
    pairs: list[tuple[str, Line]] = []
    if item.recognition is not None:
        recognition = recognised(frame, item.recognition)
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


def recognised(frame: Frame, recognition: Recognition) -> Line:
    """The recognition with its date and how it stands: a level alone says less than it seems to."""
    words = frame.words
    text = recognition.label
    if recognition.as_of:
        text = words["recognition_line"].format(level=text, date=day(words, recognition.as_of))
    state = words["recognition_states"].get(recognition.state or "")
    if state:
        text = words["recognition_state_line"].format(level=text, state=state)
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
