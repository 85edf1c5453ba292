"""What could not be saved is kept whole until it is; a damaged file is kept as it is."""

import errno
from dataclasses import replace
from pathlib import Path

import pytest

from presence_gui.errors import SaveError
from presence_gui.storage.envelope import fingerprint
from presence_gui.storage.lock import release, take_lock
from presence_gui.storage.profile_file import StoredProfile, as_saved, loose, open_profile, save_profile
from presence_gui.storage.rescue import clear, damaged_here, keep_damaged, rescue
from presence_gui.storage.safekeeping import Safekeeping, open_version, rescued, versions
from presence_gui.storage.system import SYSTEM
from tests.unit.storage.samples import AFTER, BEFORE, LATER, NOON, PROFILE_ID, changed, not_windows, refusing, saved


@pytest.fixture
def safe(tmp_path: Path) -> Safekeeping:
    return Safekeeping(tmp_path / "data", PROFILE_ID)


@pytest.fixture
def stored(tmp_path: Path) -> StoredProfile:
    (tmp_path / "Documents").mkdir()
    return saved(tmp_path / "Documents")


def test_a_rescue_copy_is_the_very_file_the_save_would_have_written(stored: StoredProfile, safe: Safekeeping) -> None:
    raw, unsaved = as_saved(stored, AFTER, LATER)
    kept = rescue(raw, unsaved, safe)
    assert kept.path.parent == safe.folder / "rescue"
    assert kept.path.name == f"r000002_2026-11-23T14-02-11Z_unsaved_{unsaved.sha256[:8]}.presence"
    assert open_version(kept) == replace(unsaved, path=kept.path)
    assert rescued(safe) == (kept,)
    assert open_profile(stored.path) == stored
    assert save_profile(stored, AFTER, LATER) == unsaved
    assert stored.path.read_bytes() == raw


def test_a_profile_without_a_file_can_be_rescued_too(tmp_path: Path, safe: Safekeeping) -> None:
    raw, unsaved = as_saved(loose(tmp_path / "My plan.presence", BEFORE, NOON, PROFILE_ID), AFTER, LATER)
    kept = open_version(rescue(raw, unsaved, safe))
    assert (kept.profile, kept.profile_id, kept.rev) == (AFTER, PROFILE_ID, 1)


@not_windows
def test_a_rescue_copy_is_for_the_owner_only(stored: StoredProfile, safe: Safekeeping) -> None:
    kept = rescue(*as_saved(stored, AFTER, LATER), safe)
    assert kept.path.stat().st_mode & 0o777 == 0o600
    assert safe.rescue.stat().st_mode & 0o777 == 0o700


def test_the_next_rescue_takes_the_place_of_the_one_before(stored: StoredProfile, safe: Safekeeping) -> None:
    first = rescue(*as_saved(stored, replace(AFTER, goal="one"), LATER), safe)
    second = rescue(*as_saved(stored, replace(AFTER, goal="two"), LATER), safe, first)
    assert rescued(safe) == (second,)
    assert rescue(*as_saved(stored, replace(AFTER, goal="two"), LATER), safe, second) == second
    assert rescued(safe) == (second,)
    third = rescue(*as_saved(stored, AFTER, LATER), safe, second, system=refusing(errno.EIO, "remove"))
    assert set(rescued(safe)) == {second, third}


def test_the_rescue_copy_of_another_window_stays(stored: StoredProfile, safe: Safekeeping) -> None:
    theirs = rescue(*as_saved(stored, replace(AFTER, goal="theirs"), LATER), safe)
    mine = rescue(*as_saved(stored, AFTER, LATER), safe)
    assert set(rescued(safe)) == {theirs, mine}


@pytest.mark.parametrize("call", ["make_folder", "write", "flush", "replace"])
def test_a_rescue_that_is_refused_says_so(stored: StoredProfile, safe: Safekeeping, call: str) -> None:
    with pytest.raises(SaveError, match="no room"):
        rescue(*as_saved(stored, AFTER, LATER), safe, system=refusing(errno.ENOSPC, call))
    assert rescued(safe) == ()


def test_a_rescue_copy_goes_once_its_revision_is_saved_and_not_before(stored: StoredProfile, safe: Safekeeping) -> None:
    mine = rescue(*as_saved(stored, AFTER, LATER), safe)
    assert clear(stored, safe, mine) == ()
    now_saved = save_profile(stored, replace(AFTER, goal="more"), LATER)
    assert clear(now_saved, safe, mine) == (mine,)
    assert (rescued(safe), versions(safe)) == ((), ())


