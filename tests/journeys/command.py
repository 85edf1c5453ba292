"""Presence as a process of its own, as whoever installed it starts it."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
SAMPLES: Final = ROOT / "resources" / "samples"
TODAY: Final = "2026-11-23"

_SCREENS: Final = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def surroundings(home: Path) -> dict[str, str]:
    """Return an environment without a screen, whose user has nothing yet but this home."""
    kept = {name: value for name, value in os.environ.items() if name not in _SCREENS}
    folders = {"XDG_DATA_HOME": "data", "XDG_CONFIG_HOME": "config", "LOCALAPPDATA": "data"}
    return kept | {name: str(home / folder) for name, folder in folders.items()} | {"HOME": str(home)}


def presence(
    *arguments: str | Path,
    home: Path,
    program: Sequence[str | Path] = (sys.executable, "-m", "presence_gui"),
    more: Mapping[str, str] | None = None,
) -> subprocess.CompletedProcess[bytes]:
    """Start the program in this home, with nobody at the keyboard; return what it said."""
    environment = {"PYTHONPATH": str(ROOT), **surroundings(home), **(more or {})}
    return subprocess.run(
        [*program, *arguments],
        cwd=home,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
        check=False,
    )
