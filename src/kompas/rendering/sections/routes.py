"""The proposed route with what to do on it, ordinary parenting that goes along, and the other routes."""

from __future__ import annotations

from kompas.recommendation import Option
from kompas.rendering.document import Block, Line, Paragraph, Section
from kompas.rendering.frame import Frame
from kompas.rendering.sections.items import items, named, named_by_kind


def proposal(frame: Frame) -> tuple[Section, ...]:
    """The proposed route: why it fits, what speaks against it, what to do; nothing when clarifying comes first."""
    option = frame.option(frame.recommendation.route)
    if option is None:
        return ()
    words = frame.words
    blocks: list[Block] = [
        *frame.reasons(words["why_this"], option.arguments_for),
        *frame.reasons(words["what_against"], option.arguments_against),
    ]
    if option.items:
        blocks.extend(items(frame, option.items))
    else:
        blocks.append(Paragraph(Line(words["nothing_proposed"])))
    return (Section("proposal", words["proposal"].format(route=option.label), tuple(blocks)),)


def along(frame: Frame) -> tuple[Section, ...]:
    """What ordinary parenting offers beside a heavier route; nothing when it is the proposal itself."""
    option = frame.option("ordinary-parenting")
    if option is None or frame.recommendation.route == "ordinary-parenting":
        return ()
    offered = [item for item in option.items if item.status in ("recommended", "alternative")]
    if not offered:
        return ()
    intro = Paragraph(Line(frame.words["along_intro"]))
    if frame.depth.appendix:
        return (Section("along", frame.words["along"], (intro, *named_by_kind(frame, offered))),)
    kept, more = frame.few(offered, frame.depth.items, frame.words["more_items"])
    return (Section("along", frame.words["along"], (intro, named(frame, kept), *more)),)


def other_routes(frame: Frame) -> tuple[Section, ...]:
    """The routes that were not chosen, why not now, and what they hold."""
    words, current = frame.words, frame.recommendation.route
    others = [option for option in frame.recommendation.options if option.route != current]
    if not others:
        return ()
    clarify = current == "clarify-first"
    intro = Paragraph(Line(words["either_intro"] if clarify else words["other_intro"]))
    title = words["on_either_side"] if clarify else words["other_routes"]
    return (Section("other-routes", title, (intro, *(_other(frame, option) for option in others))),)


def _other(frame: Frame, option: Option) -> Section:
    """A route with its reasons, the telling side first; ordinary parenting's items already stand above."""
    words, limit = frame.words, None if frame.depth.complete else 1
    closed = option.status in ("not-now", "excluded")
    against = frame.reasons(
        words["why_not_now"] if closed else words["reasons_against"], option.arguments_against, limit
    )
    favour = frame.reasons(words["reasons_for"], option.arguments_for, limit)
    blocks: list[Block] = [*against, *favour] if closed else [*favour, *against]
    if option.route != "ordinary-parenting":
        blocks.extend(_on_route(frame, option))
    return Section(f"route-{option.route}", f"{option.label} ({words['option_status'][option.status]})", tuple(blocks))


def _on_route(frame: Frame, option: Option) -> tuple[Block, ...]:
    """What the route holds, but for what is advised against: in a brief report no more than a few names."""
    found = [item for item in option.items if item.status != "excluded"]
    if not found:
        return ()
    title = frame.words["on_this_route"]
    if frame.depth.complete:
        kept, more = frame.few(found, frame.depth.others, frame.words["more_items"])
        return (Section("", title, (named(frame, kept), *more)),)
    names = ", ".join(item.concept.label for item in found[:3])
    return (Paragraph(Line(f"{names}, …" if len(found) > 3 else names, title)),)
