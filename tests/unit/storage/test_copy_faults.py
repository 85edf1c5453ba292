"""Every call of a copy, a rescue, a restore and a conflict made to fail in turn: nothing that was there is lost."""

import errno
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Final, TypeAlias

import pytest

from presence_gui.errors import PresenceError, ProfileError
from presence_gui.profile import Profile
from presence_gui.storage.backups import back_up, newest_good
from presence_gui.storage.conflict import use_mine, use_other
from presence_gui.storage.earlier import restore
from presence_gui.storage.profile_file import StoredProfile, as_saved, open_profile
from presence_gui.storage.rescue import clear, rescue
from presence_gui.storage.safekeeping import Safekeeping, Why, open_version, rescued, versions
from presence_gui.storage.system import SYSTEM, System
from tests.unit.storage.samples import AFTER, BEFORE, LATER, NOON, PROFILE_ID, changed, saved
from tests.unit.storage.test_faults import Counter, PowerCut

Doing: TypeAlias = Callable[[StoredProfile, Safekeeping, System], object]

LONG_AFTER: Final = LATER + timedelta(days=9)
# The real calls but for the flushes, which the disk would make the longest part of the test.
UNHURRIED: Final = replace(SYSTEM, flush=lambda _handle: None, sync_folder=lambda _folder: None)
OURS: Final = replace(BEFORE, goal="ours")


def _copied(stored: StoredProfile, safe: Safekeeping, system: System) -> None:
    back_up(stored, safe, Why.CHANGED, LONG_AFTER, system=system)


def _rescued(stored: StoredProfile, safe: Safekeeping, system: System) -> None:
    rescue(*as_saved(stored, OURS, LATER), safe, system=system)


def _cleared(stored: StoredProfile, safe: Safekeeping, system: System) -> None:
    clear(replace(stored, rev=99), safe, system=system)


def _restored(stored: StoredProfile, safe: Safekeeping, system: System) -> None:
    restore(stored, versions(safe)[-1], LATER, safe, system=system)


def _mine(stored: StoredProfile, safe: Safekeeping, system: System) -> None:
    use_mine(replace(stored, sha256="0" * 64), OURS, LATER, safe, system=system)


def _other(stored: StoredProfile, safe: Safekeeping, system: System) -> None:
    use_other(replace(stored, sha256="0" * 64), OURS, LATER, safe, system=system)


def _before(place: Path) -> tuple[StoredProfile, Safekeeping]:
    """Return a file with two earlier versions, and with work in rescue that is nowhere else."""
    (place / "Documents").mkdir(parents=True)
    safe, stored = Safekeeping(place / "data", PROFILE_ID), saved(place / "Documents", system=UNHURRIED)
    back_up(stored, safe, Why.CHANGED, NOON, system=UNHURRIED)
    stored = changed(stored, "one", system=UNHURRIED)
    back_up(stored, safe, Why.CHANGED, NOON, system=UNHURRIED)
    rescue(*as_saved(stored, AFTER, LATER), safe, system=UNHURRIED)
    return changed(stored, "two", system=UNHURRIED), safe


def _found(stored: StoredProfile, safe: Safekeeping) -> list[Profile]:
    """Return every profile that can be opened, wherever it is."""
    found = [open_profile(stored.path).profile]
    for one in (*versions(safe), *rescued(safe)):
        with suppress(ProfileError):
            found.append(open_version(one).profile)
    return found


@pytest.mark.parametrize("done_first", [False, True])
@pytest.mark.parametrize("refusal", [0, errno.ENOSPC])
@pytest.mark.parametrize("doing", [_copied, _rescued, _cleared, _restored, _mine, _other])
def test_whatever_call_fails_or_is_the_last_every_profile_is_still_there(
    tmp_path: Path, doing: Doing, refusal: int, *, done_first: bool
) -> None:
    plain = Counter()
    doing(*_before(tmp_path / "plain"), plain.around(UNHURRIED))
    assert plain.calls > 10
    for number in range(plain.calls):
        stored, safe = _before(tmp_path / str(number))
        there = _found(stored, safe)
        assert len(there) == 4
        with suppress(PresenceError, PowerCut):
            doing(stored, safe, Counter(number, refusal, done_first=done_first).around(UNHURRIED))
        lost = [profile for profile in there if profile not in _found(stored, safe)]
        assert lost == [], f"call {number}"
        assert newest_good(safe)


def test_the_harness_notices_a_rescue_that_is_cleared_too_soon(tmp_path: Path) -> None:
    stored, safe = _before(tmp_path)
    there = _found(stored, safe)
    rescued(safe)[0].path.unlink()
    assert [profile for profile in there if profile not in _found(stored, safe)] == [AFTER]
