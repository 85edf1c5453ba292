"""The ladder: the file, newer work that never reached it, the newest good copy, an older one, and nothing else."""

import errno
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from presence_gui.errors import SaveError
from presence_gui.plain import JSON
from presence_gui.storage.backups import back_up
from presence_gui.storage.conflict import keep_left_beside
from presence_gui.storage.lock import release, take_lock
from presence_gui.storage.migrations import Steps
from presence_gui.storage.opening import Source, left_behind, look_for, recover, sweep
from presence_gui.storage.profile_file import (
    StoredProfile,
    as_saved,
    loose,
    new_file,
    open_profile,
    profile_in,
    save_profile,
)
from presence_gui.storage.rescue import rescue
from presence_gui.storage.safekeeping import Safekeeping, Why, open_version, put, versions
from presence_gui.storage.system import SYSTEM
from tests.unit.storage.samples import (
    AFTER,
    BEFORE,
    LATER,
    NOON,
    PROFILE_ID,
    by_a_newer_version,
    changed,
    not_windows,
    refusing,
    saved,
    written,
)


@pytest.fixture
def safe(tmp_path: Path) -> Safekeeping:
    return Safekeeping(tmp_path / "data", PROFILE_ID)


@pytest.fixture
def stored(tmp_path: Path) -> StoredProfile:
    (tmp_path / "Documents").mkdir()
    return saved(tmp_path / "Documents")


def _used(stored: StoredProfile, safe: Safekeeping, count: int = 3) -> StoredProfile:
    """Open a profile, change it and keep copies, as the window does."""
    for number in range(1, count):
        back_up(stored, safe, Why.CHANGED, NOON)
        stored = changed(stored, f"goal {number}")
    back_up(stored, safe, Why.CHANGED, LATER)
    _opened_and_closed(stored.path, safe)
    return stored


def _opened_and_closed(path: Path, safe: Safekeeping) -> None:
    """Leave behind what tells whose copies belong to a file."""
    lock = take_lock(path, safe)
    assert lock
    release(lock)


def _emptied(path: Path) -> None:
    path.write_bytes(b"")


def _zeroed(path: Path) -> None:
    path.write_bytes(b"\0" * path.stat().st_size)


def _cut_off(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def _flipped(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"Ada", b"Eda"))


def _deleted(path: Path) -> None:
    path.unlink()


def test_a_file_that_opens_is_all_there_is(stored: StoredProfile, safe: Safekeeping) -> None:
    stored = _used(stored, safe)
    found = look_for(stored.path, safe.root, LATER)
    assert (found.stored, found.trouble, found.copies, found.damaged) == (stored, "", (), None)


@pytest.mark.parametrize("harm", [_emptied, _zeroed, _cut_off, _flipped, _deleted])
def test_the_newest_good_copy_of_a_damaged_file_is_found_and_the_file_stays_as_it_is(
    stored: StoredProfile, safe: Safekeeping, harm: Callable[[Path], None]
) -> None:
    stored = save_profile(_used(stored, safe), AFTER, LATER)
    back_up(stored, safe, Why.CHANGED, LATER)
    harm(stored.path)
    before = stored.path.read_bytes() if stored.path.exists() else None
    found = look_for(stored.path, safe.root, LATER)
    assert found.stored is None
    assert found.trouble.startswith("“My plan.presence” ")
    assert [copy.stored.rev for copy in found.copies] == [4, 3, 2, 1]
    best = found.copies[0]
    assert (best.source, best.stored.profile, best.stored.saved_at) == (Source.BACKUP, AFTER, LATER)
    assert (best.steps, best.done) == (1, 1)
    assert (stored.path.read_bytes() if stored.path.exists() else None) == before
    assert (found.damaged.read_bytes() if found.damaged else None) == (before or None)
    assert look_for(stored.path, safe.root, LATER) == found


def test_copies_that_are_damaged_too_are_passed_over(stored: StoredProfile, safe: Safekeeping) -> None:
    stored = _used(stored, safe)
    for version in versions(safe)[:2]:
        _cut_off(version.path)
    _cut_off(stored.path)
    found = look_for(stored.path, safe.root, LATER)
    assert [(copy.stored.rev, copy.source) for copy in found.copies] == [(1, Source.BACKUP)]


