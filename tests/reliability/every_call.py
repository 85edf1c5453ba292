"""R1 to R3: every call of a save killed or refused, and every state a power cut may leave."""

import errno
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from presence_gui.storage.profile_file import save_profile
from presence_gui.storage.system import SYSTEM, System
from tests.reliability.bar import Bar, Measured, Place, all_of
from tests.unit.storage.planted import careless
from tests.unit.storage.samples import AFTER, BEFORE, LATER, saved
from tests.unit.storage.test_crash_states import (
    PaperDisk,
    deleting_first,
    in_place,
    kept_by,
    without_flush,
    without_folder_flush,
)
from tests.unit.storage.test_faults import REFUSALS, Counter, Writing, a_copy, a_new_file, a_save, runs

WAYS: Final = (a_save, a_new_file, a_copy)
KILL: Final = 0


def _swept(place: Place, ways: Iterable[Callable[[Path], Writing]], refusals: Iterable[int]) -> Measured:
    wrong, tries = list[str](), 0
    for way in ways:
        for refusal in refusals:
            for done_first in (False, True):
                name = f"{way.__name__} {errno.errorcode.get(refusal, 'kill')} {'after' if done_first else 'before'}"
                counter = Counter()
                way(place.room(f"{name} counted"))(counter.around(SYSTEM))
                tries += counter.calls
                found = runs(place.room(name), way, refusal, done_first=done_first)
                wrong += [f"{name}: {one}" for one in found]
    return Measured(f"{len(wrong)} of {tries} broken", all_of(wrong))


def _killed(place: Place) -> Measured:
    return _swept(place, WAYS[: 1 if place.quick else None], [KILL])


def _refused(place: Place) -> Measured:
    return _swept(place, WAYS[: 1 if place.quick else None], REFUSALS[: 1 if place.quick else None])


def _written_in_place(place: Path) -> Writing:
    stored = saved(place)
    return lambda system: save_profile(stored, AFTER, LATER, system=careless(system))


def _leaving_its_temporary_file(place: Path) -> Writing:
    stored = saved(place)
    return lambda system: save_profile(stored, AFTER, LATER, system=replace(system, remove=lambda _path: None))


def _a_kill_while_written_in_place(place: Place) -> Measured:
    return _swept(place, [_written_in_place], [KILL])


def _a_refusal_that_leaves_a_temporary_file(place: Place) -> Measured:
    return _swept(place, [_leaving_its_temporary_file], [errno.EIO])


def _states(changed: Callable[[PaperDisk], System] = PaperDisk.system) -> Measured:
    during, after = kept_by(changed)
    wrong = [f"during the save: {found!r}" for found in during if found not in (BEFORE, AFTER)]
    wrong += [f"after it was reported: {found!r}" for found in after if found != AFTER]
    return Measured(f"{len(wrong)} of {len(during) + len(after)} states neither old nor new", tuple(wrong))


def _cut(_place: Place) -> Measured:
    return _states()


def _planted() -> Iterator[Callable[[Place], Measured]]:
    for fault in (without_flush, without_folder_flush, in_place, deleting_first):

        def control(_place: Place, fault: Callable[[PaperDisk], System] = fault) -> Measured:
            return _states(fault)

        control.__name__ = fault.__name__
        yield control


BARS: Final = (
    Bar(1, "a kill at any call of a save leaves a whole file", "0", _killed, (_a_kill_while_written_in_place,)),
    Bar(
        2,
        "a refused call leaves a whole file, nothing beside it, and is told",
        "0",
        _refused,
        (_a_refusal_that_leaves_a_temporary_file,),
    ),
    Bar(3, "a power cut leaves the old file or the new, the new once reported", "0", _cut, tuple(_planted())),
)
