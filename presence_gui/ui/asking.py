"""Message boxes in our own letters, with our own buttons."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QMessageBox, QWidget

from presence_gui.ui.buttons import Button, Kind
from presence_gui.ui.theme import Look

_WIDE: Final = 430  # pixels of its words at 100 % text size


class Question(QMessageBox):
    """Says something under a title, no wider than ``window`` and its screen; ``add`` the answers, and ``exec`` it."""

    def __init__(self, window: QWidget, look: Look, title: str, text: str) -> None:
        super().__init__(window)
        self._look = look
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWindowTitle(title)
        self.setText(text)
        self._room = min(window.width(), window.screen().availableSize().width()) - look.theme.px(40)
        words = self.findChild(QLabel, "qt_msgbox_label")
        if words:
            words.setMinimumWidth(min(look.theme.px(_WIDE), self._room))
        side = look.theme.gap(8)
        self.setContentsMargins(side, side, side, side)

    def add(self, words: str, role: QMessageBox.ButtonRole, kind: Kind = Kind.NORMAL) -> Button:
        """Add an answer; ``clickedButton`` is the one that was given."""
        button = Button(self._look, words, kind)
        button.setParent(self)  # or it would end with this method
        self.addButton(button, role)
        row = self.findChild(QDialogButtonBox)
        if row and sum(one.sizeHint().width() + self._look.theme.px(6) for one in self.buttons()) > self._room:
            row.setOrientation(Qt.Orientation.Vertical)
        return button
