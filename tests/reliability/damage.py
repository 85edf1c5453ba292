"""R9: a file damaged in every small way is refused or still the same, and its good copy is found."""

import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Final

import pytest

from presence_gui.errors import ProfileError
from presence_gui.profile import Profile
from presence_gui.storage import envelope, opening
from presence_gui.storage.backups import back_up
from presence_gui.storage.lock import release, take_lock
from presence_gui.storage.opening import Opening, look_for, recover
from presence_gui.storage.profile_file import StoredProfile, open_profile, save_profile
from presence_gui.storage.safekeeping import Safekeeping, Why, versions
from tests.reliability.bar import Bar, Measured, Place, all_of
from tests.unit.storage.samples import FULL, LATER, NOON, PROFILE_ID, saved
from tests.unit.storage.test_copy_faults import UNHURRIED
from tests.unit.storage.test_damage import flipped

_SAMPLE: Final = 199  # among the tests, one of so many
_LARGE: Final = 512
_ENCODINGS: Final = ("utf-16", "utf-16-le", "utf-32", "cp1252", "utf-8-sig")


def harmed(raw: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield a file in which one bit is another, of every length, with a hole in every place, in other encodings."""
    for number, one in enumerate(flipped(raw)):
        yield f"bit {number}", one
    for length in range(len(raw)):
        yield f"cut to {length}", raw[:length]
        yield f"zero from {length}", raw[:length] + bytes(len(raw) - length)
    for start in range(0, len(raw), _LARGE // 8):
        for hole in (bytes(_LARGE), b"\xff" * _LARGE, b" " * _LARGE, b""):
            yield f"hole at {start}", raw[:start] + hole + raw[start + _LARGE :]
    for name in _ENCODINGS:
        yield name, raw.decode().encode(name, "replace")


class _Computer:
    """A file with what the program keeps of it: an older copy, the newest, and its lock."""

    def __init__(self, room: Path) -> None:
        self._safe = Safekeeping(room / "data", PROFILE_ID)
        stored = saved(room, system=UNHURRIED)
        if lock := take_lock(stored.path, self._safe):
            release(lock)
        self._older = self._saved(stored, replace(FULL, goal="older"))
        self.whole = self._saved(self._older, FULL)
        self.raw = self.whole.path.read_bytes()

    def _saved(self, stored: StoredProfile, profile: Profile) -> StoredProfile:
        now = save_profile(stored, profile, LATER, system=UNHURRIED)
        back_up(now, self._safe, Why.CHANGED, LATER, system=UNHURRIED)
        return now

    def wrong_with(self, raw: bytes, *, copy_as_well: bool) -> Iterator[str]:
        """Yield what is wrong when this is in the file, and in its newest copy perhaps."""
        file = self.whole.path
        file.write_bytes(raw)
        newest = versions(self._safe)[0].path
        if copy_as_well:
            newest.write_bytes(raw)
        with suppress(ProfileError):
            if replace(open_profile(file), sha256=self.whole.sha256) != self.whole:
                yield "opens as something else"
        found = look_for(file, self._safe.root, NOON, system=UNHURRIED)
        if found.stored is None:
            yield from self._wrong_with_recovering(found, raw, self._older if copy_as_well else self.whole)
        if file.read_bytes() != raw:
            yield "the damaged file was written to"
        newest.write_bytes(self.raw)
        shutil.rmtree(self._safe.rescue, ignore_errors=True)

    def _wrong_with_recovering(self, found: Opening, raw: bytes, good: StoredProfile) -> Iterator[str]:
        if not found.copies or found.copies[0].stored.profile != good.profile:
            yield "the good copy is not found"
            return
        back = recover(found.copies[0], self.whole.path, NOON, system=UNHURRIED)
        if open_profile(back.path).profile != good.profile:
            yield "the good copy does not open"
        back.path.unlink()
        if raw and (found.damaged is None or found.damaged.read_bytes() != raw):
            yield "the damaged file is not kept"


def _swept(place: Place, sample: int, *, planted: bool = False) -> Measured:
    computer, wrong, tries = _Computer(place.room("computer")), list[str](), 0
    for number, (name, raw) in enumerate(islice(harmed(computer.raw), None, None, sample)):
        tries += 1
        found = computer.wrong_with(raw, copy_as_well=number % 2 == 1)
        wrong += [f"{name}: {one}" for one in found]
        if wrong and planted:
            break
    return Measured(f"{len(wrong)} of {tries} damaged files do harm", all_of(wrong))


def _damaged(place: Place) -> Measured:
    return _swept(place, _SAMPLE if place.quick else 1)


def _who_proves_nothing(place: Place) -> Measured:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(envelope, "_proof", lambda fields: fields.get("sha256"))
        return _swept(place, _SAMPLE, planted=True)


def _who_looks_at_nothing_but_the_file(place: Place) -> Measured:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opening, "versions", lambda *_what: ())
        return _swept(place, _SAMPLE, planted=True)


BARS: Final = (
    Bar(
        9,
        "every bit, every length, holes and encodings: nothing opens as something else, and the good copy is found",
        "0",
        _damaged,
        (_who_proves_nothing, _who_looks_at_nothing_but_the_file),
    ),
)
