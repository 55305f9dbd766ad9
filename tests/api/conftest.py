"""The application as a client meets it, with the released knowledge."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from kompas_api.app import create_app
from kompas_api.settings import Settings
from starlette.testclient import TestClient


@pytest.fixture(scope="session")
def app() -> FastAPI:
    return create_app(Settings())


@pytest.fixture(scope="session")
def client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app, base_url="http://kompas.test") as talking:
        yield talking
