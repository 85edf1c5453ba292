"""Keep what is in a file before something else takes its place, as somebody agreed to."""

from datetime import datetime
from pathlib import Path

from presence_gui.errors import InUseError, NewerError, ProfileError, SaveError
from presence_gui.storage.backups import keep
from presence_gui.storage.envelope import fingerprint
from presence_gui.storage.lock import release, take_lock
from presence_gui.storage.profile_file import StoredProfile, profile_in
from presence_gui.storage.rescue import keep_unread, whose
from presence_gui.storage.safekeeping import Safekeeping, Why, read_file
from presence_gui.storage.sentences import not_saved, not_while_open, shown
from presence_gui.storage.system import SYSTEM, System


def keep_replaced(path: Path, root: Path, now: datetime, *, system: System = SYSTEM) -> str:
    """Keep the profile in the file at ``path`` for good, and return the fingerprint of the file; "" where none is.

    It is among the earlier versions of that profile, and its place remembers it, as if it had been opened there. What
    cannot be opened goes to the rescued files, and what was never a profile is not kept. Raise SaveError, which leaves
    everything as it is, when it cannot be kept, is open in a window, or was made with a version too new to be kept.
    """
    try:
        raw = read_file(path, system)
    except FileNotFoundError:
        return ""
    except (OSError, ValueError) as trouble:
        raise SaveError(not_saved(shown(path), trouble)) from trouble
    try:
        _keep(raw, profile_in(raw, path, may_write=True), root, system)
    except NewerError as trouble:
        raise SaveError(str(trouble)) from trouble
    except ProfileError:
        keep_unread(raw, path, root, whose(raw, path, root, system=system), now, system=system)
    return fingerprint(raw)


def _keep(raw: bytes, stored: StoredProfile, root: Path, system: System) -> None:
    safe = Safekeeping(root, stored.profile_id)
    try:
        lock = take_lock(stored.path, safe, system=system)
    except InUseError as trouble:
        raise SaveError(not_while_open(shown(stored.path))) from trouble
    try:
        keep(raw, stored, safe, Why.REPLACED, system=system)
    finally:
        if lock:
            release(lock, system=system)
