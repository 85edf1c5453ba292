"""The list of keys, as the menus have them now."""

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QMenuBar,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from presence_gui.ui.buttons import Button, Kind
from presence_gui.ui.labels import small
from presence_gui.ui.theme import Look, Type

_ANYWHERE: Final = (
    "Tab and Shift+Tab go from one thing to the next, Space ticks and presses, and Escape leaves. The arrow keys go"
    " from tab to tab and change a number or a choice; Alt+Down opens a list or a calendar. Alt and an underlined"
    " letter open a menu."
)


def keys_of(bar: QMenuBar) -> Iterator[tuple[str, str]]:
    """Yield the words of every command of a menu bar that has keys, and these keys as they are on this computer."""
    for top in bar.actions():
        menu = top.menu()
        for action in menu.actions() if isinstance(menu, QMenu) else ():
            if keys := [_named(one) for one in action.shortcuts() if _is_usual(one)]:
                yield plain(action.text()), " or ".join(keys)


def plain(words: str) -> str:
    """Return the words of a menu without the mark of their letter."""
    return words.replace("&&", "\0").replace("&", "").replace("\0", "&").rstrip("…")


class Shortcuts(QDialog):
    """Lists commands and their keys in a table that the arrow keys go through."""

    def __init__(self, look: Look, bar: QMenuBar, window: QWidget) -> None:
        super().__init__(window)
        self.setWindowTitle("Keyboard shortcuts")
        theme = look.theme
        rows = list(keys_of(bar))
        table = QTableWidget(len(rows), 2)
        table.setAccessibleName("Commands and their keys")
        table.setFont(theme.font(Type.BODY))
        table.setHorizontalHeaderLabels(["Command", "Keys"])
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        table.setTabKeyNavigation(False)  # Tab leads on
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        table.horizontalHeader().setStretchLastSection(True)
        for row, cells in enumerate(rows):
            for place, words in enumerate(cells):
                table.setItem(row, place, QTableWidgetItem(words))
        table.resizeColumnsToContents()
        table.setCurrentCell(0, 0)
        close = Button(look, "Close", Kind.PRIMARY)
        close.clicked.connect(self.accept)
        column, below = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(theme.gap(20), theme.gap(18), theme.gap(20), theme.gap(16))
        column.setSpacing(theme.gap(12))
        column.addWidget(table, 1)
        column.addWidget(small(look, _ANYWHERE))
        below.addStretch(1)
        below.addWidget(close)
        column.addLayout(below)
        self.resize(theme.px(560), theme.px(600))
        table.setFocus()


def _is_usual(keys: QKeySequence) -> bool:
    """Whether it is on every keyboard: Qt also knows keys called “Undo” or “Zoom in”."""
    return keys.count() == 1 and keys[0].key() <= Qt.Key.Key_Help  # type: ignore[index]


def _named(key: QKeySequence) -> str:
    return key.toString(QKeySequence.SequenceFormat.NativeText)
