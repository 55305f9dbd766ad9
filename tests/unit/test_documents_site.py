"""The documentation becomes a site that needs no network: whole, without a warning, and every link leads somewhere."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

ROOT = Path(__file__).resolve().parents[2]


class Parsed(HTMLParser):
    """What a page loads, where it leads, and what in it can be led to."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.leads: list[str] = []
        self.anchors: set[str] = set()
        self.feed(page.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        self.anchors |= {told[name] for name in ("id", "name") if name in told}
        if tag == "a" and "href" in told:
            self.leads.append(told["href"])
        elif tag in ("script", "img", "link", "iframe", "source"):
            self.loads += [told[name] for name in ("src", "href") if told.get(name)]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built as `make docs` builds it: a warning fails it, a page outside the menu too."""
    target = tmp_path_factory.mktemp("docs") / "site"
    command = [sys.executable, "-m", "docs.site", str(target)]
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | {"NO_COLOR": "1"}, check=False, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
    return target


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[Path, Parsed]:
    return {path: Parsed(path) for path in sorted(site.rglob("*.html"))}


def test_every_document_is_a_page(site: Path) -> None:
    documents = {path.relative_to(ROOT / "docs").with_suffix(".html") for path in (ROOT / "docs").rglob("*.md")}
    wanted = documents | {Path(name) for name in ("index.html", "contributing.html", "changelog.html")}
    assert {page for page in wanted if not (site / page).is_file()} == set()


def test_no_page_loads_anything_from_elsewhere(site: Path, pages: dict[Path, Parsed]) -> None:
    for page, parsed in pages.items():
        assert [one for one in parsed.loads if re.match(r"(\w+:)?//", one)] == [], page
    for style in site.rglob("*.css"):
        assert not re.search(r"@import|url\([\"']?(https?:)?//", style.read_text("utf-8")), style


def test_every_link_within_the_site_leads_somewhere(site: Path, pages: dict[Path, Parsed]) -> None:
    dead = []
    for page, parsed in pages.items():
        for link in parsed.leads:
            if re.match(r"\w+:|//", link):
                continue
            place, _, anchor = link.partition("#")
            target = (page.parent / unquote(place)).resolve() if place else page
            known = pages[target].anchors if target in pages else set()
            if not target.is_file() or (anchor and target in pages and unquote(anchor) not in known):
                dead.append(f"{page.relative_to(site)}: {link}")
    assert dead == []


def test_search_finds_what_the_pages_say(site: Path) -> None:
    index = (site / "searchindex.js").read_text("utf-8")
    assert all(word in index for word in ("driftbuien", "kompas", "hermit", "sparql"))


def test_the_notebook_shows_what_it_prints(site: Path) -> None:
    text = (site / "notebooks" / "worked-analyses.html").read_text("utf-8")
    assert re.search(r"\d+ rules", text)


def test_the_references_of_ontology_and_rules_are_whole(site: Path) -> None:
    ontology = (site / "reference" / "ontology.html").read_text("utf-8")
    declared = re.findall(
        r"^kompas:(\w+) a owl:",
        "\n".join(path.read_text("utf-8") for path in (ROOT / "ontology").glob("*.ttl")),
        re.MULTILINE,
    )
    assert len(declared) > 300
    assert [name for name in declared if f"kompas:{name}<" not in ontology] == []
    rules = (site / "reference" / "rules.html").read_text("utf-8")
    assert [path.stem for path in (ROOT / "rules").glob("*/*.ttl") if path.stem not in rules] == []
