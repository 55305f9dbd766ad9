"""A case from a file or a text, in any of the four formats."""

from __future__ import annotations

import difflib
import re
from pathlib import Path
from typing import Final, Literal

from kompas.case.graph import plain_from_graph
from kompas.case.limits import LARGEST
from kompas.case.mapping import case_from_plain
from kompas.case.model import Case
from kompas.case.texts import parse_json, parse_yaml
from kompas.errors import THE_INPUT, InputMissing, InputTooLarge, MalformedInput
from kompas.vocabulary import Vocabulary

CaseFormat = Literal["json", "yaml", "turtle", "json-ld"]
_SUFFIXES: Final[dict[str, CaseFormat]] = {
    ".json": "json", ".yaml": "yaml", ".yml": "yaml", ".ttl": "turtle", ".nt": "turtle", ".jsonld": "json-ld",
}  # fmt: skip
_TURTLE: Final = re.compile(
    r"\s*(?:#[^\n]*\n\s*)*(?:@prefix\b|@base\b|PREFIX\s|BASE\s|<[^>\s]*>\s|_:|\[\s*a\s)", re.IGNORECASE
)
_JSON: Final = re.compile(r"\s*(?:\{\s*[\"}]|\[)")
_LINKED: Final = frozenset({"@context", "@graph", "@id", "@type"})


def read_case(source: str | bytes | Path, *, format: CaseFormat | None = None, vocabulary: Vocabulary) -> Case:
    """The case in a file (a path) or in a text; the format is known by suffix or else by content.

    Raises:
        InputMissing: there is no such file, it cannot be read, or there is nothing in it.
        InputTooLarge: it has more than a million bytes.
        MalformedInput: it is not UTF-8, or breaks the rules of its format; with line and column.
        BadInput: everything that is wrong with the case, at once, each with its place.
    """
    name = str(source) if isinstance(source, Path) else THE_INPUT
    content = _contents(source) if isinstance(source, Path) else source
    text = _decoded(content, name)
    if not text.strip():
        raise InputMissing(name, "it is empty")
    if format is None and isinstance(source, Path):
        format = _SUFFIXES.get(source.suffix.lower())
    found = format or _format_of(text)
    if found == "yaml":
        return case_from_plain(parse_yaml(text), vocabulary)
    if found == "turtle":
        return _from_graph(text, "Turtle", vocabulary)
    data = parse_json(text, "JSON-LD" if found == "json-ld" else "JSON")
    if found == "json-ld" or _is_linked(data):
        return _from_graph(text, "JSON-LD", vocabulary)
    return case_from_plain(data, vocabulary)


def _from_graph(text: str, format: str, vocabulary: Vocabulary) -> Case:
    data, mistakes = plain_from_graph(text, format)
    return case_from_plain(data, vocabulary, mistakes)


def _contents(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
            size = path.stat().st_size
    except FileNotFoundError:
        raise InputMissing(str(path), f"it does not exist{_similar(path)}") from None
    except IsADirectoryError:
        raise InputMissing(str(path), "it is a folder") from None
    except OSError as error:
        raise InputMissing(str(path), (error.strerror or "it cannot be opened").lower()) from None
    if len(content) > LARGEST:
        raise InputTooLarge(f"“{path}”", max(size, len(content)), LARGEST)
    return content


def _similar(path: Path) -> str:
    """The names of files beside it that look most like it."""
    try:
        beside = sorted(file.name for file in path.parent.iterdir() if file.is_file())
    except OSError:
        return ""
    near = difflib.get_close_matches(path.name, beside, n=3, cutoff=0.5)
    return f" (nearest: {', '.join(f'“{name}”' for name in near)})" if near else ""


def _decoded(content: str | bytes, name: str) -> str:
    data = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
    if len(data) > LARGEST:
        raise InputTooLarge("The input" if name == THE_INPUT else f"“{name}”", len(data), LARGEST)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        reason = "save it with UTF-8 encoding, which all editors can"
        raise MalformedInput("UTF-8 text", reason, position=f"line {line}, byte {error.start + 1}") from None


def _format_of(text: str) -> CaseFormat:
    """The format that a text seems to be in."""
    if _TURTLE.match(text):
        return "turtle"
    return "json" if _JSON.match(text) else "yaml"


def _is_linked(data: object) -> bool:
    """Whether JSON is JSON-LD: it says so in its outermost object."""
    first = data[0] if isinstance(data, list) and data else data
    return isinstance(first, dict) and not _LINKED.isdisjoint(first)
