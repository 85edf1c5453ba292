"""Do a long piece of work in portions, between which the window has time for the user."""

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from time import perf_counter
from typing import Final

from PySide6.QtCore import QObject, QTimer

_PORTION: Final = 0.005  # seconds; to be laid out and painted, what is built in that time takes longer still


class Portions(QObject):
    """Takes the steps of a piece of work, the first portion ``at_once`` and the others when nothing else waits.

    Once there are none left, Qt's side of it is gone.
    """

    def __init__(self, parent: QObject, steps: Iterator[object], *, at_once: bool = True) -> None:
        super().__init__(parent)
        self._steps, self._ended = steps, False
        self._next = QTimer(self, interval=0, singleShot=True)  # so that a step that breaks does not break for ever
        self._next.timeout.connect(self._go_on)
        self._next.start()
        if at_once:
            self._go_on()

    @property
    def goes_on(self) -> bool:
        """Whether there may be steps left."""
        return not self._ended and self._next.isActive()

    def stop(self) -> None:
        """Leave the rest undone."""
        if not self._ended:
            self._end()

    def finish(self) -> None:
        """Take all the steps there are left, now."""
        if not self._ended:
            self._end()
            for _ in self._steps:
                pass

    def _go_on(self) -> None:
        until = perf_counter() + _PORTION
        for _ in self._steps:
            if perf_counter() > until:
                self._next.start()
                return
        self._end()

    def _end(self) -> None:
        self._ended = True
        self._next.stop()
        self.deleteLater()


def in_another_turn(parent: QObject, do: Callable[[], object]) -> None:
    """Do something when nothing else waits; what a timer without a delay calls, Qt calls before that."""
    Portions(parent, (do() for _ in range(1)), at_once=False)


def load_soon(parent: QObject, names: Iterable[str]) -> None:
    """Load modules of this package when nothing else waits: name each after those it builds on, or it takes long."""
    Portions(parent, (import_module(f"presence_gui.{name}") for name in names), at_once=False)
