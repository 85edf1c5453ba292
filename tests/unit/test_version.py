"""The version is that of the code that runs."""

import tomllib
from pathlib import Path

import pytest

from presence_gui.version import version


def test_a_source_tree_has_the_version_of_its_own_even_beside_an_installed_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.metadata.version", lambda _name: "0.0.1")
    pyproject = Path(__file__).resolve().parents[2] / "pyproject.toml"
    assert version() == tomllib.loads(pyproject.read_text(encoding="utf-8"))["project"]["version"]


def test_an_installed_package_has_the_version_it_was_installed_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("presence_gui.version.RESOURCES", tmp_path / "resources")
    monkeypatch.setattr("importlib.metadata.version", {"presence-gui": "7.8.9"}.__getitem__)
    assert version() == "7.8.9"
