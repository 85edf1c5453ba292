"""The printed page on screen, and what it depends on."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QVBoxLayout

from presence_gui.content import Catalog
from presence_gui.plan import make_plan
from presence_gui.profile import Profile
from presence_gui.sheet import make_sheets
from presence_gui.ui.buttons import Button, CheckBox, Kind
from presence_gui.ui.containers import Card, Columns
from presence_gui.ui.document import Document
from presence_gui.ui.fields import Choice, TextBox, TextField
from presence_gui.ui.labels import Label, quiet, small, title
from presence_gui.ui.page import LaidOutPage, Paper, lay_out
from presence_gui.ui.page_text import PageFonts
from presence_gui.ui.page_view import PageView
from presence_gui.ui.printed_card import PrintedCard
from presence_gui.ui.profile_page import ProfilePage
from presence_gui.ui.theme import Look, Type

_SIDE_WIDTH = 340
_MINUTES = (15, 20, 25, 30, 40, 50, 60, 75, 90, 120, 150, 180)


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
        fonts: Path,
        *,
        large_print: bool,
    ) -> None:
        super().__init__(look, "Action plan", document, today)
        self._look, self._catalog = look, catalog
        self._fonts = PageFonts.load(fonts)
        columns = Columns(look, _SIDE_WIDTH)
        self.column.addWidget(columns)
        left, self._side = columns.wide, columns.narrow
        names = QVBoxLayout()
        names.setSpacing(look.theme.gap(4))
        names.addWidget(title(look, "Action plan"))
        names.addWidget(quiet(look, "One page for the next four weeks. Pin it up, and tick it with a pen."))
        left.addLayout(names)
        self._build_side(large_print=large_print)
        self._view = PageView(self.page())
        left.addWidget(self._view)
        left.addStretch(1)
        self._catch_up()

    def page(self) -> LaidOutPage:
        """Return the page for the profile as it is now."""
        profile, today = self._document.profile, self._today()
        plan = make_plan(self._catalog, profile, today)
        paper = Paper.chosen(profile.paper, QLocale.system())
        sheets = make_sheets(self._catalog, profile, plan, today)
        return lay_out(sheets, paper, self._fonts, large_print=self._large.isChecked())

    def _build_side(self, *, large_print: bool) -> None:
        look, profile = self._look, self._document.profile
        column = self._side
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
        about = Card(look, "What the page goes by")
        self._minutes = Choice(look, "Minutes a week")
        self._minutes.activated.connect(self._choose_minutes)
        self._name = TextField(look, "Your name", profile.name)
        self._name.textEdited.connect(self._write_name)
        self._goal = TextBox(look, "Your goal", profile.goal)
        self._goal.edited.connect(self._write_goal)
        self._paper = Choice(look, "Paper")
        for words, paper in (("As usual where you live", ""), ("A4", "a4"), ("US Letter", "letter")):
            self._paper.addItem(words, paper)
        self._paper.activated.connect(self._choose_paper)
        for words, field in (
            ("Minutes a week", self._minutes),
            ("Your name", self._name),
            ("Your goal, in your own words", self._goal),
            ("Paper", self._paper),
        ):
            label = Label(look, words, Type.SMALL)
            label.setBuddy(field)
            about.add(label)
            about.add(field)
        self._large = CheckBox(look, "Large print")
        self._large.setChecked(large_print)
        self._large.toggled.connect(self._advise)
        self._large.toggled.connect(self.large_print_chosen)
        about.add(self._large)
        about.add(small(look, "What does not fit in the minutes waits here, not on the page."))
        column.addWidget(about)

    def _show(self, profile: Profile) -> None:
        self._printed.show_page_of(profile, self._today())
        may_change = not self._document.read_only
        for choice in (self._minutes, self._paper):
            choice.setEnabled(may_change)
        for words in (self._name, self._goal):
            words.setReadOnly(not may_change)
        if self._minutes.currentData() != profile.minutes:
            self._minutes.clear()
            for minutes in sorted({*_MINUTES, profile.minutes}):
                self._minutes.addItem(f"{minutes} minutes", minutes)
            self._minutes.setCurrentIndex(self._minutes.findData(profile.minutes))
        self._name.set_text(profile.name)
        self._goal.set_text(profile.goal)
        self._paper.setCurrentIndex(self._paper.findData(profile.paper))

    def _advise(self) -> None:
        self._view.set_page(self.page())

    def _choose_minutes(self) -> None:
        self._edit("minutes a week", merge="minutes", minutes=int(self._minutes.currentData()))

    def _choose_paper(self) -> None:
        self._edit("paper", merge="paper", paper=str(self._paper.currentData()))

    def _write_name(self, name: str) -> None:
        self._edit("your name", merge="name", name=name)

    def _write_goal(self, goal: str) -> None:
        self._edit("your goal", merge="goal", goal=goal)

    def _edit(self, step: str, *, merge: str = "", **changes: str | int) -> None:
        self._document.edit(step, replace(self._document.profile, **changes), merge)  # type: ignore[arg-type]
