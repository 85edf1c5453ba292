"""Read and write one file whole or not at all."""

import errno
import os
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from presence_gui.errors import SaveError
from presence_gui.storage.sentences import not_saved, shown
from presence_gui.storage.system import AFTER_TEMPORARY, BEFORE_TEMPORARY, SYSTEM, System

# How Windows says that a scanner, a backup or a sync service holds the file for a moment.
_HELD: Final = (5, 32, 33)
PAUSES: Final = (0.05, 0.1, 0.2, 0.4, 0.8)

_NEW_MODE: Final = 0o600
_MODE_BITS: Final = 0o777


def is_temporary(name: str) -> bool:
    """Return whether a file of that name is a save on its way, or one that was cut off."""
    return name.startswith(BEFORE_TEMPORARY) and name.endswith(AFTER_TEMPORARY)


def is_there(path: Path) -> bool:
    """Return whether anything is at a path, as far as this user may know."""
    try:
        SYSTEM.stat(path)
    except (OSError, ValueError):
        return False  # or writing there will say what is wrong
    return True


def are_one(path: Path, other: Path) -> bool:
    """Return whether two paths lead to the same file."""
    try:
        return path.samefile(other)
    except (OSError, ValueError):  # one of them is not there
        return False


def read_whole(path: Path, most: int, system: System) -> bytes:
    """Return the first ``most`` bytes of an ordinary file; raise OSError for anything else, without waiting on it."""
    _ordinary(system.stat(path))
    return system.read(path, most)


def write_named(path: Path, content: bytes) -> None:
    """Write a file the user named, whole or not at all; raise SaveError where the computer refuses.

    An existing file of that name is replaced: to ask first is the caller's part.
    """
    try:
        write_whole(SYSTEM.real(path), content, lambda: None, SYSTEM)
    except (OSError, ValueError) as refusal:
        raise SaveError(not_saved(shown(path), refusal)) from refusal


def write_whole(target: Path, content: bytes, may_replace: Callable[[], None], system: System) -> None:
    """Put ``content`` at ``target``, which is no link, so that it holds the old bytes or the new at any moment.

    The file is on the drive when this returns. ``may_replace`` is called first, and again right before every attempt
    to put the new file in place; what it raises stops the write. Whatever is raised, ``target`` is as it was and
    nothing is left beside it, unless the disk itself has gone. An existing file keeps its mode, a new one is for its
    owner only (0600).
    """
    may_replace()
    mode = _mode_for(target, system)
    handle, temporary = system.make_temporary(target.parent)
    try:
        try:
            system.set_mode(handle, mode)
            _write_all(handle, content, system)
            system.flush(handle)
        finally:
            system.close(handle)
        _verify(temporary, content, system)
        _replace(temporary, target, may_replace, system)
    except BaseException:
        with suppress(OSError):
            system.remove(temporary)
        raise
    # The new file is in place: to report a failure now would make the next save take it for somebody else's.
    with suppress(OSError):
        system.sync_folder(target.parent)


def _mode_for(target: Path, system: System) -> int:
    try:
        found = system.stat(target)
    except FileNotFoundError:
        return _NEW_MODE
    _ordinary(found)
    if not system.may_write(target):
        raise PermissionError(errno.EACCES, "the file is marked as read-only")
    return found.st_mode & _MODE_BITS


def _ordinary(found: os.stat_result) -> None:
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError(errno.EISDIR, "it is a folder")
    if not stat.S_ISREG(found.st_mode):
        raise OSError(errno.ENODEV, "it is a device or a pipe")


def _write_all(handle: int, content: bytes, system: System) -> None:
    left = memoryview(content)
    while left:
        left = left[system.write(handle, bytes(left)) :]


def _verify(temporary: Path, content: bytes, system: System) -> None:
    if system.read(temporary, len(content) + 1) != content:
        raise OSError(errno.EIO, "the bytes read back differ")


def _replace(temporary: Path, target: Path, may_replace: Callable[[], None], system: System) -> None:
    pauses = iter(PAUSES)
    while True:
        may_replace()
        try:
            system.replace(temporary, target)
        except OSError as refusal:
            pause = next(pauses, None)
            if pause is None or getattr(refusal, "winerror", None) not in _HELD:
                raise
            system.sleep(pause)
        else:
            return
