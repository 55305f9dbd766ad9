"""The documentation as a site that needs no server and no network: `make docs`, then open `build/site/index.html`.

The documents are written to be read in the repository too. So they are first laid out anew: the readme, contributing
and the changelog become pages, and so do notebooks, with what their cells print; what else a document refers to comes
along as a file, and links lead to where things now are. Sphinx makes the site of that; a warning is an error.
"""

from __future__ import annotations

import contextlib
import io
import json
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from posixpath import dirname, normpath, relpath
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[1]
PAGES: Final = {"README.md": "index.md", "CONTRIBUTING.md": "contributing.md", "CHANGELOG.md": "changelog.md"}
"""Documents at the root of the repository, and the page each becomes."""
CHAPTERS: Final = {
    "Learn": ("tutorial/first-consultation", "tutorial/first-finding"),
    "How to": (
        *("how-to/hold-a-conversation", "how-to/verify-a-recommendation", "how-to/follow-what-help-comes-to"),
        *(
            "how-to/see-what-a-region-lacks",
            "how-to/ask-the-graph",
            "how-to/use-the-endpoint",
            "how-to/run-on-a-server",
        ),
    ),
    "Extend Kompas": (
        *("how-to/add-a-row", "how-to/add-a-rule", "how-to/extend-kompas", "how-to/check-the-knowledge"),
        *("how-to/see-what-a-change-does", "how-to/look-into-the-rules", "how-to/ask-graph-questions"),
        "how-to/make-a-release",
    ),
    "Understand": ("explanation/decision-model", "explanation/impact-and-populations", "notebooks/worked-analyses"),
    "Look up": (
        *("reference/rules", "reference/policy", "reference/ontology", "reference/competency-questions"),
        *("reference/coverage", "reference/command-line", "python", "glossary"),
    ),
    "Take part": ("contributing", "changelog"),
}
"""The pages in the order of the menu."""
SETTINGS: Final[dict[str, Any]] = {
    "project": "Kompas",
    "html_title": "Kompas",
    "html_theme": "furo",
    "extensions": "myst_parser",
    "myst_heading_anchors": 4,
    "suppress_warnings": "misc.highlighting_failure",
    "html_copy_source": 0,
    "html_show_sourcelink": 0,
    "html_show_copyright": 0,
}
"""What Sphinx is told; no fonts, scripts or pictures come from elsewhere."""
_LINK: Final = re.compile(r"(\]\(|(?:src|href)=\")(?!https?:|#|mailto:)([^)#\"]+)")


def main(target: Path) -> int:
    """Lay out the documents beside a folder, and make the site in it; the exit status is that of Sphinx."""
    from sphinx.cmd.build import build_main

    sources = target.with_name(f"{target.name}-sources")
    lay_out(sources)
    settings = [f"--define={name}={value}" for name, value in SETTINGS.items()]
    quiet = ["-q", "-C", "-W", "--keep-going", "-E", "-d", str(sources / ".doctrees")]
    return build_main([*quiet, *settings, "-b", "html", str(sources), str(target)])


def lay_out(target: Path) -> None:
    """Write every page and file of the site in an empty folder."""
    shutil.rmtree(target, ignore_errors=True)
    for source, place in _documents():
        text = _notebook(ROOT / source) if source.endswith(".ipynb") else (ROOT / source).read_text("utf-8")
        for link in _LINK.finditer(text):
            referred = _referred(link[2], source)
            if not (_page(referred) or (target / _place(referred)).exists()):
                _write(target / _place(referred), (ROOT / _file(referred)).read_bytes())
        moved = _LINK.sub(lambda link, at=source, page=place: f"{link[1]}{_moved(link[2], at, page)}", text)  # type: ignore[misc]
        _write(target / place, (moved + _menu() if place == "index.md" else moved).encode())


def _documents() -> Iterator[tuple[str, str]]:
    """Every document, with the page that it becomes; both as paths, in the repository and on the site."""
    yield from PAGES.items()
    for path in sorted((ROOT / "docs").rglob("*")):
        place = path.relative_to(ROOT / "docs")
        if path.suffix in (".md", ".ipynb"):
            yield f"docs/{place.as_posix()}", place.with_suffix(".md").as_posix()


def _referred(link: str, source: str) -> str:
    """What a link in a document refers to, as a path in the repository."""
    return normpath(f"{dirname(source)}/{link}") if dirname(source) else normpath(link)


def _page(path: str) -> str | None:
    """The page that a document becomes; None when it becomes none."""
    return dict(_documents()).get(path)


def _place(path: str) -> str:
    """Where something in the repository is on the site."""
    inside = path.removeprefix("docs/") if path.startswith("docs/") else f"files/{_file(path)}"
    return _page(path) or inside


def _file(path: str) -> str:
    """The file for what is referred to: for a folder, the one that describes it."""
    return f"{path}/extension.yaml" if (ROOT / path).is_dir() else path


def _moved(link: str, source: str, page: str) -> str:
    """A link of a document, as it is on its page."""
    return relpath(_place(_referred(link, source)), dirname(page) or ".")


def _menu() -> str:
    parts = [
        f"```{{toctree}}\n:hidden:\n:caption: {title}\n\n{chr(10).join(pages)}\n```"
        for title, pages in CHAPTERS.items()
    ]
    return "\n\n".join(["", *parts, ""])


def _notebook(path: Path) -> str:
    """A notebook as Markdown, with what each cell prints."""
    held: dict[str, Any] = {}
    parts = []
    for cell in json.loads(path.read_text("utf-8"))["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            parts.append(source)
            continue
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(source, path.name, "exec"), held)  # noqa: S102 our own notebook
        parts.append(f"```python\n{source}\n```\n\n```text\n{printed.getvalue()}```")
    return "\n\n".join(parts) + "\n"


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


if __name__ == "__main__":
    sys.exit(main(Path(*sys.argv[1:]) if sys.argv[1:] else ROOT / "build" / "site"))
