"""Long-running work has jemalloc where the machine has it, unless whoever started it chose otherwise."""

from __future__ import annotations

import subprocess
import sys
from ctypes.util import find_library
from pathlib import Path

import pytest

from kompas import allocator
from kompas.__main__ import LONG
from kompas.allocator import PRELOADED, environment

MAPS = Path("/proc/self/maps")
JEMALLOC = find_library("jemalloc")
here_only = pytest.mark.skipif(JEMALLOC is None or not MAPS.exists(), reason="this machine has no jemalloc")
SHOWN = "import sys; print('jemalloc' in open('/proc/self/maps').read(), *sys.argv[1:])"
COMMAND = "import runpy; runpy.run_module('kompas', run_name='__main__')"


def shown(program: str, *arguments: str, **settings: str) -> str:
    """What a program prints, started with these settings and without a chosen allocator."""
    given = {name: value for name, value in environment().items() if name != PRELOADED} | settings
    command = [sys.executable, "-c", program, *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True, env=given).stdout


@here_only
def test_the_same_command_starts_again_with_it_once() -> None:
    again = f"from kompas.allocator import start_again; start_again(); {SHOWN}"
    assert shown(again, "with", "two words") == "True with two words\n"
    assert shown(again, **{PRELOADED: ""}) == "False\n"


@here_only
def test_commands_that_take_long_have_it_and_short_ones_do_not_wait_for_it(tmp_path: Path) -> None:
    spy = tmp_path / "kompas"
    spy.mkdir()
    (spy / "__init__.py").touch()
    for name in ("__main__", "allocator"):
        source = Path(allocator.__file__).with_name(f"{name}.py").read_text("utf-8")
        (spy / f"{name}.py").write_text(source, "utf-8")
    (spy / "cli.py").write_text(f"def main():\n    {SHOWN}\n", "utf-8")
    for command in LONG:
        assert shown(COMMAND, command, PYTHONPATH=str(tmp_path)) == f"True {command}\n"
    assert shown(COMMAND, "recommend", PYTHONPATH=str(tmp_path)) == "False recommend\n"


def test_a_machine_without_it_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(PRELOADED, raising=False)
    before = environment()
    monkeypatch.setattr(allocator, "find_library", lambda _: None)
    assert PRELOADED not in environment()
    assert environment() == {name: value for name, value in before.items() if name != PRELOADED}
    allocator.start_again()
