"""Build Presence as people install it: freeze it into one folder, try that, and make the installers of a system.

python3 run.py build [linux|windows|macos] [--bundle|--test]

Without a name it builds for the system this is. What is made lies in ``dist``, with its checksums; ``--test`` installs,
starts, upgrades and removes it as well, in a place of its own, and ``--bundle`` stops before there is an installer, as
``run.py test`` does. ``packaging/SYSTEM/installers.py`` knows what is particular to a system.
"""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Final, Protocol, cast

import smoke

ROOT: Final = Path(__file__).resolve().parents[1]
SPEC: Final = ROOT / "packaging" / "presence.spec"
BUILD: Final = ROOT / "build"
DIST: Final = ROOT / "dist"
SYSTEMS: Final = ("linux", "windows", "macos")
SAME_AGAIN: Final = ("linux",)  # where nothing that is made has the time or chance in it
_HERE: Final = {"win32": "windows", "darwin": "macos"}.get(sys.platform, "linux")


class Installers(Protocol):
    """What ``packaging/SYSTEM/installers.py`` offers."""

    PLATFORM: str  # as that system's Python calls it

    def freezer(self) -> Sequence[str]:
        """Return the command that runs the Python of that system, in which the build's packages are installed."""

    def starter(self) -> Sequence[str]:
        """Return what a program of that system is started with, here; most often nothing."""

    def make(self, bundle: Path, version: str, into: Path) -> Iterable[Path]:
        """Make the installers from the frozen folder; yield each."""

    def try_out(self, made: Sequence[Path], version: str) -> Iterable[str]:
        """Install, start, upgrade and remove; yield what was found, a line each, and raise where something is wrong."""


def main() -> int:
    """Build for one system, and say what was made and measured; return 1 where it does not work."""
    try:
        return build()
    except (RuntimeError, FileNotFoundError) as trouble:  # the second where a program is not installed here
        print(trouble, file=sys.stderr)
        return 1


def build() -> int:
    """Build for the system that was asked for."""
    parser = argparse.ArgumentParser("run.py build", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("system", nargs="?", choices=SYSTEMS, default=_HERE)
    how_far = parser.add_mutually_exclusive_group()
    how_far.add_argument("--bundle", action="store_true", help="only freeze it and try that")
    how_far.add_argument("--test", action="store_true", help="install, start, upgrade and remove it as well")
    chosen = parser.parse_args()
    os.umask(0o022)  # what is installed is for everybody to read
    os.environ.update(PYTHONHASHSEED="0", SOURCE_DATE_EPOCH=str(day_of_the_source()), LC_ALL="C.UTF-8")
    installers = cast("Installers", import_module(f"{chosen.system}.installers"))
    folder = BUILD / chosen.system
    shutil.rmtree(folder, ignore_errors=True)
    bundle = freeze("presence", installers.freezer(), folder)
    complaints = smoke.look(bundle, freeze("hello", installers.freezer(), folder), installers.PLATFORM)
    complaints += smoke.start(bundle, installers.starter(), folder / "self-test")
    if complaints:
        print(*complaints, sep="\n", file=sys.stderr)
        return 1
    if chosen.bundle:
        return 0
    DIST.mkdir(exist_ok=True)
    made = list(installers.make(bundle, version(), DIST))
    write_sums()
    for file in made:
        print(f"{file.relative_to(ROOT)}: {file.stat().st_size / 1e6:.1f} MB", flush=True)
    if chosen.test:
        if chosen.system in SAME_AGAIN:
            print(build_again(installers, made, BUILD / f"{chosen.system}-again"), flush=True)
        for line in installers.try_out(made, version()):
            print(line, flush=True)
    return 0


def build_again(installers: Installers, made: Sequence[Path], folder: Path) -> str:
    """Build once more, elsewhere and from nothing; return that it is the same, or raise RuntimeError."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    again = installers.make(freeze("presence", installers.freezer(), folder), version(), folder)
    differing = [one.name for one, other in zip(made, again, strict=True) if one.read_bytes() != other.read_bytes()]
    shutil.rmtree(folder)
    if differing:
        raise RuntimeError(f"built again, these are not the same, byte by byte: {', '.join(differing)}")
    return f"built again, these are the same, byte by byte: {', '.join(one.name for one in made)}"


def freeze(what: str, freezer: Sequence[str], folder: Path) -> Path:
    """Freeze Presence, or the empty window it is measured against, and return the folder that can be taken along."""
    print(f"Freezing {what} ...", flush=True)
    places = ["--distpath", str(folder / "bundle"), "--workpath", str(folder / f"work-{what}")]
    command = [*freezer, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR", *places, str(SPEC), "--", what]
    fresh = {**os.environ, "PYINSTALLER_CONFIG_DIR": str(folder / "cache")}  # nothing of a build before this one
    ran = subprocess.run(
        command, check=False, cwd=ROOT, env=fresh, stdin=subprocess.DEVNULL, capture_output=True, text=True
    )
    if ran.returncode:
        sys.exit(f"{ran.stdout}{ran.stderr}\nFreezing {what} did not work.")
    return folder / "bundle" / what


def day_of_the_source() -> int:
    """Return when this state of the project was committed, or what is asked for, in seconds since 1970."""
    asked = os.environ.get("SOURCE_DATE_EPOCH")
    if asked:
        return int(asked)
    last = ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"]
    try:
        return int(subprocess.run(last, capture_output=True, text=True, check=True).stdout)
    except (OSError, subprocess.CalledProcessError, ValueError):  # an unpacked archive, say
        return int((ROOT / "pyproject.toml").stat().st_mtime)


def version() -> str:
    """Return the version, which is written in ``pyproject.toml`` alone."""
    return str(tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"])


def write_sums() -> None:
    """Write down the SHA-256 of everything in ``dist``, as ``sha256sum --check`` reads it."""
    files = sorted(file for file in DIST.iterdir() if file.name != "SHA256SUMS" and file.is_file())
    lines = [f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n" for file in files]
    (DIST / "SHA256SUMS").write_text("".join(lines), encoding="ascii")


if __name__ == "__main__":
    sys.exit(main())
