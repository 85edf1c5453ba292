"""Copies made now and then: named by revision, for the owner only, proven before any other goes."""

import errno
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest

from presence_gui.errors import ConflictError, ProfileError, SaveError
from presence_gui.storage.backups import EVERY, back_up, due, newest_good, thin
from presence_gui.storage.profile_file import StoredProfile, open_profile
from presence_gui.storage.safekeeping import (
    Safekeeping,
    Why,
    kept_for,
    newest_rev,
    open_version,
    put,
    rescued,
    versions,
)
from presence_gui.storage.system import SYSTEM
from tests.unit.storage.samples import LATER, NOON, PROFILE_ID, changed, not_windows, refusing, saved

MINUTE: Final = timedelta(minutes=1)


@pytest.fixture
def safe(tmp_path: Path) -> Safekeeping:
    return Safekeeping(tmp_path / "own" / "data", PROFILE_ID)


@pytest.fixture
def stored(tmp_path: Path) -> StoredProfile:
    (tmp_path / "Documents").mkdir()
    return saved(tmp_path / "Documents")


def _backed_up(stored: StoredProfile, safe: Safekeeping, count: int, minutes: int = 10) -> StoredProfile:
    back_up(stored, safe, Why.CHANGED, NOON)
    for number in range(1, count):
        now = NOON + number * minutes * MINUTE
        stored = changed(stored, f"goal {number}", now)
        back_up(stored, safe, Why.CHANGED, now)
    return stored


def test_a_copy_is_due_after_ten_minutes_of_change_and_whenever_the_clock_went_back() -> None:
    assert due(None, NOON)
    assert [due(NOON, NOON + minutes * MINUTE) for minutes in (0, 9, 10, 11)] == [False, False, True, True]
    assert due(NOON, NOON - MINUTE)
    assert due(NOON, NOON + EVERY)


def test_a_copy_is_the_whole_file_under_a_name_that_tells(stored: StoredProfile, safe: Safekeeping) -> None:
    _backed_up(stored, safe, 2)
    stored = open_profile(stored.path)
    copy, first = versions(safe)
    assert copy.path.parent == safe.folder / "backups" == safe.root / PROFILE_ID / "backups"
    assert copy.path.name == f"r000002_2026-11-23T12-10-00Z_changed_{stored.sha256[:8]}.presence"
    assert copy.path.read_bytes() == stored.path.read_bytes()
    assert (copy.rev, copy.when, copy.why, copy.pinned, copy.size) == (
        2,
        stored.saved_at,
        "changed",
        False,
        len(stored.path.read_bytes()),
    )
    assert open_version(copy) == replace(stored, path=copy.path)
    assert (first.rev, first.why, first.pinned, first.path.parent.name) == (1, "first", True, "pinned")


@not_windows
def test_copies_and_their_folders_are_for_the_owner_only(stored: StoredProfile, safe: Safekeeping) -> None:
    stored.path.chmod(0o644)
    _backed_up(stored, safe, 2)
    own = [safe.root.parent, *safe.root.parent.rglob("*")]
    modes = {path.name: path.stat().st_mode & 0o777 for path in own}
    assert {modes[path.name] for path in own if path.is_dir()} == {0o700}
    assert [modes[one.path.name] for one in versions(safe)] == [0o600, 0o600]


def test_the_same_file_is_not_copied_twice_but_pinned_when_it_comes_to_that(
    stored: StoredProfile, safe: Safekeeping
) -> None:
    stored = _backed_up(stored, safe, 2)
    again = back_up(stored, safe, Why.CHANGED, LATER)
    assert len(versions(safe)) == 2
    assert again == versions(safe)[0]
    pinned = back_up(stored, safe, Why.IMPORT, LATER)
    assert back_up(stored, safe, Why.RESTORE, LATER) == pinned
    assert back_up(stored, safe, Why.CHANGED, LATER) in {again, pinned}
    assert [one.why for one in versions(safe)] == ["changed", "before-import", "first"]


def test_a_copy_that_went_bad_is_made_again(stored: StoredProfile, safe: Safekeeping) -> None:
    stored = _backed_up(stored, safe, 2)
    bad = versions(safe)[0].path
    bad.write_bytes(bad.read_bytes().replace(b"Ada", b"Eve"))
    assert open_version(back_up(stored, safe, Why.CHANGED, LATER)).profile == stored.profile


def test_a_whole_file_under_the_name_of_another_is_not_believed(stored: StoredProfile, safe: Safekeeping) -> None:
    stored = _backed_up(stored, safe, 2)
    newest, first = versions(safe)
    newest.path.write_bytes(first.path.read_bytes())
    with pytest.raises(ProfileError, match="is damaged"):
        open_version(newest)
    found = newest_good(safe)
    assert found
    assert found[0] == first


def test_older_copies_go_only_after_the_new_one_was_proven(stored: StoredProfile, safe: Safekeeping) -> None:
    stored = _backed_up(stored, safe, 8)
    stored = changed(stored, "much later", later := LATER + timedelta(days=9))
    lying = replace(SYSTEM, read=lambda path, most: b"" if "T14" in path.name else SYSTEM.read(path, most))
    with pytest.raises(SaveError):
        back_up(stored, safe, Why.CHANGED, later, system=lying)
    assert len(versions(safe)) == 8
    back_up(stored, safe, Why.CHANGED, later)
    assert [one.rev for one in versions(safe)] == [9, 8, 7, 1]


