"""From the start of the process until its window is on the screen: the frozen program against the source tree."""

import ctypes
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, sleep
from typing import Final

from tests.benchmarks.figures import Figure, ratio

ROOT: Final = Path(__file__).resolve().parents[2]
PROGRAM: Final = ROOT / "build" / "linux" / "bundle" / "presence" / "presence-gui"

_PATIENCE: Final = 60  # seconds
_LOOK_AGAIN: Final = 0.001
_VIEWABLE: Final = 2  # X11's word for a window that is on the screen
_COMPLAINT: Final = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)
_WIDE: Final = 600  # pixels; Qt has smaller windows of its own


class Looks(ctypes.Structure):
    """The beginning of X11's XWindowAttributes, as far as it is read."""

    _fields_ = (
        *((name, ctypes.c_int) for name in ("x", "y", "width", "height", "border", "depth")),
        *((name, ctypes.c_ulong) for name in ("visual", "root")),
        *((name, ctypes.c_int) for name in ("kind", "bit_gravity", "gravity", "store")),
        *((name, ctypes.c_ulong) for name in ("planes", "pixel")),
        ("save_under", ctypes.c_int),
        ("colours", ctypes.c_ulong),
        *((name, ctypes.c_int) for name in ("installed", "state")),
        ("rest", ctypes.c_byte * 128),
    )


def frozen_starts(file: Path, runs: int) -> Iterator[Figure]:
    """Yield the figure where the program was built and there is an X11 screen; both kinds take turns."""
    if not PROGRAM.exists() or not os.environ.get("DISPLAY"):
        return
    kinds = {"frozen": [str(PROGRAM), str(file)], "source": [sys.executable, "-P", "-m", "presence_gui", str(file)]}
    found: dict[str, list[float]] = {kind: [] for kind in kinds}
    x11 = ctypes.CDLL("libX11.so.6")
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XDefaultRootWindow.restype = ctypes.c_ulong
    screen = ctypes.c_void_p(x11.XOpenDisplay(None))
    spare = _COMPLAINT(lambda _screen, _event: 0)
    x11.XSetErrorHandler(spare)  # a window may be gone between two questions, and X11 would end this program for it
    for number in range(runs + 1):
        for kind, command in kinds.items():
            took = until_seen(command, x11, screen)
            if number:  # the first round warms up
                found[kind].append(1000 * took)
    x11.XCloseDisplay(screen)
    yield ratio("window on the screen, frozen against source", found["frozen"], found["source"], 1.15, "ms")


def until_seen(command: list[str], x11: ctypes.CDLL, screen: ctypes.c_void_p) -> float:
    """Return how many seconds a program takes until there is a large window, and end it."""
    with TemporaryDirectory() as home:
        mine = {"QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(ROOT), "XDG_CONFIG_HOME": home, "XDG_DATA_HOME": home}
        surroundings = {**os.environ, **mine}
        surroundings.pop("PYTHONDONTWRITEBYTECODE", None)  # the source tree's are compiled as well
        begin = perf_counter()
        with subprocess.Popen(command, env=surroundings, stderr=subprocess.DEVNULL) as program:
            while not is_there(x11, screen):
                sleep(_LOOK_AGAIN)
                assert perf_counter() - begin < _PATIENCE, "no window has come"
            took = perf_counter() - begin
            program.kill()
        while is_there(x11, screen):
            sleep(_LOOK_AGAIN)
    return took


def is_there(x11: ctypes.CDLL, screen: ctypes.c_void_p) -> bool:
    """Return whether a large window is on the screen."""
    root, parent, number = ctypes.c_ulong(), ctypes.c_ulong(), ctypes.c_uint()
    windows = ctypes.POINTER(ctypes.c_ulong)()
    asked = (ctypes.byref(one) for one in (root, parent, windows, number))
    x11.XQueryTree(screen, ctypes.c_ulong(x11.XDefaultRootWindow(screen)), *asked)
    return any(_is_large(x11, screen, windows[place]) for place in range(number.value))


def _is_large(x11: ctypes.CDLL, screen: ctypes.c_void_p, window: int) -> bool:
    looks = Looks()  # of a window that is gone, it stays empty
    x11.XGetWindowAttributes(screen, ctypes.c_ulong(window), ctypes.byref(looks))
    return bool(looks.state == _VIEWABLE and looks.width > _WIDE)
