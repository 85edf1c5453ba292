"""One open profile from its opening to its closing: what is kept of it, and when."""

import errno
from collections.abc import Callable
from contextlib import suppress
from dataclasses import fields, replace
from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest

from presence_gui.errors import ConflictError, InUseError, PresenceError, SaveError
from presence_gui.profile import Profile
from presence_gui.storage.custody import Custody
from presence_gui.storage.migrations import SCHEMA
from presence_gui.storage.opening import left_behind
from presence_gui.storage.profile_file import StoredProfile, as_saved, loose, open_profile
from presence_gui.storage.rescue import rescue
from presence_gui.storage.safekeeping import Why, open_version, put, rescued, versions
from presence_gui.storage.system import SYSTEM
from tests.unit.storage.samples import AFTER, BEFORE, LATER, NOON, PROFILE_ID, changed, refusing, saved, written

MINUTE: Final = timedelta(minutes=1)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def stored(tmp_path: Path) -> StoredProfile:
    (tmp_path / "Documents").mkdir()
    return saved(tmp_path / "Documents")


def _goal(number: int) -> Profile:
    return replace(BEFORE, goal=f"goal {number}")


def _kept(custody: Custody) -> list[tuple[int, str]]:
    return [(one.rev, one.why) for one in versions(custody.safe)]


def test_a_copy_is_kept_before_the_first_save_every_ten_minutes_of_change_and_at_the_end(
    stored: StoredProfile, root: Path
) -> None:
    custody = Custody(root, PROFILE_ID)
    custody.enter(stored.path)
    for minutes in range(0, 26, 5):
        stored = custody.save(stored, _goal(minutes), NOON + minutes * MINUTE)
    assert _kept(custody) == [(6, "changed"), (4, "changed"), (1, "first")]
    custody.end(stored, NOON + 26 * MINUTE)
    assert _kept(custody)[0] == (7, "changed")
    assert custody.trouble == ""


def test_looking_at_a_profile_keeps_nothing_and_gives_the_lock_back(stored: StoredProfile, root: Path) -> None:
    custody, second = Custody(root, PROFILE_ID), Custody(root, PROFILE_ID)
    custody.enter(stored.path)
    assert custody.lock
    with pytest.raises(InUseError):
        second.enter(stored.path)
    assert (second.lock, custody.lock.asked.read_bytes()) == (None, b".")
    custody.end(stored, LATER)
    custody.end(None, LATER)
    assert _kept(custody) == []
    second.enter(stored.path)
    second.end(stored, LATER)


def test_the_window_that_has_the_lock_answers_once_for_each_time_it_is_asked(stored: StoredProfile, root: Path) -> None:
    stuck, second = Custody(root, PROFILE_ID, system=refusing(errno.EIO, "remove")), Custody(root, PROFILE_ID)
    for custody, answers in ((Custody(root, PROFILE_ID), [True, False]), (stuck, [False, False])):
        assert custody.answer() is False
        custody.enter(stored.path)
        with pytest.raises(InUseError):
            second.enter(stored.path)
        assert [custody.answer(), custody.answer()] == answers
        custody.end(None, LATER)


def test_nothing_is_asked_of_any_computer_but_the_one_it_was_given(stored: StoredProfile, root: Path) -> None:
    version = put(stored.path.read_bytes(), stored, Why.CHANGED, root.with_name("elsewhere"))
    theirs = changed(stored, "theirs")
    stored.path.with_name("My plan-LAPTOP.presence").write_bytes(as_saved(stored, AFTER, LATER)[0])
    custody = Custody(root, PROFILE_ID, system=refusing(errno.EIO, *(call.name for call in fields(SYSTEM))))
    acts: list[Callable[[], object]] = [
        lambda: custody.enter(stored.path),
        lambda: custody.save(theirs, AFTER, LATER),
        lambda: custody.saved_first(theirs, LATER),
        lambda: custody.rescue(theirs, AFTER, LATER),
        lambda: custody.pin(theirs, Why.IMPORT, LATER),
        lambda: custody.restore(theirs, version, LATER),
        lambda: custody.use_mine(stored, AFTER, LATER),
        lambda: custody.use_other(stored, AFTER, LATER),
        lambda: custody.end(theirs, LATER),
    ]
    for act in acts:
        with suppress(PresenceError, OSError):
            act()
        assert custody.lock is None
        assert not root.exists()
        assert open_profile(stored.path) == theirs


