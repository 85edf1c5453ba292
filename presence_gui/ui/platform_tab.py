"""One tab, drawn from one checklist file."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from presence_gui.content import Catalog, Group, Item, Platform
from presence_gui.guidance import Guidance, said_of
from presence_gui.profile import Profile
from presence_gui.ranking import rank
from presence_gui.scoring import credits_of, score, tally
from presence_gui.ui.buttons import Button, Kind
from presence_gui.ui.containers import Card, Columns
from presence_gui.ui.data_card import DataCard
from presence_gui.ui.document import Document
from presence_gui.ui.fold import Fold
from presence_gui.ui.gauges import Bar, Ring
from presence_gui.ui.item_row import ItemRow
from presence_gui.ui.labels import Paragraph, heading, quiet, small, title
from presence_gui.ui.preview_card import PreviewCard
from presence_gui.ui.profession_card import ProfessionCard
from presence_gui.ui.profile_page import ProfilePage
from presence_gui.ui.theme import Look
from presence_gui.ui.words import minutes_in_words, say_label

_SIDE_WIDTH = 340


class PlatformTab(ProfilePage):
    """The checklist of one platform on the left; where it stands, the next step and the site's facts on the right.

    ``item_wanted`` carries the Item to be shown next, which may be on another tab; ``data_wanted`` asks for the files
    to fill in from.
    """

    item_wanted = Signal(object)
    data_wanted = Signal()

    def __init__(
        self,
        look: Look,
        catalog: Catalog,
        platform: Platform,
        document: Document,
        today: Callable[[], date],
        guidance: Callable[[], Guidance],
    ) -> None:
        super().__init__(look, platform.name, document, today)
        self._look, self._catalog, self._platform = look, catalog, platform
        self.rows: dict[str, ItemRow] = {}
        self._cards: list[tuple[Group, Card]] = []
        self._open: ItemRow | None = None
        columns = Columns(look, _SIDE_WIDTH)
        self.column.addWidget(columns)
        self._left, self._right = columns.wide, columns.narrow
        self._build_left(cache(guidance))
        self._build_right()
        self._catch_up()
        self._advise()

    def show_item(self, item: Item) -> None:
        """Open an item's why and how, bring it into view and move the keyboard to its tick box."""
        row = self.rows[item.id]
        row.open()
        self.column.activate()
        self.ensureWidgetVisible(row, 0, self._look.theme.px(80))
        row.tick.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_data(self) -> None:
        """Bring into view how to get one's data from the site, with the keyboard there."""
        if self._data:
            self.go_to(self._data.show_steps())
            QTimer.singleShot(0, self, self._scroll_to_data)  # it has its place once the page is laid out

    def _scroll_to_data(self) -> None:
        if self._data:
            top = self._data.mapTo(self, QPoint()).y() - self._look.theme.px(24)
            self.verticalScrollBar().setValue(self.verticalScrollBar().value() + top)

    def _build_left(self, guidance: Callable[[], Guidance]) -> None:
        platform, look = self._platform, self._look
        top = QHBoxLayout()
        names = QVBoxLayout()
        names.setSpacing(look.theme.gap(4))
        names.addWidget(title(look, platform.name))
        names.addWidget(quiet(look, platform.tagline))
        self._fill_in = Button(look, f"{platform.data.title}…" if platform.data else "", Kind.LINK, small=True)
        self._fill_in.clicked.connect(self.show_data)
        names.addWidget(self._fill_in, 0, Qt.AlignmentFlag.AlignLeft)  # or its width would be that of all names
        top.addLayout(names, 1)
        self._leave = Button(look, "", Kind.LINK, small=True)
        self._leave.clicked.connect(self._leave_or_return)
        top.addWidget(self._leave, 0, Qt.AlignmentFlag.AlignTop)
        if not platform.can_leave_out:
            self._leave.hide()
        self._left.addLayout(top)
        self._left_out = Card(look, "Left out")
        self._left_out.add(Paragraph(look, f"{platform.left_out_says} Your answers are kept."))
        self._left.addWidget(self._left_out)
        if not platform.can_leave_out:
            self._left.addWidget(ProfessionCard(look, self._document, guidance().professions))
        for group in platform.groups:
            card = Card(look, group.title, " ")
            for item in platform.items:
                if item.group == group.id:
                    row = ItemRow(look, platform, item, self._document, self._today, guidance)
                    row.opened.connect(self._one_open)
                    self.rows[item.id] = row
                    card.add_row(row, tick=True)
            self._cards.append((group, card))
            self._left.addWidget(card)
        self._left.addStretch(1)

    def _build_right(self) -> None:
        look, platform = self._look, self._platform
        standing = Card(look)
        standing.setAccessibleName(f"Where you stand: {platform.name}")
        beside = QWidget()
        row = QHBoxLayout(beside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.theme.gap(16))
        self._ring = Ring(look, f"{platform.name} score", small=True)
        row.addWidget(self._ring, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        self._label, self._says = heading(look, ""), small(look, "")
        words.addWidget(self._label)
        words.addWidget(self._says)
        row.addLayout(words, 1)
        standing.add(beside)
        self._profile_bar = Bar(look, f"{platform.name}: profile complete", caption="Profile complete")
        self._activity_bar = Bar(look, f"{platform.name}: in use", caption="In use", activity=True)
        standing.add(self._profile_bar)
        standing.add(self._activity_bar)
        self._basics = small(look, "")
        standing.add(self._basics)
        self._right.addWidget(standing)
        self._next = Card(look, "Your next best step", tinted=True)
        self._next_says = Paragraph(look, "")
        self._next.add(self._next_says)
        self._show_how = Button(look, "Show me how", Kind.PRIMARY, small=True)
        self._show_how.clicked.connect(self._show_next)
        self._next.add(self._show_how)
        self._right.addWidget(self._next)
        self._next_item: Item | None = None
        self._preview = PreviewCard(look, self._catalog, platform) if platform.previews else None
        if self._preview:
            self._right.addWidget(self._preview)
        self._data = DataCard(look, platform.data) if platform.data else None
        if self._data:
            self._data.wanted.connect(self.data_wanted)
            self._right.addWidget(self._data)
        for name, lines in (
            ("What the site allows", [said_of(fact) for fact in platform.facts]),
            ("Worth knowing", [f"{note.title}: {note.says}" for note in platform.notes]),
        ):
            if lines:
                card = Card(look, name)
                card.add(Fold(look, name, lines.__iter__), inset=Button.INSET)
                self._right.addWidget(card)

    def _one_open(self) -> None:
        row = self.sender()
        if self._open and self._open is not row:
            self._open.close_details()
        self._open = row if isinstance(row, ItemRow) else None

    def _leave_or_return(self) -> None:
        profile, platform = self._document.profile, self._platform
        left_out = platform.id not in profile.left_out
        name = f"{'leave out' if left_out else 'take in'} {platform.name}"
        self._document.edit(name, profile.leaving_out(platform.id, left_out=left_out))

    def _show(self, profile: Profile) -> None:
        platform, today = self._platform, self._today()
        left_out = platform.id in profile.left_out
        self._leave.set_words(f"Take {platform.name} in again" if left_out else f"Leave {platform.name} out")
        self._leave.setEnabled(not self._document.read_only)
        self._left_out.setVisible(left_out)
        if left_out:
            self._next.hide()  # it speaks of rows that are out of sight from now on
        credited = credits_of(self._catalog, profile, today)
        sums = tally(platform, profile, credited)
        for item in platform.items:
            more = sums.plus(item, 1 - credited.get(item.id, 0.0)).score - sums.score
            self.rows[item.id].show_answer(profile.answer(item.id), 100 * more)
        if self._preview:
            self._preview.show_profile(profile)
        for one in filter(None, (self._preview, self._data)):
            one.setVisible(not left_out)
        self._fill_in.setVisible(bool(self._data) and not left_out)
        for group, card in self._cards:
            card.setVisible(not left_out)
            card.set_note(self._note(group, credited))
        stands = score(self._catalog, profile, today).platforms[platform.id]
        self._ring.set_value(stands.score)
        self._label.setText(stands.label)
        self._says.setText(say_label(stands.label))
        self._profile_bar.set_value(stands.profile)
        self._activity_bar.set_value(stands.activity)
        done, of = stands.basics
        self._basics.setText(f"{done} of {of} basics done")

    def _note(self, group: Group, credited: Mapping[str, float]) -> str:
        items = [item for item in self._platform.items if item.group == group.id]
        open_items = [item for item in items if credited.get(item.id, 0.0) < 1]
        once = sum(item.minutes for item in open_items if not item.habit)
        weekly = sum(item.minutes for item in open_items if item.habit)
        parts = [f"{len(items) - len(open_items)} of {len(items)} done"]
        if once:
            parts.append(f"{minutes_in_words(once)} left")
        if weekly:
            parts.append(f"{minutes_in_words(weekly)} a week")
        return " · ".join(parts)

    def _advise(self) -> None:
        """Work out the next best step, which looks across all checklists."""
        profile, today, platform = self._document.profile, self._today(), self._platform
        best = rank(self._catalog, profile, today, 1, on=platform.id)
        self._next.setVisible(bool(best))
        self._next_item = best[0].item if best else None
        if not best:
            return
        item, minutes = best[0].item, best[0].minutes
        if item.platform != platform.id:
            elsewhere = self._catalog.platform(item.platform)
            self._next_says.say(f"First, on {elsewhere.name if elsewhere else item.platform}: {item.title}.")
            return
        sums = tally(platform, profile, credits_of(self._catalog, profile, today))
        after = sums.plus(item, best[0].add).score
        takes = f"{minutes} minutes{' a week' if item.habit else ''} takes {platform.name} from"
        self._next_says.say(f"{item.title}. {takes} {100 * sums.score:.0f} to {100 * after:.0f}.")

    def _show_next(self) -> None:
        if self._next_item:
            self.item_wanted.emit(self._next_item)
