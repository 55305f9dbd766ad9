"""Where extensions name what is named already: in the core, or in each other."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode

from kompas.knowledge.documents import read_turtle
from kompas.knowledge.tables import METADATA
from kompas.namespaces import ID, ONTOLOGY, shortened
from kompas.workbench.extension import MANIFEST, Extension

_ABOUT: Final = re.compile(re.escape(ID) + r"(?P<type>[a-z-]+)/\{slug\}")


@dataclass(frozen=True, slots=True)
class Core:
    """The folders of the core."""

    ontology: Path
    rules: Path
    data: Path
    rule_cases: Path

    @property
    def tables(self) -> Path:
        """The folder of its tables."""
        return self.data / "tables"


def clashes(core: Core, extensions: Sequence[Extension]) -> Iterator[str]:
    """Every clash between extensions and the core, or among extensions, with both places."""
    yield from _same_names(extensions)
    places = _core_rows(core)
    for extension in extensions:
        yield from _tables(core, extension)
        for name, place in rows_of(core, extension):
            if name in places:
                slug = name.partition("/")[2]
                yield f"{place}: “{slug}” stands in {places[name]} already; take another slug, or retire that one."
            places.setdefault(name, place)
    defined = _core_terms(core)
    for extension in extensions:
        yield from _documents(extension, defined)
    yield from _retirements(extensions, places, defined)


def rows_of(core: Core, extension: Extension) -> Iterator[tuple[str, str]]:
    """The rows of an extension: the `type/slug` of each, and its place."""
    for path in sorted((extension.folder / "tables").glob("*.csv")):
        own = path.with_name(path.name + METADATA)
        described = own if own.is_file() else core.tables / own.name
        if described.is_file():
            for name, number in _rows(path, described):
                yield name, f"{extension.place(path)}, row {number}"


def _same_names(extensions: Sequence[Extension]) -> Iterator[str]:
    seen: dict[str, Extension] = {}
    for extension in extensions:
        for what, value in (("name", extension.name), ("namespace", extension.namespace)):
            if value in seen:
                other = seen[value].folder / MANIFEST
                yield f"{extension.folder / MANIFEST}: its {what} “{value}” is also that of {other}."
            seen.setdefault(value, extension)


def _tables(core: Core, extension: Extension) -> Iterator[str]:
    """Tables that are neither of the core nor described, and columns that are not those of the core's table."""
    for path in sorted((extension.folder / "tables").glob("*.csv")):
        own, of_core = path.with_name(path.name + METADATA), core.tables / (path.name + METADATA)
        if own.is_file() and of_core.is_file():
            yield f"{extension.place(own)}: the table is described in data/tables/{own.name} already; leave this out."
        elif not own.is_file() and not of_core.is_file():
            yield f"{extension.place(path)}: the core has no such table; describe it in {own.name} beside it."


def _core_rows(core: Core) -> dict[str, str]:
    return {
        name: f"data/tables/{path.name}, row {number}"
        for path in sorted(core.tables.glob("*.csv"))
        for name, number in _rows(path, path.with_name(path.name + METADATA))
    }


def _rows(path: Path, described: Path) -> Iterator[tuple[str, int]]:
    found = _ABOUT.search(json.loads(described.read_text("utf-8"))["tableSchema"].get("aboutUrl", ""))
    if not found:
        return
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        for row in reader:
            if row.get("slug"):
                yield f"{found['type']}/{row['slug']}", reader.line_num


def _core_terms(core: Core) -> dict[str, str]:
    """What the ontology and the rules of the core define, each with the file it stands in."""
    files = [*core.ontology.glob("*.ttl"), *core.rules.rglob("*.ttl")]
    return {
        subject: f"{core.rules.name if core.rules in path.parents else core.ontology.name}/{_inside(path, core)}"
        for path in sorted(files)
        for subject in _subjects(path)
    }


def _inside(path: Path, core: Core) -> str:
    return path.relative_to(core.rules if core.rules in path.parents else core.ontology).as_posix()


def _documents(extension: Extension, defined: dict[str, str]) -> Iterator[str]:
    """Terms and rules that an extension defines outside its namespace, or that stand elsewhere already."""
    folder = extension.folder
    for path in sorted(
        [*(folder / "ontology").glob("*.ttl"), *(folder / "rules").rglob("*.ttl"), *folder.glob("*.ttl")]
    ):
        place = extension.place(path)
        for subject in _subjects(path):
            if subject in defined:
                yield f"{place}: {shortened(subject)} stands in {defined[subject]} already; it cannot be redefined."
            elif (
                not subject.startswith((extension.namespace, extension.things)) and subject != extension.namespace[:-1]
            ):
                yield f"{place}: {shortened(subject)} is outside its namespace ({extension.namespace})."
        for subject in _subjects(path):
            defined.setdefault(subject, place)


def _subjects(path: Path) -> list[str]:
    found = {triple.subject.value for triple in read_turtle([path]) if isinstance(triple.subject, NamedNode)}
    return sorted(subject for subject in found if not subject.startswith(f"{ONTOLOGY}/") and subject != ONTOLOGY)


def _retirements(extensions: Sequence[Extension], rows: dict[str, str], defined: dict[str, str]) -> Iterator[str]:
    from rapidfuzz import process

    retired: dict[str, str] = {}
    known = set(rows) | {subject.rpartition("/id/")[2] for subject in defined if "/id/" in subject}
    for extension in extensions:
        for number, one in enumerate(extension.retires):
            where = f"{extension.name}/{MANIFEST}, retires[{number}]"
            for field, name in (("what", one.what), ("by", one.by)):
                if name not in known:
                    nearest = ", ".join(f"“{found}”" for found, _, _ in process.extract(name, known, limit=3))
                    yield f"{where}.{field}: there is no “{name}”. Nearest: {nearest}."
            if one.what in retired:
                yield f"{where}: “{one.what}” is retired in {retired[one.what]} already."
            retired.setdefault(one.what, where)
