import errno
import os
import re
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from presence_gui.storage.system import SYSTEM, system_for
from tests.unit.storage.samples import not_windows


@not_windows
def test_a_temporary_file_is_for_its_owner_only(tmp_path: Path) -> None:
    handle, temporary = SYSTEM.make_temporary(tmp_path)
    SYSTEM.close(handle)
    assert temporary.parent == tmp_path
    assert re.fullmatch(r"\.presence-[0-9a-f]{8}\.tmp", temporary.name)
    assert temporary.stat().st_mode & 0o777 == 0o600


def test_no_more_is_read_than_asked_for(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"abcdef")
    assert SYSTEM.read(tmp_path / "file", 4) == b"abcd"


def test_a_file_without_any_write_bit_may_not_be_written_even_by_an_administrator(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch(0o644)
    assert SYSTEM.may_write(file)
    file.chmod(0o555)
    assert not SYSTEM.may_write(file)


def test_a_file_that_the_system_keeps_for_others_may_not_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr(os, "access", lambda path, mode: (path, mode) != (tmp_path / "file", os.W_OK))
    assert not SYSTEM.may_write(tmp_path / "file")


@not_windows
def test_windows_has_no_modes_and_no_folders_to_flush(tmp_path: Path) -> None:
    windows = system_for("win32")
    handle, temporary = windows.make_temporary(tmp_path)
    windows.set_mode(handle, 0o777)
    windows.close(handle)
    windows.sync_folder(tmp_path / "missing")
    assert temporary.stat().st_mode & 0o777 == 0o600


@not_windows
def test_a_folder_that_cannot_be_flushed_says_so(tmp_path: Path) -> None:
    SYSTEM.sync_folder(tmp_path)
    with pytest.raises(FileNotFoundError):
        SYSTEM.sync_folder(tmp_path / "missing")


@not_windows
def test_nothing_is_held_open_that_was_flushed_added_to_or_is_locked_by_another(tmp_path: Path) -> None:
    def lowest() -> int:
        handle = os.open(tmp_path, os.O_RDONLY)
        os.close(handle)
        return handle

    lock = SYSTEM.lock(tmp_path / "lock")
    assert lock is not None
    before = lowest()
    SYSTEM.sync_folder(tmp_path)
    SYSTEM.append(tmp_path / "file", b"word")
    SYSTEM.lock(tmp_path / "lock")
    assert lowest() == before
    SYSTEM.close(lock)


def _calls(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, refusal: int, platform: str = "darwin") -> list[str]:
    """Flush a file and a folder as on macOS, where the full flush answers ``refusal``; return what was called."""
    calls: list[str] = []

    def full_flush(_handle: int, command: int) -> int:
        calls.append(f"full {command}")
        if refusal:
            raise OSError(refusal, os.strerror(refusal))
        return 0

    monkeypatch.setattr("fcntl.fcntl", full_flush)
    monkeypatch.setattr(os, "fsync", lambda _handle: calls.append("plain"))
    system = system_for(platform)
    handle, _ = system.make_temporary(tmp_path)
    try:
        system.flush(handle)
        system.sync_folder(tmp_path)
    finally:
        system.close(handle)
    return calls


@not_windows
def test_macos_is_asked_to_flush_the_drive_too(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert _calls(monkeypatch, tmp_path, 0) == ["full 51", "full 51"]


@not_windows
@pytest.mark.parametrize(("platform", "calls"), [("linux", ["plain", "plain"]), ("win32", ["plain"])])
def test_other_systems_have_one_flush_only(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, platform: str, calls: list[str]
) -> None:
    assert _calls(monkeypatch, tmp_path, 0, platform) == calls


@not_windows
@pytest.mark.parametrize("refusal", [errno.ENOTSUP, errno.EINVAL, errno.ENOTTY])
def test_a_disk_without_the_full_flush_gets_the_plain_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, refusal: int
) -> None:
    assert _calls(monkeypatch, tmp_path, refusal) == ["full 51", "plain", "full 51", "plain"]


@not_windows
def test_a_flush_that_failed_is_never_tried_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with pytest.raises(OSError, match=os.strerror(errno.EIO)):
        _calls(monkeypatch, tmp_path, errno.EIO)


@not_windows
def test_a_folder_made_is_for_its_owner_only(tmp_path: Path) -> None:
    SYSTEM.make_folder(tmp_path / "own")
    assert (tmp_path / "own").stat().st_mode & 0o777 == 0o700
    assert SYSTEM.names(tmp_path) == ["own"]


@not_windows
def test_what_is_added_to_a_file_comes_after_what_is_there(tmp_path: Path) -> None:
    for word in (b"one ", b"two"):
        SYSTEM.append(tmp_path / "file", word)
    assert (tmp_path / "file").read_bytes() == b"one two"
    assert (tmp_path / "file").stat().st_mode & 0o777 == 0o600


@not_windows
def test_a_lock_keeps_out_the_next_until_it_is_closed_and_stays_with_the_process(tmp_path: Path) -> None:
    handle = SYSTEM.lock(tmp_path / "lock")
    assert handle is not None
    assert not os.get_inheritable(handle)
    assert SYSTEM.lock(tmp_path / "lock") is None
    SYSTEM.close(handle)
    again = SYSTEM.lock(tmp_path / "lock")
    assert again is not None
    SYSTEM.close(again)
    assert (tmp_path / "lock").stat().st_mode & 0o777 == 0o600


def _windows_lock(monkeypatch: pytest.MonkeyPatch, file: Path, refusal: int) -> int | None:
    def locking(_handle: int, mode: int, size: int) -> None:
        assert (mode, size) == (2, 1)
        if refusal:
            raise OSError(refusal, os.strerror(refusal))

    monkeypatch.setitem(sys.modules, "msvcrt", SimpleNamespace(locking=locking, LK_NBLCK=2))
    return system_for("win32").lock(file)


@pytest.mark.parametrize("refusal", [errno.EACCES, errno.EDEADLK])
def test_windows_says_in_two_ways_that_another_holds_a_lock(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, refusal: int
) -> None:
    assert _windows_lock(monkeypatch, tmp_path / "lock", refusal) is None
    handle = _windows_lock(monkeypatch, tmp_path / "lock", 0)
    assert handle is not None
    os.close(handle)


def test_a_disk_that_knows_no_locks_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with pytest.raises(OSError, match=os.strerror(errno.ENOLCK)):
        _windows_lock(monkeypatch, tmp_path / "lock", errno.ENOLCK)


def test_the_name_of_a_temporary_file_is_one_that_nobody_uses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chances = iter([b"1234", b"1234", b"5678"])
    monkeypatch.setattr(os, "urandom", lambda _count: next(chances))
    made = [SYSTEM.make_temporary(tmp_path) for _ in range(2)]
    for handle, path in made:
        os.close(handle)
        assert os.name == "nt" or path.stat().st_mode & 0o777 == 0o600
    assert [path.name for _handle, path in made] == [".presence-31323334.tmp", ".presence-35363738.tmp"]
