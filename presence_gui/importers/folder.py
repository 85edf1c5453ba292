"""The files inside a folder, or one loose file, read where they are; no link inside a folder is followed."""

import os
from collections.abc import Iterator
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import Final

from presence_gui.importers.member import MOST_MEMBERS, Member, counts, shown
from presence_gui.importers.zip_directory import TooLargeError

_JUNCTION: Final = 0xA0000003  # how Windows marks a folder that is really elsewhere


class Folder:
    """The files below a folder, or a loose file as its own only member; ``fingerprint`` is of names, sizes and times.

    Raises OSError, and TooLargeError where a folder holds more files than any export.
    """

    def __init__(self, path: Path) -> None:
        found = _below(path) if path.is_dir() else {shown(path.name): (str(path), path.stat())}
        self._files = {name: file for name, (file, _) in found.items()}
        self.members = tuple(Member(name, stat.st_size, _day(stat.st_mtime)) for name, (_, stat) in found.items())
        lines = "\n".join(f"{name} {stat.st_size} {stat.st_mtime_ns}" for name, (_, stat) in found.items())
        self.fingerprint = sha256(lines.encode()).hexdigest()

    def parts(self, member: Member, at_once: int) -> Iterator[bytes]:
        """Yield what a member holds, in parts of at most so many bytes; raise OSError."""
        with Path(self._files[member.name]).open("rb") as source:
            while part := source.read(at_once):
                yield part


def _day(seconds: float) -> date | None:
    try:
        return datetime.fromtimestamp(seconds, UTC).date()
    except (ValueError, OverflowError, OSError):  # a file may have been changed in the year 10000
        return None


def _below(top: Path) -> dict[str, tuple[str, os.stat_result]]:
    """Return the files that count by their names, which start below the folder, in order."""
    found, folders, passed = dict[str, tuple[str, os.stat_result]](), [(str(top), "")], 0
    while folders:
        folder, before = folders.pop()
        with os.scandir(folder) as entries:
            for entry in entries:
                passed += 1
                if passed > MOST_MEMBERS:
                    raise TooLargeError
                name, stat = before + entry.name, entry.stat(follow_symlinks=False)
                if S_ISREG(stat.st_mode) and counts(name):
                    found[name] = entry.path, stat
                elif S_ISDIR(stat.st_mode) and getattr(stat, "st_reparse_tag", 0) != _JUNCTION:
                    folders.append((entry.path, f"{name}/"))
    return dict(sorted(found.items()))
