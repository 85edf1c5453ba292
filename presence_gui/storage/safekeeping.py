"""The program's own folder for a profile: copies of it, each under a name that says which, from when, and why."""

import os
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Final

from presence_gui.errors import ProfileError, SaveError
from presence_gui.storage import sentences
from presence_gui.storage.profile_file import MOST_TO_READ, SUFFIX, StoredProfile, open_profile
from presence_gui.storage.system import SYSTEM, System
from presence_gui.storage.whole_file import read_whole, write_whole

_MARK: Final = 8
_KEY: Final = 16
STAMP: Final = r"\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ"
_NAME: Final = re.compile(rf"r(\d{{6,18}})_({STAMP})_([a-z-]+)_([0-9a-f]{{8}})" + re.escape(SUFFIX))
_PROFILE_ID: Final = re.compile("[0-9a-f]{32}")


class Why(StrEnum):
    """Why a copy was made; all but the first two are kept for good."""

    CHANGED = "changed"
    RESTORED = "restored"
    FIRST = "first"
    UPGRADE = "before-upgrade"
    IMPORT = "before-import"
    RESTORE = "before-restore"
    NOT_CHOSEN = "not-chosen"
    REPLACED = "before-replaced"
    BY_HAND = "by-hand"
    UNSAVED = "unsaved"

    @property
    def pinned(self) -> bool:
        """Whether a copy made for this is never thinned out."""
        return self not in {Why.CHANGED, Why.RESTORED}


@dataclass(frozen=True, slots=True)
class Version:
    """A copy of a profile file, as its name tells.

    ``rev`` gives the order. ``when`` is when the profile in it was saved, in UTC, for showing. ``why`` is a ``Why``, or
    the word of a newer version. ``mark`` are the first digits of the fingerprint of the whole file, ``size`` its bytes.
    """

    path: Path
    rev: int
    when: datetime
    why: str
    mark: str
    pinned: bool
    size: int


@dataclass(frozen=True, slots=True)
class Safekeeping:
    """Where the copies of one profile are, all for the user's eyes only; a folder need not exist.

    ``root`` holds a folder for each profile. ``profile_id`` is 32 hexadecimal digits, or "" for files so damaged that
    nobody can tell whose they are.
    """

    root: Path
    profile_id: str

    @property
    def folder(self) -> Path:
        """All that is kept of this profile."""
        return self.root / (self.profile_id or "unknown")

    @property
    def backups(self) -> Path:
        """Copies made now and then, thinned out as they age."""
        return self.folder / "backups"

    @property
    def pinned(self) -> Path:
        """Copies kept for good."""
        return self.folder / "pinned"

    @property
    def rescue(self) -> Path:
        """Saves that could not reach their place, and damaged files."""
        return self.folder / "rescue"

    @property
    def locks(self) -> Path:
        """One file for every place the profile was ever opened at."""
        return self.folder / "locks"


def versions(safe: Safekeeping, system: System = SYSTEM) -> tuple[Version, ...]:
    """Return the copies of a profile, newest first by revision; never raises, for it is asked in times of trouble."""
    found = [*_listed(safe.backups, system, pinned=False), *_listed(safe.pinned, system, pinned=True)]
    return tuple(sorted(found, key=_order, reverse=True))


def rescued(safe: Safekeeping, system: System = SYSTEM) -> tuple[Version, ...]:
    """Return the saves that have not reached their place, newest first by revision; never raises."""
    return tuple(sorted(_listed(safe.rescue, system, pinned=True), key=_order, reverse=True))


def newest_rev(safe: Safekeeping, system: System = SYSTEM) -> int:
    """Return the highest revision any copy has, 0 where there is none."""
    return max((one.rev for one in (*versions(safe, system), *rescued(safe, system))), default=0)


def open_version(version: Version, system: System = SYSTEM) -> StoredProfile:
    """Return the profile in a copy; raise ProfileError when it is not the whole file its name promises."""
    stored = open_profile(version.path, system=system)
    if mark_of(stored) != version.mark:
        raise ProfileError(sentences.damaged(sentences.shown(version.path)))
    return stored


def mark_of(stored: StoredProfile) -> str:
    """Return the ``mark`` that a copy of the file as we last saw it has."""
    return stored.sha256[:_MARK]


