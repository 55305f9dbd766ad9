"""What one process of the service publishes as linked data: the releases, their files, their descriptions."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from threading import Lock

from fastapi import Request
from pyoxigraph import Triple

from kompas_api.linked.dcat import catalogue
from kompas_api.linked.dumps import Dumps
from kompas_api.linked.ontology import Documentation
from kompas_api.linked.releases import Release, Releases
from kompas_api.linked.void import void
from kompas_api.problems import Refusal
from kompas_api.settings import Settings


class Publication:
    """Made when it is first asked for, and kept."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.releases = Releases(Path(settings.archive) if settings.archive else None)
        self.dumps = Dumps()
        self._lock = Lock()
        self._ontologies: dict[str, list[Triple]] = {}
        self._documented: dict[str, Documentation] = {}
        self._described: dict[tuple[str, str], list[Triple]] = {}

    @cached_property
    def current(self) -> Release:
        """The current release."""
        return self.releases.all[0]

    def release(self, name: str) -> Release:
        """The release with this name, version or digest.

        Raises:
            Refusal: (404) there is none.
        """
        found = self.releases.find(name)
        if found is None:
            raise Refusal(404, "Not found", "There is no release with this name here; /dumps lists those there are.")
        return found

    def catalogue(self, base: str) -> list[Triple]:
        """The catalogue, reached at this base address."""
        return self._once("catalogue", base)

    def void(self, base: str) -> list[Triple]:
        """The description of the dataset, reached at this base address."""
        return self._once("void", base)

    def ontology(self, release: Release) -> list[Triple]:
        """The ontology of a release, with the schemes of its concepts."""
        with self._lock:
            if release.name not in self._ontologies:
                self._ontologies[release.name] = release.triples("ontology")
            return self._ontologies[release.name]

    def documentation(self, release: Release) -> Documentation:
        """The documentation of the ontology of a release."""
        triples = self.ontology(release)
        with self._lock:
            if release.name not in self._documented:
                self._documented[release.name] = Documentation(triples)
            return self._documented[release.name]

    def _once(self, what: str, base: str) -> list[Triple]:
        with self._lock:
            if (what, base) not in self._described:
                if len(self._described) > 8:
                    self._described.clear()
                self._described[what, base] = (
                    void(base, self.current, self.current.triples())
                    if what == "void"
                    else catalogue(self.settings, base, self.current, self.dumps.listed(self.current))
                )
            return self._described[what, base]


def publication(request: Request) -> Publication:
    """What this application publishes."""
    held: Publication = request.app.state.publication
    return held


def base_of(request: Request) -> str:
    """Where Kompas is reached, without a slash at the end."""
    return str(request.app.state.settings.public_url or str(request.base_url).rstrip("/"))
