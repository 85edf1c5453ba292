"""Keep the document's profile in its file: open it, save it soon after each change, and tell the truth about it."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from PySide6.QtCore import QObject, QTimer, Signal

from presence_gui.errors import SaveError
from presence_gui.profile import Profile
from presence_gui.storage.profile_file import SUFFIX, StoredProfile, new_file, open_profile, save_copy, save_profile
from presence_gui.ui.document import Document

_AFTER_LAST_CHANGE = 1000
_TRY_AGAIN = 5000
_NAME = "My presence"


class Keeper(QObject):
    """Saves ``document`` one second after its last change, and whenever ``save_now`` is called.

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
        self._name = _NAME
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

    def open(self, path: Path) -> None:
        """Open a profile in place of this one; raise PresenceError, and leave everything as it is, when not."""
        self._take(open_profile(path))

    def new(self) -> None:
        """Start an empty profile; the open one stays in its file. Raise SaveError when it could not be saved."""
        self._take_loose(Profile(), _NAME, "Nothing to save yet")

    def open_example(self, path: Path) -> None:
        """Open a copy of an example, which gets a file of its own once something in it is changed."""
        stored = open_profile(path)
        self._take_loose(stored.profile, path.stem, "An example: changes are saved as your own copy")

    def save_copy(self, path: Path) -> None:
        """Write the profile to a file of its own and go on in that one; raise SaveError when that fails.

        The caller has asked whether a file of that name may be replaced.
        """
        if self._stored and path.exists() and path.samefile(self._stored.path):
            self.save_now()
            return
        profile, now = self._document.profile, self._now()
        if self._stored:
            stored = save_copy(self._stored, profile, path, now, uuid4().hex, replace=True)
        else:
            stored = new_file(path, profile, now, uuid4().hex, replace=True)
        self._timer.stop()
        self._stored, self._saved = stored, profile
        if self._document.read_only:
            self._document.take(profile)
        self._tell_saved()
        self.moved.emit(self.file)

    def save_now(self) -> bool:
        """Save what is not saved yet; return whether all of it is, having told the window either way."""
        self._timer.stop()
        profile = self._document.profile
        if profile == self._saved or self.read_only:
            self._tell_saved()
            return True
        try:
            stored = self._write(profile)
        except SaveError as trouble:
            self.status.emit("Not saved yet")
            self.trouble.emit(str(trouble))
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
        return new_file(_free_name(self.folder, self._name), profile, self._now(), uuid4().hex)

    def _leave(self) -> None:
        if not self.save_now():
            raise SaveError(
                "Your last changes are not saved yet, so this profile stays open; please save a copy first."
            )

    def _take(self, stored: StoredProfile) -> None:
        self._leave()
        self._stored, self._saved = stored, stored.profile
        self._document.take(stored.profile, read_only=bool(stored.read_only))
        self._timer.stop()
        self._tell_saved()
        self.moved.emit(self.file)

    def _take_loose(self, profile: Profile, name: str, status: str) -> None:
        self._leave()
        self._stored, self._saved, self._name = None, profile, name
        self._document.take(profile)
        self._timer.stop()
        self.trouble.emit("")
        self.status.emit(status)
        self.moved.emit(None)

    def _changed(self, profile: Profile) -> None:
        if profile == self._saved:
            self._timer.stop()
            self._tell_saved()
        else:
            self.status.emit("Saving…")
            self._timer.start(_AFTER_LAST_CHANGE)

    def _tell_saved(self) -> None:
        self.trouble.emit("")
        if self.read_only:
            self.status.emit("Open to read and print; changes are not possible here")
        elif self._stored:
            self.status.emit(f"Saved on this computer · {self._stored.saved_at.astimezone():%H:%M}")
        else:
            self.status.emit("Nothing to save yet")


def _free_name(folder: Path, name: str) -> Path:
    """Return a file that is not there yet; the folder is made when it is missing, as far as that is possible."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as trouble:
        raise SaveError(
            f"Your profile is not saved yet because the folder “{folder.name}” cannot be made."
        ) from trouble
    tries = (folder / f"{name}{f' {number}' if number > 1 else ''}{SUFFIX}" for number in range(1, 10_000))
    return next(path for path in tries if not path.exists())