def read_file(path: Path, system: System = SYSTEM) -> bytes:
    """Return the bytes of a profile file, no more than one too many; raise OSError or ValueError when refused."""
    return read_whole(path, MOST_TO_READ, system)


def put(raw: bytes, stored: StoredProfile, why: Why, folder: Path, system: System = SYSTEM) -> Version:
    """Write a whole profile file under a telling name, and return it once it was opened again and proven the same.

    ``stored`` is what ``raw`` holds. Raise SaveError when the computer refuses or the copy cannot be believed.
    """
    mark = mark_of(stored)
    name = f"r{stored.rev:06}_{stamp(stored.saved_at)}_{why}_{mark}{SUFFIX}"
    version = Version(folder / name, stored.rev, stored.saved_at, why, mark, why.pinned, len(raw))
    put_away(raw, folder / name, sentences.shown(stored.path), system)
    try:
        open_version(version, system)
    except ProfileError as trouble:
        with suppress(OSError):
            system.remove(version.path)  # or it would pass for one of the newest
        raise SaveError(sentences.not_kept(sentences.shown(stored.path), trouble)) from trouble
    return version


def put_away(raw: bytes, path: Path, name: str, system: System = SYSTEM) -> None:
    """Write a file in one of the program's own folders, made where missing; raise SaveError when refused.

    ``name`` is that of the user's file, as a sentence shall show it.
    """
    try:
        private_folder(path.parent, system)
        write_whole(path, raw, lambda: None, system)
    except (OSError, ValueError) as trouble:
        raise SaveError(sentences.not_kept(name, trouble)) from trouble


def private_folder(folder: Path, system: System) -> None:
    """Make a folder, and those above it that are missing, for the user only; raise OSError when refused."""
    try:
        system.stat(folder)
    except FileNotFoundError:
        private_folder(folder.parent, system)
        with suppress(FileExistsError):
            system.make_folder(folder)
        with suppress(OSError):
            system.sync_folder(folder.parent)


def key_of(path: Path, system: System) -> str:
    """Return the name under which a place is known; links to the same file have the same."""
    return sha256(os.fsencode(os.path.normcase(system.real(path)))).hexdigest()[:_KEY]


def stamp(when: datetime) -> str:
    """Return a moment as the name of a copy tells it, to the second."""
    return f"{when.astimezone(UTC):%Y-%m-%dT%H-%M-%SZ}"


def stamped(told: str) -> datetime:
    """Return the moment that ``stamp`` told, in UTC; raise ValueError for what is none."""
    day, _, at = told.removesuffix("Z").partition("T")
    return datetime.fromisoformat(f"{day}T{at.replace('-', ':')}+00:00")


def is_profile_id(name: str) -> bool:
    """Return whether a name is one that a profile can have."""
    return bool(_PROFILE_ID.fullmatch(name))


def kept_for(path: Path, root: Path, system: System = SYSTEM) -> tuple[Safekeeping, ...]:
    """Return what is kept of the profiles ever opened at a place, whatever is there now; never raises."""
    try:
        mark = f"{key_of(path, system)}.lock"
        names = system.names(root)
    except (OSError, ValueError):
        return ()
    kept = (Safekeeping(root, name) for name in sorted(names) if is_profile_id(name))
    return tuple(safe for safe in kept if _is_there(safe.locks / mark, system))


def _is_there(path: Path, system: System) -> bool:
    try:
        system.stat(path)
    except OSError:
        return False
    return True


def _order(version: Version) -> tuple[int, datetime, str]:
    return version.rev, version.when, version.path.name


def _listed(folder: Path, system: System, *, pinned: bool) -> list[Version]:
    try:
        names = system.names(folder)
    except OSError:
        return []
    read = (_read_name(folder / name, system, pinned=pinned) for name in names)
    return [version for version in read if version]


def _read_name(path: Path, system: System, *, pinned: bool) -> Version | None:
    told = _NAME.fullmatch(path.name)
    if not told:
        return None  # not ours, or on its way
    rev, when, why, mark = told.groups()
    try:
        moment = stamped(when)
        size = system.stat(path).st_size
    except (OSError, ValueError):
        return None
    return Version(path, int(rev), moment, why, mark, pinned, size)
