"""The printed page on screen, and what it depends on."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QVBoxLayout

from presence_gui.content import Catalog
from presence_gui.guidance import Guidance, suited
from presence_gui.plan import make_plan
from presence_gui.profile import Profile
from presence_gui.sheet import make_sheets
from presence_gui.ui import page_tags
from presence_gui.ui.buttons import Button, CheckBox, Kind
from presence_gui.ui.containers import Card, Columns
from presence_gui.ui.document import Document
from presence_gui.ui.errand import Errand
from presence_gui.ui.labels import quiet, small, title
from presence_gui.ui.page import LaidOutPage, Paper, lay_out
from presence_gui.ui.page_text import PageFonts
from presence_gui.ui.page_view import PageView
from presence_gui.ui.portions import Portions
from presence_gui.ui.printed_card import PrintedCard
from presence_gui.ui.profile_page import ProfilePage
from presence_gui.ui.settings_cards import AboutYou, ThePage
from presence_gui.ui.spacing import spaced
from presence_gui.ui.theme import Look

_SIDE_WIDTH = 340


class PlanTab(ProfilePage):
    """Shows the one page as it will be printed.

    ``print_wanted``, ``pdf_wanted`` and ``calendar_wanted`` ask for it on paper or as a file, ``ticks_wanted`` to tick
    the page taken along before.
    """

    print_wanted = Signal()
    pdf_wanted = Signal()
    calendar_wanted = Signal()
    ticks_wanted = Signal()
    large_print_chosen = Signal(bool)

    def __init__(
        self,
        look: Look,
        catalog: Catalog,
        document: Document,
        today: Callable[[], date],
        guidance: Callable[[], Guidance],
        fonts: Path,
        *,
        large_print: bool,
    ) -> None:
        super().__init__(look, "Action plan", document, today)
        self._look, self._catalog, self._guidance = look, catalog, guidance
        self._fonts = PageFonts.load(fonts)
        self._made_of: tuple[Profile, date, bool] | None = None
        columns = Columns(look, _SIDE_WIDTH)
        self.column.addWidget(columns)
        left, self._side = columns.wide, columns.narrow
        names = spaced(look, QVBoxLayout(), 4)
        names.addWidget(title(look, "Action plan"))
        names.addWidget(quiet(look, "One page for the next four weeks. Pin it up, and tick it with a pen."))
        left.addLayout(names)
        self._left = left
        self._build_side(large_print=large_print)
        self._catch_up()
        self._portions = Portions(self, self._build_page(), at_once=False)  # the rest of the tab is seen first

    def show_answers(self) -> None:
        """Go to the answers to the first questions."""
        self.go_to(self._about.first)

    def page(self) -> LaidOutPage:
        """Return the page for the profile as it is now."""
        for _ in self._keep_up():
            pass
        return self._page

    def finish(self) -> None:
        self._portions.finish()

    def _build_page(self) -> Iterator[None]:
        yield from self._keep_up()
        yield
        self._view, self._remark = PageView(self._look, self._page), small(self._look, "")
        self._left.addWidget(self._remark)
        self._left.addWidget(self._view)
        self._say(self._page.remark)  # shown before it has a place, it would be a window of its own
        self._left.addStretch(1)
        Errand(self).send(page_tags.prepare)  # it takes 100 ms, and a PDF is likely to be wanted next

    def _keep_up(self) -> Iterator[None]:
        """Make the page for the profile as it is now, where it was made for another: first the plan, then the page."""
        made_of = replace(self._document.profile, printed=(), readings=()), self._today(), self._large.isChecked()
        if made_of == self._made_of:
            return
        profile, today, large_print = made_of
        catalog = suited(self._catalog, self._guidance().professions, profile.profession)
        plan = make_plan(catalog, profile, today)
        yield
        paper = Paper.chosen(profile.paper, QLocale.system())
        sheets = make_sheets(catalog, self._guidance(), profile, plan, today)
        self._page = lay_out(sheets, paper, self._fonts, large_print=large_print)
        self._made_of = made_of

    def _build_side(self, *, large_print: bool) -> None:
        look, column = self._look, self._side
        self._printed = PrintedCard(look)
        self._printed.ticks_wanted.connect(self.ticks_wanted)
        column.addWidget(self._printed)
        out = Card(look, "Take it with you")
        for words, kind, wanted in (
            ("Print…", Kind.PRIMARY, self.print_wanted),
            ("Save as PDF…", Kind.NORMAL, self.pdf_wanted),
            ("Add to my calendar…", Kind.NORMAL, self.calendar_wanted),
        ):
            button = Button(look, words, kind, small=True)
            button.clicked.connect(wanted)
            out.add(button)
        column.addWidget(out)
        self._about = AboutYou(look, self._document, self._guidance().professions)
        column.addWidget(self._about)
        page = ThePage(look, self._document)
        self._large = CheckBox(look, "Large print")
        self._large.setChecked(large_print)
        self._large.toggled.connect(self._advise)
        self._large.toggled.connect(self.large_print_chosen)
        page.add(self._large, inset=CheckBox.PAD)
        page.add(small(look, "What does not fit in the minutes waits here, not on the page."))
        column.addWidget(page)

    def _show(self, profile: Profile) -> None:
        self._printed.show_page_of(profile, self._today())

    def _advise(self) -> None:
        self.finish()
        self._portions = Portions(self, self._renew(), at_once=False)

    def _renew(self) -> Iterator[None]:
        yield from self._keep_up()
        self._view.set_page(self._page)
        self._say(self._page.remark)

    def _say(self, remark: str) -> None:
        self._remark.setText(remark)
        self._remark.setVisible(bool(remark))
