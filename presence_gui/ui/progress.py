"""The card that shows where somebody stood since they began, and lets them pause."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from presence_gui.content import Catalog
from presence_gui.days import short_day
from presence_gui.diary import Reading, paused_since
from presence_gui.history import back, moved, pausing, rules_of, so_far
from presence_gui.profile import Profile
from presence_gui.ui.buttons import Button, Kind
from presence_gui.ui.containers import Card
from presence_gui.ui.document import Document
from presence_gui.ui.labels import quiet, small
from presence_gui.ui.spacing import spaced
from presence_gui.ui.theme import Look

if TYPE_CHECKING:
    from presence_gui.ui.chart import Chart

_NAME = "Since you began"


class Progress(Card):
    """Draws the readings with today's standing as the last one, which is not stored, and says what moved."""

    def __init__(self, look: Look, catalog: Catalog, document: Document, today: Callable[[], date]) -> None:
        super().__init__(look, _NAME)
        self._look, self._catalog, self._document, self._today = look, catalog, document, today
        self._rules = rules_of(catalog)
        inside = QWidget()
        self._inside = spaced(look, QVBoxLayout(inside), 6)
        self._chart: Chart | None = None
        self._ends = QWidget()
        ends = QHBoxLayout(self._ends)
        ends.setContentsMargins(0, 0, 0, 0)
        self._first, self._last = small(look, ""), small(look, "")
        self._last.setAlignment(Qt.AlignmentFlag.AlignRight)
        ends.addWidget(self._first)
        ends.addWidget(self._last)
        self._says = quiet(look, "")
        self.pause = Button(look, "", Kind.LINK, small=True)
        self.pause.clicked.connect(self._leave_or_return)
        self._inside.addWidget(self._ends)
        self._inside.addWidget(self._says)
        self.add(inside)
        self.add_beside_title(self.pause)

    def show_profile(self, profile: Profile) -> None:
        """Show how it went until today."""
        today = self._today()
        readings = so_far(self._catalog, profile, today, self._rules)
        drawn = len(readings) > 1
        if drawn:
            self._draw(readings, profile)
        if self._chart:
            self._chart.setVisible(drawn)
        self._ends.setVisible(drawn)
        self._says.setText(moved(self._catalog, profile, today, self._rules))
        paused = paused_since(profile.pauses, today)
        self.pause.set_words("I am back" if paused else "Going away? Pause")
        self.pause.setVisible(bool(paused or profile.answers))
        self.pause.setEnabled(not self._document.read_only)

    def _draw(self, readings: tuple[Reading, ...], profile: Profile) -> None:
        if self._chart is None:
            from presence_gui.ui.chart import Chart

            self._chart = Chart(self._look, _NAME)
            self._inside.insertWidget(0, self._chart)
        self._chart.show_readings(readings, profile.pauses)
        first, last = readings[0], readings[-1]
        year = "" if first.day.year == last.day.year else f" {first.day.year}"
        self._first.setText(f"{short_day(first.day)}{year}: {first.overall:.0f} of 100")
        self._last.setText(f"today: {last.overall:.0f} of 100")

    def _leave_or_return(self) -> None:
        profile, today = self._document.profile, self._today()
        if paused_since(profile.pauses, today):
            self._document.edit("end the pause", back(profile, today))
        else:
            self._document.edit("pause", pausing(profile, today))
