"""Collects the cases of the rules: `tests/rules/<layer>/<rule>.yaml` says when a rule speaks and when it is silent."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kompas.knowledge.rule_cases import RuleCase, read_rule_cases
from tests.rule_cases import Verdict, verdict


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
