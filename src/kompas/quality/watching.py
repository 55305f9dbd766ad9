"""Files under some folders, watched: what changed since the last look, without any library of the system."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from time import sleep

Stamp = dict[Path, tuple[int, int]]


def changes(
    folders: Iterable[Path], *, every: float = 0.5, wait: Callable[[float], None] = sleep
) -> Iterator[set[Path]]:
    """The files that changed, came or went; first none at all, then each time that something is saved.

    Args:
        folders: what to watch, with everything under it.
        every: how many seconds pass between two looks.
        wait: how to wait; given in tests.
    """
    watched = tuple(folders)
    known = stamps(watched)
    yield set()
    while True:
        wait(every)
        now = stamps(watched)
        if now != known:
            yield {path for path in known.keys() | now.keys() if known.get(path) != now.get(path)}
            known = stamps(watched)


def stamps(folders: Iterable[Path]) -> Stamp:
    """When each file was last written, and how large it is; hidden files do not count."""
    found: Stamp = {}
    for folder in folders:
        for path in folder.rglob("*"):
            if path.is_file() and not any(
                part.startswith((".", "__pycache__")) for part in path.relative_to(folder).parts
            ):
                try:
                    stat = path.stat()
                except FileNotFoundError:
                    continue
                found[path] = (stat.st_mtime_ns, stat.st_size)
    return found
