"""The keeper: a process that holds the graphs once, and makes a copy of itself for each that is to answer queries.

A copy shares the memory of the keeper until it writes, so it is there in milliseconds; after a query that had to be
ended the next copy is as fresh as the first. A copy can open no file and no connection, whatever a query asks for,
unless the host allows it to ask other endpoints.

Started as `python -m kompas_api.sparql.keeper`, with its settings as JSON in the first argument and a socket as its
standard input, over which it is told `fork` (with the socket of the new copy), and `end <pid>`.
"""

from __future__ import annotations

import ctypes
import gc
import json
import os
import resource
import signal
import socket
import sys
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from pyoxigraph import NamedNode, RdfFormat, Store

from kompas_api.sparql.evaluating import Graphs, answered
from kompas_api.sparql.limits import Limits
from kompas_api.sparql.messages import HEAD, Question

WEAR: Final = 2_000
"""After so many queries a copy is replaced: what they left behind in memory goes with it."""
GROWTH: Final = 96 * 1024
"""After growing so many kilobytes, too."""
_DIES_WITH_PARENT: Final = 1


def main() -> None:
    """Load the graphs, then do as told until the other side is gone."""
    settings = json.loads(sys.argv[1])
    limits = Limits(**settings["limits"] | {"services": tuple(settings["limits"]["services"])})
    graphs = loaded(settings["graphs"])
    gc.freeze()
    control = socket.socket(fileno=os.dup(0))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    control.send(b"ready")
    copies: set[int] = set()
    while True:
        try:
            told, handles, _, _ = socket.recv_fds(control, 64, 1)
        except OSError:
            break
        if told == b"fork" and handles:
            pid = _copy(graphs, limits, control, handles[0])
            os.close(handles[0])
            copies.add(pid)
            control.send(str(pid).encode())
        elif told.startswith(b"end "):
            _end(int(told[4:]), copies)
            control.send(b"ended")
        else:
            break
    for pid in list(copies):
        _end(pid, copies)


def loaded(graphs: list[list[str]]) -> Graphs:
    """Each file in its graph; a file without a name is the default graph, and so is the first graph with a name.

    A file that was put in the place of another is not read: its answers would be those of another release.
    """
    plain, named = Store(), Store()
    names = [name for _, name, _ in graphs]
    for path, name, digest in graphs:
        if digest and sha256(Path(path).read_bytes()).hexdigest() != digest:
            sys.exit(f"{path} is not what it was")
        if name:
            named.bulk_load(path=path, format=RdfFormat.N_TRIPLES, to_graph=NamedNode(name))
        else:
            plain.bulk_load(path=path, format=RdfFormat.N_QUADS)
    return Graphs(plain, named, next(filter(None, names), "") if "" in names else "")


def answer(graphs: Graphs, limits: Limits, asked: socket.socket) -> None:
    """Answer questions, one after the other, until the other side is gone."""
    start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    number = 0
    while head := _read(asked, HEAD.size):
        described, content = HEAD.unpack(head)
        question = Question.of(_read(asked, described), _read(asked, content))
        reply = answered(graphs, question, limits)
        number += 1
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - start
        asked.sendall(replace(reply, worn=reply.worn or number >= WEAR or grown > GROWTH).to_bytes())


def _copy(graphs: Graphs, limits: Limits, control: socket.socket, handle: int) -> int:
    pid = os.fork()
    if pid:
        return pid
    try:
        control.close()
        os.close(0)
        asked = socket.socket(fileno=os.dup(handle))
        os.close(handle)
        _confine(limits)
        answer(graphs, limits, asked)
    finally:
        os._exit(0)


def _confine(limits: Limits) -> None:
    """Bound the memory of this process, let it open nothing more, and let it end when the keeper does."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_DIES_WITH_PARENT, signal.SIGKILL)
    with suppress(OSError, ValueError):
        most = _size() + limits.megabytes * 1024 * 1024
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if not limits.services:
        resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


def _size() -> int:
    """The address space of this process, in bytes."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    return pages * resource.getpagesize()


def _end(pid: int, copies: set[int]) -> None:
    if pid not in copies:
        return
    copies.discard(pid)
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
    with suppress(ChildProcessError):
        os.waitpid(pid, 0)


def _read(asked: socket.socket, size: int) -> bytes:
    """So many bytes, or none when the other side is gone."""
    read: Any = bytearray()
    while len(read) < size:
        part = asked.recv(min(size - len(read), 1 << 20))
        if not part:
            return b""
        read += part
    return bytes(read)


if __name__ == "__main__":
    main()
