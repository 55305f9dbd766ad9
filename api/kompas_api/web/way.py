"""The way from facts to advice as a picture: facts on the left, the rules that read them, and what they conclude."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Final

from kompas.recommendation import Argument, Recommendation

WIDTH: Final = 900
_COLUMNS: Final = (10, 335, 660)
_BOX: Final = 230
_LETTERS: Final = 28
_LINE: Final = 17
_PADDING: Final = 9
_APART: Final = 12


@dataclass(frozen=True, slots=True)
class Box:
    """A fact, a rule or a conclusion: where it stands, its text in lines, and the arguments it takes part in."""

    layer: int
    kind: str
    text: str
    iri: str | None
    arguments: tuple[str, ...]
    x: int
    y: int
    height: int
    lines: tuple[tuple[int, str], ...]
    """The lines of the text, each with its place from the top of the drawing."""


@dataclass(frozen=True, slots=True)
class Link:
    """A line from one box to the next, for one argument."""

    argument: str
    kind: str
    path: str


@dataclass(frozen=True, slots=True)
class Way:
    """The drawing of one conclusion, with the arguments it shows, in the order in which they are told."""

    about: str
    heading: str
    arguments: tuple[Argument, ...]
    numbers: dict[str, str]
    """The short name of each argument: the drawing and the table below it use the same."""
    boxes: tuple[Box, ...]
    links: tuple[Link, ...]
    height: int


@dataclass(slots=True)
class _Node:
    kind: str
    text: str
    iri: str | None
    arguments: list[str]


def ways(recommendation: Recommendation) -> tuple[Way, ...]:
    """A drawing for what is proposed first, then for what was raised, then for the other routes."""
    options = sorted(recommendation.options, key=lambda option: option.route != recommendation.route)
    found = [(option.route, option.label, (*option.arguments_for, *option.arguments_against)) for option in options]
    flags: list[tuple[str, str, tuple[Argument, ...]]] = [
        (flag.flag, flag.label, flag.arguments) for flag in recommendation.flag_reasons
    ]
    if recommendation.route == "clarify-first":
        flags.insert(0, (recommendation.route, recommendation.route_label, recommendation.decisiveness_reasons))
        return tuple(way(*one) for one in (*flags, *found) if one[2])
    return tuple(way(*one) for one in (found[0], *flags, *found[1:]) if one[2])


def way(about: str, heading: str, arguments: Sequence[Argument]) -> Way:
    """The drawing of the arguments for and against one conclusion."""
    numbers = {argument.id: f"{about}-{place}" for place, argument in enumerate(arguments, 1)}
    layers: tuple[dict[str, _Node], ...] = ({}, {}, {})
    for argument in arguments:
        number = numbers[argument.id]
        for premise in argument.premises:
            _note(layers[0], premise.text, "fact", premise.text, premise.iri, number)
        _note(layers[1], argument.rule.iri, "rule", argument.rule.label, argument.rule.iri, number)
        _note(layers[2], argument.kind, argument.kind, heading, None, number)
    heights = [sum(_height(node) + _APART for node in layer.values()) for layer in layers]
    height = max(heights) + _APART
    boxes: dict[tuple[int, str], Box] = {}
    for place, layer in enumerate(layers):
        y = _APART + (max(heights) - heights[place]) // 2
        for key, node in layer.items():
            boxes[place, key] = _box(place, node, y)
            y += _height(node) + _APART
    return Way(
        about,
        heading,
        tuple(arguments),
        numbers,
        tuple(boxes.values()),
        tuple(_links(arguments, numbers, boxes)),
        height,
    )


def _note(layer: dict[str, _Node], key: str, kind: str, text: str, iri: str | None, number: str) -> None:
    layer.setdefault(key, _Node(kind, text, iri, [])).arguments.append(number)


def _height(node: _Node) -> int:
    return 2 * _PADDING + _LINE * len(_lines(node.text))


def _lines(text: str) -> list[str]:
    return wrap(text, _LETTERS) or [""]


def _box(place: int, node: _Node, y: int) -> Box:
    lines = tuple((y + _PADDING + _LINE * n + 13, line) for n, line in enumerate(_lines(node.text)))
    arguments = tuple(dict.fromkeys(node.arguments))
    return Box(place, node.kind, node.text, node.iri, arguments, _COLUMNS[place], y, _height(node), lines)


def _links(arguments: Iterable[Argument], numbers: dict[str, str], boxes: dict[tuple[int, str], Box]) -> Iterable[Link]:
    for argument in arguments:
        rule, end = boxes[1, argument.rule.iri], boxes[2, argument.kind]
        for premise in argument.premises:
            yield Link(numbers[argument.id], argument.kind, _curve(boxes[0, premise.text], rule))
        yield Link(numbers[argument.id], argument.kind, _curve(rule, end))


def _curve(start: Box, end: Box) -> str:
    x, y = start.x + _BOX, start.y + start.height // 2
    until_x, until_y = end.x, end.y + end.height // 2
    middle = (x + until_x) // 2
    return f"M{x} {y}C{middle} {y} {middle} {until_y} {until_x} {until_y}"
