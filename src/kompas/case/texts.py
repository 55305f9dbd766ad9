"""Strict reading of JSON and YAML: plain data, or where exactly it breaks.

Stricter than the formats ask: a field that stands twice in one block is a mistake, never a silent choice. YAML is
read as JSON with a friendlier spelling (the core schema of YAML 1.2): `no` and `2015-03-12` are texts, and there
are no tags, anchors or aliases.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from kompas.case.limits import DEEPEST, SHOWN
from kompas.case.privacy import concealed, escaped
from kompas.errors import MalformedInput

if TYPE_CHECKING:
    import yaml

_TOO_DEEP: Final = f"it is nested more than {DEEPEST} levels deep"


def parse_json(text: str, name: str = "JSON") -> Any:
    """Plain data of a JSON text.

    Raises:
        MalformedInput: it is not JSON, or a field stands twice; with line and column.
    """
    doubles: list[str] = []

    def mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        fields = dict(pairs)
        if len(fields) < len(pairs):
            doubles.append(name)
        return fields

    try:
        data = json.loads(text, object_pairs_hook=mapping, parse_constant=_refuse_constant)
        json.dumps(data, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        raise MalformedInput(name, error.msg, position=f"line {error.lineno}, column {error.colno}") from None
    except RecursionError:
        raise MalformedInput(name, _TOO_DEEP) from None
    except UnicodeEncodeError:
        raise MalformedInput(name, "it holds half a character (a lone surrogate)") from None
    except ValueError:
        raise MalformedInput(name, "it holds a number of thousands of digits") from None
    if doubles or text.count("[") + text.count("{") > DEEPEST:
        _check_depth_and_doubles(text, name)
    return data


def _refuse_constant(constant: str) -> None:
    raise MalformedInput("JSON", f"{constant} is not a number in JSON; leave out what is not known")


_TOKEN: Final = re.compile(
    r'(?P<text>"[^"\\]*(?:\\.[^"\\]*)*")(?P<colon>\s*:)?|(?P<bracket>[\[\]{}])|(?P<comma>,)', re.DOTALL
)


def _check_depth_and_doubles(text: str, name: str) -> None:
    """Refuse a second field of one name in one object, and what is nested too deeply, with their places."""
    stack: list[tuple[set[str], str, list[int]]] = []
    pointer = ""
    for token in _TOKEN.finditer(text):
        bracket = token["bracket"]
        if bracket in {"{", "["}:
            stack.append((set(), pointer, [0] if bracket == "[" else []))
            pointer = f"{pointer}/0" if bracket == "[" else pointer
            if len(stack) > DEEPEST:
                raise MalformedInput(name, _TOO_DEEP, position=_position(text, token.start()))
        elif not stack:
            return
        elif bracket:
            pointer = stack.pop()[1]
        elif token["comma"] and stack[-1][2]:
            stack[-1][2][0] += 1
            pointer = f"{stack[-1][1]}/{stack[-1][2][0]}"
        elif token["colon"]:
            seen, parent, _ = stack[-1]
            key = _unquoted(token["text"])
            pointer = f"{parent}/{escaped(key)}"
            if key in seen:
                raise _twice(name, key, _position(text, token.start()), parent)
            seen.add(key)


def _unquoted(quoted: str) -> str:
    try:
        return str(json.loads(quoted))
    except json.JSONDecodeError:
        return quoted[1:-1]


def _twice(name: str, key: str, position: str, parent: str) -> MalformedInput:
    """What to say of a field that stands twice; its name is not repeated when it could identify a person."""
    pointer = f"{parent}/{escaped(key)}"
    if concealed(pointer) != pointer:
        return MalformedInput(name, "a field stands twice in one block; keep one of them", position=position)
    reason = f"the field “{key[:SHOWN]}” stands twice in one block; keep one of them"
    return MalformedInput(name, reason, position=position, pointer=pointer)


def _position(text: str, offset: int) -> str:
    return f"line {text.count(chr(10), 0, offset) + 1}, column {offset - text.rfind(chr(10), 0, offset)}"


_NULLS: Final = frozenset({"", "~", "null", "Null", "NULL"})
_BOOLEANS: Final = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_INTEGER: Final = re.compile(r"[-+]?[0-9]{1,30}")
_FLOAT: Final = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")


def parse_yaml(text: str) -> Any:
    """Plain data of a YAML text with one document.

    Raises:
        MalformedInput: it is not YAML, a field stands twice, or it uses tags, anchors or several documents; with
            line and column.
    """
    import yaml

    try:
        events = yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        return _Document(events).read()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        reason = error.problem or error.context or "it breaks off here"
        raise MalformedInput("YAML", concealed(reason), position=_marked(mark) if mark else "") from None
    except yaml.YAMLError:
        raise MalformedInput("YAML", "it holds a character that YAML does not allow") from None


class _Document:
    """One YAML document, read from its events."""

    def __init__(self, events: Iterator[Any]) -> None:
        self._events = events

    def read(self) -> Any:
        """The plain data of the only document; None when there is none."""
        import yaml

        data = None
        documents = 0
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise _malformed(event, "a second document begins here; a file holds one case")
                data = self._value(next(self._events), 1, "")
        return data

    def _value(self, event: Any, depth: int, pointer: str) -> Any:
        import yaml

        if depth > DEEPEST:
            raise _malformed(event, _TOO_DEEP)
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            raise _malformed(
                event, "anchors (&) and aliases (*) are not accepted; write out what is meant, or quote it"
            )
        if event.tag is not None and event.tag != "!":
            raise _malformed(event, "tags (!) are not accepted; write a plain value, or quote it")
        if isinstance(event, yaml.ScalarEvent):
            return _scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(depth, pointer)
        return self._mapping(depth, pointer)

    def _sequence(self, depth: int, pointer: str) -> list[Any]:
        import yaml

        items: list[Any] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self._value(event, depth + 1, f"{pointer}/{len(items)}"))
        return items

    def _mapping(self, depth: int, pointer: str) -> dict[str, Any]:
        import yaml

        fields: dict[str, Any] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                self._value(event, depth + 1, pointer)
                raise _malformed(event, "the name of a field is a word, not a list or a mapping")
            self._value(event, depth + 1, pointer)
            if event.value in fields:
                raise _twice("YAML", event.value, _marked(event.start_mark), pointer)
            fields[event.value] = self._value(next(self._events), depth + 1, f"{pointer}/{escaped(event.value)}")
        return fields


def _scalar(event: yaml.ScalarEvent) -> str | int | float | bool | None:
    text = event.value
    if event.style not in {None, ""}:
        return text
    if text in _NULLS:
        return None
    if text in _BOOLEANS:
        return _BOOLEANS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _FLOAT.fullmatch(text) else text


def _malformed(event: Any, reason: str) -> MalformedInput:
    return MalformedInput("YAML", reason, position=_marked(event.start_mark))


def _marked(mark: Any) -> str:
    return f"line {mark.line + 1}, column {mark.column + 1}"
