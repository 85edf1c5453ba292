"""Open a profile, or find the best copy of it where the file itself cannot be read."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum, auto
from pathlib import Path
from typing import Final

from presence_gui.errors import NewerError, OlderError, ProfileError, SaveError
from presence_gui.profile import Status
from presence_gui.storage.conflict import beside, copies_nearby, left_beside
from presence_gui.storage.profile_file import StoredProfile, go_on_in, open_profile, profile_in
from presence_gui.storage.rescue import is_kept, keep_unread, whose
from presence_gui.storage.safekeeping import (
    Safekeeping,
    Version,
    Why,
    is_profile_id,
    kept_for,
    mark_of,
    open_version,
    read_file,
    rescued,
    versions,
)
from presence_gui.storage.sentences import not_saved, shown
from presence_gui.storage.system import SYSTEM, System
from presence_gui.storage.whole_file import is_temporary

_MOST_COPIES: Final = 20
_ON_ITS_WAY: Final = timedelta(hours=1)
_NEVER_THE_FILE: Final = {Why.NOT_CHOSEN, Why.UNSAVED}


class Source(Enum):
    """Where a copy was found: a save that was cut off, one kept in ``rescue``, the same folder, an earlier version."""

    UNFINISHED = auto()
    RESCUE = auto()
    NEARBY = auto()
    BACKUP = auto()


@dataclass(frozen=True, slots=True)
class Copy:
    """A whole copy of a profile; it was opened, so it can be. When it was saved is ``stored.saved_at``, in UTC."""

    source: Source
    stored: StoredProfile

    @property
    def steps(self) -> int:
        """How many items the user has said something of."""
        return len(self.stored.profile.answers)

    @property
    def done(self) -> int:
        """How many of them are done."""
        return sum(answer.status is Status.DONE for answer in self.stored.profile.answers.values())


@dataclass(frozen=True, slots=True)
class Opening:
    """What came of opening the profile at ``path``.

    ``stored`` is the profile, None when the file cannot be opened; ``trouble`` then says why in one sentence.
    ``copies`` are best first: of a file that opens, only those with work that may not be in it. ``damaged`` is where a
    copy of the file was put before anything else, None where there was no need or it could not be.
    """

    path: Path
    stored: StoredProfile | None
    trouble: str
    copies: tuple[Copy, ...]
    damaged: Path | None = None


def look_for(path: Path, root: Path, now: datetime, *, system: System = SYSTEM) -> Opening:
    """Open the profile at ``path``, and look for copies of it there and in what is kept under ``root``.

    The file is only read, never written to. Raises nothing.
    """
    try:
        stored = open_profile(path, system=system)
    except NewerError as trouble:
        return Opening(path, None, str(trouble), ())
    except ProfileError as trouble:
        return _without_the_file(path, root, now, trouble, system)
    found = _best_first(_not_in(stored, Safekeeping(root, stored.profile_id), system))
    return Opening(path, stored, "", tuple(copy for copy in found if copy.stored.profile != stored.profile))


def recover(copy: Copy, path: Path, now: datetime, rev: int = 0, *, system: System = SYSTEM) -> StoredProfile:
    """Put a copy in a new file beside the damaged one, or in its place when nothing is there, and return it.

    It is the next revision of the same profile, after ``rev`` if that is higher. Raise SaveError when refused.
    """
    try:
        system.stat(path)
        target = beside(path, "recovered", system)
    except FileNotFoundError:
        target = path
    except (OSError, ValueError) as trouble:
        raise SaveError(not_saved(shown(path), trouble)) from trouble
    known = replace(copy.stored, rev=max(rev, copy.stored.rev))
    return go_on_in(target, known, copy.stored.profile, now, system=system)


def left_behind(root: Path, *, system: System = SYSTEM) -> tuple[Copy, ...]:
    """Return the newest rescued work of profiles that never had a file, which no opening would find; never raises."""
    try:
        names = system.names(root)
    except OSError:
        return ()
    safes = (Safekeeping(root, name) for name in sorted(names) if is_profile_id(name))
    loose = (safe for safe in safes if not _was_opened(safe, system))
    return tuple(copy for safe in loose for copy in _best_first(_rescued([safe], system))[:1])


def sweep(stored: StoredProfile, safe: Safekeeping, now: datetime, *, system: System = SYSTEM) -> tuple[Path, ...]:
    """Take away what saves and copies that were cut off left of a profile, and return it; for who holds its lock only.

    What is whole goes when it is of this profile and no newer, to the earlier versions where it is the only one of its
    kind; what is not goes after an hour, for it may be a save of another window that is under way. What cannot be read
    stays.
    """
    gone = []
    for folder in (_folder_of(stored.path, system), safe.rescue, safe.backups, safe.pinned):
        for one in _temporaries(folder, system):
            with suppress(OSError):
                if _is_left_over(one, stored, safe, now, system):
                    system.remove(one)
                    gone.append(one)
    return tuple(gone)


def _is_left_over(one: Path, stored: StoredProfile, safe: Safekeeping, now: datetime, system: System) -> bool:
    age = now.timestamp() - system.stat(one).st_mtime
    raw = read_file(one, system)  # what is not read now may be the newest work
    try:
        found = profile_in(raw, one, may_write=True)
    except (NewerError, OlderError):
        return False  # it is whole
    except ProfileError:
        return age > _ON_ITS_WAY.total_seconds()
    is_past = found.profile_id == stored.profile_id and found.rev <= stored.rev
    return is_past and is_kept(found, stored, safe, system=system)


def _not_in(stored: StoredProfile, safe: Safekeeping, system: System) -> Iterator[Copy]:
    """Yield the copies of a profile with work that its file may not hold, and what another that was there left.

    A save that was cut off before it was told is of no interest once there is a later one; the rest is, whatever
    revisions others gave it.
    """
    unfinished = _unfinished([_folder_of(stored.path, system), safe.rescue], {stored.profile_id}, system)
    yield from (copy for copy in unfinished if copy.stored.rev > stored.rev)
    yield from _rescued(dict.fromkeys([safe, *kept_for(stored.path, safe.root, system)]), system)
    yield from (Copy(Source.NEARBY, one) for one in left_beside(stored, safe, system=system))
    known = versions(safe, system)
    if mark_of(stored) not in {one.mark for one in known}:
        # Somebody else wrote the file, in which what was last saved here is not: then their revision would be higher.
        ours = [one for one in known if one.why not in _NEVER_THE_FILE and one.rev >= stored.rev]
        yield from _opened(Source.BACKUP, ours[:1], system)


def _without_the_file(path: Path, root: Path, now: datetime, trouble: ProfileError, system: System) -> Opening:
    raw = _bytes_of(path, system)
    safes = whose(raw, path, root, system=system)
    damaged = None
    if not isinstance(trouble, OlderError):
        with suppress(SaveError):
            damaged = keep_unread(raw, path, root, safes, now, system=system)
    folders = [_folder_of(path, system), *(safe.rescue for safe in safes)]
    found = [*_unfinished(folders, {safe.profile_id for safe in safes}, system), *_rescued(safes, system)]
    for safe in safes:
        found += _opened(Source.BACKUP, versions(safe, system), system)
        found += (Copy(Source.NEARBY, one) for one in copies_nearby(path, safe.profile_id, system=system))
    return Opening(path, None, str(trouble), _best_first(found)[:_MOST_COPIES], damaged)


def _was_opened(safe: Safekeeping, system: System) -> bool:
    try:
        return bool(system.names(safe.locks))
    except OSError:
        return False


def _bytes_of(path: Path, system: System) -> bytes:
    try:
        return read_file(path, system)
    except (OSError, ValueError):
        return b""


def _unfinished(folders: Iterable[Path], ids: set[str], system: System) -> Iterator[Copy]:
    for folder in folders:
        for one in _temporaries(folder, system):
            with suppress(ProfileError):
                stored = open_profile(one, system=system)
                if stored.profile_id in ids and stored.whole:
                    yield Copy(Source.UNFINISHED, stored)


def _folder_of(path: Path, system: System) -> Path:
    with suppress(OSError, ValueError):
        return system.real(path).parent
    return path.parent


def _temporaries(folder: Path, system: System) -> list[Path]:
    with suppress(OSError, ValueError):
        return [folder / name for name in sorted(system.names(folder)) if is_temporary(name)]
    return []


def _rescued(safes: Iterable[Safekeeping], system: System) -> Iterator[Copy]:
    for safe in safes:
        yield from _opened(Source.RESCUE, rescued(safe, system), system)


def _opened(source: Source, kept: Iterable[Version], system: System) -> Iterator[Copy]:
    """Yield those that can be opened and gone on in, as many as anybody would choose from."""
    left = _MOST_COPIES
    for one in kept:
        if not left:
            return
        with suppress(ProfileError):
            stored = open_version(one, system)
            if stored.whole:
                yield Copy(source, stored)
                left -= 1


def _best_first(copies: Iterable[Copy]) -> tuple[Copy, ...]:
    """Return copies by revision, the newest first, and each only once."""
    order = list(Source)
    found: dict[str, Copy] = {}
    for copy in sorted(copies, key=lambda copy: (-copy.stored.rev, order.index(copy.source))):
        found.setdefault(copy.stored.sha256, copy)
    return tuple(found.values())
