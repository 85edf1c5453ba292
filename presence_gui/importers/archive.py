"""One file or folder the user has, as members that can be listed, looked into and read; nothing is unpacked to disk."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from datetime import UTC, date, datetime
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import IO, Final, NamedTuple, Self
from zipfile import ZipFile, is_zipfile

from presence_gui.errors import ExportError

HEAD: Final = 4096
MOST_BYTES: Final = 50_000_000
_AT_ONCE: Final = 1 << 20


class Member(NamedTuple):
    """A file inside: its name with "/" between folders, its size in bytes as declared, the day it was changed."""

    name: str
    size: int
    changed: date | None

    @property
    def base(self) -> str:
        """The name without its folders."""
        return self.name.rpartition("/")[2]


class Archive:
    """What the user has: a ZIP file, an unpacked folder, or one loose file, which then is its own only member.

    ``members`` leaves out folders and what a Mac adds. ``report`` is told of every byte read from now on, and may
    raise to stop. Close it after use, or use it in a ``with``.
    """

    def __init__(self, path: Path, report: Callable[[int], None] = lambda _bytes: None) -> None:
        self.path, self.name = path, path.name
        self._report, self._closing = report, ExitStack()
        self._opens: Mapping[str, Callable[[], IO[bytes]]]
        try:
            self.members, self._opens = self._found()
        except OSError as trouble:
            message = f"“{path.name}” cannot be read: {trouble.strerror}."
            raise ExportError(message) from trouble

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_trouble: object) -> None:
        self._closing.close()

    def head(self, member: Member) -> bytes:
        """Return the first 4 KiB of a member, or all of a smaller one; raise ExportError where it cannot be read."""
        with self._opens[member.name]() as source:
            return source.read(HEAD)

    def read(self, member: Member, most: int = MOST_BYTES) -> bytes:
        """Return a whole member; raise ExportError where it cannot be read, or is larger than ``most`` bytes."""
        found = bytearray()
        with self._opens[member.name]() as source:
            while part := source.read(_AT_ONCE):
                found += part
                if len(found) > most:
                    message = f"“{member.name}” in “{self.name}” is larger than any export Presence knows."
                    raise ExportError(message)
                self._report(len(part))
        return bytes(found)

    def fingerprint(self) -> str:
        """Return a SHA-256 no other export has: of the names, sizes and check sums of its members."""
        return self._fingerprint

    def _found(self) -> tuple[tuple[Member, ...], Mapping[str, Callable[[], IO[bytes]]]]:
        if self.path.is_dir():
            files = {file.relative_to(self.path).as_posix(): file for file in sorted(self.path.rglob("*"))}
        elif is_zipfile(self.path):
            return self._zipped(self._closing.enter_context(ZipFile(self.path)))
        else:
            files = {self.name: self.path}
        files = {name: file for name, file in files.items() if file.is_file() and _counts(name)}
        stats = {name: file.stat() for name, file in files.items()}
        members = tuple(
            Member(name, stat.st_size, datetime.fromtimestamp(stat.st_mtime, UTC).date())
            for name, stat in stats.items()
        )
        self._fingerprint = _hashed(f"{name} {stat.st_size} {stat.st_mtime_ns}" for name, stat in stats.items())
        return members, {name: partial(file.open, "rb") for name, file in files.items()}

    def _zipped(self, opened: ZipFile) -> tuple[tuple[Member, ...], Mapping[str, Callable[[], IO[bytes]]]]:
        infos = [info for info in opened.infolist() if not info.is_dir() and _counts(info.filename)]
        members = tuple(Member(info.filename, info.file_size, date(*info.date_time[:3])) for info in infos)
        self._fingerprint = _hashed(f"{info.filename} {info.file_size} {info.CRC}" for info in infos)
        return members, {info.filename: partial(opened.open, info) for info in infos}


def _counts(name: str) -> bool:
    """Whether a member is the owner's, and not what a Mac adds."""
    return not name.startswith("__MACOSX/") and name.rpartition("/")[2] != ".DS_Store"


def _hashed(lines: Iterable[str]) -> str:
    return sha256("\n".join(lines).encode(errors="surrogateescape")).hexdigest()