def test_a_file_of_an_older_schema_is_pinned_before_it_is_written_over(stored: StoredProfile, root: Path) -> None:
    stored.path.write_bytes(written(1))
    older = open_profile(stored.path)
    full = Custody(root, PROFILE_ID, system=refusing(errno.ENOSPC, "make_folder"))
    with pytest.raises(SaveError, match="No earlier version"):
        full.save(older, AFTER, LATER)
    assert stored.path.read_bytes() == written(1)
    custody = Custody(root, PROFILE_ID)
    assert custody.save(older, AFTER, LATER).schema == SCHEMA
    (kept, pinned) = versions(custody.safe)
    assert (kept.rev, pinned.rev, pinned.why, pinned.path.read_bytes()) == (6, 5, "before-upgrade", written(1))


def test_a_save_does_not_wait_for_its_copy_but_it_is_told(stored: StoredProfile, root: Path) -> None:
    def no_folder(folder: Path) -> None:
        raise OSError(errno.ENOSPC, str(folder))

    custody = Custody(root, PROFILE_ID, system=replace(SYSTEM, make_folder=no_folder))
    stored = custody.save(stored, AFTER, LATER)
    assert open_profile(stored.path).profile == AFTER
    assert custody.trouble.startswith("No earlier version of “My plan.presence” could be kept because there is no room")


def test_a_foreign_change_is_found_by_the_save_and_not_kept_as_ours(stored: StoredProfile, root: Path) -> None:
    changed(stored, "theirs")
    custody = Custody(root, PROFILE_ID)
    with pytest.raises(ConflictError):
        custody.save(stored, AFTER, LATER)
    assert (_kept(custody), custody.trouble) == ([], "")


@pytest.mark.parametrize("theirs", ["theirs", None], ids=["changed", "deleted"])
def test_what_was_saved_is_rescued_at_the_end_where_the_file_is_no_longer_as_it_was_left(
    stored: StoredProfile, root: Path, theirs: str | None
) -> None:
    custody = Custody(root, PROFILE_ID)
    for number in range(3):  # of the last there is no copy: the ten minutes are not over
        stored = custody.save(stored, _goal(number), LATER)
    changed(stored, theirs) if theirs else stored.path.unlink()
    custody.end(stored, LATER)
    (kept,) = rescued(custody.safe)
    assert open_version(kept).profile == _goal(2)


def test_the_end_does_not_put_what_was_saved_in_the_place_of_what_was_said_since(
    stored: StoredProfile, root: Path
) -> None:
    custody = Custody(root, PROFILE_ID)
    stored = custody.save(stored, _goal(1), LATER)
    changed(stored, "theirs")
    assert custody.rescue(stored, _goal(2), LATER)
    custody.end(stored, LATER)
    (kept,) = rescued(custody.safe)
    assert open_version(kept).profile == _goal(2)


def test_nothing_is_rescued_at_the_end_of_what_went_to_a_file_of_its_own(stored: StoredProfile, root: Path) -> None:
    custody = Custody(root, PROFILE_ID)
    stored = custody.save(stored, AFTER, LATER)
    changed(stored, "theirs")
    custody.let_go()
    custody.end(stored, LATER)
    assert rescued(custody.safe) == ()


def test_what_a_sync_service_left_beside_the_file_is_kept_before_the_first_save(
    stored: StoredProfile, root: Path
) -> None:
    stored.path.with_name("My plan 2.presence").write_bytes(as_saved(replace(stored, rev=8), AFTER, LATER)[0])
    custody = Custody(root, PROFILE_ID)
    assert custody.save(stored, _goal(1), LATER).rev == 10
    assert _kept(custody) == [(9, "not-chosen"), (1, "first")]


