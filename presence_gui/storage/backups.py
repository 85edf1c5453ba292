"""Keep copies of a profile as it was: when one is due, proving it, and only then thinning out the older ones."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Final

from presence_gui.errors import ConflictError, ProfileError, SaveError
from presence_gui.storage import sentences
from presence_gui.storage.envelope import fingerprint
from presence_gui.storage.profile_file import StoredProfile
from presence_gui.storage.safekeeping import Safekeeping, Version, Why, mark_of, open_version, put, read_file, versions
from presence_gui.storage.system import SYSTEM, System
from presence_gui.storage.thinning import to_thin

EVERY: Final = timedelta(minutes=10)


def due(last: datetime | None, now: datetime) -> bool:
    """Return whether 10 minutes of change have passed since the last copy, or the clock has gone back behind it."""
    return last is None or not timedelta() <= now - last < EVERY


def back_up(stored: StoredProfile, safe: Safekeeping, why: Why, now: datetime, *, system: System = SYSTEM) -> Version:
    """Keep a copy of the file as we last read or wrote it, proven by opening it, and thin out older ones.

    A file that is kept already is not copied again, unless it is to be pinned now. The first copy ever is pinned.
    Nothing is thinned out for a pinned copy: what it is made for may go wrong. Raise SaveError when there is no such
    copy now: the computer refuses, or the file has changed under us, which is a ConflictError.
    """
    name = sentences.shown(stored.path)
    try:
        raw = read_file(stored.path, system)
    except (OSError, ValueError) as trouble:
        raise SaveError(sentences.not_kept(name, trouble)) from trouble
    if fingerprint(raw) != stored.sha256:
        raise ConflictError(sentences.changed_elsewhere(name))
    version = keep(raw, stored, safe, why, system=system)
    if not version.pinned:
        thin(safe, now, version, system=system)
    return version


def keep(raw: bytes, stored: StoredProfile, safe: Safekeeping, why: Why, *, system: System = SYSTEM) -> Version:
    """Keep these bytes, which are what ``stored`` was read from; raise SaveError when there is no good copy now."""
    known = versions(safe, system)
    same = [one for one in known if one.mark == mark_of(stored) and one.pinned >= why.pinned]
    for one in same:
        with suppress(ProfileError):
            open_version(one, system)
            return one
    if not known and not why.pinned:
        why = Why.FIRST
    return put(raw, stored, why, safe.pinned if why.pinned else safe.backups, system)


def thin(
    safe: Safekeeping, now: datetime, but: Version | None = None, *, system: System = SYSTEM
) -> tuple[Version, ...]:
    """Take away the copies that ``to_thin`` names, and return them; one that cannot go now goes another time."""
    named = to_thin(versions(safe, system), now.astimezone(UTC))  # local where it has no time zone
    gone = tuple(one for one in named if one != but)
    for one in gone:
        with suppress(OSError):
            system.remove(one.path)
    return gone


def newest_good(safe: Safekeeping, *, system: System = SYSTEM) -> tuple[Version, StoredProfile] | None:
    """Return the newest copy that opens, and what it holds; None where there is none."""
    for one in versions(safe, system):
        with suppress(ProfileError):
            return one, open_version(one, system)
    return None
