"""How long the window stands still between two turns of its loop."""

from time import perf_counter, thread_time

from PySide6.QtCore import QObject, QTimer


class Beat(QObject):
    """Takes the time between two turns of the loop."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._turn)
        self.begin()

    def begin(self) -> None:
        """Forget what was before."""
        self.longest_wait, self._last = 0.0, perf_counter()
        self.longest_work, self._worked = 0.0, thread_time()
        self._timer.start()

    def _turn(self) -> None:
        now, worked = perf_counter(), thread_time()
        self.longest_wait, self._last = max(self.longest_wait, 1000 * (now - self._last)), now
        self.longest_work, self._worked = max(self.longest_work, 1000 * (worked - self._worked)), worked
