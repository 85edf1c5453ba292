"""One item of a checklist: tick it, fill it in, open why and how."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from presence_gui.answering import (
    is_draft,
    ticked,
    unticked,
    with_day,
    with_number,
    with_status,
    with_text,
    without_draft,
)
from presence_gui.content import Item, Kind, Platform
from presence_gui.days import short_day
from presence_gui.guidance import Guidance
from presence_gui.profile import MOST_NUMBER, Answer, Status
from presence_gui.scoring import credit
from presence_gui.ui.buttons import CheckBox, Disclosure
from presence_gui.ui.date_field import DateField
from presence_gui.ui.document import Document
from presence_gui.ui.fields import NumberField
from presence_gui.ui.flow import Beside
from presence_gui.ui.item_details import ItemDetails
from presence_gui.ui.labels import Pill, Tone, small
from presence_gui.ui.text_answer import TextAnswer
from presence_gui.ui.theme import Look
from presence_gui.ui.words import gained, minutes_in_words

_NEARLY_A_YEAR = 300  # days, after which a day and a month alone may mislead


class ItemRow(QWidget):
    """Shows one item's answer and turns what the user does into one edit of the document.

    ``opened`` says that why and how were opened, so that the tab can close the row that was open before.
    """

    opened = Signal()

    def __init__(
        self,
        look: Look,
        platform: Platform,
        item: Item,
        document: Document,
        today: Callable[[], date],
        guidance: Callable[[], Guidance],
    ) -> None:
        super().__init__()
        self._look, self.item, self._document, self._today = look, item, document, today
        self._platform, self._guidance = platform, guidance
        self._answer = document.profile.answer(item.id)
        self._shown: tuple[Answer, bool, str, bool, str, date] | None = None  # most edits change one row of thirty
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.tick = CheckBox(look, item.title, bold=True)
        self.tick.clicked.connect(self._tick)
        self._minutes = Pill(look, minutes_in_words(item.minutes) + (" a week" if item.habit else ""))
        self._points = Pill(look, "", Tone.STEP)
        self._word = Pill(look, "")
        self._arrow = Disclosure(look, item.title)
        self._arrow.clicked.connect(self._toggle)
        self._details: ItemDetails | None = None
        top = QHBoxLayout()
        self._column.addLayout(top)
        self._top = Beside()
        self._top.addWidget(self.tick)
        top.addLayout(self._top, 1)
        top.addWidget(self._arrow, 0, Qt.AlignmentFlag.AlignVCenter)
        self._below = QVBoxLayout()
        self._column.addLayout(self._below)
        self._make_editor()
        for pill in (self._word, self._minutes, self._points):
            self._top.addWidget(pill)
        self._dress()
        look.changed.connect(self._dress)

    def show_answer(self, answer: Answer, gain: float) -> None:
        """Show an answer, and how many points of the platform's 100 the rest of it would add."""
        done, may = self._counts(answer), not self._document.read_only
        more = gained(gain)
        worth = more and f"{more} {'point' if more == '+1' else 'points'}"
        shown = (answer, done, worth, may, self._document.profile.profession, self._today())
        if shown == self._shown:
            return
        self._answer, self._shown = answer, shown
        self._column.setEnabled(False)  # or Qt lays the page out again for every word that comes into view
        self._let_change(may=may)
        self.tick.setChecked(done)
        self.tick.set_bold(not done)
        self._word.say(*self._state(answer))
        self._word.setVisible(bool(self._word.text()))
        is_open = not done and answer.status is not Status.NOT_FOR_ME
        self._minutes.setVisible(is_open)
        self._points.setText(worth)
        self._points.setVisible(is_open and bool(worth))
        self._show_value(answer)
        beside = (self._word, self._minutes, self._points)
        self.tick.setAccessibleDescription(", ".join(pill.text() for pill in beside if not pill.isHidden()))
        self._show_details()
        self._column.setEnabled(True)

    def open(self) -> None:
        """Open why and how."""
        if self._details is None:
            self._details = ItemDetails(self._look, self._platform, self.item, self._guidance)
            self._details.status_chosen.connect(self._say)
            self._details.note_edited.connect(self._write_note)
            self._column.addWidget(self._details)
            self._show_details()
            self._dress()
        self._details.show()
        self._arrow.set_open(is_open=True)
        self.opened.emit()

    def close_details(self) -> None:
        """Close why and how."""
        if self._details:
            self._details.hide()
        self._arrow.set_open(is_open=False)

    def _let_change(self, *, may: bool) -> None:
        for editor in (self.tick, self._number, self._day):
            if editor:
                editor.setEnabled(may)

    def _toggle(self) -> None:
        if self._details and self._details.isVisible():
            self.close_details()
        else:
            self.open()

    def _show_details(self) -> None:
        if self._details:
            done = self._counts(self._answer)
            self._details.show_answer(self._answer, done=done, may_change=not self._document.read_only)
            self._details.show_how(self._document.profile.profession)

    def _make_editor(self) -> None:
        self._number: NumberField | None = None
        self._text: TextAnswer | None = None
        self._day: DateField | None = None
        item, name = self.item, self.item.title
        match item.kind:
            case Kind.NUMBER:
                hint = "" if item.window_days else f"of {item.target}"
                self._number = NumberField(self._look, name, self._answer.number, MOST_NUMBER, hint)
                self._number.edited.connect(self._count)
                if item.window_days:
                    aim = f"in the last {item.window_days} days; aim for {item.target}"
                    self._number.setAccessibleDescription(aim)
                    self._add_below(self._beside(self._number, aim))
                else:
                    self._top.addWidget(self._number)
            case Kind.DATE:
                self._day = DateField(self._look, f"Last done: {name}", self._today, self._answer.day, "Last done on")
                self._day.edited.connect(self._date)
                self._add_below(self._day, stretch=False)
                self._trouble = small(self._look, "")
                self._day.trouble.connect(self._say_trouble)
                self._add_below(self._trouble)
                self._trouble.hide()
            case Kind.TEXT:
                self._text = TextAnswer(self._look, item, self._answer.words)
                self._text.edited.connect(self._write)
                self._text.live.connect(self._go_live)
                self._text.dropped.connect(self._drop_draft)
                self._add_below(self._text)
            case _:
                pass

    def _beside(self, editor: QWidget, words: str) -> QWidget:
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(editor)
        row.addWidget(small(self._look, words), 1)
        return both

    def _add_below(self, widget: QWidget, *, stretch: bool = True) -> None:
        self._below.addWidget(widget, 0, Qt.AlignmentFlag(0) if stretch else Qt.AlignmentFlag.AlignLeft)

    def _dress(self) -> None:
        theme = self._look.theme
        indent = CheckBox.indent(theme)
        self._top.dress(theme.gap(12), indent, theme.text_size)
        self._below.setContentsMargins(indent, 0, 0, theme.gap(4) if self._below.count() else 0)
        self._below.setSpacing(theme.gap(4))
        if self._details:
            self._details.setContentsMargins(indent, 0, 0, theme.gap(6))

    def _state(self, answer: Answer) -> tuple[str, Tone]:
        if answer.status in {Status.NOT_FOR_ME, Status.NOT_SURE}:
            return {Status.NOT_FOR_ME: "not for me", Status.NOT_SURE: "not sure"}[answer.status], Tone.NEUTRAL
        if is_draft(self.item, answer):
            return ("differs from what is live" if answer.status is Status.DONE else "draft"), Tone.NEUTRAL
        if answer.from_data:
            return f"from your data, {self._day_of_data(answer.from_data)}", Tone.DATA
        given = answer.day or answer.given
        if given and (self.item.window_days or self.item.kind is Kind.DATE):
            return f"as of {short_day(given)}", Tone.NEUTRAL
        if self.item.kind is Kind.TEXT and not self.item.for_yourself and self._counts(answer):
            return f"live since {short_day(given)}" if given else "live", Tone.NEUTRAL
        return "", Tone.NEUTRAL

    def _day_of_data(self, day: date) -> str:
        is_old = (self._today() - day).days > _NEARLY_A_YEAR  # somebody may bring an export of years ago
        return f"{short_day(day)} {day.year}" if is_old else short_day(day)

    def _show_value(self, answer: Answer) -> None:
        if self._number:
            self._number.set_number(answer.number)
        if self._day:
            self._day.set_day(answer.day)
        if self._text:
            self._text.show_answer(answer, self._today(), may_change=not self._document.read_only)

    def _tick(self, checked: bool) -> None:  # noqa: FBT001  Qt's signal
        self._edit(ticked(self.item, self._answer, self._today()) if checked else unticked(self._answer))
        # what is too long or too old stays unticked whatever was clicked
        self.tick.setChecked(self._counts(self._answer))

    def _count(self, number: int | None) -> None:
        self._edit(with_number(self.item, self._answer, number, self._today()), merge="number")

    def _write(self, text: str) -> None:
        self._edit(with_text(self.item, self._answer, text, self._today()), merge="text")

    def _go_live(self) -> None:
        self._edit(ticked(self.item, self._answer, self._today()))

    def _drop_draft(self) -> None:
        self._edit(without_draft(self._answer))

    def _date(self, day: date | None) -> None:
        self._edit(with_day(self._answer, day), merge="day")

    def _counts(self, answer: Answer) -> bool:
        return credit(self.item, answer, self._today(), self._document.profile.pauses) >= 1

    def _say_trouble(self, sentence: str) -> None:
        self._trouble.setText(sentence)
        self._trouble.setVisible(bool(sentence))

    def _say(self, status: Status) -> None:
        self._edit(with_status(self.item, self._answer, status, self._today()))

    def _write_note(self, note: str) -> None:
        self._edit(replace(self._answer, note=note), merge="note")

    def _edit(self, answer: Answer, merge: str = "") -> None:
        after = self._document.profile.answered(self.item.id, answer)
        self._document.edit(self.item.title, after, f"{self.item.id}.{merge}" if merge else "")
