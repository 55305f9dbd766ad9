"""Many clients at once: each sends a request over a connection that stays open, and waits for the whole answer."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from time import perf_counter
from urllib.parse import quote

_JSON = "application/sparql-results+json"
PATIENCE = 30.0
"""Seconds in which a request must be answered."""


@dataclass
class Load:
    """What clients met: the milliseconds of each answer as expected, and what went otherwise."""

    milliseconds: list[float] = field(default_factory=list)
    otherwise: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def per_second(self) -> float:
        """Answers a second, of all clients together."""
        return len(self.milliseconds) / self.seconds if self.seconds else 0.0

    def percentile(self, part: float) -> float:
        """The milliseconds within which this part of the answers came."""
        ordered = sorted(self.milliseconds)
        return ordered[min(len(ordered) - 1, int(part * len(ordered)))] if ordered else float("nan")


@dataclass(frozen=True)
class Asked:
    """A request as bytes, and the answer that is right; None when any answer will do."""

    request: bytes
    right: bytes | None = None


def get(port: int, path: str, query: str, right: bytes | None = None) -> Asked:
    """A request for a query, with the answer that is right when that is known."""
    target = f"{path}?query={quote(query)}"
    head = f"GET {target} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept: {_JSON}\r\n\r\n"
    return Asked(head.encode(), right)


def page(port: int, path: str) -> Asked:
    """A request for what stands at a path."""
    head = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept: application/json\r\n\r\n"
    return Asked(head.encode())


def post(port: int, path: str, query: str) -> Asked:
    """A request for a query that is too long for an address."""
    body = query.encode()
    head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/sparql-query\r\n"
    return Asked(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)


def load(port: int, asked: Sequence[Asked], clients: int, seconds: float) -> Load:
    """Let clients send these requests in turn for some seconds."""
    return asyncio.run(loaded(port, asked, clients, seconds))


async def loaded(port: int, asked: Sequence[Asked], clients: int, seconds: float) -> Load:
    """As `load`, among other things that go on."""
    met = Load()
    step = max(1, len(asked) // clients)
    started = perf_counter()
    await asyncio.gather(*(_client(port, asked, place * step, started + seconds, met) for place in range(clients)))
    met.seconds = perf_counter() - started
    return met


async def _client(port: int, asked: Sequence[Asked], place: int, until: float, met: Load) -> None:
    reader = writer = None
    while perf_counter() < until:
        started = perf_counter()
        try:
            if writer is None or reader is None:
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
            now = asked[place % len(asked)]
            writer.write(now.request)
            status, body = await asyncio.wait_for(_answer(reader), PATIENCE)
        except (OSError, asyncio.IncompleteReadError) as error:
            met.otherwise.append(type(error).__name__)
            reader = writer = None
            await asyncio.sleep(0.05)
            continue
        if status == 200 and now.right in (None, body):
            met.milliseconds.append(1000 * (perf_counter() - started))
        else:
            met.otherwise.append(str(status) if status != 200 else "another answer")
        place += 1
    if writer is not None:
        writer.close()


async def _answer(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    lines = head.split("\r\n")
    fields = dict(line.lower().split(": ", 1) for line in lines[1:] if ": " in line)
    if "content-length" in fields:
        return int(lines[0].split()[1]), await reader.readexactly(int(fields["content-length"]))
    body = b""
    while size := int((await reader.readuntil(b"\r\n")).strip(), 16):
        body += (await reader.readexactly(size + 2))[:-2]
    await reader.readexactly(2)
    return int(lines[0].split()[1]), body
