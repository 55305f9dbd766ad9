"""The processes that answer queries, seen from the web process: started, asked, ended and replaced."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from threading import Lock
from typing import Final

from kompas.allocator import environment
from kompas_api.sparql.limits import Limits
from kompas_api.sparql.messages import HEAD, Question, Reply

PATIENCE: Final = 60.0
"""Seconds in which a keeper must have read the graphs."""


@dataclass(frozen=True, slots=True)
class Graph:
    """A file of N-Quads or N-Triples, and the graph to put it in; an empty name is what the file says."""

    path: str
    name: str = ""
    statements: int | None = None
    """How many statements there are in it, when that is known."""
    digest: str = ""
    """The SHA-256 that the file must have, when that is known."""


@dataclass(eq=False, slots=True)
class Member:
    """One process that answers queries, and the socket it is asked over."""

    pid: int
    line: socket.socket

    def lives(self) -> bool:
        """Whether it is there to be asked: not ended while it had nothing to do."""
        try:
            return bool(self.line.recv(1, socket.MSG_PEEK))
        except BlockingIOError:
            return True
        except OSError:
            return False

    async def ask(self, question: Question) -> Reply:
        """Its reply to a question.

        Raises:
            EOFError: the process ended before it replied.
        """
        loop = asyncio.get_running_loop()
        try:
            await loop.sock_sendall(self.line, question.to_bytes())
            described, content = HEAD.unpack(await self._read(loop, HEAD.size))
            whole = await self._read(loop, described + content)
        except ConnectionError as error:
            raise EOFError from error
        return Reply.of(bytes(whole[:described]), bytes(whole[described:]))

    async def _read(self, loop: asyncio.AbstractEventLoop, size: int) -> memoryview:
        buffer = memoryview(bytearray(size))
        read = 0
        while read < size:
            part = await loop.sock_recv_into(self.line, buffer[read:])
            if not part:
                raise EOFError
            read += part
        return buffer


class Crew:
    """A keeper and the copies it makes; `hire` and `dismiss` are for one thread at a time, and quick."""

    def __init__(self, graphs: Sequence[Graph], limits: Limits) -> None:
        self.graphs = tuple(graphs)
        self.limits = limits
        self._lock = Lock()
        self._keeper: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._members: set[Member] = set()
        self._closed = False

    def hire(self) -> Member:
        """A new process that answers; the first time, and when the keeper was lost, that is started too.

        Raises:
            OSError: there is no starting it.
        """
        with self._lock:
            if self._closed:
                raise OSError("the service is ending")
            try:
                return self._hired(self._started())
            except OSError:
                self._stop()
                return self._hired(self._started())

    def dismiss(self, member: Member) -> None:
        """End a process, whatever it is doing."""
        with self._lock:
            member.line.close()
            self._members.discard(member)
            if self._control is not None:
                with suppress(OSError):
                    self._control.sendall(b"end %d" % member.pid)
                    self._control.recv(64)

    def start(self) -> None:
        """Start the keeper ahead of the first question."""
        with suppress(OSError), self._lock:
            if not self._closed:
                self._started()

    def close(self) -> None:
        """End every process."""
        with self._lock:
            self._closed = True
            self._stop()

    def pids(self) -> list[int]:
        """The processes there are, the keeper first."""
        keeper = [] if self._keeper is None else [self._keeper.pid]
        return keeper + [member.pid for member in self._members]

    def _hired(self, control: socket.socket) -> Member:
        ours, theirs = socket.socketpair()
        try:
            socket.send_fds(control, [b"fork"], [theirs.fileno()])
            pid = int(control.recv(64) or 0)
            if not pid:
                raise OSError("the keeper of the graphs is gone")
        except OSError:
            ours.close()
            raise
        finally:
            theirs.close()
        ours.setblocking(False)
        member = Member(pid, ours)
        self._members.add(member)
        return member

    def _started(self) -> socket.socket:
        if self._control is not None:
            return self._control
        ours, theirs = socket.socketpair()
        graphs = [[graph.path, graph.name, graph.digest] for graph in self.graphs]
        settings = {"graphs": graphs, "limits": asdict(self.limits)}
        command = [sys.executable, "-m", "kompas_api.sparql.keeper", json.dumps(settings)]
        settled = environment() | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
        with theirs:
            self._keeper = subprocess.Popen(
                command, stdin=theirs.fileno(), stdout=subprocess.DEVNULL, env=settled, start_new_session=True
            )
        ours.settimeout(PATIENCE)
        self._control = ours
        if ours.recv(64) != b"ready":
            raise OSError("the graphs cannot be read")
        return ours

    def _stop(self) -> None:
        for member in self._members:
            member.line.close()
        self._members.clear()
        if self._control is not None:
            self._control.close()
        if self._keeper is not None:
            try:
                self._keeper.wait(5)
            except subprocess.TimeoutExpired:
                self._keeper.kill()
                self._keeper.wait()
        self._control = self._keeper = None
