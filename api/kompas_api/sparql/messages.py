"""What goes between the web process and the processes that answer queries: one question, one reply."""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass, field
from typing import Final, Literal

Verdict = Literal["answered", "malformed", "refused", "not-acceptable", "too-large", "too-heavy", "no-service"]
HEAD: Final = struct.Struct("!IQ")
"""What a message starts with: the length of its description, and that of its content, in bytes."""


@dataclass(frozen=True, slots=True)
class Question:
    """A query with the graphs it is about, and the media type wanted for each kind of answer."""

    query: str
    solutions: str
    boolean: str
    graph: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    base: str | None = None
    """What relative addresses in the query are relative to."""

    def to_bytes(self) -> bytes:
        """The question as a message."""
        described = {
            "solutions": self.solutions, "boolean": self.boolean, "graph": self.graph, "base": self.base,
            "default_graphs": self.default_graphs, "named_graphs": self.named_graphs,
        }  # fmt: skip
        return framed(described, self.query.encode())

    @classmethod
    def of(cls, described: bytes, content: bytes) -> Question:
        """The question in a message."""
        fields = json.loads(described)
        fields |= {name: tuple(fields[name]) for name in ("default_graphs", "named_graphs")}
        return cls(query=content.decode(), **fields)


@dataclass(frozen=True, slots=True)
class Reply:
    """What came of a question: an answer in a media type, or why there is none."""

    verdict: Verdict
    content: bytes = b""
    media_type: str = ""
    detail: str = ""
    changing: bool = False
    """The answer differs from one moment to the next."""
    worn: bool = False
    """The process that answered should be replaced."""
    position: dict[str, int] = field(default_factory=dict)
    """Line and column of a mistake, from 1."""

    def to_bytes(self) -> bytes:
        """The reply as a message."""
        described = {
            "verdict": self.verdict, "media_type": self.media_type, "detail": self.detail, "changing": self.changing,
            "worn": self.worn, "position": self.position,
        }  # fmt: skip
        return framed(described, self.content)

    @classmethod
    def of(cls, described: bytes, content: bytes) -> Reply:
        """The reply in a message."""
        return cls(content=content, **json.loads(described))


def framed(described: object, content: bytes) -> bytes:
    """A message: its lengths, its description as JSON, its content."""
    text = json.dumps(described).encode()
    return HEAD.pack(len(text), len(content)) + text + content
