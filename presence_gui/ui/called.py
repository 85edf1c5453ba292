"""Come forward when another window was asked for the profile that is open in this one."""

from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from presence_gui.ui.keeping import Keeper


class Called(QObject):
    """Watches the file by which another window calls this one, brings this one forward, and answers."""

    def __init__(self, window: QWidget, keeper: Keeper) -> None:
        super().__init__(window)
        self._window, self._keeper = window, keeper
        self._watcher: QFileSystemWatcher | None = None  # it starts a thread, which an empty profile does not need
        self._watched: Path | None = None
        keeper.moved.connect(self.watch)

    def watch(self) -> None:
        """Watch for whoever asks for the profile that is open now, and no other."""
        if self._watcher and self._watched:
            self._watcher.removePath(str(self._watched))
        self._watched = self._keeper.asked
        if self._watched:
            if self._watcher is None:
                self._watcher = QFileSystemWatcher(self)
                self._watcher.fileChanged.connect(self._hear)
            self._watcher.addPath(str(self._watched))

    def _hear(self) -> None:
        if self._keeper.comes_forward():
            window = self._window
            window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
            window.show()
            window.raise_()
            window.activateWindow()
            QApplication.alert(window)  # where a window may not put itself in front of others, its entry blinks
        self.watch()  # to answer takes the file away and puts it back
