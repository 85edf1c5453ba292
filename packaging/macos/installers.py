"""What people install on a Mac: a disk image with the program in it. Only a Mac can make it, and none has yet."""

import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import smoke

PLATFORM: Final = "darwin"

_SCRIPT: Final = Path(__file__).with_name("make_dmg.sh")


def freezer() -> list[str]:
    """Return the command that runs the Python the build's packages are installed in: the one that runs this."""
    if platform.system() != "Darwin":
        sys.exit("Presence for macOS can only be built on a Mac.")
    return [sys.executable]


def starter() -> list[str]:
    """Return nothing: a program for macOS starts by itself there."""
    return []


def make(bundle: Path, version: str, into: Path) -> Iterator[Path]:
    """Make the disk image from the program that lies beside the frozen folder."""
    image = into / f"Presence-{version}-{platform.machine()}.dmg"
    subprocess.run(["sh", str(_SCRIPT), str(bundle.with_name("Presence.app")), str(image)], check=True)
    yield image


def try_out(made: Sequence[Path], version: str) -> Iterator[str]:
    """Take the program out of the image as people do, start it, and yield what was found."""
    (image,) = made
    with tempfile.TemporaryDirectory() as folder, _opened(image, Path(folder, "image")) as inside:
        app = Path(folder, "Presence.app")
        subprocess.run(["ditto", str(inside / "Presence.app"), str(app)], check=True)
        subprocess.run(["codesign", "--verify", "--strict", "--deep", str(app)], check=True)
        yield "The program taken out of the image is as it was signed"
        if complaints := smoke.start(app, starter(), Path(folder, "self-test")):
            raise RuntimeError("; ".join(complaints))
        yield f"Presence {version} starts from there, and is whole"


@contextmanager
def _opened(image: Path, place: Path) -> Iterator[Path]:
    """Yield the folder where an image lies open."""
    subprocess.run(["hdiutil", "attach", "-nobrowse", "-mountpoint", str(place), str(image)], check=True)
    try:
        yield place
    finally:
        subprocess.run(["hdiutil", "detach", str(place)], check=True)
