"""Tick on the screen what was ticked on paper."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from presence_gui.content import Catalog
from presence_gui.days import short_day, whole_day
from presence_gui.diary import DAYS_A_WEEK, WEEKS, PrintedLine, PrintedPlan
from presence_gui.printed import boxes, current, missed, offer, tick, titled, week_of
from presence_gui.profile import Profile
from presence_gui.ui.buttons import Button, CheckBox, Kind
from presence_gui.ui.containers import Card
from presence_gui.ui.document import Document
from presence_gui.ui.labels import body, quiet, title
from presence_gui.ui.printed_card import how_far
from presence_gui.ui.profile_page import ProfilePage
from presence_gui.ui.spacing import spaced
from presence_gui.ui.tab_order import back_to, name_at_hand
from presence_gui.ui.theme import Look
from presence_gui.ui.words import minutes_in_words

_WIDEST = 860
_NOTHING_PRINTED = (
    "No page has been taken along yet. Print your action plan, save it as a PDF or add it to your calendar; its boxes"
    " then wait for you here."
)
_ALL_TICKED = "Every box is ticked. The next page is ready when you are."
_OVER = "These four weeks are over. Tick what you did; the next page is ready when you are."


class TickPage(ProfilePage):
    """Lists the page to tick, week by week; every tick is one step that can be undone.

    A click on a box fills the boxes of its line up to it, or empties them from it on. ``left`` says that the user
    wants to go back, ``print_wanted`` that the next page is wanted.
    """

    left = Signal()
    print_wanted = Signal()

    def __init__(self, look: Look, catalog: Catalog, document: Document, today: Callable[[], date]) -> None:
        super().__init__(look, "Tick what you did", document, today, _WIDEST)
        self._catalog = catalog
        back = Button(look, "Back to the action plan", Kind.LINK, small=True)
        back.clicked.connect(self.left)
        self.column.addWidget(back)
        self._far = quiet(look, "")
        names = spaced(look, QVBoxLayout(), 4)
        names.addWidget(title(look, "Tick what you did"))
        names.addWidget(self._far)
        self.column.addLayout(names)
        self._message = Card(look)
        self._message.setAccessibleName("Your printed page")
        self._words = body(look, "")
        self._message.add(self._words)
        self._print = Button(look, "Print the next page…", Kind.PRIMARY, small=True)
        self._print.clicked.connect(self.print_wanted)
        self._print_row = self._message.add(self._print)
        self._weeks = QWidget()
        self.column.addWidget(self._weeks)
        self.column.addStretch(1)
        self._boxes: dict[tuple[int, int], CheckBox] = {}
        self._built: object = None
        self._welcome = False  # settled when the page is opened: what is ticked must not move the boxes below
        self._catch_up()

    def begin(self) -> None:
        """Welcome whoever comes back, with this week's first open box in view and under the keyboard."""
        self._welcome, self._seen = self._is_missed(), None
        self._catch_up()
        QTimer.singleShot(0, self, self._go_to_this_week)  # the boxes have their places once the page is laid out

    def _go_to_this_week(self) -> None:
        place = current(self._document.profile, self._today())
        if place is None or not self._boxes:
            self._print.setFocus()
            return
        plan = self._document.profile.printed[place]
        week = week_of(plan, self._today())
        places = list(self._boxes)
        open_now = [spot for spot in places if plan.lines[spot[0]].week == week and not self._boxes[spot].isChecked()]
        spot = next(iter(open_now or [spot for spot in places if plan.lines[spot[0]].week == week] or places))
        self._boxes[spot].setFocus()
        self.ensureWidgetVisible(self._boxes[spot], 0, self.height() // 3)

    def _show(self, profile: Profile) -> None:
        today = self._today()
        place = current(profile, today)
        plan = profile.printed[place] if place is not None else PrintedPlan(today, 0)
        week = week_of(plan, today)
        built = (place, plan.start, week, [(line.item, line.week, line.minutes, line.boxes) for line in plan.lines])
        if built != self._built:
            self._built, self._welcome = built, self._is_missed()
            self._build(place or 0, plan, week)
        for (index, number), box in self._boxes.items():
            line = plan.lines[index]
            box.setChecked(line.ticked >= number)
            box.set_bold(line.ticked < line.boxes and line.week <= week)
            box.setEnabled(not self._document.read_only)
        self._far.setText(how_far(plan) if place is not None else "")
        self._far.setVisible(place is not None)
        self._say(profile, plan if place is not None else None, today)

    def _is_missed(self) -> bool:
        profile, today = self._document.profile, self._today()
        place = current(profile, today)
        return place is not None and missed(profile.printed[place], today)

    def _advise(self) -> None:
        """All of it is quick, and shown at once."""

    def _say(self, profile: Profile, plan: PrintedPlan | None, today: date) -> None:
        words, is_end = "", True
        if plan is None:
            words = _NOTHING_PRINTED
        elif boxes(plan)[0] == boxes(plan)[1]:
            words = _ALL_TICKED
        elif week_of(plan, today) > WEEKS:
            words = _OVER
        else:
            is_end = False
            if week_of(plan, today) < 1:
                words = f"It starts on {whole_day(plan.start)}. What you do before then counts as well."
            elif self._welcome and (step := offer(self._catalog, profile, today)):
                minutes = f"{step.minutes} {'minute' if step.minutes == 1 else 'minutes'}"
                words = f"Welcome back. The smallest next step takes {minutes}: {step.words.rstrip('.')}."
        self._words.setText(words)
        self._print.set_words("Print…" if plan is None else "Print the next page…")
        self._print_row.setVisible(is_end)
        self._message.setVisible(bool(words))

    def _build(self, place: int, plan: PrintedPlan, now: int) -> None:
        """Put the lines of another page, or of another day, in place of those shown."""
        here = name_at_hand(self._weeks)
        old, self._weeks = self._weeks, QWidget()
        self._boxes = {}
        column = spaced(self._look, QVBoxLayout(self._weeks), 16)
        column.addWidget(self._message)
        known = [(index, line) for index, line in enumerate(plan.lines) if line.item in self._catalog.items]
        for week in range(1, WEEKS + 1):
            tasks = [(index, line) for index, line in known if line.week == week and not line.habit]
            if tasks:
                card = Card(self._look, f"Week {week}", _days(plan, week, now), tinted=week == now)
                for index, line in tasks:
                    card.add_row(self._task(place, plan, index, line), tick=True)
                column.addWidget(card)
                if week == now:  # what there is to say stands above this week, in view
                    column.insertWidget(column.count() - 2, self._message)
        cells = [(index, line) for index, line in known if line.habit]
        if cells:
            column.addWidget(self._grid(place, plan, cells, now))
        self.column.replaceWidget(old, self._weeks)
        old.hide()
        old.deleteLater()
        back_to(here, self._weeks)

    def _task(self, place: int, plan: PrintedPlan, index: int, line: PrintedLine) -> QWidget:
        row = QWidget()
        boxes_and_words = QHBoxLayout(row)
        boxes_and_words.setContentsMargins(0, 0, 0, 0)
        boxes_and_words.setSpacing(0)
        for number in range(1, line.boxes):
            boxes_and_words.addWidget(self._box(place, plan, (index, number), CheckBox(self._look, "")))
        detail = f"{self._site(line)}{minutes_in_words(line.minutes)}"
        last = CheckBox(self._look, titled(self._catalog, plan, line), detail)
        boxes_and_words.addWidget(self._box(place, plan, (index, line.boxes), last), 1)
        return row

    def _grid(self, place: int, plan: PrintedPlan, cells: list[tuple[int, PrintedLine]], now: int) -> Card:
        card = Card(self._look, "Every week", "tick when done")
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(self._look.theme.gap(12))
        grid.setVerticalSpacing(self._look.theme.gap(6))
        grid.setColumnStretch(0, 1)
        for week in range(1, WEEKS + 1):
            day = short_day(plan.start + timedelta(days=DAYS_A_WEEK * (week - 1)))
            head = (body if week == now else quiet)(self._look, day.replace(" ", "\n"))
            head.setWordWrap(False)
            head.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            grid.addWidget(head, 0, week, Qt.AlignmentFlag.AlignCenter)
        rows = {item: row for row, item in enumerate(dict.fromkeys(line.item for _, line in cells), 1)}
        for index, line in cells:
            row = rows[line.item]
            if grid.itemAtPosition(row, 0) is None:
                words = f"{self._site(line)}{titled(self._catalog, plan, line)} ({minutes_in_words(line.minutes)})"
                grid.addWidget(body(self._look, words), row, 0)
            box = self._box(place, plan, (index, 1), CheckBox(self._look, ""))
            grid.addWidget(box, row, line.week, Qt.AlignmentFlag.AlignCenter)
        card.add(inside)
        return card

    def _site(self, line: PrintedLine) -> str:
        """Return where a line is done, as it stands before its words; what is about the person is done nowhere."""
        platform = self._catalog.platform(self._catalog.items[line.item].platform)
        return f"{platform.name} · " if platform and platform.can_leave_out else ""

    def _box(self, place: int, plan: PrintedPlan, spot: tuple[int, int], box: CheckBox) -> CheckBox:
        index, number = spot
        line = plan.lines[index]
        which = f", box {number} of {line.boxes}" if line.boxes > 1 else ""
        box.setAccessibleName(f"Week {line.week}: {titled(self._catalog, plan, line)}{which}")
        box.clicked.connect(partial(self._tick, (place, index), number))
        self._boxes[spot] = box
        return box

    def _tick(self, where: tuple[int, int], number: int) -> None:
        ticks = number if self._boxes[where[1], number].isChecked() else number - 1
        after = tick(self._catalog, self._document.profile, where, ticks, self._today())
        self._document.edit("a tick on your page", after)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _days(plan: PrintedPlan, week: int, now: int) -> str:
    first = plan.start + timedelta(days=DAYS_A_WEEK * (week - 1))
    days = f"{short_day(first)} to {short_day(first + timedelta(days=DAYS_A_WEEK - 1))}"
    return f"this week, {days}" if week == now else days
