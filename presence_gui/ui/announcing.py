"""Say something to whoever listens to a screen reader."""

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import QObject, QTimer

from presence_gui.content import Catalog
from presence_gui.scoring import LEFT_OUT, score
from presence_gui.ui.document import Document

_PAUSE = 900  # milliseconds without an edit: what is typed is one edit


def announce(source: QObject, sentence: str) -> None:
    """Have a sentence spoken; what is on the screen stays as it is, and so does the keyboard."""
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(source, sentence))


class ScoreAnnouncer(QObject):
    """Says what an edit, an undo or a redo has changed about the scores, once, when edits pause.

    Says nothing of a profile that has just been opened, and nothing where no score is another.
    """

    def __init__(self, window: QObject, catalog: Catalog, document: Document, today: Callable[[], date]) -> None:
        super().__init__(window)
        self._window, self._catalog, self._document, self._today = window, catalog, document, today
        self._place = 0
        self._undone = ""
        self._known = self._scores()
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE)
        self._timer.timeout.connect(self._say)
        document.steps.indexChanged.connect(self._edited)
        document.taken.connect(self._begin)

    def _begin(self) -> None:
        self._timer.stop()
        self._known, self._place, self._undone = self._scores(), 0, ""

    def _edited(self, place: int) -> None:
        self._undone = self._document.steps.redoText() if place < self._place else ""
        self._place = place
        self._timer.start()

    def _scores(self) -> Mapping[str, str]:
        stands = score(self._catalog, self._document.profile, self._today())
        said = {"Your presence": f"{stands.overall:.0f} of 100"}
        for platform in self._catalog.platforms:
            one = stands.platforms[platform.id]
            said[platform.name] = "left out" if one.label == LEFT_OUT else f"{one.score:.0f} of 100"
        return said

    def _say(self) -> None:
        before, self._known = self._known, self._scores()
        parts = [f"Undone: {self._undone}."] if self._undone else []
        parts += [f"{name}: {says}." for name, says in self._known.items() if says != before[name]]
        if parts:
            announce(self._window, " ".join(parts))
