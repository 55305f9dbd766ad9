"""What stands in `deploy/` fits the rest of the repository: files, settings, limits. Nothing of it is built here."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tomllib
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import yaml
from kompas_api.settings import Settings

from hatch_build import CARRIED, INPUTS, SCRIPTS

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
CONTAINERFILE = (DEPLOY / "Containerfile").read_text("utf-8")
PROXY = (DEPLOY / "proxy" / "kompas.conf").read_text("utf-8")
UNIT = (DEPLOY / "kompas.service").read_text("utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


class Asked(dict[str, str]):
    """An environment that remembers which variables it was asked for."""

    def __init__(self, **given: str) -> None:
        super().__init__(given)
        self.names: set[str] = set()

    def get(self, name: str, default: Any = None) -> Any:
        """The variable, as of any environment."""
        self.names.add(name)
        return super().get(name, default)


def composed(name: str) -> dict[str, Any]:
    """The services of a compose file."""
    services: dict[str, Any] = yaml.safe_load((DEPLOY / name).read_text("utf-8"))["services"]
    return services


def copied() -> set[str]:
    """What the container file takes from the checkout."""
    lines = re.findall(r"^COPY (?!--from)(.+)$", CONTAINERFILE, re.MULTILINE)
    return {source for line in lines for source in line.split()[:-1]}


def test_the_container_file_takes_what_is_there() -> None:
    named = copied() | set(re.findall(r"--requirement (\S+)", CONTAINERFILE))
    assert named
    assert not [name for name in named if not (ROOT / name).exists()]


def test_the_container_file_takes_all_that_the_wheel_is_made_of() -> None:
    wheel = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    licences = {pattern.split("/")[0] for pattern in PROJECT["project"]["license-files"]}
    needed = {*CARRIED, *INPUTS, *wheel, *licences, PROJECT["project"]["readme"], "hatch_build.py", "pyproject.toml"}
    missing = {name for name in needed if not any(Path(name).is_relative_to(taken) for taken in copied())}
    assert not missing
    packages = json.loads((ROOT / "package.json").read_text("utf-8"))["dependencies"]
    scripts = {name for name in SCRIPTS if not any(name.startswith(f"node_modules/{package}/") for package in packages)}
    assert not scripts, "not installed by `npm ci --omit=dev`"


def test_the_container_file_names_the_python_that_kompas_needs() -> None:
    assert f"Python is {PROJECT['project']['requires-python'].removeprefix('>=')} or newer" in CONTAINERFILE


def test_every_setting_that_is_named_exists() -> None:
    asked = Asked(KOMPAS_SPARQL_STORE="https://store.example.org/query")
    Settings.from_environment(asked)
    files = [path for path in DEPLOY.rglob("*") if path.is_file() and not {"tls", ".env"} & set(path.parts)]
    named = {name for path in files for name in re.findall(r"\bKOMPAS_[A-Z_]+", path.read_text("utf-8"))}
    assert named
    assert not named - asked.names


def test_the_example_of_settings_is_read_and_shows_the_defaults() -> None:
    lines = re.findall(r"^#?([A-Z_]+)=(.*)$", (DEPLOY / "kompas.env.example").read_text("utf-8"), re.MULTILINE)
    example, default = Settings.from_environment(dict(lines)), Settings()
    assert example.public_url == "https://kompas.example.nl"
    assert example.max_body_bytes == default.max_body_bytes
    assert (example.sparql.seconds, example.sparql.megabytes, example.sparql.processes) == (
        default.sparql.seconds, default.sparql.megabytes, default.sparql.processes,
    )  # fmt: skip


def test_the_compose_files_are_valid() -> None:
    check = (sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec")
    command = [*check, *(str(DEPLOY / name) for name in ("compose.yaml", "compose.store.yaml"))]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_compose_files_fit_the_container_file() -> None:
    targets = set(re.findall(r"^FROM \S+ AS (\w+)$", CONTAINERFILE, re.MULTILINE))
    every = [composed("compose.yaml"), composed("compose.store.yaml")]
    builds = [service["build"] for services in every for service in services.values() if "build" in service]
    assert {build["target"] for build in builds} == targets - {"base", "build"}
    assert {(DEPLOY / build["context"] / build["dockerfile"]).resolve() for build in builds} == {
        DEPLOY / "Containerfile"
    }
    assert every[1].keys() - every[0].keys() == {"store"}, "the second changes the services of the first"


def test_no_service_can_write_or_become_more_than_it_is() -> None:
    services = [*composed("compose.yaml").values(), composed("compose.store.yaml")["store"]]
    for service in services:
        assert service["read_only"]
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
    assert CONTAINERFILE.count("USER 10001:10001") == len({service["image"] for service in services})


def test_only_the_proxy_is_reached_from_outside() -> None:
    services = composed("compose.yaml") | {"store": composed("compose.store.yaml")["store"]}
    assert [name for name, service in services.items() if "ports" in service or "outside" in service["networks"]] == [
        "proxy"
    ]


def test_a_service_that_stops_waits_longer_than_a_query_may_take() -> None:
    longest = Settings().sparql.seconds
    assert int(composed("compose.yaml")["kompas"]["stop_grace_period"].removesuffix("s")) > longest
    assert int(re.findall(r"^TimeoutStopSec=(\d+)$", UNIT, re.MULTILINE)[0]) > longest


def test_the_container_of_the_proxy_asks_the_container_of_kompas() -> None:
    (old, new) = re.findall(r"sed -i 's/(.*?)/(.*?)/'", CONTAINERFILE)[0]
    changed, times = re.subn(old, new, PROXY)
    assert times == 1
    assert "server kompas:8000;" in changed


def test_the_unit_is_one_that_systemd_understands(tmp_path: Path) -> None:
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("systemd-analyze is not on this machine")
    unit = tmp_path / "kompas.service"
    unit.write_text(UNIT.replace("/opt/kompas/bin/kompas", "/bin/true"), "utf-8")
    done = subprocess.run([analyze, "verify", unit], check=False, capture_output=True, text=True)
    assert "kompas.service" not in done.stderr, done.stderr


@pytest.mark.parametrize(("status", "exit_status"), [(200, 0), (503, 1), (None, 1)])
def test_the_health_check_tells_whether_there_is_an_answer(status: int | None, exit_status: int) -> None:
    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status or 0)
            self.end_headers()

        def log_message(self, *said: Any) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Answer) as server:
        port = server.server_port
        if status:
            Thread(target=server.handle_request, daemon=True).start()
        else:
            server.server_close()
        command = (sys.executable, DEPLOY / "answers.py", f"http://127.0.0.1:{port}/health/ready")
        done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == exit_status, done.stderr
    assert "Traceback" not in done.stderr
