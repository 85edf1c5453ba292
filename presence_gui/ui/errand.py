"""Have one thing at a time done beside the window, which goes on meanwhile."""

from collections.abc import Callable
from contextlib import suppress
from threading import Thread

from PySide6.QtCore import QObject, Qt, Signal


class Errand(QObject):
    """Does what it is sent for in a thread of its own.

    ``over`` carries what came of it, in the window's thread. What it raised is raised there too, by ``wait`` or from
    the event loop.
    """

    over = Signal(object)
    _back = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._out: _Trip | None = None
        self._back.connect(self._welcome, Qt.ConnectionType.QueuedConnection)

    @property
    def is_out(self) -> bool:
        """Whether it is still at it, or has not told yet what came of it."""
        return self._out is not None

    def send(self, work: Callable[[], object]) -> None:
        """Begin to do ``work``, which touches nothing of the window; what it was sent for before must be over."""
        self._out = _Trip(work, self._back.emit)
        self._out.start()

    def wait(self) -> None:
        """Return once all is done and told."""
        if trip := self._out:
            trip.join()
            self._out = None
            if trip.trouble:
                raise trip.trouble
            self.over.emit(trip.brought)

    def _welcome(self, trip: "_Trip") -> None:
        if trip is self._out:  # else it was waited for, and has told
            self.wait()


class _Trip(Thread):
    def __init__(self, work: Callable[[], object], back: Callable[["_Trip"], None]) -> None:
        super().__init__(name="errand")
        self._work, self._tell_back = work, back
        self.brought: object = None
        self.trouble: Exception | None = None

    def run(self) -> None:
        try:
            self.brought = self._work()
        except Exception as trouble:  # noqa: BLE001  # it is raised where somebody can see to it
            self.trouble = trouble
        with suppress(RuntimeError):  # the window has gone
            self._tell_back(self)
