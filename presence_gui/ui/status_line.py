"""The strip at the bottom: what is saved, and the promise."""

from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QStatusBar, QWidget

from presence_gui.ui.flow import Beside
from presence_gui.ui.labels import small
from presence_gui.ui.theme import Look

_LINE = 2  # pixels: as thick as a line ever is
_PROMISE = "No account. Nothing leaves this computer."


class StatusLine(QStatusBar):
    """Says one thing at the left and the promise at the right, in as many lines as that takes."""

    def __init__(self, look: Look, says: str) -> None:
        super().__init__()
        self._look = look
        self.setSizeGripEnabled(False)
        self._inside, self._row = QWidget(), Beside()
        self._inside.setLayout(self._row)
        self._says, promise = small(look, says), small(look, _PROMISE)
        promise.setWordWrap(False)
        self._row.addWidget(self._says)
        self._row.addWidget(promise)
        self.addWidget(self._inside, 1)
        self._dress()
        look.changed.connect(self._dress)

    def say(self, words: str) -> None:
        """Say something else."""
        self._says.setText(words)
        self._fit()

    def _dress(self) -> None:
        theme = self._look.theme
        side = theme.gap(12)
        self.setContentsMargins(side, _LINE, side, 0)
        self._row.dress(theme.gap(24), 0, theme.text_size)
        self._fit()

    def _fit(self) -> None:
        room = self.width() - 2 * self._look.theme.gap(12)
        self._inside.setFixedHeight(self._row.heightForWidth(room))  # a status bar never asks for it

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._look.theme
        with QPainter(self) as painter:
            painter.fillRect(0, 0, self.width(), theme.stroke, QColor(theme.frame))
