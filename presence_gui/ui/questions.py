"""The first questions as fields, for the first screens and for whoever changes an answer later."""

from collections.abc import Callable, Iterable
from datetime import time
from math import ceil
from typing import Final, NamedTuple

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QVBoxLayout, QWidget

from presence_gui.diary import Slot
from presence_gui.guidance import Profession
from presence_gui.profile import Objection, Profile
from presence_gui.ui.buttons import RadioButton
from presence_gui.ui.document import Document
from presence_gui.ui.fields import Choice
from presence_gui.ui.labels import Label, small
from presence_gui.ui.profile_fields import ProfileChoice, ProfileLine, edit_field
from presence_gui.ui.spacing import spaced
from presence_gui.ui.theme import Look, Type
from presence_gui.ui.time_field import TimeField

RATHER_NOT: Final = "Rather not say"
_MINUTES = (15, 20, 25, 30, 40, 50, 60, 75, 90, 120, 150, 180)
_SITTING = 15
_NUMBERS = ("One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve")
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_USUAL_TIME = time(8, 30)  # until another one is given: before the day has begun


class HeldBack(NamedTuple):
    """What has held somebody back: in their words, what the plan does about it, and what we say to it."""

    what: Objection
    words: str
    plan: str
    answer: str


HELD_BACK: Final = (
    HeldBack(
        Objection.TIME,
        "I don’t have the time",
        "At most three pieces a week, of ten minutes each, quickest first.",
        "15 minutes a week is enough to start. We plan only what fits, and stop there.",
    ),
    HeldBack(
        Objection.VALUE,
        "I can’t see the value",
        "Starts with what a stranger sees of you, and gives each reason with its evidence.",
        "You may never need it. If you do, it takes months to build. That is the case for starting while you need"
        " nothing.",
    ),
    HeldBack(
        Objection.HOW,
        "I don’t know how",
        "Prints what to click, step by step.",
        "Every line says what to click. If the site has moved a button, look for words like these.",
    ),
    HeldBack(
        Objection.WHAT,
        "I know it matters, but not what to do",
        "One piece at a time, in order, with nothing to choose.",
        "There is one next step, and it is always the first line that is not ticked.",
    ),
    HeldBack(
        Objection.NONE,
        RATHER_NOT,
        "What gains most in your minutes comes first.",
        "That is fine. You can say so later, beside the action plan.",
    ),
)


def sittings(minutes: int) -> str:
    """Return what that many minutes a week, 15 to 180, mean in sittings."""
    count = ceil(minutes / _SITTING)
    some = "One sitting" if count == 1 else f"{_NUMBERS[count - 1]} sittings"
    return f"{some} of {'' if minutes == count * _SITTING else 'up to '}a quarter of an hour."


class Says(Label):
    """Words about the profile as it is: a small quiet line, or as loud as any other."""

    def __init__(self, look: Look, document: Document, say: Callable[[Profile], str], *, hushed: bool = True) -> None:
        super().__init__(look, "", Type.SMALL if hushed else Type.BODY, quiet=hushed)
        self._say = say
        self._follow(document.profile)
        document.changed.connect(self._follow)

    def _follow(self, profile: Profile) -> None:
        self.setText(self._say(profile))


def work_line(look: Look, document: Document) -> ProfileLine:
    """Return the line for what the user does."""
    return ProfileLine(look, document, "What you do", "work", "what you do", "Tax adviser to family firms")


def profession_choice(look: Look, document: Document, professions: Iterable[Profession]) -> ProfileChoice[str]:
    """Return the choice of a profession; the card that holds for any is not offered."""
    cards = [(card.title, card.id) for card in professions if card.order]
    return ProfileChoice(look, document, "Your profession", "profession", [(RATHER_NOT, ""), *cards], "your profession")


def profession_says(look: Look, document: Document, professions: Iterable[Profession]) -> Says:
    """Return the line that says who sets the rules."""
    who = {card.id if card.order else "": card.who for card in professions}
    usual = who.get("", "")
    return Says(look, document, lambda profile: f"Who sets your rules? {who.get(profile.profession, usual)}")


def minutes_choice(look: Look, document: Document) -> ProfileChoice[int]:
    """Return the choice of the minutes a week."""
    options = [(_minutes(minutes), minutes) for minutes in _MINUTES]
    return ProfileChoice(look, document, "Minutes a week", "minutes", options, "minutes a week", _minutes)


def minutes_say(look: Look, document: Document) -> Says:
    """Return the line that says what the minutes mean."""
    return Says(look, document, lambda profile: sittings(profile.minutes))


