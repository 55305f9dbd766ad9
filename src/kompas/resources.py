"""Where ontology, rules, data and the released graph live: the only module that knows.

A wheel carries them in `kompas/_resources`; in a checkout they stand at its root, and the released graph in
`build/release`. The wheel's own are looked for first, so that an installed Kompas never reads a checkout by accident.
Extensions laid over them (`kompas --extension`) stand in a folder of their own, which the environment variable
`KOMPAS_KNOWLEDGE` names; then nothing is looked for elsewhere, and processes started from here read the same.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from kompas.errors import ResourceMissing

_PACKAGE: Final = Path(__file__).resolve().parent
_REINSTALL: Final = "Install Kompas again, or run it from a whole checkout"
EXTENDED: Final = "KOMPAS_KNOWLEDGE"
"""The environment variable that names the folder of the core with extensions laid over it."""
SETTINGS: Final = "kompas-settings.yaml"
"""A file in the current directory whose `extensions` are laid over as if each was given with `--extension`."""
ADDRESSES: Final = "tables/extensions.json"
"""Where in `data` it stands under which addresses the things of extensions live."""
_IN_CHECKOUT: Final = {"release": "build/release", "rule-cases": "tests/rules"}
"""Where a checkout has what does not stand at its root."""
OWN_CASES: Final = "extensions"
"""Where among the cases of rules those of extensions stand, when there are extensions."""
_BUILD: Final = "Run `kompas build` (in a checkout: `make build`) to make it"


def ontology() -> Path:
    """The folder of the ontology: modules, shapes, checks, questions and mappings.

    Raises:
        ResourceMissing: it came neither with the package nor with a checkout.
    """
    return _folder("ontology", "ontology", "kompas.ttl", _REINSTALL)


def rules() -> Path:
    """The folder of the rules: the policy, and a folder for each layer.

    Raises:
        ResourceMissing: it came neither with the package nor with a checkout.
    """
    return _folder("rules", "rules", "policy.ttl", _REINSTALL)


def rule_cases() -> Path:
    """The folder of the cases of the rules: what each must conclude, and when it must stay silent.

    Raises:
        ResourceMissing: it came neither with the package nor with a checkout.
    """
    return _folder("cases of the rules", "rule-cases", OWN_CASES if extended() else "5-arguments", _REINSTALL)


def data() -> Path:
    """The folder of the knowledge tables, and of the example cases and offers.

    Raises:
        ResourceMissing: it came neither with the package nor with a checkout.
    """
    return _folder("data", "data", "tables", _REINSTALL)


def release() -> Path:
    """The folder of the released graph: `knowledge.nq` and its `manifest.json`.

    Raises:
        ResourceMissing: the knowledge has not been built yet.
    """
    return _folder("released knowledge", "release", "manifest.json", _BUILD)


def release_target() -> Path:
    """The folder that `kompas build` writes: in a checkout its `build/release`, else that of the current directory."""
    whole = extended()
    return whole / "release" if whole else (checkout() or Path.cwd()) / "build" / "release"


def extended() -> Path | None:
    """The folder of the core with extensions laid over it, when there are extensions."""
    named = os.environ.get(EXTENDED)
    return Path(named) if named else None


def elsewhere() -> Mapping[str, str]:
    """The addresses of the things of extensions, by `{type}/{slug}`; none without extensions."""
    whole = extended()
    return _addresses(whole / "data" / ADDRESSES) if whole else {}


@cache
def _addresses(path: Path) -> Mapping[str, str]:
    return dict(json.loads(path.read_text("utf-8"))["addresses"]) if path.is_file() else {}


def checkout() -> Path | None:
    """The root of the checkout that this package runs from, or None when it is installed from a wheel."""
    root = _PACKAGE.parent.parent
    return root if _PACKAGE.parent.name == "src" and (root / "pyproject.toml").is_file() else None


def _folder(name: str, folder: str, landmark: str, remedy: str) -> Path:
    """The first place that holds the folder with its landmark: an empty folder that a build left behind is none."""
    if whole := extended():
        places, remedy = [whole / folder], remedy.replace("kompas build", "kompas --extension … build")
    else:
        places = [_PACKAGE / "_resources" / folder]
    if not whole and (root := checkout()):
        places.append(root / _IN_CHECKOUT.get(folder, folder))
    for place in places:
        if (place / landmark).exists():
            return place
    raise ResourceMissing(name, places, remedy)
