"""What happens while somebody works: a keystroke, a score, a plan and its page."""

import gc
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from presence_gui import paths
from presence_gui.answering import stated, ticked
from presence_gui.app import build_window
from presence_gui.content import Catalog, Kind
from presence_gui.guidance import load_guidance
from presence_gui.plan import Plan, make_plan
from presence_gui.profile import Profile
from presence_gui.scoring import score
from presence_gui.sheet import make_sheets
from presence_gui.storage.profile_file import new_file, open_profile
from presence_gui.ui.fields import NumberField
from presence_gui.ui.gauges import Ring
from presence_gui.ui.main_window import MainWindow
from presence_gui.ui.page import Paper, lay_out, write_pdf
from presence_gui.ui.page_text import PageFonts
from tests.benchmarks.figures import Figure, figure

CONNECTIONS = "li-conn-50"
PATIENCE = 5.0  # seconds after which something will never be painted


def full_profile(catalog: Catalog, today: date) -> Profile:
    """Return a profile that answers everything."""
    profile = Profile(name="Ada Example")
    for item in catalog.items.values():
        answer = ticked(item, profile.answer(item.id), today)
        if item.kind is Kind.TEXT:
            words = "I help small firms to see where their money goes. " * item.target
            answer = stated(answer, words[: item.target])
        profile = profile.answered(item.id, answer)
    return profile


def write_profile(file: Path, profile: Profile) -> None:
    """Put a profile on disk."""
    file.unlink(missing_ok=True)
    new_file(file, profile, datetime.now(UTC), "0" * 32)


def scores(catalog: Catalog, today: date, runs: int) -> Iterator[Figure]:
    """Yield how long it takes to score a profile that answers everything."""
    profile = full_profile(catalog, today)
    samples = timed(lambda: score(catalog, profile, today), 20 * runs, 1e6)
    yield figure(f"rescore {len(profile.answers)} answers", samples, "µs", 100)


def pages(catalog: Catalog, today: date, folder: Path, runs: int) -> Iterator[Figure]:
    """Yield how long planning, and laying the page out and writing it, take: for the example and for a full page."""
    fonts, file = PageFonts.load(paths.FONTS), folder / "page.pdf"
    guidance = load_guidance(paths.RESOURCES)
    for name, profile in (
        ("example", open_profile(paths.EXAMPLE).profile),
        ("all open, 180 minutes", replace(Profile(), minutes=180)),
    ):
        plan = make_plan(catalog, profile, today)

        def make_page(profile: Profile = profile, plan: Plan = plan) -> None:
            fonts.words.cache_clear()  # as for a page that has no text in common with the one before
            write_pdf(lay_out(make_sheets(catalog, guidance, profile, plan, today), Paper.A4, fonts), file)

        yield figure(f"plan: {name}", timed(lambda: make_plan(catalog, profile, today), runs), goal=20)  # noqa: B023
        yield figure(f"page laid out, PDF on disk: {name}", timed(make_page, runs), goal=60)


def keystrokes(app: QApplication, catalog: Catalog, file: Path, runs: int) -> Iterator[Figure]:
    """Yield how long after a key the score is painted, and what is done once the typing pauses.

    It is done where somebody says how many people they are connected with: without its last digit the number is a tenth
    of what it was and loses its points, and the key after that gives them back. So every stroke changes the ring and
    the chip on the tab, which most keys do not.
    """
    window = opened(app, file)
    window.tabs.setCurrentIndex(1)
    window.page(1).finish()
    app.processEvents()
    title = catalog.items[CONNECTIONS].title
    field = next(one for one in window.findChildren(NumberField) if one.accessibleName() == title)
    last = field.text()[-1]
    ring = next(one for one in window.findChildren(Ring) if one.isVisible())
    field.setFocus()
    field.lineEdit().setCursorPosition(len(field.text()))
    app.processEvents()
    on_screen = [one for one in (ring, window.tabs.bar) if not one.visibleRegion().isEmpty()]
    painted = Painted(on_screen)
    samples, advice, saving = [], [], []
    for number in range(20 * runs):
        painted.seen.clear()
        begin = perf_counter()
        QTest.keyClicks(field, last) if number % 2 else QTest.keyClick(field, Qt.Key.Key_Backspace)
        while len(painted.seen) < len(on_screen) and perf_counter() - begin < PATIENCE:
            app.processEvents()
        samples.append(1000 * (perf_counter() - begin))
        if len(painted.seen) < len(on_screen):
            message = "The score was not painted."
            raise RuntimeError(message)
        if number % 20 in {9, 18}:
            advice.append(ring_down(app, window))
            saving.append(ring_down(app, app))
    yield figure("keystroke to score repainted", samples[2:] or samples, goal=4, p99=True)
    yield figure("  later, when typing pauses: advice", advice)
    yield figure("  later, a second after: saved", saving)


def opened(app: QApplication, file: Path) -> MainWindow:
    """Open the window on a profile as the program does, which has Python's collector pass over what is there by then.

    Here that is what other windows left as well, or it would be gone through in the middle of what is measured.
    """
    window = build_window(app, file)
    window.show()
    gc.collect()
    gc.freeze()
    return window


class Painted(QObject):
    """Remembers which of some widgets were painted."""

    def __init__(self, widgets: Iterable[QWidget]) -> None:
        super().__init__()
        self.seen: set[int] = set()
        for widget in widgets:
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt names it
        if event.type() == QEvent.Type.Paint:
            self.seen.add(id(watched))
        return False


def ring_down(app: QApplication, owner: QObject) -> float:
    """Have the timers that are running ring now; return the milliseconds until all they cause is done and painted."""
    waiting = [timer for timer in owner.findChildren(QTimer) if timer.isActive() and timer.isSingleShot()]
    begin = perf_counter()
    for timer in waiting:
        timer.stop()
        timer.timeout.emit()
    app.processEvents()
    return 1000 * (perf_counter() - begin)


def timed(do: Callable[[], object], runs: int, times: float = 1000) -> list[float]:
    """Return how long each run took, in milliseconds, after one to warm up and with no rubbish left from before."""
    do()
    gc.collect()
    samples = []
    for _ in range(runs):
        begin = perf_counter()
        do()
        samples.append(times * (perf_counter() - begin))
    return samples
