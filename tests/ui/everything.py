"""The whole program in one window, on somebody whose every line says as much as it can."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from types import MappingProxyType

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QAction, QFontDatabase
from PySide6.QtWidgets import QApplication, QWidget

from presence_gui import paths
from presence_gui.content import Catalog, Kind, load_catalog
from presence_gui.diary import PrintedLine, PrintedPlan
from presence_gui.guidance import load_guidance
from presence_gui.importers.reading import offers, read_exports
from presence_gui.profile import Answer, Objection, Profile
from presence_gui.storage.profile_file import open_profile
from presence_gui.ui.document import Document
from presence_gui.ui.first_questions import FirstQuestions
from presence_gui.ui.fold import Fold
from presence_gui.ui.keeping import Keeper
from presence_gui.ui.main_window import MainWindow, Shipped
from presence_gui.ui.platform_tab import PlatformTab
from presence_gui.ui.portions import Portions
from presence_gui.ui.reading_data import Found
from presence_gui.ui.remembered import Remembered
from presence_gui.ui.review import Review
from presence_gui.ui.theme import AppLook, Colours
from tests.unit.importers.linkedin_export import CONNECTIONS, PREAMBLE, PROFILE, SHARES, table, zipped

NOW = datetime(2026, 11, 25, 14, 2)  # noqa: DTZ001  local time, as on the wall
LAST_YEAR = date(2025, 9, 24)


def longest(catalog: Catalog) -> Profile:
    """Return somebody whose every line is open and says as much as it can."""
    answers = {}
    for item in catalog.items.values():
        answer = Answer(from_data=LAST_YEAR, note="A note on this line. " * 20)
        if item.kind is Kind.NUMBER:
            answer = replace(answer, number=max(item.target - 1, 0), given=LAST_YEAR)
        if item.kind is Kind.TEXT:
            answer = replace(answer, text="Wwww mmm " * (item.target // 9 + 2))
        if item.kind is Kind.DATE:
            answer = replace(answer, day=LAST_YEAR)
        answers[item.id] = answer
    example = open_profile(paths.EXAMPLE).profile
    lines = [
        PrintedLine(item, week, 120, 1 if habit else 8, habit=habit)
        for habit in (False, True)
        for week in (1, 2, 3, 4)
        for item in list(catalog.items)[habit * 40 : habit * 40 + 6]
    ]
    return replace(
        example,
        answers=MappingProxyType(answers),
        name="Professor Alexandra Sample-Featherstonehaugh",
        work="I audit the accounts of medium-sized family firms in the north of England",
        profession="senior-civil-servant",
        objection=Objection.WHAT,
        left_out=frozenset(),
        minutes=150,
        printed=(PrintedPlan(date(2026, 11, 23), 150, tuple(lines)),),
    )


def found(folder: Path, today: date) -> Found:
    """Return what a made-up export says, among files with long names."""
    long_name = "A_folder_of_mine/" + "a_file_with_a_name_that_nobody_would_have_chosen_" * 2 + ".csv"
    files = {
        "Profile.csv": table(
            PROFILE, ["Sample", "Person", *[""] * 3, "Auditor who finds what others miss " * 6, *[""] * 7]
        ),
        "Connections.csv": PREAMBLE + table(CONNECTIONS, ["A", "B", "", "", "", "", "07 Nov 2026"]),
        "Shares.csv": table(SHARES, ["2026-02-30 08:00:00", "y", "No such day", "", "", ""]),
        "Skills.csv": table("Name", ["Audit"], ["Tax"], ["Ethics"]),
        "messages.csv": "CONVERSATION ID,FROM,CONTENT\n",
        long_name: "A\n1\n",
    }
    archive = zipped(folder / "Complete_LinkedInDataExport_11-12-2026.zip", files, date(2026, 11, 12))
    exports, _ = read_exports([archive], today, lambda _share: None)
    problem = f"“{long_name}” could not be read: it is not one of the exports that Presence knows."
    return Found(exports, (problem,), {offer.key: offer.says for offer in offers()})


class Everything:
    """The window on a profile, in the bundled font."""

    def __init__(self, app: QApplication, folder: Path, text_size: float = 1.0) -> None:
        for file in sorted(paths.FONTS.glob("*.ttf")):
            QFontDatabase.addApplicationFont(str(file))
        self._app, self._found = app, (app.font(), app.palette())
        self.look = AppLook(app, "Noto Sans")
        self.look.choose(Colours.LIGHT, text_size)
        self.catalog = load_catalog(paths.PLATFORMS)
        guidance = partial(load_guidance, paths.RESOURCES)
        shipped = Shipped(self.catalog, guidance, paths.SAMPLES, paths.FONTS, paths.LICENCES, lambda: "1")
        self.document = Document(longest(self.catalog), app)
        self.folder, self.keeper = folder, Keeper(self.document, folder, lambda: NOW, folder / "profiles")
        remembered = Remembered(folder / "window.ini")
        self.window = MainWindow(self.look, shipped, self.document, self.keeper, remembered, lambda: NOW)

    def show(self, width: int, height: int, text_size: float, colours: Colours = Colours.LIGHT) -> None:
        self.look.choose(colours, text_size)
        self.document.become(longest(self.catalog))
        self.keeper.status.emit("Saved on this computer · Wed 30 September, 14:02 · no earlier version could be kept")
        self.window.message.say(f"“{'My presence on a stick, ' * 5}” is open in another window.", "Save a copy…")
        self.window.resize(width, height)
        self.window.show()
        self.settle()
        assert (self.window.width(), self.window.height()) == (width, height)

    def settle(self) -> None:
        """Let the page come to rest: a width gives a height, and that another width where it makes room for a bar."""
        while any(one.goes_on for one in self.window.findChildren(Portions)):
            QApplication.processEvents()
        for _ in range(50):
            QApplication.processEvents()

    def tabs(self) -> Iterator[str]:
        for place in range(self.window.tabs.count()):
            self.window.tabs.setCurrentIndex(place)
            self.window.page(place).finish()
            page = self.window.page(place)
            if isinstance(page, PlatformTab):
                for row in {row.item.kind: row for row in page.rows.values()}.values():
                    row.blockSignals(True)  # or the tab closes the one before
                    row.open()
            for fold in page.findChildren(Fold):
                fold.open()
            self.settle()
            yield self.window.tabs.bar.words(place)

    def ticks(self) -> None:
        """Show what was printed, to be ticked."""
        (action,) = [one for one in self.window.findChildren(QAction) if one.text() == "&Tick what you did…"]
        action.trigger()
        self.settle()

    @contextmanager
    def questions(self) -> Iterator[FirstQuestions]:
        """Ask what somebody new is asked."""
        page = FirstQuestions(self.look, self.document, partial(load_guidance, paths.RESOURCES))
        with self._put_up(page):
            yield page

    @contextmanager
    def review(self) -> Iterator[Review]:
        """Show what an export says, with all its lines."""
        read = found(self.folder, NOW.date())
        page = Review(self.look, self.catalog, self.document, NOW.date, lambda: True, read, ())
        with self._put_up(page):
            for fold in page.findChildren(Fold):
                fold.open()
            self.settle()
            yield page

    @contextmanager
    def _put_up(self, page: QWidget) -> Iterator[None]:
        """Show a page in a window of its own, a little lower than the main one with its strips."""
        page.setUpdatesEnabled(self.window.updatesEnabled())
        page.resize(self.window.width(), self.window.height() - self.look.theme.px(150))
        page.show()
        self.settle()
        yield
        page.hide()
        page.deleteLater()

    def close(self) -> None:
        """End with it, and leave the application as it was found: others may be dressed by a look of their own."""
        font, palette = self._found
        self._app.setFont(font)
        self._app.setPalette(palette)
        self.window.hide()
        self.window.deleteLater()
        self.document.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
