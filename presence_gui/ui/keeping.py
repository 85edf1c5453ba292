"""Keep the document's profile in its file: open it, save it soon after each change, and tell the truth about it."""

from collections.abc import Callable
from datetime import datetime
from itertools import count
from pathlib import Path
from time import monotonic

from PySide6.QtCore import QObject, QTimer, Signal

from presence_gui.days import short_day
from presence_gui.errors import SaveError
from presence_gui.profile import Profile
from presence_gui.storage.migrations import SCHEMA
from presence_gui.storage.profile_file import SUFFIX, StoredProfile, new_file, open_profile, save_copy, save_profile
from presence_gui.ui.document import Document

_AFTER_LAST_CHANGE = 1000
_AFTER_FIRST_CHANGE = 2000  # so that no more is ever lost of work without a pause
_TRY_AGAIN = 5000
_NAME = "My presence"
_NOTHING_YET = "Nothing to save yet"


class Keeper(QObject):
    """Saves ``document`` one second after its last change, two after its first, and whenever ``save_now`` is called.

    A profile without a file gets one in ``folder`` with its first change, under a name nobody uses yet.
    ``status`` carries what the window should say about saving; ``trouble`` one sentence when a save did not work, and
    "" when the next one did; ``moved`` the file the profile is kept in, or None.
    """

    status = Signal(str)
    trouble = Signal(str)
    moved = Signal(object)

    def __init__(self, document: Document, folder: Path, now: Callable[[], datetime]) -> None:
        super().__init__(document)
        self.folder = folder
        self._document, self._now = document, now
        self._stored: StoredProfile | None = None
        self._saved: Profile = document.profile
        self._name, self._unsaved = _NAME, _NOTHING_YET
        self._refused = ""
        self._unsaved_since: float | None = None
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.save_now)
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
        """Whether the profile can go on in a file of its own: one of a newer version cannot be written here."""
        return self._stored is None or self._stored.schema <= SCHEMA

    @property
    def refused(self) -> str:
        """Why the last changes could not be saved, in one sentence; "" when they are, or may still be."""
        return self._refused

    def open(self, path: Path) -> None:
        """Open a profile in place of this one; raise PresenceError, and leave everything as it is, when not."""
        self._leave()
        self._take(open_profile(path))

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

        The caller has asked whether a file of that name may be replaced.
        """
        if self._stored and _are_one(path, self._stored.path):
            if self.read_only:
                raise SaveError(self.read_only)
            self._leave()
            return
        profile, now = self._document.profile, self._now()
        if self._stored:
            stored = save_copy(self._stored, profile, path, now, _new_id(), replace=True)
        else:
            stored = new_file(path, profile, now, _new_id(), replace=True)
        self._timer.stop()
        self._stored, self._saved = stored, profile
        if self._document.read_only:
            self._document.take(profile)
        self._tell_saved()
        self.moved.emit(self.file)

    def save_now(self) -> bool:
        """Save what is not saved yet; return whether all of it is, having told the window either way."""
        self._timer.stop()
        self._unsaved_since = None
        profile = self._document.profile
        if profile == self._saved or self.read_only:
            self._tell_saved()
            return True
        try:
            stored = self._write(profile)
        except SaveError as trouble:
            self._refused = str(trouble)
            self.status.emit("Not saved yet")
            self.trouble.emit(self._refused)
            self._timer.start(_TRY_AGAIN)
            return False
        is_new = self._stored is None
        self._stored, self._saved = stored, profile
        self._tell_saved()
        if is_new:
            self.moved.emit(self.file)
        return True

    def _write(self, profile: Profile) -> StoredProfile:
        if self._stored:
            return save_profile(self._stored, profile, self._now())
        return new_file(_free_name(self.folder, self._name), profile, self._now(), _new_id())

    def _leave(self) -> None:
        """Save what is open; raise SaveError when that cannot be done: then it stays open."""
        if not self.save_now():
            raise SaveError(self._refused)

    def _take(self, stored: StoredProfile) -> None:
        self._stored, self._saved = stored, stored.profile
        self._document.take(stored.profile, read_only=bool(stored.read_only))
        self.moved.emit(self.file)

    def _take_loose(self, profile: Profile, name: str, status: str) -> None:
        self._stored, self._saved = None, profile
        self._name, self._unsaved = name, status
        self._document.take(profile)
        self.moved.emit(None)

    def _changed(self, profile: Profile) -> None:
        if profile == self._saved:
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
            self.status.emit(f"Saved on this computer · {day}{when:%H:%M}")
        else:
            self.status.emit(self._unsaved)


def _new_id() -> str:
    from uuid import uuid4  # 3 ms that opening a profile need not wait for

    return uuid4().hex


def _free_name(folder: Path, name: str) -> Path:
    """Return a file that is not there yet; the folder is made when it is missing, as far as that is possible."""
    tries = (folder / f"{name}{f' {number}' if number > 1 else ''}{SUFFIX}" for number in count(1))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return next(path for path in tries if not path.exists())
    except OSError as trouble:
        raise SaveError(
            f"Your answers are not saved yet because the folder “{folder.name}” cannot be used; please save a copy"
            " somewhere else."
        ) from trouble


def _are_one(path: Path, other: Path) -> bool:
    try:
        return path.samefile(other)
    except OSError:  # one of them is not there
        return False
