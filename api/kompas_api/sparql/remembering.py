"""Answers that were given, kept for who asks the same again: a release never changes, so its answers do not either."""

from __future__ import annotations

from collections import OrderedDict
from typing import Final

from kompas_api.sparql.messages import Question, Reply

MOST: Final = 32 * 1024 * 1024
"""Bytes of answers that are kept; those not asked for longest go first."""
LARGEST: Final = MOST // 32
"""Bytes of an answer, with its query, that is kept."""


class Remembered:
    """Replies by question, up to a number of bytes in all. Used by one event loop at a time."""

    def __init__(self, most: int = MOST) -> None:
        self.most = most
        self._kept: OrderedDict[Question, Reply] = OrderedDict()
        self._bytes = 0

    def get(self, question: Question) -> Reply | None:
        """The reply that was given before, if it is still known."""
        reply = self._kept.get(question)
        if reply is not None:
            self._kept.move_to_end(question)
        return reply

    def keep(self, question: Question, reply: Reply) -> None:
        """Keep an answer, unless it differs from one moment to the next, or is large."""
        size = _size(question, reply)
        if reply.verdict != "answered" or reply.changing or size > LARGEST or question in self._kept:
            return
        self._kept[question] = reply
        self._bytes += size
        while self._bytes > self.most:
            self._bytes -= _size(*self._kept.popitem(last=False))


def _size(question: Question, reply: Reply) -> int:
    return len(reply.content) + 4 * len(question.query)
