"""The open profile: change it, undo it, tell everybody."""

from collections.abc import Callable
from dataclasses import replace
from time import monotonic

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from presence_gui.profile import Profile

_PAUSE_SECONDS = 3.0  # typing goes on in the same step until it pauses this long
_MOST_STEPS = 500


def _as_it_is(profile: Profile) -> Profile:
    return profile


class Document(QObject):
    """The only owner of the open profile.

    ``changed`` carries the new profile after every edit, undo and redo, and when another profile takes its place;
    ``taken`` follows when another one did. While ``read_only`` is set, edits do nothing. ``note`` is asked what each
    edit leaves behind beside what it changes: the day's reading.
    """

    changed = Signal(object)
    taken = Signal()

    def __init__(
        self, profile: Profile, parent: QObject | None = None, note: Callable[[Profile], Profile] = _as_it_is
    ) -> None:
        super().__init__(parent)
        self.profile = profile
        self._note = note
        self.read_only = False
        self.steps = QUndoStack(self)
        self.steps.setUndoLimit(_MOST_STEPS)

    def edit(self, name: str, after: Profile, merge: str = "") -> None:
        """Make one step that can be undone, called ``name`` in the Edit menu.

        Steps in quick succession with the same ``merge`` word, such as the letters of one text, become one.
        """
        if after != self.profile and not self.read_only:
            self.steps.push(_Step(self, name, self._note(after), merge))

    def take(self, profile: Profile, *, read_only: bool = False) -> None:
        """Put another profile in place of this one, with nothing to undo."""
        self.steps.clear()
        self.read_only = read_only
        self.become(profile)
        self.taken.emit()

    def become(self, profile: Profile) -> None:
        """Be this profile and tell everybody; for the steps of the undo stack."""
        self.profile = profile
        self.changed.emit(profile)


class _Step(QUndoCommand):
    def __init__(self, document: Document, name: str, after: Profile, merge: str) -> None:
        super().__init__(name)
        self._document, self._before = document, document.profile
        self.after, self.merge = after, merge
        self.made = monotonic()

    def id(self) -> int:
        return 1 if self.merge else -1

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, _Step) or other.merge != self.merge or other.made - self.made > _PAUSE_SECONDS:
            return False
        self.after, self.made = other.after, other.made
        if replace(self.after, readings=self._before.readings) == self._before:
            self.setObsolete(True)
            self._document.become(self._before)  # a day on which nothing came of it is no day of change
        return True

    def redo(self) -> None:
        self._document.become(self.after)

    def undo(self) -> None:
        self._document.become(self._before)
