"""ZIP files byte by byte, so that they can be as no program makes them, and the hostile ones by name."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from struct import pack
from typing import Final
from zlib import MAX_WBITS, Z_FULL_FLUSH, compressobj, crc32

STORED: Final = 0
DEFLATED: Final = 8
LOCKED: Final = 1
LINK: Final = 0o120777 << 16
NO_DAY: Final = 0
A_DAY: Final = (2026 - 1980) << 9 | 11 << 5 | 12  # 12 November 2026


def deflated(data: bytes) -> bytes:
    packing = compressobj(9, DEFLATED, -MAX_WBITS)
    return packing.compress(data) + packing.flush()


def much(megabytes: int) -> bytes:
    """So many megabytes of one letter, deflated: made of one megabyte, again and again."""
    packing = compressobj(9, DEFLATED, -MAX_WBITS)
    once = packing.compress(b"a" * (1 << 20)) + packing.flush(Z_FULL_FLUSH)
    return once * megabytes + packing.flush()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A file inside as it is written down, which need not be as it is; ``start`` None: where it comes."""

    name: bytes = b"Connections.csv"
    packed: bytes = b""
    size: int = 0
    check: int = 0
    method: int = STORED
    flags: int = 0
    attributes: int = 0
    day: int = A_DAY
    start: int | None = None
    packed_size: int | None = None
    extra: bytes = b""
    local_extra: bytes = b""

    def local(self) -> bytes:
        """The header before the file, and the file."""
        numbers = self.check, min(len(self.packed), 0xFFFFFFFF), self.size & 0xFFFFFFFF
        lengths = len(self.name), len(self.local_extra)
        header = pack("<4s5H3L2H", b"PK\3\4", 20, self.flags, self.method, 0, self.day, *numbers, *lengths)
        return header + self.name + self.local_extra + self.packed

    def record(self, start: int) -> bytes:
        """What the directory says of it."""
        packed = len(self.packed) if self.packed_size is None else self.packed_size
        place = start if self.start is None else self.start
        numbers, lengths = (self.check, packed, self.size), (len(self.name), len(self.extra), 0)
        head = pack("<4s6H", b"PK\1\2", 0x0314, 20, self.flags, self.method, 0, self.day)
        return head + pack("<3L5H2L", *numbers, *lengths, 0, 0, self.attributes, place) + self.name + self.extra


def stored(name: str, data: bytes = b"") -> Entry:
    return Entry(name=name.encode(), packed=data, size=len(data), check=crc32(data))


def squeezed(name: str, data: bytes) -> Entry:
    return Entry(name=name.encode(), packed=deflated(data), size=len(data), check=crc32(data), method=DEFLATED)


def zipped(entries: Iterable[Entry], before: bytes = b"", comment: bytes = b"") -> bytes:
    """A ZIP file of these, with something before it that offsets do not count."""
    files, records, place = list[bytes](), list[bytes](), 0
    for entry in entries:
        files.append(entry.local())
        records.append(entry.record(place))
        place += len(files[-1])
    return before + b"".join(files) + directory(records, place, comment)


def directory(records: Sequence[bytes], place: int, comment: bytes = b"") -> bytes:
    """The end of a ZIP file."""
    data, count = b"".join(records), len(records) & 0xFFFF
    return data + pack("<4s4H2LH", b"PK\5\6", 0, 0, count, count, len(data), place, len(comment)) + comment


def unlike(entry: Entry, **changes: object) -> bytes:
    """A ZIP file with one good file, and this one as it must not be."""
    return zipped([stored("Profile.csv", b"Headline\nBaker\n"), replace(entry, **changes)])  # type: ignore[arg-type]


def _same_bytes_many_names() -> bytes:
    packed = much(40)
    good = Entry(name=b"0.csv", packed=packed, size=40 << 20, method=DEFLATED)
    twins = [
        replace(good, name=b"%d.csv" % number, packed=b"", packed_size=len(packed), start=0) for number in range(1, 60)
    ]
    return zipped([*twins, good])