def test_the_newest_copy_is_opened_at_the_first_save_of_a_month(stored: StoredProfile, root: Path) -> None:
    told = []
    for months, harm in ((0, False), (0, False), (1, False), (1, False), (2, True), (2, False)):
        custody = Custody(root, PROFILE_ID)
        if harm:
            versions(custody.safe)[0].path.write_bytes(b"{")
        now = NOON.replace(tzinfo=None) + months * 31 * 24 * 60 * MINUTE
        for number in range(2):
            stored = custody.save(stored, _goal(number), now)
        custody.end(stored, now)
        told.append(custody.checked)
    assert told == [None, None, True, None, False, None]


def test_a_file_put_back_by_hand_goes_on_above_every_copy_there_is(stored: StoredProfile, root: Path) -> None:
    old = stored.path.read_bytes()
    custody = Custody(root, PROFILE_ID)
    for number in range(4):
        stored = custody.save(stored, _goal(number), LATER)
    custody.end(stored, LATER)
    stored.path.write_bytes(old)
    again = Custody(root, PROFILE_ID)
    assert again.save(open_profile(stored.path), AFTER, LATER).rev == 6


# --- what could not be saved -----------------------------------------------------------------------------------------


def test_what_could_not_be_saved_is_rescued_once_and_cleared_when_it_is(stored: StoredProfile, root: Path) -> None:
    custody = Custody(root, PROFILE_ID)
    assert custody.rescue(stored, AFTER, LATER)
    (first,) = rescued(custody.safe)
    assert custody.rescue(stored, AFTER, LATER + MINUTE)
    assert rescued(custody.safe) == (first,)
    assert custody.rescue(stored, _goal(1), LATER + MINUTE)
    (second,) = rescued(custody.safe)
    assert open_version(second).profile == _goal(1)
    custody.save(stored, _goal(2), LATER)
    assert rescued(custody.safe) == ()
    assert Why.UNSAVED not in {why for _, why in _kept(custody)}, "it is part of what was saved"


def test_what_was_rescued_and_then_saved_is_rescued_again_where_that_is_lost(stored: StoredProfile, root: Path) -> None:
    custody = Custody(root, PROFILE_ID)
    custody.rescue(stored, AFTER, LATER)
    stored = custody.save(stored, AFTER, LATER)
    assert rescued(custody.safe) == ()
    assert custody.rescue(stored, AFTER, LATER)
    assert len(rescued(custody.safe)) == 1


def test_what_went_to_a_file_of_its_own_is_rescued_no_longer(stored: StoredProfile, root: Path) -> None:
    custody = Custody(root, PROFILE_ID)
    custody.let_go()
    custody.rescue(stored, AFTER, LATER)
    custody.let_go()
    assert rescued(custody.safe) == ()
    assert custody.rescue(stored, AFTER, LATER)
    assert len(rescued(custody.safe)) == 1


def test_what_can_be_kept_nowhere_is_said_to_be(stored: StoredProfile, root: Path) -> None:
    custody = Custody(root, PROFILE_ID, system=refusing(errno.ENOSPC, "write"))
    assert not custody.rescue(stored, AFTER, LATER)
    assert not Custody(root, PROFILE_ID).rescue(stored, replace(AFTER, minutes=7), LATER)


def test_work_on_a_profile_that_never_had_a_file_is_found_at_the_next_start(tmp_path: Path, root: Path) -> None:
    assert left_behind(root) == ()
    custody = Custody(root, PROFILE_ID)
    place = loose(tmp_path / "My presence.presence", BEFORE, NOON, PROFILE_ID)
    custody.rescue(place, AFTER, LATER)
    (copy,) = left_behind(root)
    assert copy.stored.profile == AFTER
    custody.saved_first(saved(tmp_path, AFTER), LATER)
    custody.end(None, LATER)
    assert left_behind(root) == ()
    rescue_again = Custody(root, PROFILE_ID)
    rescue_again.rescue(open_profile(tmp_path / "My plan.presence"), _goal(1), LATER)
    assert left_behind(root) == ()  # opening the file finds it


# --- first files, conflicts and the way back -------------------------------------------------------------------------