def test_a_file_from_another_computer_is_known_by_the_id_in_it(stored: StoredProfile, safe: Safekeeping) -> None:
    back_up(stored, safe, Why.CHANGED, NOON)
    elsewhere = stored.path.with_name("From a stick.presence")
    elsewhere.write_bytes(stored.path.read_bytes()[:-9])
    stored.path.unlink()
    found = look_for(elsewhere, safe.root, LATER)
    assert [copy.stored.rev for copy in found.copies] == [1]
    assert found.damaged
    assert found.damaged.parent == safe.rescue


@pytest.mark.parametrize(("length", "found"), [(4096, 1), (4097, 0)])
def test_the_id_of_a_profile_stands_in_the_first_4096_bytes(
    stored: StoredProfile, safe: Safekeeping, length: int, found: int
) -> None:
    back_up(stored, safe, Why.CHANGED, NOON)
    head = f'"profile_id": "{PROFILE_ID}"'.rjust(length)
    stored.path.write_text(f"{head}, damaged", encoding="utf-8")
    other = stored.path.with_name("From a stick.presence")
    stored.path.rename(other)
    assert len(look_for(other, safe.root, LATER).copies) == found


def test_what_nobody_knows_is_kept_if_it_looks_like_a_profile_and_left_alone_if_not(tmp_path: Path) -> None:
    root, path = tmp_path / "data", tmp_path / "x.presence"
    path.write_bytes(b'{"app": "presence", "rev": ')
    found = look_for(path, root, LATER)
    assert found.damaged
    assert found.damaged.parent == Safekeeping(root, "").rescue
    assert found.copies == ()
    path.write_bytes(b"\x89PNG\r\n\x1a\n")
    found = look_for(path, root, LATER)
    assert (found.damaged, found.copies) == (None, ())
    assert "looks like a picture" in found.trouble
    found = look_for(tmp_path / "missing.presence", root, LATER)
    assert (found.damaged, found.copies) == (None, ())


def test_a_damaged_file_that_cannot_be_kept_does_not_hide_its_copies(stored: StoredProfile, safe: Safekeeping) -> None:
    _used(stored, safe)
    _cut_off(stored.path)
    found = look_for(stored.path, safe.root, LATER, system=refusing(errno.ENOSPC, "write"))
    assert found.damaged is None
    assert len(found.copies) == 3


def test_a_file_of_a_newer_version_is_not_damaged_and_has_no_copies(stored: StoredProfile, safe: Safekeeping) -> None:
    _used(stored, safe)
    raw = by_a_newer_version(stored.path.read_bytes())
    stored.path.write_bytes(raw.replace(b"Ada", b"Eda"))
    found = look_for(stored.path, safe.root, LATER)
    assert (found.stored, found.copies, found.damaged) == (None, (), None)
    assert "newer version" in found.trouble
    stored.path.write_bytes(raw)
    opened = look_for(stored.path, safe.root, LATER).stored
    assert opened
    assert opened.read_only


