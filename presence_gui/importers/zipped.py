"""The files inside a ZIP file, unpacked in memory only, within limits on what is read; the rest may be as it likes."""

import re
from array import array
from collections.abc import Iterator, Sequence
from functools import cached_property
from hashlib import sha256
from itertools import chain
from struct import Struct
from typing import IO, Final
from zlib import MAX_WBITS, crc32, decompressobj
from zlib import error as ZlibError  # noqa: N812  # a class, whatever its name looks like

from presence_gui.errors import ExportError
from presence_gui.importers.member import MOST_MEMBERS, Member, counts, shown
from presence_gui.importers.zip_directory import (
    STARTS_WITH,
    DamagedError,
    Directory,
    Record,
    TooLargeError,
    places,
    record_at,
)

MOST_UNPACKED: Final = 1_000_000_000  # X writes posts in parts of 100 MB, and somebody's may be several
MOST_TIMES: Final = 200  # text is packed to a tenth of its size, a million times the same letter to a thousandth
AGAIN: Final = "Download the export again, and choose it as it is."

_SMALL: Final = 1_000_000
_UNPACK: Final = "Unpack the ZIP file yourself, and choose the folder."
_STORED: Final = 0
_DEFLATED: Final = 8
_HEADER: Final = Struct("<4s22s2H")  # stands before each member; only it knows how long what follows it is
_AT_ONCE: Final = 1 << 16
_OUTSIDE: Final = re.compile(r"/|[A-Za-z]:|(?s:.*/)?\.\.(/|\Z)")


class Zipped:
    """An open ZIP file: ``members`` leaves out folders, links and what does not count; ``fingerprint`` is a SHA-256.

    ``called`` is what sentences call it. Raises ExportError where a name leads out of the file, where all is locked;
    DamagedError, TooLargeError and OSError.
    """

    def __init__(self, source: IO[bytes], called: str, directory: Directory) -> None:
        self._source, self._called, self._directory = source, called, directory
        self._left = MOST_UNPACKED
        self._numbers = dict[str, int]()
        self._places, starts, ends = array("q"), array("q"), array("q")
        members, locked, readable = list[Member](), False, False
        for number, place in enumerate(places(directory.data)):
            if number == MOST_MEMBERS:
                raise TooLargeError
            record = record_at(directory, place)
            self._places.append(place)
            starts.append(record.start)
            ends.append(record.start + _HEADER.size + record.packed)
            name = self._inside(record.name)
            if record.is_file and name and not name.endswith("/") and counts(name):
                members.append(Member(name, record.size, record.changed))
                self._numbers[name] = number
                locked |= record.is_locked
                readable |= record.size > 0 and not record.is_locked  # an empty file is never locked
        if locked and not readable:
            raise ExportError(f"“{called}” is locked with a password. Unpack it yourself, and choose the folder.")
        self.members = tuple(members)
        self.fingerprint = sha256(directory.data).hexdigest()
        self._rooms = _rooms(starts, ends, directory.start)

    def parts(self, member: Member, at_once: int) -> Iterator[bytes]:
        """Yield what a member holds, in parts of at most so many bytes; raise ExportError, at the latest at its end."""
        number = self._numbers[member.name]
        record = record_at(self._directory, self._places[number])
        self._check(member.name, record)
        try:
            yield from self._counted(record, self._packed(record, self._rooms[number]), at_once)
        except (DamagedError, ZlibError) as trouble:
            raise ExportError(self._damaged(member.name)) from trouble

    def _check(self, name: str, record: Record) -> None:
        """Refuse what cannot be read rightly before any of it is read."""
        named = f"“{name}” in “{self._called}”"
        if hash(name.casefold()) in self._twice:
            raise ExportError(f"“{self._called}” holds two files named “{name}”. {AGAIN}")
        if record.is_locked:
            raise ExportError(f"{named} is locked with a password. {_UNPACK}")
        if record.method not in {_STORED, _DEFLATED}:
            raise ExportError(f"{named} is packed in a way Presence does not know. {_UNPACK}")
        if record.size > max(_SMALL, MOST_TIMES * record.packed):
            raise ExportError(self._damaged(name))

    def _counted(self, record: Record, packed: Iterator[bytes], at_once: int) -> Iterator[bytes]:
        """Yield the unpacked bytes; raise DamagedError where they are not as many, or not those, that were put in."""
        size = check = 0
        for part in packed if record.method == _STORED else _inflated(packed, at_once):
            size += len(part)
            check = crc32(part, check)
            self._left -= len(part)
            if size > record.size:
                raise DamagedError
            if self._left < 0:
                raise ExportError(f"“{self._called}” holds more text than any export Presence knows.")
            yield part
        if (size, check) != (record.size, record.check):
            raise DamagedError

    def _packed(self, record: Record, room: int) -> Iterator[bytes]:
        """Yield the bytes of a member as they lie in the file; raise DamagedError where others have them too."""
        header = self._at(record.start, _HEADER.size)
        signature, _, name_length, extra_length = _HEADER.unpack(header)
        start = record.start + _HEADER.size + name_length + extra_length
        end = start + record.packed
        if signature != STARTS_WITH or end > room or record.packed > 2 * record.size + _AT_ONCE:
            raise DamagedError
        for place in range(start, end, _AT_ONCE):
            yield self._at(place, min(_AT_ONCE, end - place))

    def _at(self, place: int, length: int) -> bytes:
        self._source.seek(place)
        found = self._source.read(length)
        if len(found) < length:
            raise DamagedError
        return found

    def _damaged(self, name: str) -> str:
        return f"“{name}” in “{self._called}” is damaged. {AGAIN}"

    def _inside(self, name: str) -> str:
        """Return a name with "/" between its folders."""
        name = name.replace("\\", "/").removeprefix("./")
        if _OUTSIDE.match(name):
            raise ExportError(
                f"“{self._called}” is not as a platform makes it: “{shown(name)}” is a place outside it. {AGAIN}"
            )
        return name

    @cached_property
    def _twice(self) -> frozenset[int]:
        """The names that stand for more than one member, where capitals make no difference, each as its hash."""
        seen, twice = set[int](), set[int]()
        for name in (hash(member.name.casefold()) for member in self.members):
            (twice if name in seen else seen).add(name)
        return frozenset(twice)


def _rooms(starts: Sequence[int], ends: Sequence[int], end: int) -> "array[int]":
    """Return how far each member may reach: up to the next, or nowhere if an earlier one reaches into it."""
    rooms, reached, last = array("q", bytes(len(starts) * 8)), 0, -1
    for number in sorted(range(len(starts)), key=starts.__getitem__):
        if last >= 0:
            rooms[last] = min(rooms[last], starts[number])
        rooms[number] = end if starts[number] >= reached else 0
        reached, last = max(reached, ends[number]), number
    return rooms


def _inflated(packed: Iterator[bytes], at_once: int) -> Iterator[bytes]:
    stream = decompressobj(-MAX_WBITS)
    for raw in chain(packed, (b"",)):  # the last call gives what the stream still holds back
        waiting = raw
        while part := stream.decompress(waiting, at_once):
            yield part
            waiting = stream.unconsumed_tail
    if not stream.eof:
        raise DamagedError
