"""Measuring: what something took, over several fresh runs, and on which machine."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Final

from kompas.allocator import PRELOADED

BUSY: Final = 1.0
"""From this load on (processes that want to run) other work is in the figures."""


@dataclass(frozen=True)
class Measurement:
    """How long something took, in milliseconds, in each of several runs."""

    what: str
    case: str
    milliseconds: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle run, in milliseconds."""
        return median(self.milliseconds)


def took(work: Callable[[], object]) -> float:
    """How long one run took, in milliseconds."""
    started = perf_counter()
    work()
    return 1000 * (perf_counter() - started)


def in_turn(contestants: Mapping[str, tuple[Callable[[], object], int]], case: str) -> list[Measurement]:
    """Let contestants run in turn, each as many times as is said, so that a busy moment hits them alike.

    Whoever measures lets each run once before.
    """
    runs: dict[str, list[float]] = {name: [] for name in contestants}
    for turn in range(max(times for _, times in contestants.values())):
        for name, (work, times) in contestants.items():
            if turn < times:
                runs[name].append(took(work))
    return [Measurement(name, case, tuple(taken)) for name, taken in runs.items()]


def machine() -> dict[str, str]:
    """The machine and the versions that the figures hold for."""
    packages = {name: _version(name) for name in ("pyoxigraph", "pyshacl", "rdflib", "pyshifty")}
    return {
        "processor": f"{_processor()}, {os.cpu_count()} cores",
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "allocator": os.environ.get(PRELOADED) or "that of the system",
        **packages,
    }


def load() -> float:
    """How many processes wanted to run, over the last minute."""
    return os.getloadavg()[0]


def remark(loads: Sequence[float]) -> str:
    """What the load of the machine means for the figures."""
    told = " → ".join(f"{one:.1f}" for one in loads)
    if max(loads) < BUSY:
        return f"Machine load {told}: the machine had nothing else to do."
    return f"Machine load {told}: partly these runs themselves, partly other work. Ratios stand better than times."


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"
