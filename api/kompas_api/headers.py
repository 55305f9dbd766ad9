"""Headers that every response carries: version, security, and who may read it from another site."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kompas_api.settings import API_VERSION

_ALWAYS: Final = {
    "API-Version": API_VERSION,
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_DATA_POLICY: Final = "default-src 'none'; frame-ancestors 'none'"
_PAGE_POLICY: Final = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_OPEN: Final = (
    "/v1", "/id", "/doc", "/sparql", "/graphs", "/dumps", "/release", "/changes", "/catalog", "/.well-known/void",
    "/ontology", "/queries",
)  # fmt: skip
"""What may be read from any site: these paths, what stands below them, and their forms with a suffix."""
_CORS: Final = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": (
        "Accept-Ranges, API-Version, Content-Disposition, Content-Language, Content-Range, ETag, Link, Result-Limit, "
        "Retry-After"
    ),
}
_PREFLIGHT: Final = {
    "Access-Control-Allow-Methods": "GET, HEAD, POST, QUERY",
    "Access-Control-Allow-Headers": "Accept, Accept-Language, Content-Type, If-None-Match, Range, *",
    "Access-Control-Max-Age": "86400",
    "Cache-Control": "no-store",
}


_LISTS: Final = (b"accept", b"accept-encoding", b"accept-language", b"if-none-match")
"""Headers of a request that hold a list, and so may come in several lines (RFC 9110, section 5.3)."""


class StandardHeaders:
    """Adds the headers, answers preflight requests, and answers HEAD as GET without its body.

    What a request lists in several lines comes to the rest of the application in one.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        public = any(scope["path"] == base or scope["path"].startswith((f"{base}/", f"{base}.")) for base in _OPEN)
        head = scope["method"] == "HEAD"

        async def completed(message: Message) -> None:
            if message["type"] == "http.response.start":
                _complete(MutableHeaders(scope=message), public)
            elif head and message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        if public and scope["method"] == "OPTIONS":
            allowed = await self._allowed(scope, receive)
            await completed({"type": "http.response.start", "status": 204, "headers": _preflight(allowed)})
            await completed({"type": "http.response.body", "body": b""})
        else:
            told = {**scope, "headers": _in_one_line(scope["headers"])}
            await self.app({**told, "method": "GET"} if head else told, receive, completed)

    async def _allowed(self, scope: Scope, receive: Receive) -> str:
        """The methods of an address, as the rest of the application tells them; empty when there is nothing."""
        told: list[str] = []

        async def noted(message: Message) -> None:
            if message["type"] == "http.response.start":
                told.append(MutableHeaders(scope=message).get("allow", ""))

        await self.app(scope, receive, noted)
        return told[0]


def _in_one_line(headers: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    listed = list(headers)
    lists = {name: b", ".join(value for key, value in listed if key == name) for name in _LISTS}
    return [(key, value) for key, value in listed if key not in lists] + [
        (name, value) for name, value in lists.items() if value
    ]


def _complete(headers: MutableHeaders, public: bool) -> None:
    for name, value in _ALWAYS.items():
        headers[name] = value
    page = headers.get("content-type", "").startswith("text/html")
    headers.setdefault("Content-Security-Policy", _PAGE_POLICY if page else _DATA_POLICY)
    headers.setdefault("Cache-Control", "no-store")
    if allowed := headers.get("allow"):
        headers["Allow"] = _also_here(allowed, public)
    if public:
        headers.update(_CORS)


def _also_here(allowed: str, public: bool) -> str:
    """The methods of an address, with those that are answered here."""
    methods = {method.strip() for method in allowed.split(",")}
    methods |= {"HEAD"} if "GET" in methods else set()
    return ", ".join(sorted(methods | ({"OPTIONS"} if public else set())))


def _preflight(allowed: str) -> list[tuple[bytes, bytes]]:
    told = _PREFLIGHT | ({"Allow": allowed} if allowed else {})
    return [(name.lower().encode(), value.encode()) for name, value in told.items()]
