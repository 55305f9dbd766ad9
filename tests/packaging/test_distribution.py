"""Kompas installed from a wheel, outside the checkout, is the same Kompas.

The wheel is made from the sdist, as an installer would make it, and installed in an environment of its own that
borrows only the third-party libraries of the one that runs the tests.
"""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NOT_SHIPPED = {"__pycache__"}

pytestmark = pytest.mark.packaging


def run(*command: str | Path, cwd: Path) -> bytes:
    """What a command writes, run without anything of the checkout in its environment."""
    environment = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": str(cwd)}
    done = subprocess.run([str(part) for part in command], cwd=cwd, env=environment, check=False, capture_output=True)
    assert done.returncode == 0, f"{' '.join(map(str, command))}\n{done.stdout.decode()}{done.stderr.decode()}"
    return done.stdout


@dataclass(frozen=True)
class Installed:
    """An environment with Kompas from a wheel, and an empty folder to work in."""

    scripts: Path
    packages: Path
    folder: Path

    def python(self, code: str) -> str:
        """What a line of Python prints in this environment."""
        return run(self.scripts / "python", "-c", code, cwd=self.folder).decode().strip()

    def kompas(self, *arguments: str | Path) -> bytes:
        """What the installed command writes."""
        return run(self.scripts / "kompas", *arguments, cwd=self.folder)


@pytest.fixture(scope="session")
def distributions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist, and the wheel that was made from it."""
    folder = tmp_path_factory.mktemp("distributions")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)
    return folder


@pytest.fixture(scope="session")
def wheel(distributions: Path) -> Path:
    """The wheel that was made from the sdist."""
    (path,) = distributions.glob("*.whl")
    return path


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """Kompas from the wheel, in an environment without an editable install."""
    home = tmp_path_factory.mktemp("environment")
    venv.create(home, with_pip=False)
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    place = Installed(home / "bin", home / "lib" / version / "site-packages", tmp_path_factory.mktemp("elsewhere"))
    (place.packages / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n")
    pip = (sys.executable, "-m", "pip", "--python", place.scripts / "python", "--disable-pip-version-check")
    run(*pip, "install", "--no-deps", "--no-index", "--force-reinstall", wheel, cwd=place.folder)
    return place


def contents(wheel: Path) -> dict[str, bytes]:
    """Every file of a wheel with its bytes."""
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def files_under(folder: Path) -> set[str]:
    """The files of a folder, relative to it, but for what Python leaves behind."""
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and not NOT_SHIPPED & set(path.parts)
    }


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("src/kompas", "kompas"),
        ("api/kompas_api", "kompas_api"),
        ("ontology", "kompas/_resources/ontology"),
        ("rules", "kompas/_resources/rules"),
        ("data", "kompas/_resources/data"),
        ("tests/rules", "kompas/_resources/rule-cases"),
        ("build/release", "kompas/_resources/release"),
    ],
)
def test_the_wheel_carries_every_file_of(source: str, target: str, wheel: Path) -> None:
    carried = contents(wheel)
    expected = files_under(ROOT / source)
    assert expected
    missing = {name for name in expected if f"{target}/{name}" not in carried}
    assert not missing
    changed = {name for name in expected if carried[f"{target}/{name}"] != (ROOT / source / name).read_bytes()}
    assert not changed


def test_the_wheel_carries_both_licences(wheel: Path) -> None:
    names = contents(wheel)
    assert {Path(name).name for name in names if "/licenses/" in name} == {"LICENSE", "CC-BY-4.0.txt"}


def test_the_wheel_from_the_checkout_is_the_wheel_from_the_sdist(wheel: Path, tmp_path: Path) -> None:
    run(sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", tmp_path, ROOT, cwd=tmp_path)
    assert contents(tmp_path / wheel.name) == contents(wheel)


def test_the_sdist_leaves_out_what_a_machine_makes(distributions: Path) -> None:
    (path,) = distributions.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        names = {Path(*Path(name).parts[1:]) for name in archive.getnames()}
    made = {
        name for name in names if name.parts and name.parts[0] in {".venv", "node_modules", "build", "dist", ".git"}
    }
    graph = {Path("build/release") / name for name in files_under(ROOT / "build" / "release")}
    editor = Path("node_modules/@zazuko/yasgui/build")
    scripts = {Path("node_modules/htmx.org/dist/htmx.min.js"), editor / "yasgui.min.js", editor / "yasgui.min.css"}
    assert made == graph | scripts, "only the graph, and the scripts of the pages"


def test_kompas_comes_from_the_wheel(installed: Installed) -> None:
    place = installed.python("import kompas, kompas_api; print(kompas.__file__, kompas_api.__file__, sep='\\n')")
    assert [Path(line).is_relative_to(installed.packages) for line in place.splitlines()] == [True, True]


@pytest.mark.parametrize("name", ["ontology", "rules", "data", "release"])
def test_its_resources_are_its_own(name: str, installed: Installed) -> None:
    place = installed.python(f"from kompas import resources; print(resources.{name}())")
    assert Path(place) == installed.packages / "kompas" / "_resources" / name


def test_the_command_says_what_it_can_do(installed: Installed) -> None:
    told = installed.kompas("--help").decode()
    assert all(name in told for name in ("recommend", "batch", "verify", "show", "query", "build", "check", "serve"))


def test_the_web_application_starts(installed: Installed) -> None:
    assert installed.python("from kompas_api.app import create_app; print(create_app().title)")


def test_a_recommendation_is_the_same_byte_for_byte(installed: Installed) -> None:
    case = installed.packages / "kompas" / "_resources" / "data" / "cases" / "sandra.yaml"
    here = run(
        sys.executable, "-m", "kompas", "recommend", ROOT / "data/cases/sandra.yaml", "--format", "json", cwd=ROOT
    )
    assert installed.kompas("recommend", case, "--format", "json") == here
