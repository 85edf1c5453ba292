"""What people install on Linux, made of a stand-in; ``python3 run.py build linux --test`` tries the real program."""

import configparser
import gzip
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from linux import installers, needs

from presence_gui import app

ROOT = Path(__file__).resolve().parents[2]
HERE = ROOT / "packaging" / "linux"
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
DAY = datetime(2026, 11, 28, 12, tzinfo=UTC)
KIND = "application/x-presence+json"
NEEDS = needs.Needs(frozenset({"libc.so.6", "libm.so.6", "libX11.so.6", "libcups.so.2"}), (2, 34))

on_linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="it is made and installed on Linux")
with_dpkg = pytest.mark.skipif(not shutil.which("dpkg-deb"), reason="dpkg-deb is not installed here")

LISTED = """
/bundle/presence-gui:     file format elf64-x86-64
  NEEDED               libQt6Core.so.6
  NEEDED               libc.so.6
  required from libc.so.6:
    0x06969194 0x00 04 GLIBC_2.14
    0x069691b5 0x00 03 GLIBC_2.35
    0x08922974 0x00 02 GLIBCXX_3.4.29
"""


def test_what_is_needed_is_read_without_what_comes_along() -> None:
    assert needs.read_needs(LISTED.splitlines(), ["libQt6Core.so.6"]) == needs.Needs(frozenset({"libc.so.6"}), (2, 35))


def test_needs_that_the_systems_of_people_meet_are_no_complaint() -> None:
    assert list(needs.complaints(NEEDS)) == []


def test_an_unknown_library_and_a_newer_c_library_are_complaints() -> None:
    wanting = needs.Needs(frozenset({"libuuid.so.1"}), (2, 36))
    assert list(needs.complaints(wanting)) == [
        "no package is known that brings libuuid.so.1",
        "it needs version 2.36 of the C library, which many do not have yet",
    ]


def test_packages_are_named_once_and_what_is_loaded_on_use_is_recommended() -> None:
    assert needs.depends(NEEDS) == "libc6 (>= 2.34), libx11-6, xkb-data"
    assert needs.recommends(NEEDS).startswith("desktop-file-utils, fonts-dejavu-core, libcups2 | libcups2t64")


def test_one_name_is_used_by_the_program_and_by_all_that_tells_desktops_of_it() -> None:
    entry = configparser.ConfigParser(interpolation=None)
    entry.read(HERE / f"{installers.ID}.desktop", encoding="utf-8")
    about = ET.parse(HERE / f"{installers.ID}.metainfo.xml").getroot()  # noqa: S314  our own
    kind = ET.parse(HERE / f"{installers.ID}.xml").getroot()[0]  # noqa: S314  our own
    assert entry["Desktop Entry"]["Icon"] == about.findtext("id") == installers.ID == app.DESKTOP_ID
    assert about.findtext("launchable") == f"{installers.ID}.desktop"
    assert entry["Desktop Entry"]["MimeType"] == f"{KIND};"
    assert about.findtext("provides/mediatype") == kind.get("type") == KIND
    assert entry["Desktop Entry"]["Exec"] == f"{installers.NAME} %f"


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """Return a stand-in for the frozen program."""
    folder = tmp_path / "bundle" / "presence"
    (folder / "_internal" / "PySide6").mkdir(parents=True)
    (folder / installers.NAME).write_text("#!/bin/sh\necho a stand-in: $1\n", encoding="utf-8")
    (folder / "_internal" / "PySide6" / "libQt6Core.so.6").write_bytes(b"a stand-in")
    (folder / "_internal" / "libQt6Core.so.6").symlink_to("PySide6/libQt6Core.so.6")
    return folder


def made(bundle: Path, into: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(DAY.timestamp())))
    monkeypatch.setattr(needs, "needs_of", lambda _bundle: NEEDS)
    into.mkdir()
    package, archive = installers.make(bundle, VERSION, into)
    return package, archive


