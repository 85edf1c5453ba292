"""Keep the names of files what they are in the dialogs that ask for one."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QChildEvent, QEvent, QObject, Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget


@contextmanager
def names_as_they_are(window: QWidget) -> Iterator[None]:
    """While a file dialog is open over ``window``, have Qt's own boxes over that take no markup in the name of a file.

    Those say that a file is not there, or ask whether to delete it, and would guess whether its name is markup.
    """
    plain = _Plain()
    window.installEventFilter(plain)
    try:
        yield
    finally:
        plain.deleteLater()


class _Plain(QObject):
    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QChildEvent) and event.polished():
            child = event.child()
            if isinstance(child, QFileDialog):
                child.installEventFilter(self)
            elif isinstance(child, QMessageBox):
                child.setTextFormat(Qt.TextFormat.PlainText)
        return False
