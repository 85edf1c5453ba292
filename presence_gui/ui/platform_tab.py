"""One tab, drawn from one checklist file."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

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
from presence_gui.ui.portions import Portions
from presence_gui.ui.preview_card import PreviewCard
from presence_gui.ui.profession_card import ProfessionCard
from presence_gui.ui.profile_page import ProfilePage
from presence_gui.ui.spacing import spaced
from presence_gui.ui.theme import Look
from presence_gui.ui.words import minutes_in_words, say_label

_SIDE_WIDTH = 340


class PlatformTab(ProfilePage):
    """The checklist of one platform on the left; where it stands, the next step and the site's facts on the right.

    ``item_wanted`` carries the Item to be shown next, which may be on another tab; ``data_wanted`` asks for the files
    to fill in from. The top is there from the start; the rows, and what is below the next step, follow in portions,
    or at once when somebody asks for one of them.
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
        self._look, self._catalog, self._platform, self._guidance = look, catalog, platform, guidance
        self._rows: dict[str, ItemRow] = {}
        self._cards: list[tuple[Group, Card]] = []
        self._open: ItemRow | None = None
        self._preview: PreviewCard | None = None
        self._data: DataCard | None = None
        columns = Columns(look, _SIDE_WIDTH)
        self.column.addWidget(columns)
        self._left, self._right = columns.wide, columns.narrow
        self._build_top()
        self._build_standing()
        self._catch_up()
        self._advise()
        self._portions = Portions(self, self._build())

    @property
    def rows(self) -> Mapping[str, ItemRow]:
        """Every row by the id of its item."""
        self.finish()
        return self._rows

    def show_item(self, item: Item) -> None:
        """Open an item's why and how, bring it into view and move the keyboard to its tick box."""
        row = self.rows[item.id]
        row.open()
        self.column.activate()
        self.ensureWidgetVisible(row, 0, self._look.theme.px(80))
        row.tick.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_data(self) -> None:
        """Bring into view how to get one's data from the site, with the keyboard there."""
        self.finish()
        if self._data:
            self.go_to(self._data.show_steps())
            QTimer.singleShot(0, self, self._scroll_to_data)  # it has its place once the page is laid out

    def finish(self) -> None:
        self._portions.finish()

    def _scroll_to_data(self) -> None:
        if self._data:
            top = self._data.mapTo(self, QPoint()).y() - self._look.theme.px(24)
            self.verticalScrollBar().setValue(self.verticalScrollBar().value() + top)

    def _build_top(self) -> None:
        platform, look = self._platform, self._look
        top = QHBoxLayout()
        names = spaced(look, QVBoxLayout(), 4)
        names.addWidget(title(look, platform.name))
        names.addWidget(quiet(look, platform.tagline))
        names.addStretch(1)
        top.addLayout(names, 1)
        beside = spaced(look, QVBoxLayout(), 4)
        self._fill_in = Button(look, f"{platform.data.title}…" if platform.data else "", small=True)
        self._fill_in.clicked.connect(self.show_data)
        self._leave = Button(look, "", Kind.LINK, small=True)
        self._leave.clicked.connect(self._leave_or_return)
        for button in (self._fill_in, self._leave):
            beside.addWidget(button, 0, Qt.AlignmentFlag.AlignRight)
        beside.addStretch(1)
        top.addLayout(beside)
        if not platform.can_leave_out:
            self._leave.hide()
        self._left.addLayout(top)
        self._left_out = Card(look, "Left out")
        self._left_out.add(Paragraph(look, f"{platform.left_out_says} Your answers are kept."))
        self._left.addWidget(self._left_out)
        self._left.addStretch(1)

    def _build(self) -> Iterator[None]:
        """Build the rest of the page, what is in sight before what is below."""
        first, *others = self._platform.groups
        if not self._platform.can_leave_out:
            self._put_left(ProfessionCard(self._look, self._document, self._guidance().professions))
            yield
        yield from self._build_group(first)
        yield from self._build_beside()
        for group in others:
            yield from self._build_group(group)

    def _build_group(self, group: Group) -> Iterator[None]:
        card = Card(self._look, group.title, " ")
        rows = card.add_stack()
        self._cards.append((group, card))
        self._put_left(card)
        self._show_cards(self._document.profile)
        for item in self._of(group):
            row = ItemRow(self._look, self._platform, item, self._document, self._today, self._guidance)
            row.opened.connect(self._one_open)
            self._rows[item.id] = row
            self._show_rows(self._document.profile, [row])
            rows.add(row, tick=True)
            yield

    def _put_left(self, card: Card) -> None:
        self._left.insertWidget(self._left.count() - 1, card)  # above the room that is left

    def _build_standing(self) -> None:
        look, platform = self._look, self._platform
        standing = Card(look)
        standing.setAccessibleName(f"Where you stand: {platform.name}")
        beside = QWidget()
        row = spaced(look, QHBoxLayout(beside), 16)
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

    def _build_beside(self) -> Iterator[None]:
        look, platform = self._look, self._platform
        if platform.previews:
            self._preview = PreviewCard(look, self._catalog, platform)
            self._right.addWidget(self._preview)
            self._show_beside(self._document.profile)
            yield
        if platform.data:
            self._data = DataCard(look, platform.data)
            self._data.wanted.connect(self.data_wanted)
            self._right.addWidget(self._data)
        self._show_beside(self._document.profile)
        for name, lines in (
            ("What the site allows", [said_of(fact) for fact in platform.facts]),
            ("Worth knowing", [f"{note.title}: {note.says}" for note in platform.notes]),
        ):
            if lines:
                card = Card(look, name)
                card.add(Fold(look, name, lines.__iter__), inset=Button.INSET)
                self._right.addWidget(card)
                yield

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
        self._fill_in.setVisible(bool(platform.data) and not left_out)
        self._show_rows(profile, self._rows.values())
        self._show_cards(profile)
        self._show_beside(profile)
        stands = score(self._catalog, profile, today).platforms[platform.id]
        self._ring.set_value(stands.score)
        self._label.setText(stands.label)
        self._says.setText(say_label(stands.label))
        self._profile_bar.set_value(stands.profile)
        self._activity_bar.set_value(stands.activity)
        done, of = stands.basics
        self._basics.setText(f"{done} of {of} basics done")

    def _show_rows(self, profile: Profile, rows: Iterable[ItemRow]) -> None:
        credited = credits_of(self._catalog, profile, self._today())
        sums = tally(self._platform, profile, credited)
        for row in rows:
            more = sums.plus(row.item, 1 - credited.get(row.item.id, 0.0)).score - sums.score
            row.show_answer(profile.answer(row.item.id), 100 * more)

    def _show_cards(self, profile: Profile) -> None:
        left_out = self._platform.id in profile.left_out
        credited = credits_of(self._catalog, profile, self._today())
        for group, card in self._cards:
            card.setVisible(not left_out)
            card.set_note(self._note(group, credited))

    def _show_beside(self, profile: Profile) -> None:
        if self._preview:
            self._preview.show_profile(profile)
        for one in filter(None, (self._preview, self._data)):
            one.setVisible(self._platform.id not in profile.left_out)

    def _of(self, group: Group) -> list[Item]:
        return [item for item in self._platform.items if item.group == group.id]

    def _note(self, group: Group, credited: Mapping[str, float]) -> str:
        items = self._of(group)
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
