"""R4: the power fails right after a save was reported, on a real disk of a real kernel."""

import os
import struct
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

from presence_gui.errors import PresenceError, SaveError
from presence_gui.profile import Profile
from presence_gui.storage.profile_file import StoredProfile, new_file, open_profile, save_profile
from presence_gui.storage.system import SYSTEM, System
from tests.reliability.bar import Bar, Measured, Place, need
from tests.unit.storage.samples import LATER, NOON, PROFILE_ID

_SHUTDOWN: Final = 0x8004587D  # EXT4_IOC_SHUTDOWN
_LOSING_THE_JOURNAL: Final = 2
_MEGABYTES: Final = 32
# without noauto_da_alloc, ext4 forgives some who rename without a flush
_OPTIONS: Final = ("loop,noauto_da_alloc", "loop")


class Disk:
    """A disk of our own in a file, whose power can be cut."""

    def __init__(self, folder: Path, options: str) -> None:
        self._image, self._options = folder / "disk.img", options
        self.folder = folder / "mounted"
        self.folder.mkdir()
        with self._image.open("wb") as image:
            image.truncate(_MEGABYTES << 20)
        _run("mkfs.ext4", "-q", str(self._image))
        self.mount()

    def mount(self) -> None:
        """Make the disk's files reachable; after a power cut this replays the journal."""
        _run("mount", "-o", self._options, str(self._image), str(self.folder))

    def unmount(self) -> None:
        """Put the disk away."""
        _run("umount", str(self.folder))

    def cut(self) -> None:
        """Cut the power: whatever is not on the drive by now never will be."""
        import fcntl

        handle = os.open(self.folder, os.O_RDONLY)
        try:
            fcntl.ioctl(handle, _SHUTDOWN, struct.pack("I", _LOSING_THE_JOURNAL))
        finally:
            os.close(handle)


def _run(*command: str) -> None:
    subprocess.run(
        command,
        check=True,
        capture_output=True,
        env={**os.environ, "PATH": f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"},
    )


@contextmanager
def disk(folder: Path, options: str = _OPTIONS[0]) -> Iterator[Disk]:
    """Give a disk of our own while this lasts."""
    need("mkfs.ext4", "mount", "umount", root=True)
    made = Disk(folder, options)
    try:
        yield made
    finally:
        with suppress(subprocess.CalledProcessError):
            made.unmount()


def _cuts(place: Place, times: int, options: str, system: System = SYSTEM) -> Iterator[str]:
    """Save, cut the power, and look; every other file is a new one, whose name has to survive as well."""
    with disk(place.room(options), options) as ours:
        stored = _settled(new_file(ours.folder / "0.presence", Profile(name="0"), NOON, PROFILE_ID))
        for number in range(1, times + 1):
            said = Profile(name=f"{number}", goal="x" * 997 * (number % 7))
            if number % 2:
                stored = save_profile(stored, said, LATER, system=system)
            else:
                stored = new_file(ours.folder / f"{number}.presence", said, LATER, PROFILE_ID, system=system)
            ours.cut()
            ours.unmount()
            ours.mount()
            try:
                found = open_profile(stored.path)
            except PresenceError as trouble:
                yield f"cut {number}, {options}: {trouble}"
            else:
                if found.profile != said:
                    yield f"cut {number}, {options}: the file is that of save {found.profile.name}"
            stored.path.unlink(missing_ok=True)  # whatever is left of it
            stored = _settled(new_file(stored.path, said, NOON, PROFILE_ID))


def _settled(stored: StoredProfile) -> StoredProfile:
    os.sync()  # else what a fault left unwritten would come to light in a later cut
    return stored


def _measured(place: Place, times: int, system: System = SYSTEM) -> Measured:
    wrong = tuple(one for options in _OPTIONS for one in _cuts(place, times, options, system))
    return Measured(f"{len(_OPTIONS) * times - len(wrong)} of {len(_OPTIONS) * times} latest", wrong)


def _cut_off(place: Place) -> Measured:
    return _measured(place, 150)


def _without_flush(place: Place) -> Measured:
    return _measured(place, 10, replace(SYSTEM, flush=lambda _handle: None))


def _without_folder_flush(place: Place) -> Measured:
    return _measured(place, 10, replace(SYSTEM, sync_folder=lambda _folder: None))


def _pulled(place: Place, save: Callable[[StoredProfile, Profile], object] | None = None) -> Measured:
    """Save on a disk that was pulled out: nothing may be reported as saved."""
    wrong, times = list[str](), 40
    for number in range(times):
        with disk(place.room(f"{number}")) as ours:
            stored = new_file(ours.folder / "My plan.presence", Profile(name="Old"), NOON, PROFILE_ID)
            ours.cut()
            try:
                (save or _saving)(stored, Profile(name="New"))
            except SaveError as trouble:
                if "“My plan.presence”" not in str(trouble):
                    wrong.append(f"the sentence does not name the file: {trouble}")
            else:
                wrong.append("reported as saved on a disk that is gone")
    return Measured(f"{times - len(wrong)} of {times} told", tuple(wrong))


def _saving(stored: StoredProfile, profile: Profile) -> None:
    save_profile(stored, profile, LATER)


def _disk_pulled(place: Place) -> Measured:
    return _pulled(place)


def _hushed_up(place: Place) -> Measured:
    def save(stored: StoredProfile, profile: Profile) -> None:
        with suppress(SaveError):
            _saving(stored, profile)

    return _pulled(place, save)


BARS: Final = (
    Bar(
        4,
        "the power fails after a save was reported, on a real disk",
        "300 of 300",
        _cut_off,
        (_without_flush, _without_folder_flush),
        quick=False,
    ),
    Bar(4, "the disk is pulled out before a save", "40 of 40", _disk_pulled, (_hushed_up,), quick=False),
)
