"""Say one sentence in the window, with a button that helps."""

from collections.abc import Callable

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from presence_gui.ui.announcing import announce
from presence_gui.ui.buttons import Button, Kind
from presence_gui.ui.labels import body
from presence_gui.ui.painting import panel
from presence_gui.ui.spacing import spaced
from presence_gui.ui.theme import Look
from presence_gui.ui.words import breakable


class MessageBar(QWidget):
    """A strip above the pages; hidden while there is nothing to say."""

    is_area = True

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        row = spaced(look, QHBoxLayout(self), 12, (24, 8, 16, 8))
        self._words = body(look, "")
        row.addWidget(self._words, 1)
        self._help = Button(look, "", small=True)
        self._help.clicked.connect(self._act)
        row.addWidget(self._help)
        self.close_button = Button(look, "Close", Kind.LINK, small=True)
        self.close_button.clicked.connect(self.hide)
        row.addWidget(self.close_button)
        self._action: Callable[[], object] | None = None
        self.hide()

    @property
    def sentence(self) -> str:
        """What the bar says now; "" while it is hidden."""
        return "" if self.isHidden() else self.accessibleName()

    def say(self, sentence: str, button: str = "", action: Callable[[], object] | None = None) -> None:
        """Show a sentence, with a button when there is something to do about it; "" hides the bar."""
        self._words.setText(breakable(sentence))
        self.setAccessibleName(sentence)
        self._help.set_words(button)
        self._help.setVisible(bool(button))
        self._action = action
        self.setVisible(bool(sentence))
        if sentence:
            announce(self, sentence)

    def _act(self) -> None:
        if self._action:
            self._action()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._look.theme
        with QPainter(self) as painter:
            edge = QColor(theme.outline or theme.step_fill)
            panel(painter, QRectF(self.rect()), QColor(theme.step_fill), edge, width=theme.stroke, radius=0)
