"""What `make check` asks of the code holds; and the Makefile itself is short and told."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

MAKEFILE = (Path(__file__).resolve().parents[2] / "Makefile").read_text("utf-8")
TARGETS = re.findall(r"^([a-z]+):(?!=)(.*)$", MAKEFILE, re.MULTILINE)
CHECKS = re.search(r"^check:.*\n((?:\t.*\n)+)", MAKEFILE, re.MULTILINE)


def commands() -> list[str]:
    """The commands of `make check`, but for the check of the knowledge, which has tests of its own."""
    assert CHECKS
    return [line.strip() for line in CHECKS[1].splitlines() if line.strip() != "kompas check"]


@pytest.mark.parametrize("command", commands())
def test_the_code_passes(command: str, root: Path) -> None:
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    done = subprocess.run(
        command.split(), cwd=root, env=os.environ | {"PATH": path}, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"


def test_there_are_few_targets_and_each_says_what_it_does() -> None:
    assert 0 < len(TARGETS) <= 9
    untold = [name for name, rest in TARGETS if "## " not in rest]
    assert not untold
