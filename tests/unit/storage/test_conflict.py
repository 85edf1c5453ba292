"""Somebody else wrote the file: whichever is chosen, both can be found afterwards."""

import errno
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import fields, replace
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from presence_gui.errors import ConflictError, PresenceError, ProfileError, SaveError
from presence_gui.profile import Profile
from presence_gui.storage.backups import back_up
from presence_gui.storage.conflict import (
    as_it_is_now,
    beside,
    copies_nearby,
    foreign,
    keep_both,
    keep_left_beside,
    left_beside,
    use_mine,
    use_other,
)
from presence_gui.storage.envelope import Envelope, to_bytes
from presence_gui.storage.profile_file import StoredProfile, as_saved, new_file, open_profile
from presence_gui.storage.safekeeping import Safekeeping, Why, open_version, versions
from presence_gui.storage.system import SYSTEM
from tests.unit.storage.samples import (
    AFTER,
    BEFORE,
    LATER,
    PROFILE_ID,
    by_a_newer_version,
    changed,
    not_windows,
    refusing,
    saved,
)

NEW_ID = "f" * 32


@pytest.fixture
def safe(tmp_path: Path) -> Safekeeping:
    return Safekeeping(tmp_path / "data", PROFILE_ID)


@pytest.fixture
def stored(tmp_path: Path) -> StoredProfile:
    (tmp_path / "Documents").mkdir()
    return saved(tmp_path / "Documents")


def test_a_file_that_is_still_ours_is_nobody_elses(stored: StoredProfile) -> None:
    assert foreign(stored) is None
    assert foreign(stored, system=refusing(errno.EIO, "read")) is None
    assert foreign(replace(stored, path=Path("a\0b"))) is None


def test_nothing_is_asked_of_any_computer_but_the_one_that_is_given(stored: StoredProfile, safe: Safekeeping) -> None:
    theirs = changed(stored, "theirs")
    stored.path.with_name("My plan 2.presence").write_bytes(as_saved(stored, AFTER, LATER)[0])
    dead = refusing(errno.EIO, *(call.name for call in fields(SYSTEM)))
    acts: list[Callable[[], object]] = [
        lambda: foreign(stored, system=dead),
        lambda: keep_both(stored, AFTER, LATER, NEW_ID, system=dead),
        lambda: use_other(stored, AFTER, LATER, safe, system=dead),
        lambda: use_mine(stored, AFTER, LATER, safe, system=dead),
        lambda: keep_left_beside(stored, safe, system=dead),
    ]
    before = sorted(stored.path.parent.iterdir())
    for act in acts:
        with suppress(PresenceError, OSError):
            assert not act()
        assert sorted(stored.path.parent.iterdir()) == before
        assert open_profile(stored.path) == theirs
        assert not safe.root.exists()
    assert as_it_is_now(stored, system=dead) == stored
    assert copies_nearby(stored.path, PROFILE_ID, system=dead) == left_beside(stored, safe, system=dead) == ()
    for full in (refusing(errno.ENOSPC, "write"), refusing(errno.EIO, "make_temporary")):
        with pytest.raises(SaveError):
            keep_both(stored, AFTER, LATER, NEW_ID, system=full)
        with pytest.raises(SaveError):
            use_mine(stored, AFTER, LATER, safe, system=full)
        with pytest.raises(SaveError):
            use_mine(theirs, AFTER, LATER, safe, system=full)
        stored.path.rename(away := stored.path.with_name("away"))
        with pytest.raises(SaveError):
            use_mine(stored, AFTER, LATER, safe, system=full)
        away.rename(stored.path)
    with pytest.raises(ProfileError):
        use_other(stored, AFTER, LATER, safe, system=refusing(errno.EIO, "read"))
    assert versions(safe) == ()


