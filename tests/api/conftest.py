"""The application as a client meets it, with the released knowledge."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from kompas_api.app import create_app
from kompas_api.settings import Settings
from starlette.testclient import TestClient

from tests.api.archived import archive


@pytest.fixture(scope="session")
def app() -> FastAPI:
    return create_app(Settings())


@pytest.fixture(scope="session")
def client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app, base_url="http://kompas.test") as talking:
        yield talking


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = archive(tmp_path_factory.mktemp("archive"))
    with TestClient(create_app(Settings(archive=str(folder))), base_url="http://kompas.test") as client:
        yield client


@pytest.fixture(scope="module")
def names(kept: TestClient) -> list[str]:
    """The names of the releases, from new to old."""
    return [release.name for release in kept.app.state.publication.releases.all]  # type: ignore[attr-defined]
