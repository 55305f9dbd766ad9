"""Public knowledge may be kept by caches until the next release: its digest is the entity tag."""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import Response

from kompas_api.worker import worker

_HOUR = 3600


def public(request: Request, response: Response, *variant: str) -> Response:
    """The response with cache headers, or 304 when the one who asks has this release's form of it already.

    `variant` names what was negotiated (language, media type): each form of an address has a tag of its own.
    """
    tag = '"' + "-".join((worker(request).knowledge.digest, *variant)) + '"'
    headers = {
        "ETag": tag,
        "Cache-Control": f"public, max-age={_HOUR}",
        "Vary": "Accept, Accept-Language",
    }
    known = [entry.strip().removeprefix("W/") for entry in request.headers.get("if-none-match", "").split(",")]
    if tag in known or "*" in known:
        return Response(status_code=304, headers=headers)
    response.headers.update(headers)
    return response
