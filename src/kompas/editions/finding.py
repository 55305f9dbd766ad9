"""From what people name (a version, a folder, a revision of git) to the folder of a release."""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import Final

from kompas import resources
from kompas.editions.edition import Edition, read_edition
from kompas.errors import BadInput, MalformedInput
from kompas.knowledge.graph import NAME as GRAPH
from kompas.knowledge.manifest import NAME as MANIFEST

CURRENT: Final = "current"
PARTS: Final = ("ontology", "rules", "data/tables")
"""What an edition is made from."""
CASES: Final = "tests/rules"
"""The cases of its rules, when they are there."""
_SHORT: Final = 16


def edition(name: str) -> Edition:
    """The edition of this name, built first when it has to be.

    Raises:
        BadInput: it is no release, no folder to build from, no kept version and no revision.
        CheckFailed, InconsistentKnowledge: it cannot be built as it is.
        ResourceMissing: it is `current`, and nothing was built yet.
    """
    return read_edition(locate(name), name)


def locate(name: str) -> Path:
    """The folder of the release that a name stands for; raises as `edition`."""
    if name == CURRENT:
        return resources.release()
    place = Path(name)
    if place.is_file() and place.name in {GRAPH, MANIFEST}:
        place = place.parent
    if _is_release(place):
        return place
    if place.is_dir():
        return _built_from(place, name)
    kept = kept_releases() / name
    if _is_release(kept):
        return kept
    return _built_from_revision(name)


def kept_releases() -> Path:
    """Where `kompas release` keeps what it made, a folder for each version."""
    return resources.release_target().parent / "releases"


def _is_release(folder: Path) -> bool:
    return (folder / GRAPH).is_file() and (folder / MANIFEST).is_file()


def _built_from(folder: Path, name: str) -> Path:
    """The release made from a folder like a checkout, made once for the same files."""
    missing = [part for part in PARTS if not (folder / part).is_dir()]
    if missing:
        raise BadInput(
            f"“{name}” is neither a release (it has no {MANIFEST}) nor a folder to build one from "
            f"(it has no {' and no '.join(missing)})."
        )
    from kompas.knowledge.build import SHAPES, Inputs, assemble
    from kompas.knowledge.findings import refuse
    from kompas.knowledge.release import release
    from kompas.knowledge.shapes import breaches

    ontology, rules, tables = (folder / part for part in PARTS)
    inputs = Inputs(ontology, rules, tables, folder / CASES if (folder / CASES).is_dir() else None)
    made_from = inputs.digest
    target = resources.release_target().parent / "editions" / made_from[:_SHORT]
    if not _is_release(target):
        whole = assemble(inputs)
        shapes = [folder / "ontology" / "shapes" / shape for shape in SHAPES]
        refuse("The shapes", breaches(whole.triples, shapes, whole.mapped.rows_of), f"“{name}” cannot be compared")
        release(target, whole.triples, inferred=len(whole.reasoned.inferred), rules=whole.rules, inputs=made_from)
    return target


def _built_from_revision(name: str) -> Path:
    root = resources.checkout()
    if root is None or name.startswith("-"):
        raise BadInput(_unknown(name))
    try:
        packed = subprocess.run(
            ["git", "archive", "--format=tar", name, *PARTS, CASES],  # noqa: S607
            cwd=root,
            check=False,
            capture_output=True,
        )
    except OSError as error:
        raise BadInput(f"{_unknown(name)} Git cannot be run ({error.strerror}).") from error
    if packed.returncode:
        raise BadInput(_unknown(name))
    with tempfile.TemporaryDirectory(prefix="kompas-") as place:
        try:
            with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as archive:
                archive.extractall(place, filter="data")
        except tarfile.TarError as error:
            raise MalformedInput("an archive of git", str(error), source=name) from error
        return _built_from(Path(place), name)


def _unknown(name: str) -> str:
    return (
        f"“{name}” is not known: give `{CURRENT}`, the folder of a release, a folder with {', '.join(PARTS)}, "
        "a version that `kompas release` kept, or a revision of git."
    )