def test_what_somebody_else_wrote_is_told_as_it_is(stored: StoredProfile) -> None:
    theirs = changed(stored, "theirs")
    other = foreign(stored)
    assert other
    assert (other.raw, other.stored, other.trouble) == (stored.path.read_bytes(), theirs, "")
    stored.path.write_bytes(b"{")
    other = foreign(stored)
    assert other
    assert (other.raw, other.stored) == (b"{", None)
    assert other.trouble.startswith("“My plan.presence” is damaged")
    stored.path.unlink()
    other = foreign(stored)
    assert other
    assert (other.raw, other.stored) == (None, None)
    assert "moved, renamed or deleted" in other.trouble


def test_both_can_be_kept(stored: StoredProfile) -> None:
    theirs = changed(stored, "theirs")
    mine = keep_both(stored, AFTER, LATER, NEW_ID)
    assert mine.path == stored.path.with_name("My plan (mine).presence")
    assert open_profile(mine.path) == mine
    assert (mine.profile, mine.profile_id) == (AFTER, NEW_ID)
    assert open_profile(stored.path) == theirs
    assert keep_both(stored, BEFORE, LATER, NEW_ID).path.name == "My plan (mine 2).presence"


def test_a_name_beside_a_link_is_beside_what_it_points_to(stored: StoredProfile, tmp_path: Path) -> None:
    assert beside(stored.path, "mine") == stored.path.with_name("My plan (mine).presence")
    if os.name != "nt":
        (tmp_path / "Link.presence").symlink_to(stored.path)
        assert beside(tmp_path / "Link.presence", "mine") == stored.path.with_name("My plan (mine).presence")


def test_the_other_can_be_used_and_ours_is_an_earlier_version(stored: StoredProfile, safe: Safekeeping) -> None:
    theirs = changed(stored, "theirs")
    assert use_other(stored, AFTER, LATER, safe) == theirs
    assert open_profile(stored.path) == theirs
    (kept,) = versions(safe)
    assert (kept.why, kept.pinned, open_version(kept).profile) == ("not-chosen", True, AFTER)


def test_the_other_is_not_used_when_it_cannot_be_or_ours_cannot_be_kept(
    stored: StoredProfile, safe: Safekeeping
) -> None:
    changed(stored, "theirs")
    with pytest.raises(SaveError, match="No earlier version"):
        use_other(stored, AFTER, LATER, safe, system=refusing(errno.ENOSPC, "write"))
    stored.path.write_bytes(b"{")
    with pytest.raises(ProfileError):
        use_other(stored, AFTER, LATER, safe)
    assert versions(safe) == ()


def test_mine_can_be_used_and_the_other_is_an_earlier_version(stored: StoredProfile, safe: Safekeeping) -> None:
    theirs = changed(changed(stored, "theirs"), "theirs again")
    mine = use_mine(stored, AFTER, LATER, safe)
    assert mine == open_profile(stored.path)
    assert (mine.profile, mine.rev) == (AFTER, 4)
    (kept,) = versions(safe)
    assert (kept.why, open_version(kept).profile, kept.rev) == ("not-chosen", theirs.profile, 3)


def test_mine_is_used_in_the_place_of_what_cannot_be_opened_which_is_kept_as_it_is(
    stored: StoredProfile, safe: Safekeeping
) -> None:
    stored.path.write_bytes(b"{ not a profile")
    assert use_mine(stored, AFTER, LATER, safe) == open_profile(stored.path)
    (kept,) = safe.rescue.iterdir()
    assert kept.read_bytes() == b"{ not a profile"


def test_mine_is_put_back_where_the_file_is_gone_and_saved_where_it_is_ours(
    stored: StoredProfile, safe: Safekeeping
) -> None:
    stored.path.unlink()
    back = use_mine(stored, AFTER, LATER, safe)
    assert (back.rev, back.profile_id, back.profile) == (2, PROFILE_ID, AFTER)
    again = use_mine(back, BEFORE, LATER, safe)
    assert (again.rev, open_profile(stored.path).profile) == (3, BEFORE)