def test_a_new_file_is_locked_and_its_first_copy_pinned(stored: StoredProfile, root: Path) -> None:
    custody = Custody(root, PROFILE_ID)
    custody.saved_first(stored, NOON)
    assert custody.lock
    assert _kept(custody) == [(1, "first")]
    second = Custody(root, PROFILE_ID)
    second.saved_first(stored, NOON)
    assert second.lock is None
    custody.end(stored, NOON)


def test_ours_can_be_used_and_the_other_too(stored: StoredProfile, root: Path) -> None:
    custody = Custody(root, PROFILE_ID)
    theirs = changed(stored, "theirs")
    custody.rescue(stored, AFTER, LATER)
    mine = custody.use_mine(stored, AFTER, LATER)
    assert (mine.profile, rescued(custody.safe)) == (AFTER, ())
    assert _kept(custody) == [(3, "changed"), (2, "not-chosen")]
    theirs = changed(mine, "theirs again")
    custody.rescue(mine, _goal(1), LATER)
    assert custody.use_other(mine, _goal(1), LATER) == theirs
    assert rescued(custody.safe) == ()
    assert _kept(custody)[0] == (4, "not-chosen")
    assert custody.save(theirs, _goal(2), LATER).rev == 5
    assert (theirs.rev, "changed") in _kept(custody), "what is written over first is kept first"


def test_what_was_rescued_here_goes_when_the_other_is_used_although_it_has_a_lower_revision(
    stored: StoredProfile, root: Path
) -> None:
    theirs, _ = as_saved(replace(stored, rev=0), replace(BEFORE, goal="theirs"), LATER)
    custody = Custody(root, PROFILE_ID)
    custody.rescue(stored, AFTER, LATER)
    of_another_window = rescue(*as_saved(replace(stored, rev=2), _goal(1), LATER), custody.safe)
    stored.path.write_bytes(theirs)
    assert custody.use_other(stored, AFTER, LATER).rev == stored.rev
    assert rescued(custody.safe) == (of_another_window,)


def test_what_cannot_be_taken_away_is_let_go_of_all_the_same(stored: StoredProfile, root: Path) -> None:
    custody = Custody(root, PROFILE_ID, system=refusing(errno.EACCES, "remove"))
    custody.rescue(stored, AFTER, LATER)
    custody.let_go()
    assert len(rescued(custody.safe)) == 1
    assert custody.save(stored, AFTER, LATER) == open_profile(stored.path)
    assert len(rescued(custody.safe)) == 1


def test_a_lock_is_given_back_once(stored: StoredProfile, root: Path) -> None:
    closed: list[int] = []
    custody = Custody(root, PROFILE_ID, system=replace(SYSTEM, close=closed.append))
    custody.enter(stored.path)
    for _ in range(2):
        custody.forget()
    (handle,) = closed
    SYSTEM.close(handle)


def test_a_window_that_cannot_be_asked_has_the_lock_all_the_same(stored: StoredProfile, root: Path) -> None:
    custody = Custody(root, PROFILE_ID)
    custody.enter(stored.path)
    assert custody.lock
    with pytest.raises(InUseError):
        Custody(root, PROFILE_ID, system=refusing(errno.EIO, "append")).enter(stored.path)
    assert custody.lock.asked.read_bytes() == b""
    custody.end(None, LATER)


def test_an_earlier_version_comes_back_and_what_is_pinned_stays(stored: StoredProfile, root: Path) -> None:
    custody = Custody(root, PROFILE_ID)
    stored = custody.save(stored, AFTER, NOON)
    before = custody.pin(stored, Why.IMPORT, NOON)
    stored = custody.save(stored, _goal(1), NOON)
    assert custody.restore(stored, before, LATER).profile == AFTER
    assert _kept(custody) == [(4, "restored"), (3, "before-restore"), (2, "before-import"), (1, "first")]


def test_the_rescue_of_an_earlier_run_is_not_forgotten_by_the_next_save(stored: StoredProfile, root: Path) -> None:
    Custody(root, PROFILE_ID).rescue(stored, AFTER, LATER)
    custody = Custody(root, PROFILE_ID)
    custody.save(stored, _goal(1), LATER)
    assert rescued(custody.safe) == ()
    assert (2, "unsaved") in _kept(custody)
