"""`kompas release`: an edition under a version, when the version is high enough for what changes."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from kompas.commands.changes import CORES, Cases, Language, Processes, Seed, Spoken, report
from kompas.commands.progress import progress
from kompas.files import write


def register(app: typer.Typer) -> None:
    """Put this command in place."""
    app.command(epilog="Example: kompas release 0.2.0 --since HEAD~20")(release)


def release(
    version: Annotated[str, typer.Argument(help="Three numbers, as in 0.2.0; the version the knowledge was built as.")],
    since: Annotated[
        str | None,
        typer.Option(help="What it follows, as `kompas diff` names editions; default: the last kept release."),
    ] = None,
    folder: Annotated[Path | None, typer.Option(help="Where to write; default: build/releases/VERSION.")] = None,
    date: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Date of release; default: today.")
    ] = None,
    cases: Cases = 500,
    seed: Seed = 1,
    processes: Processes = CORES,
    language: Spoken = Language.NL,
) -> None:
    """Make a release: graph, rules, changes, checksums and citation. Refused when the version promises too little."""
    from datetime import UTC

    from kompas.editions import CURRENT, edition
    from kompas.editions.finding import kept_releases
    from kompas.impact import measure
    from kompas.releasing import Version, allowed
    from kompas.releasing import release as made
    from kompas.releasing.making import entry, previous

    wanted = Version.read(version)
    made_on = (date or datetime.now(UTC)).date()
    new = edition(CURRENT)
    old = previous(since, wanted)
    impact, told = None, None
    if old is not None:
        with progress("cases", cases) as advance:
            impact = measure(old, new, size=cases, seed=seed, processes=processes, advance=advance)
        allowed(Version.read(old.knowledge.version.partition("+")[0]), wanted, impact)
        told = report(impact, language)
    done = made(new, wanted, folder or kept_releases() / str(wanted), made_on, impact, told)
    write(f"Kompas {done.version} is released in {done.folder}: {', '.join(done.files)}.")
    if impact is not None:
        write(f"For CHANGELOG.md, to be put in words:\n\n{entry(impact, wanted, made_on)}")
