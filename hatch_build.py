"""What a build of the distribution adds: ontology, rules, data and the released graph.

A standard wheel carries them in `kompas/_resources`, where `kompas.resources` looks first. The sdist carries the
released graph beside its inputs, so that a wheel is made from it without Java or the libraries of the knowledge
build. An editable install reads the checkout itself and only gets a released graph when there is none yet.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

CARRIED: Final = {"ontology": "ontology", "rules": "rules", "data": "data", "tests/rules": "rule-cases"}
"""Folders of the checkout, and what they are called in `kompas/_resources`."""
INPUTS: Final = ("ontology", "rules", "data/tables", "tests/rules", "src/kompas/knowledge", "src/kompas/__init__.py")
RELEASE: Final = "build/release"
SCRIPTS: Final = {
    "node_modules/htmx.org/dist/htmx.min.js": "kompas_api/web/scripts/htmx.min.js",
    "node_modules/@zazuko/yasgui/build/yasgui.min.js": "kompas_api/web/scripts/yasgui.min.js",
    "node_modules/@zazuko/yasgui/build/yasgui.min.css": "kompas_api/web/scripts/yasgui.min.css",
}
"""The scripts of others that the pages load, from npm's folder to the package; every page works without them."""


class ReleasedGraph(BuildHookInterface[Any]):
    """Makes the released graph when it is missing or older than what it is made from, and ships it."""

    def dependencies(self) -> list[str]:
        """What the build environment needs besides hatchling: everything at run time when the graph must be made."""
        return [] if self._is_current() else list(self.metadata.core.dependencies)

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build what is missing, then place it; `version` is `editable` or `standard`."""
        if version == "editable":
            self._build_for_checkout()
            return
        if not self._is_current():
            self._build()
        for script, place in SCRIPTS.items():
            if Path(self.root, script).is_file():
                target = script if self.target_name == "sdist" else place
                build_data["force_include"][str(Path(self.root, script))] = target
        release = str(Path(self.root, RELEASE))
        if self.target_name == "sdist":
            build_data["force_include"][release] = RELEASE
            return
        for folder, name in CARRIED.items():
            build_data["force_include"][str(Path(self.root, folder))] = f"kompas/_resources/{name}"
        build_data["force_include"][release] = "kompas/_resources/release"

    def _is_current(self) -> bool:
        manifest = Path(self.root, RELEASE, "manifest.json")
        return manifest.is_file() and manifest.stat().st_mtime >= max(
            path.stat().st_mtime
            for name in INPUTS
            for path in (Path(self.root, name), *Path(self.root, name).rglob("*"))
            if path.is_file() and "__pycache__" not in path.parts
        )

    def _build(self) -> None:
        source = str(Path(self.root, "src"))
        subprocess.run(
            [sys.executable, "-m", "kompas", "build"],
            cwd=self.root,
            env=os.environ | {"PYTHONPATH": source},
            check=True,
        )

    def _build_for_checkout(self) -> None:
        """A checkout whose tables are being repaired must still install: there a failing build is a warning."""
        if Path(self.root, RELEASE, "manifest.json").is_file():
            return
        try:
            self._build()
        except subprocess.CalledProcessError:
            self.app.display_warning("The knowledge could not be built; run `kompas build` to see why.")
