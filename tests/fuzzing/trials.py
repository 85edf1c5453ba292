"""What a reader is tried on: files with members, how they are written to disk, and how they are changed at random."""

import json
import os
import random
import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Final, NamedTuple, TypeAlias
from zipfile import ZipFile, ZipInfo

# what a member holds that is never opened: such a member is never changed, nor copied from
CANARY: Final = b"canary-never-opened@example.com"
LARGEST: Final = 20_000
_LONGEST_WORD: Final = 40
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


class File(NamedTuple):
    """A file the user brings: a ZIP of ``members`` written on ``day``, or the bytes of its only one."""

    name: str
    members: tuple[tuple[str, bytes], ...]
    zipped: bool = True
    day: date = date(2026, 11, 20)


Trial: TypeAlias = tuple[File, ...]


def words_in(trials: Iterable[Trial]) -> Iterator[bytes]:
    """Yield the words in the contents of all members."""
    for trial in trials:
        for file in trial:
            for _name, content in file.members:
                yield from (
                    word for word in _WORD.findall(content) if len(word) <= _LONGEST_WORD and CANARY not in word
                )


def write(trial: Trial, folder: Path) -> Iterator[Path]:
    """Write the files, each in a folder of its own, and yield where they are."""
    for number, file in enumerate(trial):
        path = folder / str(number) / file.name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(packed(file))
        seconds = datetime(file.day.year, file.day.month, file.day.day, 12, tzinfo=UTC).timestamp()
        os.utime(path, (seconds, seconds))
        yield path


def packed(file: File) -> bytes:
    """Return the bytes of a file."""
    if not file.zipped:
        return file.members[0][1] if file.members else b""
    made = BytesIO()
    with warnings.catch_warnings(), ZipFile(made, "w") as opened:
        warnings.simplefilter("ignore")  # that a name is there twice is the point
        for name, content in file.members:
            opened.writestr(ZipInfo(name, (*file.day.timetuple()[:3], 12, 0, 0)), content)
    return made.getvalue()


def to_text(reader: str, trial: Trial) -> str:
    """Return a trial of a reader as JSON, each byte as one character."""
    files = [
        [file.name, [[name, content.decode("latin-1")] for name, content in file.members], file.zipped, str(file.day)]
        for file in trial
    ]
    return json.dumps({"reader": reader, "files": files}, indent=1)


def from_text(text: str) -> tuple[str, Trial]:
    """Return the name of the reader, and the trial ``to_text`` wrote."""
    data = json.loads(text)
    files = (
        File(name, tuple((one, content.encode("latin-1")) for one, content in members), zipped, date.fromisoformat(day))
        for name, members, zipped, day in data["files"]
    )
    return data["reader"], tuple(files)


class Mutator:
    """Changes trials by chance, with ``words`` that mean something to the reader."""

    def __init__(self, chance: random.Random, words: Sequence[bytes]) -> None:
        self._chance, self._words = chance, words

    def change(self, trial: Trial, other: Trial) -> Trial:
        """Return a trial with one to sixteen changes, some of them taken from another trial."""
        for _ in range(1 << self._chance.randrange(5)):
            trial = self._change(trial, other)
        return trial

    def _change(self, trial: Trial, other: Trial) -> Trial:
        place, dice = self._chance.randrange(len(trial)), self._chance.random()
        if dice < 0.01 and len(trial) < 3:
            return (*trial, self._chance.choice(other))
        if dice < 0.02 and len(trial) > 1:
            return (*trial[:place], *trial[place + 1 :])
        changed = self._changed(trial[place], self._chance.choice(other), dice)
        return (*trial[:place], changed, *trial[place + 1 :])

    def _changed(self, file: File, other: File, dice: float) -> File:
        if dice < 0.03:
            return file._replace(day=self._chance.choice(_DAYS))
        if dice < 0.05:
            return file._replace(name=_file_name(self._renamed(file.name, other.name)))
        if dice < 0.07 and file.zipped:
            return file._replace(members=(("", self._edited(packed(file), b"PK")),), zipped=False)
        members = list(file.members)
        if dice < 0.10 and file.zipped and other.members:
            members.insert(self._chance.randint(0, len(members)), self._chance.choice(other.members))
        elif members:
            place = self._chance.randrange(len(members))
            name, content = members[place]
            if dice < 0.13 and file.zipped and len(members) > 1:
                del members[place]
            elif dice < 0.18 and file.zipped:
                members[place] = (self._renamed(name, self._chance.choice(members)[0]), content)
            elif CANARY not in content:
                members[place] = (name, self._edited(content, self._content(other))[:LARGEST])
        return file._replace(members=tuple(members))

    def _content(self, file: File) -> bytes:
        return self._chance.choice([content for _name, content in file.members if CANARY not in content] or [b""])

    def _renamed(self, name: str, other: str) -> str:
        if self._chance.random() < 0.3:
            folder, slash, base = name.rpartition("/")
            return self._chance.choice((base, f"Folder/{name}", name.upper(), f"{folder}{slash}x{base}", other))
        return self._edited(name.encode(), other.encode())[:300].decode("utf-8", "replace")

    def _edited(self, data: bytes, other: bytes) -> bytes:  # noqa: PLR0911  one line for each way
        chance = self._chance
        begin = chance.randint(0, len(data))
        end = min(len(data), begin + int(chance.paretovariate(0.6)))
        match chance.randrange(11):
            case 0 if data:
                begin = min(begin, len(data) - 1)
                return data[:begin] + bytes([data[begin] ^ 1 << chance.randrange(8)]) + data[begin + 1 :]
            case 1:
                return data[:begin] + bytes([chance.choice(_BYTES)]) + data[begin + chance.randrange(2) :]
            case 2:
                return data[:begin] + data[end:]
            case 3:
                times = chance.choice((2, 2, 3, 15, 150, 2000))
                return data[:begin] + (data[begin:end] * times)[:LARGEST] + data[end:]
            case 4:
                return data[:begin] + chance.choice(self._words) + data[begin:]
            case 5:
                start = chance.randint(0, len(other))
                return data[:begin] + other[start : start + int(chance.paretovariate(0.6))] + data[end:]
            case 6 if other:
                return data[:begin] + other[chance.randrange(len(other)) :]
            case 7:
                return self._replaced(_NUMBER, data, begin, chance.choice(_EDGES))
            case 8 if chance.random() < 0.1:
                return data.decode("utf-8", "replace").encode(chance.choice(_SAVED_AS), "replace")
        return self._replaced(_WORD, data, begin, chance.choice(self._words))

    @staticmethod
    def _replaced(what: re.Pattern[bytes], data: bytes, begin: int, new: bytes) -> bytes:
        found = what.search(data, begin) or what.search(data)
        return data[: found.start()] + new + data[found.end() :] if found else data + new


def _file_name(name: str) -> str:
    return re.sub(r"[/\0]", "", name)[:60].strip(".") or "x"
