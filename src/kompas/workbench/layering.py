"""The core with extensions laid over it: one folder that is built, checked and consulted as the core itself is.

An extension adds, and retires with a replacement. It never redefines: whatever it names that the core, or another
extension, names already is a clash, told with both places. Nothing is laid over when anything clashes. Where something
of the core is retired, the cases of its rules do not come along: they were never run on what takes its place.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kompas.errors import CheckFailed
from kompas.knowledge.readdressing import NAME as ADDRESSES
from kompas.knowledge.tables import METADATA
from kompas.namespaces import ID
from kompas.resources import OWN_CASES
from kompas.workbench.clashes import Core, clashes, rows_of
from kompas.workbench.extension import REMEDY, Extension
from kompas.workbench.rule_templates import LAYER, TEMPLATES, compiled

RULE_CASES: Final = "rule-cases"
"""The folder of the whole with the cases of the rules."""


@dataclass(frozen=True, slots=True)
class _Tree:
    """The files of the whole, by their place in it."""

    files: dict[Path, bytes]

    def add(self, place: Path, content: bytes) -> None:
        self.files[place] = content

    def add_folder(self, place: Path, folder: Path, pattern: str = "*") -> None:
        for path in sorted(folder.rglob(pattern)):
            if path.is_file() and not any(part.startswith((".", "__pycache__")) for part in path.parts[-2:]):
                self.add(place / path.relative_to(folder), path.read_bytes())


def lay_over(core: Core, extensions: Sequence[Extension], target: Path) -> Path:
    """Write the core with extensions over it; files that are the same already are left alone.

    Args:
        core: the folders of the core.
        extensions: what to lay over it, in this order.
        target: the folder to write: `ontology`, `rules`, `data` and `rule-cases`; a release in it stays until it is
            built again.

    Raises:
        CheckFailed: something clashes; each clash is told with both places.
        MalformedInput: a file of an extension cannot be read.
    """
    if found := list(clashes(core, extensions)):
        raise CheckFailed("The extensions", found, REMEDY)
    tree = _Tree({})
    tree.add_folder(Path("ontology"), core.ontology)
    tree.add_folder(Path("data"), core.data)
    if not any(extension.retires for extension in extensions):
        tree.add_folder(Path(RULE_CASES), core.rule_cases)
    for name in [path for path in tree.files if path.parts[:2] == ("data", "extensions")]:
        del tree.files[name]
    addresses = {name: extension.address(name) for extension in extensions for name, _ in rows_of(core, extension)}
    retired = _retired(extensions, addresses)
    _add_rules(tree, core, extensions, retired, addresses)
    for extension in extensions:
        _add_extension(tree, core, extension)
    told = json.dumps({"addresses": addresses, "retired": retired}, indent=1, sort_keys=True)
    tree.add(Path("data", "tables", ADDRESSES), told.encode())
    _write(tree, target)
    (target / RULE_CASES / OWN_CASES).mkdir(parents=True, exist_ok=True)
    return target


def _retired(extensions: Sequence[Extension], addresses: Mapping[str, str]) -> dict[str, str]:
    """What is retired and by what, by address; rules and cut-offs give way only to those of an extension."""
    return {
        f"{ID}{one.what}": extension.address(one.by)
        if one.by.startswith(("rule/", "policy/"))
        else addresses.get(one.by, f"{ID}{one.by}")
        for extension in extensions
        for one in extension.retires
    }


def _add_rules(
    tree: _Tree, core: Core, extensions: Sequence[Extension], retired: Mapping[str, str], addresses: Mapping[str, str]
) -> None:
    """The rules, with what is retired taken out and its replacement named instead."""
    gone = {old.removeprefix(f"{ID}rule/") for old in retired if old.startswith(f"{ID}rule/")}
    named = {old.removeprefix(ID): new for old, new in retired.items() if not old.startswith(f"{ID}rule/")}
    for path in sorted(core.rules.rglob("*.ttl")):
        if path.stem not in gone:
            text = path.read_text("utf-8")
            for old, new in named.items():
                text = _renamed(text, old, new)
            tree.add(Path("rules") / path.relative_to(core.rules), text.encode())
    for extension in extensions:
        for path in sorted((extension.folder / "rules").rglob("*.ttl")):
            relative = path.relative_to(extension.folder / "rules")
            tree.add(Path("rules", relative.parent, f"{extension.name}-{path.name}"), path.read_bytes())
        if (policy := extension.folder / "policy.ttl").is_file():
            tree.add(Path("rules", f"{extension.name}-policy.ttl"), policy.read_bytes())
        templates = extension.folder / "rules" / TEMPLATES
        made = compiled(templates, extension.things, addresses) if templates.is_file() else {}
        for slug, text in made.items():
            tree.add(Path("rules", LAYER, f"{extension.name}-{slug}.ttl"), text.encode())


def _renamed(text: str, old: str, new: str) -> str:
    """A rule file in which another thing stands for a retired one; the block that defines that one is left out."""
    short = old.replace("/", ":", 1)
    blocks = [block for block in text.split("\n\n") if not re.match(rf"{re.escape(short)} a ", block.lstrip())]
    return re.sub(rf"(?<![\w-]){re.escape(short)}(?![\w-])", f"<{new}>", "\n\n".join(blocks))


def _add_extension(tree: _Tree, core: Core, extension: Extension) -> None:
    folder = extension.folder
    for part, place in (("ontology", "ontology"), ("checks", "ontology/checks"), ("questions", "ontology/questions")):
        for path in sorted((folder / part).glob("*")):
            if path.suffix in {".ttl", ".rq", ".csv"}:
                tree.add(Path(place, f"{extension.name}-{path.name}"), path.read_bytes())
    for path in sorted((folder / "cases").glob("*.yaml")):
        tree.add(Path("data", "cases", f"{extension.name}-{path.name}"), path.read_bytes())
    for path in sorted((folder / "cases" / "rules").glob("*.yaml")):
        tree.add(Path(RULE_CASES, OWN_CASES, path.name), path.read_bytes())
    for path in sorted((folder / "tables").glob("*.csv")):
        own = path.with_name(path.name + METADATA)
        metadata = json.loads((own if own.is_file() else core.tables / own.name).read_text("utf-8"))
        metadata["url"] = f"{extension.name}/{path.name}"
        tree.add(Path("data", "tables", extension.name, path.name), path.read_bytes())
        described = f"{path.stem}.{extension.name}.csv{METADATA}"
        tree.add(Path("data", "tables", described), json.dumps(metadata, ensure_ascii=False, indent=1).encode())


def _write(tree: _Tree, target: Path) -> None:
    for place, content in tree.files.items():
        path = target / place
        if not path.is_file() or path.read_bytes() != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    for path in _standing(target):
        if path.relative_to(target) not in tree.files:
            path.unlink()


def _standing(target: Path) -> Iterator[Path]:
    for part in ("ontology", "rules", "data", RULE_CASES):
        yield from [path for path in (target / part).rglob("*") if path.is_file()]
