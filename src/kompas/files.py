"""Answers written out: to a file, which appears whole or not at all, or to standard output."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from kompas.errors import NotWritten


def write(content: str | bytes, output: Path | None = None) -> None:
    """Write an answer to a file, or else to standard output; text as UTF-8, its last line ended.

    When whoever reads standard output has seen enough (`kompas show driftbuien | head -1`), the command is done.

    Raises:
        NotWritten: the file, or standard output, takes no more.
    """
    data = content.encode() if isinstance(content, str) else content
    if isinstance(content, str) and data and not data.endswith(b"\n"):
        data += b"\n"
    if output is not None:
        write_whole(output, data)
        return
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        forget_output()
        raise SystemExit(0) from None
    except OSError as error:
        raise NotWritten("standard output", error.strerror or str(error)) from error


def forget_output() -> None:
    """Let what could not be written to standard output be, so that Python does not try again at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def write_whole(path: Path, content: bytes) -> None:
    """Put content in a file, which until then stays as it was.

    A link keeps leading to its file, which keeps its permissions; what is no file (a device, a pipe) is written to.

    Raises:
        NotWritten: it cannot be written there.
    """
    try:
        if path.is_dir():
            raise NotWritten(str(path), "it is a folder")
        if path.exists() and not path.is_file():
            path.write_bytes(content)
        else:
            _replace(Path(os.path.realpath(path)), content)
    except (OSError, ValueError) as error:
        raise NotWritten(str(path), getattr(error, "strerror", None) or str(error)) from error


def _replace(file: Path, content: bytes) -> None:
    part = file.with_name(f".{file.name}.part")
    try:
        part.write_bytes(content)
        if file.exists():
            shutil.copymode(file, part)
        part.replace(file)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
