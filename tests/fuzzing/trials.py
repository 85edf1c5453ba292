"""What a reader is tried on: files with members, how they are written to disk, and how they are changed at random."""

import json
import os
import re
import warnings
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, date, datetime
from enum import StrEnum
from io import BytesIO
from pathlib import Path
from typing import Final, NamedTuple, TypeAlias
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

# what a member holds that is never opened: such a member is never changed, nor copied from
CANARY: Final = b"canary-never-opened@example.com"
LARGEST: Final = 4_000
LONGEST_WORD: Final = 40
_WORD: Final = re.compile(rb"[\w.@+%-]+")


class Kind(StrEnum):
    """What members are in: a ZIP, which leaves them as they are or packs them, a folder, or there is only one."""

    ZIP = "zip"
    PACKED = "packed"
    FOLDER = "folder"
    LOOSE = "loose"


class File(NamedTuple):
    """A file or folder the user brings, written on ``day``; of a loose file's only member, the name means nothing."""

    name: str
    members: tuple[tuple[str, bytes], ...]
    kind: Kind = Kind.ZIP
    day: date = date(2026, 11, 20)


Trial: TypeAlias = tuple[File, ...]


def words_in(trials: Iterable[Trial]) -> Iterator[bytes]:
    """Yield the words in the contents of all members."""
    for trial in trials:
        for file in trial:
            for _name, content in file.members:
                yield from (word for word in _WORD.findall(content) if len(word) <= LONGEST_WORD and CANARY not in word)


def size(trial: Trial) -> int:
    """Return how many bytes there are in all members."""
    return sum(len(content) for file in trial for _name, content in file.members)


def write(trial: Trial, folder: Path) -> Iterator[Path]:
    """Write the files into an empty folder, each into a folder of its own, and yield where they are."""
    for number, file in enumerate(trial):
        path = folder / str(number) / file.name
        path.parent.mkdir()
        if file.kind == Kind.FOLDER:
            _write_folder(file, path)
        else:
            path.write_bytes(packed(file))
        seconds = datetime(file.day.year, file.day.month, file.day.day, 12, tzinfo=UTC).timestamp()
        os.utime(path, (seconds, seconds))
        yield path


def _write_folder(file: File, path: Path) -> None:
    path.mkdir()
    for name, content in file.members:
        parts = [part[:100] for part in name.replace("\0", "").split("/") if part.strip(".")]
        with suppress(OSError):  # a folder cannot have what a ZIP can: a file and a folder of one name
            path.joinpath(*parts[:-1]).mkdir(parents=True, exist_ok=True)
            path.joinpath(*parts).write_bytes(content)


def packed(file: File) -> bytes:
    """Return the bytes of a ZIP or a loose file."""
    if file.kind == Kind.LOOSE:
        return file.members[0][1] if file.members else b""
    made = BytesIO()
    method = ZIP_DEFLATED if file.kind == Kind.PACKED else ZIP_STORED
    with warnings.catch_warnings(), ZipFile(made, "w") as opened:
        warnings.simplefilter("ignore")  # that a name is there twice is the point
        for name, content in file.members:
            opened.writestr(ZipInfo(name, (*file.day.timetuple()[:3], 12, 0, 0)), content, method)
    return made.getvalue()


def to_text(reader: str, trial: Trial) -> str:
    """Return a trial of a reader as JSON, each byte as one character."""
    files = [
        [file.name, [[name, content.decode("latin-1")] for name, content in file.members], file.kind, str(file.day)]
        for file in trial
    ]
    return json.dumps({"reader": reader, "files": files}, indent=1)


def from_text(text: str) -> tuple[str, Trial]:
    """Return the name of the reader, and the trial ``to_text`` wrote."""
    data = json.loads(text)
    files = (
        File(name, tuple((one, text.encode("latin-1")) for one, text in members), Kind(kind), date.fromisoformat(day))
        for name, members, kind, day in data["files"]
    )
    return data["reader"], tuple(files)
