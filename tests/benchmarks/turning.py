"""How long the window stands still, at most, while somebody goes from tab to tab, and when the text size changes."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from presence_gui.ui.main_window import MainWindow
from presence_gui.ui.portions import Portions
from tests.benchmarks.beat import Beat
from tests.benchmarks.figures import Figure, figure
from tests.benchmarks.working import opened

FEW = 5
A_MOMENT = 1000  # milliseconds, in which a window that was just opened loads what is wanted soon


def turns(app: QApplication, file: Path, runs: int) -> Iterator[Figure]:
    """Yield the most the window works in one go: for the first visit of a tab, for others, for another text size."""
    first, again, larger = list[float](), list[float](), list[float]()
    beat = Beat(app)
    for _ in range(min(runs, FEW)):
        window = opened(app, file)
        QTest.qWait(A_MOMENT)
        tabs = window.tabs
        for samples in (first, again):
            samples += [held(beat, window, partial(tabs.setCurrentIndex, at)) for at in range(1, tabs.count())]
        tabs.setCurrentIndex(1)
        for words in ("&Larger text", "&Usual text size"):
            larger.append(held(beat, window, action(window, words).trigger))
        window.close()
    yield figure("first visit of a tab: the most work in one go", first, goal=50, p99=True)
    yield figure("  coming back to it", again, goal=50, p99=True)
    yield figure("another text size, all tabs built: the same", larger, goal=50, p99=True)


def held(beat: Beat, window: MainWindow, do: Callable[[], object]) -> float:
    """Do something, and return for how long the window worked in one go until it was whole again, in milliseconds."""
    beat.begin()
    do()
    while True:
        QTest.qWait(20)
        if not any(one.goes_on for one in window.findChildren(Portions)):
            return beat.longest_work


def action(window: MainWindow, words: str) -> QAction:
    """Return what the menus have of that name."""
    return next(one for one in window.findChildren(QAction) if one.text() == words)
