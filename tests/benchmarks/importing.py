"""How long the window stands still, at most, while data is read, reviewed, filled in and taken back."""

from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter
from typing import TypeVar
from zipfile import ZIP_DEFLATED, ZipFile

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from presence_gui.app import build_window
from presence_gui.ui.main_window import MainWindow
from tests.benchmarks.beat import Beat
from tests.benchmarks.figures import Figure, figure
from tests.benchmarks.linkedin_export import write_linkedin
from tests.benchmarks.x_archive import part_of

W = TypeVar("W", bound=QWidget)
FEW, MOST = 3, 200_000
A_LOOK = 20  # milliseconds between two looks at the window, which take time themselves
PATIENCE = 60.0  # seconds after which something will never be shown


def imports(app: QApplication, file: Path, folder: Path, runs: int) -> Iterator[Figure]:
    """Yield the longest time between two turns of the window's loop, from the drop to the undo of a large import."""
    linkedin, x = folder / "Complete_LinkedInDataExport_11-20-2026.zip", folder / "twitter.zip"
    write_linkedin(linkedin)
    with ZipFile(x, "w", ZIP_DEFLATED) as archive:
        archive.writestr("data/tweets.js", b"window.YTD.tweets.part0 = " + part_of(0, min(8_000 * runs, MOST)))
    window = build_window(app, file)
    window.show()
    for tab in (1, 0):
        window.tabs.setCurrentIndex(tab)
        QTest.qWait(A_LOOK)
    beat = Beat(app)
    waits, works = [], []
    for _ in range(min(runs, FEW)):
        beat.begin()
        QTimer.singleShot(0, lambda: window.asides.read_data([linkedin, x]))
        take_through(window)
        waits.append(beat.longest_wait)
        works.append(beat.longest_work)
    window.close()
    yield figure("import of 2 exports: longest wait of the window", waits, goal=50, p99=True)
    yield figure("  the most it works in one go meanwhile", works, goal=50, p99=True)


def take_through(window: MainWindow) -> None:
    """Wait for the review, agree to it, and take it back."""
    until(lambda: any(label.text() == "The files inside" for label in shown(window, QLabel)))
    for words in ("Fill in", "Take it back"):
        button = next(one for one in shown(window, QPushButton) if one.text() == words)
        QTimer.singleShot(0, button.click)
        QTest.qWait(5 * A_LOOK)


def shown(window: MainWindow, kind: type[W]) -> Iterator[W]:
    """Yield what of that kind is on the screen."""
    return (one for one in window.findChildren(kind) if one.isVisible())


def until(condition: Callable[[], bool]) -> None:
    """Let the window work until something is so."""
    end = perf_counter() + PATIENCE
    while not condition():
        if perf_counter() > end:
            message = "The review was not shown."
            raise RuntimeError(message)
        QTest.qWait(A_LOOK)
