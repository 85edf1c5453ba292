"""Earlier versions of a profile: what changed between them, and how to go back to one without losing the present."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from presence_gui.errors import ProfileError, SaveError
from presence_gui.profile import Profile, Status
from presence_gui.storage.backups import back_up
from presence_gui.storage.profile_file import StoredProfile, save_profile
from presence_gui.storage.safekeeping import Safekeeping, Version, Why, kept_for, newest_rev, open_version, versions
from presence_gui.storage.system import SYSTEM, System


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed from one profile to another, in items, and whether anything besides the answers did."""

    done: int = 0
    undone: int = 0
    answered: int = 0
    changed: int = 0
    removed: int = 0
    about_you: bool = False

    def __str__(self) -> str:
        counts = (
            (self.done, "more done"),
            (self.undone, "no longer done"),
            (self.answered, "more answered"),
            (self.changed, "changed"),
            (self.removed, "removed"),
        )
        said = [f"{number} {words}" for number, words in counts if number]
        return ", ".join([*said, *["your details changed"] * self.about_you]) or "nothing changed"


@dataclass(frozen=True, slots=True)
class Earlier:
    """One earlier version: what it holds, None when it cannot be opened, and how it differs from the one before it."""

    version: Version
    stored: StoredProfile | None
    difference: Difference | None


def difference(before: Profile, after: Profile) -> Difference:
    """Return what changed; the readings and the plans that were printed do not count."""
    old, new = before.answers, after.answers
    both = old.keys() & new.keys()
    done = {item for item, answer in new.items() if answer.status is Status.DONE}
    were_done = {item for item, answer in old.items() if answer.status is Status.DONE}
    turned = done ^ were_done
    unlike = replace(after, answers=old, readings=before.readings, printed=before.printed)
    return Difference(
        done=len(done - were_done),
        undone=len((were_done - done) & both),
        answered=len(new.keys() - old.keys() - done),
        changed=sum(old[item] != new[item] for item in both - turned),
        removed=len(old.keys() - new.keys()),
        about_you=unlike != before,
    )


def earlier_versions(safe: Safekeeping, *, system: System = SYSTEM) -> Iterator[Earlier]:
    """Yield the earlier versions, newest first, opened as they are asked for; one that cannot be is still listed."""
    waiting: list[tuple[Version, StoredProfile | None]] = []
    for version in versions(safe, system):
        stored = _opened(version, system)
        if stored:
            yield from _told(waiting, stored.profile)
            waiting = []
        waiting.append((version, stored))
    yield from _told(waiting, None)


def earlier_here(path: Path, safe: Safekeeping, *, system: System = SYSTEM) -> Iterator[Earlier]:
    """Yield the earlier versions of the other profiles that were ever opened at a place, as ``earlier_versions`` does.

    The profile that was saved last comes first, with all of its versions, then the next.
    """
    others = (other for other in kept_for(path, safe.root, system) if other != safe)
    kept = {other: versions(other, system) for other in others}
    for other in sorted(filter(kept.get, kept), key=lambda one: max(each.when for each in kept[one]), reverse=True):
        yield from earlier_versions(other, system=system)


def restore(
    stored: StoredProfile, version: Version, now: datetime, safe: Safekeeping, *, system: System = SYSTEM
) -> StoredProfile:
    """Put an earlier version in the place of the present one, as a new revision, and return it as stored.

    The present one, which is all in its file, is kept for good first. Raise ProfileError when the earlier one cannot be
    opened, SaveError when it is not ``whole``, or the present one cannot be kept, or the file cannot be written: then
    nothing has changed.
    """
    earlier = open_version(version, system)
    if not earlier.whole:
        raise SaveError(earlier.read_only)
    back_up(stored, safe, Why.RESTORE, now, system=system)
    known = replace(stored, rev=max(stored.rev, newest_rev(safe, system)))
    restored = save_profile(known, earlier.profile, now, system=system)
    with suppress(SaveError):  # it is restored, whether or not there is a copy of it as well
        back_up(restored, safe, Why.RESTORED, now, system=system)
    return restored


def _opened(version: Version, system: System) -> StoredProfile | None:
    with suppress(ProfileError):
        return open_version(version, system)
    return None


def _told(waiting: list[tuple[Version, StoredProfile | None]], before: Profile | None) -> Iterator[Earlier]:
    for version, stored in waiting:
        told = difference(before, stored.profile) if before and stored else None
        yield Earlier(version, stored, told)
