"""Measure what each hostile file costs: ``python -m tests.benchmarks.hostile_files [what its name contains]``.

Each is brought to the readers as a user would, and then read member after member, by a process of its own. Its seconds
of computing, which a busy computer lengthens little, and its most memory are told beside the goals: 2 seconds and
300 MB; what lies within the limits may take its time, as it is read for the user.
"""

import resource
import subprocess
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import Final

from presence_gui.errors import ExportError
from presence_gui.importers.archive import Archive
from presence_gui.importers.reading import read_exports, readers
from tests.benchmarks.figures import Figure, table
from tests.unit.importers.zips import HOSTILE, LARGE

SECONDS: Final = 2.0
MEGABYTES: Final = 300.0
_READ: Final = 2_000


def measure(names: Iterable[str]) -> list[Figure]:
    """Return seconds and memory of each of these files."""
    figures = list[Figure]()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "Sample export.zip"
        for name in names:
            _alone("--make", name, str(path))  # a process is told the memory of the one that started it as its own
            brought, opened, memory = map(float, _alone("--open", str(path)).split())
            goal = SECONDS if name in HOSTILE else None
            figures += [
                Figure(name, "s", brought, goal=goal),
                Figure("  read member after member", "s", opened, goal=goal),
                Figure(f"  {path.stat().st_size:,} bytes", "MB", memory, goal=MEGABYTES),
            ]
    return figures


def _alone(*arguments: str) -> str:
    command = [sys.executable, "-m", __spec__.name, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def attempt(path: Path) -> None:
    """Read what can be read, as a reader would: one member after the other."""
    try:
        with Archive(path) as archive:
            for member in archive.members[:_READ]:
                try:
                    archive.read(member)
                except ExportError:
                    continue
    except ExportError:
        return


def main(arguments: list[str]) -> None:
    """Tell the figures of all files; or make one; or open one, and tell what that cost."""
    match arguments:
        case ["--make", name, path]:
            Path(path).write_bytes((HOSTILE | LARGE)[name]())
        case ["--open", path]:
            readers()  # loading them is no part of it
            start = process_time()
            read_exports([Path(path)], date(2026, 11, 24), lambda _done: None)
            brought = process_time()
            attempt(Path(path))
            # Linux counts in KiB
            most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(brought - start, process_time() - brought, most)
        case _:
            about = "".join(arguments)
            print("\n".join(table(measure(name for name in HOSTILE | LARGE if about in name))))


if __name__ == "__main__":
    main(sys.argv[1:])
