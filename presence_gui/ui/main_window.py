"""The window: arranges the pages, and decides nothing else."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, QTimer
from PySide6.QtGui import QCloseEvent, QColor, QDragEnterEvent, QDropEvent, QPalette
from PySide6.QtWidgets import QApplication, QMainWindow, QVBoxLayout, QWidget

from presence_gui.content import Catalog, Item, Platform
from presence_gui.profile import Profile
from presence_gui.scoring import LEFT_OUT, score
from presence_gui.ui.announcing import ScoreAnnouncer
from presence_gui.ui.asides import Asides
from presence_gui.ui.called import Called
from presence_gui.ui.commands import Commands
from presence_gui.ui.document import Document
from presence_gui.ui.keeping import Keeper
from presence_gui.ui.menus import Menus
from presence_gui.ui.message_bar import MessageBar
from presence_gui.ui.overview import Overview
from presence_gui.ui.place import Place
from presence_gui.ui.portions import Portions
from presence_gui.ui.profile_page import ProfilePage
from presence_gui.ui.remembered import Remembered
from presence_gui.ui.stand_in import StandIn
from presence_gui.ui.status_line import StatusLine
from presence_gui.ui.tab_order import first_stop, follow_the_page, put_keyboard
from presence_gui.ui.tabs import Tabs
from presence_gui.ui.theme import AppLook, Look
from presence_gui.ui.unforeseen import Unforeseen

if TYPE_CHECKING:
    from presence_gui.guidance import Guidance
    from presence_gui.ui.guide_window import GuideWindow
    from presence_gui.ui.page import LaidOutPage
    from presence_gui.ui.plan_tab import PlanTab
    from presence_gui.ui.platform_tab import PlatformTab
    from presence_gui.ui.tick_page import TickPage

_MINUTE = 60_000  # milliseconds


@dataclass(frozen=True, slots=True)
class Shipped:
    """What comes with the program: the checklists, the examples, the fonts, and the command that reads exports.

    What stands behind the checklists and the version are read when somebody asks for them.
    """

    catalog: Catalog
    guidance: "Callable[[], Guidance]"
    samples: Path
    fonts: Path
    licences: Path
    version: Callable[[], str]
    reads: tuple[str, ...] = ()


class MainWindow(QMainWindow):
    """Overview, a tab for each platform and the action plan over one document, with menus and a status line."""

    def __init__(
        self,
        look: AppLook,
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
        self.resize(QSize(1200, 832).boundedTo(self.screen().availableSize()))
        self.setMinimumSize(760, 480)
        self.unforeseen = Unforeseen(self, look, self._save, shipped.version)
        self.message = MessageBar(look)
        self.tabs = Tabs(look)
        self._places: list[Place] = []
        self._ticks: TickPage | None = None
        self._guide: GuideWindow | None = None
        known = (shipped.catalog, document, keeper, self.message, self._plan_page, remembered, now)
        self._commands = Commands(self, look, *known)
        self._add_pages()
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.message)
        column.addWidget(self.tabs, 1)
        self._stand_in = StandIn(column, self.tabs)
        self.setCentralWidget(inside)
        self._status = StatusLine(look, "Nothing to save yet")
        self.setStatusBar(self._status)
        kept = (document, keeper, self._commands, self.message, now, shipped.reads)
        self.asides = Asides(self, column, self._stand_in, look, shipped.catalog, *kept)
        self.asides.closed.connect(self._show_tabs)
        self._called = Called(self, keeper)
        show = (self._show_plan, self._show_ticks, self._show_answers)
        data = (self.asides.choose_data, partial(self.asides.choose_data, folder=True))
        about = partial(self._commands.about, shipped.version, shipped.licences)
        more = (shipped.samples, *show, data, self.asides.list_earlier, self._show_guide, about)
        Menus(self, self.tabs, self._commands, document.steps, look, remembered, *more)
        self._dress_strips()
        look.changed.connect(self._dress)
        self.tabs.currentChanged.connect(self._show_page)
        document.changed.connect(self._show_chips)
        document.taken.connect(self._welcome)
        ScoreAnnouncer(self, shipped.catalog, document, self._today)
        self._trouble, self._day = "", self._today()
        self._listen_to(keeper)
        self._start_the_clock()
        self._show_chips(document.profile)
        self._moved(keeper.file)
        if not remembered.geometry.isEmpty():
            self.restoreGeometry(remembered.geometry)

    def page(self, index: int) -> ProfilePage:
        """Return the page of one tab, which is built when somebody first looks at it."""
        return self._places[index].page

    def open_file(self, path: Path) -> None:
        """Open a profile; when that is not possible, say so and leave everything as it is."""
        self._commands.open_file(path)

    def setVisible(self, visible: bool) -> None:  # noqa: FBT001  Qt's own
        if visible and not self._stand_in.is_there:  # only now, so that it is built once, for the profile opened
            self._welcome()
        super().setVisible(visible)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001  Qt's own
        if page := self._here.made:
            page.finish()  # or the keyboard would pass over what is to come
        follow_the_page(self)
        return super().focusNextPrevChild(forward)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._remembered.geometry = self.saveGeometry()
        self._commands.finish()
        if self._keeper.save_now() or self._commands.may_lose_changes():
            self._keeper.close()
            self._called.watch()
            self.asides.end()
            event.accept()
        else:
            event.ignore()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        from presence_gui.ui.dropping import dropped

        if dropped(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        from presence_gui.ui.dropping import dropped, is_profile

        if files := dropped(event.mimeData()):
            event.acceptProposedAction()
            if is_profile(files):
                self.open_file(files[0])
            else:
                self.asides.read_data(files)

    def _listen_to(self, keeper: Keeper) -> None:
        keeper.status.connect(self._status.say)
        keeper.trouble.connect(self._say_trouble)
        keeper.moved.connect(self._moved)

    def _save(self) -> str:
        """Save what is not saved yet; return "", or why that is not possible."""
        return "" if self._keeper.save_now() else self._keeper.refused

    def _today(self) -> date:
        return self._now().date()

    def _start_the_clock(self) -> None:
        minutes = QTimer(self, interval=_MINUTE)
        minutes.timeout.connect(self._watch_the_day)
        minutes.start()

    def _watch_the_day(self) -> None:
        """Show everything again after midnight: what was done is a day older."""
        if self._today() != self._day:
            self._day = self._today()
            self._document.become(self._document.profile)

    def _add_pages(self) -> None:
        self._add_page("Overview", self._make_overview)
        for platform in self._shipped.catalog.platforms:
            self._add_page(platform.name, partial(self._make_platform_tab, platform))
        self._add_page("Action plan", self._make_plan_tab)

    def _add_page(self, name: str, make: Callable[[Look], ProfilePage]) -> None:
        self._places.append(place := Place(self._look, make))
        self.tabs.add(place, name)

    @property
    def _here(self) -> Place:
        return self._places[self.tabs.currentIndex()]

    def _welcome(self) -> None:
        """Ask somebody new the first questions, or show the pages."""
        if to_be_asked(self._document):
            from presence_gui.ui.first_questions import FirstQuestions

            questions = FirstQuestions(self._look, self._document, self._shipped.guidance)
            questions.finished.connect(self._begin)
            self._stand_in.put(questions, questions.finish)
            questions.begin()
        else:
            self._stand_in.take_away()
            self._show_page(self.tabs.currentIndex())
            self.tabs.show()
            self._keep_keyboard_in_sight()

    def _begin(self) -> None:
        """Show somebody who has just answered where they stand."""
        self.tabs.setCurrentIndex(0)
        self._show_tabs()

    def _show_tabs(self) -> None:
        self._welcome()
        self._stand_in.give_keyboard_back()

    def _make_overview(self, look: Look) -> ProfilePage:
        page = Overview(look, self._shipped.catalog, self._document, self._now)
        page.plan_wanted.connect(self._commands.print)
        page.item_wanted.connect(self._show_item)
        page.data_wanted.connect(self._show_data)
        return page

    def _make_platform_tab(self, platform: Platform, look: Look) -> ProfilePage:
        from presence_gui.ui.platform_tab import PlatformTab

        shipped = self._shipped
        page = PlatformTab(look, shipped.catalog, platform, self._document, self._today, shipped.guidance)
        page.item_wanted.connect(self._show_item)
        page.data_wanted.connect(self.asides.choose_data)
        return page

    def _make_plan_tab(self, look: Look) -> ProfilePage:
        from presence_gui.ui.plan_tab import PlanTab

        page = PlanTab(
            look,
            self._shipped.catalog,
            self._document,
            self._today,
            self._shipped.guidance,
            self._shipped.fonts,
            large_print=self._remembered.large_print,
        )
        page.print_wanted.connect(self._commands.print)
        page.pdf_wanted.connect(self._commands.save_pdf)
        page.calendar_wanted.connect(self._commands.add_to_calendar)
        page.ticks_wanted.connect(self._show_ticks)
        page.large_print_chosen.connect(self._remember_large_print)
        return page

    def _plan_page(self) -> "LaidOutPage":
        return self._show_plan().page()

    def _show_answers(self) -> None:
        self._show_plan().show_answers()

    def _show_page(self, index: int) -> None:
        self._places[index].follow(self._look)
        self.page(index)
        self._keep_keyboard_in_sight()

    def _keep_keyboard_in_sight(self) -> None:
        """Move the keyboard off what made way, and onto the first control of a page that was just built."""
        here: QWidget | None = self.focusWidget()
        place = self._here
        if here and self.isVisible() and (here is place or not here.isVisible()):
            is_here = here is place or place.isAncestorOf(here)
            put_keyboard((is_here and first_stop(place)) or self.tabs.bar)

    def _dress(self) -> None:
        """Take other colours or another text size, in turns of the loop so that the window is never held up long."""
        self._dress_strips()
        self.tabs.setUpdatesEnabled(False)
        # the strips take their room first, or the page would be laid out again when they do
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        Portions(self, self._dress_pages(), at_once=False)

    def _dress_strips(self) -> None:
        """Give the strips at the top and the bottom the colour of a card."""
        theme = self._look.theme
        palette = theme.palette()
        palette.setColor(QPalette.ColorRole.Window, QColor(theme.card))
        for strip in (self.menuBar(), self.statusBar()):
            strip.setPalette(palette)
            strip.setAutoFillBackground(True)

    def _dress_pages(self) -> Iterator[None]:
        """Dress the page in sight, paint it once all on it has its place, and then dress those out of sight."""
        yield from self._here.follow_in_turns(self._look)
        yield
        self.tabs.setUpdatesEnabled(True)
        Portions(self, map(partial(Place.follow, look=self._look), self._places), at_once=False)

    def _show_plan(self) -> "PlanTab":
        from presence_gui.ui.plan_tab import PlanTab

        last = len(self._places) - 1
        self.tabs.setCurrentIndex(last)  # before what stands there is left, or the tab before would come back first
        self._stand_in.make_way()
        self.tabs.setCurrentIndex(last)  # whoever leaves the first questions is led to the first tab
        tab = self.page(last)
        assert isinstance(tab, PlanTab)  # noqa: S101  the last tab is made above
        if self._ticks:
            self._ticks.hide()
            tab.show()
        return tab

    def _show_ticks(self) -> None:
        """Put the printed page's boxes in place of the action plan, until that is wanted again."""
        from presence_gui.ui.tick_page import TickPage

        self._show_plan()
        last = len(self._places) - 1
        self.page(last).hide()
        if self._ticks is None:
            self._ticks = TickPage(self._places[last].look, self._shipped.catalog, self._document, self._today)
            self._ticks.left.connect(self._show_plan)
            self._ticks.print_wanted.connect(self._commands.print)
            self._places[last].add(self._ticks)
        self._ticks.show()
        self._ticks.begin()

    def _show_guide(self) -> None:
        """Show the short guide in a window of its own, where it may stay open."""
        if not self._guide:
            from presence_gui.ui.guide_window import GuideWindow

            self._guide = GuideWindow(self, self._look, self._shipped.guidance())
        self._guide.begin()

    def _show_item(self, item: Item) -> None:
        self._show_tab(item.platform).show_item(item)

    def _show_data(self, platform: Platform) -> None:
        self._show_tab(platform.id).show_data()

    def _show_tab(self, platform_id: str) -> "PlatformTab":
        from presence_gui.ui.platform_tab import PlatformTab

        index = 1 + [platform.id for platform in self._shipped.catalog.platforms].index(platform_id)
        self.tabs.setCurrentIndex(index)
        tab = self.page(index)
        assert isinstance(tab, PlatformTab)  # noqa: S101  between the overview and the plan there are only these
        return tab

    def _remember_large_print(self, large: bool) -> None:  # noqa: FBT001  Qt's signal
        self._remembered.large_print = large

    def _show_chips(self, profile: Profile) -> None:
        stands = score(self._shipped.catalog, profile, self._today())
        for index, platform in enumerate(self._shipped.catalog.platforms, 1):
            one = stands.platforms[platform.id]
            self.tabs.bar.set_chip(index, "off" if one.label == LEFT_OUT else f"{one.score:.0f}%")

    def _moved(self, file: Path | None) -> None:
        self.setWindowTitle(f"{file.stem} – Presence" if file else "Presence")
        if file:
            self._remembered.remember_file(file)
        if self._keeper.read_only:
            self._commands.offer_copy(self._keeper.read_only)

    def _say_trouble(self, sentence: str) -> None:
        """Say why a save did not work, once; take back only what was said here."""
        if sentence and sentence != self._trouble:
            self._commands.offer_copy(sentence)
        elif not sentence and self.message.sentence == self._trouble:
            self.message.say("")
        self._trouble = sentence


def to_be_asked(document: Document) -> bool:
    """Return whether the open profile is empty, may be changed, and was not asked yet."""
    return not (document.profile.asked or document.profile.answers or document.read_only)
