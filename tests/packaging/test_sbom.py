"""The bill of materials names all that is shipped, each as the lock has it."""

import importlib.metadata
import tomllib
from email.message import Message
from types import SimpleNamespace

import pytest
import sbom

from tests.journeys.command import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCK = (ROOT / "packaging" / "requirements.lock").read_text(encoding="utf-8")


@pytest.fixture
def with_pyinstaller(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in for what is installed where the program is frozen, and not where it is tested."""
    metadata = Message()
    metadata["Name"], metadata["Version"] = "pyinstaller", "6.22.3"
    stand_in = SimpleNamespace(metadata=metadata, version="6.22.3", requires=["altgraph"])

    def distribution(name: str) -> object:
        return stand_in if name == "pyinstaller" else importlib.metadata.distribution(name)

    monkeypatch.setattr(sbom, "distribution", distribution)


@pytest.mark.usefixtures("with_pyinstaller")
def test_the_bill_names_all_that_is_shipped_and_nothing_of_the_tests() -> None:
    bill = sbom.bill_of_materials(PROJECT, LOCK, "3.12.0")
    components, dependencies = bill["components"], bill["dependencies"]
    assert isinstance(components, list)
    assert isinstance(dependencies, list)
    assert {one["name"].lower().replace("_", "-") for one in components} == {
        *("platformdirs", "pyinstaller", "pypdf", "pyside6-essentials", "shiboken6"),
        *("cpython", "noto sans", "qt"),
    }
    assert all(one["licenses"] for one in components)
    assert all(len(one["properties"]) >= 2 for one in components if one["bom-ref"].startswith("pkg:"))
    assert dependencies[0]["dependsOn"] == [one["bom-ref"] for one in components]


@pytest.mark.usefixtures("with_pyinstaller")
def test_a_package_the_lock_does_not_know_is_not_passed_over() -> None:
    with pytest.raises(KeyError, match="pypdf"):
        sbom.bill_of_materials(PROJECT, LOCK.replace("pypdf==", "another=="), "3.12.0")


def test_what_a_package_needs_is_needed_as_well_and_what_another_system_needs_is_not() -> None:
    assert sbom.needed(["PySide6-Essentials"]) == {"pyside6-essentials", "shiboken6"}
    assert sbom.needed(["PySide6-Essentials"], exact="pyside6-essentials") == {"pyside6-essentials"}
    assert sbom.needed(["pypdf; sys_platform == 'another'"]) == set()


def test_the_hashes_are_those_of_the_lock() -> None:
    lock = (
        "# made by a tool ==1\n"
        "a-b==1 ; sys_platform == 'win32' \\\n    --hash=sha256:0a \\\n    --hash=sha256:0b\n"
        "c==2 \\\n    --hash=sha256:0c\n"
    )
    assert sbom.hashes_in(lock) == {"a-b": ["0a", "0b"], "c": ["0c"]}
