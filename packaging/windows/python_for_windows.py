"""Fetch a Python for Windows with the locked packages of the program and of the build, onto a Linux."""

import hashlib
import io
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from packaging.requirements import Requirement
from windows.under_wine import PYTHON, ROOT

_WITHIN: Final = "cp312/"  # what the package of many Pythons calls this one
_NOT_NEEDED: Final = tuple(_WITHIN + folder for folder in ("Lib/site-packages/", "Lib/test/", "tcl/"))
_VERSION: Final = "3.12"
_PACKAGES: Final = PYTHON.parent / "Lib" / "site-packages"
_PYTHON_LOCK: Final = Path(__file__).with_name("python.lock")
_PACKAGES_LOCK: Final = ROOT / "packaging" / "requirements.lock"
_WINDOWS: Final = {"sys_platform": "win32", "os_name": "nt", "platform_system": "Windows", "python_version": _VERSION}
_QUIET: Final = ("--quiet", "--no-input", "--disable-pip-version-check", "--no-deps", "--require-hashes")


def fetch() -> None:
    """Leave the Python ready, at next to no cost when it already is."""
    wanted = hashlib.sha256(_PYTHON_LOCK.read_bytes() + _PACKAGES_LOCK.read_bytes()).hexdigest()
    stamp = PYTHON.with_name("ready")
    if stamp.exists() and stamp.read_text(encoding="ascii") == wanted:
        return
    print("Fetching a Python for Windows (this once) ...", flush=True)
    shutil.rmtree(PYTHON.parent, ignore_errors=True)
    downloads = PYTHON.parents[1] / "downloads"
    _pip("download", "--no-binary=:all:", "-r", str(_PYTHON_LOCK), "-d", str(downloads))
    (package,) = downloads.glob("*.tar.gz")
    unpack(package, PYTHON.parent)
    lines = downloads / "windows.lock"
    lines.write_text("\n".join(locked(_PACKAGES_LOCK.read_text(encoding="utf-8"))), encoding="utf-8")
    target = ["--target", str(_PACKAGES), "--platform", "win_amd64", "--python-version", _VERSION]
    _pip("install", "--only-binary=:all:", *target, "-r", str(lines))
    stamp.write_text(wanted, encoding="ascii")


def unpack(package: Path, into: Path) -> None:
    """Lay out the Python that lies in a package, without the packages it brings along."""
    with tarfile.open(package) as outer:
        (name,) = (name for name in outer.getnames() if name.endswith("/data.zip"))
        with zipfile.ZipFile(io.BytesIO(outer.extractfile(name).read())) as inner:  # type: ignore[union-attr]
            for name in inner.namelist():
                place = into / name.removeprefix(_WITHIN)
                if name.startswith(_WITHIN) and not name.endswith("/") and not name.startswith(_NOT_NEEDED):
                    place.parent.mkdir(parents=True, exist_ok=True)
                    place.write_bytes(inner.read(name))


def locked(lock: str) -> Iterator[str]:
    """Yield the entries of a lock that hold on Windows, each with its hashes on one line."""
    for entry in lock.replace("\\\n", " ").splitlines():
        what, _, hashes = entry.partition(" --hash=")
        if hashes and not what.startswith("#"):
            requirement = Requirement(what)
            if requirement.marker is None or requirement.marker.evaluate(_WINDOWS):
                yield f"{requirement.name}{requirement.specifier} --hash={hashes}"


def _pip(command: str, *arguments: str) -> None:
    """Run the installer of the Python that made this environment: pip stays outside of it."""
    base: Sequence[str] = (str(Path(sys.executable).resolve()), "-m", "pip", command, *_QUIET)
    subprocess.run([*base, *arguments], check=True)
