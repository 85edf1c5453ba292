"""How long the window stands still, at most, while data is read, reviewed, filled in and taken back."""

from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from zipfile import ZIP_DEFLATED, ZipFile

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from presence_gui.ui.main_window import MainWindow
from tests.benchmarks.beat import Beat
from tests.benchmarks.figures import Figure, figure
from tests.benchmarks.linkedin_export import write_linkedin
from tests.benchmarks.working import opened
from tests.benchmarks.x_archive import part_of

FEW, MOST = 3, 200_000
A_LOOK = 20  # milliseconds between two looks at the window, which take time themselves
PATIENCE = 60.0  # seconds after which something will never be shown


def imports(app: QApplication, file: Path, folder: Path, runs: int) -> Iterator[Figure]:
    """Yield the longest time between two turns of the window's loop, from the drop to the undo of a large import."""
    linkedin, x = folder / "Complete_LinkedInDataExport_11-20-2026.zip", folder / "twitter.zip"
    write_linkedin(linkedin)
    with ZipFile(x, "w", ZIP_DEFLATED) as archive:
        archive.writestr("data/tweets.js", b"window.YTD.tweets.part0 = " + part_of(0, min(8_000 * runs, MOST)))
    window = opened(app, file)
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
    for words in ("Fill in", "Take it back"):
        QTimer.singleShot(0, awaited(window, words).click)
        QTest.qWait(5 * A_LOOK)


def awaited(window: MainWindow, words: str) -> QPushButton:
    """Let the window work until a button of these words is on the screen."""
    end = perf_counter() + PATIENCE
    while perf_counter() < end:
        QTest.qWait(A_LOOK)
        for button in window.findChildren(QPushButton):
            if button.text() == words and button.isVisible():
                return button
    message = f"There is no button “{words}”."
    raise RuntimeError(message)
