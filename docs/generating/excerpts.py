"""Excerpts: what a command printed, kept true in the documents that show it.

A document marks an excerpt with a comment, and a block after it that begins with the command:

    <!-- excerpt: IN HET KORT +4; ANDERE ROUTES +2 -->
    ```console
    $ kompas recommend data/cases/sandra.yaml
    …
    ```

Each part names a line of the output, whole or by how it begins, and how many lines to show after it; `…` stands where
lines are left out.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Final

MARK: Final = re.compile(
    r"(?P<mark><!-- excerpt: (?P<parts>[^\n]+?) -->\n```console\n\$ kompas (?P<command>[^\n]+)\n).*?(?P<end>^```$)",
    re.DOTALL | re.MULTILINE,
)


def renewed(text: str, root: Path) -> str:
    """The document with every excerpt taken anew from what the command prints.

    Raises:
        ValueError: a part names a line that the command does not print.
    """

    def excerpt(found: re.Match[str]) -> str:
        lines = chosen(printed(found["command"], root), found["parts"])
        return found["mark"] + "\n".join(lines) + "\n" + found["end"]

    return MARK.sub(excerpt, text)


def chosen(output: str, parts: str) -> list[str]:
    """The lines that the parts name, in their order, with … where lines are left out."""
    lines = [line.rstrip() for line in output.splitlines()]
    shown: list[str] = []
    end = 0
    for part in parts.split(";"):
        heading, _, count = part.strip().rpartition(" +")
        places = [place for place, line in enumerate(lines) if place >= end and line.startswith(heading)]
        if not places:
            raise ValueError(f"no line “{heading}” after line {end} of:\n{output}")
        start = next((place for place in places if lines[place] == heading), places[0])
        if start > end:
            shown.append("…")
        end = start + 1 + int(count)
        shown += lines[start:end]
    return [*shown, "…"] if end < len(lines) else shown


@cache
def printed(command: str, root: Path) -> str:
    """What `kompas` prints for these arguments, run from the root of the checkout."""
    done = subprocess.run(
        [sys.executable, "-m", "kompas", *shlex.split(command)],
        cwd=root,
        env=os.environ | {"COLUMNS": "100"},
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout
