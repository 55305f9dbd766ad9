"""Releases: the version says enough, the folder is whole, and what was released is never changed."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml

from kompas.changes import Change, Kind
from kompas.editions import Edition, read_edition
from kompas.errors import BadInput, CheckFailed, InvalidValue
from kompas.impact import Difference, Impact, Outcome
from kompas.releasing import Step, Version, allowed, release, step
from kompas.releasing.making import entry
from kompas.releasing.versions import needed
from tests.unit.variants import standing

TODAY = date(2026, 11, 22)
LIGHT = Outcome("ordinary-parenting", "ordinary-parenting", "ordinary-parenting", frozenset(), "clear", ())
OTHERWISE = Difference("sandra", LIGHT, replace(LIGHT, route="kernel-elements"))
GONE = Change(Kind.REMOVED, "problem", "https://w3id.org/kompas/id/problem/x", "X")
RELABELLED = Change(Kind.RELABELLED, "problem", "https://w3id.org/kompas/id/problem/x", "X")


def impact(
    *, examples: tuple[Difference, ...] = (), changes: tuple[Change, ...] = (), lost: tuple[str, ...] = ()
) -> Impact:
    return Impact(standing(), standing(), changes, examples, ("sandra",), lost, (), 0, 1)


@pytest.fixture
def built() -> tuple[Edition, Version]:
    edition = standing()
    return edition, Version.read(edition.knowledge.version.partition("+")[0])


@pytest.mark.parametrize("text", ["1", "1.2", "1.2.3.4", "v1.2.3", "01.2.3", "1.2.x", ""])
def test_a_version_is_three_numbers(text: str) -> None:
    with pytest.raises(InvalidValue, match="is not a version"):
        Version.read(text)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [("1.2.3", "1.2.4", Step.PATCH), ("1.2.3", "1.3.0", Step.MINOR), ("1.2.3", "2.0.0", Step.MAJOR)],
)
def test_each_step_has_a_name(old: str, new: str, told: Step) -> None:
    assert step(Version.read(old), Version.read(new)) is told


@pytest.mark.parametrize("new", ["1.2.3", "1.2.2", "1.1.9", "0.9.9"])
def test_a_version_goes_up(new: str) -> None:
    with pytest.raises(InvalidValue, match=r"is not higher than 1\.2\.3"):
        step(Version.read("1.2.3"), Version.read(new))


@pytest.mark.parametrize(
    ("found", "least"),
    [
        (impact(), Step.PATCH),
        (impact(changes=(RELABELLED,)), Step.PATCH),
        (impact(examples=(OTHERWISE,)), Step.MINOR),
        (impact(lost=("sandra",)), Step.MINOR),
        (impact(changes=(GONE,)), Step.MAJOR),
    ],
)
def test_what_changes_says_how_large_the_step_is(found: Impact, least: Step) -> None:
    assert needed(found)[0] is least


def test_a_change_that_alters_an_example_is_never_a_patch() -> None:
    with pytest.raises(CheckFailed, match=r"1\.2\.4 would be a patch after 1\.2\.3.*minor") as refused:
        allowed(Version.read("1.2.3"), Version.read("1.2.4"), impact(examples=(OTHERWISE,)))
    assert "example sandra: heavier route" in str(refused.value)
    allowed(Version.read("1.2.3"), Version.read("1.3.0"), impact(examples=(OTHERWISE,)))


def test_what_is_taken_away_asks_for_a_major_version_once_there_is_one() -> None:
    with pytest.raises(CheckFailed, match="problem:x is gone"):
        allowed(Version.read("1.2.3"), Version.read("1.3.0"), impact(changes=(GONE,)))
    allowed(Version.read("1.2.3"), Version.read("2.0.0"), impact(changes=(GONE,)))
    allowed(Version.read("0.1.0"), Version.read("0.2.0"), impact(changes=(GONE,)))
    with pytest.raises(CheckFailed):
        allowed(Version.read("0.1.0"), Version.read("0.1.1"), impact(changes=(GONE,)))


def test_a_change_that_alters_no_example_may_be_a_patch() -> None:
    allowed(Version.read("1.2.3"), Version.read("1.2.4"), impact(changes=(RELABELLED,)))


def test_a_release_is_a_whole_edition_with_checksums_and_citation(
    built: tuple[Edition, Version], tmp_path: Path
) -> None:
    edition, version = built
    done = release(edition, version, tmp_path / "made", TODAY, impact(changes=(RELABELLED,)), "# Changes\n")
    assert sorted(path.name for path in done.folder.iterdir()) == sorted(done.files)
    for line in (done.folder / "SHA256SUMS").read_text("utf-8").splitlines():
        told, name = line.split("  ")
        assert hashlib.sha256((done.folder / name).read_bytes()).hexdigest() == told
    citation = yaml.safe_load((done.folder / "CITATION.cff").read_text("utf-8"))
    assert (citation["version"], citation["date-released"]) == (str(version), TODAY)
    told_to_machines = json.loads((done.folder / "release.json").read_text("utf-8"))
    assert told_to_machines["address"].endswith(f"/release/{version}")
    assert told_to_machines["changes"] == 1
    again = read_edition(done.folder, "again")
    assert again.knowledge.digest == edition.knowledge.digest
    assert again.rules.descriptions.keys() == edition.rules.descriptions.keys()


def test_a_release_is_never_changed(built: tuple[Edition, Version], tmp_path: Path) -> None:
    (tmp_path / "made").mkdir()
    with pytest.raises(BadInput, match="was released already"):
        release(*built, tmp_path / "made", TODAY, None, None)


def test_knowledge_built_as_another_version_is_not_released(built: tuple[Edition, Version], tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"not as 9\.9\.9"):
        release(built[0], Version.read("9.9.9"), tmp_path / "made", TODAY, None, None)
    assert not (tmp_path / "made").exists()


def test_the_draft_for_the_changelog_says_what_changed() -> None:
    text = entry(impact(examples=(OTHERWISE,), changes=(RELABELLED,)), Version.read("0.2.0"), TODAY)
    assert text.startswith("## 0.2.0\n\n2026-11-22, after before (")
    assert "1 of 1 example" in text
    assert "| heavier route | 1 |" in text
