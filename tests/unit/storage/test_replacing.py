"""What is in a file before another takes its place is kept first, and is found in that place afterwards."""

import errno
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from presence_gui.errors import SaveError
from presence_gui.storage.envelope import fingerprint
from presence_gui.storage.lock import release, take_lock
from presence_gui.storage.profile_file import StoredProfile, open_profile
from presence_gui.storage.replacing import keep_replaced
from presence_gui.storage.safekeeping import Safekeeping, Why, kept_for, open_version, versions
from presence_gui.storage.system import SYSTEM
from tests.unit.storage.samples import AFTER, LATER, PROFILE_ID, by_a_newer_version, refusing, saved, written


@pytest.fixture
def safe(tmp_path: Path) -> Safekeeping:
    return Safekeeping(tmp_path / "data", PROFILE_ID)


@pytest.fixture
def stored(tmp_path: Path) -> StoredProfile:
    (tmp_path / "Documents").mkdir()
    return saved(tmp_path / "Documents", AFTER)


def test_a_profile_is_kept_for_good_and_its_place_remembers_it(stored: StoredProfile, safe: Safekeeping) -> None:
    raw = stored.path.read_bytes()
    assert keep_replaced(stored.path, safe.root, LATER) == stored.sha256
    (kept,) = versions(safe)
    assert (kept.why, kept.pinned, open_version(kept).profile) == (Why.REPLACED, True, AFTER)
    assert kept.path.read_bytes() == stored.path.read_bytes() == raw
    assert kept_for(stored.path, safe.root) == (safe,)
    lock = take_lock(stored.path, safe)  # which nobody has any more
    assert lock
    release(lock)


def test_where_there_is_no_file_nothing_is_kept(stored: StoredProfile, safe: Safekeeping) -> None:
    assert keep_replaced(stored.path.with_name("New.presence"), safe.root, LATER) == ""
    assert not safe.root.exists()


def test_what_was_never_a_profile_is_not_kept(stored: StoredProfile, safe: Safekeeping) -> None:
    stored.path.write_bytes(b"%PDF-1.7")
    assert keep_replaced(stored.path, safe.root, LATER) == fingerprint(b"%PDF-1.7")
    assert not safe.root.exists()


@pytest.mark.parametrize("damage", [lambda raw: raw[:-40], lambda raw: raw.replace(PROFILE_ID.encode(), b"?")])
def test_a_profile_that_cannot_be_opened_is_kept_as_it_is(
    stored: StoredProfile, safe: Safekeeping, damage: Callable[[bytes], bytes]
) -> None:
    stored.path.write_bytes(damaged := damage(stored.path.read_bytes()))
    keep_replaced(stored.path, safe.root, LATER)
    (kept,) = safe.root.rglob("damaged_*")
    assert kept.read_bytes() == damaged


def test_a_profile_of_another_version_is_kept_if_it_can_be_read_and_left_alone_if_not(
    stored: StoredProfile, safe: Safekeeping
) -> None:
    stored.path.write_bytes(newer := by_a_newer_version(stored.path.read_bytes()))
    keep_replaced(stored.path, safe.root, LATER)
    assert [one.path.read_bytes() for one in versions(safe)] == [newer]
    stored.path.write_bytes(written(9, {"answers": "in another place"}))
    with pytest.raises(SaveError, match="cannot be shown by this one; it has been left as it is"):
        keep_replaced(stored.path, safe.root, LATER)


def test_a_profile_that_is_open_is_not_replaced(stored: StoredProfile, safe: Safekeeping) -> None:
    lock = take_lock(stored.path, safe)
    assert lock
    with pytest.raises(SaveError, match="is open in another window and it has been left as it is"):
        keep_replaced(stored.path, safe.root, LATER)
    release(lock)
    assert versions(safe) == ()


@pytest.mark.parametrize(("call", "says"), [("read", "does not answer"), ("make_temporary", "No earlier version of")])
def test_what_cannot_be_read_or_kept_is_not_replaced_and_its_lock_is_given_back(
    stored: StoredProfile, safe: Safekeeping, call: str, says: str
) -> None:
    with pytest.raises(SaveError, match=says):
        keep_replaced(stored.path, safe.root, LATER, system=refusing(errno.EIO, call))
    assert open_profile(stored.path) == stored
    assert keep_replaced(stored.path, safe.root, LATER) == stored.sha256


def test_a_name_that_no_file_can_have_is_said_to_be_one(tmp_path: Path) -> None:
    with pytest.raises(SaveError, match="its name cannot be used here"):
        keep_replaced(tmp_path / "a\0b", tmp_path / "data", LATER)


def test_where_no_locks_are_known_a_profile_is_kept_all_the_same(stored: StoredProfile, safe: Safekeeping) -> None:
    assert keep_replaced(stored.path, safe.root, LATER, system=refusing(errno.ENOLCK, "lock")) == stored.sha256
    assert [one.why for one in versions(safe, SYSTEM)] == [Why.REPLACED]
    assert list(safe.locks.iterdir()) == []


def test_the_lock_is_given_back_to_the_computer_it_is_from(stored: StoredProfile, safe: Safekeeping) -> None:
    taken, closed = list[int | None](), list[int]()

    def lock(path: Path) -> int | None:
        taken.append(SYSTEM.lock(path))
        return taken[-1]

    def close(handle: int) -> None:
        closed.append(handle)
        SYSTEM.close(handle)

    keep_replaced(stored.path, safe.root, LATER, system=replace(SYSTEM, lock=lock, close=close))
    assert closed[-1:] == taken


def test_a_file_of_nothing_is_kept_where_a_profile_was_opened_before(stored: StoredProfile, safe: Safekeeping) -> None:
    keep_replaced(stored.path, safe.root, LATER)
    stored.path.write_bytes(bytes(50))
    with pytest.raises(SaveError, match="No earlier version of"):
        keep_replaced(stored.path, safe.root, LATER, system=refusing(errno.EIO, "make_temporary"))
    keep_replaced(stored.path, safe.root, LATER, system=refusing(errno.EIO, "names"))
    assert not list(safe.root.rglob("damaged_*"))  # nobody can tell now that there was one
    keep_replaced(stored.path, safe.root, LATER)
    assert [one.read_bytes() for one in safe.rescue.iterdir()] == [bytes(50)]
