"""One window at a time changes a profile; the second calls the first."""

import errno
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from presence_gui.errors import InUseError
from presence_gui.storage.lock import Lock, answer, ask_to_show, release, take_lock, was_answered
from presence_gui.storage.profile_file import StoredProfile
from presence_gui.storage.safekeeping import Safekeeping, kept_for
from tests.unit.storage.samples import PROFILE_ID, not_windows, refusing, saved

ROOT: Final = Path(__file__).resolve().parents[3]
HOLD: Final = """
import sys, time
from pathlib import Path
from presence_gui.storage.lock import take_lock
from presence_gui.storage.safekeeping import Safekeeping
lock = take_lock(Path(sys.argv[1]), Safekeeping(Path(sys.argv[2]), sys.argv[3]))
print("held", flush=True)
time.sleep(60)
"""


@pytest.fixture
def stored(tmp_path: Path) -> StoredProfile:
    return saved(tmp_path)


@pytest.fixture
def safe(tmp_path: Path) -> Safekeeping:
    return Safekeeping(tmp_path / "data", PROFILE_ID)


def taken(path: Path, safe: Safekeeping) -> Lock:
    lock = take_lock(path, safe)
    assert lock
    return lock


def test_a_second_window_is_refused_until_the_first_gives_the_lock_back(
    stored: StoredProfile, safe: Safekeeping
) -> None:
    lock = taken(stored.path, safe)
    with pytest.raises(InUseError, match=r"^“My plan\.presence” is open in another window"):
        take_lock(stored.path, safe)
    release(lock)
    release(taken(stored.path, safe))


def test_the_first_window_is_asked_through_a_file_it_can_watch(stored: StoredProfile, safe: Safekeeping) -> None:
    assert ask_to_show(stored.path, Safekeeping(safe.root, "f" * 32)) is False
    lock = taken(stored.path, safe)
    assert lock.asked.read_bytes() == b""
    for _ in range(2):
        assert ask_to_show(stored.path, safe)
    assert lock.asked.read_bytes() == b".."
    release(lock)
    lock = taken(stored.path, safe)
    assert lock.asked.read_bytes() == b""
    release(lock)


def test_a_window_that_came_forward_says_so_and_can_be_asked_again(stored: StoredProfile, safe: Safekeeping) -> None:
    lock = taken(stored.path, safe)
    assert answer(lock) is False, "nobody asked"
    for _ in range(2):
        assert ask_to_show(stored.path, safe)
        assert was_answered(stored.path, safe) is False
        assert answer(lock) is True
        assert was_answered(stored.path, safe) is True
    release(lock)


def test_what_cannot_be_looked_at_was_not_answered(stored: StoredProfile, safe: Safekeeping) -> None:
    assert was_answered(stored.path, safe) is False
    lock = taken(stored.path, safe)
    ask_to_show(stored.path, safe)
    assert answer(lock, system=refusing(errno.EIO, "remove")) is False
    assert was_answered(stored.path, safe) is False
    release(lock)


@not_windows
def test_a_link_to_the_same_file_is_the_same_place_and_a_copy_is_another(
    stored: StoredProfile, safe: Safekeeping, tmp_path: Path
) -> None:
    link = tmp_path / "Link.presence"
    link.symlink_to(stored.path)
    lock = taken(stored.path, safe)
    with pytest.raises(InUseError):
        take_lock(link, safe)
    copy = taken(tmp_path / "Copy.presence", safe)
    release(copy)
    release(lock)


def test_the_lock_of_a_process_that_is_killed_is_free(stored: StoredProfile, safe: Safekeeping) -> None:
    command = [sys.executable, "-c", HOLD, str(stored.path), str(safe.root), PROFILE_ID]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout
        assert other.stdout.readline() == "held\n"
        with pytest.raises(InUseError):
            take_lock(stored.path, safe)
        other.kill()
        other.wait()
    release(taken(stored.path, safe))


@pytest.mark.parametrize("call", ["make_folder", "lock", "real"])
def test_a_computer_that_cannot_lock_lets_people_work(stored: StoredProfile, safe: Safekeeping, call: str) -> None:
    assert take_lock(stored.path, safe, system=refusing(errno.ENOLCK, call)) is None


def test_a_name_no_file_can_have_is_no_reason_to_stop(safe: Safekeeping) -> None:
    assert take_lock(Path("a\0b"), safe) is None
    assert ask_to_show(Path("a\0b"), safe) is False


def test_a_lock_counts_although_nobody_can_ask_for_it(stored: StoredProfile, safe: Safekeeping) -> None:
    deaf = refusing(errno.ENOSPC, "append", "remove")
    lock = take_lock(stored.path, safe, system=deaf)
    assert lock
    assert ask_to_show(stored.path, safe, system=deaf) is False
    release(lock, system=refusing(errno.EIO, "close"))
    release(lock)


def test_where_a_profile_was_ever_opened_is_known_from_its_locks(
    stored: StoredProfile, safe: Safekeeping, tmp_path: Path
) -> None:
    assert kept_for(stored.path, safe.root) == ()
    release(taken(stored.path, safe))
    other = Safekeeping(safe.root, "f" * 32)
    release(taken(tmp_path / "Other.presence", other))
    (safe.root / "notes").mkdir()
    stored.path.unlink()
    assert kept_for(stored.path, safe.root) == (safe,)
    assert kept_for(tmp_path / "Other.presence", safe.root) == (other,)
    assert kept_for(Path("a\0b"), safe.root) == ()
