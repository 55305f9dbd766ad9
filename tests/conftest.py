"""Collects the cases of the rules, lets what takes longest start first, and has a browser for who needs one.

`tests/rules/<layer>/<rule>.yaml` says when a rule speaks and when it is silent.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, sync_playwright

from kompas.knowledge.rule_cases import RuleCase, read_rule_cases
from tests.rule_cases import Verdict, verdict

CHROMIUM: Final = os.environ.get("KOMPAS_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
ROOT: Final = Path(__file__).resolve().parents[1]
FIRST: Final = (
    "tests/browser/test_accessibility.py",
    "tests/conformance/test_real_rules.py",
    "tests/unit/test_impact.py",
    "tests/browser/test_the_answer.py",
    "tests/browser/test_consultation.py",
    "tests/properties/test_always_true_of_alternatives.py",
    "tests/unit/quality/test_checking.py",
    "tests/unit/test_documents_site.py",
    "tests/ontology/test_reasoners.py",
    "tests/browser/test_with_scripts.py",
    "tests/unit/workbench/test_extension_example.py",
    "tests/unit/knowledge/test_reasoning.py",
    "tests/code_health/test_checks.py",
    "tests/properties/test_always_true_of_reasons.py",
    "tests/unit/test_changes.py",
    "tests/api/test_sparql_safety.py",
    "tests/unit/workbench/test_tutorial.py",
)
"""The files that take longest, longest first (more than about ten seconds of processor time each).

Each file is run as a whole by one process, which so makes what its tests share once; a long file that started last
would leave the other process waiting.
"""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, without a window, for the whole session."""
    assert CHROMIUM, (
        "The browser tests need Chromium: install it (on Debian: apt-get install chromium), "
        "or say in KOMPAS_CHROMIUM where it is"
    )
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


class RuleSpeaksOtherwise(Exception):
    """A rule speaks where its case says it is silent, or the other way round."""

    def __init__(self, found: Verdict) -> None:
        super().__init__()
        self.found = found


class RuleCaseFile(pytest.File):
    """The cases of one rule."""

    def collect(self) -> Iterator[pytest.Item]:
        """One test for each case."""
        cases, mistakes = read_rule_cases(self.path)
        if mistakes:
            raise self.CollectError("\n".join(map(str, mistakes)))
        for case in cases:
            yield RuleCaseItem.from_parent(self, name=case.name, case=case)


class RuleCaseItem(pytest.Item):
    """One case: consult on it, and see whether the rule concludes something."""

    def __init__(self, *, case: RuleCase, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.case = case

    def runtest(self) -> None:
        """Compare what the rule concludes with what the case says."""
        found = verdict(self.case)
        if not found.as_expected:
            raise RuleSpeaksOtherwise(found)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """File, case, what was expected and what the rule concluded; no traceback."""
        if not isinstance(excinfo.value, RuleSpeaksOtherwise):
            return super().repr_failure(excinfo, style)
        return f"{self.path}\n  {self.case.name}\n{excinfo.value.found}"

    def reportinfo(self) -> tuple[Path, None, str]:
        """Where the case stands."""
        return self.path, None, f"{self.path.stem}: {self.case.name}"


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Every YAML file under `tests/rules` holds the cases of a rule."""
    if file_path.suffix == ".yaml" and file_path.parent.parent == Path(__file__).with_name("rules"):
        collected: RuleCaseFile = RuleCaseFile.from_parent(parent, path=file_path)
        return collected
    return None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest comes first; everything else stays in its order."""
    place = {ROOT / file: number for number, file in enumerate(FIRST)}
    items.sort(key=lambda item: place.get(item.path, len(FIRST)))