def held_back_choice(look: Look, document: Document) -> ProfileChoice[str]:
    """Return the choice of what has held the user back, in one line."""
    options = [(one.words, one.what) for one in HELD_BACK]
    return ProfileChoice(look, document, "What has held you back", "objection", options, "what has held you back")


def held_back_says(look: Look, document: Document) -> Says:
    """Return the line that says what the plan does about it."""
    plans = {one.what: one.plan for one in HELD_BACK}
    return Says(look, document, lambda profile: plans[profile.objection])


class SlotFields(QWidget):
    """The usual day and time, side by side while there is room; without a usual day there is no time."""

    def __init__(self, look: Look, document: Document) -> None:
        super().__init__()
        self._look, self._document = look, document
        self.day = Choice(look, "Usual day")
        self.day.addItems(["No fixed day", *_DAYS])
        self.day.activated.connect(self._choose)
        self._time = TimeField(look, "Usual time")
        self._time.edited.connect(self._write)
        self._trouble = small(look, "")
        self._trouble.hide()
        self._time.trouble.connect(self._say)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        for words, field in (("Usual day", self.day), ("Usual time", self._time)):
            self._row.addLayout(_labelled(look, words, field), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._row)
        column.addWidget(self._trouble)
        self._dress()
        look.changed.connect(self._dress)
        self._follow(document.profile)
        document.changed.connect(self._follow)

    def settle(self) -> bool:
        """Return whether what is typed could be read; if not, say so and go there."""
        settled = self._document.profile.slot is None or self._time.settle()
        if not settled:
            self._time.setFocus()
        return settled

    def minimumSizeHint(self) -> QSize:
        widest = max(field.minimumSizeHint().width() for field in (self.day, self._time))
        return QSize(widest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._dress()

    def _dress(self) -> None:
        gap, direction = self._look.theme.gap(14), QBoxLayout.Direction
        beside = self.width() >= 2 * max(self.day.sizeHint().width(), self._time.sizeHint().width()) + gap
        self._row.setDirection(direction.LeftToRight if beside else direction.TopToBottom)
        self._row.setSpacing(gap)

    def _say(self, sentence: str) -> None:
        self._trouble.setText(sentence)
        self._trouble.setVisible(bool(sentence))

    def _choose(self, place: int) -> None:
        slot = self._document.profile.slot
        self._edit(Slot(place - 1, slot.at if slot else _USUAL_TIME) if place else None)

    def _write(self, at: time) -> None:
        self._edit(Slot(self.day.currentIndex() - 1, at))

    def _edit(self, slot: Slot | None) -> None:
        edit_field(self._document, "slot", slot, "your usual day and time")

    def _follow(self, profile: Profile) -> None:
        may, slot = not self._document.read_only, profile.slot
        self.day.setEnabled(may)
        self.day.setCurrentIndex(slot.weekday + 1 if slot else 0)
        self._time.setEnabled(slot is not None)
        self._time.setReadOnly(not may)
        self._time.set_time(slot.at if slot else None)


class HeldBackList(QWidget):
    """What may have held the user back, one below the other, each with what the plan does about it."""

    def __init__(self, look: Look, document: Document) -> None:
        super().__init__()
        self._document = document
        column = spaced(look, QVBoxLayout(self), 6)
        self._buttons = tuple(RadioButton(look, one.words, one.plan) for one in HELD_BACK)
        group = QButtonGroup(self)
        for place, button in enumerate(self._buttons):
            group.addButton(button, place)
            column.addWidget(button)
        group.idToggled.connect(self._choose)
        self._follow(document.profile)
        document.changed.connect(self._follow)

    @property
    def chosen(self) -> QWidget:
        """The button that is chosen, where the keyboard begins."""
        return next(button for button in self._buttons if button.isChecked())

    def _choose(self, place: int, on: bool) -> None:  # noqa: FBT001  Qt's signal
        if on:
            edit_field(self._document, "objection", HELD_BACK[place].what, "what has held you back")

    def _follow(self, profile: Profile) -> None:
        place = next(place for place, one in enumerate(HELD_BACK) if one.what == profile.objection)
        self._buttons[place].setChecked(True)


def held_back_answer(look: Look, document: Document) -> Says:
    """Return the lines that answer what has held the user back."""
    answers = {one.what: one.answer for one in HELD_BACK}
    return Says(look, document, lambda profile: answers[profile.objection], hushed=False)


def _labelled(look: Look, words: str, field: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    label = Label(look, words, Type.SMALL)
    label.setBuddy(field)
    column.addWidget(label)
    column.addWidget(field)
    return column


def _minutes(minutes: int) -> str:
    return f"{minutes} minutes"