@on_linux
@with_dpkg
def test_the_package_puts_everything_in_its_place(
    bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package, _ = made(bundle, tmp_path / "dist", monkeypatch)
    root = tmp_path / "root"
    subprocess.run(["dpkg-deb", "--raw-extract", package, root], check=True)  # noqa: S607
    control = (root / "DEBIAN" / "control").read_text(encoding="utf-8")
    assert f"\nVersion: {VERSION}\n" in control
    assert "\nDepends: libc6 (>= 2.34), libx11-6, xkb-data\n" in control
    program = root / "usr" / "bin" / installers.NAME
    assert program.resolve() == root / "usr" / "lib" / installers.NAME / installers.NAME
    assert os.access(program, os.X_OK)
    about = (root / "usr" / "share" / "metainfo" / f"{installers.ID}.metainfo.xml").read_text(encoding="utf-8")
    assert f'<release version="{VERSION}" date="2026-11-28"/>' in about
    manual = gzip.decompress((root / "usr" / "share" / "man" / "man1" / f"{installers.NAME}.1.gz").read_bytes())
    assert VERSION.encode() in manual
    texts = [file for file in root.rglob("*") if file.is_file() and file.suffix not in {".gz", ".png"}]
    assert [file.name for file in texts if re.search(rb"@[A-Z]+@", file.read_bytes())] == []
    assert {file.stat().st_mode & 0o777 for file in root.rglob("*") if file.is_file()} == {0o644, 0o755}


@on_linux
@with_dpkg
def test_what_is_made_twice_is_the_same(bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = made(bundle, tmp_path / "one", monkeypatch)
    for file in bundle.rglob("*"):
        if not file.is_symlink():
            os.utime(file, (1, 1))
    again = made(bundle, tmp_path / "two", monkeypatch)
    assert [file.read_bytes() for file in first] == [file.read_bytes() for file in again]
    (bundle / "more").touch()
    other = made(bundle, tmp_path / "three", monkeypatch)
    assert [one.read_bytes() == two.read_bytes() for one, two in zip(first, other, strict=True)] == [False, False]


@pytest.fixture
def unpacked(bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(installers, "package", lambda *_all: _all[-1])
    _, archive = made(bundle, tmp_path / "dist", monkeypatch)
    with tarfile.open(archive) as tar:
        assert {(entry.uid, entry.uname, entry.mtime) for entry in tar} == {(0, "", int(DAY.timestamp()))}
        tar.extractall(tmp_path, filter="data")
    return tmp_path / archive.name.removesuffix(".tar.gz")


def ran(script: Path, home: Path) -> subprocess.CompletedProcess[str]:
    somebody = {"HOME": str(home), "PATH": os.environ["PATH"]}
    return subprocess.run(["sh", script], env=somebody, capture_output=True, text=True, check=False)  # noqa: S607


def files(folder: Path) -> set[str]:
    return {str(file.relative_to(folder)) for file in folder.rglob("*") if not file.is_dir()}


@on_linux
def test_the_archive_installs_for_one_person_upgrades_and_leaves_nothing(unpacked: Path, tmp_path: Path) -> None:
    home = tmp_path / "Ana’s home"
    own = home / ".local" / "share" / "Presence" / "profiles" / "mine"
    own.parent.mkdir(parents=True)
    own.touch()
    before = files(home)
    assert ran(unpacked / "install.sh", home).returncode == 0
    stale = home / ".local" / "lib" / installers.NAME / "_internal" / "of an older version"
    stale.touch()
    assert ran(unpacked / "install.sh", home).returncode == 0
    assert not stale.exists()
    entry = (home / ".local" / "share" / "applications" / f"{installers.ID}.desktop").read_text(encoding="utf-8")
    assert f'\nExec="{home}/.local/lib/{installers.NAME}/{installers.NAME}" %f\n' in entry
    program = home / ".local" / "bin" / installers.NAME
    assert subprocess.run([program, "é"], capture_output=True, text=True, check=True).stdout == "a stand-in: é\n"
    assert ran(home / ".local" / "lib" / installers.NAME / "uninstall.sh", home).returncode == 0
    left = {name for name in files(home) - before if not re.search(r"/mime/|mimeinfo\.cache", name)}
    assert left == set(), "what the desktop makes of what it finds is its own"


@on_linux
def test_it_is_not_upgraded_while_it_is_open(unpacked: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    program = home / ".local" / "lib" / installers.NAME / installers.NAME
    program.parent.mkdir(parents=True)
    shutil.copyfile("/bin/sleep", program)
    program.chmod(0o755)
    with subprocess.Popen([program, "60"]) as running:
        refused = ran(unpacked / "install.sh", home)
        running.kill()
    assert refused.returncode == 1
    assert refused.stderr == "Presence is open: please close its window, then run this again.\n"
    assert program.exists()
