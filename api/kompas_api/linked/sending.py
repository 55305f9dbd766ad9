"""A file of a release, sent whole or in part, to who does not have it yet (RFC 9110, sections 13 and 14)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from email.utils import format_datetime, parsedate_to_datetime
from pathlib import Path
from typing import Final

from fastapi import Request
from fastapi.responses import FileResponse, Response
from starlette.types import Receive, Scope, Send

from kompas_api.caching import ANY, known_tags
from kompas_api.linked.dumps import Dump
from kompas_api.problems import Refusal

_PART: Final = re.compile(r"(\d*)-(\d*)")


class _Whole(FileResponse):
    """A file of which no part is asked, whatever the Range header says."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = [(name, value) for name, value in scope["headers"] if name != b"range"]
        await super().__call__({**scope, "headers": headers}, receive, send)


def sent(
    request: Request, path: Path, dump: Dump, date: datetime, media_type: str, headers: Mapping[str, str]
) -> Response:
    """The file, the part of it that is asked, or 304 when the one who asks has it already.

    Its tag is its checksum, and its date that of its release: the same from every process. A Range header that is none
    for bytes counts as not there.

    Raises:
        Refusal: (416) a part that the file does not have.
    """
    tag, dated = f'"{dump.sha256}"', format_datetime(date, usegmt=True)
    described = {**headers, "ETag": tag, "Last-Modified": dated}
    if _is_there(request, tag, date):
        return Response(status_code=304, headers=described)
    parts = _parts(request.headers.get("range", ""), dump.bytes)
    if request.headers.get("if-range", tag) not in (tag, dated):
        parts = []
    if any(start >= dump.bytes for start in parts):
        detail = f"The file has {dump.bytes} bytes."
        raise Refusal(416, "Range not satisfiable", detail, headers={"Content-Range": f"bytes */{dump.bytes}"})
    kind = FileResponse if parts else _Whole
    return kind(path, headers=described, media_type=media_type, filename=dump.name)


def _is_there(request: Request, tag: str, date: datetime) -> bool:
    if "if-none-match" in request.headers:
        return bool({ANY, f"W/{tag}"} & known_tags(request))
    try:
        return parsedate_to_datetime(request.headers.get("if-modified-since", "")) >= date
    except (TypeError, ValueError):
        return False


def _parts(asked: str, size: int) -> list[int]:
    """Where each part starts that is asked; nothing when this is no range of bytes."""
    unit, _, listed = asked.partition("=")
    starts = []
    for part in listed.split(","):
        found = _PART.fullmatch(part.strip())
        if unit.strip().lower() != "bytes" or found is None or not any(found.groups()):
            return []
        first, last = found.groups()
        if first and last and int(first) > int(last):
            return []
        starts.append(int(first) if first else max(size - int(last), 0) if int(last) else size)
    return starts
