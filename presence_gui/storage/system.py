"""The operating-system calls of reading and saving, as one value, so that a test can make any of them fail."""

import errno
import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Final

# fcntl.h of macOS; Python has the name there only. An fsync alone leaves the bytes in the drive's own memory.
_F_FULLFSYNC: Final = 51
_NO_FULL_FLUSH: Final = (errno.ENOTSUP, errno.EINVAL, errno.ENOTTY)
_WRITE_BITS: Final = 0o222


@dataclass(frozen=True, slots=True)
class System:
    """What storage asks of the computer; every call raises OSError when it is refused.

    ``read`` returns at most so many bytes, ``make_temporary`` an open handle and the path of a new file in that folder
    that only the user may read, ``write`` how many bytes it took. ``sleep`` takes seconds.
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
    import tempfile  # a tenth of what opening a profile imports, and needed only to save

    # The name is short and fixed, so that a long profile name still leaves room for it.
    handle, name = tempfile.mkstemp(prefix=".presence-", suffix=".tmp", dir=folder)
    return handle, Path(name)


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


def _nothing_to_set(_handle: int, _mode: int) -> None:
    """Do nothing."""


def _nothing_to_sync(_folder: Path) -> None:
    """Do nothing."""


SYSTEM: Final = system_for(sys.platform)
