"""The first page: where you stand, how it went so far, and the next three steps."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from presence_gui.answering import ticked
from presence_gui.content import Catalog, Item, Platform
from presence_gui.days import short_day
from presence_gui.diary import paused_since
from presence_gui.plan import first_steps
from presence_gui.profile import Profile
from presence_gui.ranking import Open
from presence_gui.scoring import score
from presence_gui.ui.buttons import Button, CheckBox, Kind
from presence_gui.ui.containers import Card, Columns
from presence_gui.ui.document import Document
from presence_gui.ui.flow import Beside
from presence_gui.ui.labels import Pill, Tone, quiet, small, title
from presence_gui.ui.profile_page import ProfilePage
from presence_gui.ui.progress import Progress
from presence_gui.ui.spacing import spaced
from presence_gui.ui.standing import Standing, WhereYouStand
from presence_gui.ui.theme import Look
from presence_gui.ui.words import gained, greeting, minutes_in_words

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
        self._columns = columns = Columns(look, _SIDE_WIDTH, narrow_first=True)
        self.column.addWidget(columns)
        right = columns.wide
        self._standing = Standing(look)
        columns.narrow.addWidget(self._standing)
        self._progress = Progress(look, catalog, document, self._today)
        columns.narrow.addWidget(self._progress)
        self._hello = _Greeting(look)
        self._hello.button.clicked.connect(self.plan_wanted)
        right.addWidget(self._hello)
        self._fresh: FreshCard | None = None
        self._right = right
        self._next = Card(look, "Your next three steps")
        self._steps = [_Step(look, self._take_step, self.item_wanted.emit) for _ in range(_STEPS)]
        self._step_rows = [self._next.add_row(step, tick=True) for step in self._steps]
        right.addWidget(self._next)
        self._table = WhereYouStand(look, catalog)
        self._where = Card(look, "Where you stand")
        self._where.add(self._table, flush=True)
        self._until = small(look, "")
        self._until_row = self._where.add(self._until)
        self._until_row.hide()
        right.addWidget(self._where)
        right.addStretch(1)
        self._stack(columns.is_stacked)
        columns.stacked.connect(self._stack)
        self._catch_up()
        self._advise()

    def _stack(self, stacked: bool) -> None:  # noqa: FBT001  Qt's signal
        """Where there is one column only, how it went so far comes last."""
        column = self._columns.wide if stacked else self._columns.narrow
        column.removeWidget(self._progress)
        column.insertWidget(column.count() - int(stacked), self._progress)

    def _show(self, profile: Profile) -> None:
        now = self._now()
        stands = score(self._catalog, profile, now.date())
        self._standing.show_score(stands)
        if profile.answers:
            offer = f"You set aside {profile.minutes} minutes a week. Here is what that buys."
        elif profile.asked:
            offer = (
                f"Your plan is made for {profile.minutes} minutes a week. Tick what you have done, one tab at a time."
            )
        else:
            offer = "Begin by ticking what you have done, one tab at a time."
        self._hello.say(greeting(now.hour, profile.name), offer)
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


class _Greeting(QWidget):
    """Two lines with the one button beside them, or below them in a narrow place."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look, words = look, QWidget()
        self._hello, self._offer = title(look, ""), quiet(look, "")
        column = spaced(look, QVBoxLayout(words), 4)
        column.addWidget(self._hello)
        column.addWidget(self._offer)
        self.button = Button(look, "Print this month’s plan…", Kind.PRIMARY)
        self._row = Beside(self)
        self._row.addWidget(words)
        self._row.addWidget(self.button)
        self._dress()
        look.changed.connect(self._dress)

    def say(self, hello: str, offer: str) -> None:
        """Greet, and say what is offered."""
        self._hello.setText(hello)
        self._offer.setText(offer)

    def _dress(self) -> None:
        theme = self._look.theme
        self._row.dress(theme.gap(14), 0, theme.text_size)


class _Step(QWidget):
    """One of the next steps, ticked right here; ``show`` is asked how it is done."""

    def __init__(self, look: Look, take: Callable[[Item], None], show: Callable[[Item], None]) -> None:
        super().__init__()
        self._look, self._take, self._show = look, take, show
        self._row = Beside(self)
        self.tick = CheckBox(look, "", bold=True)
        self.tick.clicked.connect(self._clicked)
        self._minutes, self._gain = Pill(look, ""), Pill(look, "", Tone.STEP)
        self.how = Button(look, "How", Kind.LINK, small=True)
        self.how.clicked.connect(self._asked)
        for widget in (self.tick, self._minutes, self._gain, self.how):
            self._row.addWidget(widget)
        self._item: Item | None = None
        self._dress()
        look.changed.connect(self._dress)

    def _dress(self) -> None:
        theme = self._look.theme
        self._row.dress(theme.gap(12), CheckBox.indent(theme), theme.text_size)

    def show_step(self, one: Open, platform: Platform | None, gain: float) -> None:
        """Show an item, the minutes it takes and what it adds to the overall score."""
        self._item = one.item
        group = next((g.title for g in platform.groups if g.id == one.item.group), "") if platform else ""
        detail = f"{platform.name} · {group}" if platform else ""
        self.tick.set_words(one.item.title, detail)
        self.how.setAccessibleName(f"Show me how: {one.item.title}")
        self.tick.setChecked(False)
        self._minutes.setText(minutes_in_words(one.minutes) + (" a week" if one.habit else ""))
        more = gained(gain)
        self._gain.setText(f"{more} overall")
        self._gain.setVisible(bool(more))
        worth = (detail, self._minutes.text(), self._gain.text() if more else "")
        self.tick.setAccessibleDescription(", ".join(filter(None, worth)))

    def let_take(self, *, may: bool) -> None:
        """Let the step be ticked, or only be looked at."""
        self.tick.setEnabled(may)

    def _clicked(self) -> None:
        if self._item:
            self._take(self._item)

    def _asked(self) -> None:
        if self._item:
            self._show(self._item)
