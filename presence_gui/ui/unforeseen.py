"""What nobody foresaw: save first, then say so once, calmly, with what helps to mend it."""

import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal, qVersion
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from presence_gui.ui.buttons import Button, Kind
from presence_gui.ui.labels import body, title
from presence_gui.ui.theme import Look

_DEEPEST: Final = 30
_GO_ON: Final = "You can go on. If something looks odd, close Presence and open it again."
_DETAILS: Final = (
    "The details say which part of Presence it was, and nothing of what you wrote: copy them for whoever looks after"
    " your computer, or leave them."
)
_BROKEN: Final = "Your last changes could not be saved, so please save a copy of your profile before you go on."


class Unforeseen(QObject):
    """Takes the place of ``sys.excepthook``: saves, and shows one dialog at a time, once for each place in the program.

    ``save`` saves what is not saved yet and returns "", or the sentence that says why not. ``version`` is asked when
    there is something to say. May be called from any thread and in the middle of anything: it acts when the window next
    has time. ``told`` carries the dialog that was opened.
    """

    told = Signal(object)
    _happened = Signal(str)

    def __init__(self, window: QWidget, look: Look, save: Callable[[], str], version: Callable[[], str]) -> None:
        super().__init__(window)
        self._window, self._look, self._save, self._version = window, look, save, version
        self._known: set[str] = set()
        self._dialog: Calm | None = None
        self._happened.connect(self._act, Qt.ConnectionType.QueuedConnection)

    def __call__(self, kind: type[BaseException], trouble: BaseException, trace: TracebackType | None) -> None:
        """Take what nobody caught."""
        if where := only_where(kind, trouble, trace):
            self._happened.emit(where)

    def _act(self, where: str) -> None:
        saved = self._saved()
        if where in self._known:
            return
        self._known.add(where)
        if self._dialog:
            self._dialog.add(where)
            return
        says = (saved or f"Your answers are saved. {_GO_ON}", _DETAILS)
        heading = "Something did not work as it should"
        self._dialog = Calm(self._look, heading, says, f"{surroundings(self._version)}\n\n{where}", self._window)
        self._dialog.finished.connect(self._closed)
        self._dialog.open()
        self.told.emit(self._dialog)

    def _saved(self) -> str:
        try:
            return self._save()
        except Exception as trouble:  # noqa: BLE001  # it may be the very thing that does not work
            places(trouble)
            return _BROKEN

    def _closed(self) -> None:
        self._dialog = None


class Calm(QDialog):
    """Says what happened in a heading and a few sentences; ``details`` are for somebody else, and can be copied."""

    def __init__(
        self, look: Look, heading: str, says: tuple[str, ...], details: str, window: QWidget | None = None
    ) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Presence")
        self.details = details
        gap = look.theme.gap
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(gap(28), gap(24), gap(28), gap(20))
        column.setSpacing(gap(14))
        column.addWidget(title(look, heading))
        for sentence in says:
            words = body(look, sentence)
            words.setMinimumWidth(gap(460))
            column.addWidget(words)
        self.setAccessibleName(" ".join((heading, *says)))
        row = QHBoxLayout()
        row.addStretch(1)
        self._copy = Button(look, "Copy the details")
        self._copy.clicked.connect(self._copy_details)
        go_on = Button(look, "Go on", Kind.PRIMARY)
        go_on.clicked.connect(self.accept)
        row.addWidget(self._copy)
        row.addWidget(go_on)
        column.addLayout(row)
        go_on.setDefault(True)
        go_on.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setMinimumHeight(self._column.heightForWidth(self.width()))  # a window never asks how high its words are

    def add(self, details: str) -> None:
        """Add what happened meanwhile."""
        self.details = f"{self.details}\n\n{details}"

    def _copy_details(self) -> None:
        QGuiApplication.clipboard().setText(self.details)
        self._copy.set_words("Copied")


def only_where(kind: type[BaseException], trouble: BaseException, trace: TracebackType | None) -> str:
    """Take the place of ``sys.excepthook`` while there is no window: say ``places``, and return them."""
    if issubclass(kind, Exception):
        return places(trouble)
    sys.__excepthook__(kind, trouble, trace)
    return ""


def never_seen(trouble: "sys.UnraisableHookArgs") -> None:
    """Take the place of ``sys.unraisablehook``, which would say what was wrong, and so perhaps what somebody wrote."""
    if trouble.exc_value:
        places(trouble.exc_value)


def could_not_start(look: Look, version: Callable[[], str], trouble: Exception) -> None:
    """Say that the window could not be built, and wait until that was read."""
    says = ("Your answers are in their file as you left them. Please start Presence once more.", _DETAILS)
    Calm(look, "Presence could not start", says, f"{surroundings(version)}\n\n{places(trouble)}").exec()


def places(trouble: BaseException) -> str:
    """Return the kind of a trouble and the lines of the program it came through, also on the standard error.

    Nothing anybody wrote is in it, and no folder: a message, or a path, may hold a name.
    """
    import traceback

    frames = traceback.extract_tb(trouble.__traceback__, limit=-_DEEPEST)
    lines = [f"  {Path(frame.filename).name}, line {frame.lineno}, in {frame.name}" for frame in frames]
    told = "\n".join([type(trouble).__name__, *lines])
    sys.stderr.write(f"{told}\n")
    return told


def surroundings(version: Callable[[], str]) -> str:
    """Return what a trouble may depend on."""
    import platform

    system = f"{platform.system()} {platform.release()}"
    return f"Presence {version()}, Python {platform.python_version()}, Qt {qVersion()}, {system}"
