"""What can be known of the program for Windows without building it: the installer, with a stand-in for the program."""

import ast
import io
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from windows import installers, python_for_windows
from windows.resource import numbers, version_resource

from tests.journeys.command import ROOT

WINDOWS = ROOT / "packaging" / "windows"
SCRIPT = (WINDOWS / "installer.nsi").read_text(encoding="utf-8")
compiling = pytest.mark.skipif(
    not shutil.which("makensis"), reason="not installed here: nsis, which compiles installers"
)


@pytest.fixture
def placeholder(tmp_path: Path) -> Path:
    """Return a folder laid out as the frozen program is, with nothing in it that could run."""
    folder = tmp_path / "bundle" / "presence"
    (folder / "_internal").mkdir(parents=True)
    for name in ("Presence.exe", "_internal/placeholder.dll"):
        (folder / name).write_text("A placeholder, not the program.\n", encoding="ascii")
    return folder


@compiling
def test_the_installer_is_made_and_says_what_it_is(placeholder: Path, tmp_path: Path) -> None:
    (setup,) = installers.make(placeholder, "1.2.3", tmp_path)
    made = setup.read_bytes()
    assert setup.name == "Presence-1.2.3-setup.exe"
    assert made[:2] == b"MZ"
    for words in ("Presence setup", "1.2.3", installers.publisher()):
        assert words.encode("utf-16-le") in made
    assert b'level="asInvoker"' in made, "it asks for no administrator"


@compiling
def test_an_installer_without_a_program_is_not_made(tmp_path: Path) -> None:
    (tmp_path / "bundle" / "presence").mkdir(parents=True)
    with pytest.raises(subprocess.CalledProcessError):
        installers.compile_installer(tmp_path / "bundle" / "presence", "1.2.3", tmp_path / "Presence-setup.exe")
    assert not (tmp_path / "Presence-setup.exe").exists()


@compiling
def test_what_signs_is_given_the_remover_and_the_installer(placeholder: Path, tmp_path: Path) -> None:
    signed = tmp_path / "signed"
    sign = tmp_path / "sign.sh"
    sign.write_text(f'#!/bin/sh\necho "$1" >> "{signed}"\n', encoding="utf-8")
    sign.chmod(0o700)
    setup = installers.compile_installer(placeholder, "1.2.3", tmp_path / "Presence-setup.exe", str(sign))
    first, second = signed.read_text(encoding="utf-8").splitlines()
    assert first != second == str(setup)


def test_the_installer_never_touches_what_is_the_users() -> None:
    assert re.findall(r"RMDir /r .*", SCRIPT) == [r'RMDir /r "$INSTDIR\_internal"']
    assert not re.search(r"DOCUMENTS|HKLM|SHCTX|RequestExecutionLevel (?!user)|taskkill", SCRIPT)
    deleted = set(re.findall(r'^ +Delete "(.*)"', SCRIPT, re.MULTILINE))
    assert deleted == {r"$INSTDIR\${EXE}", r"$INSTDIR\uninstall.exe", "${START_MENU_LINK}", "${DESKTOP_LINK}"}


def test_windows_is_told_the_version_in_words_and_in_numbers() -> None:
    resource = version_resource("1.2.3", "Somebody’s name")
    assert isinstance(ast.parse(resource, mode="eval").body, ast.Call)
    assert "filevers=(1, 2, 3, 0)" in resource
    assert "StringStruct('ProductVersion', '1.2.3')" in resource
    assert "Somebody’s name" in resource
    assert numbers("1.20.3rc4") == (1, 20, 3, 0)


def test_of_a_lock_only_what_holds_on_windows_is_installed_there() -> None:
    lock = (
        "# made by a tool ==1\n"
        "both==1.0 \\\n    --hash=sha256:0a \\\n    --hash=sha256:0b\n"
        "mac==2.0 ; sys_platform == 'darwin' \\\n    --hash=sha256:0c\n"
        "win==3.0 ; sys_platform == 'win32' \\\n    --hash=sha256:0d\n"
    )
    entries = [" ".join(entry.split()) for entry in python_for_windows.locked(lock)]
    assert entries == ["both==1.0 --hash=sha256:0a --hash=sha256:0b", "win==3.0 --hash=sha256:0d"]


def test_the_lock_has_all_that_is_frozen_with_on_windows() -> None:
    lock = (ROOT / "packaging" / "requirements.lock").read_text(encoding="utf-8")
    names = {entry.partition("==")[0].lower() for entry in python_for_windows.locked(lock)}
    assert {
        "pyinstaller",
        "pefile",
        "pywin32-ctypes",
        "pyside6-essentials",
        "shiboken6",
        "pypdf",
        "platformdirs",
    } <= names
    assert "macholib" not in names


def test_a_python_is_laid_out_without_what_it_brings_along(tmp_path: Path) -> None:
    inner, outer = io.BytesIO(), tmp_path / "package.tar.gz"
    with zipfile.ZipFile(inner, "w") as archive:
        for name in (
            "cp312/",
            "cp312/python.exe",
            "cp312/Lib/os.py",
            "cp312/Lib/site-packages/pip/a.py",
            "cp311/python.exe",
        ):
            archive.writestr(name, name)
    with tarfile.open(outer, "w:gz") as archive:
        entry = tarfile.TarInfo("package/data.zip")
        entry.size = len(inner.getvalue())
        archive.addfile(entry, io.BytesIO(inner.getvalue()))
    python_for_windows.unpack(outer, tmp_path / "python")
    laid_out = {file.relative_to(tmp_path / "python").as_posix() for file in (tmp_path / "python").rglob("*.*")}
    assert laid_out == {"python.exe", "Lib/os.py"}


def test_where_something_is_missing_one_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda program: None if program in {"wine", "makensis"} else program)
    with pytest.raises(SystemExit, match=r"^To build for Windows here, first: .* wine nsis$"):
        installers.freezer()


def test_a_program_for_windows_is_started_by_this_python(monkeypatch: pytest.MonkeyPatch) -> None:
    assert installers.starter() == [sys.executable, str(WINDOWS / "under_wine.py")]
    monkeypatch.setattr(installers, "_ON_WINDOWS", True)
    assert installers.starter() == []
    assert installers.freezer() == [sys.executable]


def test_an_installer_that_is_too_large_is_refused(tmp_path: Path) -> None:
    setup = tmp_path / "setup.exe"
    with setup.open("wb") as file:
        file.truncate(installers.MOST + 1)
    with pytest.raises(RuntimeError, match="larger than 20 MB"):
        next(iter(installers.try_out([setup], "1.2.3")))


@pytest.mark.parametrize("file", sorted((WINDOWS / "doubles").iterdir()), ids=lambda file: file.name)
def test_what_stands_in_for_a_part_of_windows_is_never_let_into_a_bundle(file: Path) -> None:
    import smoke

    assert smoke.FORBIDDEN.search(f"/_internal/{file.stem}.dll")
    assert not smoke.FORBIDDEN.search("/_internal/Qt6Core.dll")
