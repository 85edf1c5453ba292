"""The three questions somebody new is asked, one on each screen."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from presence_gui.guidance import Guidance, Profession
from presence_gui.profile import Profile
from presence_gui.ui import questions as ask
from presence_gui.ui.buttons import Button, Kind
from presence_gui.ui.containers import Card, ScrollPage
from presence_gui.ui.document import Document
from presence_gui.ui.labels import quiet, small, title
from presence_gui.ui.spacing import spaced
from presence_gui.ui.theme import Look

_WIDTH = 680  # pixels at 100 % text size: a line that is easily read
_FIELDS = (("work", "profession"), ("minutes", "slot"), ("objection",))  # screen by screen
_WELCOME = (
    "You are good at your job. This helps the right people know it. It works offline, keeps no account and asks for"
    " 15 minutes at a time."
)


class FirstQuestions(ScrollPage):
    """Asks what somebody does, when, and what has held them back; ``finished`` says that they are through.

    The document keeps every answer at once, and the profile counts as asked from the first one on, so nothing is lost
    and nothing asked again however the window closes. `finish` makes one step of all of them.
    """

    finished = Signal()

    def __init__(self, look: Look, document: Document, guidance: Callable[[], Guidance]) -> None:
        super().__init__(look, "First questions", most=_WIDTH)
        self._look, self._document = look, document
        self._before = document.profile
        self._draft = Document(document.profile, self)
        self._welcome = self._say_welcome()
        self._cards: list[Card] = []
        self._starts: list[Callable[[], QWidget]] = []
        self._ask_what_they_do(guidance().professions)
        self._ask_when()
        self._ask_what_held_them_back()
        self._add_buttons()
        self.column.addStretch(1)
        self._here = 0
        self._show(0)
        self._draft.changed.connect(self._keep)

    def finish(self) -> None:
        """Make one step of what was answered, of a profile that will not be asked again."""
        after = self._answered(self._draft.profile)
        self._document.become(replace(self._answered(self._before), asked=True))
        self._document.edit("your first answers", replace(after, asked=True))
        self.finished.emit()

    def begin(self) -> None:
        """Put the keyboard where the answer goes."""
        self.go_to(self._starts[self._here]())

    def _answered(self, draft: Profile) -> Profile:
        """Return the document's profile with the answers of a draft."""
        answers = {field: getattr(draft, field) for fields in _FIELDS for field in fields}
        return replace(self._document.profile, **answers)

    def _keep(self, draft: Profile) -> None:
        self._document.become(replace(self._answered(draft), asked=draft != self._before))

    # --- the screens

    def _say_welcome(self) -> QWidget:
        look, words = self._look, QWidget()
        column = spaced(look, QVBoxLayout(words), 6, (0, 18, 0, 6))
        column.addWidget(title(look, "Welcome"))
        column.addWidget(quiet(look, _WELCOME))
        self.column.addWidget(words)
        return words

    def _add_card(self, question: str, help_: str, start: Callable[[], QWidget]) -> Card:
        place = f"{len(self._cards) + 1} of {len(_FIELDS)}"
        card = Card(self._look, question, place)
        card.setAccessibleName(f"{place}: {question}")
        card.add(small(self._look, help_))
        self._cards.append(card)
        self._starts.append(start)
        self.column.addWidget(card)
        return card

    def _ask_what_they_do(self, professions: Iterable[Profession]) -> None:
        look, draft = self._look, self._draft
        line = ask.work_line(look, draft)
        card = self._add_card("What do you do?", "In the words you would use to a new neighbour.", lambda: line)
        card.add_field("What you do, in one line", line)
        card.add_field("Your profession", ask.profession_choice(look, draft, professions))
        card.add(ask.profession_says(look, draft, professions))

    def _ask_when(self) -> None:
        look, draft = self._look, self._draft
        minutes = ask.minutes_choice(look, draft)
        self._slot = ask.SlotFields(look, draft)
        words = "15 is enough to start. The plan holds what fits, and stops there."
        card = self._add_card("How many minutes a week can you spare?", words, lambda: minutes)
        card.add_field("Minutes a week", minutes)
        card.add(ask.minutes_say(look, draft))
        card.add(self._slot)

    def _ask_what_held_them_back(self) -> None:
        look, draft = self._look, self._draft
        answers = ask.HeldBackList(look, draft)
        words = "The plan starts from your answer."
        card = self._add_card("What has held you back so far?", words, lambda: answers.chosen)
        card.add(answers)
        card.add_row(ask.held_back_answer(look, draft))

    # --- the way through

    def _add_buttons(self) -> None:
        look = self._look
        self._next, self._back = Button(look, "", Kind.PRIMARY), Button(look, "Back")
        self._skip = Button(look, "Skip this question", Kind.LINK, small=True)
        leave = Button(look, "Skip all", Kind.LINK, small=True)
        for button, do in (
            (self._next, self._go_on),
            (self._back, self._go_back),
            (self._skip, self._skip_this),
            (leave, self.finish),
        ):
            button.clicked.connect(do)
        for row in ((self._next, self._back), (self._skip, leave)):
            line = spaced(look, QHBoxLayout(), 12)
            for button in row:
                line.addWidget(button)
            line.addStretch(1)
            self.column.addLayout(line)

    def _show(self, place: int) -> None:
        self._here = place
        self._welcome.setVisible(place == 0)
        self._back.setVisible(place > 0)
        self._next.set_words("Continue" if place < len(_FIELDS) - 1 else "Finish")
        for number, card in enumerate(self._cards):
            card.setVisible(number == place)
        self.setAccessibleName(self._cards[place].accessibleName())
        self.verticalScrollBar().setValue(0)

    def _turn_to(self, place: int) -> None:
        self._show(place)
        self.begin()

    def _go_on(self) -> None:
        if self._here == 1 and not self._slot.settle():
            return
        self._leave_forward()

    def _leave_forward(self) -> None:
        if self._here + 1 < len(_FIELDS):
            self._turn_to(self._here + 1)
        else:
            self.finish()

    def _go_back(self) -> None:
        if self._here:
            self._turn_to(self._here - 1)

    def _skip_this(self) -> None:
        """Leave the question as it was before anybody asked."""
        before = {field: getattr(self._before, field) for field in _FIELDS[self._here]}
        self._draft.edit("skip", replace(self._draft.profile, **before))
        self._leave_forward()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys that no field wanted."""
        here = self.focusWidget()
        if event.matches(QKeySequence.StandardKey.Undo):
            self._draft.steps.undo()
        elif event.matches(QKeySequence.StandardKey.Redo):
            self._draft.steps.redo()
        elif event.matches(QKeySequence.StandardKey.Back):
            self._go_back()
        elif event.key() == Qt.Key.Key_Escape:
            self.finish()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            here.click() if isinstance(here, Button) else self._go_on()
        else:
            super().keyPressEvent(event)