@pytest.mark.parametrize("theirs", [b"{" * 20_000_001, b"newer", b"full"], ids=["huge", "newer", "full"])
def test_mine_is_not_used_over_what_cannot_be_kept_or_is_newer(
    stored: StoredProfile, safe: Safekeeping, theirs: bytes
) -> None:
    system = refusing(errno.ENOSPC, "write") if theirs == b"full" else SYSTEM
    if theirs == b"newer":
        changed(stored, "theirs")
        theirs = by_a_newer_version(stored.path.read_bytes())
    stored.path.write_bytes(theirs)
    with pytest.raises(SaveError, match=r"changed it while|newer version|No earlier version"):
        use_mine(stored, AFTER, LATER, safe, system=system)
    assert stored.path.read_bytes() == theirs


def test_mine_is_not_used_where_it_cannot_be_written_after_the_other_was_kept(
    stored: StoredProfile, safe: Safekeeping
) -> None:
    theirs = changed(stored, "theirs")

    def make_temporary(folder: Path) -> tuple[int, Path]:
        if folder == stored.path.parent:
            raise OSError(errno.ENOSPC, "full")
        return SYSTEM.make_temporary(folder)

    with pytest.raises(SaveError, match="no room"):
        use_mine(stored, AFTER, LATER, safe, system=replace(SYSTEM, make_temporary=make_temporary))
    assert open_profile(stored.path) == theirs
    assert [one.why for one in versions(safe)] == [Why.NOT_CHOSEN]


def test_mine_is_used_over_what_is_as_large_as_a_profile_can_be_and_not_over_more_as_that_is_kept_nowhere(
    stored: StoredProfile, safe: Safekeeping
) -> None:
    stored.path.write_bytes(b"{" * 20_000_001)
    with pytest.raises(ConflictError):
        use_mine(stored, AFTER, LATER, safe)
    stored.path.write_bytes(b"{" * 20_000_000)
    assert use_mine(stored, AFTER, LATER, safe).profile == AFTER
    (kept,) = safe.rescue.iterdir()
    assert kept.stat().st_size == 20_000_000


def test_mine_is_not_used_when_the_other_changes_once_more(stored: StoredProfile, safe: Safekeeping) -> None:
    theirs = changed(stored, "theirs")
    reads = iter([stored.path.read_bytes()])

    def read(path: Path, most: int) -> bytes:
        before = next(reads, None) if path == stored.path else None
        if before is not None:
            changed(theirs, "and more")
        return SYSTEM.read(path, most) if before is None else before

    with pytest.raises(ConflictError):
        use_mine(stored, AFTER, LATER, safe, system=replace(SYSTEM, read=read))
    assert open_profile(stored.path).profile.goal == "and more"


def test_what_is_kept_of_the_other_is_what_this_computer_read(stored: StoredProfile, safe: Safekeeping) -> None:
    theirs = as_saved(stored, AFTER, LATER)[0]
    changed(stored, "what another computer would read")
    reads = iter([theirs])
    system = replace(SYSTEM, read=lambda path, most: next(reads, b"") or SYSTEM.read(path, most))
    with pytest.raises(ConflictError):
        use_mine(stored, AFTER, LATER, safe, system=system)
    assert [one.path.read_bytes() for one in versions(safe)] == [theirs]


@pytest.mark.parametrize(
    "name",
    [
        "My plan (Ann's conflicted copy 2026-11-23).presence",
        "My plan-LAPTOP.presence",
        "My plan 2.presence",
        "My plan.sync-conflict-20261123-140211-ABCDEFG.presence",
        "My plan_CaseConflict",
        "whatever it is called",
    ],
)
def test_a_copy_a_sync_service_left_is_found_whatever_it_is_called(stored: StoredProfile, name: str) -> None:
    stored.path.with_name(name).write_bytes(stored.path.read_bytes())
    (copy,) = copies_nearby(stored.path, PROFILE_ID)
    assert (copy.path.name, copy.profile) == (name, stored.profile)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("My plan (Ann's conflicted copy 2026-11-23).presence", True),
        ("My plan_CaseConflict", True),
        ("renamed.JSON", True),
        ("renamed.Presence", True),
        ("holiday.jpg", False),
    ],
)
def test_at_each_opening_only_what_may_be_a_copy_is_looked_into(
    stored: StoredProfile, safe: Safekeeping, name: str, *, found: bool
) -> None:
    stored.path.with_name(name).write_bytes(as_saved(stored, AFTER, LATER)[0])
    assert bool(left_beside(stored, safe)) == found


