"""What Qt says of a file in its own dialogs shows the name of the file as it is."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QListView, QMessageBox, QWidget

from presence_gui.ui.file_dialogs import names_as_they_are

NAME = "<b>mine<br>yours.presence"


def dialog() -> QFileDialog:
    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, QFileDialog) and one.isVisible())


def name_what_is_not_there(asking: QFileDialog) -> None:
    field = asking.findChild(QLineEdit, "fileNameEdit")
    assert field
    field.setText(NAME)
    asking.accept()


def delete(asking: QFileDialog) -> None:
    files = asking.findChild(QListView, "listView")
    action = asking.findChild(QAction, "qt_delete_action")
    assert files
    assert action
    for _ in range(500):  # the folder is read in a thread
        if files.model().rowCount(files.rootIndex()):
            break
        QTest.qWait(10)
    files.setCurrentIndex(files.model().index(0, 0, files.rootIndex()))
    action.setEnabled(True)
    action.trigger()


class Boxes(QObject):
    """Notes how the boxes show their words, and closes them and the dialog."""

    def __init__(self) -> None:
        super().__init__()
        self.window = QWidget()
        self.seen: list[Qt.TextFormat] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Show and isinstance(watched, QMessageBox):
            label = watched.findChild(QLabel, "qt_msgbox_label")
            assert label
            assert NAME in label.text()
            self.seen.append(label.textFormat())
            QTimer.singleShot(0, watched, watched.reject)
            QTimer.singleShot(50, dialog(), dialog().reject)
        return False


@pytest.fixture
def boxes(qapp: QApplication) -> Iterator[Boxes]:
    noting = Boxes()
    qapp.installEventFilter(noting)
    yield noting
    qapp.removeEventFilter(noting)


@pytest.mark.parametrize("meet", [name_what_is_not_there, delete])
@pytest.mark.parametrize(
    ("around", "shown_as"),
    [(names_as_they_are, Qt.TextFormat.PlainText), (nullcontext, Qt.TextFormat.AutoText)],
)
def test_a_name_is_a_name_where_qt_would_guess(
    boxes: Boxes,
    tmp_path: Path,
    meet: Callable[[QFileDialog], None],
    around: Callable[[QWidget], AbstractContextManager[None]],
    shown_as: Qt.TextFormat,
) -> None:
    if meet is delete:
        (tmp_path / NAME).touch()
    QTimer.singleShot(200, lambda: meet(dialog()))
    with around(boxes.window):
        QFileDialog.getOpenFileName(boxes.window, "Open", str(tmp_path))
    assert boxes.seen == [shown_as]