def test_a_file_that_cannot_be_brought_up_to_date_is_not_damaged_and_has_copies(
    stored: StoredProfile, safe: Safekeeping, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored = _used(stored, safe)
    stored.path.write_bytes(old := written(1, {"answers": "in another place"}))
    monkeypatch.setattr("presence_gui.storage.profile_file.lift", _stumbles_over_the_first_schema)
    found = look_for(stored.path, safe.root, LATER)
    assert (found.stored, found.damaged) == (None, None)
    assert [copy.stored.profile.goal for copy in found.copies] == ["goal 2", "goal 1", ""]
    assert "could not be brought up to date" in found.trouble
    assert stored.path.read_bytes() == old


def _stumbles_over_the_first_schema(data: dict[str, JSON], schema: int, _steps: Steps) -> dict[str, JSON]:
    if schema == 1:
        raise ValueError
    return data


def test_a_copy_of_a_newer_version_is_not_offered_to_go_on_in_as_its_news_would_be_lost(
    stored: StoredProfile, safe: Safekeeping
) -> None:
    stored = _used(stored, safe)
    raw = by_a_newer_version(as_saved(stored, AFTER, LATER)[0])
    newer = profile_in(raw, stored.path, may_write=True)
    kept = [put(raw, newer, Why.CHANGED, safe.backups), put(raw, newer, Why.UNSAVED, safe.rescue)]
    cut_off = stored.path.with_name(".presence-00000000.tmp")
    cut_off.write_bytes(raw)
    _zeroed(stored.path)
    found = look_for(stored.path, safe.root, LATER)
    assert [copy.stored.rev for copy in found.copies] == [3, 2, 1]
    assert {path.read_bytes() for path in (cut_off, *(one.path for one in kept))} == {raw}


def _cut_short_before_it_was_in_place(stored: StoredProfile, goal: str, rev: int = 0) -> Path:
    raw, _ = as_saved(replace(stored, rev=rev or stored.rev), replace(AFTER, goal=goal), LATER)
    handle, path = SYSTEM.make_temporary(stored.path.parent)
    SYSTEM.write(handle, raw)
    SYSTEM.close(handle)
    return path


def test_newer_work_that_never_reached_the_file_is_found_best_first(stored: StoredProfile, safe: Safekeeping) -> None:
    _cut_short_before_it_was_in_place(stored, "in the temporary file")
    raw, unsaved = as_saved(replace(stored, rev=7), replace(AFTER, goal="in rescue"), LATER)
    rescue(raw, unsaved, safe)
    rescue(*as_saved(replace(stored, rev=8), stored.profile, LATER), safe)  # says what the file says
    found = look_for(stored.path, safe.root, LATER)
    assert found.stored == stored
    assert [(copy.source, copy.stored.rev, copy.stored.profile.goal) for copy in found.copies] == [
        (Source.RESCUE, 8, "in rescue"),
        (Source.UNFINISHED, 2, "in the temporary file"),
    ]
    _cut_off(stored.path)
    assert [copy.stored.rev for copy in look_for(stored.path, safe.root, LATER).copies] == [9, 8, 2]


def test_rescued_work_is_found_although_somebody_else_saved_later_revisions(
    stored: StoredProfile, safe: Safekeeping
) -> None:
    rescue(*as_saved(stored, AFTER, LATER), safe)
    theirs = changed(changed(changed(stored, "theirs"), "more"), "and more")
    found = look_for(stored.path, safe.root, LATER)
    assert found.stored == theirs
    assert [(copy.source, copy.stored.profile) for copy in found.copies] == [(Source.RESCUE, AFTER)]


def test_rescued_work_is_found_although_another_profile_has_the_place_of_its_file(
    stored: StoredProfile, safe: Safekeeping
) -> None:
    rescue(*as_saved(stored, AFTER, LATER), safe)
    other = new_file(stored.path, BEFORE, NOON, "f" * 32, kept=stored.sha256)
    assert look_for(stored.path, safe.root, LATER).copies == ()
    _opened_and_closed(stored.path, safe)
    _opened_and_closed(stored.path, Safekeeping(safe.root, other.profile_id))
    found = look_for(stored.path, safe.root, LATER)
    assert found.stored == other
    assert [(copy.source, copy.stored.profile) for copy in found.copies] == [(Source.RESCUE, AFTER)]


def test_a_rescue_that_was_cut_off_is_found_too(stored: StoredProfile, safe: Safekeeping) -> None:
    kept = rescue(*as_saved(stored, AFTER, LATER), safe)
    kept.path.rename(safe.rescue / ".presence-00000000.tmp")
    (copy,) = look_for(stored.path, safe.root, LATER).copies
    assert (copy.source, copy.stored.profile) == (Source.UNFINISHED, AFTER)
    _zeroed(stored.path)
    _opened_and_closed(stored.path, safe)
    assert [copy.stored.profile for copy in look_for(stored.path, safe.root, LATER).copies] == [AFTER]


@pytest.mark.parametrize("rev", [1, 2])
def test_what_was_last_saved_here_is_found_where_somebody_else_wrote_over_it(
    stored: StoredProfile, safe: Safekeeping, rev: int
) -> None:
    theirs, _ = as_saved(replace(stored, rev=rev), replace(BEFORE, goal="theirs"), LATER)
    went_on, _ = as_saved(replace(stored, rev=9), replace(BEFORE, goal="theirs, from ours"), LATER)
    for goal in ("one", "two"):
        back_up(stored := changed(stored, goal), safe, Why.CHANGED, LATER)
    assert look_for(stored.path, safe.root, LATER).copies == ()
    stored.path.write_bytes(theirs)
    (copy,) = look_for(stored.path, safe.root, LATER).copies
    assert (copy.source, copy.stored.profile.goal, copy.stored.rev) == (Source.BACKUP, "two", 3)
    stored.path.write_bytes(went_on)
    assert look_for(stored.path, safe.root, LATER).copies == ()


@pytest.mark.parametrize("why", [Why.NOT_CHOSEN, Why.UNSAVED])
def test_what_was_not_chosen_or_put_away_is_not_offered_again(
    stored: StoredProfile, safe: Safekeeping, why: Why
) -> None:
    put(*as_saved(replace(stored, rev=7), AFTER, LATER), why, safe.pinned)
    assert look_for(stored.path, safe.root, LATER).copies == ()


def test_a_conflicted_copy_beside_a_file_that_opens_is_found_until_it_is_an_earlier_version(
    stored: StoredProfile, safe: Safekeeping
) -> None:
    beside = stored.path.with_name("My plan-LAPTOP.presence")
    beside.write_bytes(as_saved(stored, AFTER, LATER)[0])
    stored = changed(changed(stored, "ours"), "and more")
    (copy,) = look_for(stored.path, safe.root, LATER).copies
    assert (copy.source, copy.stored.path, copy.stored.profile) == (Source.NEARBY, beside, AFTER)
    keep_left_beside(stored, safe)
    assert look_for(stored.path, safe.root, LATER).copies == ()
    assert [(one.why, open_version(one).profile) for one in versions(safe)] == [(Why.NOT_CHOSEN, AFTER)]
    assert beside.exists()


def test_older_work_and_the_work_of_others_is_no_news(stored: StoredProfile, safe: Safekeeping, tmp_path: Path) -> None:
    _cut_short_before_it_was_in_place(stored, "older")
    stored = changed(stored, "saved since")
    other = new_file(tmp_path / "Documents" / "Other.presence", BEFORE, NOON, "f" * 32)
    _cut_short_before_it_was_in_place(other, "theirs", rev=9)
    (tmp_path / "Documents" / ".presence-x.tmp").touch()
    assert look_for(stored.path, safe.root, LATER).copies == ()


def test_the_same_file_found_twice_is_one_copy_and_a_conflicted_one_is_another(
    stored: StoredProfile, safe: Safekeeping
) -> None:
    stored = _used(stored, safe, 2)
    nearby = stored.path.with_name("My plan (conflicted copy).presence")
    nearby.write_bytes(stored.path.read_bytes())
    save_profile(open_profile(nearby), AFTER, LATER)
    stored.path.with_name("the same").write_bytes(stored.path.read_bytes())
    _zeroed(stored.path)
    found = look_for(stored.path, safe.root, LATER)
    assert [(copy.source, copy.stored.rev) for copy in found.copies] == [
        (Source.NEARBY, 3),
        (Source.NEARBY, 2),  # which can be opened as it is
        (Source.BACKUP, 1),
    ]


def test_no_more_copies_are_opened_than_anybody_would_choose_from(stored: StoredProfile, safe: Safekeeping) -> None:
    stored = _used(stored, safe, 25)
    rescue(*as_saved(stored, AFTER, LATER), safe)
    _zeroed(stored.path)
    opened: set[Path] = set()

    def read(path: Path, most: int) -> bytes:
        opened.add(path)
        return SYSTEM.read(path, most)

    found = look_for(stored.path, safe.root, LATER, system=replace(SYSTEM, read=read))
    assert [copy.stored.rev for copy in found.copies] == list(range(26, 6, -1))
    assert sum(path.parent in {safe.backups, safe.pinned} for path in opened) == 20


@not_windows
def test_what_was_cut_off_lies_where_a_link_leads_and_is_found_in_the_order_of_the_names(
    stored: StoredProfile, safe: Safekeeping, tmp_path: Path
) -> None:
    for goal in "bac":
        _cut_short_before_it_was_in_place(stored, goal).rename(stored.path.with_name(f".presence-{goal}.tmp"))
    link = tmp_path / "Link.presence"
    link.symlink_to(stored.path)
    upside_down = replace(SYSTEM, names=lambda folder: sorted(SYSTEM.names(folder), reverse=True))
    for system in (SYSTEM, upside_down):
        found = look_for(link, safe.root, LATER, system=system)
        assert [copy.stored.profile.goal for copy in found.copies] == ["a", "b", "c"]


def test_looking_never_raises(stored: StoredProfile, safe: Safekeeping) -> None:
    stored = _used(stored, safe)
    stored.path.with_name("My plan-LAPTOP.presence").write_bytes(as_saved(stored, AFTER, LATER)[0])
    _cut_short_before_it_was_in_place(stored, "newer")
    assert len(look_for(stored.path, safe.root, LATER).copies) == 2
    for call in ("real", "stat", "read", "names"):
        found = look_for(stored.path, safe.root, LATER, system=refusing(errno.EIO, call))
        assert (found.stored is None) == (call in {"stat", "read"})
        assert bool(found.copies) == (call == "real")
    _zeroed(stored.path)
    assert look_for(stored.path, safe.root, LATER, system=refusing(errno.EIO, "names")).copies == ()
    for nowhere in (Path("a\0b"), Path("a\0b", "c")):
        assert look_for(nowhere, safe.root, LATER).copies == ()


def test_whose_a_file_was_is_asked_of_the_computer_that_is_given(stored: StoredProfile, safe: Safekeeping) -> None:
    _used(stored, safe)
    _zeroed(stored.path)

    def names(folder: Path) -> list[str]:
        if folder == safe.root:
            raise OSError(errno.EIO, "no answer")
        return SYSTEM.names(folder)

    found = look_for(stored.path, safe.root, LATER, system=replace(SYSTEM, names=names))
    assert (found.copies, found.damaged) == ((), None), "it may be of another program"
    assert look_for(stored.path, safe.root, LATER).damaged


# --- recovering ------------------------------------------------------------------------------------------------------


def test_a_copy_goes_on_in_a_file_of_its_own_beside_the_damaged_one(stored: StoredProfile, safe: Safekeeping) -> None:
    _used(stored, safe)
    _cut_off(stored.path)
    before = stored.path.read_bytes()
    (best, *_) = look_for(stored.path, safe.root, LATER).copies
    back = recover(best, stored.path, LATER, rev=7)
    assert back.path == stored.path.with_name("My plan (recovered).presence")
    assert (back.rev, back.profile_id, back.profile) == (8, PROFILE_ID, best.stored.profile)
    assert open_profile(back.path) == back
    assert stored.path.read_bytes() == before


def test_a_copy_of_a_file_that_is_gone_takes_its_place(stored: StoredProfile, safe: Safekeeping) -> None:
    _used(stored, safe)
    stored.path.unlink()
    (best, *_) = look_for(stored.path, safe.root, LATER).copies
    back = recover(best, stored.path, LATER)
    assert (back.path, back.rev) == (stored.path, 4)
    with pytest.raises(SaveError, match="disk does not answer"):
        recover(best, stored.path, LATER, system=refusing(errno.EIO, "stat"))


def test_a_copy_that_cannot_be_put_anywhere_is_refused_in_words(stored: StoredProfile, safe: Safekeeping) -> None:
    _used(stored, safe)
    stored.path.unlink()
    (best, *_) = look_for(stored.path, safe.root, LATER).copies
    with pytest.raises(SaveError, match="name cannot be used"):
        recover(best, stored.path.with_name("a\0b"), LATER)
    with pytest.raises(SaveError, match="no room"):
        recover(best, stored.path, LATER, system=refusing(errno.ENOSPC, "write"))


def test_of_each_profile_without_a_file_the_newest_work_is_found_in_the_order_of_their_names(tmp_path: Path) -> None:
    for name in ("f" * 32, "a" * 32, "0" * 32, "not one"):
        for rev in (1, 3, 2):
            place = replace(loose(tmp_path / "My plan.presence", BEFORE, NOON, PROFILE_ID), rev=rev)
            rescue(*as_saved(place, replace(AFTER, goal=name[:1]), LATER), Safekeeping(tmp_path, name))
    upside_down = replace(SYSTEM, names=lambda folder: sorted(SYSTEM.names(folder), reverse=True))
    for system in (SYSTEM, upside_down):
        found = [(copy.stored.profile.goal, copy.stored.rev) for copy in left_behind(tmp_path, system=system)]
        assert found == [("0", 4), ("a", 4), ("f", 4)]


# --- tidying up ------------------------------------------------------------------------------------------------------


def _made(path: Path, minutes_ago: int) -> Path:
    when = LATER.timestamp() - 60 * minutes_ago
    os.utime(path, (when, when))
    return path


def test_what_cut_off_saves_left_is_swept_when_nothing_is_lost_with_it(
    stored: StoredProfile, safe: Safekeeping, tmp_path: Path
) -> None:
    older = _made(_cut_short_before_it_was_in_place(stored, "older"), 0)
    stored = changed(stored, "saved since")
    newer = _made(_cut_short_before_it_was_in_place(stored, "newer"), 600)
    of_a_newer_version = _cut_short_before_it_was_in_place(stored, "x")
    raw = by_a_newer_version(of_a_newer_version.read_bytes())
    of_a_newer_version.write_bytes(raw.replace(b"Ada", b"Eda"))
    _made(of_a_newer_version, 600)
    other = new_file(tmp_path / "Documents" / "Other.presence", BEFORE, NOON, "f" * 32)
    theirs = _made(_cut_short_before_it_was_in_place(other, "theirs"), 600)
    parts = [_made(_left_half_made(stored.path.parent), minutes_ago) for minutes_ago in (61, 60, 59, -9)]
    assert set(sweep(stored, safe, LATER)) == {older, parts[0]}
    left = {path for path in stored.path.parent.iterdir() if path.suffix == ".tmp"}
    assert left == {newer, of_a_newer_version, theirs, *parts[1:]}
    (kept,) = versions(safe)
    assert (kept.why, open_version(kept).profile.goal) == (Why.UNSAVED, "older")


def test_what_is_in_the_file_or_an_earlier_version_is_swept_as_it_is(stored: StoredProfile, safe: Safekeeping) -> None:
    stored = changed(stored, "once")
    back_up(stored, safe, Why.CHANGED, LATER)
    known = stored.path.with_name(".presence-00000001.tmp")
    known.write_bytes(stored.path.read_bytes())
    stored = changed(stored, "now")
    same = stored.path.with_name(".presence-00000002.tmp")
    same.write_bytes(as_saved(replace(stored, rev=1), stored.profile, NOON)[0])
    assert set(sweep(stored, safe, LATER)) == {known, same}
    assert len(versions(safe)) == 1


def test_what_copies_that_were_cut_off_left_is_swept_as_well(stored: StoredProfile, safe: Safekeeping) -> None:
    parts = []
    for folder in (safe.rescue, safe.backups, safe.pinned):
        folder.mkdir(parents=True)
        parts.append(_made(_left_half_made(folder), 61))
        _made(_left_half_made(folder), 59)
    assert set(sweep(stored, safe, LATER)) == set(parts)


def _left_half_made(folder: Path) -> Path:
    handle, path = SYSTEM.make_temporary(folder)
    SYSTEM.close(handle)
    return path


def test_what_can_be_kept_nowhere_else_is_not_swept(stored: StoredProfile, safe: Safekeeping) -> None:
    left = _cut_short_before_it_was_in_place(stored, "older")
    stored = changed(stored, "saved since")
    assert sweep(stored, safe, LATER, system=refusing(errno.ENOSPC, "write")) == ()
    assert left.exists()


def test_what_cannot_be_read_now_is_not_swept_for_it_may_be_newer_work(
    stored: StoredProfile, safe: Safekeeping
) -> None:
    newer = _made(_cut_short_before_it_was_in_place(stored, "newer"), 600)
    for call in ("read", "stat"):
        assert sweep(stored, safe, LATER, system=refusing(errno.EIO, call)) == ()
    assert newer.exists()


def test_what_is_of_an_older_version_and_whole_is_not_swept_for_it_could_not_be_brought_up_to_date(
    stored: StoredProfile, safe: Safekeeping, monkeypatch: pytest.MonkeyPatch
) -> None:
    older = stored.path.with_name(".presence-00000000.tmp")
    older.write_bytes(written(1, {"answers": "in another place"}))
    monkeypatch.setattr("presence_gui.storage.profile_file.lift", _stumbles_over_the_first_schema)
    assert sweep(stored, safe, LATER + timedelta(days=900)) == ()


def test_sweeping_never_raises(stored: StoredProfile, safe: Safekeeping) -> None:
    left = _made(_cut_short_before_it_was_in_place(stored, "older", rev=1), 600)
    stored = replace(stored, rev=9)
    for call in ("names", "stat", "remove"):
        assert sweep(stored, safe, LATER + timedelta(days=1), system=refusing(errno.EIO, call)) == ()
    assert sweep(stored, safe, LATER) == (left,)
