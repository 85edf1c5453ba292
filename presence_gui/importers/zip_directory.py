"""What the end of a ZIP file says lies inside, and where; nothing is believed before it is needed.

Python's own zipfile lists 200,000 files in more time and memory, has no limit for either, and before 3.12.2 gives the
same bytes out under many names.
"""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from os import SEEK_END
from stat import S_IFMT, S_ISREG
from struct import Struct
from typing import IO, Final, NamedTuple

MOST_BYTES: Final = 40_000_000  # of the directory: what 250,000 pictures with long names need
STARTS_WITH: Final = b"PK\3\4"

_END: Final = Struct("<4s4H2LH")
_LARGE_END: Final = Struct("<4sQ2H2L4Q")
_LOCATOR: Final = Struct("<4sLQL")
_RECORD: Final = Struct("<4s6H3L5H2L")
_LENGTHS: Final = Struct("<28x3H")  # of a record's name, extras and comment, which follow it
_EXTRA: Final = Struct("<2H")
_NUMBER: Final = Struct("<Q")
_LONGEST_COMMENT: Final = 0xFFFF
_ELSEWHERE: Final = 0xFFFFFFFF  # a number too large for its field stands among the extras
_LARGE: Final = 1
_FARTHEST: Final = 0x0F  # the highest byte of a number that can be added to another
_LOCKED: Final = 0b10_0000_0100_0001  # with a password, with a certificate, and so that even the names are hidden


class DamagedError(Exception):
    """These are not the bytes of a whole ZIP file."""


class TooLargeError(Exception):
    """This is more than any export holds."""


class Directory(NamedTuple):
    """The records as they are in the file, where they start, and what stands before the ZIP file proper."""

    data: bytes
    start: int
    before: int


class Record(NamedTuple):
    """What is said of one file: ``size`` is in bytes once unpacked, ``start`` that of its own header."""

    name: str
    size: int
    packed: int
    start: int
    check: int
    method: int
    changed: date | None
    is_locked: bool
    is_file: bool


def directory_of(source: IO[bytes]) -> Directory | None:
    """Return the directory of a ZIP file, None of any other; raise DamagedError or TooLargeError, and OSError."""
    length = source.seek(0, SEEK_END)
    tail_start = max(0, length - _LONGEST_COMMENT - _END.size - _LOCATOR.size - _LARGE_END.size)
    source.seek(tail_start)
    tail = source.read(length - tail_start)
    at = tail.rfind(b"PK\5\6")
    if at < 0:
        return None
    if len(tail) - at < _END.size:
        raise DamagedError
    end, size, offset = _end(tail, at)
    start = tail_start + end - size
    if not 0 <= offset <= start:
        raise DamagedError
    if size > MOST_BYTES:
        raise TooLargeError
    source.seek(start)
    return Directory(source.read(size), start, start - offset)


def _end(tail: bytes, at: int) -> tuple[int, int, int]:
    """Return where the directory ends, its size, and where it says it starts."""
    _, disk, *_, size, offset, _ = _END.unpack_from(tail, at)
    locator = at - _LOCATOR.size
    large = locator - _LARGE_END.size
    if locator >= 0 and tail.startswith(b"PK\6\7", locator):
        if large < 0 or not tail.startswith(b"PK\6\6", large):
            raise DamagedError
        _, _, _, _, disk, _, _, _, size, offset = _LARGE_END.unpack_from(tail, large)
        at = large
    if disk:
        raise DamagedError
    return at, size, offset


def places(data: bytes) -> Iterator[int]:
    """Yield where each record starts; raise DamagedError where they do not follow one another up to the end."""
    place = 0
    while place < len(data):
        if len(data) - place < _RECORD.size or not data.startswith(b"PK\1\2", place):
            raise DamagedError
        yield place
        name, extra, comment = _LENGTHS.unpack_from(data, place)
        place += _RECORD.size + name + extra + comment


def record_at(directory: Directory, place: int) -> Record:
    """Return a record; raise DamagedError where a number of it is missing."""
    data, named = directory.data, place + _RECORD.size
    (_, _, _, flags, method, _, day, check, packed, size, name_length, extra_length, _, _, _, attributes, start) = (
        _RECORD.unpack_from(data, place)
    )
    extra = named + name_length
    if _ELSEWHERE in {size, packed, start}:
        size, packed, start = _large(data[extra : extra + extra_length], (size, packed, start))
    kind = S_IFMT(attributes >> 16)
    name, is_file = _text(data[named:extra]), not kind or S_ISREG(kind)
    start += directory.before
    return Record(name, size, packed, start, check, method, _day(day), bool(flags & _LOCKED), is_file)


def _large(extras: bytes, numbers: tuple[int, ...]) -> Iterator[int]:
    """Yield the numbers, each that stands elsewhere from there."""
    place = 0
    while len(extras) - place >= _EXTRA.size:
        kind, length = _EXTRA.unpack_from(extras, place)
        place += _EXTRA.size
        if kind == _LARGE:
            extras, place = extras[place : place + length], 0
            break
        place += length
    for number in numbers:
        if number != _ELSEWHERE:
            yield number
        elif len(extras) - place < _NUMBER.size or extras[place + _NUMBER.size - 1] > _FARTHEST:
            raise DamagedError
        else:
            yield _NUMBER.unpack_from(extras, place)[0]
            place += _NUMBER.size


def _text(name: bytes) -> str:
    """Return a name as most programs write it today, or as the first ones did; which one, many do not say."""
    try:
        return name.decode()
    except UnicodeDecodeError:
        return name.decode("cp437")


@lru_cache
def _day(packed: int) -> date | None:
    try:
        return date(1980 + (packed >> 9), packed >> 5 & 0xF, packed & 0x1F)
    except ValueError:  # many programs write a month 0
        return None