def test_what_says_the_same_or_is_an_earlier_version_is_nothing_left_beside(
    stored: StoredProfile, safe: Safekeeping
) -> None:
    stored.path.with_name("My plan, a copy.presence").write_bytes(stored.path.read_bytes())
    stored = changed(changed(stored, "more"), "back")
    back_up(stored, safe, Why.CHANGED, LATER)
    stored.path.with_name("My plan, another.presence").write_bytes(stored.path.read_bytes())
    stored = changed(stored, "")
    assert left_beside(stored, safe) == ()


def test_what_is_left_beside_is_kept_for_good_once_and_stays_where_it_is(
    stored: StoredProfile, safe: Safekeeping
) -> None:
    beside = stored.path.with_name("My plan 2.presence")
    beside.write_bytes(as_saved(stored, AFTER, LATER)[0])
    keep_left_beside(stored, safe, system=refusing(errno.ENOSPC, "write"))
    assert versions(safe) == ()
    for _ in range(2):
        keep_left_beside(stored, safe)
    (kept,) = versions(safe)
    assert (kept.why, kept.pinned, kept.path.read_bytes()) == (Why.NOT_CHOSEN, True, beside.read_bytes())


def test_what_changes_while_it_is_kept_waits_for_another_time(stored: StoredProfile, safe: Safekeeping) -> None:
    beside = stored.path.with_name("My plan 2.presence")
    beside.write_bytes(as_saved(stored, AFTER, LATER)[0])
    reads = iter([SYSTEM.read(beside, 1024), beside.read_bytes()])

    def read(path: Path, most: int) -> bytes:
        return next(reads, b"{") if path == beside else SYSTEM.read(path, most)

    keep_left_beside(stored, safe, system=replace(SYSTEM, read=read))
    assert versions(safe) == ()


def test_what_is_gone_before_it_is_kept_is_passed_over(stored: StoredProfile, safe: Safekeeping) -> None:
    beside = stored.path.with_name("My plan 2.presence")
    beside.write_bytes(as_saved(stored, AFTER, LATER)[0])
    reads = iter([SYSTEM.read(beside, 1024), beside.read_bytes()])

    def read(path: Path, most: int) -> bytes:
        if path != beside:
            return SYSTEM.read(path, most)
        if raw := next(reads, b""):
            return raw
        raise FileNotFoundError(errno.ENOENT, "gone", str(path))

    keep_left_beside(stored, safe, system=replace(SYSTEM, read=read))
    assert versions(safe) == ()


@pytest.mark.parametrize("trouble", [OSError(errno.EIO, "no answer"), ValueError("no such name")], ids=repr)
def test_one_that_cannot_be_looked_at_does_not_hide_the_others(stored: StoredProfile, trouble: Exception) -> None:
    names = ("My plan 2.presence", "My plan 3.presence")
    for name in names:
        stored.path.with_name(name).write_bytes(stored.path.read_bytes())

    def stat(path: Path) -> os.stat_result:
        if path.name == names[0]:
            raise trouble
        return SYSTEM.stat(path)

    system = replace(SYSTEM, stat=stat, names=lambda _folder: list(names))
    assert [one.path.name for one in copies_nearby(stored.path, PROFILE_ID, system=system)] == [names[1]]


def test_a_place_that_can_be_nowhere_has_nothing_beside_it(stored: StoredProfile, safe: Safekeeping) -> None:
    nowhere = Path("a\0b")
    assert copies_nearby(nowhere, PROFILE_ID) == left_beside(replace(stored, path=nowhere), safe) == ()


