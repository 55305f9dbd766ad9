"""The tutorial on adding a finding works as it stands: every file it shows is written, every command runs."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

from kompas import resources

TUTORIAL = Path(__file__).resolve().parents[3] / "docs" / "tutorial" / "first-finding.md"
STEP = re.compile(
    r"`(?P<file>mine/[\w./-]+)`[^`]*:\n\n```\w+\n(?P<text>.*?)^```$|^    (?P<command>kompas [^\n]+)$",
    re.MULTILINE | re.DOTALL,
)


def kompas(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name != resources.EXTENDED}
    return subprocess.run(
        [sys.executable, "-m", "kompas", *shlex.split(command)[1:]],
        capture_output=True, text=True, check=False, timeout=300, cwd=folder, env=environment,
    )  # fmt: skip


def taken(folder: Path) -> dict[str, str]:
    """What each command of the tutorial prints, run one after another in an empty directory."""
    (folder / "mine" / "tables").mkdir(parents=True)
    printed: dict[str, str] = {}
    for step in STEP.finditer(TUTORIAL.read_text("utf-8")):
        if command := step["command"]:
            done = kompas(command, folder)
            assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
            printed[command] = done.stdout
        else:
            path = folder / step["file"]
            path.parent.mkdir(parents=True, exist_ok=True)
            before = path.read_text("utf-8") if path.exists() else ""
            path.write_text(before + step["text"], "utf-8")
    return printed


def test_the_tutorial_ends_with_the_finding_the_element_and_both_rules_in_the_answer(tmp_path: Path) -> None:
    answers = taken(tmp_path)
    assert len(answers) == 8
    assert all(answers[command] for command in answers if " -o " not in command)
    assert answers["kompas --extension mine check"].startswith("All checks pass")
    answer = answers["kompas --extension mine recommend mine/cases/peuter.yaml --format markdown"]
    for words in (
        "Rustmoment samen",
        "Een rustmoment past bij driftbuien in deze fase",
        "Daar kan het.",
        "Een verzonnen studie",
    ):
        assert words in answer
