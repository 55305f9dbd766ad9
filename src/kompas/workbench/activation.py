"""Making this process, and those it starts, read the core with extensions laid over it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from kompas import resources
from kompas.errors import InvalidValue, MalformedInput


def activate(folders: Sequence[Path]) -> Path | None:
    """Lay extensions over the core, those of the settings file first; from here on everything reads the whole.

    Returns:
        The folder of the whole; None when there are no extensions.

    Raises:
        CheckFailed, InputMissing, MalformedInput: an extension is not in order, or clashes.
        InvalidValue: the settings file has something else than a list of folders.
    """
    chosen = list(
        dict.fromkeys([*settings(Path.cwd() / resources.SETTINGS), *(folder.resolve() for folder in folders)])
    )
    if not chosen:
        return None
    from kompas.workbench.clashes import Core
    from kompas.workbench.extension import read_extension
    from kompas.workbench.layering import lay_over

    os.environ.pop(resources.EXTENDED, None)
    extensions = [read_extension(folder) for folder in chosen]
    core = Core(resources.ontology(), resources.rules(), resources.data(), resources.rule_cases())
    root = resources.checkout() or Path.cwd()
    target = root / "build" / "extended" / "+".join(extension.name for extension in extensions)
    whole = lay_over(core, extensions, target)
    os.environ[resources.EXTENDED] = str(whole)
    return whole


def settings(path: Path) -> list[Path]:
    """The folders of extensions that a settings file names, relative to it; none when there is no such file.

    Raises:
        MalformedInput: it is not YAML.
        InvalidValue: it has something else than `extensions`, a list of folders.
    """
    if not path.is_file():
        return []
    import yaml

    try:
        told = yaml.safe_load(path.read_text("utf-8")) or {}
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise MalformedInput("YAML", str(error), source=path.name) from error
    named = told.get("extensions", []) if isinstance(told, dict) and told.keys() <= {"extensions"} else None
    if not isinstance(named, list) or not all(isinstance(folder, str) for folder in named):
        raise InvalidValue(f"{path.name} holds `extensions`, a list of folders, and nothing else", pointer="")
    return [(path.parent / folder).resolve() for folder in named]