@not_windows
def test_other_files_in_the_folder_are_left_alone(stored: StoredProfile) -> None:
    folder = stored.path.parent
    other = saved(folder / "..").path.replace(folder / "other.presence")
    raw = other.read_bytes()
    other.write_bytes(raw.replace(PROFILE_ID.encode(), b"e" * 32))
    (folder / "damaged.presence").write_bytes(raw[:-9])
    (folder / "nested.presence").write_bytes(b'{"x": ' + raw + b"}")
    (folder / ".presence-abc.tmp").write_bytes(raw)
    (folder / "huge.presence").write_bytes(raw + b" " * 20_000_001)
    (folder / "folder").mkdir()
    os.mkfifo(folder / "pipe")
    assert copies_nearby(stored.path, PROFILE_ID) == ()
    assert copies_nearby(Path("/nowhere/at all"), PROFILE_ID) == ()


def test_a_profile_that_only_mentions_the_other_is_not_taken_for_it(stored: StoredProfile) -> None:
    envelope = Envelope("e" * 32, 1, "", LATER, 2, extra={"of": {"profile_id": PROFILE_ID}})
    stored.path.with_name("other").write_bytes(to_bytes(envelope, {}))
    assert open_profile(stored.path.with_name("other")).profile == Profile()
    assert copies_nearby(stored.path, PROFILE_ID) == ()


@pytest.mark.parametrize(("end", "found"), [(1024, 1), (1025, 0)])
def test_whose_profile_a_file_is_stands_in_its_first_1024_bytes(stored: StoredProfile, end: int, found: int) -> None:
    raw = stored.path.read_bytes()
    told = f'"profile_id": "{PROFILE_ID}"'.encode()
    blanks = b" " * (end - raw.index(told) - len(told))
    stored.path.with_name("copy").write_bytes(raw.replace(told, blanks + told))
    assert len(copies_nearby(stored.path, PROFILE_ID)) == found


@pytest.mark.parametrize(
    ("attributes", "found"), [(0x1000, False), (0x400000, False), (0x401000, False), (0xBFEFFF, True)]
)
def test_a_file_that_lies_with_a_sync_service_is_not_fetched(
    stored: StoredProfile, attributes: int, *, found: bool
) -> None:
    stored.path.with_name("copy").write_bytes(stored.path.read_bytes())

    def stat(path: Path) -> os.stat_result:
        there = SYSTEM.stat(path)
        told = SimpleNamespace(st_file_attributes=attributes, st_size=there.st_size, st_mode=there.st_mode)
        return cast("os.stat_result", told)

    assert bool(copies_nearby(stored.path, PROFILE_ID, system=replace(SYSTEM, stat=stat))) == found


def test_the_newest_copy_comes_first(stored: StoredProfile) -> None:
    for name in ("b", "a", "c"):
        stored = changed(stored, name)
        stored.path.with_name(name).write_bytes(stored.path.read_bytes())
    assert [one.path.name for one in copies_nearby(stored.path, PROFILE_ID)] == ["c", "a", "b"]


@pytest.mark.parametrize("first", [True, False])
def test_of_copies_of_one_revision_the_later_comes_first(stored: StoredProfile, *, first: bool) -> None:
    times = {"a": LATER, "b": LATER + timedelta(days=1)}
    for name, at in times.items():
        stored.path.with_name(name).write_bytes(as_saved(stored, AFTER, at)[0])
    system = replace(SYSTEM, names=lambda _folder: sorted(times, reverse=first))
    assert [one.path.name for one in copies_nearby(stored.path, PROFILE_ID, system=system)] == ["b", "a"]


def test_a_profile_is_read_again_unless_another_is_there_now(stored: StoredProfile) -> None:
    assert as_it_is_now(stored) == stored
    later = changed(stored, "be found")
    assert as_it_is_now(stored) == later
    stored.path.write_bytes(b"{")
    assert as_it_is_now(stored) == stored
    stored.path.unlink()
    assert as_it_is_now(stored) == stored
    new_file(stored.path, BEFORE, LATER, NEW_ID)
    assert as_it_is_now(stored) == stored
