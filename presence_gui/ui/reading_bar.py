"""Say in the window what is being read, how far it is, and let the user end it."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from presence_gui.ui.announcing import announce
from presence_gui.ui.buttons import Button
from presence_gui.ui.gauges import Bar
from presence_gui.ui.labels import body
from presence_gui.ui.painting import panel
from presence_gui.ui.spacing import spaced
from presence_gui.ui.theme import Look
from presence_gui.ui.words import breakable


class ReadingBar(QWidget):
    """A strip above the pages while something is read; ``cancelled`` by its button, or Escape wherever one is."""

    is_area = True
    cancelled = Signal()

    def __init__(self, look: Look, window: QWidget) -> None:
        super().__init__()
        self._look = look
        row = spaced(look, QHBoxLayout(self), 14, (24, 8, 16, 8))
        self._words = body(look, "")
        row.addWidget(self._words, 1)
        self._bar = Bar(look, "Read so far")
        row.addWidget(self._bar)
        self.cancel = Button(look, "Cancel", small=True)
        self.cancel.clicked.connect(self.cancelled)
        row.addWidget(self.cancel)
        self._escape = QShortcut(Qt.Key.Key_Escape, window, self.cancelled.emit)
        self._escape.setEnabled(False)
        self.hide()

    def begin(self, words: str) -> None:
        """Show what is being read, from the start; a screen reader is told."""
        self._words.setText(breakable(words))
        self.setAccessibleName(words)
        self._bar.set_value(0)
        self._escape.setEnabled(True)
        self.show()
        announce(self, f"{words} Escape cancels.")

    def go_on(self, done: float) -> None:
        """Show the share done, 0 to 1."""
        self._bar.set_value(100 * done)

    def end(self) -> None:
        """Hide until something else is read."""
        self._escape.setEnabled(False)
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._look.theme
        with QPainter(self) as painter:
            edge = QColor(theme.outline or theme.tint)
            panel(painter, QRectF(self.rect()), QColor(theme.tint), edge, width=theme.stroke, radius=0)
