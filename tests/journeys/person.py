"""Somebody in front of the window: sees what is shown, and has a mouse, a keyboard and files."""

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QAccessible, QAction, QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QLabel,
    QMenu,
    QMessageBox,
    QProgressBar,
    QRadioButton,
    QToolButton,
    QWidget,
)

from presence_gui.ui.main_window import MainWindow
from presence_gui.ui.page_view import PageView
from presence_gui.ui.portions import Portions
from presence_gui.ui.profile_page import ProfilePage

_W = TypeVar("_W", bound=QWidget)
_ITS_OWN = Qt.FindChildOption.FindDirectChildrenOnly
_TURNS = 5  # of the loop, until what was made just now is shown and all has found its place


def name_of(widget: QWidget) -> str:
    if isinstance(widget, QComboBox):  # on Linux, Qt tells screen readers what is chosen, and names it by its label
        return widget.accessibleName()
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


class Person:
    def __init__(self, window: MainWindow, patch: pytest.MonkeyPatch) -> None:
        self.window, self._patch = window, patch

    # --- seeing

    def find(self, kind: type[_W], name: str) -> _W:
        """Return the one thing of that kind and accessible name that is on the screen."""
        found = [widget for widget in self.all_of(kind) if name_of(widget) == name]
        assert len(found) == 1, f"{len(found)} of {name!r}; there is {[name_of(w) for w in self.all_of(kind)]}"
        return found[0]

    def finds(self, kind: type[QWidget], name: str) -> bool:
        return name in map(name_of, self.all_of(kind))

    def sees(self, words: str) -> bool:
        return any(words in label.text() for label in self.all_of(QLabel))

    def words(self) -> list[str]:
        return [label.text() for label in self.all_of(QLabel)]

    def names(self, kind: type[QWidget]) -> list[str]:
        return [name_of(widget) for widget in self.all_of(kind)]

    @property
    def page(self) -> str:
        """What the printed page on the screen says."""
        (view,) = self.all_of(PageView)
        return view.accessibleDescription()

    def reads_no_markup(self) -> bool:
        labels = self.window.findChildren(QLabel)
        return all(label.textFormat() == Qt.TextFormat.PlainText for label in labels)

    def value(self, name: str) -> int:
        return self.find(QProgressBar, name).value()

    def is_ticked(self, name: str) -> bool:
        return self.find(QCheckBox, name).isChecked()

    @property
    def status(self) -> str:
        return self.window.statusBar().findChildren(QLabel)[0].text()

    @property
    def message(self) -> str:
        return self.window.message.sentence

    @property
    def here(self) -> str:
        tabs = self.window.tabs
        return tabs.bar.words(tabs.currentIndex())

    def all_of(self, kind: type[_W]) -> Iterator[_W]:
        return (widget for widget in self.window.findChildren(kind) if widget.isVisible())

    # --- doing

    def go_to(self, tab: str) -> None:
        bar = self.window.tabs.bar
        place = next(index for index in range(bar.count()) if bar.words(index) == tab)
        QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(place).center())
        self.wait_until_all_is_there()
        assert self.here == tab

    def wait_until_all_is_there(self) -> None:
        """Let a page that comes in portions become whole, and say what it says once changes pause."""
        QApplication.processEvents()
        while any(one.goes_on for one in self.window.findChildren(Portions)) or self._advice_is_due():
            QApplication.processEvents()
        _let_it_settle()

    def _advice_is_due(self) -> bool:
        pages = self.all_of(ProfilePage)
        return any(timer.isActive() for page in pages for timer in page.findChildren(QTimer, options=_ITS_OWN))

    def click(self, name: str) -> None:
        self.mouse(self.find(QAbstractButton, name))

    def mouse(self, button: QAbstractButton) -> None:
        """Click on a button where it hears it: on a tick box, on the box."""
        spot = button.rect().center()
        if isinstance(button, QCheckBox | QRadioButton):
            spot.setX(16)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=spot)
        _let_it_settle()

    def unfold(self, title: str) -> None:
        arrows = [arrow for arrow in self.all_of(QToolButton) if name_of(arrow).endswith(f" why and how: {title}")]
        self.mouse(arrows[0])

    def type(self, field: QWidget, text: str) -> None:
        field.setFocus()
        QTest.keyClicks(field, text)

    def replace(self, field: QWidget, text: str) -> None:
        field.setFocus()
        self.press(QKeySequence.StandardKey.SelectAll)
        QTest.keyClicks(field, text)

    def press(self, keys: QKeySequence.StandardKey | str) -> None:
        """Press keys where the keyboard is, wherever that may be."""
        QTest.keySequence(QApplication.focusWidget() or self.window, QKeySequence(keys))

    def pick(self, choice: str, option: str) -> None:
        """Choose from a drop-down list by keyboard."""
        box = self.find(QComboBox, choice)
        box.setFocus()
        place = box.findText(option)
        while box.currentIndex() != place:
            QTest.keyClick(box, Qt.Key.Key_Down if box.currentIndex() < place else Qt.Key.Key_Up)

    def menu(self, *words: str) -> None:
        """Choose from the menu bar, as ``menu("File", "Open recent", "Anna")``."""
        action = self.action(*words)
        assert action.isEnabled(), words
        action.trigger()
        self.wait_until_all_is_there()

    def action(self, *words: str) -> QAction:
        bar = self.window.menuBar()
        found = _offered(bar, words[0])
        for word in words[1:]:
            menu = next(menu for menu in self.window.findChildren(QMenu) if menu.menuAction() is found)
            menu.aboutToShow.emit()
            found = _offered(menu, word)
        return found

    def will_save_as(self, *files: Path | None) -> None:
        """Choose that file, or none, when a dialog asks where to save; of several the next each time, then the last."""
        left = list(files)

        def choose(*_asked: object, options: QFileDialog.Option) -> tuple[str, str]:
            assert options == QFileDialog.Option.DontConfirmOverwrite, "Qt would take markup in a name for markup"
            return str((left.pop(0) if len(left) > 1 else left[0]) or ""), ""

        self._patch.setattr(QFileDialog, "getSaveFileName", choose)

    def will_open(self, file: Path | None) -> None:
        """Choose that file, or none, when a dialog asks what to open."""
        self._patch.setattr(QFileDialog, "getOpenFileName", lambda *_asked: (str(file or ""), ""))

    def will_answer(self, button: str) -> list[QMessageBox]:
        """Answer a question with that button, and return the questions asked so far."""
        asked: list[QMessageBox] = []

        def answer(question: QMessageBox) -> int:
            asked.append(question)
            for one in question.buttons():
                if one.text() == button:
                    one.click()
            return 0

        self._patch.setattr(QMessageBox, "exec", answer)
        return asked

    def drop(self, *files: Path) -> bool:
        """Drag files onto the window and let go; return whether it took them."""
        data, spot = QMimeData(), QPointF(200, 300)
        data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
        over = QDragEnterEvent(spot.toPoint(), *_copying(data))
        QApplication.sendEvent(self.window, over)
        if not over.isAccepted():
            return False
        QApplication.sendEvent(self.window, QDropEvent(spot, *_copying(data)))
        return True


def _let_it_settle() -> None:
    for _ in range(_TURNS):
        QApplication.processEvents()


def _copying(data: QMimeData) -> tuple[Qt.DropAction, QMimeData, Qt.MouseButton, Qt.KeyboardModifier]:
    return Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def _offered(menu: QWidget, words: str) -> QAction:
    return next(action for action in menu.actions() if _plain(action) == words)


def _plain(action: QAction) -> str:
    return action.text().replace("&&", "\0").replace("&", "").replace("\0", "&").rstrip("…")
