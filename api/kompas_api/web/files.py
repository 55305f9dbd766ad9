"""The style sheet and the images of the pages."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

_FOLDER: Final = Path(__file__).with_name("static")


class _LastingFiles(StaticFiles):
    """Files that a browser may keep: their address changes with what is in them."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        MutableHeaders(raw=response.raw_headers)["Cache-Control"] = "public, max-age=86400"
        return response


def files() -> StaticFiles:
    """The application that serves the files."""
    return _LastingFiles(directory=_FOLDER)


@cache
def fingerprint() -> str:
    """A few characters that change when the style sheet does."""
    return sha256((_FOLDER / "kompas.css").read_bytes()).hexdigest()[:10]
