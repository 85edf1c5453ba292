"""One file or folder the user has, as members that can be listed, looked into and read; nothing is unpacked to disk."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from io import BytesIO
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import Final, Self

from presence_gui.errors import ExportError
from presence_gui.importers.folder import Folder
from presence_gui.importers.member import TEXTS, Member, shown
from presence_gui.importers.zip_directory import STARTS_WITH, DamagedError, TooLargeError, directory_of
from presence_gui.importers.zipped import AGAIN, Zipped

__all__ = ["HEAD", "MOST_BYTES", "Archive", "Member"]

HEAD: Final = 4096
MOST_BYTES: Final = 50_000_000
_AT_ONCE: Final = 1 << 20
_LONGEST_NAME: Final = 255  # in a sentence


class Archive:
    """What the user has: a ZIP file, an unpacked folder, or one loose file, which then is its own only member.

    ``members`` leaves out folders, links, what a Mac adds, and names with characters that cannot be seen; ``texts`` are
    those that by their names are neither pictures nor films. ``packed`` says that it is a ZIP file, in which the days
    of the members are those of the export, and not of some copy. ``report`` is told of every byte read from now on,
    and may raise to stop. ``opened`` are the names of the members of which anything at all was read. Close it after
    use, or use it in a ``with``. For any file whatever, only ExportError is raised, with one or two sentences that say
    what to do.
    """

    def __init__(self, path: Path, report: Callable[[int], None] = lambda _bytes: None) -> None:
        self._report, self._closing = report, ExitStack()
        self.path, self.name = path, shown(path.name)
        self.opened: set[str] = set()
        with ExitStack() as closing:
            self._source = self._opened(closing)
            self._closing = closing.pop_all()
        self.members = self._source.members
        self.packed = isinstance(self._source, Zipped)
        self.texts = tuple(member for member in self.members if member.name.lower().endswith(TEXTS))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_trouble: object) -> None:
        self._closing.close()

    def __del__(self) -> None:
        self._closing.close()

    def head(self, member: Member) -> bytes:
        """Return the first 4 KiB of a member, or all of a smaller one; raise ExportError where it cannot be read."""
        found = b""
        for part in self._parts(member, HEAD):
            found += part
            if len(found) >= HEAD:
                break
        return found[:HEAD]

    def read(self, member: Member, most: int = MOST_BYTES) -> bytes:
        """Return a whole member; raise ExportError where it cannot be read, or is larger than ``most`` bytes."""
        found = BytesIO()  # unlike a bytearray, it gives out what it holds without a second copy
        size = member.size
        for part in self._parts(member, _AT_ONCE) if size <= most else ():
            size = max(size, found.tell() + found.write(part))
            if size > most:
                break
            self._report(len(part))
        if size > most:
            name = shown(member.name[-_LONGEST_NAME:])
            inside = "" if name == self.name else f" in “{self.name}”"
            raise ExportError(f"“{name}”{inside} is larger than any export Presence knows.")
        return found.getvalue()

    def fingerprint(self) -> str:
        """Return a SHA-256 no other export has: of the names, sizes and check sums of its members."""
        return self._source.fingerprint

    def _parts(self, member: Member, at_once: int) -> Iterator[bytes]:
        self.opened.add(member.name)
        try:
            yield from self._source.parts(member, at_once)
        except OSError as trouble:
            raise ExportError(self._unreadable(trouble)) from trouble

    def _opened(self, closing: ExitStack) -> Zipped | Folder:
        try:
            found = self._found(closing)
        except OSError as trouble:
            raise ExportError(self._unreadable(trouble)) from trouble
        except DamagedError as trouble:
            raise ExportError(f"“{self.name}” is not a whole ZIP file. {AGAIN}") from trouble
        except TooLargeError as trouble:
            raise ExportError(f"“{self.name}” holds more files than any export Presence knows.") from trouble
        return found

    def _found(self, closing: ExitStack) -> Zipped | Folder:
        mode = self.path.stat().st_mode
        if S_ISDIR(mode):
            return self._packed_again(Folder(self.path))
        if not S_ISREG(mode):  # to open a device may wait for ever
            raise ExportError(f"“{self.name}” is not a file. Choose the export you have downloaded.")
        source = closing.enter_context(self.path.open("rb"))
        directory = directory_of(source)
        if directory:
            return self._packed_again(Zipped(source, self.name, directory))
        source.seek(0)
        if source.read(len(STARTS_WITH)) == STARTS_WITH:
            raise DamagedError
        closing.close()
        return Folder(self.path)

    def _packed_again(self, found: Zipped | Folder) -> Zipped | Folder:
        if found.members and all(member.name.lower().endswith(".zip") for member in found.members):
            raise ExportError(f"“{self.name}” holds only other ZIP files. Unpack it once, and bring what is inside.")
        return found

    def _unreadable(self, trouble: OSError) -> str:
        match trouble:
            case FileNotFoundError():
                return f"“{self.name}” is no longer where it was. Choose it again."
            case PermissionError():
                return (
                    f"You are not allowed to read “{self.name}”. Copy it to a folder of your own, and choose the copy."
                )
        return f"“{self.name}” cannot be read from where it is. Copy it to a folder of your own, and choose the copy."
