"""What people install on Linux: a package for Debian and what follows it, and an archive for any other."""

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

PLATFORM: Final = "linux"


def freezer() -> Sequence[str]:
    """Return the command that runs the Python the build's packages are installed in: the one that runs this."""
    return [sys.executable]


def starter() -> Sequence[str]:
    """Return nothing: a program for Linux starts by itself here."""
    return []


def make(bundle: Path, version: str, into: Path) -> Iterable[Path]:
    """Make the package and the archive; yield each."""
    return ()


def try_out(made: Sequence[Path], version: str) -> Iterable[str]:
    """Install, start, upgrade and remove; yield what was found."""
    return ()
