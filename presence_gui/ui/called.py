"""Come forward when another window was asked for the profile that is open in this one."""

from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject
from PySide6.QtWidgets import QApplication, QWidget


class Called(QObject):
    """Watches the file by which another window calls this one."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(self._come_forward)

    def watch(self, file: Path | None) -> None:
        """Watch this file from now on, and no other."""
        if watched := self._watcher.files():
            self._watcher.removePaths(watched)
        if file:
            self._watcher.addPath(str(file))

    def _come_forward(self, file: str) -> None:
        if not Path(file).exists():  # nobody called: it goes when the profile does
            return
        window = self._window
        window.setWindowState(window.windowState() & ~window.windowState().WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()
        QApplication.alert(window)  # where a window may not put itself in front of others, its entry blinks
