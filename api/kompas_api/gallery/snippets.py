"""How to call a question from elsewhere: with curl, from Python, and from R."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from urllib.parse import urlencode

from kompas_api.gallery.examples import Example

_FORMATS: Final = {"select": "csv", "construct": "turtle", "ask": "json"}


def address(example: Example, base: str, given: Mapping[str, str]) -> str:
    """The address that answers a question, with what was filled in."""
    return f"{base}/queries/{example.name}/answer?" + urlencode({"format": _FORMATS[example.form], **given})


def snippets(example: Example, base: str, given: Mapping[str, str]) -> dict[str, str]:
    """The call in each language."""
    url = address(example, base, given)
    return {"curl": f"curl -s '{url}'", "Python": _python(example, url), "R": _r(example, url)}


def _python(example: Example, url: str) -> str:
    opening = f'import urllib.request\n\nurl = "{url}"\nwith urllib.request.urlopen(url) as answer:\n'
    if example.form == "select":
        reading = '    for row in csv.DictReader(io.TextIOWrapper(answer, "utf-8")):\n        print(row)\n'
        return f"import csv\nimport io\n{opening}{reading}"
    if example.form == "ask":
        return f'import json\n{opening}    print(json.load(answer)["boolean"])\n'
    return f'{opening}    print(answer.read().decode("utf-8"))\n'


def _r(example: Example, url: str) -> str:
    if example.form == "select":
        return f'rows <- read.csv("{url}", encoding = "UTF-8")\nprint(rows)\n'
    if example.form == "ask":
        return f'print(jsonlite::fromJSON("{url}")$boolean)\n'
    return f'cat(readLines("{url}", encoding = "UTF-8"), sep = "\\n")\n'
