"""Do a long piece of work in portions, between which the window has time for the user."""

from collections.abc import Iterator
from time import perf_counter
from typing import Final

from PySide6.QtCore import QObject, QTimer

_PORTION: Final = 0.005  # seconds; to be laid out and painted, what is built in that time takes longer still


class Portions(QObject):
    """Takes the steps of a piece of work, the first portion ``at_once`` and the others when nothing else waits."""

    def __init__(self, parent: QObject, steps: Iterator[object], *, at_once: bool = True) -> None:
        super().__init__(parent)
        self._steps = steps
        self._next = QTimer(self, interval=0, singleShot=True)  # so that a step that breaks does not break for ever
        self._next.timeout.connect(self._go_on)
        self._next.start()
        if at_once:
            self._go_on()

    @property
    def goes_on(self) -> bool:
        """Whether there may be steps left."""
        return self._next.isActive()

    def stop(self) -> None:
        """Leave the rest undone."""
        self._next.stop()

    def finish(self) -> None:
        """Take all the steps there are left, now."""
        self._next.stop()
        for _ in self._steps:
            pass

    def _go_on(self) -> None:
        until = perf_counter() + _PORTION
        for _ in self._steps:
            if perf_counter() > until:
                self._next.start()
                return
        self._next.stop()
