"""Public knowledge may be kept by caches until the next release: an entity tag has its digest, and that of the answer.

The digest of the answer itself is in it because an answer can change without a release: by another archive or
publisher, or by a new version of the pages.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Final

from fastapi import Request
from fastapi.responses import Response

from kompas_api.worker import worker

_HOUR: Final = 3600
_SHORT: Final = 16
ANY: Final = "*"
"""Stands in `If-None-Match` for whatever there is."""


def public(request: Request, response: Response) -> Response:
    """The response with cache headers, or 304 when the one who asks has this form of it already."""
    made = sha256(response.headers.get("content-type", "").encode() + bytes(response.body)).hexdigest()
    headers = {
        "ETag": f'W/"{worker(request).knowledge.digest}-{made[:_SHORT]}"',
        "Cache-Control": f"public, max-age={_HOUR}",
        "Vary": "Accept, Accept-Language",
    }
    if {ANY, headers["ETag"]} & known_tags(request):
        return Response(status_code=304, headers=headers)
    response.headers.update(headers)
    return response


def known_tags(request: Request) -> set[str]:
    """The entity tags of what the one who asks has already, as weak ones (RFC 9110, section 13.1.2); perhaps `ANY`.

    They are compared weakly: whether an answer is compressed makes it no other answer.
    """
    listed = (entry.strip() for entry in request.headers.get("if-none-match", "").split(","))
    return {entry if entry == ANY else f"W/{entry.removeprefix('W/')}" for entry in listed if entry}
