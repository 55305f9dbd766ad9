"""Files that appear whole or not at all."""

from __future__ import annotations

from pathlib import Path

from kompas.errors import InputMissing


def write_whole(path: Path, content: bytes) -> None:
    """Put content in a file, which until then stays as it was.

    Raises:
        InputMissing: it cannot be written there.
    """
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(content)
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise InputMissing(str(path), f"it cannot be written ({error.strerror})") from error
