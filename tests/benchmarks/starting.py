"""From the start of the process to the first paint, and the memory then: Presence against an empty widget."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import NamedTuple

from tests.benchmarks.figures import Figure, ratio

ROOT = Path(__file__).resolve().parents[2]
CHILD = Path(__file__).with_name("first_paint.py")
KINDS = ("empty", "words", "real")


class Start(NamedTuple):
    """Milliseconds to the first paint; resident memory and this process's share of it in MB."""

    milliseconds: float
    resident: float
    share: float


def starts(file: Path, name: str, platform: str, runs: int) -> Iterator[Figure]:
    """Yield the figures of one Qt platform. The kinds take turns; the first round warms up and is not counted."""
    found: dict[str, list[Start]] = {kind: [] for kind in KINDS}
    for number in range(runs + 1):
        for kind in KINDS:
            start = start_once(kind, file, platform)
            if number:
                found[kind].append(start)
    time, resident, share = (
        {kind: [float(start[part]) for start in starts] for kind, starts in found.items()} for part in range(3)
    )
    yield ratio(f"first paint, {name}", time["real"], time["empty"], 1.3, "ms")
    yield ratio(f"  against two words, {name}", time["real"], time["words"], None, "ms")
    if min(resident["real"]):
        yield ratio(f"resident memory then, {name}", resident["real"], resident["empty"], 1.25, "MB")
        yield ratio(f"share of memory then, {name}", share["real"], share["empty"], 1.25, "MB")


def start_once(kind: str, file: Path, platform: str) -> Start:
    """Start one window in a process with settings of its own, and with the compiled files an installed program has."""
    arguments = [str(file)] if kind == "real" else []
    with TemporaryDirectory() as settings:
        mine = {"QT_QPA_PLATFORM": platform, "PYTHONPATH": str(ROOT), "XDG_CONFIG_HOME": settings}
        surroundings = {**os.environ, **mine, "XDG_DATA_HOME": settings}
        surroundings.pop("PYTHONDONTWRITEBYTECODE", None)
        command = [sys.executable, "-P", str(CHILD), kind, *arguments]
        begin = perf_counter()
        with subprocess.Popen(
            command, env=surroundings, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        ) as child:
            assert child.stdout is not None
            assert child.stderr is not None
            said = child.stdout.readline()
            took = perf_counter() - begin
            memory, complaint = child.stdout.readline().split(), child.stderr.read()
    if said != "painted\n" or child.returncode:
        message = f"The window “{kind}” was not painted.\n{complaint}"
        raise RuntimeError(message)
    resident, share = (int(kilobytes) / 1024 for kilobytes in memory)
    return Start(1000 * took, resident, share)


def offscreen(folder: Path) -> str:
    """Return the platform without a screen as if it had one the window fits on; by itself it is 800 pixels wide."""
    screen = {"name": "screen", "x": 0, "y": 0, "width": 1600, "height": 1200, "dpr": 1}
    file = folder / "screen.json"
    file.write_text(json.dumps({"screens": [{**screen, "logicalDpi": 96, "logicalBaseDpi": 96}]}), encoding="ascii")
    return f"offscreen:configfile={file}"


@contextmanager
def x11_screen() -> Iterator[bool]:
    """Tell whether there is an X11 screen: the user's own, or else one that nobody sees while this lasts."""
    if os.environ.get("DISPLAY") or not shutil.which("Xvfb"):
        yield bool(os.environ.get("DISPLAY"))
        return
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", "1600x1200x24"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout is not None
        os.environ["DISPLAY"] = f":{server.stdout.readline().strip()}"
        yield True
        del os.environ["DISPLAY"]
        server.terminate()
