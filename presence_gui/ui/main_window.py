"""The window: arranges the pages and the menus, and decides nothing else."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QCloseEvent, QColor, QDragEnterEvent, QDropEvent, QKeySequence, QPalette
from PySide6.QtWidgets import QMainWindow, QMenu, QStatusBar, QVBoxLayout, QWidget

from presence_gui.content import Catalog, Profession
from presence_gui.profile import Profile
from presence_gui.scoring import LEFT_OUT, score
from presence_gui.storage.profile_file import SUFFIX
from presence_gui.ui.commands import Commands
from presence_gui.ui.document import Document
from presence_gui.ui.keeping import Keeper
from presence_gui.ui.labels import small
from presence_gui.ui.message_bar import MessageBar
from presence_gui.ui.overview import Overview
from presence_gui.ui.page import LaidOutPage
from presence_gui.ui.plan_tab import PlanTab
from presence_gui.ui.platform_tab import PlatformTab
from presence_gui.ui.remembered import Remembered
from presence_gui.ui.tabs import Tabs
from presence_gui.ui.theme import Look

_TEXT_SIZES = (1.0, 1.25, 1.5, 1.75, 2.0)


@dataclass(frozen=True, slots=True)
class Shipped:
    """What comes with the program: the checklists, the examples, the fonts.

    The profession cards and the version are read when somebody asks for them.
    """

    catalog: Catalog
    professions: Callable[[], tuple[Profession, ...]]
    samples: Path
    fonts: Path
    version: Callable[[], str]


class MainWindow(QMainWindow):
    """Overview, a tab for each platform and the action plan over one document, with menus and a status line."""

    def __init__(
        self,
        look: Look,
        shipped: Shipped,
        document: Document,
        keeper: Keeper,
        remembered: Remembered,
        now: Callable[[], datetime],
    ) -> None:
        super().__init__()
        self._look, self._shipped, self._document, self._keeper = look, shipped, document, keeper
        self._remembered, self._now = remembered, now
        self.setAcceptDrops(True)
        self.resize(1200, 832)
        self.setMinimumSize(760, 480)
        self.message = MessageBar(look)
        self.tabs = Tabs(look)
        self._makers: list[Callable[[], QWidget] | None] = []
        self._made: dict[int, QWidget] = {}
        self._pages: list[QWidget] = []
        self._columns: list[QVBoxLayout] = []
        self._commands = Commands(self, keeper, self.message, self._plan_page)
        self._add_pages()
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.message)
        column.addWidget(self.tabs, 1)
        self.setCentralWidget(inside)
        self._add_status()
        self._add_menus()
        self._dress()
        look.changed.connect(self._dress)
        self._show_page(0)
        self.tabs.currentChanged.connect(self._show_page)
        document.changed.connect(self._show_chips)
        document.changed.connect(self._show_read_only)
        keeper.status.connect(self._status.setText)
        keeper.trouble.connect(self._say_trouble)
        keeper.moved.connect(self._moved)
        self._show_chips(document.profile)
        self._moved(keeper.file)
        if not remembered.geometry.isEmpty():
            self.restoreGeometry(remembered.geometry)

    def page(self, index: int) -> QWidget:
        """Return the page of one tab, which is built when somebody first looks at it."""
        make = self._makers[index]
        if make:
            self._makers[index] = None
            made = make()
            self._columns[index].addWidget(made)
            self._made[index] = made
        return self._made[index]

    def open_file(self, path: Path) -> None:
        """Open a profile; when that is not possible, say so and leave everything as it is."""
        self._commands.open_file(path)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._remembered.geometry = self.saveGeometry()
        if self._keeper.save_now() or self._commands.may_lose_changes():
            event.accept()
        else:
            event.ignore()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if path := _dropped(event):
            event.acceptProposedAction()
            self.open_file(path)

    def _today(self) -> date:
        return self._now().date()

    def _add_pages(self) -> None:
        look, catalog, document = self._look, self._shipped.catalog, self._document
        self._add_page("Overview", self._make_overview)
        for platform in catalog.platforms:
            make = partial(PlatformTab, look, catalog, platform, document, self._today, self._shipped.professions)
            self._add_page(platform.name, make)
        self._add_page("Action plan", self._make_plan_tab)

    def _add_page(self, name: str, make: Callable[[], QWidget]) -> None:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        self._makers.append(make)
        self._pages.append(holder)
        self._columns.append(column)
        self.tabs.add(holder, name)

    def _make_overview(self) -> QWidget:
        page = Overview(self._look, self._shipped.catalog, self._document, self._now)
        page.plan_wanted.connect(self._commands.print)
        return page

    def _make_plan_tab(self) -> QWidget:
        page = PlanTab(
            self._look,
            self._shipped.catalog,
            self._document,
            self._today,
            self._shipped.fonts,
            large_print=self._remembered.large_print,
        )
        page.print_wanted.connect(self._commands.print)
        page.pdf_wanted.connect(self._commands.save_pdf)
        page.large_print_chosen.connect(self._remember_large_print)
        return page

    def _plan_page(self) -> LaidOutPage:
        self._show_plan()
        tab = self.page(len(self._pages) - 1)
        assert isinstance(tab, PlanTab)  # noqa: S101  the last tab is made above
        return tab.page()

    def _show_page(self, index: int) -> None:
        self.page(index)

    def _dress(self) -> None:
        """Give the strips at the top and the bottom the colour of a card, and a line towards the pages."""
        theme = self._look.theme
        palette = theme.palette()
        palette.setColor(QPalette.ColorRole.Window, QColor(theme.card))
        for strip in (self.menuBar(), self.statusBar()):
            strip.setPalette(palette)
            strip.setAutoFillBackground(True)

    def _add_status(self) -> None:
        bar = QStatusBar()
        bar.setSizeGripEnabled(False)
        gap = self._look.theme.gap(12)
        bar.setContentsMargins(gap, 0, gap, 0)
        self._status = small(self._look, "Nothing to save yet")
        promise = small(self._look, "No account. Nothing leaves this computer.")
        for label in (self._status, promise):
            label.setWordWrap(False)
        bar.addWidget(self._status, 1)
        bar.addPermanentWidget(promise)
        self.setStatusBar(bar)

    def _add_menus(self) -> None:
        keys, do = QKeySequence.StandardKey, self._commands
        file = self._menu("&File")
        self._action(file, "&New profile", do.new, keys.New)
        self._action(file, "&Open…", do.open, keys.Open)
        self._recent = file.addMenu("Open &recent")
        self._recent.aboutToShow.connect(self._fill_recent)
        examples = file.addMenu("Open an &example")
        for sample in sorted(self._shipped.samples.glob(f"*{SUFFIX}")):
            self._action(examples, sample.stem, partial(do.open_example, sample))
        file.addSeparator()
        self._action(file, "Save a &copy…", do.save_copy, keys.SaveAs)
        self._action(file, "&Show the file", do.show_file)
        file.addSeparator()
        self._action(file, "&Print…", do.print, keys.Print)
        self._action(file, "Save as P&DF…", do.save_pdf)
        file.addSeparator()
        self._action(file, "&Quit", self.close, keys.Quit)
        edit = self._menu("&Edit")
        for action, key in (
            (self._document.steps.createUndoAction(self, "&Undo"), keys.Undo),
            (self._document.steps.createRedoAction(self, "&Redo"), keys.Redo),
        ):
            action.setShortcuts(key)
            edit.addAction(action)
        view = self._menu("&View")
        self._action(view, "&Larger text", partial(self._resize_text, 1), keys.ZoomIn)
        self._action(view, "&Smaller text", partial(self._resize_text, -1), keys.ZoomOut)
        self._action(view, "&Usual text size", partial(self._resize_text, 0), "Ctrl+0")
        view.addSeparator()
        for words, scheme in (
            ("Colours as the s&ystem has them", Qt.ColorScheme.Unknown),
            ("Li&ght colours", Qt.ColorScheme.Light),
            ("&Dark colours", Qt.ColorScheme.Dark),
        ):
            self._action(view, words, partial(self._colour, scheme))
        plan = self._menu("&Plan")
        self._action(plan, "&Show the action plan", self._show_plan, "Ctrl+L")
        self._action(plan, "&Print this month’s plan…", do.print)
        about = self._menu("&Help")
        self._action(about, "About your &data", do.about_data)
        self._action(about, "&About Presence", partial(do.about, self._shipped.version))

    def _menu(self, name: str) -> QMenu:
        return self.menuBar().addMenu(name)

    def _action(
        self, menu: QMenu, words: str, do: Callable[[], object], key: QKeySequence.StandardKey | str | None = None
    ) -> None:
        action = QAction(words, self)
        action.triggered.connect(lambda _checked=False: do())
        if isinstance(key, str):
            action.setShortcut(key)
        elif key is not None:
            action.setShortcuts(key)
        menu.addAction(action)

    def _fill_recent(self) -> None:
        self._recent.clear()
        for path in self._remembered.recent:
            self._action(self._recent, path.name.replace("&", "&&"), partial(self.open_file, path))
        if self._recent.isEmpty():
            self._recent.addAction("None yet").setEnabled(False)

    def _show_plan(self) -> None:
        self.tabs.setCurrentIndex(len(self._pages) - 1)

    def _remember_large_print(self, large: bool) -> None:  # noqa: FBT001  Qt's signal
        self._remembered.large_print = large

    def _resize_text(self, step: int) -> None:
        place = _TEXT_SIZES.index(min(_TEXT_SIZES, key=lambda size: abs(size - self._look.theme.text_size)))
        place = max(0, min(len(_TEXT_SIZES) - 1, place + step)) if step else 0
        self._wear(self._remembered.scheme, _TEXT_SIZES[place])

    def _colour(self, scheme: Qt.ColorScheme) -> None:
        self._wear(scheme, self._look.theme.text_size)

    def _wear(self, scheme: Qt.ColorScheme, text_size: float) -> None:
        self._look.choose(scheme, text_size)
        self._remembered.remember_look(scheme, text_size)

    def _show_chips(self, profile: Profile) -> None:
        stands = score(self._shipped.catalog, profile, self._today())
        for index, platform in enumerate(self._shipped.catalog.platforms, 1):
            one = stands.platforms[platform.id]
            self.tabs.bar.set_chip(index, "off" if one.label == LEFT_OUT else f"{one.score:.0f}%")

    def _show_read_only(self) -> None:
        for page in self._pages[:-1]:
            page.setEnabled(not self._document.read_only)

    def _moved(self, file: Path | None) -> None:
        self.setWindowTitle(f"{file.stem} – Presence" if file else "Presence")
        if file:
            self._remembered.remember_file(file)
        if self._keeper.read_only:
            self.message.say(self._keeper.read_only, "Save a copy…", self._commands.save_copy)

    def _say_trouble(self, sentence: str) -> None:
        if sentence:
            self.message.say(sentence, "Save a copy…", self._commands.save_copy)
        elif not self._keeper.read_only:
            self.message.say("")


def _dropped(event: QDropEvent) -> Path | None:
    """Return the profile that is being dropped, or None when it is anything else."""
    urls = event.mimeData().urls()
    path = Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None
    return path if path and path.suffix in {SUFFIX, ".json"} else None
