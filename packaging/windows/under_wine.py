"""Run a program for Windows on Linux, in a made-up Windows (wine) with a Python for Windows and nothing of the user's.

python3 under_wine.py PROGRAM [ARGUMENT ...]

What happens there says little about the looks and nothing about the printers of a real Windows.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
PLACE: Final = ROOT / "build" / "wine"
PYTHON: Final = PLACE / "python" / "python.exe"

_DOUBLE: Final = Path(__file__).with_name("doubles") / "icuuc.c"
_COMPILER: Final = "x86_64-w64-mingw32-gcc-win32"
# no .NET, no browser, no entry in the menu of this desktop, and nobody asked whether to look for a mistake
_LEFT_OUT: Final = "mscoree,mshtml,winemenubuilder.exe,winedbg.exe="
_FOR_PYTHON: Final = "propsys="  # in it, this wine lacks what Python asks about the system; without it, Python goes on


def start(command: Sequence[str], place: Path = PLACE) -> int:
    """Run a program in the made-up Windows at ``place``, print what it says, and return its exit code.

    Whatever it has left open there ends with it.
    """
    with _screen() as screen:
        surroundings = _surroundings(place) | {"DISPLAY": screen}
        if not (place / "prefix" / "ready").exists():
            _make(place, surroundings)
        surroundings["WINEDLLOVERRIDES"] += f";{_FOR_PYTHON}"
        # a Python for Windows speaks into a pipe or not at all
        pipe: dict[str, int] = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
        with subprocess.Popen(["wine", *command], env=surroundings, **pipe) as process:  # type: ignore[call-overload]
            said = Thread(target=_pass_on, args=[process.stdout])
            said.start()
            try:
                process.wait()
            finally:
                subprocess.run(["wineserver", "--kill"], env=surroundings, check=False)  # this place alone
                said.join()
    return int(process.returncode)


def clear(place: Path = PLACE) -> None:
    """Take away the made-up Windows with all that is in it; the next program finds a new one."""
    for folder in ("prefix", "home"):
        shutil.rmtree(place / folder, ignore_errors=True)


def _surroundings(place: Path) -> dict[str, str]:
    """Return the variables of the made-up Windows; its desktop and documents are no one's."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "WINE"))}
    return {
        **kept,
        "HOME": str(place / "home"),
        "WINEPREFIX": str(place / "prefix"),
        "WINEARCH": "win64",
        "WINEDEBUG": "-all",
        "WINEDLLOVERRIDES": _LEFT_OUT,
    }


def _make(place: Path, surroundings: dict[str, str]) -> None:
    """Make a Windows 10 with what Qt needs of it."""
    clear(place)
    for folder in ("Desktop", "Documents", "Downloads", "Music", "Pictures", "Videos"):
        (place / "home" / folder).mkdir(parents=True, exist_ok=True)
    for command in (["wineboot", "--init"], ["wine", "winecfg", "-v", "win10"], ["wineserver", "--wait"]):
        subprocess.run(command, env=surroundings, stdin=subprocess.DEVNULL, capture_output=True, check=True)
    system = place / "prefix" / "drive_c" / "windows" / "system32"
    subprocess.run([_COMPILER, "-shared", "-O1", "-s", "-o", str(system / "icuuc.dll"), str(_DOUBLE)], check=True)
    (place / "prefix" / "ready").touch()


def _pass_on(said: Iterable[bytes]) -> None:
    for line in said:
        print(line.decode(errors="replace").rstrip(), flush=True)


@contextmanager
def _screen() -> Iterator[str]:
    """Yield the name of a screen nobody sees."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x1024x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as server:
        try:
            os.close(writing)
            with os.fdopen(reading) as said:
                yield ":" + said.readline().strip()
        finally:
            server.terminate()


if __name__ == "__main__":
    sys.exit(start(sys.argv[1:]))
