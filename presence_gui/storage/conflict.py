"""Settle it when somebody else wrote the file: nothing is lost, whichever of the two is chosen."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Final

from presence_gui.errors import ConflictError, ProfileError, SaveError
from presence_gui.profile import Profile
from presence_gui.storage import sentences
from presence_gui.storage.backups import keep
from presence_gui.storage.envelope import fingerprint
from presence_gui.storage.profile_file import (
    SUFFIX,
    StoredProfile,
    as_saved,
    go_on_in,
    open_profile,
    profile_in,
    save_copy,
    save_profile,
)
from presence_gui.storage.rescue import keep_damaged
from presence_gui.storage.safekeeping import Safekeeping, Why, mark_of, read_file, versions
from presence_gui.storage.strict_json import MOST_BYTES
from presence_gui.storage.system import SYSTEM, System
from presence_gui.storage.whole_file import is_temporary, read_whole

_HEAD: Final = 1024
_ENDINGS: Final = (SUFFIX, ".json")
# Windows: the file lies with a sync service, and to read it would fetch it from there.
_ELSEWHERE: Final = 0x1000 | 0x400000


@dataclass(frozen=True, slots=True)
class Foreign:
    """What is now where we last read or wrote a profile.

    ``raw`` are its bytes, None where no file is. ``stored`` is None when it cannot be opened, and ``trouble`` then says
    so in one sentence.
    """

    raw: bytes | None
    stored: StoredProfile | None
    trouble: str


def foreign(stored: StoredProfile, *, system: System = SYSTEM) -> Foreign | None:
    """Return what somebody else left in the place of our file; None while it is still ours, or cannot be read now."""
    try:
        raw = read_file(stored.path, system)
        may_write = system.may_write(stored.path)
    except FileNotFoundError:
        return Foreign(None, None, sentences.gone(sentences.shown(stored.path)))
    except (OSError, ValueError):
        return None
    if fingerprint(raw) == stored.sha256:
        return None
    try:
        # What is judged and what is opened are the same bytes, whatever happens to the file meanwhile.
        theirs = profile_in(raw, stored.path, may_write=may_write)
    except ProfileError as trouble:
        return Foreign(raw, None, str(trouble))
    return Foreign(raw, theirs, "")


def as_it_is_now(stored: StoredProfile, *, system: System = SYSTEM) -> StoredProfile:
    """Return the profile again, as who had its lock may have saved it once more after it was read."""
    other = foreign(stored, system=system)
    theirs = other.stored if other else None
    return theirs if theirs and theirs.profile_id == stored.profile_id else stored


def keep_both(
    stored: StoredProfile, profile: Profile, now: datetime, new_id: str, *, system: System = SYSTEM
) -> StoredProfile:
    """Put ours in a file of its own beside the other, which is left as it is; raise SaveError when refused."""
    return save_copy(stored, profile, beside(stored.path, "mine", system), now, new_id, system=system)


def use_other(
    stored: StoredProfile, profile: Profile, now: datetime, safe: Safekeeping, *, system: System = SYSTEM
) -> StoredProfile:
    """Return the profile now in the file, after ours has gone to the earlier versions for good.

    Raise ProfileError when the file cannot be opened, SaveError when ours cannot be kept: then nothing has changed.
    """
    theirs = open_profile(stored.path, system=system)
    raw, ours = as_saved(stored, profile, now)
    keep(raw, ours, safe, Why.NOT_CHOSEN, system=system)
    return theirs


def use_mine(
    stored: StoredProfile, profile: Profile, now: datetime, safe: Safekeeping, *, system: System = SYSTEM
) -> StoredProfile:
    """Save ours in the place of the other, after that one has gone to the earlier versions for good.

    What cannot be opened goes to the rescued files instead. Raise SaveError, and leave the file as it is, when the
    other one cannot be kept, was made with a newer version, or has changed once more.
    """
    other = foreign(stored, system=system)
    if other is None:
        return save_profile(stored, profile, now, system=system)
    if other.raw is None:
        return go_on_in(stored.path, stored, profile, now, system=system)
    name = sentences.shown(stored.path)
    theirs = other.stored
    if theirs is None:
        if len(other.raw) > MOST_BYTES:
            raise ConflictError(sentences.changed_elsewhere(name))
        keep_damaged(other.raw, stored.path, safe, now, system=system)
    elif theirs.read_only:
        raise SaveError(theirs.read_only)
    else:
        keep(other.raw, theirs, safe, Why.NOT_CHOSEN, system=system)
    rev = max(stored.rev, theirs.rev if theirs else 0)
    return save_profile(replace(stored, sha256=fingerprint(other.raw), rev=rev), profile, now, system=system)


def beside(path: Path, word: str, system: System = SYSTEM) -> Path:
    """Return a name beside a file that nobody uses yet, such as "My plan (mine 2).presence"."""
    real = system.real(path)
    names = (f"{real.stem} ({word}{f' {number}' if number > 1 else ''}){real.suffix}" for number in count(1))
    return next(real.with_name(name) for name in names if not _is_taken(real.with_name(name), system))


def copies_nearby(path: Path, profile_id: str, *, system: System = SYSTEM) -> tuple[StoredProfile, ...]:
    """Return the other files in the folder that hold the same profile, whatever they are called; never raises.

    This is how sync services leave a version they could not bring together with ours.
    """
    return _newest_first(_nearby(path, profile_id, system, lambda _name: True))


def left_beside(stored: StoredProfile, safe: Safekeeping, *, system: System = SYSTEM) -> tuple[StoredProfile, ...]:
    """Return the copies in the folder with other work on this profile that is no earlier version; never raises.

    Quick enough for each opening: only files are looked into that end as profiles do or begin as this one does, which
    those do that sync services leave.
    """
    real = stored.path

    def may_be(name: str) -> bool:
        return name.startswith(real.stem) or name.lower().endswith(_ENDINGS)

    with suppress(OSError, ValueError):
        real = system.real(stored.path)
    found = _newest_first(_nearby(stored.path, stored.profile_id, system, may_be))
    known = {one.mark for one in versions(safe, system)} if found else set()
    return tuple(one for one in found if mark_of(one) not in known and one.profile != stored.profile)


def keep_left_beside(stored: StoredProfile, safe: Safekeeping, *, system: System = SYSTEM) -> None:
    """Keep for good, as earlier versions, what ``left_beside`` returns; what cannot be read or kept now stays."""
    for one in left_beside(stored, safe, system=system):
        with suppress(OSError, SaveError):
            raw = read_file(one.path, system)
            if fingerprint(raw) == one.sha256:
                keep(raw, one, safe, Why.NOT_CHOSEN, system=system)


def _newest_first(found: Iterable[StoredProfile]) -> tuple[StoredProfile, ...]:
    return tuple(sorted(found, key=lambda one: (one.rev, one.saved_at), reverse=True))


def _nearby(path: Path, profile_id: str, system: System, may_be: Callable[[str], bool]) -> Iterator[StoredProfile]:
    told = f'"profile_id": "{profile_id}"'.encode()
    with suppress(OSError, ValueError):
        real = system.real(path)
        for name in filter(may_be, system.names(real.parent)):
            other = real.with_name(name)
            with suppress(OSError, ValueError, ProfileError):
                if other != real and not is_temporary(name) and told in _head(other, system):
                    found = open_profile(other, system=system)
                    if found.profile_id == profile_id:
                        yield found


def _head(path: Path, system: System) -> bytes:
    found = system.stat(path)
    if getattr(found, "st_file_attributes", 0) & _ELSEWHERE or found.st_size > MOST_BYTES:
        return b""
    return read_whole(path, _HEAD, system)


def _is_taken(path: Path, system: System) -> bool:
    try:
        system.stat(path)
    except OSError:
        return False  # or writing there will say what is wrong
    return True
