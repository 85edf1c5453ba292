"""Keep the document's profile in its file: open it, save it soon after each change, and tell the truth about it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from time import monotonic

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from presence_gui.days import short_day
from presence_gui.errors import ConflictError, InUseError, ProfileError, SaveError
from presence_gui.profile import Profile
from presence_gui.storage.conflict import as_it_is_now, foreign, keep_both
from presence_gui.storage.custody import Custody
from presence_gui.storage.earlier import Earlier, earlier_here, earlier_versions
from presence_gui.storage.erasing import erase
from presence_gui.storage.lock import was_answered
from presence_gui.storage.opening import Copy, left_behind, look_for, recover, sweep
from presence_gui.storage.profile_file import StoredProfile, new_file, open_profile, save_copy
from presence_gui.storage.replacing import keep_replaced
from presence_gui.storage.rescue import Damaged, damaged_here
from presence_gui.storage.safekeeping import Safekeeping, Version, Why, newest_rev
from presence_gui.storage.saving import FirstFile, Saved, save_or_rescue
from presence_gui.storage.sentences import changed_elsewhere, in_use, only_here, rescued, shown, taken
from presence_gui.storage.whole_file import are_one
from presence_gui.ui.copy_words import on_earlier_versions
from presence_gui.ui.document import Document
from presence_gui.ui.errand import Errand

_AFTER_LAST_CHANGE = 1000
_AFTER_FIRST_CHANGE = 2000  # so that no more is ever lost of work without a pause
_TRY_AGAIN = 5000
_NAME = "My presence"
_NOTHING_YET = "Nothing to save yet"


class Keeper(QObject):
    """Saves ``document`` one second after its last change, two after its first, and whenever ``save_now`` is called.

    The window goes on meanwhile, but not while ``save_now`` is at it, nor anything else that is done to the file.

    A profile without a file gets one in ``folder`` with its first change, under a name nobody uses yet.
    Earlier versions, rescued work and locks are in ``safekeeping``, the program's own folder.
    ``status`` carries what the window should say about saving; ``trouble`` why a save did not work, and "" when the
    next one did; ``moved`` the file the profile is kept in, or None. ``found`` carries an ``Opening`` when
    there are copies to choose from: of a file that could not be read, or newer than one that could. ``conflict``
    carries a ``Foreign``, once for each time somebody else wrote the file; until it is settled by ``keep_both``,
    ``use_other`` or ``use_mine``, nothing is saved there.
    """

    status = Signal(str)
    trouble = Signal(str)
    moved = Signal(object)
    found = Signal(object)
    conflict = Signal(object)

    def __init__(self, document: Document, folder: Path, now: Callable[[], datetime], safekeeping: Path) -> None:
        super().__init__(document)
        self.folder, self._safekeeping = folder, safekeeping
        self._custody: Custody | None = None
        self._told = b""
        self._elsewhere: tuple[Path, Safekeeping] | None = None
        self._document, self._now = document, now
        self._stored: StoredProfile | None = None
        self._saved: Profile = document.profile
        self._name, self._unsaved = _NAME, _NOTHING_YET
        self._refused = ""
        self._unsaved_since: float | None = None
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._save_beside)
        self._errand = Errand(self)
        self._errand.over.connect(self._take_in)
        document.changed.connect(self._changed)

    @property
    def file(self) -> Path | None:
        """The file the profile is kept in; None until it has one."""
        return self._stored.path if self._stored else None

    @property
    def read_only(self) -> str:
        """Why the profile cannot be changed, in one sentence; "" when it can."""
        return self._stored.read_only if self._stored else ""

    @property
    def may_copy(self) -> bool:
        """Whether the profile can go on in a file of its own: one that is understood in part cannot be written here."""
        return self._stored is None or self._stored.whole

    @property
    def refused(self) -> str:
        """Why the last changes could not be saved, in one sentence; "" when they are, or may still be."""
        return self._refused

    @property
    def asked(self) -> Path | None:
        """The file to watch: it changes when another window was asked for this profile, and this one shall come."""
        return self._custody.lock.asked if self._custody and self._custody.lock else None

    def comes_forward(self) -> bool:
        """Say to a window that asked for this one that it came; return whether any did."""
        return self._custody is not None and self._custody.answer()

    @property
    def is_elsewhere(self) -> bool:
        """Whether a profile could not be opened just now only because it is open in another window."""
        return self._elsewhere is not None

    def was_answered(self) -> bool:
        """Return whether that other window, which was asked to come forward, has done so."""
        return self._elsewhere is not None and was_answered(*self._elsewhere)

    def open(self, path: Path, *, to_read: bool = False) -> None:
        """Open a profile in place of this one; raise PresenceError, and leave everything as it is, when not.

        Where there are copies to choose from, ``found`` says so: of a profile that cannot be opened, instead of an
        error. A profile that is open in another window is an InUseError, and that window was asked to come forward;
        ``to_read`` opens it here as well, unchangeable.
        """
        self._leave()
        self._elsewhere = None
        opening = look_for(path, self._safekeeping, self._now())
        if opening.stored:
            stored = opening.stored
            self._enter(replace(stored, read_only=in_use(shown(path))) if to_read else stored)
        elif not opening.copies:
            raise ProfileError(opening.trouble)
        if opening.copies and not to_read:
            self.found.emit(opening)

    def recover(self, copy: Copy, path: Path | None = None) -> None:
        """Go on in a copy that was found, in a new file; raise PresenceError when not.

        The file is at ``path`` or beside it, or where one is made for a profile that has none.
        """
        self._leave()
        safe = Safekeeping(self._safekeeping, copy.stored.profile_id)
        self._enter(recover(copy, path or FirstFile(self.folder, _NAME).free(), self._now(), newest_rev(safe)))

    def left_behind(self) -> tuple[Copy, ...]:
        """Return work that never reached a file, newest first of each profile, but for what this window is about."""
        mine = self._custody.safe.profile_id if self._custody else ""
        return tuple(copy for copy in left_behind(self._safekeeping) if copy.stored.profile_id != mine)

    def earlier(self) -> Iterator[Earlier]:
        """Yield the earlier versions, newest first."""
        self._errand.wait()
        return earlier_versions(self._custody.safe) if self._custody else iter(())

    def earlier_here(self) -> Iterator[Earlier]:
        """Yield the earlier versions of other profiles that used to be in the place of this one, newest first."""
        self._errand.wait()
        return earlier_here(self._stored.path, self._custody.safe) if self._stored and self._custody else iter(())

    def damaged(self) -> tuple[Damaged, ...]:
        """Return the damaged files that were kept of what was ever in this place, newest first."""
        return damaged_here(self._stored.path, self._custody.safe) if self._stored and self._custody else ()

    def restore(self, version: Version) -> None:
        """Go back to an earlier version; raise PresenceError, and leave everything as it is, when that cannot be."""
        self._leave()
        stored, custody = self._settled()
        self._take(custody.restore(stored, version, self._now()))

    def pin(self, why: Why) -> None:
        """Keep the profile as it is now for good, before something is done to it; raise SaveError when not."""
        self._leave()
        if self._stored and self._custody and not self.read_only:
            self._custody.pin(self._stored, why, self._now())

    def keep_both(self) -> None:
        """Go on in a file of its own beside the one somebody else wrote; raise SaveError when that cannot be."""
        stored, custody = self._settled()
        mine = keep_both(stored, self._document.profile, self._now(), _new_id())
        custody.let_go()
        self._end()
        self._custody = Custody(self._safekeeping, mine.profile_id)
        self._custody.saved_first(mine, self._now())
        self._take(mine)

    def use_other(self) -> None:
        """Go on in what somebody else wrote; raise PresenceError, and leave everything as it is, when not."""
        stored, custody = self._settled()
        self._enter(custody.use_other(stored, self._document.profile, self._now()))

    def use_mine(self) -> None:
        """Save over what somebody else wrote; raise SaveError, and leave everything as it is, when not."""
        stored, custody = self._settled()
        self._take(custody.use_mine(stored, self._document.profile, self._now()))

    def close(self) -> None:
        """Keep a last copy and give the lock back; for the end of the window, after the last save."""
        self._end()

    def erase(self) -> None:
        """Delete the profile with all that is kept of it, and start an empty one.

        Raise SaveError where something is still there, or where the file is not ours to delete: it may only be read,
        or somebody else has written it since.
        """
        self._errand.wait()
        if self.read_only:
            raise SaveError(self.read_only)
        if self._stored and (other := foreign(self._stored)) and other.raw is not None:
            raise SaveError(changed_elsewhere(shown(self._stored.path)))
        self._timer.stop()
        file, custody = self.file, self._own()
        self._custody = None
        custody.forget()
        try:
            erase(file, custody.safe)
        finally:
            self._take_loose(Profile(), _NAME, _NOTHING_YET)

    def new(self) -> None:
        """Start an empty profile; the open one stays in its file. Raise SaveError when it could not be saved."""
        self._leave()
        self._take_loose(Profile(), _NAME, _NOTHING_YET)

    def open_example(self, path: Path) -> None:
        """Open a copy of an example, which gets a file of its own once something in it is changed."""
        self._leave()
        self._take_loose(open_profile(path).profile, path.stem, "An example: changes are saved as your own copy")

    def save_copy(self, path: Path) -> None:
        """Write the profile to a file of its own and go on in that one; raise SaveError when that fails.

        The caller has asked whether a file of that name may be replaced; the profile in that is kept.
        """
        self._errand.wait()
        if self._stored and are_one(path, self._stored.path):
            if self.read_only:
                raise SaveError(self.read_only)
            self._leave()
            return
        profile, now = self._document.profile, self._now()
        kept = keep_replaced(path, self._safekeeping, now)
        if self._stored:
            stored = save_copy(self._stored, profile, path, now, _new_id(), kept=kept)
            self._own().let_go()
            self._end()
        else:
            stored = new_file(path, profile, now, self._own().safe.profile_id, kept=kept)
        self._timer.stop()
        self._custody = self._custody or Custody(self._safekeeping, stored.profile_id)
        self._custody.saved_first(stored, now)
        self._stored, self._saved = stored, profile
        if self._document.read_only:
            self._document.take(profile)
        self._tell_saved()
        self.moved.emit(self.file)

    def make_room(self, path: Path) -> None:
        """Keep the profile in a file that something else shall replace; raise SaveError where it may not be replaced.

        The caller has asked whether it may.
        """
        self._errand.wait()
        if self._stored and are_one(path, self._stored.path):
            raise SaveError(taken(shown(path)))
        keep_replaced(path, self._safekeeping, self._now())

    def save_now(self) -> bool:
        """Save what is not saved yet; return whether all of it is, having told the window either way."""
        self._errand.wait()
        if save := self._to_save():
            self._take_in(save())
        return self._refused == ""

    def look_away(self, state: Qt.ApplicationState) -> None:
        """Save at once when the user has turned to another program: who knows whether they come back."""
        if state != Qt.ApplicationState.ApplicationActive and self._timer.isActive():
            self._save_beside()

    def _save_beside(self) -> None:
        """Save, and let the window go on meanwhile; what is being saved already comes first."""
        if not self._errand.is_out and (save := self._to_save()):
            self._errand.send(save)

    def _to_save(self) -> Callable[[], Saved] | None:
        """Return what saves the profile as it is now, and rescues it where that cannot be; None when it is saved."""
        self._timer.stop()
        self._unsaved_since = None
        profile, now = self._document.profile, self._now()
        if profile == self._saved or self.read_only:
            self._tell_saved()
            return None
        return partial(save_or_rescue, self._own(), self._stored, FirstFile(self.folder, self._name), profile, now)

    def _take_in(self, saved: Saved) -> None:
        if saved.trouble:
            self._not_saved(saved.trouble, is_rescued=saved.is_rescued)
            return
        is_new = self._stored is None
        self._stored, self._saved, self._refused = saved.stored, saved.profile, ""
        if self._document.profile == self._saved:
            self._tell_saved()
        elif not self._timer.isActive():  # it rang meanwhile
            self._timer.start(0)
        if is_new:
            self.moved.emit(self.file)

    def _not_saved(self, trouble: SaveError, *, is_rescued: bool) -> None:
        """Tell where it is that was not saved, and try again soon."""
        say = rescued if is_rescued else only_here
        self._refused = say(str(trouble))
        self.status.emit("Not saved yet")
        self.trouble.emit(self._refused)
        if not self._timer.isActive():
            self._timer.start(_TRY_AGAIN)
        other = foreign(self._stored) if self._stored and isinstance(trouble, ConflictError) else None
        if other and other.raw is not None and other.raw != self._told:
            self._told = other.raw
            self.conflict.emit(other)

    def _own(self) -> Custody:
        if not self._custody:
            self._custody = Custody(self._safekeeping, self._stored.profile_id if self._stored else _new_id())
        return self._custody

    def _settled(self) -> tuple[StoredProfile, Custody]:
        """Return the file and what is kept of it; raise SaveError where there is no file to do anything with."""
        self._errand.wait()
        if not self._stored or not self._custody or self.read_only:
            raise SaveError(self.read_only or "There is no file yet: it is made with your first answer.")
        return self._stored, self._custody

    def _enter(self, stored: StoredProfile) -> None:
        """Take the place of what is open, which is saved, with what was opened."""
        custody = Custody(self._safekeeping, stored.profile_id)
        is_the_same = self._custody and self._custody.safe == custody.safe
        if not (is_the_same and self._stored and are_one(stored.path, self._stored.path)):
            if not stored.read_only:
                self._lock(custody, stored.path)
                stored = as_it_is_now(stored)
                sweep(stored, custody.safe, self._now())
            self._end()
            self._custody = custody
        self._take(stored)

    def _lock(self, custody: Custody, path: Path) -> None:
        try:
            custody.enter(path)
        except InUseError:
            self._elsewhere = path, custody.safe
            raise

    def _end(self) -> None:
        self._errand.wait()
        if self._custody:
            self._custody.end(self._stored, self._now())
        self._custody = None

    def _leave(self) -> None:
        """Save what is open; raise SaveError when that cannot be done: then it stays open."""
        if not self.save_now():
            raise SaveError(self._refused)

    def _take(self, stored: StoredProfile) -> None:
        self._stored, self._saved, self._told = stored, stored.profile, b""
        self._document.take(stored.profile, read_only=bool(stored.read_only))
        self.moved.emit(self.file)

    def _take_loose(self, profile: Profile, name: str, status: str) -> None:
        self._end()
        self._stored, self._saved = None, profile
        self._name, self._unsaved = name, status
        self._document.take(profile)
        self.moved.emit(None)

    def _changed(self, profile: Profile) -> None:
        if profile == self._saved and not self._errand.is_out:
            self._timer.stop()
            self._unsaved_since = None
            self._tell_saved()
        else:
            self.status.emit("Saving…")
            self._unsaved_since = self._unsaved_since or monotonic()
            left = _AFTER_FIRST_CHANGE - round(1000 * (monotonic() - self._unsaved_since))
            self._timer.start(max(0, min(_AFTER_LAST_CHANGE, left)))

    def _tell_saved(self) -> None:
        self._refused = ""
        self.trouble.emit("")
        if self.read_only:
            self.status.emit("Open to read and print; changes are not possible here")
        elif self._stored:
            when = self._stored.saved_at.astimezone()
            day = "" if when.date() == self._now().date() else f"{short_day(when.date())}, "
            self.status.emit(f"Saved on this computer · {day}{when:%H:%M}{on_earlier_versions(self._custody)}")
        else:
            self.status.emit(self._unsaved)


def _new_id() -> str:
    from uuid import uuid4  # 3 ms that opening a profile need not wait for

    return uuid4().hex
