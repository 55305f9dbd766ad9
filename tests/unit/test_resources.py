"""Ontology, rules, data and the release are found in a package and in a checkout, or missed in plain words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kompas import resources
from kompas.errors import ResourceMissing

FOUND = [
    (resources.ontology, "ontology", "kompas.ttl"),
    (resources.rules, "rules", "policy.ttl"),
    (resources.data, "data", "tables"),
    (resources.release, "release", "manifest.json"),
    (resources.rule_cases, "rule-cases", "5-arguments"),
]
IN_CHECKOUT = {"release": "build/release", "rule-cases": "tests/rules"}


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty checkout that the package thinks it runs from."""
    package = tmp_path / "src" / "kompas"
    package.mkdir(parents=True)
    (tmp_path / "pyproject.toml").touch()
    monkeypatch.setattr(resources, "_PACKAGE", package)
    return tmp_path


def folder_with(place: Path, landmark: str) -> Path:
    place.mkdir(parents=True)
    (place / landmark).touch()
    return place


@pytest.mark.parametrize(("find", "name", "landmark"), FOUND)
def test_a_checkout_has_it_at_its_root(find: Callable[[], Path], name: str, landmark: str, checkout: Path) -> None:
    place = folder_with(checkout / IN_CHECKOUT.get(name, name), landmark)
    assert find() == place


@pytest.mark.parametrize(("find", "name", "landmark"), FOUND)
def test_what_came_with_the_package_goes_first(
    find: Callable[[], Path], name: str, landmark: str, checkout: Path
) -> None:
    folder_with(checkout / IN_CHECKOUT.get(name, name), landmark)
    carried = folder_with(checkout / "src" / "kompas" / "_resources" / name, landmark)
    assert find() == carried


@pytest.mark.parametrize(("find", "name", "landmark"), FOUND)
def test_a_folder_without_its_landmark_is_not_it(
    find: Callable[[], Path], name: str, landmark: str, checkout: Path
) -> None:
    (checkout / "src" / "kompas" / "_resources" / name).mkdir(parents=True)
    with pytest.raises(ResourceMissing, match=f"_resources/{name} or "):
        find()


def test_a_release_that_was_never_built_says_how_to_build_it(checkout: Path) -> None:
    with pytest.raises(ResourceMissing, match="Run `kompas build`"):
        resources.release()


def test_an_installed_package_does_not_look_around_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "site-packages" / "kompas"
    package.mkdir(parents=True)
    folder_with(tmp_path / "rules", "policy.ttl")
    monkeypatch.setattr(resources, "_PACKAGE", package)
    with pytest.raises(ResourceMissing) as raised:
        resources.rules()
    assert raised.value.looked_in == (package / "_resources" / "rules",)


def test_a_build_goes_to_the_checkout_or_else_to_the_current_directory(
    checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert resources.release_target() == checkout / "build" / "release"
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path / "site-packages" / "kompas")
    assert resources.release_target() == elsewhere / "build" / "release"
