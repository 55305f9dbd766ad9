"""The style sheet, the scripts and the images of the pages."""

from __future__ import annotations

import os
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

_FOLDER: Final = Path(__file__).with_name("static")
_SHIPPED: Final = Path(__file__).with_name("scripts")
_INSTALLED: Final = Path(__file__).parents[3] / "node_modules"
_SCRIPTS: Final = {
    "htmx.min.js": "htmx.org/dist",
    "yasgui.min.js": "@zazuko/yasgui/build",
    "yasgui.min.css": "@zazuko/yasgui/build",
}
"""The scripts of others, each with its folder in npm's. They are served from here; every page works without them."""


class _LastingFiles(StaticFiles):
    """Files that a browser may keep: their address changes with what is in them."""

    def lookup_path(self, path: str) -> tuple[str, os.stat_result | None]:
        if found := script(path):
            return str(found), found.stat()
        return super().lookup_path(path)

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        kept = "max-age=31536000, immutable" if scope["query_string"] else "max-age=86400"
        MutableHeaders(raw=response.raw_headers)["Cache-Control"] = f"public, {kept}"
        return response


def files() -> StaticFiles:
    """The application that serves the files."""
    return _LastingFiles(directory=_FOLDER)


def script(name: str) -> Path | None:
    """A script of others, from the wheel or else from npm's folder in a checkout; None when it is not installed."""
    if name not in _SCRIPTS:
        return None
    found = (_SHIPPED / name, _INSTALLED / _SCRIPTS[name] / name)
    return next((path for path in found if path.is_file()), None)


@cache
def fingerprint() -> str:
    """A few characters that change when the style sheet or a script does."""
    made = sha256()
    for path in (
        _FOLDER / "kompas.css",
        _FOLDER / "kompas.js",
        _FOLDER / "sparql.js",
        *filter(None, map(script, _SCRIPTS)),
    ):
        made.update(path.read_bytes())
    return made.hexdigest()[:10]
