"""Every state a power cut may leave on a disk that keeps what was flushed and, of the rest, whatever it likes."""

import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, TypeAlias

import pytest

from presence_gui.errors import ProfileError
from presence_gui.profile import Profile
from presence_gui.storage.profile_file import StoredProfile, new_file, open_profile, save_profile
from presence_gui.storage.system import SYSTEM, System
from tests.unit.storage.samples import AFTER, BEFORE, LATER, NOON, PROFILE_ID

FILE: Final = Path("/paper/My plan.presence")
TEMPORARY: Final = Path("/paper/.temporary")


@dataclass(frozen=True, slots=True)
class Named:
    """A name in the folder that now means a file, or none."""

    name: Path
    number: int | None


@dataclass(frozen=True, slots=True)
class Held:
    """What one file now holds."""

    number: int
    content: bytes


@dataclass(frozen=True, slots=True)
class Flushed:
    """One file, or with no number the folder, is on the disk as it stands."""

    number: int | None


Event: TypeAlias = Named | Held | Flushed
Found: TypeAlias = Profile | str | None


class PaperDisk:
    """A disk in memory that writes down all that happens to it, as one folder of files."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.names: dict[Path, int] = {}
        self.files: list[bytes] = []

    def system(self) -> System:
        return replace(
            SYSTEM,
            real=lambda path: path,
            stat=lambda path: os.stat_result((stat.S_IFREG | 0o600, self._number(path), *[0] * 8)),
            may_write=lambda _path: True,
            read=lambda path, most: self.files[self._number(path)][:most],
            make_temporary=lambda _folder: (self.create(TEMPORARY), TEMPORARY),
            set_mode=lambda _handle, _mode: None,
            write=self.write,
            flush=lambda handle: self.events.append(Flushed(handle)),
            close=lambda _handle: None,
            replace=self.rename,
            sync_folder=lambda _folder: self.events.append(Flushed(None)),
            remove=lambda path: self.name(path, None),
        )

    def create(self, path: Path) -> int:
        self.files.append(b"")
        self.name(path, len(self.files) - 1)
        return len(self.files) - 1

    def write(self, handle: int, content: bytes) -> int:
        self.hold(handle, self.files[handle] + content)
        return len(content)

    def hold(self, number: int, content: bytes) -> None:
        self.files[number] = content
        self.events.append(Held(number, content))

    def rename(self, old: Path, new: Path) -> None:
        self.name(new, self._number(old))
        self.name(old, None)

    def name(self, path: Path, number: int | None) -> None:
        if number is None:
            del self.names[path]
        else:
            self.names[path] = number
        self.events.append(Named(path, number))

    def _number(self, path: Path) -> int:
        if path not in self.names:
            raise FileNotFoundError(path)
        return self.names[path]


def states(events: list[Event]) -> Iterator[bytes | None]:
    """Yield what the profile file may hold when the power fails after these events; None where it is missing."""
    sure: list[Named] = []
    loose: list[Named] = []
    kept: dict[int, list[bytes]] = {}
    for event in events:
        match event:
            case Named():
                loose.append(event)
            case Held(number, content):
                # Unflushed bytes arrive whole, in part or not at all.
                kept[number] = [*kept.get(number, [b""]), b"", content[: len(content) // 2], content]
            case Flushed(None):
                sure, loose = [*sure, *loose], []
            case Flushed(number):
                assert number is not None
                kept[number] = kept[number][-1:]
    for length in range(len(loose) + 1):
        names = {named.name: named.number for named in [*sure, *loose[:length]]}
        number = names.get(FILE)
        yield from [None] if number is None else kept.get(number, [b""])


def meaning(content: bytes | None) -> Found:
    """Return the profile in a file, None for a missing file and "damaged" for one that cannot be opened."""
    if content is None:
        return None
    found = replace(
        SYSTEM,
        stat=lambda _path: os.stat_result((stat.S_IFREG | 0o600, *[0] * 9)),
        may_write=lambda _path: True,
        read=lambda _path, _most: content,
    )
    try:
        return open_profile(FILE, system=found).profile
    except ProfileError:
        return "damaged"


def _first(system: System) -> StoredProfile:
    return new_file(FILE, BEFORE, NOON, PROFILE_ID, system=system)


def kept_by(changed: Callable[[PaperDisk], System] = PaperDisk.system) -> tuple[list[Found], list[Found]]:
    """Save over a file; return what a power cut may leave at any moment of it, and what it may leave after."""
    disk = PaperDisk()
    stored = _first(disk.system())
    before = len(disk.events)
    save_profile(stored, AFTER, LATER, system=changed(disk))
    moments = range(before, len(disk.events) + 1)
    during = [meaning(content) for moment in moments for content in states(disk.events[:moment])]
    return during, [meaning(content) for content in states(disk.events)]


def in_place(disk: PaperDisk) -> System:
    def write_over(temporary: Path, target: Path) -> None:
        content = disk.files[disk.names[temporary]]
        number = disk.names[target]
        disk.hold(number, b"")
        disk.hold(number, content)
        disk.events.append(Flushed(number))
        disk.name(temporary, None)

    return replace(disk.system(), replace=write_over)


def deleting_first(disk: PaperDisk) -> System:
    def delete_then_rename(temporary: Path, target: Path) -> None:
        disk.name(target, None)
        disk.rename(temporary, target)

    return replace(disk.system(), replace=delete_then_rename)


def without_flush(disk: PaperDisk) -> System:
    return replace(disk.system(), flush=lambda _handle: None)


def without_folder_flush(disk: PaperDisk) -> System:
    return replace(disk.system(), sync_folder=lambda _folder: None)


def test_a_power_cut_leaves_the_old_profile_or_the_new() -> None:
    during, after = kept_by()
    assert len(during) > 10
    assert all(found in (BEFORE, AFTER) for found in during)
    assert BEFORE in during
    assert after == [AFTER]


def test_a_power_cut_leaves_no_new_file_or_a_whole_one() -> None:
    disk = PaperDisk()
    _first(disk.system())
    moments = range(len(disk.events) + 1)
    during = [meaning(content) for moment in moments for content in states(disk.events[:moment])]
    assert all(found in (None, BEFORE) for found in during)
    assert [meaning(content) for content in states(disk.events)] == [BEFORE]


@pytest.mark.parametrize(
    ("changed", "lost"), [(without_flush, "damaged"), (in_place, "damaged"), (deleting_first, None)]
)
def test_the_harness_notices_a_save_that_can_lose_the_profile(
    changed: Callable[[PaperDisk], System], lost: str | None
) -> None:
    during, _ = kept_by(changed)
    assert lost in during


def test_the_harness_notices_a_save_that_may_come_undone() -> None:
    _, after = kept_by(without_folder_flush)
    assert BEFORE in after
