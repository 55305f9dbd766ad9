"""The feed of releases, for who follows them: Atom (RFC 4287)."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, tostring

from kompas_api.linked.changes import RECENT, changes
from kompas_api.linked.releases import Release
from kompas_api.negotiation import Language
from kompas_api.settings import Settings

_ATOM = "http://www.w3.org/2005/Atom"


def feed(settings: Settings, base: str, address: str, releases: Sequence[Release], spoken: Language) -> bytes:
    """A feed with an entry for each recent release, from new to old, that says how much changed.

    Args:
        settings: who publishes.
        base: where Kompas is reached, without a slash at the end.
        address: where this feed was had, which is where readers ask again.
        releases: from new to old.
        spoken: the language of its texts.
    """
    dutch = spoken == "nl"
    root = Element("feed", {"xmlns": _ATOM, "xml:lang": spoken})
    _texts(root, title="Uitgaven van Kompas" if dutch else "Releases of Kompas", id="https://w3id.org/kompas/changes")
    _texts(root, updated=_moment(max(releases, key=lambda release: release.moment)))
    SubElement(root, "link", {"rel": "self", "href": address, "type": "application/atom+xml"})
    SubElement(root, "link", {"rel": "alternate", "href": f"{base}/changes", "type": "text/html"})
    _texts(SubElement(root, "author"), name=settings.publisher_name, uri=settings.publisher_url)
    for place, release in enumerate(releases[:RECENT]):
        entry = SubElement(root, "entry")
        kind = "Uitgave" if dutch else "Release"
        _texts(entry, title=f"{kind} {release.manifest.version}", id=release.address, updated=_moment(release))
        SubElement(entry, "link", {"rel": "alternate", "href": f"{base}/release/{release.name}", "type": "text/html"})
        if place + 1 < len(releases):
            older = releases[place + 1]
            found = changes(older, release)
            address = f"{base}/changes/{older.name}/{release.name}"
            SubElement(entry, "link", {"rel": "related", "href": f"{address}.trig", "type": "application/trig"})
            added, removed = len(found.added), len(found.removed)
            came, went, changed = len(found.came), len(found.went), len(found.changed)
            said = (
                f"Uitspraken: {added} erbij, {removed} eraf. Dingen: {came} nieuw, {went} weg, {changed} veranderd."
                if dutch
                else f"Statements: {added} added, {removed} gone. Things: {came} new, {went} gone, {changed} changed."
            )
        else:
            said = "De eerste uitgave die hier staat." if dutch else "The first release that is kept here."
        _texts(entry, summary=said)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{tostring(root, encoding="unicode")}'.encode()


def _texts(element: Element, **texts: str) -> None:
    for name, said in texts.items():
        SubElement(element, name).text = said


def _moment(release: Release) -> str:
    return release.moment.strftime("%Y-%m-%dT%H:%M:%SZ")