def test_what_an_earlier_run_rescued_goes_to_the_earlier_versions_unless_it_says_the_same(
    stored: StoredProfile, safe: Safekeeping
) -> None:
    same = rescue(*as_saved(stored, AFTER, LATER), safe)
    other = rescue(*as_saved(stored, replace(AFTER, goal="theirs"), LATER), safe)
    newer = rescue(*as_saved(replace(stored, rev=9), AFTER, LATER), safe)
    assert set(clear(save_profile(stored, AFTER, LATER), safe)) == {same, other}
    assert rescued(safe) == (newer,)
    (kept,) = versions(safe)
    assert (kept.pinned, open_version(kept).profile.goal) == (True, "theirs")


def test_a_rescue_copy_that_cannot_be_read_or_moved_stays(stored: StoredProfile, safe: Safekeeping) -> None:
    now_saved = changed(stored, "more")
    other = rescue(*as_saved(stored, AFTER, LATER), safe)
    assert clear(now_saved, safe, system=refusing(errno.ENOSPC, "write")) == ()
    assert clear(now_saved, safe, other, system=refusing(errno.EACCES, "remove")) == ()
    other.path.write_bytes(b"{")
    assert clear(now_saved, safe) == ()
    assert rescued(safe)[0].path == other.path


def test_a_damaged_file_is_kept_once_under_a_name_that_tells(safe: Safekeeping) -> None:
    path = Path("/documents/My pl/an: ../<b>Zoë.presence")
    kept = keep_damaged(b"{ damaged", path, safe, LATER)
    assert kept
    assert kept.read_bytes() == b"{ damaged"
    assert kept.name == f"damaged_2026-11-23T14-02-11Z_{fingerprint(b'{ damaged')[:8]}_bZoë.presence"
    assert keep_damaged(b"{ damaged", path, safe, LATER.replace(year=2027)) == kept
    assert keep_damaged(b"{ damage", path, safe, LATER) != kept
    assert rescued(safe) == ()


@pytest.mark.parametrize(
    ("stem", "told"),
    [("My plan-2", "My plan-2"), (" (odd) ", "odd"), ("x" * 40, "x" * 40), ("x" * 41, "x" * 40), ("../_?", "")],
)
def test_letters_digits_spaces_and_hyphens_of_a_damaged_files_name_are_kept(
    safe: Safekeeping, stem: str, told: str
) -> None:
    kept = keep_damaged(b"{", Path(f"{stem}.presence"), safe, LATER)
    assert kept
    assert kept.name.endswith(f"_{fingerprint(b'{')[:8]}_{told}.presence")


def test_another_file_is_not_taken_for_the_kept_one_whatever_its_name(safe: Safekeeping) -> None:
    mark = fingerprint(b"{ damaged")[:8]
    keep_damaged(b"{ another", Path(f"{mark}.presence"), safe, LATER)
    (safe.rescue / f"notes_{mark}_1").touch()
    kept = keep_damaged(b"{ damaged", Path("My plan.presence"), safe, LATER)
    assert kept
    assert kept.read_bytes() == b"{ damaged"


def test_damaged_files_of_a_place_are_told_by_their_names_newest_first(
    stored: StoredProfile, safe: Safekeeping
) -> None:
    other, nobodys = Safekeeping(safe.root, "e" * 32), Safekeeping(safe.root, "")
    for opened_here in (safe, other):
        lock = take_lock(stored.path, opened_here)
        assert lock
        release(lock)
    days = [LATER.replace(day=day) for day in (24, 27, 25, 26)]
    places = (safe, nobodys, other, Safekeeping(safe.root, "d" * 32))
    kept = [
        keep_damaged(f"{{ {number}".encode(), Path(f"Plan {number}.presence"), place, day)
        for number, (day, place) in enumerate(zip(days, places, strict=True))
    ]
    (safe.rescue / "damaged_2026-11-31T14-02-11Z_00000000_no such day.presence").touch()
    (safe.rescue / "damaged_2026-11-30T14-02-11Z_00000000_on its way.presence.tmp").touch()
    found = damaged_here(stored.path, safe)
    assert [(one.path, one.name, one.when) for one in found] == [
        (kept[1], "Plan 1", days[1]),
        (kept[2], "Plan 2", days[2]),
        (kept[0], "Plan 0", days[0]),
    ]
    assert found[0].mark == fingerprint(b"{ 1")[:8]
    assert damaged_here(stored.path.with_name("never opened"), safe) == (found[0], found[2])
    assert damaged_here(stored.path, safe, system=refusing(errno.EACCES, "names")) == ()


def test_what_is_larger_than_any_profile_is_not_kept_and_a_full_disk_says_so(safe: Safekeeping) -> None:
    path = Path("/documents/My plan.presence")
    assert keep_damaged(b"{" * 20_000_001, path, safe, LATER) is None
    assert keep_damaged(b"{" * 20_000_000, path, safe, LATER)
    with pytest.raises(SaveError, match="no room"):
        keep_damaged(b"{", path, safe, LATER, system=refusing(errno.ENOSPC, "write"))
    assert len(SYSTEM.names(safe.rescue)) == 1
