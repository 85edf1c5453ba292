"""Look after one open profile from its opening to its closing: its lock, its earlier versions, its rescue."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from presence_gui.errors import ConflictError, InUseError, ProfileError, SaveError
from presence_gui.profile import Profile
from presence_gui.storage import conflict, earlier
from presence_gui.storage.backups import back_up, due
from presence_gui.storage.conflict import keep_left_beside
from presence_gui.storage.lock import Lock, answer, ask_to_show, release, take_lock
from presence_gui.storage.migrations import SCHEMA
from presence_gui.storage.profile_file import StoredProfile, as_saved, save_profile
from presence_gui.storage.rescue import clear, rescue
from presence_gui.storage.safekeeping import Safekeeping, Version, Why, newest_rev, open_version, versions
from presence_gui.storage.system import SYSTEM, System


class Custody:
    """What is kept of the open profile, and when.

    A copy is made before the first save after opening, every 10 minutes of change, and at the end; a copy is pinned
    before a file of an older schema is written over. ``trouble`` is why the last of them could not be made, "" when it
    could: a save does not wait for them, but for the pinned one. ``checked`` is whether the newest could be opened,
    which is tried at the first save of a month, None at any other time.
    """

    def __init__(self, root: Path, profile_id: str, *, system: System = SYSTEM) -> None:
        self.safe = Safekeeping(root, profile_id)
        self.lock: Lock | None = None
        self.trouble = ""
        self.checked: bool | None = None
        self._system = system
        self._last_copy: datetime | None = None
        self._began = False
        self._rescued: tuple[Version, Profile] | None = None

    def enter(self, path: Path) -> None:
        """Take the lock of a file; raise InUseError when another window has it, which is asked to come forward."""
        try:
            self.lock = take_lock(path, self.safe, system=self._system)
        except InUseError:
            ask_to_show(path, self.safe, system=self._system)
            raise

    def save(self, stored: StoredProfile, profile: Profile, now: datetime) -> StoredProfile:
        """Save as ``save_profile`` does, with the copies that are due before and after."""
        if not self._began:
            self._check(now)
            if stored.schema < SCHEMA:
                self.pin(stored, Why.UPGRADE, now)
            else:
                self._copy(stored, now)
            keep_left_beside(stored, self.safe, system=self._system)
            stored = replace(stored, rev=max(stored.rev, newest_rev(self.safe, self._system)))
        return self._settled(save_profile(stored, profile, now, system=self._system), now)

    def saved_first(self, stored: StoredProfile, now: datetime) -> None:
        """Note that the profile was saved in a file of its own, take the lock of that, and keep the first copy."""
        with suppress(InUseError):  # somebody opened the new file before us: whoever saves second finds out
            self.lock = take_lock(stored.path, self.safe, system=self._system)
        self._settled(stored, now)

    def rescue(self, stored: StoredProfile, profile: Profile, now: datetime) -> bool:
        """Keep a profile that could not be saved; return whether it is safe now."""
        mine, known = self._rescued or (None, None)
        if known == profile:
            return True
        try:
            raw, unsaved = as_saved(stored, profile, now)
            self._rescued = rescue(raw, unsaved, self.safe, mine, system=self._system), profile
        except SaveError:
            return False
        return True

    def answer(self) -> bool:
        """Say that this window came forward, and return whether another had asked for it."""
        return self.lock is not None and answer(self.lock, system=self._system)

    def let_go(self) -> None:
        """Look after the profile no longer, as all that is in this window is in a file of its own."""
        if self._rescued:
            with suppress(OSError):
                self._system.remove(self._rescued[0].path)
        self._rescued = None
        self._began = False

    def pin(self, stored: StoredProfile, why: Why, now: datetime) -> Version:
        """Keep the file as it is for good, before something is done to it; raise SaveError when that is refused."""
        return back_up(stored, self.safe, why, now, system=self._system)

    def restore(self, stored: StoredProfile, version: Version, now: datetime) -> StoredProfile:
        """Go back to an earlier version, as ``earlier.restore`` does."""
        return self._settled(earlier.restore(stored, version, now, self.safe, system=self._system), now)

    def use_mine(self, stored: StoredProfile, profile: Profile, now: datetime) -> StoredProfile:
        """Save ours in the place of what somebody else wrote, as ``conflict.use_mine`` does."""
        return self._settled(conflict.use_mine(stored, profile, now, self.safe, system=self._system), now)

    def use_other(self, stored: StoredProfile, profile: Profile, now: datetime) -> StoredProfile:
        """Return what somebody else wrote, as ``conflict.use_other`` does."""
        theirs = conflict.use_other(stored, profile, now, self.safe, system=self._system)
        self._clear(replace(theirs, rev=max(theirs.rev, stored.rev + 1)))
        self._began = False
        return theirs

    def end(self, stored: StoredProfile | None, now: datetime) -> None:
        """Keep a last copy when anything was saved, and give the lock back.

        What was saved here is rescued where the file is no longer as it was left, as nobody else may have it, unless
        what was said since is already.
        """
        if stored and self._began and not self._copy(stored, now) and not self._rescued:
            self.rescue(stored, stored.profile, now)
        self.forget()

    def forget(self) -> None:
        """Give the lock back, and keep nothing more."""
        if self.lock:
            release(self.lock, system=self._system)
            self.lock = None

    def _settled(self, saved: StoredProfile, now: datetime) -> StoredProfile:
        self._began = True
        self._clear(saved)
        if due(self._last_copy, now):
            self._copy(saved, now)
        return saved

    def _clear(self, saved: StoredProfile) -> None:
        clear(saved, self.safe, self._rescued[0] if self._rescued else None, system=self._system)
        self._rescued = None

    def _copy(self, stored: StoredProfile, now: datetime) -> bool:
        try:
            back_up(stored, self.safe, Why.CHANGED, now, system=self._system)
        except ConflictError:
            return False  # the next save says so
        except SaveError as trouble:
            self.trouble = str(trouble)
            return False
        self._last_copy, self.trouble = now, ""
        return True

    def _check(self, now: datetime) -> None:
        newest = next(iter(versions(self.safe, self._system)), None)
        today = now.astimezone(UTC)
        if newest and (newest.when.year, newest.when.month) != (today.year, today.month):
            try:
                open_version(newest, self._system)
            except ProfileError:
                self.checked = False
            else:
                self.checked = True
