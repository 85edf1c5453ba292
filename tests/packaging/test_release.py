"""How a release is made, as far as that can be known without making one."""

import re

import pytest
import yaml

import run
from tests.journeys.command import ROOT

WORKFLOW = ROOT / ".github" / "workflows" / "release.yml"
TEXT = WORKFLOW.read_text(encoding="utf-8")
RELEASE = yaml.safe_load(TEXT)
JOBS = RELEASE["jobs"]
STEPS = [step for job in JOBS.values() for step in job["steps"]]


def test_every_system_is_built_on_that_system() -> None:
    made = {(one["system"], one["runner"]) for one in JOBS["build"]["strategy"]["matrix"]["include"]}
    assert made == {
        ("windows", "windows-2022"),
        ("macos", "macos-15"),
        ("macos", "macos-15-intel"),
        ("linux", "ubuntu-22.04"),
    }
    (build,) = (step for step in STEPS if "run.py build" in step.get("run", ""))
    assert build["run"].startswith("python run.py build ${{ matrix.system }}")


def test_what_comes_from_others_is_named_by_what_it_holds() -> None:
    used = [step["uses"] for step in STEPS if "uses" in step]
    assert used
    assert all(re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40}", one) for one in used)


def test_only_the_draft_of_the_release_may_be_written() -> None:
    assert RELEASE["permissions"] == {"contents": "read"}
    assert {name: job.get("permissions") for name, job in JOBS.items()} == {
        "build": None,
        "publish": {"contents": "write"},
    }
    assert "--draft" in STEPS[-1]["run"]


def test_a_certificate_is_taken_out_only_where_there_is_one() -> None:
    taking_out = [step for step in STEPS if step.get("name", "").startswith("Take out")]
    assert len(taking_out) == 3
    for step in taking_out:
        asked = re.findall(r"env\.(\w+) (?:!= ''|== 'true')", step["if"])
        assert set(asked) <= JOBS["build"]["env"].keys()
        assert asked


def test_no_secret_is_part_of_a_command() -> None:
    assert "secrets." in TEXT
    assert not [step["run"] for step in STEPS if "secrets." in step.get("run", "")]
    assert not re.search(r"\$\{\{ *github\.(ref_name|head_ref|event)", TEXT), "words of others are no commands"


def test_on_linux_all_that_qt_needs_is_installed_and_nothing_run_py_does_not_know() -> None:
    (install,) = (step["run"] for step in STEPS if "apt-get install" in step.get("run", ""))
    installed = set(install.split("--no-install-recommends")[1].split())
    for_qt = {package for package, _ in run.LIBRARIES.values()}
    assert for_qt <= installed <= for_qt | set(run.FOR_BUILDING.values())


@pytest.mark.parametrize("file", ["packaging/sbom.py", "packaging/windows/sign.ps1", "packaging/build.py", "run.py"])
def test_what_it_starts_is_there(file: str) -> None:
    assert file.rpartition("/")[2] in TEXT + (ROOT / "run.py").read_text(encoding="utf-8")
    assert (ROOT / file).is_file()
