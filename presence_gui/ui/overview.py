"""The first page: where you stand, how it went so far, and the next three steps."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from presence_gui.answering import ticked
from presence_gui.content import Catalog, Item, Platform
from presence_gui.days import short_day
from presence_gui.diary import paused_since
from presence_gui.plan import first_steps
from presence_gui.profile import Profile
from presence_gui.ranking import Open
from presence_gui.scoring import LEFT_OUT, Score, score
from presence_gui.ui.buttons import Button, CheckBox, Kind
from presence_gui.ui.containers import Card, Columns
from presence_gui.ui.document import Document
from presence_gui.ui.gauges import Bar, Ring
from presence_gui.ui.labels import Label, Pill, Tone, heading, quiet, small, title
from presence_gui.ui.profile_page import ProfilePage
from presence_gui.ui.progress import Progress
from presence_gui.ui.theme import Look, Type
from presence_gui.ui.words import counts_for, gained, greeting, minutes_in_words, say_label

if TYPE_CHECKING:
    from presence_gui.ui.fresh_card import FreshCard

_SIDE_WIDTH = 360
_STEPS = 3
_SOON = 150  # milliseconds, after the first paint


class Overview(ProfilePage):
    """Shows the score and how it went so far, the next three steps and every platform.

    ``plan_wanted`` asks for the printed page; ``item_wanted`` carries the Item whose why and how is to be shown, and
    ``data_wanted`` the Platform of which a fresh export is to be fetched.
    """

    plan_wanted = Signal()
    item_wanted = Signal(object)
    data_wanted = Signal(object)

    def __init__(
        self,
        look: Look,
        catalog: Catalog,
        document: Document,
        now: Callable[[], datetime],
    ) -> None:
        super().__init__(look, "Overview", document, lambda: now().date())
        self._look, self._catalog, self._now = look, catalog, now
        columns = Columns(look, _SIDE_WIDTH, narrow_first=True)
        self.column.addWidget(columns)
        right = columns.wide
        columns.narrow.addWidget(self._standing())
        self._progress = Progress(look, catalog, document, self._today)
        columns.narrow.addWidget(self._progress)
        right.addLayout(self._greeting())
        self._fresh: FreshCard | None = None
        self._right = right
        self._next = Card(look, "Your next three steps")
        self._steps = [_Step(look, self._take_step, self.item_wanted.emit) for _ in range(_STEPS)]
        self._step_rows = [self._next.add_row(step, tick=True) for step in self._steps]
        right.addWidget(self._next)
        self._table = _Table(look, catalog)
        self._where = Card(look, "Where you stand")
        self._where.add(self._table)
        self._until = small(look, "")
        self._until_row = self._where.add_row(self._until)
        self._until_row.hide()
        right.addWidget(self._where)
        right.addStretch(1)
        self._catch_up()
        self._advise()

    def _standing(self) -> Card:
        look = self._look
        card = Card(look)
        self._ring = Ring(look, "Your presence, of 100")
        self._label, self._says = heading(look, ""), quiet(look, "")
        for words in (self._label, self._says):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, look.theme.gap(16), 0, look.theme.gap(12))
        column.setSpacing(look.theme.gap(14))
        column.addWidget(self._ring, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(look.theme.gap(6))
        column.addWidget(self._label)
        column.addWidget(self._says)
        card.add(inside)
        return card

    def _greeting(self) -> QHBoxLayout:
        look, row, words = self._look, QHBoxLayout(), QVBoxLayout()
        self._hello, self._offer = title(look, ""), quiet(look, "")
        words.setSpacing(look.theme.gap(4))
        words.addWidget(self._hello)
        words.addWidget(self._offer)
        row.addLayout(words, 1)
        button = Button(look, "Print this month’s plan…", Kind.PRIMARY)
        button.clicked.connect(self.plan_wanted)
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        return row

    def _show(self, profile: Profile) -> None:
        now = self._now()
        stands = score(self._catalog, profile, now.date())
        self._ring.set_value(stands.overall)
        self._label.setText(stands.label)
        self._says.setText(say_label(stands.label))
        self._hello.setText(greeting(now.hour, profile.name))
        if profile.answers:
            self._offer.setText(f"You set aside {profile.minutes} minutes a week. Here is what that buys.")
        elif profile.asked:
            self._offer.setText(
                f"Your plan is made for {profile.minutes} minutes a week. Tick what you have done, one tab at a time."
            )
        else:
            self._offer.setText("Begin by ticking what you have done, one tab at a time.")
        self._table.show_score(stands, profile)
        since = paused_since(profile.pauses, now.date())
        self._where.set_note(f"Paused since {short_day(since)}" if since else "")
        self._progress.show_profile(profile)
        if self._fresh:
            self._show_age(self._fresh)
        elif profile.facts:
            QTimer.singleShot(_SOON, self, self._show_age_of_data)

    def _show_age_of_data(self) -> None:
        """Say how old the data is that was filled in from, once the page is seen: it takes 12 ms to load."""
        from presence_gui.ui.fresh_card import FreshCard

        if self._fresh is None:
            self._fresh = FreshCard(self._look, self._catalog)
            self._fresh.wanted.connect(self.data_wanted)
            self._show_age(self._fresh)
            self._right.insertWidget(self._right.indexOf(self._next), self._fresh)

    def _show_age(self, card: "FreshCard") -> None:
        card.show_age_of(self._document.profile, self._today())
        self._until.setText(card.fresh)
        self._until_row.setVisible(bool(card.fresh))

    def _advise(self) -> None:
        self._quiet.stop()
        profile, today = self._document.profile, self._today()
        before = score(self._catalog, profile, today).overall
        steps = first_steps(self._catalog, profile, today)[:_STEPS]
        for place, row in enumerate(self._step_rows):
            row.setVisible(place < len(steps))
        for step, one in zip(self._steps, steps, strict=False):
            item = one.item
            after = profile.answered(item.id, ticked(item, profile.answer(item.id), today))
            platform = self._catalog.platform(item.platform)
            step.show_step(one, platform, score(self._catalog, after, today).overall - before)
            step.let_take(may=not self._document.read_only)
        self._next.setVisible(bool(steps))

    def _take_step(self, item: Item) -> None:
        profile = self._document.profile
        answer = ticked(item, profile.answer(item.id), self._today())
        self._document.edit(item.title, profile.answered(item.id, answer))
        self._advise()


class _Step(QWidget):
    """One of the next steps, ticked right here; ``show`` is asked how it is done."""

    def __init__(self, look: Look, take: Callable[[Item], None], show: Callable[[Item], None]) -> None:
        super().__init__()
        self._take, self._show = take, show
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(look.theme.gap(12))
        self._tick = CheckBox(look, "", bold=True)
        self._tick.clicked.connect(self._clicked)
        self._minutes, self._gain = Pill(look, ""), Pill(look, "", Tone.STEP)
        self._row.addWidget(self._tick, 1)
        self._row.addWidget(self._minutes)
        self._row.addWidget(self._gain)
        self._how = Button(look, "How", Kind.LINK, small=True)
        self._how.clicked.connect(self._asked)
        self._row.addWidget(self._how)
        self._item: Item | None = None

    def show_step(self, one: Open, platform: Platform | None, gain: float) -> None:
        """Show an item, the minutes it takes and what it adds to the overall score."""
        self._item = one.item
        group = next((g.title for g in platform.groups if g.id == one.item.group), "") if platform else ""
        self._tick.set_words(one.item.title, f"{platform.name} · {group}" if platform else "")
        self._how.setAccessibleName(f"Show me how: {one.item.title}")
        self._tick.setChecked(False)
        self._minutes.setText(minutes_in_words(one.minutes) + (" a week" if one.habit else ""))
        more = gained(gain)
        self._gain.setText(f"{more} overall")
        self._gain.setVisible(bool(more))

    def let_take(self, *, may: bool) -> None:
        """Let the step be ticked, or only be looked at."""
        self._tick.setEnabled(may)

    def _clicked(self) -> None:
        if self._item:
            self._take(self._item)

    def _asked(self) -> None:
        if self._item:
            self._show(self._item)


class _Table(QWidget):
    """Every platform's two bars and what it counts for."""

    def __init__(self, look: Look, catalog: Catalog) -> None:
        super().__init__()
        self._look, self._catalog = look, catalog
        self._grid = grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(look.theme.gap(22))
        grid.setVerticalSpacing(look.theme.gap(20))
        for column in range(3):  # as wide while nothing is begun as when there are bars
            grid.setColumnStretch(column, 1)
        for column, words in enumerate(("Platform", "Complete", "In use", "Counts for")):
            grid.addWidget(Label(look, words, quiet=True, wrap=False), 0, column)
        self._rows = {}
        self._names: list[Label] = []
        for row, platform in enumerate(catalog.platforms, 1):
            name = Label(look, platform.name, Type.STRONG, wrap=False)
            bars = (
                Bar(look, f"{platform.name}: profile complete"),
                Bar(look, f"{platform.name}: in use", activity=True),
            )
            instead, share = quiet(look, ""), Label(look, "", wrap=False)
            grid.addWidget(name, row, 0)
            self._names.append(name)
            for column, bar in enumerate(bars, 1):
                grid.addWidget(bar, row, column, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(instead, row, 1, 1, 2)
            grid.addWidget(share, row, 3)
            self._rows[platform.id] = (*bars, instead, share)

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            for name in self._names:
                top = name.y() - self._grid.verticalSpacing() // 2
                painter.fillRect(-self.x(), top, self.width() + 2 * self.x(), 1, QColor(self._look.theme.line))

    def show_score(self, stands: Score, profile: Profile) -> None:
        """Show every platform as it stands; one that is left out or not begun says so in words."""
        for platform in self._catalog.platforms:
            one = stands.platforms[platform.id]
            complete, in_use, instead, share = self._rows[platform.id]
            left_out, begun = one.label == LEFT_OUT, one.profile > 0 or one.activity > 0
            complete.set_value(one.profile)
            in_use.set_value(one.activity)
            for bar in (complete, in_use):
                bar.setVisible(begun and not left_out)
            instead.setVisible(left_out or not begun)
            instead.setText(platform.left_out_says if left_out else "not started")
            counts = counts_for(self._catalog, profile, platform)
            share.setText(f"{counts:.0f}%" if counts else "–")
