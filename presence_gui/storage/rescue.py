"""Keep what could not be saved where it belongs, and files too damaged to open, until somebody needs them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from presence_gui.errors import ProfileError, SaveError
from presence_gui.storage.envelope import fingerprint
from presence_gui.storage.profile_file import SUFFIX, StoredProfile
from presence_gui.storage.safekeeping import (
    STAMP,
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
    stamp,
    stamped,
    versions,
)
from presence_gui.storage.sentences import shown
from presence_gui.storage.strict_json import MOST_BYTES
from presence_gui.storage.system import SYSTEM, System

_MARK: Final = 8
_LONGEST_STEM: Final = 40
_MOST_HEAD: Final = 4096
_OF_OURS: Final = re.compile(rb'"app"\s*:\s*"presence"')
_NAME: Final = re.compile(rf"damaged_({STAMP})_([0-9a-f]{{8}})_([^_]*)" + re.escape(SUFFIX))
_ID: Final = re.compile(rb'"profile_id"\s*:\s*"([0-9a-f]{32})"')


@dataclass(frozen=True, slots=True)
class Damaged:
    """A file that cannot be opened, as it was kept.

    ``name`` is what it was called, without its ending and as far as letters, digits, spaces and hyphens go. ``when`` is
    when it was kept, in UTC. ``mark`` are the first digits of its fingerprint.
    """

    path: Path
    name: str
    when: datetime
    mark: str


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
    for one in _damaged(safe, system):
        if one.mark == mark:
            return one.path
    stem = "".join(letter for letter in path.stem if letter.isalnum() or letter in " -")[:_LONGEST_STEM]
    copy = safe.rescue / f"damaged_{stamp(now)}_{mark}_{stem.strip()}{SUFFIX}"
    put_away(raw, copy, shown(path), system)
    return copy


def damaged_here(path: Path, safe: Safekeeping, *, system: System = SYSTEM) -> tuple[Damaged, ...]:
    """Return the damaged files that were kept of a profile and of others ever opened at a place, newest first.

    Those of which nobody can tell whose they are come with them. Never raises.
    """
    safes = dict.fromkeys([safe, *kept_for(path, safe.root, system), Safekeeping(safe.root, "")])
    found = (one for each in safes for one in _damaged(each, system))
    return tuple(sorted(found, key=lambda one: one.path.name, reverse=True))  # which begins with when


def _damaged(safe: Safekeeping, system: System) -> Iterator[Damaged]:
    names: Iterable[str] = ()
    with suppress(OSError):
        names = system.names(safe.rescue)
    for name in names:
        if told := _NAME.fullmatch(name):
            with suppress(ValueError):
                yield Damaged(safe.rescue / name, told[3], stamped(told[1]), told[2])
