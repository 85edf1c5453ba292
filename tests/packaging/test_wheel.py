"""The wheel holds all the program needs, and works where the source tree is out of reach."""

import json
import os
import re
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

from tests.journeys.command import ROOT, SAMPLES, TODAY, surroundings

SAMPLE = SAMPLES / "Sample A, complete but quiet.presence"
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
# the Python that made the environment these tests run in; pip is there or nowhere
BASE = Path(sys.base_prefix, "python.exe") if os.name == "nt" else Path(sys.executable).resolve()


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel."""
    folder = tmp_path_factory.mktemp("dist")
    ran([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)], cwd=ROOT)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def fresh(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel into an environment of its own and return the folder of its programs."""
    if subprocess.run([BASE, "-c", "import pip"], capture_output=True, check=False).returncode:
        pytest.skip("Python's installer, pip, is not installed here")
    folder = tmp_path_factory.mktemp("fresh")
    venv.EnvBuilder(symlinks=os.name != "nt").create(folder)
    inside = {"base": str(folder), "platbase": str(folder)}
    programs, packages = (Path(sysconfig.get_path(name, "venv", inside)) for name in ("scripts", "purelib"))
    python = programs / Path(sys.executable).name
    options = ["--no-index", "--no-deps", "--no-input", "--disable-pip-version-check", "--quiet"]
    ran([str(BASE), "-m", "pip", "--python", str(python), "install", *options, str(wheel)], cwd=folder)
    # its dependencies are those these tests run with: nothing is downloaded
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return programs


def ran(command: list[str], cwd: Path) -> str:
    """Run a command that must work, far from the source tree's import paths; return what it said."""
    environment = {name: value for name, value in surroundings(cwd).items() if not name.startswith(("PYTHON", "PIP"))}
    done = subprocess.run(
        command,
        cwd=cwd,
        env=environment | {"PYTHONNOUSERSITE": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_wheel_holds_the_package_and_its_resources_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        held = set(archive.namelist())
    assert {name.partition("/")[0] for name in held} == {"presence_gui", f"presence_gui-{VERSION}.dist-info"}
    shipped = {
        f"presence_gui/{file.relative_to(ROOT).as_posix()}"
        for file in (ROOT / "resources").rglob("*")
        if file.is_file()
    }
    code = {file.relative_to(ROOT).as_posix() for file in (ROOT / "presence_gui").rglob("*.py")}
    assert {name for name in held if name.startswith("presence_gui/")} == shipped | code | {"presence_gui/py.typed"}
    assert not [name for name in held if re.search(r"(^|/)(tests?/|test_)|__pycache__|\.pyc$", name)]


def test_the_wheel_says_what_it_is(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        about = archive.read(f"presence_gui-{VERSION}.dist-info/METADATA").decode()
        programs = archive.read(f"presence_gui-{VERSION}.dist-info/entry_points.txt").decode()
        names = archive.namelist()
    assert re.search(r"^Requires-Dist: PySide6-Essentials<6\.12,>=6\.11$", about, re.MULTILINE | re.IGNORECASE)
    assert re.search(r"^Requires-Dist: platformdirs", about, re.MULTILINE)
    assert re.search(r"^Requires-Dist: pypdf", about, re.MULTILINE)
    assert programs.count("= presence_gui.__main__:main") == 2
    assert "[gui_scripts]\npresence =" in programs
    assert {name.rpartition("/")[2] for name in names if "/licenses/" in name} == {"LICENSE", "OFL.txt"}


def test_the_installed_program_scores_a_sample_out_of_reach_of_the_source_tree(fresh: Path, tmp_path: Path) -> None:
    python = str(fresh / Path(sys.executable).name)
    where = ran([python, "-c", "import presence_gui.paths as p; print(p.__file__, p.RESOURCES, sep='\\n')"], tmp_path)
    code, resources = map(Path, where.splitlines())
    assert fresh.parent in code.parents
    assert resources == code.parent / "resources"
    program = str(fresh / "presence-gui")
    assert json.loads(ran([program, "score", str(SAMPLE), "--json", "--today", TODAY], tmp_path))["overall"] == 20.4
    assert ran([program, "--version"], tmp_path).strip() == f"Presence {VERSION}"


def test_the_installed_program_finds_its_fonts_and_its_example(fresh: Path, tmp_path: Path) -> None:
    program = str(fresh / "presence-gui")
    ran([program, "plan", str(SAMPLE), "--output", "plan.pdf", "--today", TODAY], tmp_path)
    assert b"NotoSans" in (tmp_path / "plan.pdf").read_bytes()
    assert "action-plan.pdf" in ran([program, "first-look", "look"], tmp_path)
