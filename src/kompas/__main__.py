"""The `kompas` command, also as `python -m kompas`."""

from __future__ import annotations

import sys
from typing import Final

from kompas.allocator import start_again

LONG: Final = frozenset({"serve", "batch", "diff"})
"""The commands that go on for so long that starting anew, with another allocator, is soon made up for."""


def main() -> None:
    """Run the command line."""
    if LONG.intersection(sys.argv[1:2]):
        start_again()
    from kompas.cli import main as command_line

    command_line()


if __name__ == "__main__":
    main()
