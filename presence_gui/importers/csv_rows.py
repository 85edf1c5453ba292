"""Rows of files with a heading row, read as they come, by the names of their columns, however they were saved."""

import csv
from _csv import Reader
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, charmap_decode, getincrementaldecoder
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from io import BytesIO, TextIOWrapper
from itertools import chain, islice
from operator import itemgetter
from types import MappingProxyType
from typing import Final, NamedTuple

from presence_gui.errors import ExportError
from presence_gui.importers.words import clean

# no export of a person's own words comes near, and csv needs four bytes for each letter of it
csv.field_size_limit(1_000_000)

_AT_ONCE: Final = 1 << 20
_BEFORE_HEADING: Final = 25
MOST_ROWS: Final = 500_000
_END: Final = "\0"  # a line of its own after the last: a quotation that never ends swallows it
_DELIMITERS: Final = ",;\t"  # spreadsheets of the continent save the second, "Unicode text" the third
# Windows-1252, whose five free places stand for themselves
_WINDOWS: Final = "".join(bytes([one]).decode("cp1252", "ignore") or chr(one) for one in range(256))


class Columns(NamedTuple):
    """What to read of a file: columns it must have, columns it may have; ``escaped``: a backslash hides a quote."""

    needed: Sequence[str]
    wanted: Sequence[str] = ()
    escaped: bool = False


class Rows:
    """The rows below the heading row of each part of a file: the needed columns, then the wanted, as one tuple each.

    A column a part has not got is "". Names are compared without case; ``translated`` gives, in lower case, the usual
    name of a column that may be called otherwise. Rows are read while going through them, once; after that ``files``
    is how many parts have the heading row and ``headless`` how many have not, ``damaged`` how many rows could not be
    told apart, ``missing`` the wanted columns some part lacks, ``windows`` whether a part is in Windows-1252.
    """

    def __init__(
        self, parts: Iterable[bytes], columns: Columns, translated: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        self.files, self.headless, self.damaged, self.windows = 0, 0, 0, False
        self.missing: set[str] = set()
        self._parts, self._columns, self._translated = parts, columns, translated

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        for part in self._parts:
            data, windows = as_utf8(part)
            for delimiter in _DELIMITERS:
                reader = _reader(data, delimiter, escaped=self._columns.escaped)
                heading = next(filter(self._fits, _headings(reader, self._translated)), None)
                if heading:
                    self.files += 1
                    self.windows |= windows
                    yield from self._below(heading, reader)
                    break
            else:
                self.headless += 1

    def _fits(self, heading: Sequence[str]) -> bool:
        return all(heading.count(name.lower()) == 1 for name in self._columns.needed)

    def _below(self, heading: Sequence[str], reader: Reader) -> Iterator[tuple[str, ...]]:
        width = len(heading)
        known = {name: place for place, name in enumerate(heading) if heading.count(name) == 1}
        places = [known.get(name.lower(), width) for name in (*self._columns.needed, *self._columns.wanted)]
        self.missing |= {name for name in self._columns.wanted if name.lower() not in known}
        least = max(places[: len(self._columns.needed)], default=0) + 1
        pick = _picked(places)
        while True:
            try:
                for row in islice(reader, MOST_ROWS):
                    if len(row) != width or row[-1].endswith(_END):
                        self._mend(row, width, least)
                    if any(row):
                        row.append("")  # of a column that is not there
                        yield pick(row)
                if next(reader, None) is None:
                    return
            except csv.Error:
                self.damaged += 1  # it goes on with the next line
            if reader.line_num > MOST_ROWS:
                raise ExportError(f"A file has more than {MOST_ROWS:,} rows, and no export Presence knows has so many.")

    def _mend(self, row: list[str], width: int, least: int) -> None:
        """Make a row as wide as the heading row; empty it where it is none, or cannot be told apart."""
        whole = least <= len(row) and not row[-1].endswith(_END) and not any(row[width:])
        if whole and any(row):
            row[width:] = [""] * (width - len(row))
            return
        self.damaged += any(row) and row != [_END]
        row.clear()


def headings(head: bytes, translated: Mapping[str, str]) -> Iterator[frozenset[str]]:
    """Yield what may be the heading row at the beginning of a file, as the lower-case names of its columns."""
    data, _windows = as_utf8(head)
    for delimiter in _DELIMITERS:
        yield from map(frozenset, _headings(_reader(data, delimiter), translated))


def as_utf8(data: bytes) -> tuple[bytes, bool]:
    """Return text as UTF-8 without marks and zero bytes, and whether it was Windows-1252, as Excel saves it."""
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        data = data.decode("utf-16", "replace").encode()
    windows = not _is_utf8(data)
    if windows:
        made = BytesIO()  # in pieces, and handed on without a copy
        for start in range(0, len(data), _AT_ONCE):
            made.write(charmap_decode(data[start : start + _AT_ONCE], "strict", _WINDOWS)[0].encode())
        data = made.getvalue()
    return data.removeprefix(BOM_UTF8).replace(b"\0", b""), windows


def _is_utf8(data: bytes) -> bool:
    """Whether these bytes are UTF-8; in pieces, because one rare letter makes a text four times as large."""
    decoder = getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(data), _AT_ONCE):
            decoder.decode(data[start : start + _AT_ONCE])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _reader(data: bytes, delimiter: str, *, escaped: bool = False) -> Reader:
    text = TextIOWrapper(BytesIO(data), "utf-8", newline="")
    ends = (data.find(b"\n", start, start + _AT_ONCE) for start in range(0, len(data) - _AT_ONCE, _AT_ONCE))
    lines: Iterator[str] = text
    if any(end < 0 for end in ends):  # a line so long that its cells would fill the memory comes in pieces
        lines = iter(partial(text.readline, _AT_ONCE), "")
    return csv.reader(chain(lines, [_END]), delimiter=delimiter, escapechar="\\" if escaped else None)


def _headings(reader: Reader, translated: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    """Yield what may be the heading row; a preamble that csv refuses is no reason to stop looking."""
    for _number in range(_BEFORE_HEADING):
        with suppress(csv.Error):
            names = (" ".join(clean(cell).split()).lower() for cell in next(reader, ()))
            yield tuple(translated.get(name, name) for name in names)


def _picked(places: Sequence[int]) -> Callable[[list[str]], tuple[str, ...]]:
    if len(places) > 1:
        return itemgetter(*places)
    return lambda row: (row[places[0]],)
