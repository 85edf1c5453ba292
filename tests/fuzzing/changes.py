"""Change what a reader is tried on by chance: contents, names, members, files, and the bytes of a ZIP."""

import os
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from types import CodeType
from typing import Final

from tests.fuzzing.trials import CANARY, LARGEST, LONGEST_WORD, File, Kind, Trial, packed

_MOST_FILES: Final = 3
_LONGEST_NAME: Final = 300
_DAYS: Final = (date(1980, 1, 1), date(2026, 11, 12), date(2026, 11, 24), date(2026, 11, 25), date(2099, 12, 31))
_EDGES: Final = (
    *(b"0", b"-1", b"1", b"12", b"13", b"29", b"31", b"32", b"60", b"99", b"0000", b"0001", b"1969", b"2027", b"9999"),
    *(b"10000", b"65536", b"2147483648", b"-9223372036854775809", b"1" + b"0" * 30, b"9" * 400, b"9" * 5000),
    *(b"1e999", b"1.5", b"NaN", b"Infinity", b"-0", "\u0661\u0662".encode(), b"null", b"true", b"[]", b"{}", b'""'),
)
_BYTES: Final = b"\0\t\n\r \"'&,;:<>/\\[]{}#%=-@\x1b\x7f\x80\x85\xa0\xc3\xe2\xed\xf0\xff"
_NUMBER: Final = re.compile(rb"\d+")
_WORD: Final = re.compile(rb"[\w.@+%-]+")
_SAVED_AS: Final = ("utf-16", "utf-16-be", "utf-8-sig", "cp1252", "utf-32")
# a value of JSON, and what stands there instead; an element of XML without others of its name
_VALUE: Final = re.compile(rb'"(?:[^"\\]|\\.)*+"|-?\d[\d.eE+-]*|true|false|null|\[\s*\]|\{\s*\}')
_VALUES: Final = (
    *(b"null", b"[]", b"{}", b"0", b"-1", b"1.5", b"1e999", b"1" + b"0" * 30, b"true", b"NaN", b'""', b'" "'),
    *(rb'"\u0000"', rb'"\ud800"', rb'"\u00a0\ufeff"', b"[[]]", b"[null]", b"[{}]", b'{"a": []}', b"[" * 2000),
)
_ELEMENT: Final = re.compile(rb"<([\w:-]{1,40})\b[^<>]*(?:/>|>(?:(?!<\1\b).){0,2000}?</\1>)", re.DOTALL)
_NOT_IN_A_NAME: Final = re.compile(r"[/\0]" if os.name == "posix" else r"[\0-\x1f<>:\"/\\|?*]")


def constants(files: Iterable[str]) -> Iterator[bytes]:
    """Yield the short texts that stand in Python files: column names, tags, keys."""

    def inside(value: object) -> Iterator[bytes]:
        match value:
            case CodeType():
                yield from (word for one in value.co_consts for word in inside(one))
            case tuple() | frozenset():
                yield from (word for one in value for word in inside(one))
            case str() if 1 < len(value) <= LONGEST_WORD:
                yield value.encode()
            case bytes() if 1 < len(value) <= LONGEST_WORD:
                yield value

    for file in files:
        yield from inside(compile(Path(file).read_bytes(), file, "exec"))


