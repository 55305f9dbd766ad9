"""Recommendations made by hand for the tests of rendering: rich enough to fill every section, in both languages."""

from __future__ import annotations

from tests.unit.rendering.samples.whole import Sample

SAMPLES = {
    f"{name}.{language}": build
    for language in ("nl", "en")
    for name, build in (
        ("ordinary", Sample(language).recommendation),
        ("safety", Sample(language).safety_first),
        ("clarify", Sample(language).clarify_first),
    )
}
"""Every sample by its name, to be built when asked for."""
