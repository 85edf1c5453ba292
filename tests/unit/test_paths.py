"""Where shipped files are found, and where the user's own are looked for."""

import importlib.util
import shutil
from pathlib import Path
from types import ModuleType

import pytest

from presence_gui import paths
from presence_gui.storage.profile_file import open_profile


def loaded_from(package: Path) -> ModuleType:
    """Return the module as it finds things when the package lies there."""
    package.mkdir(parents=True, exist_ok=True)
    copy = Path(shutil.copy(paths.__file__, package / "paths.py"))
    spec = importlib.util.spec_from_file_location("paths_elsewhere", copy)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_everything_shipped_is_where_it_is_looked_for() -> None:
    assert list(paths.PLATFORMS.glob("*.toml"))
    assert list(paths.FONTS.glob("*.ttf"))
    assert list((paths.RESOURCES / "professions").glob("*.toml"))
    assert paths.EXAMPLE in set(paths.SAMPLES.glob("*.presence"))
    assert open_profile(paths.EXAMPLE).profile.answers


def test_an_installed_package_has_its_resources_inside(tmp_path: Path) -> None:
    inside = tmp_path / "site-packages" / "presence_gui" / "resources"
    inside.mkdir(parents=True)
    (tmp_path / "site-packages" / "resources").mkdir()
    assert inside == loaded_from(inside.parent).RESOURCES


def test_a_source_tree_has_its_resources_beside_the_package(tmp_path: Path) -> None:
    (tmp_path / "resources").mkdir()
    assert tmp_path / "resources" == loaded_from(tmp_path / "presence_gui").RESOURCES


def test_the_users_own_files_are_in_the_folders_the_system_has_for_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def named(kind: str) -> object:
        return lambda app="", appauthor=None: tmp_path / kind / app if appauthor is False or not app else None

    for kind in ("data", "config", "documents"):
        monkeypatch.setattr(f"platformdirs.user_{kind}_path", named(kind))
    assert paths.own_checklists() == tmp_path / "data" / "Presence" / "checklists"
    assert paths.safekeeping() == tmp_path / "data" / "Presence" / "profiles"
    assert paths.settings_file() == tmp_path / "config" / "Presence" / "window.ini"
    assert paths.documents() == tmp_path / "documents"


def test_asking_where_files_are_makes_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("HOME", "USERPROFILE", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_DOCUMENTS_DIR"):
        monkeypatch.setenv(variable, str(tmp_path / variable))
    assert all(
        path.is_absolute()
        for path in (paths.own_checklists(), paths.safekeeping(), paths.settings_file(), paths.documents())
    )
    assert list(tmp_path.iterdir()) == []
