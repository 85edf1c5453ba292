"""Let one window at a time change a profile on this computer, and let a second one call the first.

The contract with a window: whoever holds a ``Lock`` watches the file ``lock.asked`` (with QFileSystemWatcher, say).
Once ``ask_to_show`` has put something into it, the window comes forward and calls ``answer``, which leaves it empty
again; ``was_answered`` tells. What is in it means nothing else. The lock is the operating system's: it ends with the
process, whatever ends that, so a lock file that is found says nothing. It is taken after a profile was opened, and
closed when another takes its place. Lock files stay, for they also tell which profile was ever opened at a place.
Another computer is not kept out: what it changes is found out by its fingerprint before each save.
"""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from presence_gui.errors import InUseError
from presence_gui.storage.safekeeping import Safekeeping, key_of, private_folder
from presence_gui.storage.sentences import in_use, shown
from presence_gui.storage.system import SYSTEM, System


@dataclass(frozen=True, slots=True)
class Lock:
    """What says that this window has the profile; ``asked`` changes when another window was asked for it."""

    handle: int
    asked: Path


def take_lock(path: Path, safe: Safekeeping, *, system: System = SYSTEM) -> Lock | None:
    """Take the lock of a profile at a place; None where this computer knows no locks, which is no reason to stop.

    Raise InUseError when another window has it.
    """
    try:
        private_folder(safe.locks, system)
        place = safe.locks / key_of(path, system)
        handle = system.lock(place.with_suffix(".lock"))
    except (OSError, ValueError):
        return None
    if handle is None:
        raise InUseError(in_use(shown(path)))
    asked = place.with_suffix(".asked")
    with suppress(OSError):
        system.remove(asked)
    with suppress(OSError):
        system.append(asked, b"")
    return Lock(handle, asked)


def ask_to_show(path: Path, safe: Safekeeping, *, system: System = SYSTEM) -> bool:
    """Ask the window that has the lock to come forward; return whether it could be asked."""
    try:
        system.append((safe.locks / key_of(path, system)).with_suffix(".asked"), b".")
    except (OSError, ValueError):
        return False
    return True


def answer(lock: Lock, *, system: System = SYSTEM) -> bool:
    """Say that this window came forward, and return whether anybody had asked for it."""
    try:
        if not system.stat(lock.asked).st_size:
            return False
        system.remove(lock.asked)
        system.append(lock.asked, b"")
    except OSError:
        return False
    return True


def was_answered(path: Path, safe: Safekeeping, *, system: System = SYSTEM) -> bool:
    """Return whether the window that was asked to come forward has done so."""
    try:
        return system.stat((safe.locks / key_of(path, system)).with_suffix(".asked")).st_size == 0
    except OSError:
        return False


def release(lock: Lock, *, system: System = SYSTEM) -> None:
    """Give the lock back."""
    with suppress(OSError):
        system.close(lock.handle)