def test_a_copy_that_reads_back_but_does_not_open_is_no_copy(stored: StoredProfile, safe: Safekeeping) -> None:
    with pytest.raises(
        SaveError, match=r"^No earlier version of “My plan\.presence” could be kept because the computer refused"
    ):
        put(b"{}", stored, Why.CHANGED, safe.backups)
    assert list(safe.backups.iterdir()) == []


def test_a_time_without_a_zone_is_the_local_one(stored: StoredProfile, safe: Safekeeping) -> None:
    _backed_up(stored, safe, 8)
    later = (LATER + timedelta(days=9)).astimezone().replace(tzinfo=None)
    assert [one.rev for one in thin(safe, later)] == [2, 3, 4, 5]


def test_a_copy_is_not_thinned_out_as_it_is_made(stored: StoredProfile, safe: Safekeeping) -> None:
    older = stored.path.read_bytes()
    _backed_up(changed(stored, "first"), safe, 8)
    stored.path.write_bytes(older)  # as a sync service may: older than all, and of the same day
    copy = back_up(stored, safe, Why.CHANGED, LATER + timedelta(days=9))
    assert open_version(copy).profile == stored.profile


def test_nothing_is_thinned_for_a_copy_that_is_pinned(stored: StoredProfile, safe: Safekeeping) -> None:
    stored = _backed_up(stored, safe, 8)
    later = LATER + timedelta(days=9)
    back_up(stored, safe, Why.RESTORE, later)
    assert len(versions(safe)) == 9
    assert [one.rev for one in thin(safe, later)] == [2, 3, 4, 5]


def test_what_cannot_be_taken_away_now_goes_another_time(stored: StoredProfile, safe: Safekeeping) -> None:
    _backed_up(stored, safe, 8)
    later = LATER + timedelta(days=9)
    stuck = refusing(errno.EACCES, "remove")
    assert len(thin(safe, later, system=stuck)) == 4
    assert len(versions(safe)) == 8
    back_up(changed(open_profile(stored.path), "much later", later), safe, Why.CHANGED, later, system=stuck)
    assert len(versions(safe)) == 9


def test_a_file_that_changed_under_us_is_not_kept_as_ours(stored: StoredProfile, safe: Safekeeping) -> None:
    changed(stored, "theirs")
    with pytest.raises(ConflictError, match="changed it while it was open here"):
        back_up(stored, safe, Why.CHANGED, LATER)
    stored.path.unlink()
    for path in (stored.path, Path("a\0b")):
        with pytest.raises(SaveError, match=r"^No earlier version"):
            back_up(replace(stored, path=path), safe, Why.CHANGED, LATER)
    assert versions(safe) == ()


@pytest.mark.parametrize("call", ["make_folder", "make_temporary", "write", "flush", "replace"])
def test_a_refused_copy_says_so_and_leaves_nothing_behind(stored: StoredProfile, safe: Safekeeping, call: str) -> None:
    with pytest.raises(
        SaveError, match=r"^No earlier version of “My plan\.presence” could be kept because there is no room"
    ):
        back_up(stored, safe, Why.CHANGED, NOON, system=refusing(errno.ENOSPC, call))
    assert [path for path in safe.root.rglob("*") if path.is_file()] == []
    assert open_profile(stored.path) == stored


def test_a_folder_that_cannot_be_flushed_or_was_made_by_another_meanwhile_is_no_reason_to_stop(
    stored: StoredProfile, safe: Safekeeping
) -> None:
    def late(folder: Path) -> None:
        folder.mkdir()
        raise FileExistsError(folder)

    system = replace(refusing(errno.EIO, "sync_folder"), make_folder=late)
    assert back_up(stored, safe, Why.CHANGED, NOON, system=system) == versions(safe)[0]


def test_files_that_are_not_ours_are_neither_listed_nor_thinned(stored: StoredProfile, safe: Safekeeping) -> None:
    _backed_up(stored, safe, 1)
    strange = ["notes.txt", ".presence-x.tmp", "r000002_2026-13-40T00-00-00Z_changed_00000000.presence", "r1.presence"]
    safe.backups.mkdir()
    for name in strange:
        (safe.backups / name).touch()
    assert len(versions(safe)) == 1
    assert newest_rev(safe) == 1


def test_where_nothing_is_kept_there_is_nothing(safe: Safekeeping) -> None:
    assert (versions(safe), rescued(safe), newest_rev(safe), newest_good(safe)) == ((), (), 0, None)
    assert kept_for(Path("/nowhere/at all"), safe.root) == ()
    assert Safekeeping(safe.root, "").folder.name == "unknown"


def test_a_copy_taken_away_while_it_is_listed_is_not_listed(stored: StoredProfile, safe: Safekeeping) -> None:
    _backed_up(stored, safe, 2)
    assert versions(safe, refusing(errno.ENOENT, "stat")) == ()
