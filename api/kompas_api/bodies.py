"""Request bodies: read no further than allowed, and only in a form that is understood."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Final, TypeVar

from fastapi import Request

from kompas_api.problems import Refusal

Format = TypeVar("Format", bound=str)

OLDER_NAMES: Final = dict.fromkeys(("application/x-yaml", "text/yaml", "text/x-yaml"), "application/yaml")
"""What clients called YAML before it was registered (RFC 9512)."""


async def limited_body(request: Request) -> bytes:
    """The body of the request.

    Raises:
        Refusal: (408) it takes too long to come; (413) it is larger than the limit: known from its announced length
            before anything is read, else while reading; (415) it is compressed.
    """
    limit: int = request.app.state.settings.max_body_bytes
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and int(announced) > limit:
        raise _too_large(limit)
    if request.headers.get("content-encoding", "identity") != "identity":
        raise Refusal(415, "Unsupported media type", "A compressed body is not accepted: send it as it is.")
    read = bytearray()
    try:
        async with asyncio.timeout(request.app.state.settings.body_seconds):
            async for chunk in request.stream():
                read += chunk
                if len(read) > limit:
                    raise _too_large(limit)
    except TimeoutError:
        detail = "The body took too long to come."
        raise Refusal(408, "Request timeout", detail, headers={"Connection": "close"}) from None
    return bytes(read)


def content_format(content_type: str, accepted: Mapping[str, Format]) -> Format:
    """The format that this `Content-Type` stands for.

    Raises:
        Refusal: (415) it is missing or not one of the accepted types.
    """
    named = content_type.split(";", maxsplit=1)[0].strip().lower()
    kind = OLDER_NAMES.get(named, named)
    if kind not in accepted:
        kinds = ", ".join(accepted)
        said = "has no Content-Type" if not kind else "has a Content-Type that is not accepted"
        raise Refusal(415, "Unsupported media type", f"The body {said}; send {kinds}.", headers={"Accept-Post": kinds})
    return accepted[kind]


def _too_large(limit: int) -> Refusal:
    detail = f"The body is larger than {limit} bytes. Make it smaller."
    return Refusal(413, "Content too large", detail, code="input-too-large", headers={"Connection": "close"})
