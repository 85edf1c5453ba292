import errno
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from presence_gui.errors import SaveError
from presence_gui.storage.system import SYSTEM
from presence_gui.storage.whole_file import PAUSES, are_one, is_there, read_whole, write_named, write_whole
from tests.unit.storage.samples import not_windows, refusing


def _nobody_minds() -> None:
    """Let the write go on."""


def _refusing(times: int, winerror: int) -> Callable[[Path, Path], None]:
    """Return a replace that refuses so many times, as Windows does when somebody holds the file."""
    left = iter(range(times))

    def refuse(temporary: Path, target: Path) -> None:
        if next(left, None) is None:
            temporary.replace(target)
            return
        refusal = PermissionError(errno.EACCES, "held")
        refusal.__dict__["winerror"] = winerror
        raise refusal

    return refuse


def test_a_file_that_takes_a_byte_at_a_time_is_still_written_whole(tmp_path: Path) -> None:
    slow = replace(SYSTEM, write=lambda handle, content: os.write(handle, content[:1]))
    write_whole(tmp_path / "file", b"every byte", _nobody_minds, slow)
    assert (tmp_path / "file").read_bytes() == b"every byte"


@pytest.mark.parametrize("wrong", [bytes.upper, lambda content: content[1:] + b"!", lambda content: content + b"!"])
def test_a_disk_that_stores_something_else_is_found_out_before_the_old_file_is_lost(
    tmp_path: Path, wrong: Callable[[bytes], bytes]
) -> None:
    (tmp_path / "file").write_bytes(b"old")
    lying = replace(SYSTEM, write=lambda handle, content: min(len(content), os.write(handle, wrong(content))))
    with pytest.raises(OSError, match="read back"):
        write_whole(tmp_path / "file", b"new", _nobody_minds, lying)
    assert (tmp_path / "file").read_bytes() == b"old"
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("winerror", [5, 32, 33])
def test_a_file_held_for_a_moment_is_waited_for(tmp_path: Path, winerror: int) -> None:
    slept: list[float] = []
    busy = replace(SYSTEM, replace=_refusing(5, winerror), sleep=slept.append)
    write_whole(tmp_path / "file", b"new", _nobody_minds, busy)
    assert (tmp_path / "file").read_bytes() == b"new"
    assert slept == [0.05, 0.1, 0.2, 0.4, 0.8]


def test_a_file_held_for_good_is_given_up_and_nothing_is_left(tmp_path: Path) -> None:
    slept: list[float] = []
    busy = replace(SYSTEM, replace=_refusing(6, 32), sleep=slept.append)
    with pytest.raises(PermissionError):
        write_whole(tmp_path / "file", b"new", _nobody_minds, busy)
    assert slept == list(PAUSES)
    assert not list(tmp_path.iterdir())


def test_a_refusal_that_will_not_pass_is_not_waited_for(tmp_path: Path) -> None:
    slept: list[float] = []
    with pytest.raises(PermissionError):
        write_whole(
            tmp_path / "file", b"new", _nobody_minds, replace(SYSTEM, replace=_refusing(1, 19), sleep=slept.append)
        )
    assert not slept


def test_what_somebody_writes_while_we_wait_is_not_overwritten(tmp_path: Path) -> None:
    target = tmp_path / "file"
    target.write_bytes(b"old")

    def still_old() -> None:
        if target.read_bytes() != b"old":
            raise RuntimeError

    def somebody_writes(_seconds: float) -> None:
        target.write_bytes(b"theirs")

    with pytest.raises(RuntimeError):
        write_whole(target, b"new", still_old, replace(SYSTEM, replace=_refusing(1, 32), sleep=somebody_writes))
    assert target.read_bytes() == b"theirs"
    assert len(list(tmp_path.iterdir())) == 1


@not_windows
@pytest.mark.parametrize("mode", [0o600, 0o644, 0o755])
def test_a_file_keeps_its_mode(tmp_path: Path, mode: int) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "file").chmod(mode)
    write_whole(tmp_path / "file", b"new", _nobody_minds, SYSTEM)
    assert (tmp_path / "file").stat().st_mode & 0o7777 == mode


@not_windows
def test_a_file_the_user_named_is_written_where_a_link_leads(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("far")
    for content in (b"old", b"new"):
        write_named(tmp_path / "link", content)
        assert (tmp_path / "far").read_bytes() == content
    assert (tmp_path / "link").is_symlink()


@pytest.mark.parametrize(
    ("name", "why"), [("missing/plan.pdf", "its folder is not there"), ("a\0b", "its name cannot")]
)
def test_a_file_the_user_named_that_cannot_be_written_is_refused_in_words(tmp_path: Path, name: str, why: str) -> None:
    with pytest.raises(SaveError, match=f"is not saved because {why}"):
        write_named(tmp_path / name, b"new")


@not_windows
def test_only_an_ordinary_file_is_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match="pipe"):
        read_whole(tmp_path / "pipe", 1, SYSTEM)
    with pytest.raises(IsADirectoryError, match="it is a folder"):
        read_whole(tmp_path, 1, SYSTEM)


def test_a_file_marked_as_read_only_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "file").touch(0o444)
    with pytest.raises(PermissionError, match="marked as read-only"):
        write_whole(tmp_path / "file", b"new", _nobody_minds, SYSTEM)
    assert (tmp_path / "file").read_bytes() == b""


def test_the_first_refusal_is_told_and_not_that_the_new_file_cannot_be_taken_away_either(tmp_path: Path) -> None:
    disk = replace(refusing(errno.EIO, "remove"), write=refusing(errno.ENOSPC, "write").write)
    with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)):
        write_whole(tmp_path / "file", b"new", _nobody_minds, disk)


@not_windows
def test_a_device_is_not_replaced_by_a_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match="pipe"):
        write_whole(tmp_path / "pipe", b"new", _nobody_minds, SYSTEM)
    assert (tmp_path / "pipe").is_fifo()


@pytest.mark.parametrize(("name", "there"), [("file", True), (".", True), ("gone", False), ("a\0b", False)])
def test_whether_something_is_at_a_path_is_known_without_trouble(tmp_path: Path, name: str, *, there: bool) -> None:
    (tmp_path / "file").touch()
    assert is_there(tmp_path / name) == there


def test_two_paths_to_the_same_file_are_one(tmp_path: Path) -> None:
    file, other, link = (tmp_path / name for name in ("file", "other", "link"))
    for one in (file, other):
        one.touch()
    os.link(file, link)
    assert are_one(file, file)
    assert are_one(file, link)
    assert not are_one(file, other)
    assert not are_one(file, tmp_path / "gone")
    assert not are_one(tmp_path / "gone", file)
    assert not are_one(file, tmp_path / "a\0b")
