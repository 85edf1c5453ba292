"""A page that shows the open profile, and works only while somebody looks at it."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent

from presence_gui.profile import Profile
from presence_gui.ui.containers import WIDEST, ScrollPage
from presence_gui.ui.document import Document
from presence_gui.ui.theme import Look

_QUIET = 150  # milliseconds without a change


class ProfilePage(ScrollPage):
    """Calls ``_show`` at once when the profile or the day is another, and the slower ``_advise`` when changes pause.

    A page out of sight does neither; it catches up before it is seen. A subclass calls ``_catch_up`` once it is built.
    """

    def __init__(
        self, look: Look, name: str, document: Document, today: Callable[[], date], most: int = WIDEST
    ) -> None:
        super().__init__(look, name, most)
        self._document, self._today = document, today
        self._seen: tuple[Profile, bool, date] | None = None
        self._quiet = QTimer(self, singleShot=True, interval=_QUIET)
        self._quiet.timeout.connect(self._advise)
        document.changed.connect(self._changed)

    def finish(self) -> None:
        """Build at once what would have come between events."""

    def _show(self, profile: Profile) -> None:
        raise NotImplementedError

    def _advise(self) -> None:
        raise NotImplementedError

    def _catch_up(self) -> bool:
        """Show what was not shown yet; return whether there was anything."""
        now = (self._document.profile, self._document.read_only, self._today())
        if now == self._seen:
            return False
        self._seen = now
        self._show(self._document.profile)
        return True

    def _changed(self) -> None:
        if self.isVisible() and self._catch_up():
            self._quiet.start()

    def showEvent(self, event: QShowEvent) -> None:
        if self._catch_up():
            self._advise()
        super().showEvent(event)
