"""Whose work Presence is made of, and the licences all of it comes under, to be read at length."""

from pathlib import Path
from typing import Final

from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QVBoxLayout, QWidget

from presence_gui.ui.buttons import Button, Kind
from presence_gui.ui.theme import Look

_OVERVIEW: Final = "Overview.txt"
_RULE: Final = "\n\n" + 80 * "_" + "\n\n"
_LETTERS: Final = 88  # of the widest line


class Licences(QDialog):
    """Shows every text in ``folder`` below the overview of them; Esc closes it."""

    def __init__(self, parent: QWidget, look: Look, folder: Path) -> None:
        super().__init__(parent)
        self.setWindowTitle("Licences")
        theme = look.theme
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPixelSize(theme.px(14))
        self.text = QPlainTextEdit(_RULE.join(_texts(folder)))
        self.text.setAccessibleName("Licences")
        self.text.setReadOnly(True)
        self.text.setFont(font)
        close = Button(look, "Close", Kind.PRIMARY, small=True)
        close.clicked.connect(self.close)
        column = QVBoxLayout(self)
        column.addWidget(self.text)
        column.addWidget(close)
        wide = self.text.fontMetrics().averageCharWidth() * _LETTERS
        available = parent.screen().availableSize()
        self.resize(min(wide, available.width()), min(theme.px(700), available.height()))


def _texts(folder: Path) -> list[str]:
    files = sorted(folder.glob("*.txt"), key=lambda file: (file.name != _OVERVIEW, file.name.casefold()))
    return [
        text if file.name == _OVERVIEW else f"{file.name}\n\n{text}"
        for file in files
        for text in [file.read_text(encoding="utf-8").strip()]
    ]
