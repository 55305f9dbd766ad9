"""The report as a tagged PDF (PDF/UA-1): the complete report, to print or to keep in the file.

The document travels to the typesetter as JSON data, never as markup, so that nothing in its texts can be read as a
command. Only the typesetter's own fonts are used: the same report gives the same bytes on every machine.
"""

from __future__ import annotations

import json
import re
from dataclasses import fields, is_dataclass
from importlib.resources import files
from typing import Any, Final

from kompas.rendering.characters import shown, web_address
from kompas.rendering.document import Document, Line, Reference
from kompas.rendering.wording import WORDINGS

_NO_GLYPH: Final = re.compile(r'the text `"(.*?)"` could not be displayed', re.DOTALL)
_CODE_POINT: Final = re.compile(r"\\u\{([0-9a-f]+)\}")
_REPLACED: Final = "▯"
_FAR: Final = re.compile("[\u2e80-\ufaff\U00010000-\U0010ffff]")
"""Ideographs, syllables and pictures: when one of them has no glyph, none is looked for one by one."""
_BEYOND_LATIN: Final = re.compile("[^\x00-\u024f\u2010-\u203a▯]")
_ATTEMPTS: Final = 5


def pdf(document: Document) -> bytes:
    """The document as PDF; characters that the fonts do not have are shown as ▯, and a note says so."""
    from typst import TypstError

    content = json.dumps(as_data(document), ensure_ascii=False, sort_keys=True)
    note = json.dumps(WORDINGS["en" if document.language == "en" else "nl"]["untypable"], ensure_ascii=False)
    for _ in range(_ATTEMPTS):
        try:
            return _typeset(content)
        except TypstError as error:
            missing = _missing(str(error))
            if not missing:
                raise
            content = _FAR.sub(_REPLACED, content.replace('"replaced_note": ""', f'"replaced_note": {note}'))
            content = content.translate({ord(character): _REPLACED for character in missing})
    return _typeset(_BEYOND_LATIN.sub(_REPLACED, content))


def as_data(document: Document) -> dict[str, Any]:
    """The document as the typesetter reads it."""
    return {**_plain(document), "replaced_note": ""}


def _typeset(content: str) -> bytes:
    import typst

    return typst.compile(
        files("kompas.rendering").joinpath("templates/report.typ").read_bytes(),
        format="pdf",
        sys_inputs={"document": content},
        ignore_system_fonts=True,
        pdf_standards="ua-1",
        timestamp=0,
    )


def _missing(message: str) -> set[str]:
    """The characters that the fonts could not show, according to the typesetter."""
    found = "".join(_NO_GLYPH.findall(message))
    decoded = _CODE_POINT.sub(lambda match: chr(int(match[1], 16)), found)
    return {character for character in decoded if ord(character) > 0x7F}


def _plain(value: Any) -> Any:
    """Blocks as plain data, each with the name of its kind."""
    if isinstance(value, str):
        return shown(value)
    if isinstance(value, tuple):
        return [_plain(entry) for entry in value]
    if is_dataclass(value):
        data = {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
        if isinstance(value, Reference):
            data["url"] = web_address(value.url)
        elif isinstance(value, Line):
            data["lead"] = shown(value.opening)
        return {"block": type(value).__name__, **data}
    return value
