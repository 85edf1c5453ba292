"""The operating-system calls of reading and saving, as one value, so that a test can make any of them fail."""

import errno
import os
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Final

# fcntl.h of macOS; Python has the name there only. An fsync alone leaves the bytes in the drive's own memory.
_F_FULLFSYNC: Final = 51
_NO_FULL_FLUSH: Final = (errno.ENOTSUP, errno.EINVAL, errno.ENOTTY)
BEFORE_TEMPORARY: Final = ".presence-"
AFTER_TEMPORARY: Final = ".tmp"

_WRITE_BITS: Final = 0o222
_NEW: Final = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_FOR_THE_USER_ONLY: Final = 0o600
_TO_ENTER: Final = 0o100
# How a lock says that somebody else has it: Linux and macOS, and twice Windows.
_LOCKED: Final = (errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK)


@dataclass(frozen=True, slots=True)
class System:
    """What storage asks of the computer; every call raises OSError when it is refused.

    ``read`` returns at most so many bytes, ``make_temporary`` an open handle and the path of a new file in that folder
    that only the user may read, ``write`` how many bytes it took. ``sleep`` takes seconds. ``make_folder`` makes one
    folder, and ``append`` a file where there is none, for the user only. ``lock`` returns an open handle, or None while
    another process holds the file; ``close`` ends the lock, and so does the end of the process, whatever ends it.
    """

    real: Callable[[Path], Path]
    stat: Callable[[Path], os.stat_result]
    may_write: Callable[[Path], bool]
    read: Callable[[Path, int], bytes]
    make_temporary: Callable[[Path], tuple[int, Path]]
    set_mode: Callable[[int, int], None]
    write: Callable[[int, bytes], int]
    flush: Callable[[int], None]
    close: Callable[[int], None]
    replace: Callable[[Path, Path], None]
    sync_folder: Callable[[Path], None]
    remove: Callable[[Path], None]
    sleep: Callable[[float], None]
    names: Callable[[Path], list[str]]
    make_folder: Callable[[Path], None]
    append: Callable[[Path, bytes], None]
    lock: Callable[[Path], int | None]


def system_for(platform: str) -> System:
    """Return the calls for a platform, named as in ``sys.platform``."""
    windows = platform == "win32"
    flush = _flush_to_the_drive if platform == "darwin" else os.fsync
    return System(
        real=_real,
        stat=os.stat,
        may_write=_may_write,
        read=_read,
        make_temporary=_make_temporary,
        # Windows has neither modes to keep nor a folder that can be flushed.
        set_mode=_nothing_to_set if windows else os.fchmod,
        write=os.write,
        flush=flush,
        close=os.close,
        replace=os.replace,
        sync_folder=_nothing_to_sync if windows else partial(_sync_folder, flush),
        remove=os.remove,
        sleep=time.sleep,
        names=os.listdir,
        make_folder=partial(os.mkdir, mode=_FOR_THE_USER_ONLY | _TO_ENTER),
        append=_append,
        lock=partial(_lock, _try_to_lock_on_windows if windows else _try_to_lock),
    )


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))


def _may_write(path: Path) -> bool:
    # The mode counts even for an administrator, whom os.access allows everything: read-only was somebody's wish.
    return bool(path.stat().st_mode & _WRITE_BITS) and os.access(path, os.W_OK)


def _read(path: Path, most: int) -> bytes:
    with path.open("rb") as file:
        return file.read(most)


def _make_temporary(folder: Path) -> tuple[int, Path]:
    # By hand, for ``tempfile`` would be loaded by the first save: too late, where no more files may be open.
    # The name is short and fixed in length, so that a long profile name still leaves room for it.
    while True:
        path = folder / f"{BEFORE_TEMPORARY}{os.urandom(4).hex()}{AFTER_TEMPORARY}"
        with suppress(FileExistsError):
            return os.open(path, _NEW, 0o600), path


def _flush_to_the_drive(handle: int) -> None:
    try:
        import_module("fcntl").fcntl(handle, _F_FULLFSYNC)
    except OSError as refusal:
        # Only where the file system has no such call: after a real failure a second flush would report success.
        if refusal.errno not in _NO_FULL_FLUSH:
            raise
        os.fsync(handle)


def _sync_folder(flush: Callable[[int], None], folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        flush(handle)
    finally:
        os.close(handle)


def _append(path: Path, content: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, _FOR_THE_USER_ONLY)
    try:
        os.write(handle, content)
    finally:
        os.close(handle)


def _lock(attempt: Callable[[int], None], path: Path) -> int | None:
    handle = os.open(path, os.O_RDWR | os.O_CREAT, _FOR_THE_USER_ONLY)  # not inherited by a process we start
    try:
        attempt(handle)
    except OSError as refusal:
        os.close(handle)
        if refusal.errno not in _LOCKED:
            raise
        return None
    return handle


def _try_to_lock(handle: int) -> None:
    fcntl = import_module("fcntl")
    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _try_to_lock_on_windows(handle: int) -> None:
    msvcrt = import_module("msvcrt")
    msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)


def _nothing_to_set(_handle: int, _mode: int) -> None:
    """Do nothing."""


def _nothing_to_sync(_folder: Path) -> None:
    """Do nothing."""


SYSTEM: Final = system_for(sys.platform)
