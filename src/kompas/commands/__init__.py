"""The commands of the researcher's workbench, each group in a module of its own; `kompas.cli` puts them in place."""

from __future__ import annotations

import typer

from kompas.commands import changes, networks, outcomes, release, rules

GROUPS = (changes, networks, outcomes, release, rules)


def register(app: typer.Typer) -> None:
    """Put all these commands in place."""
    for group in GROUPS:
        group.register(app)
