"""An extension: a folder with knowledge of one's own, to lay over the core without changing it.

extension.yaml     name, namespace, title, and what it retires
tables/*.csv       rows, in tables of the core or (with metadata beside them) in tables of its own
ontology/*.ttl     classes, properties and individuals in its own namespace
rules/<layer>/     rules, `rules/templates.csv` rows of rule templates, `policy.ttl` cut-offs
cases/*.yaml       cases that show what it does
checks/, questions/   quality queries, and competency questions with their answers
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from kompas.errors import CheckFailed, InputMissing, MalformedInput
from kompas.namespaces import ID, KOMPAS, TYPES

MANIFEST: Final = "extension.yaml"
REMEDY: Final = "Correct the extension; the core stays as it is."
_NAME: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_NAMESPACE: Final = re.compile(r"https?://[^\s<>\"{}|\\^`]+[/#]")
_FIELDS: Final = frozenset({"name", "namespace", "title", "retires"})
_RETIRING: Final = frozenset({"what", "by", "reason"})


@dataclass(frozen=True, slots=True)
class Retirement:
    """Something of the core that gives way: its `type/slug`, that of its replacement, and why."""

    what: str
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Extension:
    """An extension, as its manifest describes it."""

    name: str
    namespace: str
    """The beginning of the address of everything it names; it ends in / or #."""
    title: Mapping[str, str]
    folder: Path = field(compare=False)
    retires: tuple[Retirement, ...] = ()

    @property
    def things(self) -> str:
        """The beginning of the addresses of its rows: `…/id/{type}/{slug}` follows."""
        return f"{self.namespace.rstrip('#/')}/id/"

    def address(self, type_and_slug: str) -> str:
        """The address of one of its things."""
        return self.things + type_and_slug

    def place(self, path: Path) -> str:
        """A file of the extension as a message names it."""
        return f"{self.name}/{path.relative_to(self.folder).as_posix()}"


def read_extension(folder: Path) -> Extension:
    """The extension in a folder.

    Raises:
        InputMissing: there is no `extension.yaml`.
        MalformedInput: it is not YAML.
        CheckFailed: it lacks a field, or has one that is not right; all are told at once.
    """
    import yaml

    path = folder / MANIFEST
    try:
        told = yaml.safe_load(path.read_text("utf-8"))
    except OSError as error:
        raise InputMissing(str(path), "an extension is a folder with this file") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise MalformedInput("YAML", str(error), source=str(path)) from error
    if not isinstance(told, dict):
        raise MalformedInput("an extension", "it has name, namespace, title, and maybe retires", source=str(path))
    if wrong := list(_wrong(told)):
        raise CheckFailed(str(path), wrong, REMEDY)
    return Extension(
        name=told["name"],
        namespace=told["namespace"],
        title=dict(told["title"]),
        folder=folder,
        retires=tuple(Retirement(one["what"], one["by"], one["reason"]) for one in told.get("retires") or ()),
    )


def _wrong(told: dict[str, Any]) -> Iterator[str]:
    for name in sorted(told.keys() - _FIELDS):
        yield f"There is no field “{name}”; there are {', '.join(sorted(_FIELDS))}."
    if not _NAME.fullmatch(str(told.get("name", ""))):
        yield f"name: “{told.get('name', '')}” is not a name in lower case letters, digits and hyphens."
    namespace = str(told.get("namespace", ""))
    if not _NAMESPACE.fullmatch(namespace):
        yield f"namespace: “{namespace}” is not an address that ends in / or #."
    elif namespace.startswith((KOMPAS, ID)):
        yield f"namespace: {namespace} belongs to the core; an extension names its things in a namespace of its own."
    title = told.get("title")
    if not isinstance(title, dict) or not {"nl", "en"} <= title.keys():
        yield "title: give it in both languages, as nl and en."
    retires = told.get("retires") or []
    for number, one in enumerate(retires if isinstance(retires, list) else [retires]):
        yield from _wrong_retirement(f"retires[{number}]", one)


def _wrong_retirement(where: str, one: object) -> Iterator[str]:
    if not isinstance(one, dict) or one.keys() - _RETIRING or not one.get("what"):
        yield f"{where}: say what is retired, by what it is replaced, and the reason."
        return
    for name in ("by", "reason"):
        if not one.get(name):
            yield f"{where}: “{one['what']}” is retired without {'a replacement' if name == 'by' else 'a reason'}."
    for name in ("what", "by"):
        type, _, slug = str(one.get(name, "")).partition("/")
        if one.get(name) and (type not in TYPES or not slug):
            yield f"{where}.{name}: “{one[name]}” is not a type and a slug, such as problem/driftbuien."
