"""Keep what could not be saved where it belongs, and files too damaged to open, until somebody needs them."""

import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from presence_gui.errors import ProfileError, SaveError
from presence_gui.storage.envelope import fingerprint
from presence_gui.storage.profile_file import SUFFIX, StoredProfile
from presence_gui.storage.safekeeping import (
    Safekeeping,
    Version,
    Why,
    kept_for,
    mark_of,
    open_version,
    put,
    put_away,
    read_file,
    rescued,
    versions,
)
from presence_gui.storage.sentences import shown
from presence_gui.storage.strict_json import MOST_BYTES
from presence_gui.storage.system import SYSTEM, System

_MARK: Final = 8
_LONGEST_STEM: Final = 40
_MOST_HEAD: Final = 4096
_OF_OURS: Final = re.compile(rb'"app"\s*:\s*"presence"')
_ID: Final = re.compile(rb'"profile_id"\s*:\s*"([0-9a-f]{32})"')


def rescue(
    raw: bytes, unsaved: StoredProfile, safe: Safekeeping, mine: Version | None = None, *, system: System = SYSTEM
) -> Version:
    """Keep a save that could not reach its place, as ``as_saved`` gave it, and return where it is now.

    ``mine`` is the rescue copy this window made before, which the new one takes the place of. Raise SaveError when the
    computer refuses this as well: then the work is in the window only.
    """
    kept = put(raw, unsaved, Why.UNSAVED, safe.rescue, system)
    if mine and mine.path != kept.path:
        with suppress(OSError):
            system.remove(mine.path)
    return kept


def clear(
    saved: StoredProfile, safe: Safekeeping, mine: Version | None = None, *, system: System = SYSTEM
) -> tuple[Version, ...]:
    """Take away the rescue copies that are no newer than ``saved``, which is on the drive, and return them.

    ``mine``, made by this window, is part of what was saved. One that another run of the program left and that says
    something else goes to the earlier versions first, for good. What cannot be read or moved stays.
    """
    gone = []
    for one in rescued(safe, system):
        if one.rev <= saved.rev and (one == mine or _is_kept_too(one, saved, safe, system)):
            with suppress(OSError):
                system.remove(one.path)
                gone.append(one)
    return tuple(gone)


def _is_kept_too(one: Version, saved: StoredProfile, safe: Safekeeping, system: System) -> bool:
    try:
        return is_kept(open_version(one, system), saved, safe, system=system)
    except ProfileError:
        return False


def is_kept(found: StoredProfile, saved: StoredProfile, safe: Safekeeping, *, system: System = SYSTEM) -> bool:
    """Return whether work that was found is in a saved file or an earlier version, and put it there for good if not."""
    if found.profile == saved.profile or mark_of(found) in {one.mark for one in versions(safe, system)}:
        return True
    try:
        put(read_file(found.path, system), found, Why.UNSAVED, safe.pinned, system)
    except (SaveError, OSError):
        return False
    return True


def whose(raw: bytes, path: Path, root: Path, *, system: System = SYSTEM) -> tuple[Safekeeping, ...]:
    """Return what is kept of the profiles that a file which cannot be opened may have held; never raises."""
    told = (Safekeeping(root, one.decode()) for one in _ID.findall(raw[:_MOST_HEAD]))
    return tuple(dict.fromkeys((*kept_for(path, root, system), *told)))


def keep_unread(  # noqa: PLR0913  # each is the caller's to know
    raw: bytes, path: Path, root: Path, safes: Sequence[Safekeeping], now: datetime, *, system: System = SYSTEM
) -> Path | None:
    """Keep a file that cannot be opened as ``keep_damaged`` does, unless it is of another program: then return None.

    ``safes`` is what ``whose`` gave.
    """
    if raw and (safes or _OF_OURS.search(raw)):
        return keep_damaged(raw, path, next(iter(safes), Safekeeping(root, "")), now, system=system)
    return None


def keep_damaged(raw: bytes, path: Path, safe: Safekeeping, now: datetime, *, system: System = SYSTEM) -> Path | None:
    """Keep a file that cannot be opened as it is, and return the copy; None for one larger than any profile.

    The same file is not kept twice. Raise SaveError when the computer refuses.
    """
    if len(raw) > MOST_BYTES:
        return None
    mark = fingerprint(raw)[:_MARK]
    with suppress(OSError):
        for name in system.names(safe.rescue):
            if name.startswith("damaged_") and f"_{mark}_" in name:
                return safe.rescue / name
    stem = "".join(letter for letter in path.stem if letter.isalnum() or letter in " -")[:_LONGEST_STEM]
    copy = safe.rescue / f"damaged_{now.astimezone(UTC):%Y-%m-%dT%H-%M-%SZ}_{mark}_{stem.strip()}{SUFFIX}"
    put_away(raw, copy, shown(path), system)
    return copy
