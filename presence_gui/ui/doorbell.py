"""Hear that a second window was opened on this profile, and that this one shall come forward."""

from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, Qt
from PySide6.QtWidgets import QWidget

from presence_gui.ui.keeping import Keeper


class Doorbell(QObject):
    """Brings a window forward whenever its keeper is asked for, and answers."""

    def __init__(self, window: QWidget, keeper: Keeper) -> None:
        super().__init__(window)
        self._window, self._keeper = window, keeper
        self._watcher: QFileSystemWatcher | None = None  # it starts a thread, which an empty profile does not need
        self._watched: Path | None = None
        keeper.moved.connect(self.listen)

    def listen(self) -> None:
        """Watch for whoever asks for the profile that is open now."""
        asked = self._keeper.asked
        if self._watcher and self._watched:
            self._watcher.removePath(str(self._watched))
        self._watched = asked
        if asked:
            if self._watcher is None:
                self._watcher = QFileSystemWatcher(self)
                self._watcher.fileChanged.connect(self._ring)
            self._watcher.addPath(str(asked))

    def _ring(self) -> None:
        if self._keeper.comes_forward():
            self._window.setWindowState(self._window.windowState() & ~Qt.WindowState.WindowMinimized)
            self._window.show()
            self._window.raise_()
            self._window.activateWindow()
        self.listen()  # to answer takes the file away and puts it back
