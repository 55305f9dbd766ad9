"""An archive with the current release and an earlier one in which a little was different."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from kompas_api.linked.releases import Release
from pyoxigraph import Literal, NamedNode, Triple

from kompas.knowledge.manifest import read_manifest
from kompas.knowledge.release import release
from kompas.namespaces import SKOS, thing
from kompas.resources import release as release_folder

CHANGED = thing("problem", "driftbuien")
CAME = thing("problem", "slaapproblemen")
WENT = thing("problem", "verdwenen-probleem")
_LABEL = NamedNode(f"{SKOS}prefLabel")
_DATES = {"now": "2026-11-01", "before": "2026-05-01"}


def archive(folder: Path) -> Path:
    """Fill a folder as `kompas publish --archive` does; the earlier release lacks one problem, and has one more."""
    shutil.copytree(release_folder(), folder / "now")
    now = Release(folder / "now", read_manifest(folder / "now")).triples()
    before = [triple for triple in now if CAME not in (triple.subject, triple.object)]
    before = [triple for triple in before if not (triple.subject == CHANGED and triple.predicate == _LABEL)]
    before += [
        Triple(CHANGED, _LABEL, Literal("Woede", language="nl")),
        Triple(WENT, _LABEL, Literal("Verdwenen", language="nl")),
    ]
    release(folder / "before", before, inferred=0, rules=[], inputs="")
    for name, date in _DATES.items():
        (folder / name / "published.json").write_text(json.dumps({"date": date}), "utf-8")
    return folder