class Changes:
    """Changes by ``chance``, with ``words`` that mean something to the reader."""

    def __init__(self, chance: random.Random, words: Sequence[bytes]) -> None:
        self._chance, self._words = chance, words
        self._edits = (
            *(self._flipped, self._byte, self._cut, self._repeated, self._spliced, self._crossed),
            *(self._saved_otherwise, self._number, self._word, self._word, self._inserted),
        )
        # those that know what they change: where it has the mark
        self._shaped = ((b'"', self._value), (b'"', self._value), (b"<", self._element), (b"\n", self._line))

    def of(self, trial: Trial, other: Trial) -> Trial:
        """Return a trial with one to eight changes, some of them taken from another trial."""
        for _ in range(1 << self._chance.randrange(4)):
            trial = self._of_files(trial, other)
        return trial

    def _of_files(self, trial: Trial, other: Trial) -> Trial:
        place, dice = self._chance.randrange(len(trial)), self._chance.random()
        before, after = trial[:place], trial[place + 1 :]
        if dice < 0.03 and len(trial) < _MOST_FILES:
            return (*trial, self._chance.choice(other))
        if dice < 0.06 and len(trial) > 1:
            return (*before, *after)
        return (*before, self._of_file(trial[place], self._chance.choice(other)), *after)

    def _of_file(self, file: File, other: File) -> File:
        dice = self._chance.random()
        if dice < 0.02:
            return file._replace(day=self._chance.choice(_DAYS))
        if dice < 0.04:
            name = _NOT_IN_A_NAME.sub("", self._renamed(file.name, other.name))[:60].strip(".")
            return file._replace(name=name or "x")
        if file.kind == Kind.LOOSE:
            return file._replace(members=self._with_content(file.members, 0, other) if file.members else ())
        if dice < 0.05:
            return file._replace(kind=self._chance.choice(list(Kind)))
        if dice < 0.07:
            return file._replace(members=(("", self._edited(packed(file), b"PK")),), kind=Kind.LOOSE)
        return file._replace(members=self._of_members(file.members, other))

    def _of_members(self, members: tuple[tuple[str, bytes], ...], other: File) -> tuple[tuple[str, bytes], ...]:
        dice, place = self._chance.random(), self._chance.randrange(len(members)) if members else 0
        if (dice < 0.03 and other.members) or not members:
            return (*members[:place], *self._chance.sample(other.members, bool(other.members)), *members[place:])
        if dice < 0.06:
            return members[:place] + members[place + 1 :]
        if dice < 0.12:
            name, content = members[place]
            renamed = self._renamed(name, self._chance.choice(members)[0])
            return (*members[:place], (renamed, content), *members[place + 1 :])
        return self._with_content(members, place, other)

    def _with_content(
        self, members: tuple[tuple[str, bytes], ...], place: int, other: File
    ) -> tuple[tuple[str, bytes], ...]:
        name, content = members[place]
        if CANARY in content:
            return members
        others = [content for _name, content in other.members if CANARY not in content] or [b""]
        changed = self._edited(content, self._chance.choice(others))[: max(LARGEST, len(content))]
        return (*members[:place], (name, changed), *members[place + 1 :])

    def _renamed(self, name: str, other: str) -> str:
        if self._chance.random() < 0.3:
            folder, slash, base = name.rpartition("/")
            return self._chance.choice((base, f"Folder/{name}", name.upper(), f"{folder}{slash}x{base}", other))
        return self._edited(name.encode(), other.encode())[:_LONGEST_NAME].decode("utf-8", "replace")

    def _edited(self, data: bytes, other: bytes) -> bytes:
        begin = self._chance.randint(0, len(data))
        end = min(len(data), begin + self._length())
        edits = (*self._edits, *(edit for mark, edit in self._shaped if mark in data))
        return self._chance.choice(edits)(data[:begin], data[begin:end], data[end:], other)

    def _length(self) -> int:
        return int(self._chance.paretovariate(0.6))  # mostly a few bytes, now and then nearly all there are

    # each makes new bytes of what stands before, at and after a place, and of the content of another member

    def _flipped(self, before: bytes, at: bytes, after: bytes, _other: bytes) -> bytes:
        return before + bytes([one ^ 1 << self._chance.randrange(8) for one in at[:1]]) + at[1:] + after

    def _byte(self, before: bytes, at: bytes, after: bytes, _other: bytes) -> bytes:
        return before + bytes([self._chance.choice(_BYTES)]) + at[self._chance.randrange(2) :] + after

    def _cut(self, before: bytes, _at: bytes, after: bytes, _other: bytes) -> bytes:
        return before + after

    def _repeated(self, before: bytes, at: bytes, after: bytes, _other: bytes) -> bytes:
        return before + (at * self._chance.choice((2, 2, 3, 15, 150, 2000)))[:LARGEST] + after

    def _inserted(self, before: bytes, at: bytes, after: bytes, _other: bytes) -> bytes:
        return before + self._chance.choice(self._words) + at + after

    def _spliced(self, before: bytes, _at: bytes, after: bytes, other: bytes) -> bytes:
        begin = self._chance.randint(0, len(other))
        return before + other[begin : begin + self._length()] + after

    def _crossed(self, before: bytes, _at: bytes, _after: bytes, other: bytes) -> bytes:
        return before + other[self._chance.randint(0, len(other)) :]

    def _saved_otherwise(self, before: bytes, at: bytes, after: bytes, _other: bytes) -> bytes:
        data = before + at + after
        if self._chance.random() < 0.9:
            return data
        return data.decode("utf-8", "replace").encode(self._chance.choice(_SAVED_AS), "replace")

    def _number(self, before: bytes, at: bytes, after: bytes, _other: bytes) -> bytes:
        return before + _NUMBER.sub(self._chance.choice(_EDGES), at + after, count=1)

    def _word(self, before: bytes, at: bytes, after: bytes, _other: bytes) -> bytes:
        new = self._chance.choice(self._words)
        return before + _WORD.sub(lambda _found: new, at + after, count=1)

    def _value(self, before: bytes, at: bytes, after: bytes, _other: bytes) -> bytes:
        new = self._chance.choice((*_VALUES, b'"%b"' % self._chance.choice(self._words)))
        return before + _VALUE.sub(lambda _found: new, at + after, count=1)

    def _element(self, before: bytes, at: bytes, after: bytes, other: bytes) -> bytes:
        found = _ELEMENT.search(at + after) or _ELEMENT.search(before)
        others = [one[0] for one in _ELEMENT.finditer(other)]
        new = self._chance.choice((b"", *(one[0] * 2 for one in [found] if one), *others[:20]))
        return before + _ELEMENT.sub(lambda _found: new, at + after, count=1)

    def _line(self, before: bytes, at: bytes, after: bytes, other: bytes) -> bytes:
        rows, others = (before + at + after).split(b"\n"), (before + b"\n" + other).split(b"\n")
        place = self._chance.randrange(len(rows))
        rows[place : place + self._chance.randrange(3)] = [self._chance.choice(others)] * self._chance.randrange(3)
        return b"\n".join(rows)