def _each_holds_the_next() -> bytes:
    """Sixty files, each of which is all the bytes of the following ones with their headers."""
    entries, rest = list[Entry](), b""
    for number in reversed(range(60)):
        entries.insert(0, Entry(name=b"%02d.csv" % number, packed=rest, size=len(rest), check=crc32(rest)))
        rest = entries[0].local()
    records, place = list[bytes](), 0
    for entry in entries:
        records.append(entry.record(place))
        place += 30 + len(entry.name)
    return rest + directory(records, len(rest))


def _many(count: int, name: str = "data/tweets_media/{:019}-a.jpg") -> bytes:
    return zipped(Entry(name=name.format(number).encode()) for number in range(count))


def _pages(count: int, megabytes: int) -> bytes:
    """As much as a file may grow to, many times."""
    packed = much(megabytes)
    padding = b"\0\0\0\xff\xff" * megabytes * 1000  # empty pieces, so that it grows to less than 200 times
    once = Entry(packed=padding + packed, size=megabytes << 20, check=crc32(b"a" * (megabytes << 20)), method=DEFLATED)
    return zipped(replace(once, name=b"%03d.html" % number) for number in range(count))


GOOD: Final = squeezed("Connections.csv", b"First Name,Last Name\nSample,Person\n" * 50)
FORTY_TWO: Final = zipped([squeezed("Connections.csv", b"x")])

