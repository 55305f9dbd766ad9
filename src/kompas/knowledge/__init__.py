"""The knowledge: tables and ontology → one reasoned, validated, released graph.

    tables → mapping → reasoning → validation → release          (`kompas build`, with Java, once)
    release → Knowledge                                          (everything else, in a tenth of a second)

Only the second line is imported here; `kompas.knowledge.build` is for the command `build`, and `kompas.quality` checks.
"""

from __future__ import annotations

from kompas.knowledge.graph import Knowledge, released
from kompas.knowledge.manifest import Manifest

__all__ = ["Knowledge", "Manifest", "released"]
