"""Show the program where there is no screen: pictures of what it asks and shows, and the printed page."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication, QLineEdit

from presence_gui.errors import SaveError
from presence_gui.storage.profile_file import open_profile
from presence_gui.ui.document import Document
from presence_gui.ui.keeping import Keeper
from presence_gui.ui.main_window import MainWindow, Shipped
from presence_gui.ui.page import write_pdf
from presence_gui.ui.plan_tab import PlanTab
from presence_gui.ui.remembered import Remembered
from presence_gui.ui.theme import AppLook


def first_look(app: QApplication, shipped: Shipped, example: Path, folder: Path) -> Iterator[Path]:
    """Write a PNG of every tab, the plan as a PDF and a PNG of the first question into ``folder``; yield their paths.

    The example is seen on the day it was saved, in the bundled font, so that the pictures are always the same.
    Raises SaveError when the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as trouble:
        raise SaveError(f"The folder “{folder}” cannot be made, so there is no first look.") from trouble
    window, keeper = example_window(app, shipped, example, folder)
    window.resize(1200, 832)
    window.show()
    for index in range(window.tabs.count()):
        window.tabs.setCurrentIndex(index)
        window.page(index).finish()
        yield _picture(app, window, folder / f"{_as_file_name(window.tabs.bar.words(index))}.png")
    plan = window.page(window.tabs.count() - 1)
    page = folder / "action-plan.pdf"
    if isinstance(plan, PlanTab):
        write_pdf(plan.page(), page)
        yield page
    keeper.new()
    yield _picture(app, window, folder / "first-question.png")


def example_window(app: QApplication, shipped: Shipped, example: Path, folder: Path) -> tuple[MainWindow, Keeper]:
    """Return the window with the example in it, and what would keep it: nothing is written unless it is asked to."""
    for font in sorted(shipped.fonts.glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(font))
    stored = open_profile(example)
    day = stored.saved_at
    document = Document(stored.profile, app)

    def now() -> datetime:
        return day

    keeper = Keeper(document, folder, now, folder / "profiles")  # never written either
    remembered = Remembered(folder / "window.ini")  # never written: nothing here is remembered
    return MainWindow(AppLook(app, "Noto Sans"), shipped, document, keeper, remembered, now), keeper


def _picture(app: QApplication, window: MainWindow, picture: Path) -> Path:
    for field in window.findChildren(QLineEdit):
        field.clearFocus()  # its cursor blinks
    for _ in range(2):  # columns move beside each other once they know how wide they are
        app.processEvents()
    if not window.grab().save(str(picture)):
        raise SaveError(f"“{picture.name}” could not be written into “{picture.parent}”.")
    return picture


def _as_file_name(words: str) -> str:
    return "-".join("".join(letter if letter.isalnum() else " " for letter in words.lower()).split())