# every attack by what it is, as a file somebody could be sent
HOSTILE: Final[dict[str, Callable[[], bytes]]] = {
    "a gigabyte of one letter": lambda: zipped([Entry(packed=much(1024), size=1 << 30, method=DEFLATED)]),
    "a gigabyte that says it is a kilobyte": lambda: zipped([Entry(packed=much(1024), size=1000, method=DEFLATED)]),
    "a gigabyte that says it is 40 megabytes": lambda: unlike(
        Entry(), packed=much(1024), size=40 << 20, method=DEFLATED
    ),
    "a page that grows to 200 times": lambda: zipped([Entry(packed=much(40), size=40 << 20, method=DEFLATED)]),
    "more than it says": lambda: unlike(GOOD, size=GOOD.size - 1),
    "less than it says": lambda: unlike(GOOD, size=GOOD.size + 1),
    "nothing in many pieces": lambda: unlike(Entry(), packed=b"\0\0\0\xff\xff" * 2_000_000, method=DEFLATED),
    "the same bytes under sixty names": _same_bytes_many_names,
    "each holds the next": _each_holds_the_next,
    "only ZIP files": lambda: zipped([stored("part-1.zip", FORTY_TWO), stored("folder/part-2.ZIP", FORTY_TWO)]),
    "3,000 files": lambda: _many(3_000, "Jobs/{}.csv"),
    "200,000 files": lambda: _many(200_000),
    "300,000 files": lambda: directory([GOOD.record(0)] * 300_000, 0),
    "the same name 2,000 times": lambda: _many(2_000, "Connections.csv"),
    "a folder above": lambda: unlike(GOOD, name=b"../../.bashrc"),
    "a folder above in between": lambda: unlike(GOOD, name=b"data/../../Connections.csv"),
    "a folder above for Windows": lambda: unlike(GOOD, name=b"data\\..\\..\\Connections.csv"),
    "the folder above itself": lambda: unlike(GOOD, name=b"data/.."),
    "a place of its own": lambda: unlike(GOOD, name=b"/etc/passwd"),
    "a place in a network": lambda: unlike(GOOD, name=b"\\\\server\\share\\Connections.csv"),
    "a drive": lambda: unlike(GOOD, name=b"C:\\Users\\Connections.csv"),
    "a drive without a folder": lambda: unlike(GOOD, name=b"c:Connections.csv"),
    "a link": lambda: unlike(GOOD, attributes=LINK),
    "a name of nothing": lambda: unlike(GOOD, name=b""),
    "a name that cannot be seen": lambda: unlike(GOOD, name="\u202evsc.snoitcennoC".encode()),
    "a name with a line break": lambda: unlike(GOOD, name=b"Connections\n.csv"),
    "a name with an end in it": lambda: unlike(GOOD, name=b"Connections.csv\0.jpg"),
    "a name in no writing": lambda: unlike(GOOD, name=b"Connections\xff\xfe.csv"),
    "a name twice": lambda: zipped([GOOD, replace(GOOD, name=b"connections.CSV")]),
    "locked": lambda: zipped([replace(GOOD, flags=LOCKED)]),
    "partly locked": lambda: unlike(GOOD, flags=LOCKED),
    "locked with a certificate": lambda: unlike(GOOD, flags=1 << 6),
    "packed in way 99": lambda: unlike(GOOD, method=99),
    "packed in way 12": lambda: unlike(GOOD, method=12),
    "another check sum": lambda: unlike(GOOD, check=GOOD.check ^ 1),
    "no deflated bytes": lambda: unlike(GOOD, packed=b"\xff" * 300),
    "half the deflated bytes": lambda: unlike(GOOD, packed=GOOD.packed[: len(GOOD.packed) // 2]),
    "no day": lambda: unlike(GOOD, day=NO_DAY),
    "a place behind the end": lambda: unlike(GOOD, start=0x7FFFFFFF),
    "a place far behind the end": lambda: unlike(GOOD, start=0xFFFFFFFF, extra=pack("<2HQ", 1, 8, 1 << 63)),
    "a place that is nowhere": lambda: unlike(GOOD, start=0xFFFFFFFF),
    "extras cut short": lambda: unlike(GOOD, start=0xFFFFFFFF, extra=pack("<2HL", 1, 8, 1)),
    "extras longer than they are": lambda: unlike(GOOD, extra=pack("<2H", 99, 0xFFFF)),
    "a header that says it is longer": lambda: unlike(replace(GOOD, local_extra=b"\0" * 9), packed=b""),
    "several disks": lambda: zipped([GOOD])[:-18] + b"\1\0" + zipped([GOOD])[-16:],
    "a directory before the beginning": lambda: directory([GOOD.record(0)], 0)[30:],
    "a directory that is no directory": lambda: zipped([GOOD]).replace(b"PK\1\2", b"PK\1\3"),
    "a directory of 70 megabytes": lambda: directory([b"\0" * 70_000_000], 0),
    "a directory with something after it": lambda: directory([GOOD.record(0), b"PK"], 0),
    "half an end": lambda: zipped([GOOD])[:-10],
    "a large end that is missing": lambda: (
        zipped([GOOD])[:-22] + pack("<4sLQL", b"PK\6\7", 0, 0, 1) + zipped([GOOD])[-22:]
    ),
    "only an end": lambda: directory([], 0),
    "only a beginning": lambda: b"PK\3\4",
    "nothing at all": lambda: b"",
}

# what is within the limits, or takes long to come to them
LARGE: Final[dict[str, Callable[[], bytes]]] = {
    "thirty pages that grow to 47 megabytes": lambda: _pages(30, 47),
    "47 megabytes of text": lambda: _pages(1, 47),
    "47 megabytes as they are": lambda: zipped([stored("Connections.csv", b"Sample\n" * 6_700_000)]),
    "250,000 files": lambda: _many(250_000),
    "long names, as many as can be listed": lambda: _many(230_000, "{:0127}"),
    "names in wide letters, as many as can be listed": lambda: _many(230_000, "{:0122}\U0001f9d1"),
}


def cut_short(data: bytes, pieces: int = 20) -> Iterator[bytes]:
    """The same file, ending too early at each twentieth."""
    return (data[: len(data) * piece // pieces] for piece in range(pieces))
