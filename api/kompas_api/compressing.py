"""Smaller answers for who accepts them: Brotli or gzip, for public knowledge only.

What answers a case is never compressed: it is for one person, and its size must tell no more than it does.
"""

from __future__ import annotations

import asyncio
import gzip
from http import HTTPStatus
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kompas_api.negotiation import preferred

_SMALLEST: Final = 1024
"""Bytes from which it is worth it."""
_LONG: Final = 256 * 1024
"""Bytes from which it takes so long that others must not wait for it."""
_CODINGS: Final = ("br", "gzip", "identity")
_TEXTUAL: Final = ("text/", "application/json", "application/ld+json", "application/n-", "application/trig", "+xml",
                   "+json", "application/javascript", "application/xml")  # fmt: skip


class Compression:
    """Compresses whole answers of `GET` (and of queries) outside `POST /v1`, where the client accepts it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or (scope["method"] == "POST" and scope["path"] != "/sparql"):
            await self.app(scope, receive, send)
            return
        coding = accepted(Headers(scope=scope).get("accept-encoding", ""))
        started: Message | None = None

        async def smaller(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if message["status"] == HTTPStatus.NOT_MODIFIED:
                    headers.add_vary_header("Accept-Encoding")
                elif message["status"] != HTTPStatus.PARTIAL_CONTENT and _worthwhile(headers):
                    started = message
                    return
            if started is not None and message["type"] == "http.response.body":
                begun, started = started, None
                if not message.get("more_body"):
                    await _send_whole(begun, message, coding, send)
                    return
                await send(begun)
            await send(message)

        await self.app(scope, receive, smaller)


def accepted(accept_encoding: str) -> str:
    """The coding that the `Accept-Encoding` header wants most: `br`, `gzip` or `identity`.

    >>> accepted("gzip;q=0.5, br")
    'br'
    """
    if not accept_encoding.strip():
        return "identity"
    return preferred(accept_encoding, _CODINGS) or "identity"


def smaller_form(content: bytes, coding: str) -> bytes:
    """Content in a coding."""
    if coding == "br":
        import brotli

        return bytes(brotli.compress(content, quality=4))
    return gzip.compress(content, 5, mtime=0)


async def _send_whole(begun: Message, message: Message, coding: str, send: Send) -> None:
    headers = MutableHeaders(scope=begun)
    headers.add_vary_header("Accept-Encoding")
    content: bytes = message.get("body", b"")
    if coding != "identity" and len(content) >= _SMALLEST:
        content = (
            smaller_form(content, coding)
            if len(content) < _LONG
            else await asyncio.to_thread(smaller_form, content, coding)
        )
        headers["Content-Encoding"] = coding
        headers["Content-Length"] = str(len(content))
        if (tag := headers.get("etag")) and not tag.startswith("W/"):
            headers["ETag"] = f"W/{tag}"
    await send(begun)
    await send({**message, "body": content})


def _worthwhile(headers: MutableHeaders) -> bool:
    kind = headers.get("content-type", "").split(";")[0]
    return "content-encoding" not in headers and (
        kind.startswith(_TEXTUAL[:2]) or any(part in kind for part in _TEXTUAL[2:])
    )
