"""What is particular to Windows: how the program is frozen for it, and the installer that is made of that.

On Windows everything is done by Windows itself. On Linux it is done in a made-up one, to build and try it there.
"""

import os
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import icons
from windows import python_for_windows, under_wine
from windows.resource import numbers

import run

PLATFORM: Final = "win32"
MOST: Final = 20_000_000  # bytes of the installer

_ON_WINDOWS: Final = sys.platform == "win32"
# Windows' own compiler of installers makes those of 32 bits only, which any Windows starts; wine starts those of 64
_STUB: Final = "x86-unicode" if _ON_WINDOWS else "amd64-unicode"
_HERE: Final = Path(__file__).parent


def freezer() -> list[str]:
    """Return the command that runs a Python for Windows in which the build's packages are installed."""
    if _ON_WINDOWS:
        return [sys.executable]
    if lacking := " ".join(run.missing_tools(run.FOR_WINDOWS)):
        sys.exit(f"To build for Windows here, first: sudo apt-get install --no-install-recommends {lacking}")
    python_for_windows.fetch()
    return [*starter(), str(under_wine.PYTHON)]


def starter() -> list[str]:
    """Return what a program for Windows is started with, here."""
    return [] if _ON_WINDOWS else [sys.executable, str(_HERE / "under_wine.py")]


def make(bundle: Path, version: str, into: Path) -> Iterator[Path]:
    """Make the installer from the frozen folder; SIGN_WITH may say the command that signs the file named after it."""
    sign = os.environ.get("SIGN_WITH", "")
    if sign:
        subprocess.run([*sign.split(), str(bundle / "Presence.exe")], check=True)
    yield compile_installer(bundle, version, into / f"Presence-{version}-setup.exe", sign)


def compile_installer(bundle: Path, version: str, setup: Path, sign: str = "") -> Path:
    """Make ``setup`` from the folder ``bundle``; ``sign`` is a command that signs the file named after it."""
    drawn = bundle.parent
    icon = icons.written_for(PLATFORM, drawn)
    (drawn / "side.bmp").write_bytes(icons.side_picture())
    size = sum(file.stat().st_size for file in bundle.rglob("*") if file.is_file())
    said = {
        "VERSION": version,
        "NUMBERS": ".".join(map(str, numbers(version))),
        "PUBLISHER": publisher(),
        "SIZE": str(size // 1024),
        "ICON": str(icon),
        "SIDE": str(drawn / "side.bmp"),
        "BUNDLE": str(bundle),
        "OUT": str(setup),
        "STUB": _STUB,
        **({"SIGN": sign} if sign else {}),
    }
    command = ["makensis", "-V2", "-WX", *(f"-D{name}={value}" for name, value in said.items())]
    subprocess.run([*command, str(_HERE / "installer.nsi")], check=True)
    return setup


def publisher() -> str:
    """Return who made Presence, which is written in ``pyproject.toml`` alone."""
    project = tomllib.loads((under_wine.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return str(project["authors"][0]["name"])


def try_out(made: Sequence[Path], version: str) -> Iterator[str]:
    """Install, start, upgrade and remove it, on a Windows that has none; yield what was found, a line each."""
    (setup,) = made
    if setup.stat().st_size > MOST:
        raise RuntimeError(f"{setup.name} is larger than {MOST / 1e6:.0f} MB")
    yield f"{setup.name} is {setup.stat().st_size / 1e6:.1f} MB, of at most {MOST / 1e6:.0f}"
    if not _ON_WINDOWS:
        under_wine.clear()
    command = [*freezer(), str(_HERE / "trying_out.py"), str(setup), version]
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, encoding="utf-8") as trial:
        for line in trial.stdout or ():
            yield line.rstrip()
    if trial.returncode:
        raise RuntimeError(f"trying out the installer ended with {trial.returncode}")
